"""Joining things pair by pair into groups, whatever the order of the pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, Protocol, TypeVar


class Ordered(Protocol):
    """Something that can be sorted and looked up."""

    def __lt__(self, other: Any, /) -> bool: ...
    def __hash__(self) -> int: ...


T = TypeVar("T", bound=Ordered)


class Groups(Generic[T]):
    """Disjoint groups; each is known by its smallest member, so that the order of joining leaves no trace."""

    def __init__(self) -> None:
        self._above: dict[T, T] = {}
        self._members: dict[T, list[T]] = {}

    def root(self, member: T) -> T:
        """The smallest member of the group that `member` is in; new members are groups of their own."""
        if member not in self._above:
            self._above[member] = member
            self._members[member] = [member]
        root = member
        while self._above[root] != root:
            root = self._above[root]
        while self._above[member] != root:
            self._above[member], member = root, self._above[member]
        return root

    def join(self, one: T, other: T) -> None:
        """Make one group of those that the two are in."""
        low, high = sorted((self.root(one), self.root(other)))
        if low != high:
            self._above[high] = low
            self._members[low].extend(self._members.pop(high))

    def members(self, member: T) -> Sequence[T]:
        """All of the group that `member` is in."""
        return self._members[self.root(member)]

    def roots(self) -> list[T]:
        """The smallest member of every group, in order."""
        return sorted(self._members)


Edge = tuple[T, T]


def undisputed(
    edges: Iterable[Edge[T]], *, hostile: Callable[[T, T], bool], weight: Callable[[T], int], prevails: int
) -> list[Edge[T]]:
    """Those edges that can all be followed without joining two nodes that are `hostile` to each other.

    Where a node could go with either of two that are hostile, its edges to both are left out, unless one of
    them weighs `prevails` times as much as the others together. The order of edges does not matter.
    """
    wanted = sorted({(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]})
    whole: Groups[T] = Groups()
    for one, other in wanted:
        whole.join(one, other)
    by_root: dict[T, list[Edge[T]]] = {}
    for edge in wanted:
        by_root.setdefault(whole.root(edge[0]), []).append(edge)
    kept: list[Edge[T]] = []
    for root, inside in sorted(by_root.items(), key=lambda item: item[0]):
        members = sorted(whole.members(root))
        disputes = [(a, b) for i, a in enumerate(members) for b in members[i + 1 :] if hostile(a, b)]
        kept += _settled(inside, disputes, weight, prevails) if disputes else inside
    return sorted(kept)


def _settled(
    edges: Sequence[Edge[T]], disputes: Sequence[Edge[T]], weight: Callable[[T], int], prevails: int
) -> list[Edge[T]]:
    """The edges of a disputed component: first among the parties, then those who are of no party."""
    parties = {node for dispute in disputes for node in dispute}
    sides: Groups[T] = Groups()
    for party in parties:
        sides.root(party)
    among = [edge for edge in edges if edge[0] in parties and edge[1] in parties]
    for one, other in among:
        sides.join(one, other)
    broken = {sides.root(a) for a, b in disputes if sides.root(a) == sides.root(b)}
    kept = [edge for edge in among if sides.root(edge[0]) not in broken]
    side = {party: party if sides.root(party) in broken else sides.root(party) for party in parties}
    load: dict[T, int] = {}
    for party in parties:
        load[side[party]] = load.get(side[party], 0) + weight(party)
    neutral: Groups[T] = Groups()
    for edge in edges:
        if not parties & set(edge):
            neutral.join(*edge)
            kept.append(edge)
    touching: dict[T, list[Edge[T]]] = {}
    for one, other in edges:
        if (one in parties) != (other in parties):
            free, party = (other, one) if one in parties else (one, other)
            touching.setdefault(neutral.root(free), []).append((free, party))
    for links in touching.values():
        reached = {side[party] for _, party in links}
        usual = max(sorted(reached), key=load.__getitem__)
        clear = len(reached) == 1 or load[usual] >= prevails * sum(load[each] for each in reached - {usual})
        kept += [(min(link), max(link)) for link in links if clear and side[link[1]] == usual]
    return kept
