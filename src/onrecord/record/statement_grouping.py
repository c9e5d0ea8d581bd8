"""From likenesses to statements: what a change can bear on is grouped again, and ids are kept.

A statement's id is given once, from its first relay's id. Where statements become one, the one created first
keeps its id, and the others' lead to it. Where one falls apart, the part with most of its relays keeps it, of
equal parts that with the earliest relay. An id that no longer stands stays in the table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, insert, or_, select, update

from onrecord.core import Likeness
from onrecord.match.statements.grouping import Pair, group
from onrecord.record import seals, statement_schema, tallying
from onrecord.record.loading import CHUNK
from onrecord.record.statement_packing import day_of

_relay, _statement = statement_schema.relay.c, statement_schema.statement.c
_likeness = statement_schema.likeness.c
_DIGITS = 12

NOT_YET = ""
"""What a relay is made from that is still to be compared by today's rules; it stays where it is."""

_RELAYS = select(_relay.key, _relay.id, _relay.report_id, _relay.statement_id, _relay.made_from)
_keys: Any = bindparam("keys", expanding=True)
_SAME = select(_likeness.later, _likeness.earlier).where(
    _likeness.decision == "same",
    # Said twice for the index: whatever is the same has a reason.
    _likeness.why.is_not(None),
    or_(_likeness.later.in_(_keys), _likeness.earlier.in_(_keys)),
)
_COMPARED = select(statement_schema.likeness).where(_likeness.later.in_(_keys))
_MOVE = (
    update(statement_schema.relay)
    .where(_relay.key == bindparam("place"))
    .values(statement_id=bindparam("statement"))
)


@dataclass(frozen=True, slots=True)
class People:
    """What people decided of pairs of relays, as far as it counts."""

    joined: Collection[Pair] = ()
    parted: Collection[Pair] = ()


@dataclass(frozen=True, slots=True)
class _Standing:
    """A relay where it stands."""

    place: int
    id: str
    report_id: str
    statement: str
    made_from: str


@dataclass
class _Found:
    """The relays to be grouped again: all that anything connects with what changed."""

    relays: dict[int, _Standing] = field(default_factory=dict)
    statements: set[str] = field(default_factory=set)


def regroup(
    connection: Connection, places: Iterable[int], statements: Iterable[str], people: People, at: str
) -> int:
    """Group the relays at these places and of these statements again, with all they are connected to.

    Writes statements, and which relay is of which; how many relays were looked at.
    """
    found = _connected(connection, set(places), set(statements) - {""}, people.joined)
    by_id = {each.id: each for each in found.relays.values()}
    here = [pair for pair in people.joined if by_id.keys() >= set(pair)] + _held(by_id.values())
    apart = [pair for pair in people.parted if by_id.keys() >= set(pair)]
    groups = [
        sorted((by_id[each] for each in some), key=lambda each: each.place)
        for some in group(by_id.keys(), _likenesses(connection, found.relays), here, apart)
    ]
    groups.sort(key=lambda some: some[0].place)
    _write(connection, groups, found.statements, at)
    return len(by_id)


def _connected(
    connection: Connection, places: set[int], statements: set[str], joined: Collection[Pair]
) -> _Found:
    found, links = _Found(), _links(joined)
    ids: set[str] = set()
    while places or statements or ids:
        found.statements |= statements
        new = [
            _Standing(*row)
            for column, wanted in ((_relay.key, places), (_relay.statement_id, statements), (_relay.id, ids))
            for row in _where(connection, column, wanted)
        ]
        fresh = {each.place: each for each in new if each.place not in found.relays}
        found.relays |= fresh
        places = _same_as(connection, fresh.keys()) - found.relays.keys()
        statements = {each.statement for each in fresh.values()} - found.statements - {""}
        known = {each.id for each in found.relays.values()}
        ids = {other for each in fresh.values() for other in links.get(each.id, ())} - known
    return found


def _held(relays: Iterable[_Standing]) -> list[Pair]:
    """What holds the statements together of whose relays some are still to be compared."""
    members: dict[str, list[_Standing]] = defaultdict(list)
    for each in relays:
        members[each.statement].append(each)
    return [
        (some[0].id, each.id)
        for some in members.values()
        if any(each.made_from == NOT_YET for each in some)
        for each in some[1:]
    ]


def _links(joined: Collection[Pair]) -> dict[str, set[str]]:
    links: dict[str, set[str]] = defaultdict(set)
    for one, other in joined:
        links[one].add(other)
        links[other].add(one)
    return links


def _where(connection: Connection, column: ColumnElement[Any], wanted: Collection[Any]) -> list[Any]:
    ordered = sorted(wanted)
    return [
        row
        for i in range(0, len(ordered), CHUNK)
        for row in connection.execute(_RELAYS.where(column.in_(ordered[i : i + CHUNK])))
    ]


