"""How lists look: one name for a report, what is new first, counts, a calendar whose entries can be read."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.core import Fact
from onrecord.record import Record
from onrecord.serve import Settings, application
from onrecord.serve.pages import dossier
from onrecord.serve.pages.asking import PAGE
from tests.record.conftest import quoting
from tests.record.telling import report

SAID = "The eastern quay will open in June"


def room_of(path: Path) -> TestClient:
    return TestClient(application(Settings(path)), base_url="http://localhost")


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize(
    ("title", "outlet", "heading", "beside"),
    [
        ("Quay to open", "Gazette", "Quay to open", "Gazette · 2 March 2031 · 1 quotation"),
        ("Quay to open", None, "Quay to open", "2 March 2031 · 1 quotation"),
        (None, "Gazette", "Gazette, 2 March 2031", "1 quotation"),
        (None, None, "quay.txt", "2 March 2031 · 1 quotation"),
    ],
)
def test_a_report_goes_by_its_title_else_its_outlet_and_date_else_its_file(
    tmp_path: Path, title: str | None, outlet: str | None, heading: str, beside: str
) -> None:
    made = report("quay.txt", "2031-03-02", [("Ida Holt", SAID)])
    frame = replace(made.report, title=None if title is None else Fact(title), outlet=outlet)
    with Record.open(tmp_path / "record.db") as record:
        added = record.add(replace(made, report=frame))
        record.statements.match()
    with room_of(tmp_path / "record.db") as room:
        for address in ("/", "/reports", "/search?q=said"):
            page = html.document_fromstring(room.get(address).content)
            (link,) = page.xpath(f"//main//a[@href='/reports/{added.report_id}']")
            assert words(link) == heading, address
        assert words(page.xpath("//main")[0]).count("quay.txt") == (heading == "quay.txt")
        (entry,) = html.document_fromstring(room.get("/reports").content).xpath("//ul[@class='reports']/li")
        assert words(entry) == f"{heading} {beside}"
        assert (
            words(html.document_fromstring(room.get(f"/reports/{added.report_id}").content).find(".//h1"))
            == heading
        )


def test_what_is_new_in_the_record_was_added_last_whenever_it_was_published(tmp_path: Path) -> None:
    days = {"old.txt": "2019-01-01", "new.txt": "2031-03-02", "older.txt": "2018-01-01"}
    with Record.open(tmp_path / "record.db") as record:
        for name, day in days.items():
            record.add(report(name, day, [("Ida Holt", SAID)]))
        # What is read again with another outcome is not new.
        record.add(replace(report("old.txt", days["old.txt"], [("Ida Holt", SAID)]), quotations=()))
        assert [row.name for row in record.added_last(2)] == ["older.txt", "new.txt"]
    with room_of(tmp_path / "record.db") as room:
        rows = room.get("/index.json").json()["reports"]
        page = html.document_fromstring(room.get("/").content)
    assert [row["name"] for row in rows] == ["older.txt", "new.txt", "old.txt"]
    assert words(page.xpath("//ul[@class='reports']/li")[0]).startswith(
        "Older, 1 January 2018 1 quotation · added "
    )


def test_a_search_says_how_many_hits_there_are_or_that_there_are_more(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record:
        for number in range(PAGE + 2):
            said = f"The ferry number {number} is late."
            vector = pipeline.embed(said)
            record.add(quoting(str(number), said, embedding=vector, model=pipeline.model_info()))
    with room_of(tmp_path / "record.db") as room:
        first, second, beyond = (
            unescape(room.get(f"/search?q=ferry&page={page}").text) for page in (1, 2, 3)
        )
        near = room.get("/search?q=the+ferry+is+late&by=meaning").text
    assert f"more than {PAGE} hits" in first
    assert f"{PAGE + 2} hits" in second
    assert "more than" not in second
    assert "The list ends before this page" in beyond
    assert f"{PAGE + 2} hits" in near
    assert "All words must be there" in first
    assert "All words must be there" not in near
    page = html.document_fromstring(near)
    assert all("near in meaning: " in words(each) for each in page.xpath("//article"))
    (chosen,) = page.xpath("//input[@name='by'][@checked]")
    assert chosen.get("value") == "meaning"
    assert not chosen.xpath("ancestor::details")


def test_the_calendar_has_each_deadline_in_full_and_says_what_is_to_review(room: TestClient) -> None:
    found = room.get("/commitments.json?month=2026-12").json()
    due = [each for week in found["calendar"]["weeks"] for day in week for each in day["due"]]
    page = html.document_fromstring(room.get("/commitments?month=2026-12").content)
    entries = page.xpath("//section[@id='calendar']//li")
    assert len(entries) == len(due) == found["calendar"]["number"] > 1
    for each, entry in zip(due, entries, strict=True):
        assert " ".join(each["words"].split()) in words(entry)
        assert ("to review" in words(entry)) == (each["grade"] == "review")
    titles = [words(each) for each in page.iter("h2")]
    assert titles == ["Deadlines in December 2026", "All of them"]


def test_a_speaker_s_commitments_leave_room_for_what_they_said(room: TestClient) -> None:
    shown = []
    for speaker in [each["id"] for each in room.get("/speakers.json").json()["speakers"] if each["id"]][:8]:
        page = html.document_fromstring(room.get(f"/speakers/{speaker}").content)
        for undertaken in page.xpath("//section[h2='What they undertook last']"):
            shown.append(len(undertaken.xpath("article")))
            assert undertaken.xpath(f"p/a[@href='/commitments?who={speaker}']")
    assert max(shown) == 3


def test_a_dossier_of_much_is_bounded_and_says_how_much_there_is(
    room: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = room.get("/dossier.json?q=Velmora&whole=true").json()
    assert not whole["cut"]
    assert all(each["found"] == len(each["lines"]) for each in (*whole["sections"], *whole["positions"]))
    monkeypatch.setattr(dossier, "_REPORTS", 3)
    monkeypatch.setattr(dossier, "_LINES", 2)
    found = room.get("/dossier.json?q=Velmora").json()
    page = words(html.document_fromstring(room.get("/dossier?q=Velmora").content).find(".//main"))
    assert found["cut"]
    assert (len(found["reports"]), found["left_out"]) == (3, len(whole["reports"]) - 3)
    assert f"and {found['left_out']} older ones not read (all of it: takes longer)" in page
    cut = [each for each in (*found["sections"], *found["positions"]) if each["found"] > 2]
    assert cut
    for each in cut:
        assert len(each["lines"]) == 2
        assert f"2 of {each['found']} lines" in page
