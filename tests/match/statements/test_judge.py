"""Two quotations and whether they relay one statement."""

from __future__ import annotations

import pytest

from onrecord.match.statements.judge import SAME, compare
from tests.match.statements.making import wording

TOLL = "“The toll on the Merrow bridge will end on the first of July, and nobody will pay it again,”"
INDIRECT = "the toll will end on 1 July 2031"


@pytest.mark.parametrize(
    ("other", "decision"),
    [
        pytest.param({}, "same", id="verbatim in another outlet on the same day"),
        pytest.param({"content": "“nobody will pay it again”"}, "same", id="a part of it"),
        pytest.param({"content": "“We will win,”"}, "different", id="other words of the same day"),
        pytest.param({"speaker": "brun", "source": "Jon Brun"}, "different", id="said by somebody else"),
    ],
)
def test_decisions(other: dict[str, str], decision: str) -> None:
    about = {"content": TOLL, "report": "b"} | other
    assert compare(wording(TOLL, report="a"), wording(**about)).decision == decision


def test_a_stock_phrase_years_apart_is_another_occasion() -> None:
    one = wording("“We will win,”", report="a", day="2031-05-04", before="A rally of skippers in Ansby.")
    other = wording(
        "“We will win,”", report="b", day="2033-02-01", before="The court at Merrow heard the appeal."
    )
    assert compare(one, other).decision == "other_occasion"


def test_what_was_said_on_other_days_is_said_again() -> None:
    one = wording(TOLL, report="a", said_on=("2031-05-03", "2031-05-03"))
    other = wording(TOLL, report="b", day="2031-05-20", said_on=("2031-05-17", "2031-05-19"))
    assert compare(one, other).decision == "other_occasion"
    assert compare(one, wording(TOLL, report="b", said_on=("2031-05-01", "2031-05-04"))).decision == "same"


def test_what_may_well_be_the_same_is_not_called_another_occasion() -> None:
    one = wording("the lorries of Ansby will go on paying twelve marks", report="a", kind="indirect")
    other = wording("hauliers will pay twelve marks as before", report="b", kind="indirect", day="2031-05-05")
    assert 0.5 < compare(one, other).same < SAME
    assert compare(one, other).decision == "different"


def test_the_probabilities_are_those_of_one_choice_and_say_why() -> None:
    found = compare(wording(TOLL, report="a"), wording(TOLL, report="b"))
    assert 0 <= found.repeat <= 1 - found.same <= 1
    assert found.why.startswith("for: how ")


def test_the_order_of_two_makes_no_difference() -> None:
    one, other = wording(TOLL, report="a"), wording("“The toll will end,”", report="b", day="2031-05-06")
    assert compare(one, other) == compare(other, one)
    assert compare(one, other).one < compare(one, other).other


@pytest.mark.parametrize(
    "farther",
    [
        pytest.param({"speaker": "brun", "source": "he"}, id="another speaker, as far as can be told"),
        pytest.param({"day": "2031-06-29"}, id="weeks later"),
        pytest.param({"cue": "often said"}, id="told as a habit"),
        pytest.param({"content": "the toll will end on 9 August 2032"}, id="other figures"),
    ],
)
def test_what_speaks_against(farther: dict[str, str]) -> None:
    base, about = wording(INDIRECT, report="a"), {"content": INDIRECT, "report": "b"}
    assert compare(base, wording(**about)).same > compare(base, wording(**(about | farther))).same


@pytest.mark.parametrize("content", [" ", "“…”", "it", "12", "«Да»"])
def test_contents_of_nothing_much_are_compared_too(content: str) -> None:
    found = compare(wording(content, report="a"), wording(content, report="b"))
    assert 0 <= found.same <= 1


LEAD = "nobody can part Ansby from the cape"


@pytest.mark.parametrize(
    ("content", "same"),
    [
        pytest.param("“There is nobody who can part Ansby from the cape,”", True, id="what the lead sums up"),
        pytest.param("“The dredger will be sold before winter,”", False, id="something else"),
        pytest.param("“Ansby will have a new school,”", False, id="something else about the same place"),
    ],
)
def test_within_one_report_two_quotations_must_share_most(content: str, *, same: bool) -> None:
    lead, quoted = wording(LEAD, kind="indirect"), wording(content, before=f"{LEAD}.")
    assert (compare(lead, quoted).same > 0) is same


def test_reports_on_one_matter_do_not_make_two_remarks_one() -> None:
    setting = "Ida Holt spoke to the skippers of Ansby on Sunday about the harbour, the toll and the dredger."
    one = wording("“The toll is a shame,”", report="a", before=setting)
    other = wording("“We shall dredge by May,”", report="b", before=setting)
    assert compare(one, other).decision == "different"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("the reactor at Ansby", id="a topic"),
        pytest.param("that he was wrong about the reactor and now wants two of them", id="a change of mind"),
    ],
)
def test_years_later_another_remark_on_the_matter_is_no_repeat(content: str) -> None:
    one = wording("the harbour reactor at Ansby is too dear and too late", report="a", kind="indirect")
    other = wording(content, report="b", kind="indirect", day="2034-05-05")
    assert compare(one, other).decision == "different"
