"""What the record answers: quotations, speakers, reports, one report by whatever names it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from onrecord.core import Extraction, Fact, Interval, NotFound, RecordError, Span
from onrecord.record import QuoteRow, Record
from tests.record.conftest import handed_in

Make = Callable[..., Extraction]


@pytest.fixture
def filled(record: Record, quoting: Make) -> Record:
    """Six quotations, by the word each consists of."""
    january = {"published": Fact("2026-01-20")}
    for each in (
        quoting(
            "1", "dated", "Ida Rowan", said_on=Interval("2026-01-05", "2026-01-05"), outlet="Island Ledger"
        ),
        quoting("2", "week", "IDA  ROWAN", said_on=Interval("2026-01-12", "2026-01-18"), type="direct"),
        quoting("3", "reported", "Łukasz Brzoza", **january, grade="record"),
        quoting("4", "yearly", "Ида Рован", said_on=Interval("2025-01-01", "2025-12-31"), type="mixed"),
        quoting("5", "undated", None, published=None, outlet=None),
        quoting("6", "datelined", "Idalia Rowan", published=None, dateline=Fact("2026-01-31")),
    ):
        record.add(each)
    return record


EVERYTHING = ["yearly", "dated", "week", "reported", "datelined", "undated"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, EVERYTHING),
        ({"speaker": "ida rowan"}, ["yearly", "dated", "week"]),
        ({"speaker": "rowan"}, ["yearly", "dated", "week", "datelined"]),
        ({"speaker": "Rowan, Ida"}, ["yearly", "dated", "week"]),
        ({"speaker": "lukasz"}, ["reported"]),
        ({"speaker": "ŁUKASZ brzoza"}, ["reported"]),
        ({"speaker": "Ida Rovan"}, ["yearly", "dated", "week"]),
        ({"speaker": "row"}, []),
        ({"speaker": "%"}, []),
        ({"speaker": ""}, []),
        ({"outlet": "island ledger"}, ["dated"]),
        ({"outlet": "Courier"}, ["yearly", "week", "reported", "datelined"]),
        ({"type": "direct"}, ["week"]),
        ({"grade": "record"}, ["reported"]),
        ({"since": "2026-01-18"}, ["week", "reported", "datelined"]),
        ({"since": "2026-01-19"}, ["reported", "datelined"]),
        ({"until": "2026-01-12"}, ["yearly", "dated", "week"]),
        ({"until": "2026-01-11"}, ["yearly", "dated"]),
        ({"since": "2026-01", "until": "2026-01"}, ["dated", "week", "reported", "datelined"]),
        ({"until": "2025"}, ["yearly"]),
        ({"since": "2026"}, ["dated", "week", "reported", "datelined"]),
        ({"since": date(2026, 1, 20), "until": datetime(2026, 1, 20, 23, tzinfo=UTC)}, ["reported"]),
        ({"report": "3"}, ["reported"]),
        ({"report": "/news/3"}, ["reported"]),
        ({"limit": 2}, ["yearly", "dated"]),
        ({"limit": 2, "offset": 3}, ["reported", "datelined"]),
        ({"offset": 5}, ["undated"]),
        ({"limit": 0}, []),
        ({"speaker": "rowan", "type": "indirect", "until": "2026-01-10"}, ["dated"]),
    ],
)
def test_filters_narrow_and_the_earliest_comes_first(
    filled: Record, filters: dict[str, object], found: list[str]
) -> None:
    assert [row.text for row in filled.quotes(**filters)] == found  # type: ignore[arg-type]


@pytest.mark.parametrize("day", ["yesterday", "2026-1-5", "", "16.02.2026", "2026-01-05T10:00"])
@pytest.mark.parametrize("which", ["since", "until"])
def test_what_is_no_date_is_refused_at_once(record: Record, which: str, day: str) -> None:
    with pytest.raises(RecordError, match="is not a date") as error:
        record.quotes(**{which: day})  # type: ignore[arg-type]
    assert "2026-02-16" in str(error.value.hint)
    with pytest.raises(RecordError, match="is not a date"):
        record.search("ferry", **{which: day})  # type: ignore[arg-type]


def test_a_row_has_everything_a_table_shows(record: Record, extraction: Make) -> None:
    added = record.add(extraction())
    whole = extraction()
    first, second, third = (quotation.id for quotation in whole.quotations)
    rows = {row.id: row for row in record.quotes()}
    assert list(rows) == [f"{added.report_id}-{name}" for name in (second, first, third)]
    row = rows[f"{added.report_id}-{second}"]
    assert row == QuoteRow(
        id=f"{added.report_id}-{second}",
        report_id=added.report_id,
        version=1,
        title="Ferry to run all winter",
        source_address="/news/ferry.txt",
        outlet="Alder Bay Courier",
        published="2026-02-16T08:30:00+03:00",
        said_earliest="2026-02-10",
        said_latest="2026-02-16",
        speaker="Ida Rowan",
        speaker_kind="person",
        addressee="the town council",
        occasion="a sitting of the council",
        type="direct",
        text="“And every boat,” […] “has a crew.”",
        content=whole.quotations[1].content,
        source=whole.quotations[1].source,
        cue=whole.quotations[1].cue,
        nested_in=None,
        polarity=None,
        confidence=0.9,
        grade="review",
        speaker_id="p3a05db33a1fe",
        entity="Ida Rowan",
    )
    assert rows[f"{added.report_id}-{third}"].nested_in == first


def test_more_quotations_than_one_page_come_once_and_in_order(record: Record, extraction: Make) -> None:
    text = "word " * 1300
    whole = extraction("long.txt", text=text, quotations=())
    usual = extraction().quotations[2]
    quotations = tuple(
        type(usual)(id=f"{n:012d}", type="indirect", content=(Span(n * 5, n * 5 + 4),)) for n in range(1300)
    )
    record.add(type(whole)(whole.report, quotations, whole.model))
    assert [row.content[0].start for row in record.quotes()] == [n * 5 for n in range(1300)]
    assert len(record.report("long.txt").quotations) == 1300


def test_speakers_are_counted_whatever_the_case_accents_and_script_of_their_names(filled: Record) -> None:
    rows = [(row.name, row.quotations, row.reports, row.first, row.last) for row in filled.speakers()]
    assert rows == [
        ("IDA  ROWAN", 3, 3, "2025-01-01", "2026-01-18"),
        ("Idalia Rowan", 1, 1, "2026-01-31", "2026-01-31"),
        ("Łukasz Brzoza", 1, 1, "2026-01-20", "2026-01-20"),
    ]
    assert next(filled.speakers()).names == ("IDA  ROWAN", "Ida Rowan", "Ида Рован")
    assert next(filled.speakers()).outlets == ("Alder Bay Courier", "Island Ledger")


def test_a_speaker_of_another_kind_is_another_speaker(record: Record, quoting: Make) -> None:
    person = quoting("1", "yes", "Harbour")
    (quotation,) = person.quotations
    assert quotation.speaker is not None
    other = replace(quotation, speaker=replace(quotation.speaker, kind="organisation"))
    record.add(person)
    record.add(replace(quoting("2", "not", "Harbour"), quotations=(other,)))
    assert sorted(row.kind for row in record.speakers()) == ["organisation", "person"]


def test_reports_are_listed_by_date_with_their_current_version(record: Record, extraction: Make) -> None:
    record.add(extraction("late.txt"))
    record.add(extraction("early.txt", published=Fact("2020-01-01")))
    record.add(extraction("none.txt", published=None))
    record.add(extraction("late.txt", text="Nothing.\n"))
    rows = list(record.reports())
    assert [(row.name, row.version, row.quotations) for row in rows] == [
        ("early.txt", 1, 3),
        ("late.txt", 2, 0),
        ("none.txt", 1, 3),
    ]
    assert rows[1].characters == len("Nothing.\n")


def test_extractions_come_back_one_by_one_as_they_were(
    record: Record, extraction: Make, quoting: Make
) -> None:
    reports = [extraction("a.txt"), quoting("b.txt", "Fares fall.", "Jon Weir"), extraction("c.txt")]
    for each in reports:
        record.add(each)
    stored = {each.report.name: handed_in(each) for each in record.extractions()}
    assert stored == {each.report.name: each for each in reports}


@pytest.fixture
def three(record: Record, extraction: Make) -> Record:
    for name in ("ferry.txt", "fares.txt", "harbour plan.txt"):
        record.add(extraction(name))
    record.add(extraction("ferry.txt", source="/archive/ferry.txt"))
    return record


def test_a_report_is_found_by_anything_that_names_it_alone(three: Record) -> None:
    (wanted,) = [row for row in three.reports() if row.name == "fares.txt"]
    quotation = three.report(wanted.id).quotations[0].id
    for ref in (wanted.id, wanted.id[:6], "fares.txt", "/news/fares.txt", f"{wanted.id}-{quotation}"):
        assert three.report(ref).id == wanted.id, ref


def test_the_start_of_an_id_is_enough_where_it_is_that_of_one_report(three: Record) -> None:
    ids = [row.id for row in three.reports()]
    for identity in ids:
        for length in range(1, 6):
            start = identity[:length]
            if sum(each.startswith(start) for each in ids) == 1:
                assert three.report(start).id == identity
            else:
                with pytest.raises(NotFound, match=f"{start}: more than one report"):
                    three.report(start)


def test_each_report_that_comes_near_is_told_once(three: Record) -> None:
    with pytest.raises(NotFound) as error:
        three.report("fares")
    (wanted,) = [row.id for row in three.reports() if row.name == "fares.txt"]
    assert str(error.value.hint).count(wanted) == 1


@pytest.mark.parametrize(
    ("ref", "message", "hint"),
    [
        ("ferry.txt", "more than one report has this name", "/archive/ferry.txt"),
        ("farse.txt", "no such report", "(fares.txt)"),
        ("harbour", "no such report", "(harbour plan.txt)"),
        ("zzzzzzzzzz", "no such report", "onrecord"),
        ("", "^'': no such report", "onrecord"),
        (" ", "^' ': no such report", "onrecord"),
        ("%", "no such report", "onrecord"),
        ("0" * 16, "no such report", "onrecord"),
        ("caf\udce9", "no such report", "onrecord"),
    ],
)
def test_a_report_that_is_not_found_says_what_comes_near(
    three: Record, ref: str, message: str, hint: str
) -> None:
    with pytest.raises(NotFound, match=message) as error:
        three.report(ref)
    assert hint in str(error.value.hint)


def test_a_version_that_is_not_there_is_not_found(three: Record) -> None:
    with pytest.raises(NotFound, match="no version 2"):
        three.report("fares.txt", version=2)


def test_an_empty_record_answers_everything_with_nothing(record: Record) -> None:
    assert list(record.quotes()) == list(record.speakers()) == list(record.reports()) == []
    assert record.search("ferry") == list(record.extractions()) == list(record.verify()) == []


@pytest.mark.sqlite
def test_the_views_read_well_on_their_own(record: Record, path: Path, extraction: Make) -> None:
    record.add(extraction())
    with closing(sqlite3.connect(path)) as connection:
        said = connection.execute("SELECT speaker, said, outlet FROM who_said_what ORDER BY said").fetchall()
        proof = connection.execute(
            "SELECT exact FROM evidence WHERE role = 'source' ORDER BY exact"
        ).fetchall()
    assert said[0] == ("Łukasz Brzoza", "fares will not rise", "Alder Bay Courier")
    assert [words for (words,) in proof] == [
        "she",
        "the harbour master, Ida Rowan",
        "Łukasz Brzoza, of the Ferry Union",
    ]
