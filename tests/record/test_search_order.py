"""Search in a large record: the newest first out of the index, narrowed, page by page, with nothing lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Extraction, Fact, Interval, Speaker
from onrecord.record import Record, facets, searching, slots
from onrecord.record.filters import Filters
from onrecord.record.folding import fold

Make = Callable[..., Extraction]

PEOPLE = ("Ida Rowan", "Łukasz Brzoza", "Ferry Union", "Anna Holt", None)
OUTLETS = ("Alder Bay Courier", "Island Ledger", "Île Presse")
DAYS = ("2024-12-31", "2025", "2025-03", "2025-03-14", "2025-04-02", "2026-02-16T08:30:00", None)
WIDE = Interval("2024-01-05", "2026-01-20")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, quoting: Make) -> Record:
    """Ninety reports that say "rain", and thirty that only write it."""
    rng = Random(3)
    record = Record.open(tmp_path_factory.mktemp("many") / "record.db")
    for number in range(120):
        day, who = rng.choice(DAYS), rng.choice(PEOPLE)
        joint = Speaker("s9", "Holt and Rowan", "group", "joined", members=(
            Speaker("s1", "Anna Holt", "person", "named"), Speaker("s2", "Ida Rowan", "person", "named"),
        ))  # fmt: skip
        made = quoting(
            f"r{number}",
            f"Rain {rng.choice(('fell', 'will fall', 'may fall'))} {number}",
            joint if number % 10 == 0 else who,
            published=None if day is None else Fact(day),
            outlet=rng.choice(OUTLETS),
            said_on=WIDE if number % 7 == 0 else None,
            type=rng.choice(("direct", "indirect")),
            grade=rng.choice(("record", "review")),
        )
        record.add(replace(made, quotations=()) if number % 4 == 3 else made)
    return record


NARROWED: list[dict[str, str]] = [
    {},
    {"speaker": "rowan"},
    {"speaker": "anna holt"},
    {"speaker": "brzoza"},
    {"speaker": "nobody"},
    {"speaker": "?"},
    {"outlet": "ledger"},
    {"outlet": "ile presse"},
    {"outlet": "..."},
    {"type": "direct"},
    {"grade": "record", "type": "indirect"},
    {"since": "2025"},
    {"since": "2025-03-14"},
    {"until": "2024"},
    {"until": "2025-03"},
    {"until": "2023"},
    {"since": "2025-03", "until": "2025-03-20"},
    {"since": "2025-04", "until": "2025-05", "speaker": "rowan", "outlet": "courier"},
]


@pytest.mark.parametrize("narrowed", NARROWED, ids=str)
def test_a_narrowed_search_finds_what_the_list_of_quotations_has(
    many: Record, narrowed: dict[str, str]
) -> None:
    hits = [hit.quote for hit in many.search("rain", **narrowed, limit=200) if hit.quote]  # type: ignore[arg-type]
    listed = list(many.quotes(**narrowed))  # type: ignore[arg-type]
    assert {quote.id for quote in hits} == {quote.id for quote in listed}
    days = [quote.said_latest or (quote.published or "")[:10] for quote in hits]
    assert days == sorted(days, reverse=True)
    latest = many.latest(**narrowed, limit=200)  # type: ignore[arg-type]
    assert [quote.id for quote in latest] == [quote.id for quote in hits]


@pytest.mark.parametrize("narrowed", [{}, {"outlet": "courier"}, {"since": "2025"}], ids=str)
@pytest.mark.parametrize("seldom", [1, 1000])
def test_the_latest_of_one_are_the_same_whether_they_are_quoted_often_or_seldom(
    many: Record, monkeypatch: pytest.MonkeyPatch, seldom: int, narrowed: dict[str, str]
) -> None:
    monkeypatch.setattr(searching, "_SELDOM", seldom)
    rowan = many.registry.entity("Ida Rowan").id
    whole = [hit.quote for hit in many.search("rain", speaker="Ida Rowan", **narrowed, limit=200)]  # type: ignore[arg-type]
    assert whole
    assert many.latest(speaker=rowan, **narrowed, limit=200) == whole  # type: ignore[arg-type]
    assert many.latest(speaker=rowan, **narrowed, limit=2, offset=3) == whole[3:5]  # type: ignore[arg-type]


@pytest.mark.parametrize("narrowed", [{}, {"outlet": "courier"}, {"since": "2025", "until": "2025"}], ids=str)
def test_pages_join_to_the_whole_across_quotations_and_reports(
    many: Record, narrowed: dict[str, str]
) -> None:
    whole = many.search("rain fall", **narrowed, limit=200)  # type: ignore[arg-type]
    assert {bool(hit.quote) for hit in whole} == {True, False}
    pages = [many.search("rain fall", **narrowed, limit=7, offset=at) for at in range(0, 200, 7)]  # type: ignore[arg-type]
    assert [hit for page in pages for hit in page] == whole


def test_reading_stops_at_the_end_of_the_page(many: Record) -> None:
    plans = []
    with many._database.reading() as connection:
        for query in (
            (
                "SELECT quotation.key FROM quotation_words JOIN quotation ON slot = quotation_words.rowid"
                " WHERE quotation_words MATCH 'rain' ORDER BY quotation_words.rowid DESC"
            ),
            "SELECT key FROM version WHERE slot IS NOT NULL ORDER BY slot DESC",
        ):
            plans += [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}")]
        keys = searching.quotation_keys(connection, '"rain"', Filters(speaker="rowan", until="2025"))
        assert len(list(zip(keys, range(3), strict=False))) == 3
    assert not [plan for plan in plans if "TEMP B-TREE" in plan], plans


@pytest.mark.parametrize("called", ["Ida Rowan", "The Pilot", "rowan"])
def test_a_speaker_is_found_under_any_name_of_the_registry(
    record: Record, quoting: Make, called: str
) -> None:
    for name in ("Ida Rowan", "I. Rowan-Vale"):
        record.add(quoting(name, "Rain fell.", name))
    record.registry.alias("Ida Rowan", "The Pilot", by="Ada")
    record.registry.merge("Ida Rowan", "I. Rowan-Vale", by="Ada")
    found = [hit.quote.speaker for hit in record.search("rain", speaker=called) if hit.quote]
    assert sorted(map(str, found)) == ["I. Rowan-Vale", "Ida Rowan"]


def test_counts_of_a_speaker_are_those_of_the_quotations(many: Record) -> None:
    said = list(many.quotes(speaker="ida rowan"))
    heard = many.registry.heard("ida rowan")
    days = [quote.said_latest or quote.published for quote in said]
    assert (heard.quotations, heard.reports) == (len(said), len({quote.report_id for quote in said}))
    assert dict(heard.months) == {
        month: sum(1 for day in days if day and day[:7] == month)
        for month in {day[:7] for day in days if day and len(day) > 4}
    }
    assert dict(heard.outlets) == {
        outlet: sum(quote.outlet == outlet for quote in said) for outlet in {q.outlet for q in said}
    }


def test_counts_follow_what_is_read_again(record: Record, quoting: Make) -> None:
    made = quoting("one", "Rain fell.", "Ida Rowan", outlet=None)
    record.add(made)
    record.add(quoting("two", "Rain fell.", "Ida Rowan"))
    assert dict(record.registry.heard("rowan").outlets) == {"one": 1, "Alder Bay Courier": 1}
    record.add(replace(made, quotations=()))
    assert record.registry.heard("rowan").quotations == 1
    record.add(quoting("two", "Snow fell, said others.", "Ida Rowan", published=Fact("2026-03-01")))
    assert record.registry.heard("rowan").months == (("2026-03", 1),)
    assert [hit.quote for hit in record.search("rain")] == [None]


written = st.one_of(
    st.dates().map(lambda day: day.isoformat()),
    st.dates().map(lambda day: day.isoformat()[:7]),
    st.dates().map(lambda day: day.isoformat()[:4]),
)
ids = st.integers(0, 16**16 - 1).map("{:016x}".format)


@given(written, written)
def test_days_are_numbered_as_they_are_compared(one: str, other: str) -> None:
    assert (slots.number_of(one) < slots.number_of(other)) == (one < other)
    assert slots.number_of(one) <= slots.last_number_of(one)
    if other.startswith(one):
        assert slots.number_of(other) <= slots.last_number_of(one)


@given(written, ids, ids, st.integers(0, 20_000), st.integers(0, 20_000))
def test_slots_of_a_day_are_within_it_and_in_the_order_of_the_text(
    day: str, report: str, other: str, position: int, later: int
) -> None:
    number = slots.number_of(day)
    for slot in (
        slots.of_quotation(day, report, position),
        slots.of_report(day, report),
        slots.of_report(f"{day}T23:59:00" if len(day) == 10 else day, other),
    ):
        assert slots.day_of(slot) == number
        assert slot < 1 << 63
    if position < later < 16_384:
        assert slots.of_quotation(day, report, position) > slots.of_quotation(day, report, later)


@given(st.lists(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_slots_are_given_once(wanted: list[int], taken: set[int]) -> None:
    given_out = slots.freed(wanted, taken)
    assert len(set(given_out) | taken) == len(wanted) + len(taken)
    assert all(free >= slot for free, slot in zip(given_out, wanted, strict=True))


def test_two_in_one_slot_are_both_found(
    record: Record, quoting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slots, "of_quotation", lambda *_: 5)
    monkeypatch.setattr(slots, "of_report", lambda *_: 5)
    for name in "abc":
        record.add(quoting(name, "Rain fell."))
    assert len(record.search("rain")) == 3
    record.add(quoting("b", "Snow fell."))
    assert (len(record.search("rain")), len(record.search("snow"))) == (2, 1)


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE quotation_words SET facets = 'x'", "what narrows a search is not what the search index"),
        ("UPDATE report_words SET facets = 'x'", "what narrows a search is not what the search index"),
        ("UPDATE quotation_words SET rowid = rowid - (1 << 42)", "its text is not in the search index"),
    ],
)
def test_an_index_that_would_hide_something_is_found(
    path: Path, quoting: Make, statement: str, what: str
) -> None:
    with Record.open(path) as record:
        record.add(quoting("one", "Rain fell.", "Ida Rowan"))
        assert list(record.verify()) == []
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)
    with Record.open(path) as record:
        assert any(what in str(problem) for problem in record.verify())


@given(st.text(max_size=20))
def test_no_facet_can_be_typed(words: str) -> None:
    assert not set(fold(words).split()) & {facets.WIDE, facets.of_type("direct"), *facets.of_speaker("ida")}
