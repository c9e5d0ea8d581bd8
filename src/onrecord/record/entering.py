"""What people and lists say of somebody, as it is stored: names, roles, ids elsewhere. Never deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, RowMapping, bindparam, insert, select

from onrecord.core import Judgement
from onrecord.record import people_schema, seals, tallying
from onrecord.record.appearing import base_of
from onrecord.record.chunks import chunks
from onrecord.record.judging import Pair, identity, pair
from onrecord.record.people_rows import Entry

_table, _column = people_schema.entry, people_schema.entry.c
_STANDING = (
    select(_table)
    .where(_column.profile_id.in_(bindparam("ids", expanding=True)), _column.undone_at.is_(None))
    .order_by(_column.at, _column.position)
)
# A list's names are compared like those of reports; a name that a person gave is that person's.
_NAMES_BY_HAND = select(_table).where(
    _column.what.in_(("name", "alias")), _column.list.is_(None), _column.undone_at.is_(None)
)


def enter(connection: Connection, entries: Iterable[Entry], at: str) -> list[Entry]:
    """Store what does not stand already; what was stored, with ids.

    A name to show is stored in any case: the latest counts.
    """
    wanted = list(enumerate(dict.fromkeys(entries)))
    rows = []
    for some in chunks(wanted):
        known = standing(connection, [each.profile for _, each in some])
        said = {_said(each) for found in known.values() for each in found}
        rows += [
            _row(each, position, at)
            for position, each in some
            if each.what == "name" or _said(each) not in said
        ]
    if rows:
        connection.execute(insert(_table), rows)
        tallying.count(connection, _table, len(rows))
    return [entry_of(row) for row in rows]


def standing(connection: Connection, profiles: Iterable[str]) -> dict[str, list[Entry]]:
    """What was entered of these profiles and not undone, oldest first."""
    ids = list(dict.fromkeys(profiles))
    found: dict[str, list[Entry]] = defaultdict(list)
    for some in chunks(ids):
        for row in connection.execute(_STANDING, {"ids": some}).mappings():
            found[row["profile_id"]].append(entry_of(row))
    return found


def all_of(connection: Connection, profiles: Sequence[str]) -> list[Entry]:
    """What was ever entered of these profiles, oldest first."""
    rows = connection.execute(
        select(_table).where(_column.profile_id.in_(profiles)).order_by(_column.at, _column.position)
    )
    return [entry_of(row) for row in rows.mappings()]


def by_hand(connection: Connection) -> list[Entry]:
    """What people ever entered themselves, the latest first."""
    rows = connection.execute(
        select(_table).where(_column.list.is_(None)).order_by(_column.at.desc(), _column.position.desc())
    )
    return [entry_of(row) for row in rows.mappings()]


def same_by_name(connection: Connection) -> dict[Pair, Judgement]:
    """What names given by hand decide: whoever bears one is the person who was given it."""
    found = {}
    for row in connection.execute(_NAMES_BY_HAND).mappings():
        bearer = base_of(row["value"], row["kind"])
        if bearer != row["profile_id"]:
            left, right = pair(row["profile_id"], bearer)
            why = f"{row['value']!r} was entered as a name of {row['named']!r}"
            found[left, right] = Judgement(left, right, "same", row["by"], why, at=row["at"])
    return found


def entry_of(row: RowMapping | dict[str, object]) -> Entry:
    """A row as the entry it stores."""
    names = ("kind", "named", "what", "value", "by", "scheme", "first", "last", "list")
    given = {name: row[name] for name in (*names, "id", "at", "undone_at", "undone_by")}
    return Entry(profile=row["profile_id"], **given)  # type: ignore[arg-type]


def _said(each: Entry) -> tuple[str | None, ...]:
    return each.profile, each.what, each.value, each.scheme, each.first, each.last


def _row(each: Entry, position: int, at: str) -> dict[str, object]:
    row: dict[str, object] = {
        "id": identity("e", *_said(each), each.by, at),
        "profile_id": each.profile,
        "kind": each.kind,
        "named": each.named,
        "what": each.what,
        "value": each.value,
        "scheme": each.scheme,
        "first": each.first,
        "last": each.last,
        "list": each.list,
        "by": each.by,
        "at": at,
        "position": position,
        "undone_at": None,
        "undone_by": None,
    }
    return row | {"seal": seals.of_entry(row)}
