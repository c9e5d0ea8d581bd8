"""Reading the registry: entities, what is known of one, who was called what on which day."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping, bindparam, or_, select

from onrecord.core import ObservedRole
from onrecord.match import Entity
from onrecord.record import entering, idling, judging, people_schema, schema
from onrecord.record.chunks import CHUNK, chunks
from onrecord.record.folding import fold
from onrecord.record.people_rows import AppearanceRow, Entry, Judged, Portrait
from onrecord.record.profiling import external_of, roles_of

_entity, _name, _profile = (
    people_schema.entity.c,
    people_schema.entity_name.c,
    people_schema.profile.c,
)
_appearance, _judgement = people_schema.appearance.c, people_schema.judgement.c
_version, _report = schema.version.c, schema.report.c
_APPEARANCES = (
    select(people_schema.appearance, _version.title, _version.outlet, _report.source)
    .join(people_schema.profile, _profile.id == _appearance.profile_id)
    .join(schema.version, (_version.report_id == _appearance.report_id) & (_version.current == 1))
    .join(schema.report, _report.id == _appearance.report_id)
    .where(_profile.entity_id == bindparam("entity"))
    .order_by(_appearance.day.is_(None), _appearance.day, _appearance.report_id, _appearance.speaker_id)
)
_LATEST_FIRST = select(people_schema.judgement).order_by(_judgement.at.desc(), _judgement.id)
_NEVER = 10**9


def entities(connection: Connection, ids: Sequence[str] | None = None) -> Iterator[Entity]:
    """The entities with these ids, or all, by name and id."""
    every = select(people_schema.entity).order_by(_entity.name, _entity.id)
    chosen = [every] if ids is None else [every.where(_entity.id.in_(some)) for some in chunks(ids)]
    for wanted in chosen:
        for rows in connection.execute(wanted).mappings().partitions(CHUNK):
            yield from _entities(connection, rows)


def _entities(connection: Connection, rows: Sequence[RowMapping]) -> Iterator[Entity]:
    ids = [row["id"] for row in rows]
    names: dict[str, list[str]] = defaultdict(list)
    of_entities = select(_name.entity_id, _name.name).where(_name.entity_id.in_(ids))
    for identity, name in connection.execute(of_entities.order_by(_name.entity_id, _name.position)):
        names[identity].append(name)
    profiles: dict[str, list[str]] = defaultdict(list)
    under = select(_profile.entity_id, _profile.id).where(_profile.entity_id.in_(ids))
    for identity, profile in connection.execute(under.order_by(_profile.id)):
        profiles[identity].append(profile)
    for row in rows:
        yield Entity(
            id=row["id"],
            kind=row["kind"],
            name=row["name"],
            names=tuple(names[row["id"]]),
            profiles=tuple(profiles[row["id"]]),
            roles=roles_of(row["roles"]),
            external=external_of(row["external"]),
        )


def called_on(found: Iterator[Entity], role: str, on: str | None) -> list[Entity]:
    """Those of the entities that were called so; with a day, those nearest to it.

    Who was called so before and after the day, or all the time, is nearest; then who was so few days away.
    """
    words = _words(role)
    near = [
        (min(distances), entity)
        for entity in found
        if (distances := [_days_from(each, on) for each in entity.roles if words <= _words(each.text)])
    ]
    least = min((distance for distance, _ in near), default=0)
    return [entity for distance, entity in near if words and (on is None or distance == least)]


def is_role(observed: ObservedRole, wanted: str) -> bool:
    """Whether all words of the role that is wanted are in the one observed."""
    return _words(wanted) <= _words(observed.text)


def was_called(entity: Entity, role: str, on: str) -> bool:
    """Whether the entity had the role on that day, as far as reports, lists and people say."""
    return any(is_role(each, role) and _days_from(each, on) == 0 for each in entity.roles)


def _words(text: str) -> set[str]:
    return set(fold(text).split())


def _days_from(role: ObservedRole, on: str | None) -> int:
    """How many days a role is away from a day; 0 where it is held, or where no day is asked for.

    A role without a first day, or without a last, is open there; lists may give months and years for days.
    """
    if on is None:
        return 0
    if role.first is None and role.last is None:
        return _NEVER
    first = role.first and date.fromisoformat(role.first[:10] + "-01-01"[len(role.first[:10]) - 4 :])
    last = role.last and _last_of(role.last)
    day = date.fromisoformat(on)
    if first and day < first:
        return (first - day).days
    return (day - last).days if last and day > last else 0


def _last_of(written: str) -> date:
    """The last day of a day, a month or a year."""
    year, month, day = (*map(int, written[:10].split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day)
    following = date(year + (month in {0, 12}), month % 12 + 1 if month else 1, 1)
    return following - timedelta(days=1)


def portrait(connection: Connection, identity: str) -> Portrait:
    """All that the record knows of the entity with this id."""
    (entity,) = entities(connection, [identity])
    rows = connection.execute(_APPEARANCES, {"entity": identity}).mappings()
    appearances = tuple(
        AppearanceRow(
            id=f"{row['report_id']}/{row['speaker_id']}",
            report_id=row["report_id"],
            profile=row["profile_id"],
            name=row["name"],
            roles=tuple(json.loads(row["roles"])),
            day=row["day"],
            title=row["title"],
            outlet=row["outlet"],
            source_address=row["source"],
        )
        for row in rows
    )
    entered = _with_idle(connection, entering.all_of(connection, entity.profiles))
    judged = tuple(judgements(connection, [*entity.profiles, *(each.id for each in appearances)]))
    return Portrait(entity, appearances, judged, tuple(entered))


def judgements(connection: Connection, about: Sequence[str] | None = None) -> Iterator[Judged]:
    """Every judgement, or all on these profiles and appearances; the latest first, undone ones too."""
    if about is None:
        for rows in connection.execute(_LATEST_FIRST).mappings().partitions(CHUNK):
            yield from _judged(connection, rows)
        return
    found: dict[str, RowMapping] = {}
    for some in chunks(about):
        on_these = _LATEST_FIRST.where(or_(_judgement.left.in_(some), _judgement.right.in_(some)))
        found |= {row["id"]: row for row in connection.execute(on_these).mappings()}
    rows = sorted(found.values(), key=lambda row: row["id"])
    yield from _judged(connection, sorted(rows, key=lambda row: str(row["at"]), reverse=True))


def judgements_of_people(connection: Connection) -> Iterator[Judged]:
    """What people judged and did not undo, the latest first."""
    theirs = _LATEST_FIRST.where(_judgement.by.startswith(judging.PERSON), _judgement.undone_at.is_(None))
    for rows in connection.execute(theirs).mappings().partitions(CHUNK):
        yield from _judged(connection, rows)


def judged(connection: Connection, identity: str) -> Judged | None:
    """The judgement with this very id; None where there is none."""
    rows = connection.execute(_LATEST_FIRST.where(_judgement.id == identity)).mappings().all()
    return next(_judged(connection, rows), None)


def entries(connection: Connection) -> list[Entry]:
    """All that people entered by hand, the latest first, what was undone too."""
    return _with_idle(connection, entering.by_hand(connection))


def _with_idle(connection: Connection, entered: Sequence[Entry]) -> list[Entry]:
    idle = idling.of_entries(connection, entered)
    return [replace(each, idle=idle.get(each.id)) for each in entered]


def _judged(connection: Connection, rows: Sequence[RowMapping]) -> Iterator[Judged]:
    names = names_of(connection, {row[side] for row in rows for side in ("left", "right")})
    idle = idling.of_judgements(connection, rows, names)
    for row in rows:
        yield Judged(
            id=row["id"],
            judgement=judging.judgement_of(row),
            left_name=names.get(row["left"], row["left_name"] or ""),
            right_name=names.get(row["right"], row["right_name"] or ""),
            undone_at=row["undone_at"],
            undone_by=row["undone_by"],
            idle=idle.get(row["id"]),
        )


def names_of(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """What the registry calls profiles, or called those that stood by an entry, and reports appearances."""
    wanted = sorted(ids)
    found: dict[str, str] = {}
    for some in chunks(wanted):
        found |= {each.profile: each.named for each in entering.all_of(connection, some)}
        named = select(_profile.id, _profile.names).where(_profile.id.in_(some))
        found |= {profile: json.loads(names)[0] for profile, names in connection.execute(named)}
    for each in wanted:
        report, slash, speaker = each.partition("/")
        here = (_appearance.report_id == report, _appearance.speaker_id == speaker)
        if slash and (row := connection.execute(select(_appearance.name).where(*here)).first()):
            found[each] = row.name
    return found
