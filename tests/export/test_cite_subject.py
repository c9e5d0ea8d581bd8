"""What an id that is typed names, and where corrected and outdated quotations are found."""

from __future__ import annotations

import doctest
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from onrecord.core import Extraction, Model, NotFound, Report, Several
from onrecord.export import bundle, cite
from onrecord.record import Record
from onrecord.record.identity import report_id
from tests.export.cited import SOURCE, TEXT, quotations, where

ID = report_id(SOURCE, "quay.html")
OTHER = "https://other.example/quay"


def extraction(text: str = TEXT, source: str = SOURCE) -> Extraction:
    report = Report(text, "quay.html", source, text.encode())
    return Extraction(report, quotations(text), Model("reader", "1", "ab" * 32))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "record.db") as record:
        record.add(extraction())
        yield record


def first() -> str:
    return f"{ID}-{quotations()[0].id}"


@pytest.mark.parametrize("written", [first(), f" {first().upper()}\n"])
def test_a_quotation_is_found_by_its_id(record: Record, written: str) -> None:
    found = cite.find(record, written)
    assert (found.kind, found.id) == ("quotation", first())


@pytest.mark.parametrize("written", [ID, ID[:13], ID[:6], ID.upper(), SOURCE, "quay.html"])
def test_a_report_is_found_in_every_way(record: Record, written: str) -> None:
    found = cite.find(record, written)
    assert (found.kind, found.id) == ("report", ID)


def test_a_statement_brings_every_report_that_relays_it_the_fullest_first(record: Record) -> None:
    record.add(extraction(source=OTHER))
    (row,) = (row for row in record.statements.list() if "June" in row.text)
    found = cite.find(record, row.id)
    assert (found.kind, found.id) == ("statement", row.id)
    assert {place.stored.report.source for place in found.places} == {SOURCE, OTHER}
    assert found.places[0].id == row.relay
    stream = BytesIO()
    bundle.write(found, stream)
    stream.seek(0)
    checked = bundle.check(stream)
    assert (checked.problems, checked.relations) == ((), 2)
    assert cite.text(found).startswith(f"Statement {row.id}: 2 reports relay it. ")


@pytest.mark.parametrize(
    "written", ["abcdef012345", "abcdef01", f"{ID}-{'0' * 12}", f"{'0' * 16}-{'0' * 12}", "no.txt", ""]
)
def test_what_is_not_there_is_not_found(record: Record, written: str) -> None:
    with pytest.raises(NotFound) as error:
        cite.find(record, written)
    assert error.value.hint


def test_a_start_that_several_have_is_not_guessed_at(record: Record) -> None:
    for number in range(40):
        record.add(extraction(source=f"{SOURCE}/{number}"))
    with pytest.raises(Several):
        cite.find(record, ID[:1])


def test_a_quotation_of_an_earlier_version_is_cited_from_that(record: Record) -> None:
    record.add(extraction(TEXT.replace("Quay", "New quay")))
    found = cite.find(record, first())
    assert found.id == first()
    assert not found.places[0].stored.version.current
    assert "?version=1#q-" in found.address()


def test_a_corrected_quotation_is_found_by_the_id_it_had(record: Record) -> None:
    record.corrections.span(first(), content=[where(TEXT, "It opens in June,")], by="Ada Vole", why="marks")
    record.corrections.speaker(first(), "Ilse Marrow-Weir", by="Ada Vole", why="her whole name")
    found = cite.find(record, first())
    assert found.id != first()
    assert "Ilse Marrow-Weir, 3 March 2031: “It opens in June,” (" in cite.text(found)
    stream = BytesIO()
    manifest = bundle.write(found, stream)
    entries = manifest.reports[0].corrections
    assert {(each.what, each.by, each.why) for each in entries} == {
        ("span", "Ada Vole", "marks"),
        ("speaker", "Ada Vole", "her whole name"),
    }
    stream.seek(0)
    assert bundle.check(stream).problems == ()


def test_what_a_person_said_is_no_quotation_is_cited_no_longer_from_the_current_version(
    record: Record,
) -> None:
    record.corrections.none(first(), by="Ada Vole", why="an advertisement")
    with pytest.raises(NotFound):
        cite.find(record, first())
    whole = BytesIO()
    manifest = bundle.write(cite.find(record, ID), whole)
    assert [each.what for each in manifest.reports[0].corrections] == ["none"]


def test_the_page_on_citing_says_what_happens() -> None:
    page = Path(__file__).parents[2] / "docs" / "citing.md"
    failed, tried = doctest.testfile(str(page), module_relative=False)
    assert tried > 10
    assert failed == 0
