"""Where commitments stood that other rules no longer find: their ids go on leading somewhere.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

from onrecord.record.schema import Integer, Text

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Nothing was kept before."""
    op.create_table(
        "commitment_former",
        sa.Column("id", Text, nullable=False),
        sa.Column("report_id", Text, nullable=False),
        sa.Column("text_sha256", Text, nullable=False),
        sa.Column("start", Integer, nullable=False),
        sa.Column("end", Integer, nullable=False),
        sa.Column("said", Text, nullable=False),
        sa.Column("seal", Text, nullable=False),
        sa.PrimaryKeyConstraint("id", "report_id", name="pk_commitment_former"),
    )
