"""From profiles to entities: what the program decides, and what comes of it with what people decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from onrecord import match
from onrecord.core import Judgement, Profile
from onrecord.record import entering, judging, people_schema, profiling, seals
from onrecord.record.chunks import chunks
from onrecord.record.folding import fold
from onrecord.record.judging import PERSON, Pair, pair
from onrecord.record.undoing import undo

_profile = people_schema.profile.c
_entity, _entity_name = people_schema.entity.c, people_schema.entity_name.c
_judgement = people_schema.judgement.c

_STANDING = select(_entity.id, _entity.seal).where(_entity.id.in_(bindparam("ids", expanding=True)))
_PLACES = select(_profile.id, _profile.entity_id).where(_profile.id.in_(bindparam("ids", expanding=True)))
_PLACE = (
    update(people_schema.profile)
    .where(_profile.id == bindparam("profile"))
    .values(entity_id=bindparam("entity"))
)
_OF_GONE = select(people_schema.judgement).where(
    or_(
        _judgement.left.in_(bindparam("ids", expanding=True)),
        _judgement.right.in_(bindparam("ids", expanding=True)),
    ),
    ~_judgement.by.startswith(PERSON),
    _judgement.undone_at.is_(None),
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What deciding changed."""

    profiles: int
    """How many profiles were looked at."""
    joined: int
    """How many of the program's judgements are new."""
    withdrawn: int
    """How many of its earlier ones no longer count."""
    left: frozenset[str]
    """The entities that profiles were taken from; some may be empty now."""


def by_people(connection: Connection) -> list[Judgement]:
    """What people decided and what follows from names that they gave; the former outweighs the latter."""
    decided = entering.same_by_name(connection) | judging.of_people(connection)
    return list(decided.values())


def decide(
    connection: Connection, ids: Sequence[str], people: Iterable[Judgement], by: str, at: str
) -> Decided:
    """Decide about the profiles among `ids`, which nothing connects to others, and write what comes of it."""
    profiles = profiling.load(connection, ids)
    here = {each.id for each in profiles}
    theirs = [each for each in people if each.right in here]
    # What is taken out of one report says nothing of whose a name is in all the others.
    apart = [(a.left, a.right) for a in theirs if a.verdict == "different" and "/" not in a.left]
    decided = match.judgements(_in_question(profiles), by, apart=apart)
    own, new, withdrawn = _own_judgements(connection, decided, ids, by, at)
    judging.write(connection, new, at, {each.id: each.names[0] for each in profiles})
    entities = _named(connection, match.entities(profiles, [*own, *theirs]))
    return Decided(len(profiles), len(new), withdrawn, _put(connection, entities))


def withdraw_gone(connection: Connection, gone: Collection[str], by: str, at: str) -> int:
    """Take back the program's judgements on profiles that are no more; how many there were."""
    ids, count = sorted(gone), 0
    for some in chunks(ids):
        rows = connection.execute(_OF_GONE, {"ids": some}).mappings().all()
        undo(connection, people_schema.judgement, rows, by, at)
        count += len(rows)
    return count


def drop_empty(connection: Connection, ids: Collection[str]) -> None:
    """Forget those of the entities that no profile stands in any longer."""
    ordered = sorted(ids)
    for some in chunks(ordered):
        held = select(_profile.entity_id).where(_profile.entity_id.in_(some))
        empty = set(some).difference(connection.execute(held).scalars())
        connection.execute(delete(people_schema.entity_name).where(_entity_name.entity_id.in_(empty)))
        connection.execute(delete(people_schema.entity).where(_entity.id.in_(empty)))


def _own_judgements(
    connection: Connection, judged: Iterable[Judgement], ids: Sequence[str], by: str, at: str
) -> tuple[list[Judgement], list[Judgement], int]:
    """Those of the program's judgements that count; the new ones; how many earlier ones were withdrawn.

    What a person undid is not decided again.
    """
    decided = {pair(each.left, each.right): each for each in judged}
    kept: set[Pair] = set()
    old = []
    for row in judging.of_program(connection, ids):
        on = row["left"], row["right"]
        if row["undone_at"] is not None:
            decided.pop(on, None)
        elif on in decided and _says_the_same(decided[on], judging.judgement_of(row)):
            kept.add(on)
        else:
            old.append(row)
    undo(connection, people_schema.judgement, old, by, at)
    new = [each for on, each in decided.items() if on not in kept]
    return list(decided.values()), new, len(old)


def _in_question(profiles: Sequence[Profile]) -> list[Profile]:
    """Those who speak in reports, and those from lists that may be one of them: lists can be long."""
    speaking = [each for each in profiles if each.appearances]
    if len(speaking) == len(profiles):
        return speaking
    near = frozenset(key for each in speaking for key in match.keys(each))
    return [each for each in profiles if each.appearances or not near.isdisjoint(match.keys(each))]


def _says_the_same(one: Judgement, other: Judgement) -> bool:
    # Whichever version said so.
    return (one.verdict, one.why, one.confidence) == (other.verdict, other.why, other.confidence)


def _named(connection: Connection, entities: Sequence[match.Entity]) -> list[match.Entity]:
    """The entities with the names that people gave them, shown under the latest meant for that."""
    entered = entering.standing(connection, [each for entity in entities for each in entity.profiles])
    named = []
    for entity in entities:
        given = sorted(
            (each.at, each.value, each.what)
            for profile in entity.profiles
            for each in entered.get(profile, ())
            if each.what in {"name", "alias"} and each.list is None
        )
        shown = next((name for _, name, what in reversed(given) if what == "name"), entity.name)
        names = dict.fromkeys((*entity.names, *(name for _, name, _ in given)))
        named.append(replace(entity, name=shown, names=tuple(names)))
    return named


def _put(connection: Connection, entities: Sequence[match.Entity]) -> frozenset[str]:
    """Write the entities and put their profiles under them; the ids of those that profiles left."""
    places = {each: entity.id for entity in entities for each in entity.profiles}
    ids, moves, left = list(places), [], set()
    for some in chunks(ids):
        for profile, stands in connection.execute(_PLACES, {"ids": some}):
            if stands != places[profile]:
                moves.append({"profile": profile, "entity": places[profile]})
                left.add(stands)
    if moves:
        connection.execute(_PLACE, moves)
    for others in chunks(entities):
        _write(connection, others)
    return frozenset(left)


def _write(connection: Connection, entities: Sequence[match.Entity]) -> None:
    rows, names = [], {}
    for entity in entities:
        row: dict[str, object] = {"id": entity.id, "kind": entity.kind, "name": entity.name}
        row |= profiling.in_json(entity.roles, entity.external)
        names[entity.id] = [
            {"entity_id": entity.id, "position": position, "name": name, "folded": fold(name)}
            for position, name in enumerate(entity.names)
        ]
        row["seal"] = seals.of_entity(row, names[entity.id], sorted(entity.profiles))
        rows.append(row)
    stands = dict(connection.execute(_STANDING, {"ids": [entity.id for entity in entities]}).tuples().all())
    new = [row for row in rows if stands.get(str(row["id"])) != row["seal"]]
    ids = [row["id"] for row in new]
    connection.execute(delete(people_schema.entity_name).where(_entity_name.entity_id.in_(ids)))
    connection.execute(delete(people_schema.entity).where(_entity.id.in_(ids)))
    if new:
        connection.execute(insert(people_schema.entity), new)
        connection.execute(
            insert(people_schema.entity_name), [name for each in ids for name in names[str(each)]]
        )
