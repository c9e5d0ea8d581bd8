"""Keeping the registry in step with the reports, and with what people decided and entered.

Everything here follows from other rows and can be thrown away and made again: appearances -> profiles ->
judgements of the program -> entities. Only what a change can bear on is looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, distinct, func, select, update

from onrecord.core import Judgement
from onrecord.record import appearing, deciding, judging, people_schema, schema
from onrecord.record.chunks import chunks
from onrecord.record.grouping import TooMany, groups
from onrecord.record.judging import PERSON
from onrecord.record.people_rows import Matched
from onrecord.record.profiling import rebuild

_profile, _appearance = people_schema.profile.c, people_schema.appearance.c
_judgement, _entry = people_schema.judgement.c, people_schema.entry.c


def is_current(connection: Connection, rules: str) -> bool:
    """Whether the registry follows from all current versions, by the rules of this version of onrecord."""
    if connection.execute(appearing.UNMATCHED.limit(1)).first() is not None:
        return False
    made_by = connection.execute(select(func.min(_profile.rules), func.max(_profile.rules))).one()
    return set(made_by) <= {rules, None}


def match_speakers(connection: Connection, rules: str, touched: Collection[str] = ()) -> Matched:
    """Bring the registry up to date; see `Record.match_speakers`.

    `touched` are the ids of profiles and appearances on which something was decided or entered. Raises
    `TooMany` where more would have to be looked at than the connection's option `at_most`.
    """
    by, at = f"onrecord {rules}", judging.now()
    at_most: int | None = connection.get_execution_options().get("at_most")
    anew = not set(connection.execute(select(distinct(_profile.rules))).scalars()) <= {rules}
    if at_most is not None:
        _check_number(connection, at_most, touched, anew=anew)
    if anew:
        _throw_away(connection)
    decided = judging.of_people(connection)
    changes = rebuild(connection, appearing.take_in(connection) | _bases(connection, touched), decided, rules)
    alone = connection.execute(select(distinct(_entry.profile_id))).scalars() if anew else touched
    changes |= rebuild(connection, _without_profile(connection, alone), decided, rules)
    gone = changes.gone | (_judged_without_profile(connection) if anew else set())
    withdrawn, joined, looked_at = deciding.withdraw_gone(connection, gone, by, at), 0, 0
    people = deciding.by_people(connection)
    # Who went may have held others together, and who shared an entity with it is now without it.
    left_behind = _standing_in(connection, changes.entities)
    seeds = changes.made | changes.gone | left_behind | {each for each in touched if "/" not in each}
    emptied = set(changes.entities)
    for ids in groups(connection, seeds, changes.keys, _links(people), at_most):
        outcome = deciding.decide(connection, ids, people, by, at)
        looked_at += outcome.profiles
        joined += outcome.joined
        withdrawn += outcome.withdrawn
        emptied |= outcome.left
    deciding.drop_empty(connection, emptied)
    return Matched(looked_at, joined, withdrawn)


def _check_number(connection: Connection, at_most: int, touched: Collection[str], *, anew: bool) -> None:
    """Raise `TooMany` at once where it can be seen before anything is done."""
    waiting = len(connection.execute(appearing.UNMATCHED.limit(at_most + 1)).all())
    made = (
        connection.execute(select(func.count()).select_from(people_schema.profile)).scalar_one()
        if anew
        else 0
    )
    if max(waiting, made, len(touched)) > at_most:
        raise TooMany


def _throw_away(connection: Connection) -> None:
    """Take away all that follows from other rows but the program's judgements, which are compared with."""
    for table in ("appearance", "blocking", "profile", "entity_name", "entity"):
        connection.execute(delete(schema.metadata.tables[table]))
    connection.execute(update(schema.version).where(schema.version.c.current == 1).values(matched=0))


def _bases(connection: Connection, touched: Iterable[str]) -> set[str]:
    """The bases of profiles that stand, and of appearances."""
    found = set()
    for each in touched:
        report, slash, speaker = each.partition("/")
        if slash:
            here = (_appearance.report_id == report, _appearance.speaker_id == speaker)
            row = connection.execute(select(_appearance.name, _appearance.kind).where(*here)).first()
            found |= {appearing.base_of(row.name, row.kind)} if row else set()
        else:
            found.update(connection.execute(select(_profile.base).where(_profile.id == each)).scalars())
    return found


def _standing_in(connection: Connection, entities: Iterable[str]) -> set[str]:
    """The profiles that stand in these entities."""
    wanted, found = sorted(entities), set[str]()
    for some in chunks(wanted):
        inside = select(_profile.id).where(_profile.entity_id.in_(some))
        found.update(connection.execute(inside).scalars())
    return found


def _without_profile(connection: Connection, ids: Iterable[str]) -> set[str]:
    wanted = sorted(each for each in ids if "/" not in each)
    standing: set[str] = set()
    for some in chunks(wanted):
        there = select(_profile.id).where(_profile.id.in_(some))
        standing.update(connection.execute(there).scalars())
    return set(wanted) - standing


def _judged_without_profile(connection: Connection) -> set[str]:
    own = (~_judgement.by.startswith(PERSON), _judgement.undone_at.is_(None))
    judged: set[str] = set()
    for side in (_judgement.left, _judgement.right):
        judged.update(connection.execute(select(distinct(side)).where(*own)).scalars())
    return _without_profile(connection, judged)


def _links(people: Iterable[Judgement]) -> dict[str, set[str]]:
    links: dict[str, set[str]] = defaultdict(set)
    for each in people:
        if each.verdict == "same":
            links[each.left].add(each.right)
            links[each.right].add(each.left)
    return links
