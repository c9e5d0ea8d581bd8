"""The quality floor: what the main path finds in the project's own samples must not get worse.

Lowering a figure here takes a commit of its own that says why.
"""

import pytest

from lab.eval.__main__ import Outcome, samples, score

FLOOR = {
    ("content", "all"): 0.90,
    ("content", "direct"): 0.95,
    ("ar", "all"): 0.85,
    ("ar", "direct"): 0.93,
    ("ar", "mixed"): 0.90,
}


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return score(samples())


@pytest.mark.parametrize(("key", "kind"), FLOOR)
def test_floor(outcome: Outcome, key: str, kind: str) -> None:
    assert outcome.tally.score(key, kind).f1 >= FLOOR[key, kind]


def test_speakers_are_right_or_left_open(outcome: Outcome) -> None:
    wrong = outcome.speakers["wrong"] + outcome.speakers["named the unnamed"]
    assert wrong <= 0.04 * outcome.speakers.total()
    assert outcome.speakers["right"] >= 0.88 * outcome.speakers.total()
