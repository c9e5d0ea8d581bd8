"""A whole record from one database into another: from a file to a server, or back.

Table by table, in the order of their keys, some rows at a time, each lot kept as soon as it is there: what is
stopped goes on where it was. Until all of it has been compared row by row, the copy opens as no record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, FromClause, RowMapping, func, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from onrecord.core import RecordError
from onrecord.core.visible import visible, without_password
from onrecord.record import opening, schema
from onrecord.record.database import COPYING, Database, check_known
from onrecord.record.errors import Busy
from onrecord.record.portable import is_postgres, sql

_AT_ONCE = 2000
_NAMED = 5
"""Rows that are named of those that a database cannot hold."""
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """How many tables and rows the copy has, and how many of the rows were there before."""

    tables: int
    rows: int
    before: int


class _Undone(Exception):
    """What was written only to see whether it can be is not kept."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A table with the columns that are copied and those that order it."""

    table: FromClause
    columns: tuple[Column[Any], ...]
    key: tuple[Column[Any], ...]


def copy(source: str | Path, target: str | Path, on_progress: Progress | None = None) -> Copied:
    """Copy a record into an empty database, or go on with a copy that was stopped.

    `on_progress` is called with a table's name and how many more rows are in the copy. Raises `RecordError`
    where the target holds a record, the source has earlier tables than today's, or has changed since the copy
    was begun.
    """
    _check_source(source)
    with ExitStack() as stack:
        held = stack.enter_context(
            closing(opening.open_database(source, create=False, read_only=True, as_it_stands=True))
        )
        made = stack.enter_context(closing(opening.unprepared(target)))
        found = made.revision()
        if found is None:
            made.make(COPYING)
        elif found != COPYING:
            raise RecordError(f"{made.path}: there is a record already", "copy into an empty database")
        # One look at the source for all of it.
        reading = stack.enter_context(held.reading())
        rows = before = 0
        parts = list(_parts())
        for part in parts:
            there, more = _copy(reading, made, part, held.path, on_progress)
            rows, before = rows + there + more, before + there
        with made.writing() as writing:
            for part in parts:
                _compare(reading, writing, part, held.path)
                _go_on_counting(writing, part)
            writing.execute(update(schema.revision).values(version_num=schema.HEAD))
        return Copied(len(parts), rows, before)


def _check_source(source: str | Path) -> None:
    """Opening it would bring it to today's tables, and a copy writes nothing to its source."""
    found = opening.revision(source)
    if found is None or found == schema.HEAD:
        return
    shown = without_password(str(source))
    check_known(shown, found)
    raise RecordError(
        f"{shown}: an earlier version made its tables ({found})", "run `onrecord migrate` on it first"
    )


def _parts() -> Iterator[_Part]:
    for table in schema.metadata.sorted_tables:
        yield _Part(table, tuple(table.columns), tuple(table.primary_key))
    for index in (schema.QUOTATION_WORDS, schema.REPORT_WORDS):
        columns: Any = (index.c.rowid, index.c.words, index.c.facets)
        yield _Part(index, columns, columns[:1])


def _copy(
    reading: Connection, made: Database, part: _Part, source: object, on_progress: Progress | None
) -> tuple[int, int]:
    """Copy what of a table is not there yet; how many rows were there, and how many are new."""
    with made.reading() as connection:
        newest = select(*part.key).order_by(*(column.desc() for column in part.key)).limit(1)
        last: Sequence[Any] | None = connection.execute(newest).first()
        before: int = connection.execute(select(func.count()).select_from(part.table)).scalar_one()
    more = 0
    while rows := _after(reading, part, last):
        try:
            _put(made, part, rows)
        except Busy:
            raise
        except RecordError as error:
            if isinstance(
                error.__cause__, IntegrityError
            ):  # rows that those copied before lead to are not there
                raise _changed(part, source) from error
            _put_singly(reading, made, part, rows)
        last, more = _key(part, rows[-1]), more + len(rows)
        if on_progress is not None:
            on_progress(part.table.description, len(rows))
    return before, more


def _put(made: Database, part: _Part, rows: Sequence[RowMapping], *, keep: bool = True) -> None:
    with suppress(_Undone), made.writing() as connection:
        connection.execute(insert(part.table), [dict(row) for row in rows])  # type: ignore[arg-type]
        if not keep:
            raise _Undone


