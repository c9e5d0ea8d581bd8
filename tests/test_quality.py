"""The quality floor: what the main path finds in our samples and our corpus must not get worse.

Lowering a figure here takes a commit of its own that says why.
"""

import pytest

from lab.eval.__main__ import Outcome, corpus, samples, score

FLOOR = {
    ("content", "all"): 0.94,
    ("content", "direct"): 0.98,
    ("ar", "all"): 0.93,
    ("ar", "direct"): 0.97,
    ("ar", "mixed"): 0.93,
    ("ar", "indirect"): 0.90,
}

CORPUS_FLOOR = {
    ("content", "all"): 0.94,
    ("ar", "all"): 0.91,
    ("ar", "direct"): 0.91,
    ("ar", "mixed"): 0.92,
    ("ar", "indirect"): 0.91,
}

FAST_FLOOR = {("content", "all"): 0.905, ("ar", "all"): 0.865, ("ar", "direct"): 0.865}


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return score(samples())


@pytest.fixture(scope="module")
def on_corpus() -> Outcome:
    return score(corpus())


@pytest.mark.parametrize(("key", "kind"), FLOOR)
def test_floor(outcome: Outcome, key: str, kind: str) -> None:
    assert outcome.tally.score(key, kind).f1 >= FLOOR[key, kind]


@pytest.mark.parametrize(("key", "kind"), CORPUS_FLOOR)
def test_floor_on_the_corpus(on_corpus: Outcome, key: str, kind: str) -> None:
    assert on_corpus.tally.score(key, kind).f1 >= CORPUS_FLOOR[key, kind]


def test_floor_of_the_fast_model() -> None:
    tally = score(corpus(), "fast").tally
    assert {at: tally.score(*at).f1 >= floor for at, floor in FAST_FLOOR.items()} == dict.fromkeys(
        FAST_FLOOR, True
    )


def test_what_is_graded_record_is_right(on_corpus: Outcome) -> None:
    right, wrong = on_corpus.grades["record", True], on_corpus.grades["record", False]
    assert right >= 0.95 * (right + wrong)


def test_speakers_are_right_or_left_open(outcome: Outcome) -> None:
    wrong = outcome.speakers["wrong"] + outcome.speakers["named the unnamed"]
    assert wrong <= 0.04 * outcome.speakers.total()
    assert outcome.speakers["right"] >= 0.88 * outcome.speakers.total()
