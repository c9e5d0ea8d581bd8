"""How a departure is put into words: stretches, marks that stay with their words, a summary."""

from __future__ import annotations

import pytest

from onrecord.core import Span
from onrecord.match.statements.drift import Change, Departure, Segment
from onrecord.match.statements.telling import Stretch, compared, summary


def departure(
    *segments: tuple[str, str, str], changes: tuple[Change, ...] = (), alike: bool = True
) -> Departure:
    """Segments by their kind, the base's text and the report's, one behind the other in the report."""
    made, at = [], 0
    for kind, base, here in segments:
        span = Span(at, at + len(here)) if here else None
        made.append(Segment(kind, Span(0, len(base)) if base else None, span, base, here))  # type: ignore[arg-type]
        at += len(here)
    return Departure("r", 1.0, alike, changes, tuple(made))


def plain(*segments: tuple[str, str, str]) -> str:
    return "".join(stretch.plain for stretch in compared(departure(*segments)))


@pytest.mark.parametrize(
    ("segments", "shown"),
    [
        ([("same", "The quay opens", "The quay opens")], "The quay opens"),
        (
            [("same", "costs ", "costs "), ("number", "40", "60"), ("same", " marks", " marks")],
            "costs [-40-]{+60+} marks",
        ),
        ([("same", "a\n  b ", "a\n  b "), ("dropped", "c", ""), ("same", " d", " d")], "a b [-c-] d"),
        ([("same", "will“", "“"), ("dropped", "soon", ""), ("same", "open", "open")], "[-soon-] “open"),
        (
            [
                ("cut", "one two three four five six seven eight nine ten eleven twelve thirteen", ""),
                ("same", "x", "x"),
            ],
            "[-one two three four … eleven twelve thirteen-] x",
        ),
        ([("same", "\u202ex", "\u202ex")], "\\u202ex"),
    ],
)
def test_stretches(segments: list[tuple[str, str, str]], shown: str) -> None:
    assert plain(*segments) == shown


def test_a_gap_in_the_report_is_shown() -> None:
    one, other = Span(0, 3), Span(10, 13)
    made = Departure(
        "r",
        1.0,
        alike=True,
        changes=(),
        segments=(Segment("same", one, one, "one", "one"), Segment("same", one, other, "two", "two")),
    )
    assert [stretch.kind for stretch in compared(made)] == ["same", "gap", "same"]
    assert compared(made)[1] == Stretch("gap", "[…]")


NUMBER = Change("number", Span(0, 2), Span(0, 2), "40", "60")
NAME = Change("name", Span(0, 4), None, "Holt", "")
UNMARKED = Change("paraphrased", Span(0, 4), Span(0, 4), "open", "open")
WORD = Change("added", None, Span(0, 3), "", "new")


@pytest.mark.parametrize(
    ("changes", "alike", "told"),
    [
        ((), True, "the same words"),
        ((NAME, NUMBER), True, "number changed: 40 → 60; name dropped: Holt"),
        ((UNMARKED,), True, "no longer in quotation marks: open"),
        ((WORD,), True, ""),
        ((), False, "worded otherwise: too little in common to compare word by word"),
    ],
)
def test_the_gravest_change_is_told_first(changes: tuple[Change, ...], alike: bool, told: str) -> None:
    assert summary(departure(changes=changes, alike=alike)) == told
