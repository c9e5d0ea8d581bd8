"""Which quotation holds a place, found without asking all of a report that has thousands."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate

from onrecord.core import Quotation, Span


class Holding:
    """The contents of a report's quotations, by where they stand."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._quotations = quotations
        self._lengths = [sum(end - start for start, end in each.content) for each in quotations]
        self._parts = sorted((part, at) for at, each in enumerate(quotations) for part in each.content)
        self._starts = [part.start for part, _ in self._parts]
        # As far as any part up to here reaches: before one that falls short no other need be asked.
        self._reach = list(accumulate((part.end for part, _ in self._parts), max))

    def innermost(self, span: Span) -> Quotation | None:
        """The shortest quotation that holds the span in one part of its content; the first among equals."""
        return self._shortest({at for part, at in self._beside(span) if part.covers(span)})

    def of_most(self, span: Span) -> Quotation | None:
        """The shortest quotation in whose content more than half of the span stands."""
        inside: Counter[int] = Counter()
        for part, at in self._beside(span):
            inside[at] += min(part.end, span.end) - max(part.start, span.start)
        return self._shortest({at for at, length in inside.items() if 2 * length > span.end - span.start})

    def _beside(self, span: Span) -> Iterator[tuple[Span, int]]:
        """The parts of contents that share characters with a span."""
        last = bisect_left(self._starts, span.end)
        while last and self._reach[last - 1] > span.start:
            last -= 1
            if self._parts[last][0].overlaps(span):
                yield self._parts[last]

    def _shortest(self, some: Collection[int]) -> Quotation | None:
        least = min(some, key=lambda at: (self._lengths[at], at), default=None)
        return None if least is None else self._quotations[least]
