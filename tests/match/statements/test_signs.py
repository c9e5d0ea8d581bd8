"""What two wordings share, found without comparing every piece of one with every piece of the other."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.match.statements import opposing
from onrecord.match.statements.opposing import opposed
from onrecord.match.statements.signs import longest_run
from onrecord.match.statements.wording import weight_of
from tests.match.statements.making import wording

STEMS = st.lists(st.sampled_from(["the", "toll", "stay", "granary"]), max_size=9)
WORDS = st.lists(
    st.sampled_from("the toll will not never rise rose fall fell refuse bridge harbour".split()),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(STEMS, STEMS)
def test_the_heaviest_run_is_that_of_all_pieces_that_both_have(one: list[str], other: list[str]) -> None:
    pieces = [
        {tuple(stems[start:end]) for start, end in combinations(range(len(stems) + 1), 2)}
        for stems in (one, other)
    ]
    heaviest = max((sum(map(weight_of, piece)) for piece in pieces[0] & pieces[1]), default=0.0)
    assert longest_run(one, other) == pytest.approx(heaviest)


@given(WORDS, WORDS)
def test_two_that_are_not_laid_word_by_word_would_not_be_opposed(one: str, other: str) -> None:
    ones, others = wording(one, report="a"), wording(other, report="b")
    found = opposed(ones, others)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(opposing, "may_deny", lambda stems: True)
        assert opposed(ones, others) is found
