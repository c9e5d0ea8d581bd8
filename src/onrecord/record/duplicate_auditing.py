"""Proof of sketches: each as it was written. A lost one is no damage: it is made again."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from onrecord.record import seals
from onrecord.record.auditing import broken, pages
from onrecord.record.rows import Problem


def duplicate_problems(connection: Connection) -> Iterator[Problem]:
    """What is not as it was written, row by row."""
    for row in pages(connection, "sketch"):
        yield from broken(f"what is kept of the text of report {row['report_id']}", row, seals.of_sketch(row))
