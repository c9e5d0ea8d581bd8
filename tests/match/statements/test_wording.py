"""What matching sees of a quotation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Span
from onrecord.match.statements.wording import stem_of, tokens
from tests.match.statements.making import wording


@pytest.mark.parametrize(
    ("one", "other"),
    [("Soldiers", "soldier"), ("five", "5"), ("1,200", "1200"), ("Holt’s", "Holt"), ("don’t", "don't")],
)
def test_words_that_compare_as_one(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize(("one", "other"), [("15", "50"), ("one", "1"), ("may", "will"), ("Ansby", "Merrow")])
def test_words_that_do_not(one: str, other: str) -> None:
    assert stem_of(one) != stem_of(other)


@given(st.text())
def test_tokens_are_the_text_they_claim(text: str) -> None:
    for token in tokens(text, (Span(0, len(text)),)):
        assert token.span.of(text) == token.text


@pytest.mark.parametrize(
    "text",
    [
        "पुल का शुल्क नहीं बढ़ेगा",
        "சுங்கம் உயராது",
        "لن تُرفَع الرسوم",
        "die Bru\u0308cke bleibt",
        "Dagny’s café is shut",
    ],
)
def test_marks_belong_to_their_letters(text: str) -> None:
    assert [token.text for token in tokens(text, (Span(0, len(text)),))] == text.split()


def test_one_accent_in_two_ways_is_one_word() -> None:
    assert stem_of("caf\u00e9") == stem_of("cafe\u0301")


def test_a_word_inside_marks_is_known_as_quoted() -> None:
    seen = wording("that the lamps are “dark since October”", kind="mixed")
    assert list(seen.quoted) == [stem_of(word) for word in ("dark", "since", "October")]


def test_figures_count_where_the_source_gives_them() -> None:
    assert wording("they trust the board", source="30 percent of voters").figures == {"30"}


def test_the_setting_leaves_out_what_is_quoted() -> None:
    seen = wording("“No,”", before="“The toll ends,” he told a rally in Ansby.")
    assert stem_of("Ansby") in seen.around
    assert stem_of("toll") not in seen.around
