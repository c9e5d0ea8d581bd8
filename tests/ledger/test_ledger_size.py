"""Text made to be slow to read: what reads the ledger from it takes time that grows as the text does."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from onrecord.core import Fact, Report, Span
from onrecord.ledger import claims
from onrecord.ledger.claims import Claim, claimed
from onrecord.ledger.commitments import commitments
from onrecord.ledger.deadlines import deadlines
from onrecord.ledger.figures import figures
from onrecord.ledger.nonfigures import never_figures
from onrecord.ledger.positions import Stand, positions

_PIECES = (
    "1@", "@1", "20", "1,1,", "x1x1", "字1", "٣", "1.", "1e", "1 ", "$1", "-1", "1-", "½", "1%", "123 ",
    "+1(", "1/1/", "$5-7 ", "May 1 or ", "May 1or", "12 May ", "Monday ", "in 2030 ", "said 1 in May ",
    "since 1 ", "two hundred and ", "half of a ", "1 to ", "1 point poll ", "minus ", "will ",
    "to pay 1 euro by May, ",
)  # fmt: skip
_LONG = 100_000
_SHORT, _LONGER = 1_500, 6_000
_SLACK = 0.2
"""Seconds too short to be told apart."""


def _mixed(size: int) -> str:
    chosen = random.Random(7)
    return "".join(chosen.choice(_PIECES) for _ in range(size))[:size]


def _text(piece: str | None, size: int) -> str:
    return _mixed(size) if piece is None else (piece * size)[:size]


def _seconds(read: Callable[[], object]) -> float:
    """Of processor time: what others do at the time does not count."""
    start = time.process_time()
    read()
    return time.process_time() - start


def _grows_as_the_input(read: Callable[[int], object]) -> bool:
    """Whether four times as much takes less than eight times as long: what is quadratic takes sixteen."""
    read(_SHORT // 10)
    most = 8 * _seconds(lambda: read(_SHORT)) + _SLACK
    return any(_seconds(lambda: read(_LONGER)) <= most for _ in range(2))


def _report(text: str) -> Report:
    return Report(text, "a.txt", "a.txt", published=Fact("2031-03-12"))


@pytest.mark.parametrize("piece", [*_PIECES, None])
def test_what_is_no_figure_is_told_at_once_in_a_long_text(piece: str | None) -> None:
    text = _text(piece, _LONG)

    assert _seconds(lambda: list(never_figures(text, Span(0, len(text))))) < 4


@pytest.mark.parametrize("piece", [*_PIECES, None])
def test_figures(piece: str | None) -> None:
    assert _grows_as_the_input(lambda size: figures(_report(_text(piece, size)), (), ()))


@pytest.mark.parametrize("piece", ["Monday ", "1-", "in 2030 ", "by 30 June ", None])
def test_deadlines(piece: str | None) -> None:
    assert _grows_as_the_input(lambda size: deadlines(_text(piece, size), date(2031, 3, 12), Span(0, size)))


@pytest.mark.parametrize("piece", ["He will go by May. ", "will ", "plans to ", None])
def test_commitments(piece: str | None) -> None:
    assert _grows_as_the_input(lambda size: commitments(_report(_text(piece, size)), (), ()))


@pytest.mark.parametrize("piece", ["raise the toll, lower the fare ", "Monday ", "not ", None])
def test_two_positions_laid_side_by_side(piece: str | None) -> None:
    def read(size: int) -> object:
        text = _text(piece, size)
        return positions(
            [Stand("a", "2030-01-01", "r", text), Stand("b", "2031-01-01", "s", f"{text} never")]
        )

    assert _grows_as_the_input(read)


def test_many_positions_of_one_speaker() -> None:
    said = "We will raise the harbour toll for ferries next year."

    def read(size: int) -> object:
        return positions(Stand(f"s{at}", f"20{at % 80 + 10}-01-01", "r", said) for at in range(size // 20))

    assert _grows_as_the_input(read)


def test_many_claims_of_one_thing(monkeypatch: pytest.MonkeyPatch) -> None:
    def claim(at: int) -> Claim:
        sentence = f"The harbour of Merrow has {40 + at % 3} harbour pilots beside ferries of Dorvik."
        return Claim(
            f"{at:05}", Decimal(40 + at % 3), "count", "harbour pilots", sentence, f"r{at}", day="2031-03-12"
        )

    (found,) = claimed(map(claim, range(200)))
    assert (len(found.claims), found.differ) == (200, True)
    # Of so many that not every two are compared.
    monkeypatch.setattr(claims, "_MOST", 40)
    assert _grows_as_the_input(lambda size: claimed(map(claim, range(size // 8))))
