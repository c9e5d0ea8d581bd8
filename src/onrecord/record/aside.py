"""Long changes to the registry: worked out beside the record, so that others can write meanwhile.

A short change is one transaction. A long one works on temporary tables of the same names as the registry's,
which SQLite finds first; they are filled from one look at the record. What came of it is carried over in a
short transaction, if the registry is still what it was; else all is done again. Until then the record is
untouched: what is stopped on the way has changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from typing import TypeVar

from sqlalchemy import Connection

from onrecord.record import schema, tallying
from onrecord.record.database import Database
from onrecord.record.grouping import TooMany

_Outcome = TypeVar("_Outcome")

AT_MOST = 2000
"""Profiles or reports that a change may look at while others wait for the write lock."""
_TRIES = 3
"""Times that a long change is worked out beside the record; others may be faster each time."""

# What has a seal, with the tables that hold parts of it: where the seal is the same, so are they.
_SEALED = {
    "judgement": (),
    "entry": (),
    "profile": ("blocking", "appearance"),
    "entity": ("entity_name",),
}
_KEYS = {
    "tally": "of",
    "blocking": "key, profile_id",
    "appearance": "report_id, speaker_id",
    "entity_name": "entity_id, position",
    "version": "key",
    "hearing": "report_id, speaker_id, month",
} | dict.fromkeys(_SEALED, "id")
# Texts are long, and no change to the registry needs them.
_COLUMNS = {"version": ", ".join(column.name for column in schema.version.columns if column.name != "text")}
# No change to the registry reads how often who speaks: what follows the appearances there is made in the end.
_ROWS = {"version": "WHERE current = 1", "hearing": "WHERE false"}
_INDEXES = (
    "SELECT tbl_name, sql FROM main.sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
)


class _OvertakenError(Exception):
    """Another process changed the registry meanwhile."""


def change(database: Database, act: Callable[[Connection], _Outcome]) -> _Outcome:
    """Do something to the registry, whole or not at all; `act` may be called again if others interfere.

    `act` is given a connection in a transaction, writes to the registry's tables alone, and may raise
    `TooMany` where the connection's option `at_most` does not allow for all that it would have to look at.
    """
    if database.works_beside:
        with suppress(TooMany), database.writing(at_most=AT_MOST) as connection:
            return act(connection)
    for _ in range(_TRIES if database.works_beside else 0):
        with suppress(_OvertakenError):
            return _beside(database, act)
    with database.writing() as connection:
        return act(connection)


def _beside(database: Database, act: Callable[[Connection], _Outcome]) -> _Outcome:
    with database.alone() as connection:
        with connection.begin():
            _fill(connection)
            seen, registry = _commits(connection), _registry(connection)
            outcome = act(connection)
        connection.execution_options(writing=True)
        with connection.begin():
            if _commits(connection) != seen and _registry(connection) != registry:
                raise _OvertakenError
            _carry_over(connection)
        return outcome


def _fill(connection: Connection) -> None:
    """Make the temporary tables, with keys and indexes, of what the record holds now."""
    for table, key in _KEYS.items():
        columns = _COLUMNS.get(table, "*")
        where = _ROWS.get(table, "")
        _do(connection, f"CREATE TEMP TABLE {table} AS SELECT {columns} FROM main.{table} {where}")  # noqa: S608
        _do(connection, f'CREATE UNIQUE INDEX temp."key of {table}" ON {table} ({key})')
    for table, sql in connection.exec_driver_sql(_INDEXES).all():
        if table in _KEYS:
            _do(connection, sql.replace(" INDEX ", " INDEX temp.", 1))


def _commits(connection: Connection) -> object:
    """Something that is another once another connection has written to the record."""
    return connection.exec_driver_sql("PRAGMA data_version").scalar()


def _registry(connection: Connection) -> str:
    """A hash over all that the registry says."""
    digest = sha256()
    for table in _SEALED:
        digest.update(f"{table}\n".encode())
        for seal in connection.exec_driver_sql(f"SELECT seal FROM main.{table} ORDER BY id").scalars():  # noqa: S608
            digest.update(f"{seal}\n".encode())
    return digest.hexdigest()


def _carry_over(connection: Connection) -> None:
    """Make the record's tables say what the temporary ones do."""
    for table, parts in _SEALED.items():
        # Which entity a profile stands in is sealed with the entity.
        telling = "id, seal, entity_id, rules" if table == "profile" else "id, seal"
        ours, theirs = (f"SELECT {telling} FROM {where}.{table}" for where in ("temp", "main"))  # noqa: S608
        differ = f"SELECT id FROM ({ours} EXCEPT {theirs}) UNION SELECT id FROM ({theirs} EXCEPT {ours})"  # noqa: S608
        _do(connection, f"CREATE TEMP TABLE changed AS {differ}")
        for each, key in ((table, "id"), *((part, f"{table}_id") for part in parts)):
            here = f"{key} IN (SELECT id FROM temp.changed)"  # noqa: S608
            _do(connection, f"DELETE FROM main.{each} WHERE {here}")  # noqa: S608
            _do(connection, f"INSERT INTO main.{each} SELECT * FROM temp.{each} WHERE {here}")  # noqa: S608
        if table == "profile":
            _follow(connection)
        _do(connection, "DROP TABLE temp.changed")
    # Others count their rows there too.
    ours = f"of IN ({', '.join(repr(each) for each in _SEALED if each in tallying.COUNTED)})"
    _do(connection, f"DELETE FROM main.tally WHERE {ours}")  # noqa: S608
    _do(connection, f"INSERT INTO main.tally SELECT * FROM temp.tally WHERE {ours}")  # noqa: S608
    # What was read again meanwhile has still to be looked at.
    taken_in = "SELECT key, read_at FROM temp.version WHERE matched = 1"
    still_so = f"current = 1 AND matched = 0 AND (key, read_at) IN ({taken_in})"
    _do(connection, f"UPDATE main.version SET matched = 1 WHERE {still_so}")  # noqa: S608


def _follow(connection: Connection) -> None:
    """Count under the profiles of their appearances what stood, or is to stand, under one that changed."""
    theirs = "(SELECT profile_id FROM main.appearance AS a WHERE (a.report_id, a.speaker_id) = (h.report_id, h.speaker_id))"  # noqa: E501
    changed = "profile_id IN (SELECT id FROM temp.changed)"
    for where in (
        f"h.{changed}",
        f"(h.report_id, h.speaker_id) IN (SELECT report_id, speaker_id FROM main.appearance WHERE {changed})",  # noqa: S608
    ):
        _do(connection, f"UPDATE main.hearing AS h SET profile_id = {theirs} WHERE {where}")  # noqa: S608


def _do(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)
