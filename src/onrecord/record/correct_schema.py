"""The tables of corrections: what people put right, and what the model had said where they did.

`correction` is never deleted from: a row that no longer counts says when and by whom it was undone. `reading`
has the quotations of a version as the model gave them, while those in `quotation` are other by corrections.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, Table

from onrecord.record.schema import Integer, Text, metadata, version

correction = Table(
    "correction",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report_id", Text, nullable=False),
    Column("what", Text, nullable=False),
    # The text it was made on, the quotation or commitment as it was named then, and where that stood: a JSON
    # array of `[role, start, end, exact, prefix, suffix]`, as are `spans`.
    Column("text_sha256", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("anchors", Text, nullable=False),
    # Of a quotation with other spans: these, its type, and its id in that text.
    Column("spans", Text),
    Column("type", Text),
    Column("made", Text),
    # Of one that somebody else says: name, kind, and id in the registry, as a JSON array; null for nobody.
    Column("speaker", Text),
    # Of a commitment that is due otherwise: null where that end is open, both where no deadline is stated.
    Column("earliest", Text),
    Column("latest", Text),
    # Whether somebody went through the whole report, and this is one of the differences.
    Column("whole", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Text, nullable=False),
    # The place among what was corrected in the same act.
    Column("position", Integer, nullable=False),
    Column("undone_at", Text),
    Column("undone_by", Text),
    Column("seal", Text, nullable=False),
    CheckConstraint("what IN ('span', 'speaker', 'none', 'missed', 'deadline')", name="what"),
    CheckConstraint("type IN ('direct', 'indirect', 'mixed')", name="type"),
    CheckConstraint("(what IN ('span', 'missed')) = (made IS NOT NULL)", name="made"),
    CheckConstraint("whole IN (0, 1)", name="whole"),
    CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone"),
    Index("ix_correction_report_id", "report_id"),
)

reading = Table(
    "reading",
    metadata,
    Column("version_key", Integer, ForeignKey(version.c.key), primary_key=True),
    # The version of onrecord that put the corrections over it.
    Column("rules", Text, nullable=False),
    # JSON, packed by zlib.
    Column("quotations", LargeBinary, nullable=False),
    Column("seal", Text, nullable=False),
    sqlite_with_rowid=False,
)
