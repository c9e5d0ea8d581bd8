"""The names that stand in a report, so that an extraction comes back whole.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Leave the number of names in what was read before null: only reading it again can give them."""
    op.add_column("version", sa.Column("names", sa.Integer(), nullable=True))
    op.create_table(
        "name",
        sa.Column("version_key", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'organisation', 'place')", name="ck_name_kind"),
        sa.CheckConstraint('start >= 0 AND "end" >= start', name="ck_name_span"),
        sa.ForeignKeyConstraint(["version_key"], ["version.key"], name="fk_name_version_key"),
        sa.PrimaryKeyConstraint("version_key", "position", name="pk_name"),
        sqlite_with_rowid=False,
    )
