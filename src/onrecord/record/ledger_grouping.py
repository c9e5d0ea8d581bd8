"""Commitments that are one: said in several places, or in reports with one text."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select, tuple_

from onrecord.match.joining import Groups
from onrecord.record import ledger_schema, schema
from onrecord.record.chunks import chunks
from onrecord.record.ledger_sources import LAST_DAY, standing

_commitment, _version, _restatement = (
    ledger_schema.commitment.c,
    schema.version.c,
    ledger_schema.restatement.c,
)
_PLACES = (
    select(
        _commitment.key,
        _commitment.id,
        _commitment.position,
        _commitment.type,
        _commitment.folded,
        _commitment.who_folded,
        _commitment.due_earliest,
        _commitment.due_latest,
        _commitment.due_precision,
        _commitment.corrected,
        _version.report_id,
        _version.outlet,
        LAST_DAY.label("day"),
    )
    .select_from(standing(ledger_schema.commitment))
    .where(_version.current == 1)
)
_PAIRS = select(_restatement.commitment_key, _restatement.other_key)
_SIDE_BY_SIDE = tuple_(_commitment.who_folded, _commitment.folded)


@dataclass(frozen=True, slots=True)
class Group:
    """The places where one commitment stands, the earliest first, undated ones last."""

    places: Sequence[RowMapping]

    @property
    def lead(self) -> RowMapping:
        """The place that is shown for all.

        The earliest whose deadline people put right, else that has one, else the earliest.
        """
        for column in ("corrected", "due_precision"):
            if (place := next((each for each in self.places if each[column] is not None), None)) is not None:
                return place
        return self.places[0]

    @property
    def is_binding(self) -> bool:
        """Whether it is more than a prediction, which binds nobody."""
        return any(place["type"] != "prediction" for place in self.places)

    @property
    def keys(self) -> list[int]:
        """The keys of the commitment in its places."""
        return [place["key"] for place in self.places]

    @property
    def reports(self) -> list[str]:
        """The ids of the reports that have it, in the same order."""
        return list(dict.fromkeys(place["report_id"] for place in self.places))


def groups(
    connection: Connection, as_of: str | None = None, *, among: Collection[int] | None = None
) -> list[Group]:
    """Every commitment of current versions, in order of where it first stands.

    With a day `as_of` only places that were said by then, or of which no day is known. With keys `among` only
    the commitments in which one of them is, as `with_any` picks them, without reading the others.
    """
    places = _all(connection, as_of) if among is None else _around(connection, as_of, among)
    joined: Groups[int] = Groups()
    first: dict[Hashable, int] = {}
    for key, row in places.items():
        for told in (row["id"], _told_alike(row)):
            joined.join(key, first.setdefault(told, key) if told else key)
    for one, other in _pairs(connection, None if among is None else list(places)):
        if one in places and other in places:
            joined.join(one, other)
    found = [
        Group(sorted((places[key] for key in joined.members(root)), key=_order)) for root in joined.roots()
    ]
    found.sort(key=lambda group: _order(group.places[0]))
    return found if among is None else with_any(found, among)


def _all(connection: Connection, as_of: str | None) -> dict[int, RowMapping]:
    return {
        row["key"]: row for row in connection.execute(_PLACES).mappings() if _is_told_by(row["day"], as_of)
    }


def _around(connection: Connection, as_of: str | None, among: Collection[int]) -> dict[int, RowMapping]:
    """These places and all that may be one with them, from each to those beside it until none is new."""
    places: dict[int, RowMapping] = {}
    seen: set[int] = set()
    reached = set(among)
    while reached:
        seen |= reached
        new = [
            row
            for some in chunks(sorted(reached))
            for row in connection.execute(_PLACES.where(_commitment.key.in_(some))).mappings()
            if _is_told_by(row["day"], as_of)
        ]
        places |= {row["key"]: row for row in new}
        reached = _beside(connection, new) - seen
    return places


def _beside(connection: Connection, rows: Sequence[RowMapping]) -> set[int]:
    """The keys of what has an id of these, is restated by one, or is told of the same people in its words."""
    found = {other for _, other in _pairs(connection, [row["key"] for row in rows])}
    for some in chunks(sorted({row["id"] for row in rows})):
        found.update(connection.execute(select(_commitment.key).where(_commitment.id.in_(some))).scalars())
    named = {(row["who_folded"], row["folded"]) for row in rows if row["who_folded"] is not None}
    for pairs in chunks(sorted(named)):
        alike = select(_commitment.key).where(_commitment.who_folded.is_not(None), _SIDE_BY_SIDE.in_(pairs))
        found.update(connection.execute(alike).scalars())
    return found


def _pairs(connection: Connection, keys: Sequence[int] | None) -> Iterable[tuple[int, int]]:
    """What restates what, each pair both ways round; only of these keys where they are given."""
    if keys is None:
        yield from connection.execute(_PAIRS).tuples()
        return
    for some in chunks(keys):
        yield from connection.execute(_PAIRS.where(_restatement.commitment_key.in_(some))).tuples()


def _is_told_by(day: str | None, as_of: str | None) -> bool:
    return as_of is None or day is None or day <= as_of


def _told_alike(row: RowMapping) -> Hashable:
    """What is one where somebody named is to do the same, in the same words, by the same time; else None.

    Without a deadline only what was told on one day is.
    """
    due = row["due_earliest"], row["due_latest"]
    when = due if any(due) else row["day"]
    named = row["who_folded"] is not None and when is not None
    return (row["folded"], row["type"], row["who_folded"], when) if named else None


def with_any(found: Sequence[Group], keys: Collection[int]) -> list[Group]:
    """Those of the groups in which one of these keys is."""
    return [group for group in found if not frozenset(group.keys).isdisjoint(keys)]


def _order(place: RowMapping) -> tuple[bool, str, str, object]:
    return place["day"] is None, str(place["day"]), str(place["report_id"]), place["position"]
