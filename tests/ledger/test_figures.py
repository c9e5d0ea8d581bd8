"""Figures in sentences: their value, unit, bound and change, what they measure, and what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Name, Quotation, Span
from onrecord.ledger.figures import figures
from tests.ledger.figures_read import read, report_of, spans, told


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The pier cost nearly fifty-five billion dollars.", "55000000000 USD about"),
        ("The pier cost $1.2bn and €3m.", "1200000000 USD exact; 3000000 EUR exact"),
        ("The pier cost $1.2 billion dollars.", "1200000000 USD exact"),
        ("The pier cost BYN 40 or 40 BYN.", "40 BYN exact; 40 BYN exact"),
        ("The pier cost 40 Belarusian roubles.", "40 BYN exact"),
        ("The pier cost 900 Norwegian kroner, not 900 kroner.", "900 NOK exact; 900 krone exact"),
        ("The pier cost 30 Canadian dollars.", "30 CAD exact"),
        ("The pier cost 30 US dollars.", "30 USD exact"),
        ("She weighs 40 pounds.", "40 pound exact"),
        ("It cost £5; a ticket is five pounds.", "5 GBP exact; 5 GBP exact"),
        ("They gave a $3-million grant.", "3000000 USD exact"),
        ("They gave a quarter of a million dollars.", "250000 USD exact"),
        ("They sold half a million tickets.", "500000 count exact"),
        ("They met half a dozen envoys.", "6 count exact"),
        ("Less than half of 1 percent came.", "0.5 % at_most"),
        ("It took seven and a half years.", "7.5 year exact"),
        ("It took 2½ hours.", "2.5 hour exact"),
        ("It cost three and a half million euros.", "3500000 EUR exact"),
        ("It cost a million and a half.", "1500000 count exact"),
        ("She stands 6'3\" tall and he six foot two.", "6.25 foot exact; 6.17 foot exact"),
        ("Some 2.3m people came.", "2300000 count about"),
        ("A 40m mast fell.", "none"),
        ("The town has 5 000 people and 1,200 boats.", "5000 count exact; 1200 count exact"),
        ("They counted two hundred and five votes.", "205 count exact"),
    ],
)
def test_a_number_has_its_scale_and_unit(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It costs 5 to 7 per cent.", "5..7 % exact"),
        ("It lies 10-15 km away.", "10..15 kilometre exact"),
        ("It cost between two and three million euros.", "2000000..3000000 EUR exact"),
        ("Pay is $500 to $2,000.", "500..2000 USD exact"),
        ("Fees range from 5 percent to 25 percent.", "5..25 % exact"),
        ("Gains are held one to two years.", "1..2 year exact"),
        ("It takes five to twenty-five years.", "5..25 year exact"),
        ("Stamps are 37 to 40 cents.", "0.37..0.4 USD exact"),
        ("She named two or three reasons.", "2..3 count exact"),
        ("Fees rose from 5 percent to 25 percent.", "5 % exact; 25 % exact"),
        ("Holt leads by 46 to 42 percent.", "46 % exact; 42 % exact"),
        ("Rents will rise by 5 to 15 percent.", "5..15 % exact"),
        ("He is ahead by 5 and 10 percentage points.", "5 pp exact; 10 pp exact"),
        ("It cost $5-7 million.", "5000000..7000000 USD exact"),
        ("It cost $5-$7 million.", "5000000..7000000 USD exact"),
        ("It cost $5 to 7 million.", "5000000..7000000 USD exact"),
        ("It cost $5 million to 7 million.", "5000000..7000000 USD exact"),
        ("It cost between $5 and 7 million.", "5000000..7000000 USD exact"),
        ("It cost €3-4 billion.", "3000000000..4000000000 EUR exact"),
        ("It cost US$5-7bn.", "5000000000..7000000000 USD exact"),
        ("It cost $500 to 2,000.", "500..2000 USD exact"),
    ],
)
def test_ranges_and_levels(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It was -15 degrees.", "-15 degree exact"),
        ("It was about minus 15 degrees.", "-15 degree about"),
        ("Growth was -2%, then −3.2 percent.", "-2 % exact; -3.2 % exact"),
        ("The port made -$5 million, then $-6 million.", "-5000000 USD exact; -6000000 USD exact"),
        ("It was between -15 and -5 degrees.", "-15..-5 degree exact"),
        ("It was minus 5 to minus 15 degrees.", "-15..-5 degree exact"),
        ("It was -5 to 10 degrees.", "-5..10 degree exact"),
        ("-5 to 10 degrees are foreseen.", "-5..10 degree exact"),
        ("-15 boats were lost.", "15 count exact"),
        ("The margin is plus or minus 3 points in the poll.", "3 pp exact"),
        ("The pier - 15 boats - sank.", "15 count exact"),
        ("Take 5 minus 3 boats.", "5 count exact; 3 count exact"),
        ("The Merrow-15 sank.", "none"),
        ("A range of 5-7 percent.", "5..7 % exact"),
    ],
)
def test_a_number_with_a_minus_is_negative(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("One in five went.", "0.2 ratio exact"),
        ("Nearly eight of 10 came.", "0.8 ratio about"),
        ("Three of the 12 boats sank.", "3 count exact; 12 count exact"),
        ("$4 of every $5 went there.", "0.8 ratio exact"),
        ("It is 37 cents out of each dollar.", "0.37 ratio exact"),
        ("They split 4 to 1 in favour.", "4 ratio exact"),
        ("The court ruled 5-4 against it.", "5 count exact; 4 count exact"),
        ("By a 2-to-1 vote it fell.", "2 count exact; 1 count exact"),
        ("Corvus won 3-1.", "none"),
        ("She came second in the second half, a third time.", "none"),
        ("Rents rose by a third.", "0.3333 ratio exact"),
        ("They met for a quarter century.", "25 year exact"),
        ("Half-hearted talks began in the first half.", "none"),
    ],
)
def test_shares_and_votes(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Never were more than 40 boats out.", "40 count at_most"),
        ("The plan costs $3 million over 10 years.", "3000000 USD exact; 10 year exact"),
        ("He ruled for over 10 years.", "10 year at_least"),
        ("They work 15-plus years.", "15 year at_least"),
        ("Some 40+ boats came.", "40 count at_least"),
        ("A remark about 40 boats was cut.", "40 count exact"),
        ("Those with $40 or more pay.", "40 USD at_least"),
        ("It is 18 percent, or less than one-third of it.", "18 % exact; 0.3333 ratio at_most"),
        ("Around 50 percent or less came.", "50 % at_most"),
    ],
)
def test_bounds(sentence: str, expected: str) -> None:
    assert told(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Rents rose to 5 percent.", "5 % None"),
        ("Rents rose more than 5 percent.", "5 % rise"),
        ("Rents have fallen below 5 percent.", "5 % None"),
        ("They will cut waste 80 percent from 2030 levels.", "80 % fall"),
        ("Shares were up 17 percent.", "17 % rise"),
        ("Women make up 17 percent.", "17 % None"),
        ("They raised $5 million.", "5000000 USD None"),
        ("The port will cut 40 jobs.", "40 count fall"),
        ("She followed that up by taking two seats.", "2 count None"),
        ("The lower 95 percent pay less.", "95 % None"),
        ("The stone was worn down by at least a thousand bare feet.", "1000 count None"),
        ("Jobs, down by 40, are few.", "40 count fall"),
        ("They brought costs down by 5 percent.", "5 % fall"),
        ("It was a 19 percent greater drop.", "19 % None"),
    ],
)
def test_the_size_of_a_change_is_no_level(sentence: str, expected: str) -> None:
    assert told(sentence, "change") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "It was the second time in the 21st century, on the 3rd.",
        "They met on 12 May 2031, on May 3-5 and in 1998, in the 1990s and 2008-09.",
        "They met at 4:45 p.m., at 7 pm and at ten o'clock.",
        "Call 555-1234 or (202) 555-0100.",
        "He flew a Boeing 737 on Flight 370 under Article 5; see page 3 and No. 4.",
        "The G7, the Group of Seven and COVID-19 and an F-16.",
        "A 54-year-old man met Ada Holt, 54, there.",
        "The two men agreed; the two had met.",
        "Hundreds came, several thousand in all, dozens more, a few and a couple.",
        "One of them said that no one knew which one.",
        "He lives at 12 Mill Street and read http://example.org/40 at #40.",
        "It is one thing, one, his temper, and two, his tongue.",
        "1. Open the door.",
        "1.",
        "Ada Holt (Last week: 2.)",
        "The Group of 20 met the Fight for 15 movement.",
        "It has six figures.",
        "The FTSE 100 and the Fortune 500 met Apollo 13.",
    ],
)
def test_what_is_no_figure(sentence: str) -> None:
    assert spans(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("One dead, three wounded.", ["One", "three"]),
        ("They let in four priests and one monk.", ["four", "one"]),
        ("She is building 152 single-family homes.", ["152"]),
        ("She is 54 years old.", ["54 years"]),
        ("Brun, who is 70, left.", ["70"]),
        ("The two largest ports closed.", ["two"]),
        ("A five-year plan and a 30-day notice.", ["five-year", "30-day"]),
        ("In 1,500 towns 2050 people met in 2050.", ["1,500", "2050"]),
    ],
)
def test_what_is_one(sentence: str, expected: list[str]) -> None:
    assert spans(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The port will hire 40 harbour pilots in May.", "harbour pilots"),
        ("Some 46 percent of likely voters agree.", "likely voters"),
        ("They want a 35 percent tariff on herring.", "tariff"),
        ("They gave a $400-million-a-year subsidy.", "a-year subsidy"),
        ("Pilots earn $15 an hour.", "Pilots earn $15 an hour"),
        ("The ferry sank two years ago.", None),
        ("Pilots have a median salary of $98,000.", "median salary"),
        ("The unemployment rate rose by 5 percent.", "unemployment rate"),
        ("The new pier would cost $3 million.", "new pier would cost"),
        ("5 percent, he said.", None),
    ],
)
def test_what_it_measures(sentence: str, expected: str | None) -> None:
    (figure,) = read(sentence)

    assert (figure.about.of(sentence) if figure.about else None) == expected


def test_it_belongs_to_the_innermost_quotation() -> None:
    text = "Holt said Brun said the port has 40 boats. It has 50 nets."
    outer = Quotation("outer", "indirect", (Span(10, 41),))
    inner = Quotation("inner", "indirect", (Span(20, 41),))

    assert [each.quotation for each in figures(report_of(text), (outer, inner), ())] == ["inner", None]


def test_boilerplate_and_names_hold_none() -> None:
    text = "BYN 3.69\nThe Forty Thieves Club met 40 envoys."
    name = Name(Span(13, 31), "organisation")

    found = figures(report_of(text, boilerplate=(Span(0, 8),)), (), (name,))

    assert [each.span.of(text) for each in found] == ["40"]


def test_what_cannot_be_seen_changes_nothing() -> None:
    plain, odd = (
        "It cost 5 000 euros and $3 million.",
        "It cost 5\u00a0000\u200b euros and $\u200b3\u202fmillion.",
    )

    assert [(f.value, f.unit) for f in read(odd)] == [(f.value, f.unit) for f in read(plain)]
    assert spans(odd) == ["5\u00a0000\u200b euros", "$\u200b3\u202fmillion"]


def test_ids_are_of_the_text_and_the_place() -> None:
    one, other = read("It has 40 boats and 40 boats.")

    assert one.id != other.id
    assert (one, other) == read("It has 40 boats and 40 boats.")


@given(st.integers(min_value=2, max_value=10**12))
def test_a_whole_number_is_read_however_it_is_grouped(value: int) -> None:
    for written in (f"{value:,}", f"{value:,}".replace(",", " ")):
        (figure,) = read(f"It has ${written} in all.")
        assert (figure.value, figure.unit) == (Decimal(value), "USD")


_WORDS = st.sampled_from(
    "half a two-thirds 40 1,5 3.2 million % $ US$ to - – in of every one between and percent points 2031 £ "
    "m 6'3\" year years old ( ) , . \n the two was 4 1/2 ½ hundred thousand dozen dollars Holt more than or "
    "per cent".split(" ")
)


@given(st.lists(_WORDS, max_size=14), st.sampled_from([" ", "", "-"]))
def test_any_text_is_read_in_order_and_within_itself(pieces: list[str], joint: str) -> None:
    text = joint.join(pieces)

    found = read(text)

    ends = [0, *(each.span.end for each in found)]
    assert all(end <= each.span.start for end, each in zip(ends, found, strict=False))
    for each in found:
        assert each.span.of(text).strip() == each.span.of(text) != ""
        assert each.upper is None or each.value < each.upper
        assert each.about is None or each.about.of(text)
        assert "E" not in str(each.value)
