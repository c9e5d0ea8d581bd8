"""Keeping the ledger in step with the reports: read from stored texts by rules, without the model.

What the ledger of a version says follows from its text, quotations and names, and from corrected deadlines
alone. A version is read once,
whole, in a transaction with others; those that were read by other rules are read anew. Commitments of current
versions are then linked to what other reports say of them (`ledger_linking.py`), whichever came first.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Connection, and_, func, or_, select

from onrecord.core import Figure
from onrecord.record import correct_deadlines, correct_loading, ledger_loading, ledger_schema, schema
from onrecord.record.correct_deadlines import Due
from onrecord.record.database import Database
from onrecord.record.errors import Busy
from onrecord.record.ledger_rules import rules
from onrecord.record.rows import StoredReport

AT_ONCE = 50
"""Reports in a transaction: others wait for a second at most."""
_TRIES = 3
"""Times that it is looked whether others have added reports meanwhile."""
Progress = Callable[[int, int], None]

_version, _ledger = schema.version.c, ledger_schema.ledger.c
_read = and_(_ledger.version_key == _version.key, _ledger.linked == 1)
_dated = func.coalesce(_version.published, _version.dateline)


def waiting(connection: Connection) -> list[int]:
    """The keys of the current versions whose ledger is to be read, the earliest first."""
    query = (
        select(_version.key)
        .select_from(schema.version.outerjoin(ledger_schema.ledger, _read))
        .where(_version.current == 1, or_(_ledger.rules.is_(None), _ledger.rules != rules()))
        .order_by(_dated, _version.report_id)
    )
    return list(connection.execute(query).scalars())


def bring_up_to_date(database: Database, on_progress: Progress | None) -> int:
    """Read what is to be read; how many reports that were."""
    from onrecord.record import ledger_taking  # noqa: PLC0415 (numpy and units take a third of a second)

    done = 0
    for _ in range(_TRIES):
        with database.reading() as connection:
            keys = waiting(connection)
        if not keys:
            break
        for i in range(0, len(keys), AT_ONCE):
            some = keys[i : i + AT_ONCE]
            with database.writing() as connection:
                done += ledger_taking.take_in(connection, some)
            if on_progress is not None:
                on_progress(i + len(some), len(keys))
    return done


def refresh(database: Database, on_progress: Progress | None) -> None:
    """Read what is to be read, where the record can be written and nobody has been writing for long."""
    if is_current(database):
        return
    with suppress(Busy), database.writable() as writer:
        if writer is not None:
            bring_up_to_date(writer, on_progress)


def is_current(database: Database) -> bool:
    """Whether there is nothing to be read."""
    return database.still_holds("ledger", lambda: _is_current(database))


def _is_current(database: Database) -> bool:
    with database.reading() as connection:
        return not waiting(connection)


def with_ledger(connection: Connection, key: int, stored: StoredReport) -> StoredReport:
    """The version with this key, with its ledger by today's rules, whether or not that was stored."""
    held = connection.execute(select(_ledger.rules).where(_ledger.version_key == key)).scalar()
    if held == rules():
        figures, commitments = (
            ledger_loading.figures(connection, key),
            ledger_loading.commitments(connection, key),
        )
    else:
        figures, due = read_ledger(connection, stored)
        commitments = due.commitments
    return replace(stored, figures=figures, commitments=commitments)


def read_ledger(connection: Connection, stored: StoredReport) -> tuple[tuple[Figure, ...], Due]:
    """The figures and commitments of a report, read from what is stored of it, with corrected deadlines."""
    from onrecord.ledger import reading  # noqa: PLC0415 (units take a third of a second to load)

    figures, commitments = reading.read(stored.report, stored.quotations, stored.names)
    corrections = correct_loading.corrections(connection, stored.id)
    return figures, correct_deadlines.put_right(stored.report, commitments, corrections)
