"""Which relations inside somebody's words are kept."""

import dataclasses

import pytest

from onrecord.annotate.nested import is_quoted
from onrecord.core import Quotation, QuotationType, Span


def relation(words: str, source: str, cue: str, content: str, kind: QuotationType = "indirect") -> Quotation:
    def span(part: str) -> tuple[Span, ...]:
        return (Span(words.index(part), words.index(part) + len(part)),) if part else ()

    return Quotation("x", kind, span(content), span(source), span(cue), confidence=0.9)


@pytest.mark.parametrize(
    ("words", "source", "cue", "content", "kept"),
    [
        ("Some say that we shall charge them twice.", "Some", "say", "that we shall charge them twice", True),
        ("I told them that we had no money for it.", "I", "told", "that we had no money for it", True),
        ("I say that we have no money for such a bridge.", "I", "say", "that we have no money", False),
        ("We hope that it will be a mild winter here.", "We", "hope", "that it will be a mild winter", False),
        (
            "Nobody said that it would be an easy winter.",
            "Nobody",
            "said",
            "that it would be easy"[:4],
            False,
        ),
        ("It was said that the winter would be a hard one.", "", "said", "that the winter", False),
        (
            "Some say that we shall pay for it twice. I am not going to answer that.",
            "Some",
            "say",
            "that we shall pay for it twice. I am not going",
            False,
        ),
    ],
)
def test_is_quoted(words: str, source: str, cue: str, content: str, kept: bool) -> None:
    assert is_quoted(relation(words, source, cue, content), words) is kept


def test_words_in_marks_of_their_own_are_kept() -> None:
    words = "And my doctor goes: ‘Walk more.’ So I walk."
    assert is_quoted(relation(words, "my doctor", "goes:", "‘Walk more.’", "direct"), words)


def test_the_same_words_again_are_not() -> None:
    words = "The union says it will rain"
    assert not is_quoted(relation(words, "The union", "says", words), words)


def test_what_is_hardly_likely_is_not_nested() -> None:
    words = "I told them that we had no money for it."
    likely = relation(words, "I", "told", "that we had no money for it")
    assert is_quoted(likely, words)
    assert not is_quoted(dataclasses.replace(likely, confidence=0.4), words)
