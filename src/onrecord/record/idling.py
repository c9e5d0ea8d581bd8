"""Which decisions do nothing as things stand: they stay, and count again as soon as they can.

A decision speaks of names. Reports may drop a name, or tell its bearers apart otherwise than when it was
decided; other decisions may outweigh it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, RowMapping, bindparam, select, tuple_

from onrecord import match
from onrecord.core import EntityKind
from onrecord.record import appearing, naming, people_schema
from onrecord.record.appearing import base_of
from onrecord.record.chunks import chunks
from onrecord.record.judging import PERSON
from onrecord.record.people_rows import Entry, Idle

_profile, _appearance = people_schema.profile.c, people_schema.appearance.c
_judgement, _entry = people_schema.judgement.c, people_schema.entry.c
_KINDS: tuple[EntityKind, ...] = ("person", "organisation")
_SIDES = ("left", "right")
_STAND = select(_profile.id, _profile.entity_id).where(_profile.id.in_(bindparam("ids", expanding=True)))
_BORNE = (
    select(_profile.base)
    .join(people_schema.appearance, _appearance.profile_id == _profile.id)
    .where(_profile.base.in_(bindparam("bases", expanding=True)))
    .limit(1)
)
_APPEAR = select(_appearance.name, _appearance.kind, _profile.entity_id).join(
    people_schema.profile, _profile.id == _appearance.profile_id
)
_LISTED = (
    select(_profile.entity_id)
    .join(people_schema.entry, _entry.profile_id == _profile.id)
    .where(
        _profile.entity_id.in_(bindparam("ids", expanding=True)),
        _entry.list.is_not(None),
        _entry.undone_at.is_(None),
    )
)


def of_judgements(
    connection: Connection, rows: Sequence[RowMapping], names: Mapping[str, str]
) -> dict[str, Idle]:
    """Why each of these judgements does nothing, by its id; those that do something or were undone not.

    `names` are what those judged are called, by their ids. What a person decides in one act does something
    where any of its judgements does.
    """
    found = _each_alone(connection, rows, names)
    acts = {(row["by"], row["at"]) for row in rows if row["id"] in found and row["by"].startswith(PERSON)}
    others = _of_acts(connection, acts, {row["id"] for row in rows})
    idle = found.keys() | _each_alone(connection, others, {}).keys()
    at_work = {
        (row["by"], row["at"])
        for row in (*rows, *others)
        if row["undone_at"] is None and row["id"] not in idle
    } & acts
    return {row["id"]: found[row["id"]] for row in rows if row["id"] in found and _act(row) not in at_work}


def of_entries(connection: Connection, entries: Iterable[Entry]) -> dict[str, Idle]:
    """Why each of these entries by people does nothing, by its id; those that do something are left out.

    It does nothing where nobody in reports or lists is meant, or where those are several who were to be one.
    """
    standing = [each for each in entries if each.by_person and each.undone_at is None]
    bearers = {each.id: base_of(each.value, each.kind) for each in standing if each.what in {"name", "alias"}}
    place = _places(connection, {each.profile for each in standing} | set(bearers.values()))
    known = _known(connection, set(place.values()))
    found = {}
    for each in standing:
        bearer = bearers.get(each.id, each.profile)
        if place.get(each.profile) not in known:
            found[each.id] = _lost(connection, each.profile, each.named, each.named)
        elif bearer not in place and _is_borne(connection, {bearer}):
            found[each.id] = Idle("parted", bearer, each.value)
    return found


def _each_alone(
    connection: Connection, rows: Sequence[RowMapping], names: Mapping[str, str]
) -> dict[str, Idle]:
    standing = [row for row in rows if row["undone_at"] is None]
    wanted = {row[side] for row in standing for side in _SIDES}
    called = {row[side]: row[f"{side}_name"] or "" for row in standing for side in _SIDES}
    place = _places(connection, wanted)
    found = {}
    for row in standing:
        left, right = row["left"], row["right"]
        missing = next((each for each in (left, right) if each not in place), None)
        if missing is None:
            if (place[left] == place[right]) != (row["verdict"] == "same"):
                found[row["id"]] = Idle("overruled", right, names.get(right, right))
        elif left == missing or not _keeps_out(connection, left, right):
            then = called[missing]
            found[row["id"]] = _lost(connection, missing, names.get(missing) or then or missing, then)
    return found


def _lost(connection: Connection, identity: str, name: str, then: str) -> Idle:
    """Of an id that nothing has: whether others have that name, so that one or several of them are meant."""
    plain = {base_of(then, kind) for kind in _KINDS} if then else set()
    others = "/" not in identity and _is_borne(connection, {identity} | plain)
    return Idle("parted" if others else "gone", identity, name)


def _is_borne(connection: Connection, bases: set[str]) -> bool:
    """Whether anybody in reports has a name that folds to one of these."""
    return connection.execute(_BORNE, {"bases": sorted(bases)}).first() is not None


def _keeps_out(connection: Connection, appearance: str, profile: str) -> bool:
    """Whether a judgement keeps an appearance out of a profile that would hold nobody else."""
    row = _appearance_row(connection, appearance)
    if row is None:
        return False
    under = appearing.under(connection, [base_of(row["name"], row["kind"])])
    return any(each.id == profile and appearance in each.appearances for each in match.profiles(under))


def _places(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The entities of those of the profiles and appearances that there are."""
    ordered = sorted(ids)
    place: dict[str, str] = {}
    for some in chunks(ordered):
        place |= dict(connection.execute(_STAND, {"ids": some}).tuples().all())
    for each in ordered:
        if "/" in each and (row := _appearance_row(connection, each)) is not None:
            place[each] = row["entity_id"]
    return place


def _appearance_row(connection: Connection, identity: str) -> RowMapping | None:
    report, _, speaker = identity.partition("/")
    here = (_appearance.report_id == report, _appearance.speaker_id == speaker)
    return connection.execute(_APPEAR.where(*here)).mappings().first()


def _known(connection: Connection, entities: set[str]) -> set[str]:
    """Those of the entities who speak in a report or stand in a list."""
    ordered = sorted(entities)
    known = set(naming.in_reports(connection, ordered))
    for some in chunks(ordered):
        known.update(connection.execute(_LISTED, {"ids": some}).scalars())
    return known


def _act(row: RowMapping) -> tuple[str, str]:
    return row["by"], row["at"]


def _of_acts(connection: Connection, acts: Iterable[tuple[str, str]], known: set[str]) -> list[RowMapping]:
    """All judgements of these acts but the known ones."""
    ordered, found = sorted(acts), []
    for some in chunks(ordered):
        theirs = select(people_schema.judgement).where(tuple_(_judgement.by, _judgement.at).in_(some))
        found += [row for row in connection.execute(theirs).mappings() if row["id"] not in known]
    return found
