"""Profiles and judgements into entities: what a person decided first, then the program's, strongest first.

What a person called the same is always joined. What a person called different stays apart: of the program's
judgements the weakest that would connect the two are passed over. A later judgement on the same pair replaces
an earlier one of its rank.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.core import EntityKind, Judgement, ObservedRole, Profile
from onrecord.match.joining import Groups
from onrecord.match.people import read_person
from onrecord.match.profiling import merged, merged_roles, usual_first
from onrecord.match.words import is_other_script

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or an organisation: the profiles that judgements join.

    `id` is the smallest of its profiles' ids; `name` the fullest, of equally full ones one in Latin letters,
    then the most usual; `names` are all, the most usual first, of equals the latest; `roles` are merged by
    their text, the earliest first.
    """

    id: str
    kind: EntityKind
    name: str
    names: tuple[str, ...]
    profiles: tuple[str, ...]
    roles: tuple[ObservedRole, ...] = ()
    external: tuple[tuple[str, str], ...] = ()


def entities(profiles: Iterable[Profile], judgements: Iterable[Judgement]) -> list[Entity]:
    """The entities that judgements make of profiles, in order of their ids; no order of input matters.

    A judgement on an appearance speaks of the profile it is in; one on ids that are not here says nothing.
    """
    by_id = {each.id: each for each in merged(profiles)}
    where = {appearance: each.id for each in by_id.values() for appearance in each.appearances}
    human, program = _standing(judgements, by_id, where)
    groups: Groups[str] = Groups()
    for each in by_id:
        groups.root(each)
    for pair, judgement in sorted(human.items()):
        if judgement.verdict == "same":
            groups.join(*pair)
    apart = _Apart(groups)
    for source in (human, program):
        for pair, judgement in sorted(source.items()):
            if judgement.verdict == "different":
                apart.keep(*pair)
    strongest = sorted(program.items(), key=lambda item: (-item[1].confidence, item[0]))
    for pair, judgement in strongest:
        if judgement.verdict == "same" and pair not in human:
            apart.join(*pair)
    return [_entity(root, [by_id[each] for each in sorted(groups.members(root))]) for root in groups.roots()]


class _Apart:
    """Groups that may be joined unless somebody said that they are different."""

    def __init__(self, groups: Groups[str]) -> None:
        self._groups = groups
        self._from: dict[str, set[str]] = defaultdict(set)

    def keep(self, one: str, other: str) -> None:
        """Keep two groups apart; where a person joined them already, that stands."""
        a, b = self._groups.root(one), self._groups.root(other)
        if a != b:
            self._from[a].add(b)
            self._from[b].add(a)

    def join(self, one: str, other: str) -> None:
        """Join two groups unless they are to be kept apart."""
        low, high = sorted((self._groups.root(one), self._groups.root(other)))
        if low == high or high in self._from.get(low, ()):
            return
        self._groups.join(low, high)
        for each in self._from.pop(high, set()):
            self._from[each].discard(high)
            self._from[each].add(low)
            self._from[low].add(each)


def _standing(
    judgements: Iterable[Judgement], by_id: Mapping[str, Profile], where: Mapping[str, str]
) -> tuple[dict[Pair, Judgement], dict[Pair, Judgement]]:
    """The judgement that stands on each pair of profiles, a person's and the program's."""
    human: dict[Pair, Judgement] = {}
    program: dict[Pair, Judgement] = {}
    # Of judgements made at one moment "different" is the last word: a wrong merge costs more than none.
    in_time = sorted(judgements, key=lambda each: (each.at or "", each.verdict == "different", repr(each)))
    for each in in_time:
        left, right = where.get(each.left, each.left), where.get(each.right, each.right)
        if left != right and left in by_id and right in by_id:
            source = human if each.by.startswith("person:") else program
            source[min(left, right), max(left, right)] = each
    return human, {pair: each for pair, each in program.items() if pair not in human}


def _entity(root: str, members: Sequence[Profile]) -> Entity:
    usual: dict[str, tuple[int, int]] = {}
    latest: dict[str, str] = {}
    for profile in members:
        for rank, name in enumerate(profile.names):
            # Within a profile the order tells what is usual; between profiles the number of appearances.
            usual[name] = max(usual.get(name, (0, -rank)), (len(profile.appearances), -rank))
            latest[name] = max(latest.get(name, ""), profile.latest or "")
    names = usual_first(usual, latest)
    kind = members[0].kind
    name = min(names, key=lambda each: (-_fullness(kind, each), is_other_script(each)), default="")
    external = tuple(sorted({each for profile in members for each in profile.external}))
    roles = merged_roles(role for profile in members for role in profile.roles)
    ids = tuple(profile.id for profile in members)
    return Entity(root, kind, name, tuple(names), ids, roles, external)


def _fullness(kind: EntityKind, name: str) -> int:
    """How much of a person's name is given: the surname alone, with initials, with a given name."""
    if kind == "organisation":
        return int(not name.isupper())
    given = read_person(name).given
    return 0 if not given else 1 if given[0].initial else 2
