"""Words told again of an earlier time, and changes of position, are not the same act of saying."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.core import Likeness
from onrecord.match.statements.judge import compare
from onrecord.match.statements.wording import Wording, setting_of, wording_of
from tests.match.statements.making import relay, wording

LATE = "I would rather be late than wrong about the harbour dredger"
OPPOSED = "the Union would not support a reactor on the cape"


def nested(content: str, source: str = "I", **about: object) -> Wording:
    """What matching sees of words inside another quotation."""
    made = relay(content, source=source, kind="indirect", **about)  # type: ignore[arg-type]
    inner = replace(made, quotation=replace(made.quotation, nested_in="outer"))
    return wording_of(inner, setting_of(inner.report))


def judged(one: Wording, other: Wording) -> Likeness:
    assert compare(one, other) == compare(other, one)
    return compare(one, other)


@pytest.mark.parametrize("day", ["2031-05-04", "2031-05-05", "2031-09-01"])
def test_what_somebody_quotes_of_himself_is_another_occasion(day: str) -> None:
    first, later = wording(f"“{LATE},”", report="a"), nested(LATE, report="b", day=day)
    assert judged(first, later).same == 0
    assert judged(first, later).why == "against: told as said before"
    assert judged(later, nested(LATE, report="c", day=day)).decision == "same"


def test_what_he_quotes_of_somebody_else_may_be_the_same() -> None:
    first = wording(f"“{LATE},”", report="a")
    assert judged(first, nested(LATE, source="Ida Holt", report="b")).same > 0


@pytest.mark.parametrize(
    "opening", ["I said that", "As I said last year,", "I have always said", "We’ve long been saying that"]
)
def test_words_told_again_in_the_sentence_are_another_occasion(opening: str) -> None:
    first = wording(f"“{LATE},”", report="a")
    again = f"“{opening} {LATE},”"
    assert judged(first, wording(again, report="b", day="2031-05-20")).why == "against: told as said before"
    # Of one day, and where both tell it again, it may be one occasion.
    assert judged(first, wording(again, report="b")).same > 0
    other = wording(again, report="c", day="2031-05-21")
    assert judged(wording(again, report="b", day="2031-05-20"), other).decision == "same"


@pytest.mark.parametrize("opening", ["I say that", "I was told that", "They said that", "I may be slow but"])
def test_other_openings_tell_of_no_earlier_time(opening: str) -> None:
    first, later = wording(f"“{LATE},”", report="a"), wording(f"“{opening} {LATE},”", report="b")
    assert judged(first, replace(later, setting=replace(later.setting, day=0))).why != (
        "against: told as said before"
    )


def test_what_stands_before_the_words_told_again_is_of_this_occasion() -> None:
    one = wording("“The dredger will be sold before winter,”", report="a")
    other = wording(
        "“The dredger will be sold before winter. I said that boats rot,”", report="b", day="2031-05-05"
    )
    assert judged(one, other).decision == "same"


@pytest.mark.parametrize(
    "content",
    [
        "the Union no longer opposed a reactor on the cape",
        "the Union would not oppose a reactor on the cape anymore",
        "the Union does not reject a reactor on the cape any longer",
    ],
)
@pytest.mark.parametrize("day", ["2031-05-04", "2031-05-20", "2034-05-04"])
def test_a_change_of_position_is_neither_the_same_nor_a_repeat(content: str, day: str) -> None:
    one = wording(OPPOSED, report="a", kind="indirect")
    found = judged(one, wording(content, report="b", kind="indirect", day=day))
    assert (found.same, found.repeat, found.decision) == (0, 0, "different")


YEARS = {"report": "b", "day": "2034-05-04", "before": "The court at Merrow heard the skippers."}


@pytest.mark.parametrize(
    ("content", "repeated"),
    [
        pytest.param("“We will pay for the ferry out of the toll,”", True, id="the same"),
        pytest.param("“We will not pay for the ferry out of the toll,”", False, id="a denial"),
        pytest.param("“We will never pay for the ferry out of the toll,”", False, id="another denial"),
        pytest.param("“We will now pay for the ferry out of the toll,”", False, id="a change"),
        pytest.param("“We will stop paying for the ferry out of the toll,”", False, id="an end"),
        pytest.param(
            "“Is there a doubt? No. We will pay for the ferry out of the toll,”", True, id="of something else"
        ),
    ],
)
def test_what_denies_or_turns_is_no_repeat(content: str, *, repeated: bool) -> None:
    one = wording("“We will pay for the ferry out of the toll,”", report="a")
    assert (judged(one, wording(content, **YEARS)).repeat > 0) is repeated
