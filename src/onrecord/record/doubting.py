"""Pairs that the program could neither join nor tell apart: what a person should look at, best first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from heapq import nsmallest

from sqlalchemy import Connection, Row, bindparam, select

from onrecord.core import Profile
from onrecord.match import compare
from onrecord.match.blocking import candidates
from onrecord.match.comparing import Known, examine
from onrecord.match.weights import DIFFERENT, SAME, probability
from onrecord.record import people_schema, profiling
from onrecord.record.chunks import chunks
from onrecord.record.grouping import groups
from onrecord.record.judging import Pair, of_people, pair
from onrecord.record.people_rows import Doubt

_entity, _profile = people_schema.entity.c, people_schema.profile.c
_STANDS = (
    select(_profile.id, _profile.entity_id, _entity.name)
    .join(people_schema.entity, _entity.id == _profile.entity_id)
    .where(_profile.id.in_(bindparam("ids", expanding=True)))
)


def doubts(connection: Connection, limit: int) -> list[Doubt]:
    """The pairs of entities in doubt, the likeliest to be one first, each with its likeliest pair of names.

    Where a person decided on a pair there is no doubt left. Looks at every profile.
    """
    stands = dict(connection.execute(select(_profile.id, _profile.entity_id)).tuples().all())
    # Whoever tells two names apart tells apart all that have them.
    settled = {pair(*(stands.get(each, each) for each in on)) for on in of_people(connection)}
    best: dict[Pair, Doubt] = {}
    for ids in groups(connection, list(stands), (), {}):
        for doubt in _among(connection, ids, settled):
            on = pair(doubt.left, doubt.right)
            if on not in best or best[on].confidence < doubt.confidence:
                best[on] = doubt
        best = {pair(each.left, each.right): each for each in _first(best.values(), limit)}
    return list(best.values())


def _among(connection: Connection, ids: Sequence[str], settled: Collection[Pair]) -> Iterator[Doubt]:
    stands = {row.id: row for some in chunks(ids) for row in connection.execute(_STANDS, {"ids": some})}
    known = [Known(each) for each in profiling.load(connection, ids)]
    for number, others in candidates(known):
        one = known[number]
        for other in (known[at] for at in others):
            here, there = stands[one.profile.id], stands[other.profile.id]
            if here.entity_id == there.entity_id or pair(here.entity_id, there.entity_id) in settled:
                continue
            likely = probability(examine(one, other).score)
            if DIFFERENT < likely < SAME:
                yield _doubt(one.profile, other.profile, here, there, likely)


def _doubt(
    one: Profile,
    other: Profile,
    here: Row[tuple[str, str, str]],
    there: Row[tuple[str, str, str]],
    likely: float,
) -> Doubt:
    return Doubt(here.entity_id, there.entity_id, here.name, there.name, likely, compare(one, other).why)


def _first(found: Collection[Doubt], limit: int) -> list[Doubt]:
    return nsmallest(limit, found, key=lambda doubt: (-doubt.confidence, doubt.left, doubt.right))
