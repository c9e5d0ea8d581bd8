"""Who holds a place is who would be found by asking every quotation."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Quotation, Span
from onrecord.ledger.holding import Holding

_spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], sum(pair)))


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for each in spans:
        if not any(each.overlaps(other) for other in kept):
            kept.append(each)
    return tuple(sorted(kept))


_contents = st.lists(st.lists(_spans, min_size=1, max_size=3).map(_apart), max_size=12)


def _quotations(contents: Sequence[tuple[Span, ...]]) -> list[Quotation]:
    return [Quotation(str(at), "direct", content) for at, content in enumerate(contents)]


def _length(quotation: Quotation) -> int:
    return sum(part.end - part.start for part in quotation.content)


@given(_contents, _spans)
def test_the_innermost_is_the_shortest_of_all_that_hold_a_span(
    contents: list[tuple[Span, ...]], span: Span
) -> None:
    quotations = _quotations(contents)
    holding = [each for each in quotations if any(part.covers(span) for part in each.content)]
    assert Holding(quotations).innermost(span) == min(holding, key=_length, default=None)


@given(_contents, _spans)
def test_most_of_a_span_may_stand_in_several_parts(contents: list[tuple[Span, ...]], span: Span) -> None:
    quotations = _quotations(contents)
    holding = [
        each
        for each in quotations
        if 2 * sum(max(0, min(part.end, span.end) - max(part.start, span.start)) for part in each.content)
        > span.end - span.start
    ]
    assert Holding(quotations).of_most(span) == min(holding, key=_length, default=None)
