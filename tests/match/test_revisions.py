"""What changed between two versions of a text, word by word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.match.revisions import Piece, revisions

MARKS = {"same": "{}", "dropped": "[-{}-]", "added": "{{+{}+}}"}


def drawn(before: str, after: str) -> list[str]:
    return [
        "".join(MARKS[each.kind].format(each.text) for each in passage)
        for passage in revisions(before, after)
    ]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("The quay opens.\n", "The quay opens.\n", []),
        ("The quay opens.\n", "The  quay\topens.", []),
        ("The quay opens in June.", "The quay opens in July.", ["The quay opens in [-June-]{+July+}."]),
        ("It opened.", "It opens.", ["It [-opened-]{+opens+}."]),
        ("“We open,” he said.", "We open, he said.", ["[-“-]We open, [-” -]he said."]),
        ("One.\nTwo.\nThree.\n", "One.\nThree.\n", ["[-Two.\n-]"]),
        ("One.\nThree.\n", "One.\nTwo.\nThree.\n", ["{+Two.\n+}"]),
        ("One.\nTwo is here.\nThree.\n", "One.\nTwo was here.\nThree.\n", ["Two [-is -]{+was +}here.\n"]),
        ("", "One.", ["{+One.+}"]),
        ("It will cost 40 million.", "It will not cost 40 million.", ["It will {+not +}cost 40 million."]),
    ],
)
def test_changes_are_shown_word_by_word(before: str, after: str, shown: list[str]) -> None:
    assert drawn(before, after) == shown


_texts = st.text(st.sampled_from("ab .\n“”é"), max_size=40)


@given(_texts, _texts)
def test_each_version_can_be_read_off(before: str, after: str) -> None:
    """What is not shown is in both; so both are made of the same rest and their own sides."""
    shown = revisions(before, after)

    def side(*kinds: str) -> list[str]:
        return ["".join(each.text for each in passage if each.kind in kinds).split() for passage in shown]

    for text, kinds in ((before, ("same", "dropped")), (after, ("same", "added"))):
        bare = "".join(text.split())
        at = 0
        for passage in side(*kinds):
            found = bare.find("".join(passage), at)
            assert found >= 0
            at = found + len("".join(passage))
    if "".join(before.split()) != "".join(after.split()):
        assert shown


@given(_texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert revisions(text, text) == []


@pytest.mark.parametrize("unit", ["a ", "\n", "“a” ", "x\n"])
def test_long_texts_that_differ_everywhere_take_no_time(unit: str) -> None:
    started = time.monotonic()
    (passage,) = revisions(f"b{unit}" * 40_000, f"c{unit}" * 39_000)
    assert {each.kind for each in passage} >= {"dropped", "added"}
    assert all(isinstance(each, Piece) for each in passage)
    assert time.monotonic() - started < 10
