"""Spans that cross, cut into pieces that do not: what can be written as elements one within another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onrecord.core import Span


@dataclass(frozen=True, slots=True)
class Opens:
    """A piece of the span numbered `span` begins here."""

    span: int


@dataclass(frozen=True, slots=True)
class Closes:
    """The piece that was opened last ends here."""


def pieces(within: Span, spans: Mapping[int, Span]) -> Iterator[Opens | Closes | Span]:
    """What comes one after another in the text `within`: beginnings, ends, and plain runs of characters.

    The runs are `within`, in order and whole. A span that would end while one that began later goes on has
    that one cut in two; what stands outside `within` is left out.

    >>> [type(each).__name__ for each in pieces(Span(0, 3), {1: Span(0, 2), 2: Span(1, 3)})]
    ['Opens', 'Span', 'Opens', 'Span', 'Closes', 'Closes', 'Opens', 'Span', 'Closes']
    """
    parts = {i: _common(within, span) for i, span in spans.items() if within.overlaps(span)}
    edges = sorted({*within, *(edge for part in parts.values() for edge in part)})
    begin: dict[int, list[int]] = {edge: [] for edge in edges}
    for i, part in parts.items():
        begin[part.start].append(i)
    opened: list[int] = []
    for edge, next_edge in zip(edges, [*edges[1:], within.end], strict=True):
        cut = []
        while any(parts[i].end == edge for i in opened):
            cut.append(opened.pop())
            yield Closes()
        going_on = [i for i in cut if parts[i].end > edge]
        # The one that ends last is opened first: fewer are cut.
        for i in sorted([*going_on, *begin[edge]], key=lambda i: (-parts[i].end, i)):
            opened.append(i)
            yield Opens(i)
        if edge < next_edge:
            yield Span(edge, next_edge)


def _common(one: Span, other: Span) -> Span:
    return Span(max(one.start, other.start), min(one.end, other.end))
