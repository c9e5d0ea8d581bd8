"""Reports with one text are found by what was kept of them, whatever the order in which they came."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from onrecord.core import Extraction, Fact, Span
from onrecord.record import Record, SharedText, duplicate_storing
from tests.record.test_migrations import written_at

Make = Callable[..., Extraction]

BODY = " ".join(f"The council of Tarn heard about pier number {n} and its planks." for n in range(12))
OTHER = " ".join(f"A dredger of {n} tonnes lay idle off Skerry Point for want of a crew." for n in range(12))


def told(extraction: Make, name: str, text: str, day: str | None, **frame: object) -> Extraction:
    given: dict[str, object] = {"published": Fact(day) if day else None, "dateline": None, "credited": ()}
    return extraction(name, text=text, quotations=(), names=(), title=None, place=None, **given | frame)


@pytest.fixture
def three(extraction: Make) -> list[Extraction]:
    """A text, its reprint a day later, and another text."""
    return [
        told(extraction, "agency.txt", BODY, "2031-03-03"),
        told(extraction, "reprint.txt", BODY, "2031-03-04"),
        told(extraction, "other.txt", OTHER, "2031-03-02"),
    ]


def names(found: list[SharedText]) -> list[list[str]]:
    return [[report.name for report in text.reports] for text in found]


def forget(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_the_earliest_of_a_text_comes_first(three: list[Extraction], record: Record) -> None:
    for each in three:
        record.add(each)
    (found,) = record.duplicates()
    assert [(report.name, report.published) for report in found.reports] == [
        ("agency.txt", "2031-03-03"),
        ("reprint.txt", "2031-03-04"),
    ]
    assert [pair.kind for pair in found.pairs] == ["copy"]
    assert list(record.verify()) == []


def test_no_order_of_arrival_matters(three: list[Extraction], tmp_path: Path) -> None:
    found = []
    for number, order in enumerate(permutations(three)):
        with Record.open(tmp_path / f"{number}.db") as record:
            for each in order:
                record.add(each)
            found.append(record.duplicates())
    assert found == found[:1] * 6


def test_no_text_is_read_again(
    three: list[Extraction], record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in three:
        record.add(each)
    monkeypatch.setattr(duplicate_storing, "packed", None)
    assert names(record.duplicates()) == [["agency.txt", "reprint.txt"]]


def test_another_version_or_reading_of_a_report_is_compared_in_its_place(
    three: list[Extraction], record: Record, extraction: Make
) -> None:
    for each in three:
        record.add(each)
    record.add(told(extraction, "reprint.txt", OTHER, "2031-03-04"))
    assert names(record.duplicates()) == [["other.txt", "reprint.txt"]]
    noise = replace(three[2].report, boilerplate=(Span(0, len(OTHER)),))
    assert record.add(replace(three[2], report=noise)).status == "reread"
    assert names(record.duplicates()) == []
    assert list(record.verify()) == []


@pytest.mark.sqlite
@pytest.mark.parametrize("lost", ["DELETE FROM sketch", "UPDATE sketch SET made_by = 'earlier'"])
@pytest.mark.parametrize("read_only", [False, True])
def test_what_was_stored_without_sketches_is_sketched_once(
    three: list[Extraction], path: Path, lost: str, read_only: bool
) -> None:
    with Record.open(path) as record:
        for each in three:
            record.add(each)
    forget(path, lost)
    with Record.open(path, read_only=read_only) as record:
        done: list[tuple[int, int]] = []
        for _ in range(2):
            assert names(record.duplicates(lambda *at: done.append(at))) == [["agency.txt", "reprint.txt"]]
        assert done == [(3, 3)]
        assert list(record.verify()) == []


@pytest.mark.sqlite
def test_where_nothing_can_be_written_they_are_found_all_the_same(
    three: list[Extraction], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(path) as record:
        for each in three:
            record.add(each)
    forget(path, "DELETE FROM sketch WHERE report_id = (SELECT id FROM report WHERE name = 'agency.txt')")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Record.open(path, read_only=True) as record:
        assert names(record.duplicates()) == [["agency.txt", "reprint.txt"]]


def by_outlet(record: Record, outlet: str) -> list[int]:
    found = len(list(record.quotes(outlet=outlet))), len(list(record.statements.list(outlet=outlet)))
    return [*found, len(record.search("winter", outlet=outlet))]


def test_a_report_without_an_outlet_is_the_agency_s_in_whose_name_it_is_dated(
    record: Record, extraction: Make
) -> None:
    record.add(extraction(outlet=None))
    assert by_outlet(record, "basin press") == [3, 3, 1]
    assert by_outlet(record, "ferry news") == [0, 0, 0]
    record.add(extraction(outlet="Alder Bay Courier"))
    assert by_outlet(record, "basin press") == [0, 0, 0]
    assert by_outlet(record, "courier") == [3, 3, 1]
    assert list(record.verify()) == []


def test_so_is_one_that_was_stored_before_agencies_were(tmp_path: Path) -> None:
    path = written_at("0003", tmp_path / "old.db")
    forget(
        path,
        "UPDATE version SET current = 0 WHERE key = 3",
        "UPDATE version SET current = 1, outlet = NULL, outlet_folded = '' WHERE key = 1",
    )
    with Record.open(path) as record:
        assert len(list(record.quotes(outlet="basin press"))) == 3


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE sketch SET keys = x'00'", "was altered: the seal"),
        ("UPDATE agency SET folded = 'tarn'", "the agency in whose name it is dated: expected Basin Press"),
        ("DELETE FROM agency", "the agency in whose name it is dated: expected Basin Press, found nothing"),
    ],
)
def test_what_was_altered_is_found(path: Path, extraction: Make, statement: str, what: str) -> None:
    with Record.open(path) as record:
        record.add(extraction(outlet=None))
    forget(path, statement)
    with Record.open(path) as record:
        # What follows from it, as the words that find a report, is told of as well.
        problems = [str(problem) for problem in record.verify()]
    assert any(what in problem for problem in problems), problems