def _same_as(connection: Connection, places: Collection[int]) -> set[int]:
    ordered, found = sorted(places), set[int]()
    for i in range(0, len(ordered), CHUNK):
        for pair in connection.execute(_SAME, {"keys": ordered[i : i + CHUNK]}):
            found.update(pair)
    return found


def _likenesses(connection: Connection, relays: Mapping[int, _Standing]) -> list[Likeness]:
    """What is known of the pairs among these relays, in order, so that sums come out alike."""
    ordered, found = sorted(relays), []
    for i in range(0, len(ordered), CHUNK):
        for row in connection.execute(_COMPARED, {"keys": ordered[i : i + CHUNK]}):
            if row.earlier in relays:
                one, other = sorted((relays[row.later].id, relays[row.earlier].id))
                found.append(Likeness(one, other, row.same, row.repeat, row.decision))
    return sorted(found, key=lambda each: (each.one, each.other))


def _write(
    connection: Connection, groups: Sequence[Sequence[_Standing]], before: Collection[str], at: str
) -> None:
    rows = _statements(connection, before)
    heirs = _heirs(groups)
    named: list[str] = []
    number = connection.execute(select(func.max(_statement.number))).scalar() or 0
    made: list[dict[str, object]] = []
    for place, some in enumerate(groups):
        claims = [identity for identity, heir in heirs.items() if heir == place and identity in rows]
        if claims:
            named.append(min(claims, key=lambda each: (rows[each]["number"], each)))
            continue
        identity, old = _new_id(connection, some[0].id, {*rows, *named})
        named.append(identity)
        if old is None:
            number += 1
            rows[identity] = {"id": identity, "number": number, "created_at": at}
            made.append(rows[identity])
        else:
            rows[identity] = old
    of = dict(zip(named, groups, strict=True))
    led = {each: named[heirs[each]] for each in before if each in heirs}
    changed = [
        row
        for row in (_as_row(dict(rows[each]), of.get(each, ()), led.get(each)) for each in sorted(rows))
        if row["seal"] != rows[str(row["id"])].get("seal")
    ]
    _put(connection, changed, len(made))
    moves = [
        {"place": each.place, "statement": identity}
        for identity, some in of.items()
        for each in some
        if each.statement != identity
    ]
    if moves:
        connection.execute(_MOVE, moves)


def _statements(connection: Connection, ids: Collection[str]) -> dict[str, dict[str, Any]]:
    ordered = sorted(ids)
    return {
        row["id"]: dict(row)
        for i in range(0, len(ordered), CHUNK)
        for row in connection.execute(
            select(statement_schema.statement).where(_statement.id.in_(ordered[i : i + CHUNK]))
        ).mappings()
    }


def _heirs(groups: Sequence[Sequence[_Standing]]) -> dict[str, int]:
    """Which group has most of the relays of each statement; of equals the one with the earliest."""
    parts: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, some in enumerate(groups):
        for each in some:
            if each.statement:
                parts[each.statement][number].append(each.place)
    return {
        statement: min(shares, key=lambda number: (-len(shares[number]), min(shares[number])))
        for statement, shares in parts.items()
    }


def _new_id(connection: Connection, first: str, taken: Collection[str]) -> tuple[str, dict[str, Any] | None]:
    """An id that no statement has, from the id of the first relay; and the row that had it, where it went."""
    attempt = 0
    while True:
        written = f"{first}\0{attempt}" if attempt else first
        identity = sha256(written.encode()).hexdigest()[:_DIGITS]
        row = _statements(connection, [identity]).get(identity)
        if identity not in taken and (row is None or row["reports"] == 0):
            return identity, row
        attempt += 1


def _as_row(row: dict[str, Any], relays: Sequence[_Standing], led: str | None) -> dict[str, Any]:
    """A statement with its relays as columns; without any, where they went."""
    days = sorted(day for each in relays if (day := day_of(each.place)) is not None)
    row |= {
        "reports": len({each.report_id for each in relays}),
        "first": date.fromordinal(days[0]).isoformat() if days else None,
        "last": date.fromordinal(days[-1]).isoformat() if days else None,
        "into": None if relays else (led or row.get("into")),
    }
    return row | {"seal": seals.of_statement(row, sorted(each.id for each in relays))}


def _put(connection: Connection, rows: Sequence[dict[str, Any]], made: int) -> None:
    ids = [row["id"] for row in rows]
    for i in range(0, len(ids), CHUNK):
        connection.execute(delete(statement_schema.statement).where(_statement.id.in_(ids[i : i + CHUNK])))
    if rows:
        connection.execute(insert(statement_schema.statement), list(rows))
    if made:
        tallying.count(connection, statement_schema.statement, made)
