"""Profiles: all appearances under one name that nothing tells apart, with what was entered of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, or_, select

from onrecord import match
from onrecord.core import Judgement, ObservedRole, Profile
from onrecord.record import appearing, entering, people_schema, seals
from onrecord.record.chunks import chunks
from onrecord.record.judging import Pair
from onrecord.record.people_rows import Entry

_profile, _blocking = people_schema.profile.c, people_schema.blocking.c

_STANDING = select(people_schema.profile).where(
    or_(
        _profile.base.in_(bindparam("bases", expanding=True)),
        _profile.id.in_(bindparam("ids", expanding=True)),
    )
)
_KEYS = select(_blocking.profile_id, _blocking.key).where(
    _blocking.profile_id.in_(bindparam("ids", expanding=True))
)
_BY_ID = select(people_schema.profile).where(_profile.id.in_(bindparam("ids", expanding=True)))


@dataclass(slots=True)
class Changes:
    """What became of profiles: the ids of those made or altered, of those that went, and all their keys.

    `entities` are the ids of the entities that those stood in before.
    """

    made: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)

    def __ior__(self, more: Changes) -> Self:
        self.made |= more.made
        self.gone |= more.gone
        self.keys |= more.keys
        self.entities |= more.entities
        return self


def rebuild(
    connection: Connection, bases: Iterable[str], decided: Mapping[Pair, Judgement], rules: str
) -> Changes:
    """Make the profiles under these bases anew from their appearances and from what was entered.

    `decided` is what people decided: what takes an appearance out of a profile is looked for in it.
    """
    changes = Changes()
    ordered = sorted(bases)
    apart = [each for each in decided.values() if each.verdict == "different" and "/" in each.left]
    for some in chunks(ordered):
        _rebuild(connection, some, apart, rules, changes)
    return changes


def _rebuild(
    connection: Connection, bases: Sequence[str], apart: Sequence[Judgement], rules: str, changes: Changes
) -> None:
    stood = appearing.under(connection, bases)
    here = {each.id: each for each in stood}
    found = {each.id: each for each in match.profiles(stood, [one for one in apart if one.left in here])}
    rows = connection.execute(_STANDING, {"bases": bases, "ids": list(found)}).mappings()
    before = {row["id"]: row for row in rows}
    entered = entering.standing(connection, [*found, *before, *bases])
    old_keys = keys_of(connection, list(before))
    made: list[dict[str, object]] = []
    keys: dict[str, list[str]] = {}
    for identity in sorted({*found, *entered}):
        profile = _with_entries(found.get(identity), entered.get(identity, []))
        appearances = [here[one] for one in sorted(profile.appearances)]
        base = appearing.base_of(appearances[0].name, appearances[0].kind) if appearances else identity
        keys[identity] = sorted(match.keys(profile))
        row = _as_row(profile) | {"base": base, "rules": rules}
        row["seal"] = seals.of_profile(row, list(map(appearing.as_row, appearances)), keys[identity])
        if identity not in before or before[identity]["seal"] != row["seal"]:
            known = before[identity]["compared_as"] if identity in before else None
            made.append(row | {"entity_id": identity, "compared_as": known})
    altered = {str(row["id"]) for row in made}
    gone = before.keys() - found.keys() - entered.keys()
    _replace(connection, [*altered, *gone], made, {each: keys[each] for each in altered})
    profile_of = {one: each.id for each in found.values() for one in each.appearances}
    moves = ((each, profile_of[each.id]) for each, under in stood.items() if profile_of[each.id] != under)
    appearing.move(connection, moves)
    changes.made |= altered
    changes.gone |= gone
    for each in (*altered, *gone):
        changes.keys.update(keys.get(each, ()), old_keys.get(each, ()))
        if each in before:
            changes.entities.add(before[each]["entity_id"])


def _replace(
    connection: Connection,
    old: Sequence[str],
    rows: Sequence[dict[str, object]],
    keys: Mapping[str, Iterable[str]],
) -> None:
    for some in chunks(old):
        connection.execute(delete(people_schema.blocking).where(_blocking.profile_id.in_(some)))
        connection.execute(delete(people_schema.profile).where(_profile.id.in_(some)))
    if rows:
        connection.execute(insert(people_schema.profile), rows)
    if blocks := [{"key": key, "profile_id": each} for each, some in keys.items() for key in some]:
        connection.execute(insert(people_schema.blocking), blocks)


def keys_of(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    """The blocking keys of these profiles, in alphabetical order."""
    found: dict[str, list[str]] = defaultdict(list)
    for some in chunks(ids):
        for profile, key in connection.execute(_KEYS, {"ids": some}):
            found[profile].append(key)
    return {profile: sorted(keys) for profile, keys in found.items()}


def load(connection: Connection, ids: Sequence[str]) -> list[Profile]:
    """The profiles with these ids, in order of their ids."""
    appearances = appearing.of_profiles(connection, ids)
    found = [
        _profile_of(row, appearances.get(row["id"], {}))
        for some in chunks(ids)
        for row in connection.execute(_BY_ID, {"ids": some}).mappings()
    ]
    return sorted(found, key=lambda profile: profile.id)


def _profile_of(row: RowMapping, appearances: Mapping[str, str | None]) -> Profile:
    """A row with the days of its appearances as the profile it stores."""
    return Profile(
        row["id"],
        row["kind"],
        tuple(json.loads(row["names"])),
        tuple(appearances),
        roles_of(row["roles"]),
        external_of(row["external"]),
        max((day for day in appearances.values() if day), default=None),
    )


def roles_of(written: str) -> tuple[ObservedRole, ...]:
    """Roles as they are stored."""
    return tuple(ObservedRole(*role) for role in json.loads(written))


def external_of(written: str) -> tuple[tuple[str, str], ...]:
    """Ids elsewhere as they are stored."""
    return tuple((scheme, value) for scheme, value in json.loads(written))


def in_json(roles: Iterable[ObservedRole], external: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Roles and ids elsewhere as columns."""
    observed = [[role.text, role.first, role.last] for role in roles]
    return {
        "roles": json.dumps(observed, ensure_ascii=False),
        "external": json.dumps(list(external), ensure_ascii=False),
    }


def _as_row(profile: Profile) -> dict[str, object]:
    names = json.dumps(profile.names, ensure_ascii=False)
    return {"id": profile.id, "kind": profile.kind, "names": names} | in_json(profile.roles, profile.external)


def _with_entries(profile: Profile | None, entered: Sequence[Entry]) -> Profile:
    """A profile with what was entered of it; made of that alone where no report has it."""
    if profile is None:
        first = entered[0]
        profile = Profile(first.profile, first.kind, (first.named,))
    # A name that a person gave says who bears it, not what the bearer's other names are like.
    names = [each.value for each in entered if each.what == "alias" and each.list is not None]
    roles = [ObservedRole(each.value, each.first, each.last) for each in entered if each.what == "role"]
    external = [(each.scheme or "", each.value) for each in entered if each.what == "external"]
    return replace(
        profile,
        names=tuple(dict.fromkeys((*profile.names, *names))),
        roles=tuple(dict.fromkeys((*profile.roles, *roles))),
        external=tuple(dict.fromkeys((*profile.external, *external))),
    )
