"""How often who speaks in which report, for the pages of speakers; 0013 counts.

Revision ID: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "hearing",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("speaker_id", sa.Text(), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("quotations", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_hearing_report_id"),
        sa.PrimaryKeyConstraint("report_id", "speaker_id", "month", name="pk_hearing"),
        sqlite_with_rowid=False,
    )
