"""What a report's author writes takes no part long, and brings out of none what onrecord cannot explain."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from lab.trust.fuzz import SlowError, at_most, checked, fuzzed, samples, within
from lab.trust.hostile import NAMES, hostile
from lab.trust.mutating import MOST, spoilt
from lab.trust.parts import PARTS, report_of
from lab.trust.slow import grows_as_the_text

REPORTS = Path(__file__).parents[2] / "examples/reports"
_SIZE = 1_500
_BOUNDED = 6_000
"""Of two wordings every pair of words is looked at, but not of longer ones than this."""
_ONCE_QUADRATIC = (
    ("resolving", "spaces", _SIZE),
    ("resolving", "capitals", _SIZE),
    ("resolving", "dates and or", _SIZE),
    ("comparing statements", "powers", _SIZE),
    ("comparing statements", "capitals", _SIZE),
    ("drift", "will", _BOUNDED),
)
_SOME = 16
"""Of so many texts each part reads one, another than the part before; `python -m lab.trust.slow` has all."""
_ELSE = tuple(
    (part, name, _SIZE)
    for number, part in enumerate(PARTS)
    for name in NAMES[number % _SOME :: _SOME]
    if part not in {"drift", "warnings"}
)


@pytest.mark.parametrize(("part", "name", "size"), [*_ONCE_QUADRATIC, *_ELSE])
def test_time_grows_as_the_text_does(part: str, name: str, size: int) -> None:
    assert grows_as_the_text(PARTS[part], name, size)


@pytest.mark.slow
def test_spoilt_reports_bring_out_nothing_unexpected() -> None:
    reports = samples(REPORTS)
    failures = [failure for number in within(15) for failure in fuzzed(reports, 0, number)]
    assert failures == []


def test_a_round_is_the_same_again() -> None:
    texts = [data.decode("utf-8", "replace") for data in samples(REPORTS)]
    one, again, other = (spoilt(texts, random.Random(seed)) for seed in (5, 5, 6))
    assert one == again != other
    assert max(len(one), len(other)) <= MOST


def test_what_quadratic_reading_takes_is_seen() -> None:
    def quadratic(text: str) -> object:
        return sum(one == other for one in text for other in text)

    # Now and then a busy machine is as slow on the short text as on the long one.
    assert not all(grows_as_the_text(quadratic, "one word", 1600) for _ in range(3))


def test_what_does_not_end_is_stopped() -> None:
    def endless() -> None:
        with at_most(0.05):
            while True:
                pass

    with pytest.raises(SlowError):
        endless()


def test_the_model_that_guesses_finds_much() -> None:
    assert len(checked(report_of(hostile("everything", 4_000))).quotations) > 10
