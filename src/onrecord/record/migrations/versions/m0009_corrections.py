"""Corrections by people, and what the model had said where they hold.

Revision ID: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Nothing that was stored before is corrected."""
    for table in ("quotation", "commitment"):
        op.add_column(table, sa.Column("corrected", sa.Text(), nullable=True))
    op.create_table(
        "correction",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("anchors", sa.Text(), nullable=False),
        sa.Column("spans", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("made", sa.Text(), nullable=True),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("earliest", sa.Text(), nullable=True),
        sa.Column("latest", sa.Text(), nullable=True),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "what IN ('span', 'speaker', 'none', 'missed', 'deadline')", name="ck_correction_what"
        ),
        sa.CheckConstraint("type IN ('direct', 'indirect', 'mixed')", name="ck_correction_type"),
        sa.CheckConstraint("(what IN ('span', 'missed')) = (made IS NOT NULL)", name="ck_correction_made"),
        sa.CheckConstraint("whole IN (0, 1)", name="ck_correction_whole"),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="ck_correction_undone"),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
    )
    op.create_index("ix_correction_report_id", "correction", ["report_id"])
    op.create_table(
        "reading",
        sa.Column("version_key", sa.Integer(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("quotations", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_key"], ["version.key"], name="fk_reading_version_key"),
        sa.PrimaryKeyConstraint("version_key", name="pk_reading"),
        sqlite_with_rowid=False,
    )
