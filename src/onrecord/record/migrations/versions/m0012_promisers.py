"""Who is to do what, indexed: what one person is to do is found without reading what all others are.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Index commitments by who is to do them and by their words."""
    op.create_index(
        "ix_commitment_who_folded",
        "commitment",
        ["who_folded", "folded"],
        sqlite_where=sa.text("who_folded IS NOT NULL"),
    )
