"""The program's own decisions: which profiles are one person or organisation.

First those that compare as the same by themselves. Then shorter forms, the fuller ones first: a name with a
part left out, initials, a surname alone stand for a fuller name if only one of that name is known. No step
puts together two profiles that compare as different; who could be either of two such is left alone.

Lists can be long, and most of their entries are nobody who is heard in a report. They are compared with those
who are, and those that may be one of them with each other and their like; the others are left alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from onrecord.core import Judgement, Profile
from onrecord.match.blocking import candidates, in_question
from onrecord.match.comparing import Found, Known, examine, told
from onrecord.match.joining import Groups, undisputed
from onrecord.match.profiling import folded, is_set_apart, merged, profile_id
from onrecord.match.weights import DIFFERENT, KEEPS_APART, SAME, SIGNS, probability

_STEPS = (
    frozenset({"name with more parts", "short given name", "legal form left out", "acronym"}),
    frozenset({"initials"}),
    frozenset({"surname alone"}),
)
_PREVAILS = 9
"""Who appears so many times as often as all rivals together is meant where either could be."""
_CROWD = 60
"""Whoever could be more than so many entries of lists is none of them."""
Pair = tuple[int, int]


@dataclass
class _Decided:
    """What has been found so far; profiles by their number."""

    known: Sequence[Known]
    groups: Groups[int] = field(default_factory=Groups)
    found: dict[Pair, Found] = field(default_factory=dict)
    """Comparisons that say "same", or that one is a shorter form of the other."""
    fuller: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """The fuller forms of each short one."""
    surnames: list[Pair] = field(default_factory=list)
    """Surnames alone that sound alike."""
    judged: list[Judgement] = field(default_factory=list)
    by: str = ""
    told_apart: frozenset[Pair] = frozenset()
    """Pairs that a person said are different."""
    _hostile: dict[Pair, bool] = field(default_factory=dict)

    def hostile(self, one: int, other: int) -> bool:
        """Whether any of one group differs from any of another, or may well: nobody else joins such two."""
        return any(self._differ(a, b) for a in self.groups.members(one) for b in self.groups.members(other))

    def _differ(self, one: int, other: int) -> bool:
        pair = (min(one, other), max(one, other))
        if pair in self.told_apart:
            return True
        if pair not in self._hostile:
            found = examine(self.known[pair[0]], self.known[pair[1]])
            likely = probability(found.score)
            doubted = any(sign in KEEPS_APART for sign, _ in found.signs)
            self._hostile[pair] = likely <= DIFFERENT or (likely < SAME and doubted)
        return self._hostile[pair]

    def weight(self, one: int) -> int:
        return sum(self.known[member].weight for member in self.groups.members(one))

    def follow(self, pairs: Sequence[Pair], *signs: str) -> None:
        """Join the pairs that nothing speaks against, and judge each of them."""
        root = self.groups.root
        edges = [(root(one), root(other)) for one, other in pairs]
        kept = set(undisputed(edges, hostile=self.hostile, weight=self.weight, prevails=_PREVAILS))
        accepted = [
            pair
            for pair, (one, other) in zip(pairs, edges, strict=True)
            if one == other or (min(one, other), max(one, other)) in kept
        ]
        for one, other in accepted:
            self.groups.join(one, other)
            self.judged.append(self._judgement(one, other, signs))

    def _judgement(self, one: int, other: int, signs: Sequence[str]) -> Judgement:
        left, right = sorted((self.known[one].profile, self.known[other].profile), key=lambda each: each.id)
        found = self.found[min(one, other), max(one, other)]
        score = found.score + sum(SIGNS[sign].weight for sign in signs)
        return Judgement(
            left.id, right.id, "same", self.by, told(left, right, found, *signs), probability(score)
        )


def judgements(
    profiles: Sequence[Profile], by: str, *, apart: Iterable[tuple[str, str]] = ()
) -> list[Judgement]:
    """The program's decisions on `profiles`, signed `by`: all "same", in order of ids.

    `apart` are pairs of ids, of profiles or their appearances, that a person said are different: nothing
    joins them, and who fits both is left alone; pairs with an id that is not here say nothing. The decisions
    depend on the profiles and on `apart` alone, not on their order. Two entries of lists are judged only if
    one of them may be somebody who appears in a report. Takes memory for the profiles in question and for
    pairs that are alike, never for all pairs that share a key.
    """
    known = in_question(merged(profiles))
    decided = _Decided(known, by=by, told_apart=_told_apart(known, apart))
    for i in range(len(known)):
        decided.groups.root(i)
    decided.follow(_alike(decided))
    for step in _STEPS:
        decided.follow(_only_ones(decided, step), "only one")
    return sorted(decided.judged, key=lambda each: (each.left, each.right))


def _told_apart(known: Sequence[Known], apart: Iterable[tuple[str, str]]) -> frozenset[Pair]:
    number = {identity: i for i, each in enumerate(known) for identity in each.profile.appearances}
    number |= {each.profile.id: i for i, each in enumerate(known)}
    here = ((number[one], number[other]) for one, other in apart if one in number and other in number)
    return frozenset(_pair(one, other) for one, other in here if one != other)


def _alike(decided: _Decided) -> list[Pair]:
    """The pairs that compare as the same; takes note of shorter forms on the way."""
    known = decided.known
    heard = frozenset(i for i, each in enumerate(known) if each.profile.appearances)
    related = _related(known, None if len(heard) == len(known) else heard)
    listed = _listed(related, heard)
    anybody = {i for i, others in listed.items() if len(others) > _CROWD}
    reached = frozenset(j for i, others in listed.items() if i not in anybody for j in others)
    if reached:
        related |= _related(known, reached, but=heard)
    # Of whom not all pairs were compared there may be a fuller form that nobody saw; and who goes by one word
    # in a list goes by no other.
    may_be_short = heard | {i for i in reached if not (known[i].bare and known[i].profile.kind == "person")}
    same: list[Pair] = []
    for pair, found in sorted(related.items(), key=lambda each: each[0]):
        decided.found[pair] = found
        if found.shorter:
            short, full = pair if found.shorter < 0 else pair[::-1]
            if short in may_be_short:
                decided.fuller[short].append(full)
        elif found.signs[0][0] == "surname alone" and (heard | reached).issuperset(pair):
            decided.surnames.append(pair)
        one_of_many = not anybody.isdisjoint(pair) and not heard.issuperset(pair)
        by_id = any(sign == "same id" for sign, _ in found.signs)
        apart = (one_of_many and not by_id) or _told_apart_by_roles(*(known[i].profile for i in pair))
        if probability(found.score) >= SAME and not apart:
            same.append(pair)
    return same


def _related(
    known: Sequence[Known], among: Collection[int] | None, but: Collection[int] = ()
) -> dict[Pair, Found]:
    """The pairs, one `among` these and none in `but`, that are the same or of which one is a shorter form."""
    apart = {i for i, each in enumerate(known) if is_set_apart(each.profile)}
    related: dict[Pair, Found] = {}
    for i, others in candidates(known, among):
        for j in others:
            if i in but or j in but:
                continue
            if (i in apart or j in apart) and _one_name(known[i].profile, known[j].profile):
                continue  # a person moved it: only a person can put it back
            pair = (i, j) if i < j else (j, i)
            found = examine(known[pair[0]], known[pair[1]])
            if found.shorter or (found.score > -6 and _alone_or_same(found)):
                related[pair] = found
    return related


def _alone_or_same(found: Found) -> bool:
    return found.signs[0][0] == "surname alone" or probability(found.score) >= SAME


def _listed(related: Iterable[Pair], heard: Collection[int]) -> dict[int, set[int]]:
    """For each who is heard in reports, the entries of lists related to them."""
    listed: dict[int, set[int]] = defaultdict(set)
    for one, other in related:
        if (one in heard) != (other in heard):
            known, entry = (one, other) if one in heard else (other, one)
            listed[known].add(entry)
    return listed


def _told_apart_by_roles(one: Profile, other: Profile) -> bool:
    """Whether reports' appearances under one name were parted, or could be either's: the name joins them not.

    Neither has the name's own id then. Entries of lists have no appearances.
    """
    if not (one.appearances and other.appearances) or set(one.external) & set(other.external):
        return False
    plain = {profile_id(each.kind, name) for each in (one, other) for name in each.names}
    return not plain & {one.id, other.id} and _one_name(one, other)


def _one_name(one: Profile, other: Profile) -> bool:
    names = [{folded(each.kind, name) for name in each.names} for each in (one, other)]
    return bool(names[0] & names[1])


def _only_ones(decided: _Decided, signs: frozenset[str]) -> list[Pair]:
    """Short forms, of one of the sorts in `signs`, with the one fuller form each can stand for."""
    reached: dict[int, set[int]] = {}
    pairs: list[Pair] = []
    for short, fuller in sorted(decided.fuller.items()):
        fits = [full for full in sorted(fuller) if _sign(decided, short, full) in signs]
        reached[short] = {decided.groups.root(full) for full in fits}
        if len(reached[short]) == 1 and decided.groups.root(short) not in reached[short]:
            best = max(
                fits,
                key=lambda full: (decided.found[_pair(short, full)].score, decided.known[full].weight, -full),
            )
            pairs += _enough(decided, _pair(short, best))
    if "surname alone" in signs:
        for one, other in decided.surnames:
            if len(reached.get(one, set()) | reached.get(other, set())) <= 1:
                pairs += _enough(decided, (one, other))
    return sorted(set(pairs))


def _sign(decided: _Decided, one: int, other: int) -> str:
    return decided.found[_pair(one, other)].signs[0][0]


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def _enough(decided: _Decided, pair: Pair) -> list[Pair]:
    """The pair, if it is beyond doubt now that nobody else can be meant."""
    score = decided.found[pair].score + SIGNS["only one"].weight
    return [pair] if probability(score) >= SAME else []
