"""Who is quoted most, told from what is counted by month (`hearing.py`): few quotations are read for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from sqlalchemy import Connection, and_, cast, func, select

from onrecord.match import Entity
from onrecord.record import hearing, naming, people, people_schema, schema, speaking
from onrecord.record.chunks import chunks
from onrecord.record.rows import SpeakerRow

_hearing, _version, _speaker = schema.hearing.c, schema.version.c, schema.speaker.c
_profile, _entity = people_schema.profile.c, people_schema.entity.c
# One who speaks has a row for each spelling.
_UNREGISTERED = (
    select(
        _hearing.report_id,
        _hearing.speaker_id,
        _hearing.month,
        _hearing.quotations,
        _speaker.folded,
        _speaker.kind,
    )
    .select_from(
        schema.hearing.join(
            schema.version, and_(_version.report_id == _hearing.report_id, _version.current == 1)
        ).join(schema.speaker, and_(_speaker.version_key == _version.key, _speaker.id == _hearing.speaker_id))
    )
    .where(_hearing.profile_id.is_(None))
    .distinct()
)


def ranked(connection: Connection, wanted: str, limit: int | None, offset: int) -> Iterator[SpeakerRow]:
    """Whoever has all words of `wanted` in a name, or all for "": the most quoted first, then by name.

    `first` and `last` are months; outlets are in order of how often they quote somebody.
    """
    order = [*_entities(connection, wanted), *_others(connection, wanted)]
    order.sort()
    some = islice(order, offset, None if limit is None else offset + limit)
    for rows in chunks(list(some)):
        entities = {
            each.id: each for each in people.entities(connection, sorted(row[3] for row in rows if row[3]))
        }
        others = speaking.unregistered(connection, [(name, kind) for _, name, kind, who in rows if not who])
        for _, name, kind, who in rows:
            yield _known(connection, entities[who]) if who else _by_month(others[name, kind])


def _entities(connection: Connection, wanted: str) -> Iterator[tuple[int, str, str, str]]:
    """How often each entity speaks, negated, its name, its kind and its id."""
    said = (
        select(hearing.SAID, _entity.name, _entity.kind, _entity.id)
        .join(people_schema.profile, _profile.id == _hearing.profile_id)
        .join(people_schema.entity, _entity.id == _profile.entity_id)
        .group_by(_entity.id)
    )
    if wanted:
        said = said.where(_entity.id.in_(naming.called(wanted)))
    for quotations, *who in connection.execute(said).tuples():
        yield (-quotations, *who)


def _others(connection: Connection, wanted: str) -> Iterator[tuple[int, str, str, str]]:
    """The same of whoever is in no registry, as groups and documents are: folded names, and no id."""
    spoken = (
        _UNREGISTERED.where(naming.has_words(_speaker.folded, wanted)) if wanted else _UNREGISTERED
    ).subquery()
    said = select(cast(func.sum(spoken.c.quotations), schema.Integer), spoken.c.folded, spoken.c.kind)
    for quotations, folded, kind in connection.execute(said.group_by(spoken.c.folded, spoken.c.kind)):
        yield -quotations, folded, kind, ""


def _known(connection: Connection, entity: Entity) -> SpeakerRow:
    heard = hearing.heard(connection, entity.id)
    months = [month for month, _ in heard.months]
    return SpeakerRow(
        name=entity.name,
        kind=entity.kind,
        quotations=heard.quotations,
        reports=heard.reports,
        first=min(months, default=None),
        last=max(months, default=None),
        outlets=heard.named,
        id=entity.id,
        names=entity.names,
        roles=entity.roles,
        external=entity.external,
    )


def _by_month(row: SpeakerRow) -> SpeakerRow:
    return replace(row, first=row.first and row.first[:7], last=row.last and row.last[:7])
