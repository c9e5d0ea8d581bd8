"""Reports with one source count as one: copies of one text, those that credit one agency, one outlet's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from onrecord.match.statements.duplicates import Duplicate
from onrecord.match.statements.edges import Edge


@dataclass(frozen=True, slots=True)
class Group:
    """Reports of one statement with one source, in order.

    `source` is the report they go back to: of those whom others of them credit, else the earliest; None where
    it cannot be told. `credited` are agencies and outlets that they credit and of whom the record has no
    report, or only later ones. `duplicates` are those among them that have one text.
    """

    reports: tuple[str, ...]
    source: str | None
    credited: tuple[str, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()


def grouped(
    order: Sequence[str],
    earlier: Mapping[str, AbstractSet[str]],
    publishers: Mapping[str, str | None],
    edges: Sequence[Edge],
    *,
    duplicates: Sequence[Duplicate],
    compared_by: Mapping[str, str],
) -> tuple[Group, ...]:
    """The reports of `order` by their source.

    `earlier` gives for each report those before it, `publishers` what its outlet is compared by, `edges`
    what shows that it is not independent, `compared_by` the same for the names that edges give.
    """
    groups = _Groups(order)
    for report, publisher in publishers.items():
        if publisher is not None:
            groups.join(report, f"outlet {publisher}")
    for edge in _surest(edges):
        groups.join(edge.report, edge.source_report or f"outlet {compared_by[edge.source]}")
    for report, source in _from_duplicates(duplicates, earlier, edges):
        groups.join(report, source)
    return tuple(
        Group(
            reports,
            _source(reports, earlier, edges),
            tuple(sorted({e.source for e in edges if e.report in reports and e.source_report is None})),
            tuple(each for each in duplicates if each.one in reports and each.other in reports),
        )
        for reports in groups.all()
    )


class _Groups:
    """A partition that is made coarser; what is not in `order` holds others together and is not told."""

    def __init__(self, order: Sequence[str]) -> None:
        self._order = order
        self._under = {each: each for each in order}

    def join(self, one: str, other: str) -> None:
        self._under[self._top(one)] = self._top(other)

    def _top(self, each: str) -> str:
        self._under.setdefault(each, each)
        while (above := self._under[each]) != each:
            self._under[each] = self._under[above]
            each = above
        return each

    def all(self) -> list[tuple[str, ...]]:
        members: defaultdict[str, list[str]] = defaultdict(list)
        for each in self._order:
            members[self._top(each)].append(each)
        return [tuple(group) for group in members.values()]


def _surest(edges: Iterable[Edge]) -> list[Edge]:
    """For each report its strongest credit: one that credits two does not make them one source."""
    best: dict[str, Edge] = {}
    for edge in sorted(edges, key=lambda each: (-each.confidence, each.source_report is None, each.source)):
        if edge.kind == "credits":
            best.setdefault(edge.report, edge)
    return list(best.values())


def _from_duplicates(
    duplicates: Iterable[Duplicate], earlier: Mapping[str, AbstractSet[str]], edges: Iterable[Edge]
) -> list[tuple[str, str]]:
    """Which report has its text from which other: a report that took from two does not make them one source.

    Of two in no known order the longer one took from the other. Copies are one text in any order.
    """
    led = {(edge.report, edge.source_report) for edge in edges}
    best: dict[str, tuple[float, str]] = {}
    found = []
    for each in duplicates:
        pairs = ((each.one, each.other, each.shares[0]), (each.other, each.one, each.shares[1]))
        for report, source, share in pairs:
            if each.kind == "copy":
                found.append((report, source))
            elif _took(report, source, each, earlier, led):
                best[report] = min(best.get(report, (0.0, "")), (-share, source))
    return found + [(report, source) for report, (_, source) in best.items()]


def _took(
    report: str,
    source: str,
    pair: Duplicate,
    earlier: Mapping[str, AbstractSet[str]],
    led: AbstractSet[tuple[str, str | None]],
) -> bool:
    """Whether of two with common text `report` is the one that had it from the other."""
    if source in earlier[report] or (report, source) in led:
        return True
    if report in earlier[source] or (source, report) in led:
        return False
    one_is_longer = pair.shares[0] < pair.shares[1]
    return one_is_longer == (report == pair.one)


def _source(
    reports: Sequence[str], earlier: Mapping[str, AbstractSet[str]], edges: Sequence[Edge]
) -> str | None:
    among = [edge for edge in edges if edge.report in reports and edge.source_report in reports]
    credited = {edge.source_report for edge in among if edge.kind == "credits"}
    crediting = {edge.report for edge in among if edge.kind == "credits"}
    led_to = {edge.report for edge in among}
    first = [each for each in reports if each not in led_to and earlier[each].isdisjoint(reports)]
    for candidates in ([each for each in reports if each in credited - crediting], first):
        if len(candidates) == 1:
            return candidates[0]
    return None
