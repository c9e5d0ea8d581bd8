"""Keeping a sketch of every report's text: with the report; once for those stored before there were any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from sqlalchemy import Connection, delete, insert, select

from onrecord.core import Span, Spans
from onrecord.record import duplicate_schema, schema, seals
from onrecord.record.database import Database
from onrecord.record.errors import Busy
from onrecord.record.portable import sql

SKETCHED_BY = "1"
"""What made a sketch; another number whenever `onrecord.match` sketches otherwise, and all are made anew."""
AT_ONCE = 50
"""Reports in a transaction: others wait for a moment at most."""

Text = tuple[str, str, Spans]
"""A report's id, its text, and what of that is boilerplate."""

_sketch, _version, _frame = duplicate_schema.sketch.c, schema.version.c, schema.frame.c
_LACKING = """
    SELECT report.id FROM report
    WHERE NOT EXISTS (SELECT 1 FROM sketch WHERE report_id = report.id AND made_by = :by)
    ORDER BY report.id"""


def put(connection: Connection, texts: Iterable[Text]) -> None:
    """Store sketches of these texts in place of those that their reports had."""
    rows = [row | {"seal": seals.of_sketch(row)} for row in map(_row_of, texts)]
    connection.execute(
        delete(duplicate_schema.sketch).where(_sketch.report_id.in_([row["report_id"] for row in rows]))
    )
    if rows:
        connection.execute(insert(duplicate_schema.sketch), rows)


def packed(text: Text) -> tuple[bytes, bytes]:
    """The keys of a text's sketch, and the sketch."""
    from onrecord.match.statements.duplicates import (  # noqa: PLC0415 (numpy takes a tenth of a second)
        packed_keys,
        sketch,
    )

    _, words, boilerplate = text
    made = sketch(words, boilerplate)
    return packed_keys(made), made.to_bytes()


def _row_of(text: Text) -> dict[str, object]:
    keys, runs = packed(text)
    return {"report_id": text[0], "made_by": SKETCHED_BY, "keys": keys, "runs": runs}


def lacking(connection: Connection) -> list[str]:
    """The ids of the reports that have no sketch, or one that was made otherwise."""
    return list(sql(connection, _LACKING, by=SKETCHED_BY).scalars())


def texts_of(connection: Connection, ids: Sequence[str]) -> Iterator[Text]:
    """The texts of the current versions of reports, one at a time."""
    for each in ids:
        current = (_version.report_id == each, _version.current == 1)
        row = connection.execute(select(_version.key, _version.text).where(*current)).first()
        if row is None:
            continue
        of_row = (_frame.version_key == row.key, _frame.role == "boilerplate")
        spans = select(_frame.start, _frame.end).where(*of_row).order_by(_frame.position)
        yield each, row.text, tuple(Span(start, end) for start, end in connection.execute(spans))


def refresh(database: Database, on_progress: Callable[[int, int], None] | None) -> None:
    """Sketch what has no sketch yet, some reports in a transaction; where it can be written, and is not busy.

    `on_progress` is called with how many reports are done and how many there are to do.
    """
    with database.reading() as connection:
        waiting = lacking(connection)
    if not waiting:
        return
    with suppress(Busy), database.writable() as writer:
        if writer is None:
            return
        for i in range(0, len(waiting), AT_ONCE):
            some = waiting[i : i + AT_ONCE]
            with writer.writing() as connection:
                put(connection, texts_of(connection, some))
            if on_progress is not None:
                on_progress(i + len(some), len(waiting))
