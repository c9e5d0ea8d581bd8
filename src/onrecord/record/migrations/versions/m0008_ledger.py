"""The ledger: figures, commitments, what was told of them later, and what people found of them.

Revision ID: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Leave the ledger of all that was stored before to be read when somebody asks."""
    _figures()
    _commitments()
    _judgements()
    _tellings()
    _links()


def _figures() -> None:
    op.create_table(
        "ledger",
        sa.Column("version_key", sa.Integer(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("figures", sa.Integer(), nullable=False),
        sa.Column("commitments", sa.Integer(), nullable=False),
        sa.Column("tellings", sa.Integer(), nullable=False),
        sa.Column("linked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("linked IN (0, 1)", name="ck_ledger_linked"),
        sa.ForeignKeyConstraint(["version_key"], ["version.key"], name="fk_ledger_version_key"),
        sa.PrimaryKeyConstraint("version_key", name="pk_ledger"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "figure",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("version_key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quotation_key", sa.Integer(), nullable=True),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("upper", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("bound", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=True),
        sa.Column("period_earliest", sa.Text(), nullable=True),
        sa.Column("period_latest", sa.Text(), nullable=True),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("bound IN ('exact', 'about', 'at_least', 'at_most')", name="ck_figure_bound"),
        sa.CheckConstraint("change IN ('rise', 'fall')", name="ck_figure_change"),
        sa.CheckConstraint("(period_earliest IS NULL) = (period_latest IS NULL)", name="ck_figure_period"),
        sa.ForeignKeyConstraint(["quotation_key"], ["quotation.key"], name="fk_figure_quotation_key"),
        sa.ForeignKeyConstraint(["version_key"], ["version.key"], name="fk_figure_version_key"),
        sa.PrimaryKeyConstraint("key", name="pk_figure"),
    )
    op.create_index(
        "ix_figure_quotation_key",
        "figure",
        ["quotation_key"],
        sqlite_where=sa.text("quotation_key IS NOT NULL"),
    )
    op.create_index("ix_figure_version_key", "figure", ["version_key", "position"], unique=True)
    op.create_table(
        "figure_span",
        sa.Column("figure_key", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('span', 'period', 'about')", name="ck_figure_span_role"),
        sa.CheckConstraint('start >= 0 AND "end" >= start', name="ck_figure_span_span"),
        sa.ForeignKeyConstraint(["figure_key"], ["figure.key"], name="fk_figure_span_figure_key"),
        sa.PrimaryKeyConstraint("figure_key", "role", name="pk_figure_span"),
        sqlite_with_rowid=False,
    )


def _commitments() -> None:
    op.create_table(
        "commitment",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("version_key", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quotation_key", sa.Integer(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("due_earliest", sa.Text(), nullable=True),
        sa.Column("due_latest", sa.Text(), nullable=True),
        sa.Column("due_precision", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("who_folded", sa.Text(), nullable=True),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.Column("links", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("grade IN ('record', 'review')", name="ck_commitment_grade"),
        sa.CheckConstraint(
            "type IN ('promise', 'decision', 'plan', 'order', 'prediction')", name="ck_commitment_type"
        ),
        sa.CheckConstraint("(who_name IS NULL) = (who_folded IS NULL)", name="ck_commitment_who"),
        sa.CheckConstraint("confidence >= 0 AND confidence <= 1", name="ck_commitment_confidence"),
        sa.CheckConstraint(
            "due_precision IS NOT NULL OR (due_earliest IS NULL AND due_latest IS NULL)",
            name="ck_commitment_due",
        ),
        sa.ForeignKeyConstraint(["quotation_key"], ["quotation.key"], name="fk_commitment_quotation_key"),
        sa.ForeignKeyConstraint(["version_key"], ["version.key"], name="fk_commitment_version_key"),
        sa.PrimaryKeyConstraint("key", name="pk_commitment"),
    )
    op.create_index("ix_commitment_id", "commitment", ["id"])
    op.create_index(
        "ix_commitment_quotation_key",
        "commitment",
        ["quotation_key"],
        sqlite_where=sa.text("quotation_key IS NOT NULL"),
    )
    op.create_index("ix_commitment_version_key", "commitment", ["version_key", "position"], unique=True)
    op.create_table(
        "commitment_span",
        sa.Column("commitment_key", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "role IN ('span', 'what', 'who', 'for_whom', 'condition', 'due')", name="ck_commitment_span_role"
        ),
        sa.CheckConstraint('start >= 0 AND "end" >= start', name="ck_commitment_span_span"),
        sa.ForeignKeyConstraint(
            ["commitment_key"], ["commitment.key"], name="fk_commitment_span_commitment_key"
        ),
        sa.PrimaryKeyConstraint("commitment_key", "role", name="pk_commitment_span"),
        sqlite_with_rowid=False,
    )


def _judgements() -> None:
    op.create_table(
        "commitment_judgement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("commitment", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.Text(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint("until IS NULL OR verdict = 'delayed'", name="ck_commitment_judgement_until"),
        sa.CheckConstraint(
            "verdict IN ('kept', 'dropped', 'delayed', 'wrong')", name="ck_commitment_judgement_verdict"
        ),
        sa.CheckConstraint(
            "(undone_at IS NULL) = (undone_by IS NULL)", name="ck_commitment_judgement_undone"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_commitment_judgement"),
    )
    op.create_index("ix_commitment_judgement_commitment", "commitment_judgement", ["commitment"])
    op.create_index("ix_commitment_judgement_report_id", "commitment_judgement", ["report_id"])


def _tellings() -> None:
    op.create_table(
        "telling",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("version_key", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("quotation_key", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.CheckConstraint('start >= 0 AND "end" >= start', name="ck_telling_span"),
        sa.ForeignKeyConstraint(["quotation_key"], ["quotation.key"], name="fk_telling_quotation_key"),
        sa.ForeignKeyConstraint(["version_key"], ["version.key"], name="fk_telling_version_key"),
        sa.PrimaryKeyConstraint("key", name="pk_telling"),
    )
    op.create_index(
        "ix_telling_quotation_key",
        "telling",
        ["quotation_key"],
        sqlite_where=sa.text("quotation_key IS NOT NULL"),
    )
    op.create_index("ix_telling_version_key", "telling", ["version_key", "position"], unique=True)


def _links() -> None:
    op.create_table(
        "commitment_word",
        sa.Column("word", sa.Integer(), nullable=False),
        sa.Column("commitment_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["commitment_key"], ["commitment.key"], name="fk_commitment_word_commitment_key"
        ),
        sa.PrimaryKeyConstraint("word", "commitment_key", name="pk_commitment_word"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_commitment_word_commitment_key", "commitment_word", ["commitment_key"])
    op.create_table(
        "telling_word",
        sa.Column("word", sa.Integer(), nullable=False),
        sa.Column("telling_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["telling_key"], ["telling.key"], name="fk_telling_word_telling_key"),
        sa.PrimaryKeyConstraint("word", "telling_key", name="pk_telling_word"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_telling_word_telling_key", "telling_word", ["telling_key"])
    op.create_table(
        "restatement",
        sa.Column("commitment_key", sa.Integer(), nullable=False),
        sa.Column("other_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["commitment_key"], ["commitment.key"], name="fk_restatement_commitment_key"),
        sa.ForeignKeyConstraint(["other_key"], ["commitment.key"], name="fk_restatement_other_key"),
        sa.PrimaryKeyConstraint("commitment_key", "other_key", name="pk_restatement"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_restatement_other_key", "restatement", ["other_key"])
    op.create_table(
        "outcome",
        sa.Column("commitment_key", sa.Integer(), nullable=False),
        sa.Column("telling_key", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["commitment_key"], ["commitment.key"], name="fk_outcome_commitment_key"),
        sa.ForeignKeyConstraint(["telling_key"], ["telling.key"], name="fk_outcome_telling_key"),
        sa.PrimaryKeyConstraint("commitment_key", "telling_key", name="pk_outcome"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_outcome_telling_key", "outcome", ["telling_key"])
