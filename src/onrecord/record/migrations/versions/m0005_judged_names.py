"""What the two were called on whom somebody decided: reports may call nobody so any longer.

Revision ID: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Leave the names in what was decided before null."""
    op.add_column("judgement", sa.Column("left_name", sa.Text(), nullable=True))
    op.add_column("judgement", sa.Column("right_name", sa.Text(), nullable=True))
