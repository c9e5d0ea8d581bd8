"""Commitments, their calendar, figures and positions: pages and JSON say the same, and what proves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord.core import Interval
from onrecord.record import Record
from onrecord.serve import Settings, application
from tests.record.telling import report


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("query", ["", "?status=overdue", "?type=prediction", "?about=toll", "?page=2"])
def test_commitments_stand_on_the_page_as_in_json(room: TestClient, query: str) -> None:
    found = room.get(f"/commitments.json{query}").json()
    page = unescape(room.get(f"/commitments{query}").text)
    assert found["commitments"]
    for each in found["commitments"]:
        assert words(each["row"]["stand"]["text"]) in page
        assert each["due_words"] in page
        assert each["standing_words"] in page
        assert f'href="/commitments/{each["row"]["id"]}"' in page


def test_predictions_stand_apart(room: TestClient) -> None:
    binding, foreseen = (room.get(f"/commitments.json{query}").json() for query in ("", "?type=prediction"))
    assert {each["row"]["stand"]["type"] for each in foreseen["commitments"]} == {"prediction"}
    assert "prediction" not in {each["row"]["stand"]["type"] for each in binding["commitments"]}
    assert binding["predictions"] == foreseen["found"] > 0


def test_of_very_many_the_page_says_that_it_has_the_nearest(
    room: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = room.get("/commitments.json").json()
    assert not every["nearest"]
    monkeypatch.setattr("onrecord.record.ledger_commitments.CROWD", 6)
    some = room.get("/commitments.json?month=2026-01").json()
    assert some["nearest"]
    assert 0 < some["found"] < every["found"]
    assert "near January 2026" in room.get("/commitments?month=2026-01").text
    assert not room.get("/commitments.json?about=toll").json()["nearest"]


def test_the_calendar_has_every_deadline_of_its_month_on_its_last_day(room: TestClient) -> None:
    calendar = room.get("/commitments.json?month=2026-01").json()["calendar"]
    days = [day for week in calendar["weeks"] for day in week]
    assert [day["number"] for day in days if day["number"]] == [*range(1, 32)]
    assert len(calendar["weeks"][0]) == 7
    due = {each["id"]: day["number"] for day in days for each in day["due"]}
    assert len(due) == calendar["number"] > 0
    page = html.document_fromstring(room.get("/commitments?month=2026-01").content)
    cells = page.findall(".//table[@class='calendar']//td")
    assert len(cells) == len(days)
    for cell, day in zip(cells, days, strict=True):
        assert [link.get("href") for link in cell.iter("a")] == [
            f"/commitments/{each['id']}" for each in day["due"]
        ]
    for identity, number in due.items():
        row = room.get(f"/commitments/{identity}.json").json()["commitment"]["row"]
        assert (row["due"]["latest"] or row["due"]["earliest"])[:10] == f"2026-01-{number:02d}"


def test_the_calendar_leads_from_month_to_month_with_deadlines(room: TestClient) -> None:
    month, seen = "2025-01", []
    while month:
        calendar = room.get(f"/commitments.json?month={month}").json()["calendar"]
        seen.append(calendar["number"])
        month = calendar["after"]
    assert len(seen) > 3
    assert all(seen[1:])


def test_a_commitment_is_told_with_its_proof(room: TestClient) -> None:
    for each in room.get("/commitments.json").json()["commitments"][:5]:
        address = f"/commitments/{each['row']['id']}"
        found, page = room.get(f"{address}.json").json(), unescape(room.get(address).text)
        stand = found["commitment"]["row"]["stand"]
        report = room.get(f"/reports/{stand['source']['report_id']}.json").json()["text"]
        assert report[slice(*stand["span"])] == stand["text"]
        assert f"{stand['what_span'][0]}–{stand['what_span'][1]}" in page
        assert words(stand["due_text"]) in page
        assert words(report[slice(*stand["due"]["text"])]) == words(stand["due_text"])
        assert len(found["places"]) >= 1
        for place in found["places"]:
            assert words(place["stand"]["text"]) in page


def test_what_became_of_a_commitment_depends_on_the_day(room: TestClient) -> None:
    early = room.get("/commitments.json?as_of=2025-07-01").json()["commitments"]
    late = room.get("/commitments.json?as_of=2026-12-01").json()["commitments"]
    assert not any(each["standing"] == "overdue" for each in early)
    assert any(each["standing"] == "overdue" for each in late)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("/commitments.json?status=broken", "status: invalid enum value 'broken'"),
        ("/commitments.json?as_of=2026-02", "as_of: “2026-02” is not a day; write 2026-03-02"),
        ("/commitments.json?as_of=2026-02-30", "as_of: "),
        ("/commitments.json?month=0000-01", "month: "),
        ("/commitments.json?month=2026-13", "month: "),
        ("/commitments.json?due_before=soon", "due_before: "),
        ("/statements.json?min_reports=0", "min_reports: "),
        ("/statements.json?since=2026-1", "since: “2026-1” is not a day, month or year; write"),
        ("/speakers.json?page=none", "page: "),
        ("/review.json?of=everything", "of: invalid enum value 'everything'"),
        ("/figures.json?differing=perhaps", "differing: "),
        ("/dossier.json?q=x&as_of=today", "as_of: "),
        (f"/positions.json?speaker={'x' * 201}", "speaker: "),
    ],
)
def test_what_cannot_be_understood_is_said_why(room: TestClient, address: str, why: str) -> None:
    answer = room.get(address)
    assert answer.status_code == 400
    assert why in answer.json()["error"]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/speakers/nobody.json", 404),
        ("/commitments/none.json", 404),
        ("/positions.json?speaker=nobody&about=toll", 404),
    ],
)
def test_what_cannot_be_answered_is_no_fault_of_the_server(
    room: TestClient, address: str, status: int
) -> None:
    answer = room.get(address)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_figures_stand_with_their_sentences_and_places(room: TestClient) -> None:
    found, page = room.get("/figures.json").json(), unescape(room.get("/figures").text)
    assert found["figures"]
    for each in found["figures"]:
        assert words(each["text"]) in page
        assert words(each["sentence"]) in page
        report = room.get(f"/reports/{each['source']['report_id']}.json").json()["text"]
        assert report[slice(*each["span"])] == each["text"]
    assert all(each["unit"] == "%" for each in room.get("/figures.json?unit=%25").json()["figures"])


def test_what_is_claimed_with_different_values_stands_together(room: TestClient) -> None:
    found = room.get("/figures.json?differing=true").json()
    assert not found["figures"]
    page = unescape(room.get("/figures?differing=true").text)
    for claim in found["claims"]:
        assert len({each["value"] for each in claim["figures"]}) > 1
        assert all(words(each["sentence"]) in page for each in claim["figures"])


def test_positions_ask_for_a_name_then_for_words(room: TestClient) -> None:
    assert "Give a name" in room.get("/positions").text
    who = room.get("/speakers.json?name=mabry").json()["speakers"][0]
    assert "Say what it is about" in room.get(f"/positions?speaker={who['id']}").text
    nothing = room.get("/positions", params={"speaker": who["id"], "about": "zeppelins"}).text
    assert "said nothing of that" in nothing


@pytest.fixture(scope="module")
def tram(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A room in which Ida Holt speaks of a tram line in three years, and turns round."""
    path = tmp_path_factory.mktemp("tram") / "record.db"
    with Record.open(path) as record:
        for year, said in TRAM.items():
            made = report(f"{year}.txt", f"{year}-03-02", [("Ida Holt", said)])
            # Without vectors: what was said ten years later is another statement by its words alone.
            plain = tuple(replace(each, embedding=b"") for each in made.quotations)
            record.add(replace(made, quotations=plain))
        record.statements.match()
    with TestClient(application(Settings(path)), base_url="http://localhost") as client:
        yield client


