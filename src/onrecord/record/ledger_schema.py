"""The tables of the ledger: figures and commitments of each version, and what people found of commitments.

`commitment_judgement` is never deleted from: a row that no longer counts says when and by whom it was undone.
`commitment_former` outlives readings too.
All else follows from texts and quotations; `ledger_deriving.py` can throw it away and make it again.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, Table

from onrecord.record.schema import Integer, Text, metadata, quotation, version, where

# That the ledger of a version was read, by which rules, and how much is in it.
ledger = Table(
    "ledger",
    metadata,
    Column("version_key", Integer, ForeignKey(version.c.key), primary_key=True),
    Column("rules", Text, nullable=False),
    Column("figures", Integer, nullable=False),
    Column("commitments", Integer, nullable=False),
    Column("tellings", Integer, nullable=False),
    # Whether its commitments were compared with all others: only those of current versions are.
    Column("linked", Integer, nullable=False, server_default="0"),
    Column("seal", Text, nullable=False),
    CheckConstraint("linked IN (0, 1)", name="linked"),
    sqlite_with_rowid=False,
)

figure = Table(
    "figure",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version_key", Integer, ForeignKey(version.c.key), nullable=False),
    Column("id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("quotation_key", Integer, ForeignKey(quotation.c.key)),
    # Decimal numbers as they are written: no float holds 0.1.
    Column("value", Text, nullable=False),
    Column("upper", Text),
    Column("unit", Text, nullable=False),
    Column("bound", Text, nullable=False),
    Column("change", Text),
    Column("period_earliest", Text),
    Column("period_latest", Text),
    # What it is about, and its own words, folded.
    Column("folded", Text, nullable=False),
    Column("seal", Text, nullable=False),
    CheckConstraint("bound IN ('exact', 'about', 'at_least', 'at_most')", name="bound"),
    CheckConstraint("change IN ('rise', 'fall')", name="change"),
    CheckConstraint("(period_earliest IS NULL) = (period_latest IS NULL)", name="period"),
    Index("ix_figure_version_key", "version_key", "position", unique=True),
    Index("ix_figure_quotation_key", "quotation_key", **where("quotation_key IS NOT NULL")),
)

figure_span = Table(
    "figure_span",
    metadata,
    Column("figure_key", Integer, ForeignKey(figure.c.key), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    CheckConstraint("role IN ('span', 'period', 'about')", name="role"),
    CheckConstraint('start >= 0 AND "end" >= start', name="span"),
    sqlite_with_rowid=False,
)

commitment = Table(
    "commitment",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version_key", Integer, ForeignKey(version.c.key), nullable=False),
    # The same in every record; that of reports with one text is one.
    Column("id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("quotation_key", Integer, ForeignKey(quotation.c.key)),
    Column("type", Text, nullable=False),
    Column("who_name", Text),
    Column("due_earliest", Text),
    Column("due_latest", Text),
    Column("due_precision", Text),
    Column("confidence", Float, nullable=False),
    Column("grade", Text, nullable=False),
    # Its words, and who it binds, folded.
    Column("folded", Text, nullable=False),
    Column("who_folded", Text),
    # The id of the correction by which its deadline is another; null where none holds for it.
    Column("corrected", Text),
    Column("seal", Text, nullable=False),
    # The seal of what it was linked to: restatements and outcomes.
    Column("links", Text, nullable=False, server_default=""),
    CheckConstraint("type IN ('promise', 'decision', 'plan', 'order', 'prediction')", name="type"),
    CheckConstraint("confidence >= 0 AND confidence <= 1", name="confidence"),
    CheckConstraint("grade IN ('record', 'review')", name="grade"),
    CheckConstraint("(who_name IS NULL) = (who_folded IS NULL)", name="who"),
    CheckConstraint("due_precision IS NOT NULL OR (due_earliest IS NULL AND due_latest IS NULL)", name="due"),
    Index("ix_commitment_version_key", "version_key", "position", unique=True),
    # An index of PostgreSQL holds no sentence of any length, but a hash of it.
    Index("ix_commitment_who_folded", "who_folded", "folded", **where("who_folded IS NOT NULL")).ddl_if(
        dialect="sqlite"
    ),
    Index("ix_commitment_who_folded", "who_folded", postgresql_using="hash").ddl_if(dialect="postgresql"),
    Index("ix_commitment_id", "id"),
    Index("ix_commitment_quotation_key", "quotation_key", **where("quotation_key IS NOT NULL")),
)

commitment_span = Table(
    "commitment_span",
    metadata,
    Column("commitment_key", Integer, ForeignKey(commitment.c.key), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    CheckConstraint("role IN ('span', 'what', 'who', 'for_whom', 'condition', 'due')", name="role"),
    CheckConstraint('start >= 0 AND "end" >= start', name="span"),
    sqlite_with_rowid=False,
)

commitment_judgement = Table(
    "commitment_judgement",
    metadata,
    Column("id", Text, primary_key=True),
    # Which commitment was judged: its id, where it stood then, in which text, and what it said.
    Column("commitment", Text, nullable=False),
    Column("report_id", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("said", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    # Only of one that is delayed: the last day, where it is known.
    Column("until", Text),
    Column("by", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undone_at", Text),
    Column("undone_by", Text),
    Column("seal", Text, nullable=False),
    CheckConstraint("verdict IN ('kept', 'dropped', 'delayed', 'wrong')", name="verdict"),
    CheckConstraint("until IS NULL OR verdict = 'delayed'", name="until"),
    CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone"),
    Index("ix_commitment_judgement_commitment", "commitment"),
    Index("ix_commitment_judgement_report_id", "report_id"),
)

# Where a commitment stood that is not found there any longer, so that its id leads to what is: the text, its
# place in it and its words, as of a judgement.
commitment_former = Table(
    "commitment_former",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report_id", Text, primary_key=True),
    Column("text_sha256", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("said", Text, nullable=False),
    Column("seal", Text, nullable=False),
)

# A sentence that may say what became of a commitment.
telling = Table(
    "telling",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version_key", Integer, ForeignKey(version.c.key), nullable=False),
    Column("position", Integer, nullable=False),
    Column("quotation_key", Integer, ForeignKey(quotation.c.key)),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("exact", Text, nullable=False),
    Column("seal", Text, nullable=False),
    CheckConstraint('start >= 0 AND "end" >= start', name="span"),
    Index("ix_telling_version_key", "version_key", "position", unique=True),
    Index("ix_telling_quotation_key", "quotation_key", **where("quotation_key IS NOT NULL")),
)

# Hashes of the rarest words of commitments and tellings of current versions: what may bear on each other
# shares some of them.
commitment_word = Table(
    "commitment_word",
    metadata,
    Column("word", Integer, primary_key=True),
    Column("commitment_key", Integer, ForeignKey(commitment.c.key), primary_key=True),
    Index("ix_commitment_word_commitment_key", "commitment_key"),
    sqlite_with_rowid=False,
)
telling_word = Table(
    "telling_word",
    metadata,
    Column("word", Integer, primary_key=True),
    Column("telling_key", Integer, ForeignKey(telling.c.key), primary_key=True),
    Index("ix_telling_word_telling_key", "telling_key"),
    sqlite_with_rowid=False,
)

# Commitments that are one, said in two places; each pair both ways.
restatement = Table(
    "restatement",
    metadata,
    Column("commitment_key", Integer, ForeignKey(commitment.c.key), primary_key=True),
    Column("other_key", Integer, ForeignKey(commitment.c.key), primary_key=True),
    Index("ix_restatement_other_key", "other_key"),
    sqlite_with_rowid=False,
)

# What was told later of what became of a commitment.
outcome = Table(
    "outcome",
    metadata,
    Column("commitment_key", Integer, ForeignKey(commitment.c.key), primary_key=True),
    Column("telling_key", Integer, ForeignKey(telling.c.key), primary_key=True),
    Index("ix_outcome_telling_key", "telling_key"),
    sqlite_with_rowid=False,
)
