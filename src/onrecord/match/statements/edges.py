"""What leads from one report of a statement to another, and an order that none of it contradicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from onrecord.core import Spans

EdgeKind = Literal["credits", "copies", "repeats words"]

STRONG = 0.5
"""From this confidence on an edge says that a report is not independent of its source."""


@dataclass(frozen=True, slots=True)
class Edge:
    """That `report` had the words from `source`, an outlet or agency, or looks as if it had.

    `source_report` is the source's report, None where the record has none, or only later ones. `spans` are
    the characters of `report` that show it, `words` what stands there, `source_spans` the same stretches in
    the source's report. `confidence` (0 to 1) orders edges by strength; it is not calibrated.
    """

    source_report: str | None
    source: str
    report: str
    kind: EdgeKind
    why: str
    spans: Spans
    words: str
    confidence: float
    source_spans: Spans = ()


def in_order(
    earlier: Mapping[str, AbstractSet[str]], edges: Sequence[Edge], key: Callable[[str], tuple[str, ...]]
) -> tuple[list[str], list[Edge]]:
    """The reports so that each comes after those it depends on, and the edges that allow it.

    `earlier` gives for each report those that were surely there before; `key`
    orders reports that nothing else does. Of edges that lead in a circle the weakest go, all that are equally
    weak: nothing tells which of them is wrong.
    """
    rest, order, kept = set(earlier), [], list(edges)
    while rest:
        waiting = {edge.report for edge in kept if edge.source_report in rest}
        ready = [each for each in rest if each not in waiting and earlier[each].isdisjoint(rest)]
        if ready:
            order.append(min(ready, key=lambda each: (key(each), each)))
            rest.remove(order[-1])
        else:
            circling = [edge for edge in kept if _circles(edge, rest, earlier, kept)]
            weakest = min(edge.confidence for edge in circling)
            kept = [edge for edge in kept if edge not in circling or edge.confidence > weakest]
    return order, kept


def _circles(
    edge: Edge, rest: AbstractSet[str], earlier: Mapping[str, AbstractSet[str]], edges: Sequence[Edge]
) -> bool:
    """Whether an edge's source depends on the report it leads to."""
    if edge.source_report is None or edge.source_report not in rest:
        return False
    reached, todo = set[str](), [edge.source_report]
    while todo:
        at = todo.pop()
        before = (earlier[at] & rest) | {
            other.source_report for other in edges if other.report == at and other.source_report in rest
        }
        new = {each for each in before if each is not None} - reached
        reached |= new
        todo += new
    return edge.report in reached
