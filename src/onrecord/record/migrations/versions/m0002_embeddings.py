"""A vector for each quotation, so that a search can go by meaning.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Leave the vectors of what was read before null: only reading it again can give them."""
    op.add_column("quotation", sa.Column("embedding", sa.LargeBinary(), nullable=True))
