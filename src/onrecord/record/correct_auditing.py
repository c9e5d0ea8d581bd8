"""Proof of corrections: each as it was written, and stored quotations that follow from them.

For the first, rows come as they lie in the file, past SQLAlchemy's types, and are not trusted; the second is
asked only of a record whose reports and corrections are whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection, bindparam, select

from onrecord.core import Quotation
from onrecord.core.version import __version__
from onrecord.record import correct_finding, correct_keeping, correct_schema, correct_seals, loading
from onrecord.record.auditing import broken, pages, rows
from onrecord.record.portable import sql
from onrecord.record.rows import Problem

_READINGS = "SELECT * FROM reading ORDER BY version_key"
_VERSION = "SELECT report_id, number FROM version WHERE key = :value"
_STRAYS = {
    "a corrected quotation of a version of which is not known what the model said": """
        SELECT id FROM quotation
        WHERE corrected IS NOT NULL AND version_key NOT IN (SELECT version_key FROM reading)""",
    "a commitment with a deadline by a correction that is none": """
        SELECT id FROM commitment
        WHERE corrected IS NOT NULL
        AND corrected NOT IN (SELECT id FROM correction WHERE what = 'deadline' AND undone_at IS NULL)""",
}
_CORRECTED = "SELECT DISTINCT report_id FROM correction ORDER BY report_id"
_RULES = select(correct_schema.reading.c.rules).where(
    correct_schema.reading.c.version_key == bindparam("key")
)


def correction_problems(connection: Connection) -> Iterator[Problem]:
    """What is not as it was written, row by row."""
    for what, query in _STRAYS.items():
        for identity in sql(connection, query).scalars():
            yield Problem(f"{what}: {identity}")
    for row in pages(connection, "correction"):
        yield from broken(f"the correction {row['id']}", row, correct_seals.of_correction(row))
    for reading in sql(connection, _READINGS).mappings().all():
        for version in rows(connection, _VERSION, reading["version_key"]):
            place = version["report_id"], version["number"]
            number = version["number"] if isinstance(version["number"], int) else None
            row = dict(reading)
            for problem in broken("what the model said", row, correct_seals.of_reading(place, row)):
                yield replace(problem, report=str(version["report_id"]), version=number)


def unfollowed(connection: Connection) -> Iterator[Problem]:
    """Where a report does not say what the model said with what people put right, laid over it as today."""
    for report in sql(connection, _CORRECTED).scalars().all():
        for held in loading.all_versions(connection, report):
            key, number = held["key"], held["number"]
            said = correct_keeping.said(connection, key)
            if said is None or connection.execute(_RULES, {"key": key}).scalar() != __version__:
                continue
            stored = loading.load(connection, held)
            applied = correct_keeping.put_right(connection, report, stored.report, said)
            marks = correct_finding.marks_of(connection, key)
            expected = [(_as_put_right(each), applied.marks.get(each.id, ())) for each in applied.quotations]
            if [(_as_put_right(each), marks[each.id]) for each in stored.quotations] != expected:
                yield Problem("it does not follow from its corrections", report=report, version=number)


def _as_put_right(each: Quotation) -> tuple[object, ...]:
    """What of a quotation follows from corrections alone; the rest may be read from the text otherwise."""
    return each.id, each.type, each.content, each.source, each.cue, each.confidence
