"""What people do to the registry: join, keep apart, take out, name, undo.

Each act is one transaction: written, and the registry brought up to date with it, or not done at all.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, Table, select

from onrecord.core import Judgement, NotFound, RecordError, Verdict
from onrecord.core.version import __version__
from onrecord.record import entering, finding, judging, matching, naming, people, people_schema, undoing
from onrecord.record.appearing import base_of
from onrecord.record.folding import fold
from onrecord.record.judging import pair
from onrecord.record.people_rows import Entry, EntryKind, Judged

_appearance, _profile = people_schema.appearance.c, people_schema.profile.c


def merge(connection: Connection, one: str, other: str, by: str, why: str) -> list[Judged]:
    """Make one of the two that are meant; see `Registry.merge`."""
    left, right = naming.profile(connection, one), naming.profile(connection, other)
    first, second = _profile_row(connection, left), _profile_row(connection, right)
    if first["entity_id"] == second["entity_id"]:
        raise RecordError(
            f"{one} and {other} are one already", f"onrecord speakers show {first['entity_id']}"
        )
    if first["kind"] != second["kind"]:
        kinds = f"{one} is of kind {first['kind']}, {other} of kind {second['kind']}"
        raise RecordError(f"{kinds}: they cannot be one", "`onrecord speakers` shows kinds")
    # Where somebody said before that a name of the one is not a name of the other, that no longer counts.
    mine = _profiles_of(connection, first["entity_id"])
    theirs = _profiles_of(connection, second["entity_id"])
    across = {pair(a, b) for a in mine for b in theirs}
    apart = {
        on
        for on, each in judging.of_people(connection).items()
        if each.verdict == "different" and on in across
    }
    return _judge(connection, sorted({pair(left, right)} | apart), "same", by, why)


def split(connection: Connection, one: str, other: str, by: str, why: str) -> list[Judged]:
    """Keep the two apart that are meant; see `Registry.split`."""
    left, right = naming.profile(connection, one), naming.profile(connection, other)
    if left == right:
        raise RecordError(
            f"{one} and {other} are one name: nothing in it tells them apart",
            "take single reports out: onrecord speakers split NAME --report REPORT",
        )
    made = _judge(connection, [pair(left, right)], "different", by, why)
    entity = _profile_row(connection, left)["entity_id"]
    if entity == _profile_row(connection, right)["entity_id"]:
        raise RecordError(
            f"{one} and {other} stay one: people said so by way of other names",
            f"see what joins them, and undo it first: onrecord speakers show {entity}",
        )
    return made


def take_out(connection: Connection, one: str, report: str, by: str, why: str) -> list[Judged]:
    """Take what one report says out of somebody's; see `Registry.take_out`."""
    entity, found = naming.entity(connection, one), finding.find(connection, report)
    rows = connection.execute(
        select(_appearance.speaker_id)
        .join(people_schema.profile, _profile.id == _appearance.profile_id)
        .where(_profile.entity_id == entity, _appearance.report_id == found)
    )
    appearances = [f"{found}/{speaker}" for speaker in rows.scalars()]
    if not appearances:
        raise NotFound(
            f"{report}: {one} does not speak in it", f"onrecord speakers show {entity} lists who does"
        )
    profiles = _profiles_of(connection, entity)
    return _judge(connection, [(a, b) for a in appearances for b in profiles], "different", by, why)


def enter(
    connection: Connection,
    who: str,
    what: EntryKind,
    value: str,
    *,
    by: str,
    days: tuple[str | None, str | None] = (None, None),
) -> Entry:
    """Enter a name or a role of the one who is meant; see `Registry.rename` and its kin."""
    value = " ".join(naming.storable(value).split())
    if not fold(value):
        raise RecordError(f"{value!r} has no letters: it is no {'role' if what == 'role' else 'name'}")
    profile = naming.profile(connection, who)
    row = _profile_row(connection, profile)
    if what in {"name", "alias"}:
        naming.free(connection, value, row["kind"], base_of(value, row["kind"]), row["entity_id"])
    entry = Entry(profile, row["kind"], _first_name(row), what, value, by, first=days[0], last=days[1])
    stored = entering.enter(connection, [entry], judging.now())
    if not stored:
        raise RecordError(f"{value}: this is entered of {entry.named} already")
    matching.match_speakers(connection, __version__, _touched_by(stored[0]))
    return stored[0]


def undo(connection: Connection, identity: str, by: str) -> tuple[list[Judged], list[Entry]]:
    """Take back a decision or an entry, with all that was written in the same act; see `Registry.undo`."""
    what, hint = "judgement or entry", "`onrecord speakers judgements` lists them"
    first, at = undoing.the_one(connection, undoing.TABLES, identity, what, hint), judging.now()
    judgements, entries = (_act(connection, table, first) for table in undoing.TABLES)
    for table, rows in zip(undoing.TABLES, (judgements, entries), strict=True):
        undoing.undo(connection, table, rows, by, at)
    undone = [entering.entry_of(row) for row in entries]
    touched = {row[side] for row in judgements for side in ("left", "right")}
    for each in undone:
        touched |= _touched_by(each)
    matching.match_speakers(connection, __version__, touched)
    on_pairs = people.judgements(connection, sorted({row["left"] for row in judgements}))
    ids = {row["id"] for row in judgements}
    return [each for each in on_pairs if each.id in ids], undone


def _act(connection: Connection, table: Table, first: RowMapping) -> Sequence[RowMapping]:
    """The rows of a table that were written in the same act, and count."""
    columns = table.c
    same = [columns.by == first["by"], columns.at == first["at"], columns.undone_at.is_(None)]
    if not first["by"].startswith(judging.PERSON):
        # The program decides on many pairs at one time: each of its judgements is an act of its own.
        same.append(columns.id == first["id"])
    return connection.execute(select(table).where(*same)).mappings().all()


def _judge(
    connection: Connection, pairs: Sequence[tuple[str, str]], verdict: Verdict, by: str, why: str
) -> list[Judged]:
    names = people.names_of(connection, {each for on in pairs for each in on})
    judged = [Judgement(a, b, verdict, by, why) for a, b in pairs]
    ids = set(judging.write(connection, judged, judging.now(), names))
    matching.match_speakers(connection, __version__, {each for on in pairs for each in on})
    return [each for each in people.judgements(connection, [a for a, _ in pairs]) if each.id in ids]


def _touched_by(entry: Entry) -> set[str]:
    bearer = {base_of(entry.value, entry.kind)} if entry.what in {"name", "alias"} else set()
    return {entry.profile} | bearer


def _profile_row(connection: Connection, profile: str) -> RowMapping:
    return connection.execute(select(people_schema.profile).where(_profile.id == profile)).mappings().one()


def _profiles_of(connection: Connection, entity: str) -> list[str]:
    of_entity = select(_profile.id).where(_profile.entity_id == entity).order_by(_profile.id)
    return list(connection.execute(of_entity).scalars())


def _first_name(row: RowMapping) -> str:
    name: str = json.loads(row["names"])[0]
    return name
