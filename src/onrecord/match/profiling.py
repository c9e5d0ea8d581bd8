"""Appearances into profiles: all under one name that nothing tells apart.

Names are folded (script, accents, order); what stands in a name itself keeps namesakes apart (Jr., Mr and
Mrs, Chinese characters, Ltd and GmbH), and so do roles that one person cannot have, has in two countries, or
hardly has at once.
The name's own id means somebody only while nobody of that name is told apart: then each namesake's id says by
what, so that a newcomer, however old, never takes over an id that meant another.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from onrecord.core import Appearance, EntityKind, Judgement, ObservedRole, Profile
from onrecord.match.bodies import read_body
from onrecord.match.joining import Groups
from onrecord.match.people import read_person
from onrecord.match.roles import Role, contradict, nation, of_two_nations, read_role
from onrecord.match.rolesigns import of_two_walks, walks
from onrecord.match.words import is_other_script

Label = tuple[str, ...]

_PREVAILS = 9
"""Who is named so many times as often as all namesakes together is meant where no role tells ..."""
_PREVAILS_FROM = 10
"""... if that is at least so many reports."""
_UNPLACED = "one of several"
_NO_DAY = "9999"


def profile_id(kind: EntityKind, name: str, told_apart: str = "") -> str:
    """The id of a profile: "p" and 12 hexadecimal digits, by kind, folded name and what tells it apart."""
    parts = [kind, *folded(kind, name), told_apart]
    return "p" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def folded(kind: EntityKind, name: str) -> tuple[str, str]:
    """The folded name by which appearances are put together, and what in the name tells namesakes apart.

    >>> folded("person", "Dr. Александр Лукашенко Jr.")
    ('aleksandr lukashenko', 'junior')
    """
    read = read_person(name) if kind == "person" else read_body(name)
    return read.key, read.told_apart


def is_set_apart(profile: Profile) -> bool:
    """Whether a person moved the profile's one appearance out of the profile it was in."""
    if len(profile.appearances) != 1:
        return False
    (appearance,) = profile.appearances
    return any(profile.id == profile_id(profile.kind, name, appearance) for name in profile.names)


def profiles(appearances: Iterable[Appearance], apart: Iterable[Judgement] = ()) -> list[Profile]:
    """All appearances by name, in order of profile ids; their own order does not matter.

    A judgement "different" in `apart` that names an appearance and the profile it would be in moves it into
    a profile of its own.
    """
    moved = {pair for each in apart if each.verdict == "different" for pair in _both_ways(each)}
    groups: dict[tuple[EntityKind, str, str], list[Appearance]] = defaultdict(list)
    for appearance in {each.id: each for each in sorted(appearances, key=repr)}.values():
        groups[appearance.kind, *folded(appearance.kind, appearance.name)].append(appearance)
    found: dict[str, list[Appearance]] = {}
    for (kind, _, _), group in groups.items():
        group.sort(key=lambda each: each.id)
        for told_apart, members in _namesakes(group).items():
            identity = profile_id(kind, group[0].name, told_apart)
            kept = [each for each in members if (each.id, identity) not in moved]
            if kept:
                found[identity] = kept
            for each in members:
                if (each.id, identity) in moved:
                    found[profile_id(kind, each.name, each.id)] = [each]
    return [_profile(identity, members) for identity, members in sorted(found.items())]


def merged(profiles: Iterable[Profile]) -> list[Profile]:
    """One profile for each id, with all that those of one id hold; in order of ids, whatever theirs was."""
    by_id: dict[str, list[Profile]] = defaultdict(list)
    for each in profiles:
        by_id[each.id].append(each)
    return [_one(by_id[identity]) for identity in sorted(by_id)]


def _one(same: list[Profile]) -> Profile:
    if len(same) == 1:
        return same[0]
    same.sort(key=lambda each: (-len(each.appearances), repr(each)))
    names = tuple(dict.fromkeys(name for each in same for name in each.names))
    appearances = tuple(sorted({appearance for each in same for appearance in each.appearances}))
    external = tuple(sorted({pair for each in same for pair in each.external}))
    roles = merged_roles(role for each in same for role in each.roles)
    latest = max((each.latest for each in same if each.latest), default=None)
    return replace(
        same[0], names=names, appearances=appearances, roles=roles, external=external, latest=latest
    )


def merged_roles(roles: Iterable[ObservedRole]) -> tuple[ObservedRole, ...]:
    """Each role once, however it is capitalised, from its first day to its last; the earliest first.

    One that goes on has no last day, unless another of the same first day, or of none, says when it ended.
    """
    found: dict[str, list[ObservedRole]] = defaultdict(list)
    for role in roles:
        found[role.text.casefold()].append(role)
    spanned = (
        ObservedRole(
            min(role.text for role in same),
            min((role.first for role in same if role.first), default=None),
            _last_day(same),
        )
        for same in found.values()
    )
    return tuple(sorted(spanned, key=lambda role: (role.first or _NO_DAY, role.text)))


