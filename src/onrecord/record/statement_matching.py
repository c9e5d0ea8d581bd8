"""Keeping statements in step with the reports, with who speaks in them, and with what people decided.

A report is taken in once, whole, in a transaction with others: what of its quotations is new, gone or
another is worked out, all that this bears on is compared and grouped again. What comes of it does not depend
on the order of reports, nor on how many are taken in at a time: a relay is compared with those before it by
day and id, whenever it came (`statement_neighbours.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from onrecord.record import loading, schema, seals, statement_carrying, statement_schema
from onrecord.record.chunks import chunks
from onrecord.record.statement_comparing import Comparing
from onrecord.record.statement_grouping import NOT_YET, regroup
from onrecord.record.statement_progress import Compared, waits
from onrecord.record.statement_relays import Reading
from onrecord.record.statement_voices import Voices, moved

_Row = dict[str, Any]


_version, _relay, _bag = schema.version.c, statement_schema.relay.c, statement_schema.bag.c

_shared = statement_schema.relay_key.c
_DROP_KEY = delete(statement_schema.relay_key).where(
    _shared.key == bindparam("shared"), _shared.relay == bindparam("of")
)


def take_in(connection: Connection, keys: Sequence[int], rules: str, at: str) -> Compared:
    """Take in those of the versions with these keys (at most `CHUNK`) that still wait."""
    wanted = loading.VERSIONS.where(
        _version.key.in_(keys), _version.current == 1, _version.matched == 1, waits(rules)
    )
    versions = connection.execute(wanted).mappings().all()
    changes = _changes(connection, versions, rules)
    compared = _apply(connection, changes, at)
    connection.execute(
        update(schema.version)
        .where(_version.key.in_([row["key"] for row in versions]))
        .values(compared=rules)
    )
    return Compared(len(versions), compared.relays, compared.pairs)


@dataclass(frozen=True, slots=True)
class _Changes:
    """What of some reports is to be taken out and put in; a relay that is another now is in both."""

    out: list[_Row]
    into: list[_Row]
    bags: list[_Row]
    reports: list[str]
    heirs: dict[str, str]
    """What has the place of a relay that is gone, by its id."""


def _changes(connection: Connection, versions: Sequence[RowMapping], rules: str) -> _Changes:
    reports = [row["report_id"] for row in versions]
    before: dict[str, dict[str, _Row]] = {each: {} for each in reports}
    for row in connection.execute(
        select(statement_schema.relay).where(_relay.report_id.in_(reports))
    ).mappings():
        before[row["report_id"]][row["id"]] = dict(row)
    changes = _Changes([], [], [], [], {})
    for version in versions:
        _report_changes(Reading(connection, version, rules), before[version["report_id"]], changes)
    return changes


def _report_changes(reading: Reading, before: Mapping[str, _Row], changes: _Changes) -> None:
    kept, into = set[str](), dict[str, _Row]()
    for each in reading.candidates:
        stands = before.get(each.id)
        if stands is not None and stands["made_from"] == each.made_from:
            kept.add(each.id)
        elif (wording := reading.wording(each)) is not None:
            into[each.id] = reading.as_row(each, wording)
    out = [row for identity, row in before.items() if identity not in kept]
    if not (out or into):
        return
    gone = [row for row in out if row["id"] not in into]
    new = [row for identity, row in into.items() if identity not in before]
    heirs = statement_carrying.heirs(gone, new)
    of = {row["id"]: row["statement_id"] for row in out}
    of |= {new_id: of[old] for old, new_id in heirs.items()}
    changes.out.extend(out)
    changes.into.extend(row | {"statement_id": of.get(identity, "")} for identity, row in into.items())
    changes.heirs.update(heirs)
    changes.reports.append(reading.report_id)
    if kept or into:
        changes.bags.append(reading.bag())


def _apply(connection: Connection, changes: _Changes, at: str) -> Compared:
    before, after = Voices(connection), Voices(connection)
    comparing = Comparing(connection, after)
    known = [row for row in changes.out if row["made_from"] != NOT_YET]
    bearing, heard = comparing.later(known), before.heard_after((*known, *changes.into))
    _remove(connection, comparing, changes, known)
    comparing.forget(changes.out)
    _insert(connection, comparing, changes)
    stale, new = ({row["key"] for row in rows} for rows in (changes.out, changes.into))
    heard |= after.heard_after(changes.into)
    bearing |= comparing.later(changes.into) | moved(before, after, heard, stale | new)
    touched = comparing.compare((bearing - stale) | new, stale)
    statement_carrying.carry_over(connection, changes.heirs)
    seeds, left = (touched - stale) | new, {row["statement_id"] for row in changes.out}
    if seeds or left:
        regroup(connection, seeds, left, at)
    return Compared(0, len({row["id"] for row in (*changes.out, *changes.into)}), comparing.pairs)


def _remove(connection: Connection, comparing: Comparing, changes: _Changes, known: Sequence[_Row]) -> None:
    places = [row["key"] for row in changes.out]
    keys = [{"shared": key, "of": row["key"]} for row in known for key in comparing.keys_of(row["key"])]
    if keys:
        connection.execute(_DROP_KEY, keys)
    likeness = statement_schema.likeness
    for some in chunks(places):
        connection.execute(delete(likeness).where(likeness.c.later.in_(some)))
        connection.execute(delete(statement_schema.relay).where(_relay.key.in_(some)))
    connection.execute(delete(statement_schema.bag).where(_bag.report_id.in_(changes.reports)))


def _insert(connection: Connection, comparing: Comparing, changes: _Changes) -> None:
    if changes.bags:
        rows = [row | {"seal": seals.of_bag(row)} for row in changes.bags]
        connection.execute(insert(statement_schema.bag), rows)
    if not changes.into:
        return
    taken = set[int]()
    for row in changes.into:
        while row["key"] in taken or _is_taken(connection, row["key"]):
            row["key"] += 1
        taken.add(row["key"])
    rows = [row | {"seal": seals.of_relay(row, ())} for row in changes.into]
    connection.execute(insert(statement_schema.relay), rows)
    keys = [{"key": key, "relay": place} for place in sorted(taken) for key in set(comparing.keys_of(place))]
    if keys:
        connection.execute(insert(statement_schema.relay_key), keys)


def _is_taken(connection: Connection, place: int) -> bool:
    return connection.execute(select(_relay.key).where(_relay.key == place)).first() is not None
