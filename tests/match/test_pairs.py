"""Pairs that a rule of thumb gets wrong, and pairs that must not be missed."""

from __future__ import annotations

import pytest

from lab.eval.people import Pair, decide, outcome, pairs

PAIRS = pairs()


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.sort for pair in PAIRS])
def test_a_pair_is_decided_rightly_or_not_at_all(pair: Pair) -> None:
    decided, comparison = decide(pair)
    assert outcome(decided, pair.expect) != "wrong", comparison


def test_most_pairs_are_decided() -> None:
    outcomes = [outcome(decide(pair)[0], pair.expect) for pair in PAIRS]
    assert [sum(pair.hard is hard for pair in PAIRS) for hard in (True, False)] == [20, 20]
    assert outcomes.count("right") >= 37


def test_similar_strings_alone_would_get_it_wrong() -> None:
    # The reason for readings: by its letters the stranger is the nearer one.
    from rapidfuzz.distance import JaroWinkler

    near = JaroWinkler.similarity
    assert near("Lukashenko", "Lukashevich") > near("Lukashenko", "Łukaszenka")
