"""Positions of one speaker, from the record: whose they are, in which statements, by words or meaning."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.core import Extraction, Fact, NotFound
from onrecord.record import Record

Make = Callable[..., Extraction]

TUNNEL = "We support the harbour tunnel at Tarn with the whole board behind it"
AGAINST = "We do not support the harbour tunnel at Tarn with the whole board behind it"
ROAD = "A way under the water for cars was always the better plan for this town"


@pytest.fixture
def years(record: Record, quoting: Make) -> Record:
    record.add(quoting("a.txt", TUNNEL, "Ida Rowan", published=Fact("2021-03-03")))
    record.add(quoting("b.txt", f"{TUNNEL}.", "Ida Rowan", published=Fact("2021-03-04")))
    record.add(quoting("c.txt", AGAINST, "Rowan", published=Fact("2031-03-03")))
    record.add(quoting("d.txt", ROAD, "Ida Rowan", published=Fact("2026-03-03")))
    record.add(quoting("e.txt", AGAINST, "Jon Weir", published=Fact("2031-03-03")))
    return record


def test_what_many_reports_have_is_one_stand_of_one_speaker(years: Record) -> None:
    first, last = years.ledger.positions("Ida Rowan", "harbour tunnel")
    assert [quote.report_id for quote in first.quotes] == [
        years.report(name).id for name in ("a.txt", "b.txt")
    ]
    assert (first.position.label, first.position.stand.day) == ("first", "2021-03-03")
    assert (last.position.label, last.position.stand.day) == ("possibly reversed", "2031-03-03")
    assert last.position.against == first.position.stand
    assert years.statements.statement(first.position.stand.statement).row.reports == 2


def test_what_is_meant_in_other_words_is_taken_in_by_its_id(years: Record) -> None:
    (road,) = (quote.id for quote in years.quotes(report="d.txt"))
    found = years.ledger.positions("Ida Rowan", "harbour tunnel", meant={road})
    assert [row.position.stand.content for row in found][1] == ROAD
    assert found[1].position.label == "new"


def test_of_several_whoever_is_quoted_far_more_often_is_meant(record: Record, quoting: Make) -> None:
    for number in range(4):
        record.add(quoting(f"{number}.txt", f"{TUNNEL}. {number}", "Ida Rowan", published=Fact("2021-03-03")))
    record.add(quoting("once.txt", AGAINST, "Jon Rowan", published=Fact("2031-03-03")))
    taken, *others = record.ledger.fitting("Rowan")
    assert (taken.name, [each.name for each in others]) == ("Ida Rowan", ["Jon Rowan"])
    assert {quote.speaker for row in record.ledger.positions("Rowan", "tunnel") for quote in row.quotes} == {
        "Ida Rowan"
    }
    assert record.ledger.fitting("Jon Rowan")[0].name == "Jon Rowan"


def test_two_of_one_name_are_not_one_speaker(record: Record, quoting: Make) -> None:
    record.add(quoting("a.txt", TUNNEL, "Ida Rowan", published=Fact("2021-03-03")))
    record.add(quoting("b.txt", AGAINST, "Jon Rowan", published=Fact("2031-03-03")))
    with pytest.raises(NotFound, match="2 people or organisations fit"):
        record.ledger.positions("Rowan", "harbour tunnel")
