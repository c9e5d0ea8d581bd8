"""Figures and dates that reports give otherwise, and what is no such difference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.core import Interval, Relay, Span
from onrecord.match.statements.drift import drift
from onrecord.match.statements.warnings import Caution, warnings
from tests.match.statements.marking import told

TOLL = "{The lorry toll on the bridge will stay at 12 marks until the end of June}, Orrel said."
QUOTED = "Orrel told hauliers: {“The lorry toll on the bridge will stay at 12 marks until the end of June.”}"


def noticed(*contents: str) -> list[Caution]:
    return warnings([told(each, "abcdef"[n], day=f"2031-05-0{n + 1}") for n, each in enumerate(contents)])


@pytest.mark.parametrize(
    ("other", "change", "words"),
    [
        pytest.param(TOLL.replace("12", "20"), "number", ["12", "20"], id="a figure"),
        pytest.param(TOLL.replace("June", "July"), "date", ["June", "July"], id="a month"),
        pytest.param(TOLL.replace("the end of June", "Friday"), None, [], id="a day for more than a day"),
        pytest.param(TOLL.replace("the end of June", "July"), None, [], id="the same time in other words"),
        pytest.param(
            TOLL.replace("will stay", "will not stay"), "negation", ["will stay", "not"], id="a denial"
        ),
        pytest.param(TOLL.replace("12", "twelve"), None, [], id="a figure in words"),
        pytest.param(TOLL.replace("stay", "remain"), None, [], id="another word"),
    ],
)
@pytest.mark.parametrize("base", [TOLL, QUOTED])
def test_a_fact_that_differs_outside_quotation_marks_is_noticed(
    base: str, other: str, change: str | None, words: list[str]
) -> None:
    found = noticed(base, other)
    assert [each.change for each in found] == ([change] if change else [])
    assert [[each.words for each in caution.evidence] for caution in found] == ([words] if words else [])


def test_those_who_agree_are_named_together() -> None:
    (found,) = noticed(TOLL, TOLL, TOLL.replace("12", "20"))
    assert found.kind == "told_differently"
    assert found.sentence == "Reports tell this differently: “at 12 marks” (A and B); “at 20 marks” (C)."


def test_where_both_quote_it_is_one_warning_of_words_that_differ() -> None:
    assert [each.kind for each in noticed(QUOTED, QUOTED.replace("12", "20"))] == ["quoted_differently"]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("June", "July", "date"),
        ("1 June", "2 June", "date"),
        ("Monday", "Friday", "date"),
        ("12 marks", "20 marks", "number"),
        ("Orrel", "Tarrick", "name"),
    ],
)
def test_a_date_for_another_is_called_so(one: str, other: str, kind: str) -> None:
    sentence = "{{“The harbour council will wait for {} before it votes on the toll,”}} she said."
    (found,) = drift([told(sentence.format(one), "a"), told(sentence.format(other), "b")]).departures
    assert [(each.kind, each.base_text, each.text) for each in found.changes] == [
        (kind, one.removesuffix(" marks"), other.removesuffix(" marks"))
    ]


def on(relay: Relay, day: str) -> Relay:
    """The relay with a day of saying that its text tells."""
    return replace(relay, quotation=replace(relay.quotation, said_on=Interval(day, day, Span(0, 1))))


@pytest.mark.parametrize(
    ("day", "misquoted", "told_differently"),
    [("2031-05-01", True, True), ("2031-05-02", True, False), ("2031-06-01", False, False)],
)
def test_words_of_another_occasion_are_not_those_of_one_passage(
    day: str, *, misquoted: bool, told_differently: bool
) -> None:
    """A person may have made two occasions one: what was said on the other is no misquotation."""
    one = on(told(QUOTED, "a"), "2031-05-01")
    other = on(told(QUOTED.replace("12", "20"), "b", day="2031-06-02"), day)
    retold = on(told(TOLL.replace("12", "30"), "c", day="2031-06-02"), day)
    assert bool(warnings([one, other])) is misquoted
    assert bool(warnings([one, retold])) is told_differently


@pytest.mark.parametrize("name", ["'Corvus'", "‘Corvus’"])
def test_an_apostrophe_behind_a_name_ends_no_quotation(name: str) -> None:
    base = told(f"She said {{that {name} harbour is ours and will stay ours.}}", "a")
    other = told("She said {that Corvus harbour is ours and will stay ours}.", "b")
    assert drift([base, other]).departures[0].changes == ()


def test_opposites_are_told_differently() -> None:
    said = "{{The fare of the harbour ferry {} by two marks in May}}, Orrel said."
    (found,) = noticed(said.format("fell"), said.format("rose"))
    assert (found.kind, found.change) == ("told_differently", "replaced")
    assert [each.words for each in found.evidence] == ["fell", "rose"]
    assert noticed(said.format("fell"), said.format("sank")) == []


def test_nothing_but_denies_nothing() -> None:
    said = "{{“The sale of the harbour is {}theft,”}} Orrel said."
    found = drift([told(said.format("nothing but "), "a"), told(said.format(""), "b")]).departures[0]
    assert [each.kind for each in found.changes] == ["dropped"]
