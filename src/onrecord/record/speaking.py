"""Who speaks in which quotations, alone or with others, and how often in all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    distinct,
    func,
    literal,
    not_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.sql.selectable import FromClause

from onrecord.core import SpeakerKind
from onrecord.match import Entity
from onrecord.record import people, people_schema, schema
from onrecord.record.chunks import chunks
from onrecord.record.rows import SpeakerRow

_version, _quotation, _member, _speaker = (
    schema.version.c,
    schema.quotation.c,
    schema.member.c,
    schema.speaker.c,
)
_appearance, _profile, _entity = (
    people_schema.appearance.c,
    people_schema.profile.c,
    people_schema.entity.c,
)
_PART = schema.member.alias("part")
# A joint speaker stands for its members, down to the last.
_JOINT = select(_PART.c.position).where(_PART.c.quotation_key == _quotation.key)
_JOINT_MEMBER = select(_PART.c.position).where(
    _PART.c.quotation_key == _member.quotation_key, _PART.c.within == _member.position
)
_ALONE = select(
    _quotation.key.label("quotation_key"), _quotation.speaker_key, literal(-1).label("position")
).where(_quotation.speaker_key.is_not(None), not_(_JOINT.exists()))
_TOGETHER = select(_member.quotation_key, _member.speaker_key, _member.position).where(
    not_(_JOINT_MEMBER.exists())
)


def _known(spoken: FromClause) -> FromClause:
    """Each who speaks with its version and, where the registry has taken that in, its entity."""
    return (
        spoken.join(schema.speaker, _speaker.key == spoken.c.speaker_key)
        .join(schema.version, _version.key == _speaker.version_key)
        .outerjoin(
            people_schema.appearance,
            and_(
                _version.matched == 1,
                _version.current == 1,
                _appearance.report_id == _version.report_id,
                _appearance.speaker_id == _speaker.id,
            ),
        )
        .outerjoin(people_schema.profile, _profile.id == _appearance.profile_id)
    )


def _entities_in() -> Select[Any]:
    keys: Any = bindparam("keys", expanding=True)
    spoken = union_all(
        _ALONE.where(_quotation.key.in_(keys)), _TOGETHER.where(_member.quotation_key.in_(keys))
    ).subquery("spoken")
    return (
        select(spoken.c.quotation_key, _entity.id, _entity.name)
        .select_from(_known(spoken).join(people_schema.entity, _entity.id == _profile.entity_id))
        .order_by(spoken.c.quotation_key, spoken.c.position)
    )


def _counted() -> Select[Any]:
    """One row for each entity, or name of a group or document, with each spelling in each report."""
    spoken = union_all(_ALONE, _TOGETHER).subquery("spoken")
    by = (
        _profile.entity_id,
        _speaker.folded,
        _speaker.kind,
        _speaker.name,
        _version.report_id,
        _version.outlet,
    )
    return (
        select(
            *by,
            func.count(distinct(_quotation.key)).label("quotations"),
            func.min(_quotation.first_day).label("first"),
            func.max(_quotation.last_day).label("last"),
        )
        .select_from(_known(spoken).join(schema.quotation, _quotation.key == spoken.c.quotation_key))
        .where(_version.current == 1)
        .group_by(*by)
    )


_ENTITIES_IN, _COUNTED = _entities_in(), _counted()


def entities_in(connection: Connection, keys: Sequence[int]) -> dict[int, dict[str, str]]:
    """Ids and names of the entities that speak in the quotations with these keys, in their order."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for some in chunks(keys):
        for key, identity, name in connection.execute(_ENTITIES_IN, {"keys": some}):
            found[key][identity] = name
    return found


@dataclass(slots=True)
class _Count:
    """What one speaker comes to, as its rows come in."""

    kind: SpeakerKind
    entity: str | None
    names: Counter[str] = field(default_factory=Counter)
    reports: set[str] = field(default_factory=set)
    days: list[str] = field(default_factory=list)
    outlets: set[str] = field(default_factory=set)

    def add(self, row: RowMapping) -> None:
        self.names[row["name"]] += row["quotations"]
        self.reports.add(row["report_id"])
        days = [*self.days, *(day for day in (row["first"], row["last"]) if day)]
        self.days = [min(days), max(days)] if days else []
        self.outlets |= {row["outlet"]} if row["outlet"] else set()

    def row(self, name: str | None) -> SpeakerRow:
        usual = sorted(self.names, key=lambda name: (-self.names[name], -len(name), name))
        return SpeakerRow(
            name=name or usual[0],
            kind=self.kind,
            quotations=self.names.total(),
            reports=len(self.reports),
            first=self.days[0] if self.days else None,
            last=self.days[-1] if self.days else None,
            outlets=tuple(sorted(self.outlets)),
            id=self.entity,
            names=tuple(usual),
        )


def unregistered(
    connection: Connection, names: Sequence[tuple[str, str]]
) -> dict[tuple[str, str], SpeakerRow]:
    """Those whom the registry has not taken in, by folded name and kind; no more than a chunk of them."""
    of_these = tuple_(_speaker.folded, _speaker.kind).in_(names)
    counts = _counts(connection, _COUNTED.where(_profile.entity_id.is_(None), of_these)) if names else {}
    return {who: count.row(None) for who, count in counts.items()}


def speakers(connection: Connection) -> Iterator[SpeakerRow]:
    """Everybody who speaks in a current version, the most quoted first, then by name."""
    counts = _counts(connection, _COUNTED)
    names = dict(connection.execute(select(_entity.id, _entity.name)).tuples().all())
    rows = [count.row(names.get(count.entity or "")) for count in counts.values()]
    rows.sort(key=lambda row: (-row.quotations, row.name, row.kind, row.id or ""))
    for some in chunks(rows):
        known = people.entities(connection, sorted(row.id for row in some if row.id))
        by_id = {entity.id: entity for entity in known}
        yield from (_as_known(row, by_id[row.id]) if row.id else row for row in some)


def _counts(connection: Connection, query: Select[Any]) -> dict[tuple[str, str], _Count]:
    """What each speaker comes to, by the id of its entity; without one by folded name and kind."""
    counts: dict[tuple[str, str], _Count] = {}
    for row in connection.execute(query).mappings():
        who = (row["entity_id"], "") if row["entity_id"] else (row["folded"], row["kind"])
        counts.setdefault(who, _Count(row["kind"], row["entity_id"])).add(row)
    return counts


def _as_known(row: SpeakerRow, entity: Entity) -> SpeakerRow:
    names = tuple(dict.fromkeys((*row.names, *entity.names)))
    return replace(row, kind=entity.kind, names=names, roles=entity.roles, external=entity.external)
