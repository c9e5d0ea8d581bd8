"""Which group of relays has which id; what a statement is, written.

A statement's id is given once: it is a hash of its first relay's id. Where statements become one, the one
created first keeps its id, and those of the others lead to it. Where one falls apart, a part that was a
statement of its own has its id back, if it has the first relay of that one and another part has that of the
whole; of the other parts the one with most relays keeps the id, of equal ones that with the earliest relay.
A row is never deleted: an id that no longer stands tells where its relays went.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from onrecord.record import seals, statement_schema, tallying
from onrecord.record.chunks import chunks
from onrecord.record.statement_places import day_of

_relay, _statement = statement_schema.relay.c, statement_schema.statement.c
_DIGITS = 12

_MOVE = (
    update(statement_schema.relay)
    .where(_relay.key == bindparam("place"))
    .values(statement_id=bindparam("statement"))
)

_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """A relay where it stands."""

    place: int
    id: str
    report_id: str
    statement: str
    made_from: str


_Groups = Sequence[Sequence[Standing]]


def write(connection: Connection, groups: _Groups, before: Collection[str], at: str) -> None:
    """Give each group an id and write it; `before` are the ids of the statements that the relays were of.

    Groups come in order of their first relays, relays in order of their places.
    """
    rows = _statements(connection, before)
    back = _given_back(connection, groups, rows)
    heirs = _heirs(groups, back)
    named, made = _named(connection, groups, _claims(heirs, rows, back), at)
    led = {each: str(named[heirs[each]]["id"]) for each in rows if each in heirs}
    of = {str(row["id"]): some for row, some in zip(named, groups, strict=True)}
    every = rows | {str(row["id"]): row for row in named}
    written = (_as_row(row, of.get(each, ()), led.get(each)) for each, row in sorted(every.items()))
    _put(connection, [row for row in written if row["seal"] != every[row["id"]].get("seal")], made)
    moves = [
        {"place": each.place, "statement": identity}
        for identity, some in of.items()
        for each in some
        if each.statement != identity
    ]
    if moves:
        connection.execute(_MOVE, moves)


def _given_back(connection: Connection, groups: _Groups, rows: Mapping[str, _Row]) -> dict[int, _Row]:
    """The statements that parts were before they were joined, by the number of the part."""
    parts: dict[str, set[int]] = defaultdict(set)
    for number, some in enumerate(groups):
        for each in some:
            parts[each.statement].add(number)
    firsts = [{statement_id(each.id) for each in some} for some in groups]
    home = {identity: number for number, some in enumerate(firsts) for identity in some & parts.keys()}
    away = {
        number for identity, some in parts.items() if identity in home for number in some - {home[identity]}
    }
    own = _statements(connection, {identity for number in away for identity in firsts[number]} - rows.keys())
    found: dict[int, _Row] = {}
    for number in away:
        once = [own[each] for each in firsts[number] & own.keys() if own[each]["reports"] == 0]
        if once:
            found[number] = min(once, key=lambda row: int(row["number"]))
    return found


def _heirs(groups: _Groups, back: Collection[int]) -> dict[str, int]:
    """Which group keeps the id of each statement; those that have another back, only if there is no other."""
    parts: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, some in enumerate(groups):
        for each in some:
            if each.statement:
                parts[each.statement][number].append(each.place)
    return {
        statement: min(shares, key=lambda number: (number in back, -len(shares[number]), min(shares[number])))
        for statement, shares in parts.items()
    }


def _claims(
    heirs: Mapping[str, int], rows: Mapping[str, _Row], back: Mapping[int, _Row]
) -> dict[int, list[_Row]]:
    """The statements whose ids each group may have."""
    claims: dict[int, list[_Row]] = defaultdict(list)
    for identity, number in heirs.items():
        claims[number].append(rows[identity])
    for number, row in back.items():
        claims[number].append(row)
    return claims


def _named(
    connection: Connection, groups: _Groups, claims: Mapping[int, Sequence[_Row]], at: str
) -> tuple[list[_Row], int]:
    """The statement that each group is, and how many of them are new."""
    number: int = connection.execute(select(func.max(_statement.number))).scalar() or 0
    claimed = {str(row["id"]) for some in claims.values() for row in some}
    named: list[_Row] = []
    made = 0
    for place, some in enumerate(groups):
        if place in claims:
            named.append(min(claims[place], key=lambda row: int(row["number"])))
            continue
        identity, row = _new_id(connection, some[0].id, claimed)
        claimed.add(identity)
        if row is None:
            made += 1
            row = {"id": identity, "number": number + made, "created_at": at}
        named.append(row)
    return named, made


def _new_id(connection: Connection, first: str, taken: Collection[str]) -> tuple[str, _Row | None]:
    """An id that no statement has, from the id of the first relay; and the row of one that once had it."""
    attempt = 0
    while True:
        identity = statement_id(f"{first}\0{attempt}" if attempt else first)
        row = _statements(connection, [identity]).get(identity)
        if identity not in taken and (row is None or row["reports"] == 0):
            return identity, row
        attempt += 1


def statement_id(first: str) -> str:
    """The id of a statement whose first relay has this id."""
    return sha256(first.encode()).hexdigest()[:_DIGITS]


def _statements(connection: Connection, ids: Iterable[str]) -> dict[str, _Row]:
    ordered = sorted(ids)
    return {
        row["id"]: dict(row)
        for some in chunks(ordered)
        for row in connection.execute(
            select(statement_schema.statement).where(_statement.id.in_(some))
        ).mappings()
    }


def _as_row(row: _Row, relays: Sequence[Standing], led: str | None) -> _Row:
    """A statement with its relays as columns; without any, where they went."""
    days = sorted(day for each in relays if (day := day_of(each.place)) is not None)
    said = row | {
        "reports": len({each.report_id for each in relays}),
        "first": date.fromordinal(days[0]).isoformat() if days else None,
        "last": date.fromordinal(days[-1]).isoformat() if days else None,
        "into": None if relays else (led or row.get("into")),
    }
    return said | {"seal": seals.of_statement(said, sorted(each.id for each in relays))}


def _put(connection: Connection, rows: Sequence[_Row], made: int) -> None:
    ids = [row["id"] for row in rows]
    for some in chunks(ids):
        connection.execute(delete(statement_schema.statement).where(_statement.id.in_(some)))
    if rows:
        connection.execute(insert(statement_schema.statement), list(rows))
    if made:
        tallying.count(connection, statement_schema.statement, made)
