"""Edges of contents: marks are taken in, stray punctuation and boilerplate are left out."""

import pytest

from onrecord.annotate.edges import in_sentence, settle
from onrecord.core import Span
from onrecord.core.marks import passages


def settled(text: str, *parts: str, boilerplate: str = "") -> list[str]:
    spans = tuple(Span(text.index(p), text.index(p) + len(p)) for p in parts)
    cuts = (Span(text.index(boilerplate), text.index(boilerplate) + len(boilerplate)),) if boilerplate else ()
    return [s.of(text) for s in settle(spans, text, passages(text), cuts)]


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("“The bridge opens soon,” she said.", "The bridge opens soon", "“The bridge opens soon,”"),
        ("“The bridge opens soon,” she said.", "“The bridge opens soon,”", "“The bridge opens soon,”"),
        ("She said that it opens soon.", "that it opens soon.", "that it opens soon"),
        ("The bridge opens soon, she said.", "The bridge opens soon,", "The bridge opens soon"),
        ("She said: “It opens soon.”", "It opens soon.", "“It opens soon.”"),
        ("She called it “a gift” to the town.", "“a gift” to the town", "“a gift” to the town"),
    ],
)
def test_edges(text: str, part: str, expected: str) -> None:
    assert settled(text, part) == [expected]


def test_boilerplate_is_cut_out() -> None:
    text = " date 2031-02-16 The bridge opens soon, she said."
    assert settled(text, "date 2031-02-16 The bridge opens soon", boilerplate=" date 2031-02-16 ") == [
        "The bridge opens soon"
    ]


def test_nothing_but_punctuation_is_nothing() -> None:
    assert settled("She said — nothing.", "—") == []


def test_neighbouring_parts_become_one() -> None:
    assert settled("“One day. Two days.”", "“One day.", "Two days.”") == ["“One day. Two days.”"]


def test_another_sentence_is_not_part_of_indirect_speech() -> None:
    text = "She told them that it rains. The roof is new. “We fixed it,” she said."
    content = tuple(Span(text.index(p), text.index(p) + len(p)) for p in ("that it rains", "The roof is new"))
    cue = (Span(text.index("told"), text.index("told") + 4),)
    assert in_sentence(content, cue, text, passages(text)) == content[:1]
