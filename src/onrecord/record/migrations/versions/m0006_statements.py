"""Statements: quotations of one act of saying, what they were compared by, and what people decided of them.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Leave all that was stored before to be compared when somebody asks."""
    _notes()
    _kept()
    _derived()


def _notes() -> None:
    op.add_column("version", sa.Column("compared", sa.Text(), nullable=True))
    op.create_index("ix_version_compared", "version", ["compared"], sqlite_where=sa.text("current = 1"))
    op.add_column("profile", sa.Column("compared_as", sa.Text(), nullable=True))
    moved = sa.text("compared_as IS NOT entity_id")
    op.create_index("ix_profile_compared_as", "profile", ["id"], sqlite_where=moved)
    op.add_column("appearance", sa.Column("compared_as", sa.Text(), nullable=True))
    moved = sa.text("compared_as IS NOT profile_id")
    op.create_index("ix_appearance_compared_as", "appearance", ["report_id"], sqlite_where=moved)


def _kept() -> None:
    op.create_table(
        "statement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("first", sa.Text(), nullable=True),
        sa.Column("last", sa.Text(), nullable=True),
        sa.Column("into", sa.Text(), nullable=True),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint('reports = 0 OR "into" IS NULL', name="ck_statement_into"),
        sa.CheckConstraint("reports >= 0", name="ck_statement_reports"),
        sa.PrimaryKeyConstraint("id", name="pk_statement"),
        sa.UniqueConstraint("number", name="uq_statement_number"),
    )
    op.create_index("ix_statement_reports", "statement", ["reports", "last"])
    op.create_index("ix_statement_into", "statement", ["into"], sqlite_where=sa.text('"into" IS NOT NULL'))
    op.create_table(
        "statement_judgement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("one_said", sa.Text(), nullable=False),
        sa.Column("other_said", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="ck_statement_judgement_undone"),
        sa.CheckConstraint("verdict IN ('same', 'different')", name="ck_statement_judgement_verdict"),
        sa.PrimaryKeyConstraint("id", name="pk_statement_judgement"),
    )
    for column in ("one", "other"):
        op.create_index(f"ix_statement_judgement_{column}", "statement_judgement", [column])


def _derived() -> None:
    op.create_table(
        "relay",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("quoted", sa.Float(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("made_from", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_relay_report_id"),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name="fk_relay_statement_id",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("key", name="pk_relay"),
        sa.UniqueConstraint("id", name="uq_relay_id"),
    )
    for column in ("report_id", "statement_id"):
        op.create_index(f"ix_relay_{column}", "relay", [column])
    op.create_index("ix_relay_speaker", "relay", ["speaker", "key"])
    op.create_table(
        "relay_key",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("relay", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "relay", name="pk_relay_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bag",
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_bag_report_id"),
        sa.PrimaryKeyConstraint("report_id", name="pk_bag"),
    )
    op.create_table(
        "likeness",
        sa.Column("later", sa.Integer(), nullable=False),
        sa.Column("earlier", sa.Integer(), nullable=False),
        sa.Column("same", sa.Float(), nullable=False),
        sa.Column("repeat", sa.Float(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "decision IN ('same', 'other_occasion', 'different')", name="ck_likeness_decision"
        ),
        sa.CheckConstraint("earlier < later", name="ck_likeness_order"),
        sa.PrimaryKeyConstraint("later", "earlier", name="pk_likeness"),
        sqlite_with_rowid=False,
    )
    alike, repeated = sa.text("why IS NOT NULL"), sa.text("decision = 'other_occasion'")
    op.create_index("ix_likeness_earlier", "likeness", ["earlier"], sqlite_where=alike)
    op.create_index("ix_likeness_repeat", "likeness", ["later"], sqlite_where=repeated)
