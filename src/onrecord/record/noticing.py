"""What is no damage and should be known all the same: decisions that do nothing as things stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection, select

from onrecord.core import EntityKind
from onrecord.record import judging, naming, people, people_schema
from onrecord.record.appearing import base_of
from onrecord.record.people_rows import Entry, Idle, Judged, Notice

_profile = people_schema.profile.c
_KINDS: tuple[EntityKind, ...] = ("person", "organisation")


def notices(connection: Connection) -> Iterator[Notice]:
    """One for each act of a person that does nothing, the latest first; not where others outweigh it."""
    acts: set[tuple[str, str | None]] = set()
    for each in people.judgements_of_people(connection):
        act = each.judgement.by, each.judgement.at
        if each.idle is not None and act not in acts:
            acts.add(act)
            yield from _notice(connection, each.id, _said(each), each.judgement.by, each.idle)
    for entry in people.entries(connection):
        if entry.idle is not None:
            yield from _notice(connection, entry.id, _entered(entry), entry.by, entry.idle)


def _notice(connection: Connection, identity: str, said: str, by: str, idle: Idle) -> Iterator[Notice]:
    if idle.why == "overruled":
        return
    who = by.removeprefix(judging.PERSON)
    take_back = f"take it back: onrecord speakers undo {identity}"
    hint = f"decide again by the name they have now, or {take_back}"
    if idle.why == "parted":
        hint = f"decide again of the one who is meant ({_namesakes(connection, idle)}), or {take_back}"
    yield Notice(f"that {said}, as {who} decided, has no effect: {idle}", hint)


def _said(each: Judged) -> str:
    left, right = (f"“{name}”" for name in (each.left_name or "?", each.right_name or "?"))
    report, slash, _ = each.judgement.left.partition("/")
    if slash:
        return f"{left} in report {report} is somebody else"
    return f"{left} and {right} are {'one' if each.judgement.verdict == 'same' else 'two'}"


def _entered(each: Entry) -> str:
    if each.what == "name":
        return f"“{each.named}” is shown as “{each.value}”"
    return f"“{each.value}” is {'a role' if each.what == 'role' else 'a name'} of “{each.named}”"


def _namesakes(connection: Connection, idle: Idle) -> str:
    bases = {idle.of, *(base_of(idle.name, kind) for kind in _KINDS)}
    found: Iterable[str] = connection.execute(
        select(_profile.entity_id).where(_profile.base.in_(sorted(bases))).distinct()
    ).scalars()
    return naming.told(connection, sorted(found))