def _put_singly(reading: Connection, made: Database, part: _Part, rows: Sequence[RowMapping]) -> None:
    """Copy row by row; at the first that cannot be copied, say so of all that are like it in the table."""
    for at, row in enumerate(rows):  # in the same order, so that what is there can be gone on with
        try:
            _put(made, part, [row])
        except Busy:
            raise
        except RecordError as error:
            refused = _refused_behind(reading, made, part, rows[at:])
            called = dict.fromkeys(
                _called(reading, part, each) for each, hint in refused if hint == error.hint
            )
            told = "; ".join(islice(called, _NAMED))
            more = f"; and {len(called) - _NAMED:,} more" if len(called) > _NAMED else ""
            raise RecordError(f"{told}{more}: {error}", error.hint) from error


def _refused_behind(
    reading: Connection, made: Database, part: _Part, rows: Sequence[RowMapping]
) -> Iterator[tuple[RowMapping, str | None]]:
    """Which of these rows, and of those behind them, cannot be copied, with the hints; none is kept."""
    while rows:
        yield from _refused(made, part, rows)
        rows = _after(reading, part, _key(part, rows[-1]))


def _refused(
    made: Database, part: _Part, rows: Sequence[RowMapping]
) -> Iterator[tuple[RowMapping, str | None]]:
    try:
        _put(made, part, rows, keep=False)
    except Busy:
        raise
    except RecordError as error:
        made.revision()  # fails by itself where the database is out of reach
        half = len(rows) // 2
        if half:
            yield from _refused(made, part, rows[:half])
            yield from _refused(made, part, rows[half:])
        else:
            yield rows[0], error.hint


def _key(part: _Part, row: RowMapping) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in part.key)


def _called(reading: Connection, part: _Part, row: RowMapping) -> str:
    """A row by the report that it is about, else by its key."""
    source = _source_of(reading, row)
    key = visible(" ".join(map(str, _key(part, row))))
    return (
        f"{part.table.description} {key}"
        if source is None
        else f"{part.table.description} of {visible(source)}"
    )


def _source_of(connection: Connection, row: RowMapping) -> str | None:
    """The source of the report that a row is about; None where it is about none, or about several."""
    known = dict(row)
    if "quotation_key" in known:
        of_quotation = select(schema.quotation.c.version_key).where(
            schema.quotation.c.key == known["quotation_key"]
        )
        known["version_key"] = connection.execute(of_quotation).scalar()
    if "version_key" in known:
        of_version = select(schema.version.c.report_id).where(schema.version.c.key == known["version_key"])
        known["report_id"] = connection.execute(of_version).scalar()
    if "report_id" not in known:
        return known.get("source")
    of_report = select(schema.report.c.source).where(schema.report.c.id == known["report_id"])
    return connection.execute(of_report).scalar()


def _after(connection: Connection, part: _Part, last: Sequence[Any] | None) -> Sequence[RowMapping]:
    """The next rows behind those with this key."""
    wanted = select(*part.columns).order_by(*part.key).limit(_AT_ONCE)
    if last is not None:
        wanted = wanted.where(tuple_(*part.key) > tuple(last))
    return connection.execute(wanted).mappings().all()


def _compare(reading: Connection, writing: Connection, part: _Part, source: object) -> None:
    ours, theirs = (_digest(each, part) for each in (reading, writing))
    if ours != theirs:
        raise _changed(part, source)


def _changed(part: _Part, source: object) -> RecordError:
    return RecordError(
        f"{part.table.description}: the copy is not what {source} holds",
        "the record changed since the copy was begun: empty the target and copy again",
    )


def _digest(connection: Connection, part: _Part) -> str:
    """A hash over all rows of a table, in order."""
    digest, last = sha256(), None
    while rows := _after(connection, part, last):
        for row in rows:
            digest.update(repr(tuple(row.values())).encode("utf-8", "surrogatepass"))
        last = _key(part, rows[-1])
    return digest.hexdigest()


def _go_on_counting(connection: Connection, part: _Part) -> None:
    """Have PostgreSQL give keys behind those that were copied."""
    if not is_postgres(connection) or part.table.description in {"quotation_words", "report_words"}:
        return
    (first, *others) = part.key
    table = part.table.description
    counted = sql(connection, "SELECT pg_get_serial_sequence(:table, :key)", table=table, key=first.name)
    if not others and counted.scalar() is not None:
        sql(
            connection,
            f"SELECT setval(pg_get_serial_sequence(:table, :key), max({first.name})) FROM {table}",  # noqa: S608
            table=table,
            key=first.name,
        )
