"""Relays to statements: pairs that are the same are joined, the surest first, as long as the rest agrees.

The outcome depends on the pairs alone, not on their order. What a person decided holds before all else; two
groups that a person keeps apart are never joined, and what is the same as relays of both goes to those of
which it is the same as more. Pairs that nobody compared say nothing for or against.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from onrecord.core import Likeness, Verdict

AGREED = 0.5
"""Least mean probability, over the compared pairs between two groups, that lets them be joined."""

Pair = tuple[str, str]


def group(
    relays: Collection[str],
    likenesses: Iterable[Likeness],
    joined: Iterable[Pair] = (),
    parted: Iterable[Pair] = (),
) -> list[tuple[str, ...]]:
    """The statements among `relays`: each its relays in alphabetical order, the statements by their first.

    `joined` and `parted` are what people decided of pairs.

    >>> same = Likeness("a", "b", 0.9, 0.05, "same")
    >>> group(["c", "b", "a"], [same])
    [('a', 'b'), ('c',)]
    >>> group(["a", "b"], [same], parted=[("b", "a")])
    [('a',), ('b',)]
    """
    groups, apart = _Groups(relays), list(parted)
    for one, other in sorted(joined):
        groups.join(one, other)
    groups.part(apart)
    known = [each for each in likenesses if each.one in groups.of and each.other in groups.of]
    groups.compare(known)
    same = [each for each in known if each.decision == "same"]
    last = _outnumbered(same, apart)
    for each in sorted(
        same, key=lambda each: ((each.one, each.other) in last, -each.same, each.one, each.other)
    ):
        if groups.agree(each.one, each.other):
            groups.join(each.one, each.other)
    return groups.all()


def _outnumbered(same: Iterable[Likeness], parted: Iterable[Pair]) -> set[Pair]:
    """The pairs of which one is the same as more relays that people keep apart from the other."""
    apart, alike = _both_ways(parted), _both_ways((each.one, each.other) for each in same)
    found: set[Pair] = set()
    for party in apart.keys() & alike.keys():
        for each in alike[party]:
            against = alike[each] & apart[party]
            beside = {other for other in alike[each] if not against.isdisjoint(apart.get(other, ()))}
            if len(against) > len(beside):
                found |= {(each, party), (party, each)}
    return found


def _both_ways(pairs: Iterable[Pair]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return dict(found)


def settled(decided: Iterable[tuple[Pair, Verdict]]) -> tuple[list[Pair], list[Pair]]:
    """The pairs that people joined, and those they parted, as far as that holds; given the latest first.

    What a decision would undo of a later one, if only by way of others, does not hold.

    >>> settled([(("a", "c"), "different"), (("a", "b"), "same"), (("b", "c"), "same")])
    ([('a', 'b')], [('a', 'c')])
    """
    given = list(decided)
    groups = _Groups({each for pair, _ in given for each in pair})
    joined, parted = list[Pair](), list[Pair]()
    for (one, other), verdict in given:
        if verdict == "same" and not groups.kept_apart(one, other):
            groups.join(one, other)
            joined.append((one, other))
        elif verdict == "different" and groups.of[one] != groups.of[other]:
            groups.part([(one, other)])
            parted.append((one, other))
    return joined, parted


class _Groups:
    """A partition that is made coarser, with what is known between its groups."""

    def __init__(self, relays: Collection[str]) -> None:
        self.of = {each: each for each in sorted(relays)}
        self._members = {each: [each] for each in self.of}
        self._between: defaultdict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
        self._apart: defaultdict[str, set[str]] = defaultdict(set)

    def part(self, pairs: Iterable[Pair]) -> None:
        for one, other in pairs:
            if one in self.of and other in self.of and self.of[one] != self.of[other]:
                self._apart[self.of[one]].add(self.of[other])
                self._apart[self.of[other]].add(self.of[one])

    def compare(self, likenesses: Iterable[Likeness]) -> None:
        for each in likenesses:
            one, other = self.of[each.one], self.of[each.other]
            if one != other:
                self._count(one, other, each.same, 1)
                self._count(other, one, each.same, 1)

    def kept_apart(self, one: str, other: str) -> bool:
        """Whether a person keeps the groups of two relays apart."""
        return self.of[other] in self._apart[self.of[one]]

    def agree(self, one: str, other: str) -> bool:
        """Whether the groups of two relays may be joined."""
        if self.of[one] == self.of[other] or self.kept_apart(one, other):
            return False
        one, other = self.of[one], self.of[other]
        total, pairs = self._between[one].get(other, (0.0, 0))
        return total >= AGREED * pairs

    def join(self, one: str, other: str) -> None:
        if one not in self.of or other not in self.of:
            return
        keep, go = sorted((self.of[one], self.of[other]), key=lambda each: (-len(self._members[each]), each))
        if keep == go:
            return
        for each in self._members.pop(go):
            self.of[each] = keep
            self._members[keep].append(each)
        for neighbour, (total, pairs) in self._between.pop(go, {}).items():
            self._between[neighbour].pop(go, None)
            if neighbour != keep:
                self._count(keep, neighbour, total, pairs)
                self._count(neighbour, keep, total, pairs)
        for neighbour in self._apart.pop(go, set()):
            self._apart[neighbour].discard(go)
            self._apart[neighbour].add(keep)
            self._apart[keep].add(neighbour)

    def all(self) -> list[tuple[str, ...]]:
        return sorted(tuple(sorted(members)) for members in self._members.values())

    def _count(self, one: str, other: str, total: float, pairs: int) -> None:
        before = self._between[one].get(other, (0.0, 0))
        self._between[one][other] = (before[0] + total, before[1] + pairs)
