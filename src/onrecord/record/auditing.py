"""Proof of the registry: every judgement and entry as it was written, all that follows from them whole.

Rows come as they lie in the file, past SQLAlchemy's types, and are not trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from onrecord.record import seals, tallying
from onrecord.record.portable import place, sql
from onrecord.record.rows import Problem

Row = Mapping[str, object]

_PAGE = "SELECT {at} AS place, {of}.* FROM {of} WHERE {at} > CAST(:value AS {type}) ORDER BY {at} LIMIT 500"
_COUNT = {name: f"SELECT count(*) FROM {name}" for name in tallying.COUNTED}  # noqa: S608 (our own names)
_TALLY = "SELECT * FROM tally"
_APPEARANCES = "SELECT * FROM appearance WHERE profile_id = :value ORDER BY report_id, speaker_id"
_KEYS = "SELECT key FROM blocking WHERE profile_id = :value ORDER BY key"
_NAMES = "SELECT * FROM entity_name WHERE entity_id = :value ORDER BY position"
_PROFILES = "SELECT id FROM profile WHERE entity_id = :value ORDER BY id"


def registry_problems(connection: Connection) -> Iterator[Problem]:
    """What is not as it was written, row by row."""
    yield from _tallies(connection)
    for row in pages(connection, "judgement"):
        yield from broken(f"the judgement {row['id']}", row, seals.of_judgement(row))
    for row in pages(connection, "entry"):
        yield from broken(f"the entry {row['id']}", row, seals.of_entry(row))
    for row in pages(connection, "profile"):
        appearances = rows(connection, _APPEARANCES, row["id"])
        keys = [each["key"] for each in rows(connection, _KEYS, row["id"])]
        yield from broken(f"the profile {row['id']}", row, seals.of_profile(row, appearances, keys))
    for row in pages(connection, "entity"):
        names = rows(connection, _NAMES, row["id"])
        profiles = [each["id"] for each in rows(connection, _PROFILES, row["id"])]
        yield from broken(f"the entity {row['id']}", row, seals.of_entity(row, names, profiles))


def _tallies(connection: Connection) -> Iterator[Problem]:
    tallies = {row["of"]: dict(row) for row in sql(connection, _TALLY).mappings()}
    for name, query in _COUNT.items():
        found = sql(connection, query).scalar_one()
        row = tallies.pop(name, None)
        if found != (row["rows"] if row else 0):
            expected = str(row["rows"] if row else 0)
            yield Problem(f"the number of rows of {name}", expected=expected, found=str(found))
        elif row:
            yield from broken(f"the tally of {name}", row, seals.of_tally(row))
    for name in tallies:
        yield Problem(f"a tally of {name}, which is none of the tables counted")


def broken(what: str, row: Row, seal: str) -> Iterator[Problem]:
    """That something is not what it was when it was sealed, where it is not."""
    if row["seal"] != seal:
        yield Problem(f"{what} was altered: the seal", expected=str(row["seal"]), found=seal)


def pages(connection: Connection, table: str) -> Iterator[Row]:
    """All rows of a table, some at a time."""
    at, kind, last = place(connection)
    query = _PAGE.format(at=at, of=table, type=kind)
    while page := rows(connection, query, last):
        yield from page
        last = page[-1]["place"]


def rows(connection: Connection, query: str, value: object) -> list[Row]:
    """What a query with one parameter gives."""
    if isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
        return []  # nothing can be looked up by broken characters
    return [dict(row) for row in sql(connection, query, value=value).mappings()]
