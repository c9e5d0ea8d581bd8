"""Numbers in digits and words have one value, however they are written."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from onrecord.core import Span
from onrecord.match.statements.numbers import Number, Piece, number_at


def _pieces(text: str) -> list[Piece]:
    found = re.finditer(r"\d[\d.,]*\d|\d|[^\W\d_]+", text)
    return [Piece(Span(*match.span()), match[0].lower()) for match in found]


def _read(text: str) -> Number | None:
    return number_at(_pieces(text), 0, text, {"m": Decimal(10**6)})


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("1,200 boats", "1200", 1),
        ("1.2 thousand", "1200", 2),
        ("twelve hundred", "1200", 2),
        ("1.234.567", "1234567", 1),
        ("3,5", "3.5", 1),
        ("fifty-five billion", "55000000000", 3),
        ("two hundred and five thousand", "205000", 5),
        ("a million", "1000000", 2),
        ("two dozen", "24", 2),
        ("5m people", "5000000", 2),
        ("5 m", "5", 1),
        ("five seven", "5", 1),
        ("two and three", "2", 1),
    ],
)
def test_the_longest_number_is_read(text: str, value: str, words: int) -> None:
    found = _read(text)

    assert found is not None
    assert (found.value, found.last, found.ordinal) == (Decimal(value), words, False)


@pytest.mark.parametrize(("text", "value"), [("21st", 21), ("twenty-first", 21), ("third", 3)])
def test_ordinals_are_told_apart(text: str, value: int) -> None:
    found = _read(text)

    assert found is not None
    assert (found.value, found.ordinal) == (value, True)


@pytest.mark.parametrize("text", ["boats", "a boat", "and five"])
def test_other_words_begin_none(text: str) -> None:
    assert _read(text) is None
