"""Status: what follows from a deadline and from what was told later, in small histories."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Span
from onrecord.core.tables import rows, several
from onrecord.ledger.status import Later, Status, evidence, may_tell, same_commitment, settled, status
from tests.ledger.status_making import later, made

_HISTORIES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "status.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
_PIER = "{The port} will [open the Ansby pier in May 2031]."


def _shown(found: Status, moved: bool) -> str:
    day = (found.due and found.due.latest) or "-"
    return f"{found.state} {day}" if moved else found.state


@pytest.mark.parametrize("history", _HISTORIES, ids=lambda history: f"{history[3]} ({history[5]})")
def test_a_history(history: list[str]) -> None:
    made_on, kind, promise, told, as_of, expected, _ = history
    one = made(promise, made_on, kind)
    found = status(one.commitment, one.text, one.made_on, later(told), as_of)
    assert _shown(found, " " in expected) == expected, found.evidence


def _examples() -> Iterator[tuple[str, str, str, str]]:
    for words, told, _, example in rows("onrecord.ledger", "status_outcomes"):
        promise, after = example.split(" => ")
        yield words, told, promise, after


@pytest.mark.parametrize(("words", "told", "promise", "after"), list(_examples()))
def test_each_verb_of_the_table_tells(words: str, told: str, promise: str, after: str) -> None:
    found = evidence(made(promise, "2031-01-10"), later(f"2031-04-20: {after}")[0])
    assert found is not None
    assert found.outcome == ("delayed" if told == "moved" else told)
    assert found.words.of(after)
    assert may_tell(after, Span(0, len(after)))


_WORDS = [
    (kind, each, example)
    for words, kind, example in rows("onrecord.ledger", "status_words")
    for each in several(words)
]


@pytest.mark.parametrize(("kind", "word", "example"), _WORDS)
def test_each_word_of_the_table_spoils_or_stands_for_the_thing(kind: str, word: str, example: str) -> None:
    found = evidence(made(_PIER, "2031-01-10"), later(f"2031-04-20: {example}")[0])
    if kind == "beside":
        assert found and found.outcome == "kept"
        return
    if kind in {"vessel", "maker"}:
        assert found and found.outcome == "dropped"
        return
    assert found is None
    if kind != "other":
        plain = f"{word.capitalize()}, the Ansby pier opened."
        assert evidence(made(_PIER, "2031-01-10"), later(f"2031-04-20: {plain}")[0]) is None
    unspoilt = later("2031-04-20: The Ansby pier opened.")[0]
    assert evidence(made(_PIER, "2031-01-10"), unspoilt) is not None


@given(st.lists(st.integers(0, 900), max_size=6), st.integers(0, 900))
def test_only_what_was_told_by_the_day_counts_in_whatever_order(days: list[int], as_of: int) -> None:
    first = date(2031, 1, 10)
    sentences = (
        "The Ansby pier opened.",
        "The Ansby pier was cancelled.",
        "The Ansby pier was delayed to 2032.",
    )
    told = [
        Later(str(at), (first + timedelta(days=day)).isoformat(), text, Span(0, len(text)))
        for at, day in enumerate(days)
        for text in [sentences[day % 3]]
    ]
    one = made(_PIER, first.isoformat())
    day = (first + timedelta(days=as_of)).isoformat()
    found = status(one.commitment, one.text, one.made_on, told, day)
    assert found == status(one.commitment, one.text, one.made_on, told[::-1], day)
    assert all(one.made_on < each.later.day <= day for each in found.evidence if one.made_on)
    assert found == settled(one.commitment, one.text, [e for each in told if (e := evidence(one, each))], day)
    if found.state in {"kept", "dropped", "delayed"}:
        assert any(each.outcome == found.state for each in found.evidence)


@given(st.text(max_size=80), st.text(max_size=20))
def test_any_text_is_read(text: str, before: str) -> None:
    whole = before + text
    one = made(_PIER, "2031-01-10")
    found = evidence(one, Later("a", "2031-04-20", whole, Span(len(before), len(whole))))
    assert found is None or found.words.of(whole)


def test_without_the_day_it_was_made_nothing_is_evidence() -> None:
    one = made(_PIER, "2031-01-10")
    told = later("2031-05-20: The Ansby pier opened.")
    assert status(one.commitment, one.text, None, told, "2031-05-25").state == "due"


def test_kept_after_its_last_day_is_late() -> None:
    one = made(_PIER, "2031-01-10")
    for day, late in (("2031-05-31", False), ("2031-06-01", True)):
        found = status(
            one.commitment, one.text, one.made_on, later(f"{day}: The Ansby pier opened."), "2032-01-01"
        )
        assert (found.state, found.late) == ("kept", late)


@pytest.mark.parametrize(
    ("marked", "kind", "name", "state"),
    [
        ("{The vote} is to [be held in May 2031].", "plan", None, "past"),
        ("{The ferry} is due to [sail in May 2031].", "plan", None, "past"),
        ("{Holt} is expected to [be named in May 2031].", "plan", "Erik Holt", "past"),
        ("{Holt} is expected to [resign in May 2031].", "plan", "Erik Holt", "overdue"),
        ("{The mayor} plans to [resign in May 2031].", "plan", None, "overdue"),
        ("{She} plans to [resign in May 2031].", "plan", None, "overdue"),
        ("{The port} plans to [open the pier in May 2031].", "plan", None, "overdue"),
        ("{The ferry} is to [sail in May 2031].", "order", None, "overdue"),
        ("{The pier} will [be opened in May 2031].", "promise", None, "overdue"),
    ],
)
def test_only_who_committed_is_overdue(marked: str, kind: str, name: str | None, state: str) -> None:
    one = made(marked, "2031-01-10", kind)
    commitment = replace(one.commitment, who_name=name)
    assert status(commitment, one.text, one.made_on, [], "2031-06-01").state == state
    assert status(commitment, one.text, one.made_on, [], "2031-05-31").state == "due"


def test_done_and_then_dropped_is_not_decided() -> None:
    one = made(_PIER, "2031-01-10")
    told = later("2031-05-20: The Ansby pier opened. || 2031-06-20: The Ansby pier was cancelled.")
    found = status(one.commitment, one.text, one.made_on, told, "2031-07-01")
    assert found.state == "overdue"
    assert [each.outcome for each in found.evidence] == ["kept", "dropped"]


def test_the_setting_is_asked_where_a_sentence_names_nothing() -> None:
    one = made(
        "{The council} will [reopen the pool in May 2031]. It met in Ansby with Rolf Tarn.", "2031-01-10"
    )
    sentence = "The council has reopened the pool."
    for around, told in ((" Guests came from Ansby.", True), (" Guests came from Corvel and Merrow.", False)):
        found = evidence(one, Later("a", "2031-05-20", sentence + around, Span(0, len(sentence))))
        assert (found is not None) is told


_PAIRS = [
    (
        "{The port} will [open the Ansby pier in May 2031].",
        "{The port} plans to [open the pier in Ansby by June 2031].",
        True,
    ),
    ("{The port} will [open the Ansby pier in May 2031].", "{The port} will [open the Ansby pier].", True),
    ("{The port} will [open the Ansby pier in May 2031].", "{The Ansby pier} will [open in May 2031].", True),
    ("{We} will [build the Ansby pier].", "{The port} will [complete the Ansby pier].", True),
    (
        "{The port} will [open the Ansby pier in May 2031].",
        "{The port} will [open the Ansby pier in July 2032].",
        False,
    ),
    (
        "{The port} will [open the Ansby pier in May 2031].",
        "{The port} will [open the Corvel pier in May 2031].",
        False,
    ),
    ("{The port} will [open the Ansby pier].", "{The port} will [close the Ansby pier].", False),
    ("{The port} will [open the Ansby pier].", "{The port} will [not open the Ansby pier].", False),
    ("{The port} will [hire 40 pilots in Ansby].", "{The port} will [hire 60 pilots in Ansby].", False),
    ("{The port} will [open the Ansby pier].", "{The Merrow board} will [open the Ansby pier].", False),
    ("{The port} will [open the Ansby pier].", "{The port} will [open the Ansby pier museum].", False),
    ("{Holt} will [meet the Ansby board].", "{Holt} will [meet the Ansby board].", False),
]


@pytest.mark.parametrize(("one", "other", "same"), _PAIRS)
def test_what_is_one_commitment(one: str, other: str, same: bool) -> None:
    name = None if "{We}" not in one else "The port"
    first, second = made(one, "2031-01-10", name=name), made(other, "2031-02-10")
    assert same_commitment(first, second) is same
    assert same_commitment(second, first) is same


def test_without_deadlines_a_year_apart_is_two() -> None:
    one, other = made("{The port} will [open the Ansby pier].", "2031-01-10"), None
    other = replace(one, made_on="2032-06-01")
    assert not same_commitment(one, other)


def test_a_prediction_is_no_promise() -> None:
    one = made("{The port} will [open the Ansby pier].", "2031-01-10")
    assert not same_commitment(
        one, made("{The port} will [open the Ansby pier].", "2031-01-10", "prediction")
    )
