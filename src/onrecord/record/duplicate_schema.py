"""The table by which reports with one text are found: a sketch of the current version of each."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table

from onrecord.record.schema import Text, metadata, report

sketch = Table(
    "sketch",
    metadata,
    Column("report_id", Text, ForeignKey(report.c.id), primary_key=True),
    # What made it (`duplicate_storing.SKETCHED_BY`).
    Column("made_by", Text, nullable=False),
    # Those of its runs of words that lead to other reports; then all that are kept, packed.
    Column("keys", LargeBinary, nullable=False),
    Column("runs", LargeBinary, nullable=False),
    Column("seal", Text, nullable=False),
    Index("ix_sketch_made_by", "made_by", "report_id"),
)