TRAM = {
    2011: "We support the tram line along the river with the whole board behind it",
    2021: "We support the tram line along the river with the whole board behind it",
    2031: "We do not support the tram line along the river with the whole board behind it",
}


def test_positions_lie_side_by_side_with_the_words_that_differ(tram: TestClient) -> None:
    asked = {"speaker": "Ida Holt", "about": "tram line"}
    found = tram.get("/positions.json", params=asked).json()["positions"]
    page = html.document_fromstring(tram.get("/positions", params=asked).content)
    assert [each["label"] for each in found] == ["first", "repeated", "possibly reversed"]
    assert [each["now"]["day"] for each in found] == ["2011-03-02", "2021-03-02", "2031-03-02"]
    (sides,) = page.findall(".//div[@class='sides']")
    before, now = sides.findall(".//blockquote")
    assert " ".join(before.text_content().split()).strip("“”") == TRAM[2021]
    assert " ".join(now.text_content().split()).removesuffix(" to review").strip("“”") == TRAM[2031]
    assert [each.text_content() for each in now.findall("ins")] == ["do", "not"]
    assert not before.findall("del")
    assert "shown by a denial" in page.text_content()
    assert [sign["now"] for sign in found[-1]["signs"]] == ["not"]


def test_what_is_denied_or_unsure_is_never_shown_as_said(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record:
        made = report("one.txt", "2031-03-02", [("Ida Holt", TRAM[2011])])
        put = (replace(each, polarity="denied", grade="review") for each in made.quotations)
        record.add(replace(made, quotations=tuple(put)))
        record.refresh()
    with TestClient(application(Settings(tmp_path / "record.db")), base_url="http://localhost") as room:
        page = words(
            html.document_fromstring(room.get("/positions?speaker=Holt&about=tram").content).text_content()
        )
        assert f"denied: {TRAM[2011]} to review" in page.translate({ord("“"): None, ord("”"): None})
        (said,) = room.get("/search.json?q=tram").json()["hits"]
        statement = html.document_fromstring(room.get(f"/statements/{said['quote']['id']}").content)
        assert "denied: “We support the tram" in words(statement.findtext(".//title"))
        feed = room.get("/feeds/search.atom?q=tram").text
        assert f"<title>Ida Holt: denied: “{TRAM[2011]}" in feed


def test_a_span_of_days_stays_one_and_a_name_that_fits_several_leads_to_each(tmp_path: Path) -> None:
    with Record.open(tmp_path / "record.db") as record:
        for name in ("Ida Holt", "Otto Holt"):
            made = report(f"{name}.txt", "2031-03-02", [(name, TRAM[2011])])
            (said,) = made.quotations
            month = Interval("2031-02-01", "2031-02-28")
            record.add(replace(made, quotations=(replace(said, said_on=month),)))
        record.refresh()
    with TestClient(application(Settings(tmp_path / "record.db")), base_url="http://localhost") as room:
        asked = html.document_fromstring(room.get("/positions?speaker=Holt&about=tram+line").content)
        assert "“Holt” fits several. Who is meant? Ida Holt, Otto Holt" in words(asked.text_content())
        assert asked.xpath("//input[@name='speaker']/@value") == ["Holt"]
        links = asked.xpath("//main//a[contains(@href, 'about=tram')]/@href")
        assert len(links) == 2
        for link in links:
            page = html.document_fromstring(room.get(link).content)
            assert page.findtext(".//article//h2") == "1–28 February 2031"
        found = room.get("/positions.json?speaker=Holt&about=tram+line").json()
        assert [each["name"] for each in found["others"]] == ["Ida Holt", "Otto Holt"]
        assert found["id"] is None


def test_figures_say_what_is_unsure_and_what_is_denied(tmp_path: Path) -> None:
    said = "The toll will bring 40 million marks a year"
    with Record.open(tmp_path / "record.db") as record:
        for name, grade, polarity in (("one", "review", "denied"), ("two", "record", None)):
            made = report(f"{name}.txt", "2031-03-02", [("Ida Holt", said)])
            put = (replace(each, grade=grade, polarity=polarity) for each in made.quotations)
            record.add(replace(made, quotations=tuple(put)))
        record.refresh()
    with TestClient(application(Settings(tmp_path / "record.db")), base_url="http://localhost") as room:
        found = room.get("/figures.json").json()["figures"]
        assert {(each["grade"], each["polarity"]) for each in found} == {
            ("review", "denied"),
            ("record", None),
        }
        page = html.document_fromstring(room.get("/figures").content)
        shown = [words(each.text_content()) for each in page.xpath("//article")]
        assert sorted(("to review" in each, "denied: " in each) for each in shown) == [
            (False, False),
            (True, True),
        ]
