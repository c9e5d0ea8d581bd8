"""Who is meant by what somebody typed: a name, a part of one, an id or its start, an id elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, and_, false, or_, select, union

from onrecord import match
from onrecord.core import EntityKind, NotFound, Profile, RecordError, as_id
from onrecord.record import finding, people_schema, schema
from onrecord.record.chunks import chunks
from onrecord.record.folding import fold

_entity, _name = people_schema.entity.c, people_schema.entity_name.c
_profile, _entry = people_schema.profile.c, people_schema.entry.c
_appearance, _blocking = people_schema.appearance.c, people_schema.blocking.c
_version, _speaker = schema.version.c, schema.speaker.c

# A word such as "pedal" is no id: only what has a digit among its first characters, or all of them.
_ID = re.compile(r"p(?:[0-9a-f]{12}|(?=[a-f]*[0-9])[0-9a-f]{2,11})")
_WHOLE_ID = re.compile(r"p[0-9a-f]{12}")
_QID = re.compile(r"[Qq][0-9]+")
_SHOWN = 5


def called(wanted: str) -> CompoundSelect[tuple[str]]:
    """The ids of all entities that fit: every word in one of their names, or their id, here or elsewhere."""
    return union(select(_name.entity_id).where(has_words(_name.folded, wanted)), *_by_id(wanted))


def all_called(connection: Connection, wanted: str) -> list[str]:
    """The ids of all entities that fit, in order."""
    return sorted(connection.execute(called(wanted)).scalars())


def in_reports(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Those of the entities that speak in a report, in order; the others stand in lists alone."""
    found: set[str] = set()
    for some in chunks(ids):
        appears = select(_appearance.report_id).where(_appearance.profile_id == _profile.id)
        speaks = select(_profile.entity_id).where(_profile.entity_id.in_(some), appears.exists())
        found.update(connection.execute(speaks).scalars())
    return sorted(found)


def _by_id(wanted: str) -> tuple[Select[tuple[str]], Select[tuple[str]]]:
    """Entities whose id, or that of one of their profiles, begins so; those that have this id elsewhere."""
    wanted, typed = storable(wanted).strip(), as_id(wanted)
    ours = _profile.id.startswith(typed) if _ID.fullmatch(typed) else false()
    scheme, _, value = wanted.rpartition(":")
    value = value.upper() if _QID.fullmatch(value) else value
    theirs = [_entry.what == "external", _entry.undone_at.is_(None), _entry.value == value]
    if scheme:
        theirs.append(_entry.scheme == scheme.lower())
    elsewhere = select(_profile.entity_id).join(people_schema.entry, _entry.profile_id == _profile.id)
    return select(_profile.entity_id).where(ours), elsewhere.where(*theirs)


def heard(wanted: str) -> ColumnElement[bool]:
    """That a `quotation` is said by somebody who is called so, alone or with others."""
    of_entities = (
        select(_speaker.key)
        .join(schema.version, _version.key == _speaker.version_key)
        .join(
            people_schema.appearance,
            and_(_appearance.report_id == _version.report_id, _appearance.speaker_id == _speaker.id),
        )
        .join(people_schema.profile, _profile.id == _appearance.profile_id)
        .where(_version.current == 1, _version.matched == 1, _profile.entity_id.in_(called(wanted)))
    )
    # Groups and documents are in no registry.
    by_name = select(_speaker.key).where(false() if is_id(wanted) else has_words(_speaker.folded, wanted))
    speakers = select(union(of_entities, by_name).cte("meant").c.key)
    joint = select(schema.member.c.quotation_key).where(schema.member.c.speaker_key.in_(speakers))
    return or_(schema.quotation.c.speaker_key.in_(speakers), schema.quotation.c.key.in_(joint))


def heard_in(wanted: str) -> ColumnElement[bool]:
    """The same as `heard`, asked of one quotation after the other: of few, or until a page is full."""
    who = schema.speaker.alias("who")
    is_entity = (
        select(_appearance.report_id)
        .join(people_schema.profile, _profile.id == _appearance.profile_id)
        .where(
            _version.matched == 1,
            _appearance.report_id == _version.report_id,
            _appearance.speaker_id == who.c.id,
            _profile.entity_id.in_(called(wanted)),
        )
        .correlate(who, schema.version)
        .exists()
    )
    meant = or_(has_words(who.c.folded, wanted), is_entity)
    alone = select(who.c.key).where(who.c.key == schema.quotation.c.speaker_key, meant)
    member = schema.member.c
    joined = (
        select(member.position)
        .join(who, who.c.key == member.speaker_key)
        .where(member.quotation_key == schema.quotation.c.key, meant)
    )
    here = (schema.quotation, schema.version)
    return or_(alone.correlate(*here).exists(), joined.correlate(*here).exists())


def names_of(connection: Connection, wanted: str) -> set[frozenset[str]]:
    """The folded words of every name under which somebody who is called so stands in a report."""
    names = select(_profile.names).where(_profile.entity_id.in_(called(wanted)))
    found = {
        frozenset(fold(name).split()) for row in connection.execute(names) for name in json.loads(row.names)
    }
    return found | {frozenset(fold(wanted).split())}


