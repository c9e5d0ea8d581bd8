"""Positions: what one speaker said again, refined, or may have reversed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.tables import rows, several
from onrecord.ledger.positions import Position, Stand, positions

_PAIRS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "positions.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _later(earlier: str, later: str) -> Position:
    stands = [
        Stand("a", "2031-01-10", "r1", earlier, ("q1",)),
        Stand("b", "2031-03-10", "r2", later, ("q2",)),
    ]
    return positions(stands[::-1])[1]


@pytest.mark.parametrize("pair", _PAIRS, ids=lambda pair: f"{pair[0]} / {pair[1]}")
def test_a_later_stand_against_an_earlier(pair: list[str]) -> None:
    earlier, later, expected, _ = pair
    found = _later(earlier, later)
    if expected == "not reversed":
        assert found.label != "possibly reversed", found.signs
        return
    label, _, kind = expected.partition(": ")
    assert found.label == label, (found.signs, found.changes)
    assert not kind or [each.kind for each in found.signs] == [kind]


def _opposites() -> Iterator[tuple[str, str, str, str]]:
    for ones, others, kind, example in rows("onrecord.match", "opposites"):
        if kind == "side":
            continue
        before, both, behind = example.replace("}", "{").split("{")
        one, other = both.split("|")
        yield kind, ones + others, f"{before}{one}{behind}", f"{before}{other}{behind}"


@pytest.mark.parametrize(("kind", "words", "one", "other"), list(_opposites()))
def test_each_pair_of_opposites_turns_both_ways(kind: str, words: str, one: str, other: str) -> None:
    for earlier, later in ((one, other), (other, one)):
        found = _later(earlier, later)
        assert [each.kind for each in found.signs] == [kind]
        (sign,) = found.signs
        assert sign.earlier and sign.later
        assert sign.earlier.of(earlier) != sign.later.of(later)
    assert _later(one, one).label == "repeated"


_BREAKS = [
    (each, example)
    for words, _, example in rows("onrecord.ledger", "positions_breaks")
    for each in several(words)
]


@pytest.mark.parametrize(("words", "example"), _BREAKS)
def test_each_break_with_the_past_is_one(words: str, example: str) -> None:
    found = _later("The harbour toll is fair.", f"I {words} of the harbour toll.")
    if words in example.lower():
        found = _later("The harbour toll is fair.", example)
    assert [each.kind for each in found.signs] == ["break"]
    supposed = _later("The harbour toll is fair.", f"If I {words} of the harbour toll, prove it.")
    assert supposed.label != "possibly reversed"


def test_a_stand_is_compared_with_the_earlier_one_it_is_most_alike_to() -> None:
    contents = (
        "The ferry is safe.",
        "We oppose the bridge toll.",
        "The museum needs a roof.",
        "We support the bridge toll.",
    )
    stands = [Stand(str(at), f"2031-0{at + 1}-01", "r", each) for at, each in enumerate(contents)]
    found = positions(stands)
    assert [each.label for each in found] == ["first", "new", "new", "possibly reversed"]
    assert found[3].against == stands[1]


def test_of_one_day_none_is_earlier() -> None:
    stands = [
        Stand("a", "2031-01-01", "r", "We oppose the toll on the bridge."),
        Stand("b", "2031-01-01", "r", "We support the toll on the bridge."),
    ]
    assert [each.label for each in positions(stands)] == ["first", "first"]


def test_what_has_no_day_comes_last_and_is_compared_with_nothing() -> None:
    stands = [
        Stand("a", None, "r", "We oppose the bridge toll."),
        Stand("b", "2031-01-01", "r", "We support the bridge toll."),
    ]
    assert [(each.stand.statement, each.label) for each in positions(stands)] == [
        ("b", "first"),
        ("a", "new"),
    ]


def test_reports_of_one_statement_are_one_stand() -> None:
    stands = [
        Stand("a", "2031-01-02", "r1", "We oppose the bridge toll.", ("q1",)),
        Stand("a", "2031-01-01", "r2", "We oppose the toll.", ("q2",)),
    ]
    (found,) = positions(stands)
    assert found.stand == Stand("a", "2031-01-01", "r1", "We oppose the bridge toll.", ("q1", "q2"))


_CONTENTS = st.lists(
    st.sampled_from(
        "we I not oppose support the toll bridge no longer if raise cut 4 2030 fare Ansby . ? “ ”".split()
    ),
    max_size=12,
).map(" ".join) | st.text(max_size=40)
_STANDS = st.lists(
    st.builds(
        Stand,
        st.sampled_from("abcdef"),
        st.none() | st.sampled_from(["2031-01-01", "2031-02-01", "2031-03-01"]),
        st.just("r"),
        _CONTENTS,
    ),
    max_size=6,
)


@given(_STANDS)
def test_any_stands_have_positions_in_order_that_do_not_depend_on_theirs(stands: list[Stand]) -> None:
    found = positions(stands)
    assert [each.label for each in found] == [each.label for each in positions(stands[::-1])]
    assert {each.stand.statement for each in found} == {each.statement for each in stands}
    days = [each.stand.day or "9999" for each in found]
    assert days == sorted(days)
    for each in found:
        assert (each.label == "possibly reversed") == bool(each.signs)
        assert (each.against is None) == (each.label in {"first", "new"})
        if each.against:
            assert (each.against.day or "9999") < (each.stand.day or "")
            for change in each.changes:
                assert change.base is None or change.base.of(each.against.content) == change.base_text
                assert change.span is None or change.span.of(each.stand.content) == change.text


def test_a_few_words_without_a_verb_are_no_position() -> None:
    said = (
        Stand("a", "2030-01-01", "r", "The board will build the harbour tunnel"),
        Stand("b", "2030-02-01", "s", "harbour tunnel"),
        Stand("c", "2030-03-01", "t", "harbour tunnel"),
    )

    assert [(each.label, each.against) for each in positions(said)] == [
        ("first", None),
        ("new", None),
        ("new", None),
    ]


def test_what_is_denied_is_laid_beside_what_is_denied() -> None:
    said = [
        Stand(
            str(day),
            f"2030-01-0{day}",
            "r",
            "that the board will build the harbour tunnel",
            polarity=polarity,
        )
        for day, polarity in enumerate((None, "denied", None, "denied"), 1)
    ]

    found = positions(said)

    assert [each.label for each in found] == ["first", "new", "repeated", "repeated"]
    assert [each.against and each.against.statement for each in found[2:]] == ["1", "2"]


def test_what_is_too_long_to_be_laid_side_by_side_is_not_said_to_be_repeated() -> None:
    begin = " ".join(f"We will build the harbour tunnel number {at}." for at in range(100))
    one, other = (
        Stand("a", "2030-01-01", "r", f"{begin} Yes."),
        Stand("b", "2031-01-01", "s", f"{begin} No ferry."),
    )

    assert [each.label for each in positions((one, other))] == ["first", "refined"]
    assert [each.label for each in positions((one, replace(one, statement="c", day="2031-01-01")))] == [
        "first",
        "repeated",
    ]


def test_a_day_that_is_not_known_to_the_day_stays_a_span_of_days() -> None:
    stands = [
        Stand("a", "2031-01-01", "r1", "We oppose the bridge toll.", last="2031-01-31"),
        Stand("a", "2031-01-01", "r2", "We oppose the toll.", last="2031-01-03"),
        Stand("b", "2031-03-02", "r3", "We support the bridge toll."),
    ]
    earlier, later = positions(stands)
    assert earlier.stand.days == ("2031-01-01", "2031-01-03")
    assert later.stand.days == ("2031-03-02", "2031-03-02")
    assert later.against == earlier.stand