def _last_day(same: Sequence[ObservedRole]) -> str | None:
    ends = [(role.first, role.last) for role in same if role.last]
    for role in same:
        if role.first and not role.last and not any(_ends(role.first, *each) for each in ends):
            return None
    return max((last for _, last in ends), default=None)


def _ends(first: str, other_first: str | None, last: str) -> bool:
    """Whether a role that goes on from a day is the one of which it is said that it ended.

    Days may be months or years. A report of the very day gives a role for that day alone, and ends nothing.
    """
    alike = other_first is None or other_first.startswith(first) or first.startswith(other_first)
    return alike and last > first


def _both_ways(judgement: Judgement) -> tuple[tuple[str, str], tuple[str, str]]:
    return (judgement.left, judgement.right), (judgement.right, judgement.left)


def _profile(identity: str, members: Sequence[Appearance]) -> Profile:
    usual, latest = Counter(each.name for each in members), dict[str, str]()
    for each in members:
        latest[each.name] = max(latest.get(each.name, ""), each.day or "")
    return Profile(
        identity,
        members[0].kind,
        tuple(usual_first({name: (count,) for name, count in usual.items()}, latest)),
        tuple(each.id for each in members),
        observed(members),
        latest=max(latest.values()) or None,
    )


def usual_first(usual: Mapping[str, tuple[int, ...]], latest: Mapping[str, str]) -> list[str]:
    """Names by how usual they are; of equals one in Latin letters first, then the latest, then the longest.

    `latest` are the days on which they were last seen, "" where that is not known.
    """
    ordered = sorted(usual)
    ordered.sort(key=len, reverse=True)
    ordered.sort(key=latest.__getitem__, reverse=True)
    ordered.sort(key=is_other_script)
    ordered.sort(key=usual.__getitem__, reverse=True)
    return ordered


def observed(members: Iterable[Appearance]) -> tuple[ObservedRole, ...]:
    """The roles of appearances with the first and the last day of each, the earliest first."""
    return merged_roles(ObservedRole(role, each.day, each.day) for each in members for role in each.roles)


def _namesakes(group: Sequence[Appearance]) -> Mapping[str, list[Appearance]]:
    """A group's appearances by what tells them apart; "" where nothing does.

    First by country or town, then those whom that leaves together by their walk of life.
    """
    if len(group) == 1:
        return {"": list(group)}
    return {
        " ".join(filter(None, (where, walk))): members
        for where, there in _parted(group, _places, _two).items()
        for walk, members in _parted(there, _walks, of_two_walks).items()
    }


def _parted(
    group: Sequence[Appearance],
    labels_of: Callable[[Role], Iterable[Label]],
    two: Callable[[Sequence[Role], Sequence[Role]], bool],
) -> Mapping[str, list[Appearance]]:
    """A group by the labels of its roles, those of one report being one's, if any two parts are `two`."""
    labels = {
        each.id: sorted({label for role in _roles(each) for label in labels_of(role)}) for each in group
    }
    together: Groups[Label] = Groups()
    for mine in labels.values():
        for label in mine:
            together.join(mine[0], label)
    if len(together.roots()) < 2:
        return {"": list(group)}
    by_root: dict[Label, list[Appearance]] = defaultdict(list)
    for each in group:
        if labels[each.id]:
            by_root[together.root(labels[each.id][0])].append(each)
    spanned = {root: tuple(map(read_role, observed(members))) for root, members in by_root.items()}
    if not any(two(spanned[one], spanned[other]) for one, other in combinations(sorted(by_root), 2)):
        return {"": list(group)}
    return _told_apart(group, by_root)


def _two(one: Sequence[Role], other: Sequence[Role]) -> bool:
    return contradict(one, other) is not None or of_two_nations(one, other)


def _told_apart(
    group: Sequence[Appearance], by_root: Mapping[Label, list[Appearance]]
) -> dict[str, list[Appearance]]:
    """The appearances of each namesake, and those that may be any one's."""
    found = {" ".join(root): list(by_root[root]) for root in sorted(by_root)}
    placed = {each.id for members in found.values() for each in members}
    rest = [each for each in group if each.id not in placed]
    usual = max(found, key=lambda told: len(found[told]))
    prevails = len(found[usual]) >= max(_PREVAILS_FROM, _PREVAILS * (len(placed) - len(found[usual])))
    if rest:
        found.setdefault(usual if prevails else _UNPLACED, []).extend(rest)
    for members in found.values():
        members.sort(key=lambda each: each.id)
    return found


def _roles(appearance: Appearance) -> list[Role]:
    return [read_role(ObservedRole(text, appearance.day, appearance.day)) for text in appearance.roles]


def _walks(role: Role) -> list[Label]:
    return [(walk,) for walk in walks(role)]


def _places(role: Role) -> list[Label]:
    """What a role says of who its bearer is: somebody of a country, the mayor of a town.

    A region, or what looks like a place, counts only where an office of state is held in it.
    """
    if role.place is None:
        return []
    if role.scope == "local":
        return [(role.office or "", "of", role.place)]
    whose = role.scope == "national" or (role.listed and nation(role) is not None)
    return [("office", "of", role.place)] if whose else []