def storable(wanted: str) -> str:
    """What was typed, without the halves of surrogate pairs that a command line may hold."""
    return wanted.encode("utf-8", "replace").decode()


def is_id(wanted: str) -> bool:
    """Whether it is a whole id of ours: no name has it in it, and none need be read for it."""
    return _WHOLE_ID.fullmatch(wanted) is not None


def has_words(folded: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    """That every word of what is wanted stands in a folded name."""
    words = fold(wanted).split()
    if not words:
        return false()
    # Folded words hold letters and digits only: nothing LIKE could take for a pattern.
    return and_(*((" " + folded + " ").like(f"% {word} %") for word in words))


def entity(connection: Connection, wanted: str) -> str:
    """The id of the one entity that is meant.

    A whole name goes before a part of one, and who speaks in a report before who stands in a list alone.
    Raises `NotFound` if there is none or more than one, with what comes near in its hint.
    """
    wanted = storable(wanted)
    whole = select(_name.entity_id).where(_name.folded == (fold(wanted) or None))
    for way in (union(*_by_id(wanted)), whole, called(wanted)):
        ids: list[str] = sorted(set(connection.execute(way).scalars()))
        ids = in_reports(connection, ids) or ids
        if len(ids) == 1:
            return ids[0]
        if ids:
            raise NotFound(
                f"{wanted}: {len(ids)} people or organisations fit", f"give an id: {told(connection, ids)}"
            )
    near = _near(connection, wanted)
    raise NotFound(
        f"{finding.shown(wanted)}: nobody of that name or id is in the record",
        f"near: {told(connection, near)}" if near else "`onrecord speakers` lists those who are",
    )


def profile(connection: Connection, wanted: str) -> str:
    """The id of the one profile that is meant: all that stands under one name.

    Of an entity with several the one with that very name; else the entity's first. Raises `NotFound` as
    `entity` does.
    """
    if _ID.fullmatch(typed := as_id(wanted)):
        begins = select(_profile.id).where(_profile.id.startswith(typed))
        ids: list[str] = list(connection.execute(begins).scalars())
        if len(ids) == 1:
            return ids[0]
    found = entity(connection, wanted)
    rows = connection.execute(
        select(_profile.id, _profile.names).where(_profile.entity_id == found).order_by(_profile.id)
    ).all()
    exact: list[str] = [row.id for row in rows if fold(wanted) in map(fold, json.loads(row.names))]
    return exact[0] if exact else found


def free(connection: Connection, value: str, kind: EntityKind, base: str, entity: str) -> None:
    """Raise where an entity of this kind other than this one bears the name already.

    `base` is the profile whose appearances bear the name: what stands in the entity itself is no one else's.
    """
    bearer = connection.execute(select(_profile.entity_id).where(_profile.id == base)).scalar()
    if bearer == entity:
        return
    named = select(_entity.id).join(people_schema.entity_name, _name.entity_id == _entity.id)
    found = connection.execute(named.where(_name.folded == fold(value), _entity.kind == kind)).scalars()
    others = sorted({*found, *([bearer] if bearer else [])} - {entity})
    if len(others) > 1:
        raise NotFound(
            f"{value}: {len(others)} others have this name already",
            f"if it is one of them: onrecord speakers merge {entity} ID; {told(connection, others)}",
        )
    if others:
        raise RecordError(
            f"{value} is a name of somebody else already: {told(connection, others)}",
            f"if they are one, merge them: onrecord speakers merge {entity} {others[0]}",
        )


def _near(connection: Connection, wanted: str) -> list[str]:
    """Entities that share a blocking key with the name, as a person's and as an organisation's."""
    kinds: tuple[EntityKind, ...] = ("person", "organisation")
    keys = {key for kind in kinds for key in match.keys(Profile("", kind, (wanted,)))}
    shared = (
        select(_profile.entity_id)
        .join(people_schema.blocking, _blocking.profile_id == _profile.id)
        .where(_blocking.key.in_(sorted(keys)))
        .distinct()
        .limit(_SHOWN)
    )
    words = [has_words(_name.folded, word) for word in fold(wanted).split()]
    some = select(_name.entity_id).where(or_(false(), *words)).distinct().limit(_SHOWN)
    found = [*connection.execute(shared).scalars(), *connection.execute(some).scalars()]
    return list(dict.fromkeys(found))[:_SHOWN]


def told(connection: Connection, ids: list[str]) -> str:
    """The entities as words: their ids and names, the first of them where they are many."""
    names: Select[tuple[str, str]] = select(_entity.id, _entity.name).where(_entity.id.in_(ids))
    rows = connection.execute(names.order_by(_entity.name, _entity.id)).all()
    more = f", and {len(rows) - _SHOWN} more" if len(rows) > _SHOWN else ""
    return ", ".join(f"{row.id} ({row.name})" for row in rows[:_SHOWN]) + more
