"""The time that a figure is said of: by the verb, by what stands between, and none where it is in doubt."""

from __future__ import annotations

import pytest

from onrecord.core import Fact
from onrecord.ledger.figures import figures
from tests.ledger.figures_read import report_of


def _periods(sentence: str, said: str) -> str:
    """The periods of the figures of a sentence, as "2031-05-01..2031-05-31" or "none", in order."""
    found = figures(report_of(sentence, published=Fact(said)), (), ())
    assert all(each.period is None or each.period.text is not None for each in found)
    return "; ".join(
        f"{each.period.earliest}..{each.period.latest}" if each.period else "none" for each in found
    )


@pytest.mark.parametrize(
    ("sentence", "said", "expected"),
    [
        ("In 2030 exports rose 5 percent.", "2031-03-12", "2030-01-01..2030-12-31"),
        ("Exports rose 5 percent from 2028 to 2030.", "2031-03-12", "2028-01-01..2030-12-31"),
        ("Exports rose 5 percent in 2028-30.", "2031-03-12", "2028-01-01..2030-12-31"),
        ("Exports rose 5 percent last year.", "2031-03-12", "2030-01-01..2030-12-31"),
        ("Exports will be 5 tons next year.", "2031-03-12", "2032-01-01..2032-12-31"),
        ("Exports were 5 tons this month.", "2031-03-12", "2031-03-01..2031-03-31"),
        ("There were 40 boats as of 2028.", "2031-03-12", "2028-01-01..2028-12-31"),
        ("Exports rose 5 percent in the first quarter of 2030.", "2031-03-12", "2030-01-01..2030-03-31"),
        (
            "Sales rose 5 percent in the first nine months of 2030.",
            "2031-03-12",
            "2030-01-01..2030-09-30; none",
        ),
        ("The poll of 900 people was taken July 8 to 12.", "2031-11-10", "2031-07-08..2031-07-12"),
        ("From Sept. 19 to 22 some 40 percent agreed.", "2031-11-10", "2031-09-19..2031-09-22"),
        ("From 30 May to 2 June 2030, 40 boats sank.", "2031-11-10", "none"),
        ("Sales fell 5 percent in January-November 2030.", "2031-01-20", "2030-01-01..2030-11-30"),
        ("Sales fell 5 percent in January and February 2030.", "2031-01-20", "2030-01-01..2030-02-28"),
        ("Sales fell 5 percent in January and May 2030.", "2031-01-20", "none"),
        ("Sales fell 5 percent from November to January.", "2031-03-12", "2030-11-01..2031-01-31"),
        ("Some 40 boats sank two weeks ago.", "2031-03-12", "2031-02-26..2031-02-26; none"),
    ],
)
def test_times_that_tell_their_days(sentence: str, said: str, expected: str) -> None:
    assert _periods(sentence, said) == expected


@pytest.mark.parametrize(
    ("sentence", "said", "expected"),
    [
        ("Exports rose 5 percent in May.", "2031-03-12", "2030-05-01..2030-05-31"),
        ("Exports will rise 5 percent in May.", "2031-03-12", "2031-05-01..2031-05-31"),
        ("Dues will rise by 5 percent on 1 January.", "2031-09-10", "2032-01-01..2032-01-01"),
        ("The levy would fall to 6 per cent on 1 January.", "2031-11-10", "2032-01-01..2032-01-01"),
        ("In April it will be thirty years.", "2031-02-10", "2031-04-01..2031-04-30"),
        ("Some 40,000 are eligible to vote in November.", "2031-07-10", "2031-11-01..2031-11-30"),
        ("Growth will be 2 per cent, down from 2.4 in May.", "2031-11-10", "none; 2031-05-01..2031-05-31"),
        ("They paid 40 euros to cross in May.", "2031-03-12", "none"),
        ("The board agreed to pay 40 euros in May.", "2031-03-12", "none"),
        ("The fee is 5 euros in May.", "2031-03-12", "none"),
        ("The fee is 5 euros in March.", "2031-03-12", "2031-03-01..2031-03-31"),
        ("Reduced fares of 5 euros begin in May.", "2031-03-12", "none"),
        ("Sales fell 5 percent in the fourth quarter.", "2031-01-20", "2030-10-01..2030-12-31"),
        ("The fourth quarter brought sales of 5 million euros.", "2031-01-20", "2030-10-01..2030-12-31"),
        ("Sales will fall 5 percent in the first quarter.", "2031-11-20", "2032-01-01..2032-03-31"),
        ("Sales fell 5 percent in the second half.", "2031-01-20", "2030-07-01..2030-12-31"),
        ("Sales fell 5 percent on Tuesday.", "2031-03-12", "2031-03-11..2031-03-11"),
        ("They will vote on 40 bills on Tuesday.", "2031-03-12", "2031-03-18..2031-03-18"),
        ("Brun won 40 percent on Tuesday.", "2031-03-12", "2031-03-11..2031-03-11"),
        ("Some 40 boats sank on 29 February.", "2031-03-12", "none"),
    ],
)
def test_without_a_year_the_verb_decides(sentence: str, said: str, expected: str) -> None:
    assert _periods(sentence, said) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Exports rose 5 percent.", "none"),
        ("Exports rose 5 percent. In 2030 all was well.", "none"),
        ("Growth will be 1.5 to 2 per cent next year, down from 2.4 in May.",
         "2032-01-01..2032-12-31; 2030-05-01..2030-05-31"),
        ("There were 200,000 in 1972 and some 2.3 million as of 2008.",
         "1972-01-01..1972-12-31; 2008-01-01..2008-12-31"),
        ("In 2030 exports rose 5 percent, and imports 6 percent.", "2030-01-01..2030-12-31; none"),
        ("A NORVIA TODAY poll gave her 40 percent.", "none"),
        ("The law drawn up in 2028 reserves 25 percent of the seats.", "none"),
        ("It fell in May to 5 percent.", "2030-05-01..2030-05-31"),
        ("They gave 40 euros to the bank founded in 2010.", "none"),
        ("Brun said Tuesday that 82 percent agreed.", "none"),
        ("On Tuesday Brun said 82 percent agreed.", "none"),
        ("Some 82 percent agreed, the council said on Tuesday.", "none"),
        ("Brun said on Tuesday that exports rose 5 percent in May.", "2030-05-01..2030-05-31"),
        ("Since it opened in May the museum has had 40,000 guests.", "none"),
        ("It has had 40,000 guests since it opened in May.", "none"),
        ("Exports rose 5 percent from May.", "none"),
        ("Exports were 5 percent higher than in 2028.", "none"),
        ("Exports were 5 percent higher than told in 2028.", "none"),
        ("Exports rose 5 percent in the fiscal year 2030.", "none"),
        ("Over the last year exports rose 5 percent.", "none"),
        ("She won 40 seats, which in 2030 was enough.", "none"),
        ("It began 20 years ago in 2011.", "none"),
    ],
)  # fmt: skip
def test_a_time_of_something_else_is_not_the_figures(sentence: str, expected: str) -> None:
    assert _periods(sentence, "2031-03-12") == expected


def test_without_a_day_only_times_with_a_year_are_read() -> None:
    text = "In 2030 exports rose 5 percent. Imports rose 6 percent in May."

    found = figures(report_of(text), (), ())

    assert [each.period and each.period.earliest for each in found] == ["2030-01-01", None]
