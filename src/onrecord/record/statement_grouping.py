"""From likenesses to statements: what a change can bear on is grouped again, and ids are kept.

Which group of relays has which id is another matter (`statement_ids.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, select, union_all

from onrecord.core import Likeness
from onrecord.match.statements.grouping import Pair, group
from onrecord.record import statement_judging, statement_schema
from onrecord.record.chunks import chunks
from onrecord.record.statement_ids import Standing, write

_relay, _likeness = statement_schema.relay.c, statement_schema.likeness.c
NOT_YET = ""
"""What a relay is made from that is still to be compared by today's rules; it stays where it is."""

_RELAYS = select(_relay.key, _relay.id, _relay.report_id, _relay.statement_id, _relay.made_from)
_keys: Any = bindparam("keys", expanding=True)
_PAIRS = select(_likeness.later, _likeness.earlier).where(_likeness.decision == "same")
# Two queries: for one SQLite would go through all pairs. Whatever is the same has a reason; an index asks.
_SAME = union_all(
    _PAIRS.where(_likeness.later.in_(_keys)),
    _PAIRS.where(_likeness.earlier.in_(_keys), _likeness.why.is_not(None)),
)
_COMPARED = select(statement_schema.likeness).where(_likeness.later.in_(_keys))


@dataclass
class _Found:
    """The relays to be grouped again: all that anything connects with what changed."""

    relays: dict[int, Standing] = field(default_factory=dict)
    statements: set[str] = field(default_factory=set)
    decided: dict[str, RowMapping] = field(default_factory=dict)
    """What people decided on them, and on what is gone and was joined with them."""


def regroup(connection: Connection, places: Iterable[int], statements: Iterable[str], at: str) -> None:
    """Group the relays at these places and of these statements again, with all they are connected to.

    A relay that is gone still holds together what people joined by way of it, and keeps apart what they took
    out of it: it takes part, but for what it was like.
    """
    found = _connected(connection, set(places), set(statements) - {""})
    by_id = {each.id: each for each in found.relays.values()}
    joined, parted = statement_judging.settled_of(found.decided.values())
    every = {*by_id, *(each for pair in joined for each in pair)}
    likenesses, held = _likenesses(connection, found.relays), _held(by_id.values())
    groups = [
        sorted((by_id[each] for each in some if each in by_id), key=lambda each: each.place)
        for some in group(every, likenesses, [*joined, *held], parted)
    ]
    groups = sorted(filter(None, groups), key=lambda some: some[0].place)
    write(connection, groups, found.statements, at)


def _connected(connection: Connection, places: set[int], statements: set[str]) -> _Found:
    found, tried = _Found(), set[str]()
    ids: set[str] = set()
    while places or statements or ids:
        found.statements |= statements
        new = [
            Standing(*row)
            for column, wanted in ((_relay.key, places), (_relay.statement_id, statements), (_relay.id, ids))
            for row in _where(connection, column, wanted)
        ]
        fresh = {each.place: each for each in new if each.place not in found.relays}
        found.relays |= fresh
        places = _same_as(connection, fresh.keys()) - found.relays.keys()
        statements = {each.statement for each in fresh.values()} - found.statements - {""}
        tried |= {each.id for each in fresh.values()}
        decided = statement_judging.around(connection, [each.id for each in fresh.values()])
        found.decided |= {row["id"]: row for row in decided}
        ids = statement_judging.linked(decided) - tried
        tried |= ids
    return found


def _held(relays: Iterable[Standing]) -> list[Pair]:
    """What holds the statements together of whose relays some are still to be compared."""
    members: dict[str, list[Standing]] = defaultdict(list)
    for each in relays:
        members[each.statement].append(each)
    return [
        (some[0].id, each.id)
        for some in members.values()
        if any(each.made_from == NOT_YET for each in some)
        for each in some[1:]
    ]


def _where(connection: Connection, column: ColumnElement[Any], wanted: Collection[Any]) -> list[Any]:
    ordered = sorted(wanted)
    return [row for some in chunks(ordered) for row in connection.execute(_RELAYS.where(column.in_(some)))]


def _same_as(connection: Connection, places: Collection[int]) -> set[int]:
    ordered, found = sorted(places), set[int]()
    for some in chunks(ordered):
        for pair in connection.execute(_SAME, {"keys": some}):
            found.update(pair)
    return found


def _likenesses(connection: Connection, relays: Mapping[int, Standing]) -> list[Likeness]:
    """What is known of the pairs among these relays, in order, so that sums come out alike."""
    ordered, found = sorted(relays), []
    for some in chunks(ordered):
        for row in connection.execute(_COMPARED, {"keys": some}):
            if row.earlier in relays:
                one, other = sorted((relays[row.later].id, relays[row.earlier].id))
                found.append(Likeness(one, other, row.same, row.repeat, row.decision))
    return sorted(found, key=lambda each: (each.one, each.other))
