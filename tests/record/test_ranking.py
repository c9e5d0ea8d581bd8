"""Who is quoted most, told by months: the same people with the same counts as `speakers` has."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.core import Extraction, Speaker
from onrecord.record import Record, SpeakerRow

Make = Callable[..., Extraction]


def told(row: SpeakerRow) -> tuple[object, ...]:
    """What both ways to list must agree on, with months for days."""
    months = [day and day[:7] for day in (row.first, row.last)]
    return (
        row.id,
        row.name,
        row.kind,
        row.quotations,
        row.reports,
        *months,
        sorted(row.names),
        row.roles,
        sorted(row.outlets),
    )


@pytest.fixture
def crowd(filled: Record, quoting: Make) -> Record:
    """People, a joint speaker, and groups and a document, which are in no registry."""
    critics = (Speaker(name, name, "group", "named") for name in ("Harbour critics", "harbour critics"))
    both = tuple(Speaker(name, name, "person", "named") for name in ("Ida Rowan", "Anna Holt"))
    others = (
        *critics,
        Speaker("r", "Tarn report", "document", "named"),
        Speaker("both", "Rowan and Holt", "group", "joined in the source", members=both),
    )
    for number, each in enumerate(others):
        filled.add(quoting(f"other {number}", "The pier stays.", each))
    filled.add(quoting("nobody", "It stays."))
    filled.add(quoting("nowhere.txt", "The pier stays.", "Ida Rowan", outlet=None, source="nowhere.txt"))
    return filled


def test_it_has_what_the_list_that_reads_all_quotations_has(crowd: Record) -> None:
    exact = list(crowd.speakers())
    assert sorted(map(repr, map(told, crowd.most_quoted()))) == sorted(map(repr, map(told, exact)))
    counts = [row.quotations for row in crowd.most_quoted()]
    assert counts == sorted(counts, reverse=True)
    assert {row.name: row.quotations for row in exact if row.id is None} == {
        "Harbour critics": 2,
        "Tarn report": 1,
    }


def test_a_page_of_it_begins_where_the_last_one_ended(crowd: Record) -> None:
    whole = list(crowd.most_quoted())
    pages = [list(crowd.most_quoted(limit=2, offset=first)) for first in range(0, len(whole) + 2, 2)]
    assert [row for page in pages for row in page] == whole
    assert pages[-1] == []


@pytest.mark.parametrize(
    ("called", "names"),
    [
        ("rowan", ["Ida Rowan"]),
        ("CRITICS harbour", ["Harbour critics"]),
        ("petrenko", ["Алена Петренко"]),
        ("rowa", []),
        ("--", []),
    ],
)
def test_a_name_finds_who_has_all_its_words(crowd: Record, called: str, names: list[str]) -> None:
    assert [row.name for row in crowd.most_quoted(called)] == names


def test_an_id_finds_who_has_it(crowd: Record) -> None:
    first = next(row for row in crowd.most_quoted() if row.id)
    assert [row.id for row in crowd.most_quoted(str(first.id))] == [first.id]
