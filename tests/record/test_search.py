"""Full-text search: folded words, phrases, unspaced scripts, and whatever else is typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord.core import Extraction, Fact
from onrecord.record import Record
from onrecord.record.folding import fold, phrases, places, tokens

Make = Callable[..., Extraction]

TEXTS = {
    "gas": "The gas price will not rise, the minister said.",
    "price": "A price for gas was named.",
    "polish": "Łukasz Żółć is mayor of Łódź.",
    "cyrillic": "Мэр Сергей Ёлкин выступил.",
    "decomposed": unicodedata.normalize("NFD", "Café Zoë déjà vu"),
    "japanese": "東京都知事は雨だと述べた。",
    "korean": "시장은 내일 비가 온다고 말했다.",
    "chinese": "市长说明天会下雨。",
    "ukrainian": "Мер Їжакевич каже, що буде дощ.",
    "thai": "ฝนจะตกในวันจันทร์",
    "arabic": "قَالَ الوزير",
    "arabic-plain": "قال المدير",
    "possessive": "O'Brien's boat-yard opens at 10:30.",
    "soft": "har\u00adbour works",
    "underscore": "ferry_plan 2026",
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, quoting: Make) -> Record:
    record = Record.open(tmp_path_factory.mktemp("search") / "record.db")
    for name, text in TEXTS.items():
        record.add(quoting(name, text))
    return record


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("gas", {"gas", "price"}),
        ("GAS price", {"gas", "price"}),
        ('"gas price"', {"gas"}),
        ("“gas price”", {"gas"}),
        ("«price for» named", {"price"}),
        ('"gas price', {"gas"}),
        ("gas AND price", set()),
        ("gas -price", {"gas", "price"}),
        ("gas NEAR(price)", set()),
        ("minist", set()),
        ("minist*", {"gas"}),
        ('"gas pri*"', {"gas"}),
        ("lukasz", {"polish"}),
        ("ŁUKASZ ZOLC", {"polish"}),
        ("lodz", {"polish"}),
        ("sergey elkin", {"cyrillic"}),
        ("Ёлкин", {"cyrillic"}),
        ("елкин", {"cyrillic"}),
        ("cafe zoe", {"decomposed"}),
        ("café", {"decomposed"}),
        ("東京", {"japanese"}),
        ("京都", {"japanese"}),
        ("都知事", {"japanese"}),
        ("東", {"japanese"}),
        ("述べた", {"japanese"}),
        ("た", {"japanese"}),
        ("東知", set()),
        ("วันจันทร์", {"thai"}),
        ("비가 온다", {"korean"}),
        ("시장", {"korean"}),
        ("下雨", {"chinese"}),
        ("明天会", {"chinese"}),
        ("Їжакевич", {"ukrainian"}),
        ("дощ", {"ukrainian"}),
        ("قال", {"arabic", "arabic-plain"}),
        ("o'brien", {"possessive"}),
        ("obrien", set()),
        ("boat yard", {"possessive"}),
        ("boat-yard", {"possessive"}),
        ("10:30", {"possessive"}),
        ("harbour", {"soft"}),
        ("plan", {"underscore"}),
        ("2026", {"underscore"}),
        ("", set()),
        ("...", set()),
        ('"', set()),
        ("* OR *", set()),
    ],
)
def test_words_are_found_whatever_their_case_accents_or_script(
    library: Record, words: str, found: set[str]
) -> None:
    hits = library.search(words)
    assert {hit.quote.source_address.removeprefix("/news/") for hit in hits if hit.quote} == found
    for hit in hits:
        assert hit.marks, "a hit shows where the words stand"
        assert all(0 <= mark.start < mark.end <= len(hit.snippet) for mark in hit.marks)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=30))
@example('"" OR ""')
@example("a\0b")
@example("\ud800 x")
@example("words:gas ^gas {a b}:c NEAR/2")
def test_nothing_that_is_typed_is_an_error(library: Record, words: str) -> None:
    for hit in library.search(words):
        assert hit.marks


def test_a_whole_page_can_be_searched_for(record: Record, quoting: Make) -> None:
    words = " ".join(f"word{number}" for number in range(3000))
    record.add(quoting("long", words))
    assert len(record.search(words)) == 1
    assert len(record.search(f'"{words}"')) == 1
    assert record.search(words + " more") == []


def test_hits_outside_quotations_come_after_and_show_their_surroundings(
    record: Record, extraction: Make
) -> None:
    added = record.add(extraction())
    (quoted,) = record.search("boat crew")
    assert quoted.quote is not None
    assert [mark.of(quoted.snippet) for mark in quoted.marks] == ["boat", "crew"]
    (elsewhere,) = record.search("harbour council")
    assert elsewhere.report is not None
    assert elsewhere.report.id == added.report_id
    text = extraction().report.text
    assert text[elsewhere.start :].startswith(elsewhere.snippet)
    assert elsewhere.marks[0].of(elsewhere.snippet) == "harbour"


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("ferries " * 30, " ferries" * 30, "ferries " * 10 + "harbour" + " ferries" * 10),
        ("boats " * 30, " boats" * 30, "boats " * 13 + "harbour" + " boats" * 13),
        ("boats ", " boats", "boats harbour boats"),
        ("a " + "東" * 100 + " ", " " + "東" * 100, "東" * 79 + " harbour " + "東" * 79),
        ("東" * 100 + "-", "-" + "東" * 100, "東" * 79 + "-harbour-" + "東" * 79),
    ],
)
def test_what_is_shown_around_words_begins_and_ends_between_words(
    record: Record, quoting: Make, before: str, after: str, shown: str
) -> None:
    record.add(replace(quoting("long", f"{before}harbour{after}"), quotations=()))
    (hit,) = record.search("harbour")
    assert hit.snippet.strip() == shown.strip()
    assert [mark.of(hit.snippet) for mark in hit.marks] == ["harbour"]


def test_a_report_whose_quotation_is_shown_is_not_shown_again(record: Record, extraction: Make) -> None:
    record.add(extraction())
    assert [bool(hit.quote) for hit in record.search("winter")] == [True]


@pytest.mark.parametrize(
    ("filters", "quotes", "reports"),
    [
        ({}, 1, 1),
        ({"speaker": "rowan"}, 1, 0),
        ({"type": "indirect"}, 0, 0),
        ({"grade": "record"}, 1, 0),
        ({"outlet": "courier"}, 1, 0),
        ({"outlet": "ledger"}, 0, 1),
        ({"since": "2026-02-16"}, 1, 0),
        ({"until": "2026-01-31"}, 0, 1),
        ({"report": "ferry.txt"}, 1, 0),
        ({"limit": 1}, 1, 0),
        ({"limit": 0}, 0, 0),
    ],
)
def test_the_filters_of_quotes_hold_here_too(
    record: Record, extraction: Make, filters: dict[str, str], quotes: int, reports: int
) -> None:
    record.add(extraction())
    other = {"outlet": "Island Ledger", "published": Fact("2026-01-10")}
    record.add(extraction("other.txt", text="Winter is here.", quotations=(), **other))
    hits = record.search("winter", **filters)  # type: ignore[arg-type]
    assert [bool(hit.quote) for hit in hits] == [True] * quotes + [False] * reports


def test_only_current_versions_are_searched(record: Record, extraction: Make) -> None:
    record.add(extraction())
    record.add(extraction(text="Nothing to report.\n"))
    assert record.search("winter") == []
    assert len(record.search("nothing")) == 1


def test_the_newest_comes_first(record: Record, quoting: Make) -> None:
    for year in (2021, 2026, 2019):
        record.add(quoting(str(year), "rain", published=Fact(f"{year}-01-01")))
    record.add(quoting("never", "rain", published=None))
    shown = [hit.quote.published for hit in record.search("rain") if hit.quote]
    assert shown == ["2026-01-01", "2021-01-01", "2019-01-01", None]


@given(st.text(max_size=80))
@example("ﾊﾞスİıßﬁ㎏½ǆ𝔄")
@example("\ufdfa\u0345e\u0301")
def test_folding_agrees_with_its_tokens_and_keeps_their_places(text: str) -> None:
    found = list(tokens(text))
    assert fold(text) == " ".join(token.word for token in found)
    assert fold(text).split(" ") == [token.word for token in found] or not found
    ends = [0, *(token.span.end for token in found)]
    for before, token in zip(ends, found, strict=False):
        assert 0 <= token.span.start < token.span.end <= len(text)
        assert token.span.end >= before
        assert '"' not in token.word
        assert token.word == token.word.lower()


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_part_of_a_text_cut_at_its_words_is_found_in_it(text: str, one: int, other: int) -> None:
    found = list(tokens(text))
    some = found[min(one, other) : max(one, other)]
    if not some:
        return
    part = text[some[0].span.start : some[-1].span.end]
    assert places(text, phrases(f'"{part}"')), part
