"""Proof of corrections: each as it was written, and stored quotations that follow from them.

Rows come as they lie in the file, past SQLAlchemy's types, and are not trusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from onrecord.record import correct_seals
from onrecord.record.auditing import broken, pages, rows
from onrecord.record.rows import Problem

_READINGS = "SELECT * FROM reading ORDER BY version_key"
_VERSION = "SELECT report_id, number FROM version WHERE key = ?"


def correction_problems(connection: Connection) -> Iterator[Problem]:
    """What is not as it was written, row by row."""
    for row in pages(connection, "correction"):
        yield from broken(f"the correction {row['id']}", row, correct_seals.of_correction(row))
    for reading in connection.exec_driver_sql(_READINGS).mappings().all():
        for version in rows(connection, _VERSION, reading["version_key"]):
            place = version["report_id"], version["number"]
            number = version["number"] if isinstance(version["number"], int) else None
            row = dict(reading)
            for problem in broken("what the model said", row, correct_seals.of_reading(place, row)):
                yield replace(problem, report=str(version["report_id"]), version=number)
