"""What makes two quotations two acts of saying, however alike they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.core import Span
from onrecord.match.statements.apart import published_long_apart
from onrecord.match.statements.judge import compare
from onrecord.match.statements.wording import Wording
from tests.match.statements.making import wording

TOLL = "“The toll on the Merrow bridge will end on the first of July, and nobody will pay it again,”"
PLAIN = "the toll on the Merrow bridge would end in July and nobody would pay it again"
MONDAY, TUESDAY = ("2031-05-05", "2031-05-05"), ("2031-05-06", "2031-05-06")


@pytest.mark.parametrize(
    ("content", "source", "decision"),
    [
        pytest.param(TOLL, "she", "same", id="a pronoun, and the very words"),
        pytest.param(PLAIN, "she", "different", id="a pronoun, and other words"),
        pytest.param(TOLL, "Jon Brun", "different", id="a name"),
    ],
)
def test_two_speakers(content: str, source: str, decision: str) -> None:
    one = wording(TOLL, report="a")
    assert compare(one, wording(content, report="b", source=source, speaker="brun")).decision == decision


def test_a_speaker_found_by_a_pronoun_is_doubted_and_not_ruled_out() -> None:
    one, other = wording(TOLL, report="a"), wording(PLAIN, report="b", source="she", speaker="brun")
    assert 0 < compare(one, other).same < 0.5


def _at(given: Wording, start: int, end: int) -> Wording:
    quotation = replace(given.relay.quotation, content=(Span(start, end),))
    return replace(given, relay=replace(given.relay, quotation=quotation))


def test_what_stands_in_another_quotation_of_its_report_is_another_act() -> None:
    outer = wording(TOLL)
    inner = replace(wording(TOLL), relay=replace(wording(TOLL).relay, id="r1-inner"))
    assert compare(_at(outer, 0, 90), _at(inner, 20, 90)).why == "against: one stands in the other"
    assert compare(_at(outer, 0, 90), _at(inner, 200, 290)).decision == "same"
    elsewhere = replace(inner.relay, report_id="r2")
    assert compare(_at(outer, 0, 90), _at(replace(inner, relay=elsewhere), 20, 90)).decision == "same"


@pytest.mark.parametrize(
    ("other", "day", "decision"),
    [
        pytest.param("31", TUESDAY, "different", id="another figure, another day"),
        pytest.param("31", MONDAY, "same", id="another figure of one day"),
        pytest.param("12", TUESDAY, "same", id="a day that may be a slip"),
    ],
)
def test_another_figure_of_another_day(other: str, day: tuple[str, str], decision: str) -> None:
    said = "Wardens stopped {} lorries on the Merrow bridge in Ansby"
    one = wording(said.format(12), report="a", kind="indirect", said_on=MONDAY)
    two = wording(said.format(other), report="b", kind="indirect", said_on=day)
    assert compare(one, two).decision == decision


@pytest.mark.parametrize(
    ("one", "other", "decision"),
    [
        ("the harbour of Ansby lost money in May", "the harbour of Ansby lost money in June", "different"),
        ("the harbour of Ansby won 3-1", "the harbour of Ansby won 2-0", "different"),
        ("the harbour of Ansby loses money", "the harbour of Ansby loses money", "other_occasion"),
    ],
)
def test_what_tells_of_something_else_is_no_repeat(one: str, other: str, decision: str) -> None:
    # The first word of a content tells no name.
    first = wording(one, report="a", kind="indirect", said_on=("2031-05-03", "2031-05-03"))
    later = wording(
        other, report="b", kind="indirect", day="2031-08-03", said_on=("2031-08-02", "2031-08-02")
    )
    assert compare(first, later).decision == decision


def test_one_report_of_one_day_tells_nothing_again() -> None:
    one, other = wording("“We will win,”"), wording("“We will win,”", before="It was late in Ansby.")
    assert compare(one, other).repeat == 0
    later = wording("“We will win,”", before="It was late in Ansby.", said_on=("2029-05-03", "2029-05-03"))
    assert compare(wording("“We will win,”", said_on=MONDAY), later).repeat > 0


def test_what_is_denied_is_neither_the_same_nor_said_again() -> None:
    denied = wording(TOLL, report="b", polarity="denied", day="2031-07-05")
    found = compare(wording(TOLL, report="a"), denied)
    assert (found.same, found.repeat, found.decision) == (0, 0, "different")


def test_a_week_says_less_than_a_day() -> None:
    one = wording(PLAIN, report="a", kind="indirect", said_on=MONDAY)
    day = wording("the toll would end", report="b", kind="indirect", said_on=MONDAY)
    week = wording("the toll would end", report="b", kind="indirect", said_on=("2031-05-01", "2031-05-07"))
    assert compare(one, day).same > compare(one, week).same


@pytest.mark.parametrize(
    ("about", "long"),
    [
        pytest.param({"day": "2031-05-06"}, False, id="the same week"),
        pytest.param({"day": None}, False, id="no day"),
        pytest.param({"day": "2041-05-06"}, True, id="ten years later"),
        pytest.param({"day": "2021-05-06"}, True, id="ten years before"),
        pytest.param(
            {"day": "2041-05-06", "said_on": ("2041-05-05", "2041-05-05")}, True, id="said ten years later"
        ),
        pytest.param(
            {"day": "2041-05-06", "said_on": ("2031-05-03", "2031-05-04")}, False, id="told as of back then"
        ),
    ],
)
def test_a_report_of_years_later_brings_back_only_what_it_dates(
    about: dict[str, object], *, long: bool
) -> None:
    one, other = wording(TOLL, report="a"), wording(TOLL, report="b", **about)
    assert published_long_apart(one, other) == published_long_apart(other, one) == long
    assert not long or compare(one, other).decision == "other_occasion"


@pytest.mark.parametrize(
    ("day", "decision"),
    [
        pytest.param("2031-05-05", "same", id="altered by one report of the same remark"),
        pytest.param("2031-05-25", "different", id="another position three weeks later"),
        pytest.param("2041-05-05", "different", id="another position years later"),
    ],
)
def test_the_opposite_in_the_same_words(day: str, decision: str) -> None:
    denied = TOLL.replace("will end", "will not end")
    assert compare(wording(TOLL, report="a"), wording(denied, report="b", day=day)).decision == decision
