"""The tables of statements: what people decided, which is kept, and what follows from the reports.

`statement_judgement` is never deleted from: a row that no longer counts says when and by whom it was undone.
Nor is `statement`, so that an id that was once given out always leads somewhere. `relay`, `relay_key`, `bag`
and `likeness` follow from quotations; `statement_matching.py` can throw them away and make them again.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, LargeBinary, Table, UniqueConstraint

from onrecord.record.schema import Integer, Text, metadata, report, where

statement = Table(
    "statement",
    metadata,
    Column("id", Text, primary_key=True),
    # The place in the order of creation: of two that become one the earlier keeps its id.
    Column("number", Integer, nullable=False),
    Column("created_at", Text, nullable=False),
    # How many reports relay it, and the days of the first and the last that has one; 0 where it is no more.
    Column("reports", Integer, nullable=False),
    Column("first", Text),
    Column("last", Text),
    # Where it is no more: the statement that has most of its relays, if any has.
    Column("into", Text),
    Column("seal", Text, nullable=False),
    CheckConstraint("reports >= 0", name="reports"),
    CheckConstraint('reports = 0 OR "into" IS NULL', name="into"),
    UniqueConstraint("number"),
    Index("ix_statement_reports", "reports", "last"),
    Index("ix_statement_into", "into", **where('"into" IS NOT NULL')),
)

# One quotation of a current version, as matching sees it.
relay = Table(
    "relay",
    metadata,
    # Its place among all relays by day and id (`statement_places.py`).
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("report_id", Text, ForeignKey(report.c.id), nullable=False),
    Column(
        "statement_id",
        Text,
        ForeignKey(statement.c.id, deferrable=True, initially="DEFERRED"),
        nullable=False,
    ),
    # The ids of those who speak, in the registry; the name where they are not in it.
    Column("speaker", Text),
    # How much is said, and how much of it between quotation marks, by the weight of the words.
    Column("weight", Float, nullable=False),
    Column("quoted", Float, nullable=False),
    # Its words, packed (`statement_packing.py`); its vector, empty where there is none, and who made it.
    Column("words", LargeBinary, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("model", Text, nullable=False),
    # A hash over all that it was made from: where that is the same, nothing has to be compared again.
    Column("made_from", Text, nullable=False),
    Column("seal", Text, nullable=False),
    UniqueConstraint("id"),
    Index("ix_relay_report_id", "report_id"),
    Index("ix_relay_statement_id", "statement_id"),
    Index("ix_relay_speaker", "speaker", "key"),
)

# Hashes that relays with words in common share.
relay_key = Table(
    "relay_key",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("relay", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

# The words of a report in which there are relays, packed.
bag = Table(
    "bag",
    metadata,
    Column("report_id", Text, ForeignKey(report.c.id), primary_key=True),
    Column("outlet", Text),
    Column("words", LargeBinary, nullable=False),
    Column("seal", Text, nullable=False),
)

# Every pair of relays that was compared. Only those that are somewhat alike have a `why`; the others count as
# well: against joining two groups.
likeness = Table(
    "likeness",
    metadata,
    Column("later", Integer, primary_key=True),
    Column("earlier", Integer, primary_key=True),
    Column("same", Float, nullable=False),
    Column("repeat", Float, nullable=False),
    Column("decision", Text, nullable=False),
    Column("why", Text),
    CheckConstraint("earlier < later", name="order"),
    CheckConstraint("decision IN ('same', 'other_occasion', 'different')", name="decision"),
    Index("ix_likeness_earlier", "earlier", **where("why IS NOT NULL")),
    Index("ix_likeness_repeat", "later", **where("decision = 'other_occasion'")),
    sqlite_with_rowid=False,
)

statement_judgement = Table(
    "statement_judgement",
    metadata,
    Column("id", Text, primary_key=True),
    # The ids of two relays, in alphabetical order.
    Column("one", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("undone_at", Text),
    Column("undone_by", Text),
    # What the two said then: reports may say so no longer.
    Column("one_said", Text, nullable=False),
    Column("other_said", Text, nullable=False),
    Column("seal", Text, nullable=False),
    CheckConstraint("verdict IN ('same', 'different')", name="verdict"),
    CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone"),
    Index("ix_statement_judgement_one", "one"),
    Index("ix_statement_judgement_other", "other"),
)
