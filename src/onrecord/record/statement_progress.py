"""How far statements are: which reports are still to be taken in, and what has to be taken in anew."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, delete, func, or_, select, union_all, update

from onrecord.record import people_schema, schema, statement_schema
from onrecord.record.statement_grouping import NOT_YET

_version = schema.version.c
_profile, _appearance = people_schema.profile.c, people_schema.appearance.c
_MOVED_PROFILES = _profile.compared_as.is_distinct_from(_profile.entity_id)
_MOVED_APPEARANCES = _appearance.compared_as.is_distinct_from(_appearance.profile_id)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a matching of statements looked at."""

    reports: int = 0
    relays: int = 0
    """How many quotations are new, gone, or another than they were."""
    pairs: int = 0
    """How many pairs of quotations were compared."""

    def __add__(self, other: Compared) -> Compared:
        return Compared(self.reports + other.reports, self.relays + other.relays, self.pairs + other.pairs)


def is_current(connection: Connection, rules: str) -> bool:
    """Whether statements follow from all current versions, by these rules."""
    waits = (connection.execute(query.limit(1)).first() is not None for query in _waiting(rules))
    return not (_moved(connection) or any(waits))


def waiting(connection: Connection, rules: str) -> list[int]:
    """The keys of the versions that are to be taken in, the earliest first: that takes the least time."""
    dated = func.coalesce(_version.published, _version.dateline)
    query = select(_version.key).where(_version.key.in_(union_all(*_waiting(rules))))
    return list(connection.execute(query.order_by(dated, _version.report_id)).scalars())


def prepare(connection: Connection, rules: str) -> None:
    """Note what has to be taken in anew: by other rules, or as said by others."""
    by_others = _current(_other(rules)).limit(1)
    if connection.execute(by_others).first() is not None:
        _start_anew(connection)
    _note_moves(connection)


def _start_anew(connection: Connection) -> None:
    """Forget by what relays are compared, and what came of it; which statement each is of stays."""
    for table in (statement_schema.relay_key, statement_schema.likeness):
        connection.execute(delete(table))
    connection.execute(update(statement_schema.relay).values(made_from=NOT_YET, vector=b""))
    connection.execute(update(schema.version).where(_version.compared.is_not(None)).values(compared=None))


def _moved(connection: Connection) -> bool:
    """Whether the registry knows somebody as another than statements do."""
    return any(
        connection.execute(query.limit(1)).first() is not None
        for query in (
            select(_profile.id).where(_MOVED_PROFILES),
            select(_appearance.report_id).where(_MOVED_APPEARANCES),
        )
    )


def _note_moves(connection: Connection) -> None:
    """Note which reports are to be looked at again because the registry knows their speakers as others."""
    if not _moved(connection):
        return
    under = select(_appearance.report_id).join(people_schema.profile, _profile.id == _appearance.profile_id)
    moved = select(_appearance.report_id).where(_MOVED_APPEARANCES)
    for reports in (under.where(_MOVED_PROFILES), moved):
        connection.execute(
            update(schema.version)
            .where(_version.current == 1, _version.report_id.in_(reports))
            .values(compared=None)
        )
    connection.execute(
        update(people_schema.profile).where(_MOVED_PROFILES).values(compared_as=_profile.entity_id)
    )
    connection.execute(
        update(people_schema.appearance).where(_MOVED_APPEARANCES).values(compared_as=_appearance.profile_id)
    )


def _waiting(rules: str) -> list[Select[tuple[int]]]:
    """What finds the keys of the versions that are to be taken in, by an index each."""
    ways = (_version.compared.is_(None), _version.compared < rules, _version.compared > rules)
    return [_current(way).where(_version.matched == 1) for way in ways]


def _current(way: ColumnElement[bool]) -> Select[tuple[int]]:
    return select(_version.key).where(_version.current == 1, way)


def waits(rules: str) -> ColumnElement[bool]:
    """That a version was not compared by these rules."""
    return or_(_version.compared.is_(None), _other(rules))


def _other(rules: str) -> ColumnElement[bool]:
    return or_(_version.compared < rules, _version.compared > rules)
