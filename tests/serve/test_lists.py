"""Reports, dossiers and what waits for review: pages and JSON say the same; empty ones say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from onrecord import pipeline
from onrecord.record import Record
from onrecord.serve import Settings, application
from onrecord.serve.pages.asking import LAST
from tests.record.telling import report
from tests.serve import paths


def words(text: str) -> str:
    return " ".join(text.split())


def test_reports_come_the_latest_first_page_by_page(room: TestClient) -> None:
    found, page = room.get("/reports.json").json(), unescape(room.get("/reports").text)
    days = [each["published"] or "" for each in found["reports"]]
    assert days == sorted(days, reverse=True)
    assert found["more"]
    second = room.get("/reports.json?page=2").json()
    ids = [each["id"] for each in (*found["reports"], *second["reports"])]
    assert len(set(ids)) == len(ids)
    for each in found["reports"]:
        assert words(each["title"] or each["outlet"] or each["name"]) in page
        assert f'href="/reports/{each["id"]}"' in page


def test_a_dossier_says_what_its_json_says_and_where_it_stands(room: TestClient) -> None:
    found = room.get("/dossier.json?q=Velmora").json()
    page = words(html.document_fromstring(room.get("/dossier?q=Velmora").content).text_content())
    lines = [line for section in (*found["sections"], *found["positions"]) for line in section["lines"]]
    assert {section["title"] for section in found["sections"]} >= {"Figures", "Commitments"}
    for line in lines:
        assert words(line["name"]) in page
        for place in line["places"]:
            report = room.get(f"/reports/{place['report_id']}.json").json()["text"]
            assert words(report[slice(*place["span"])]) == place["words"]
    assert len(found["reports"]) > 3


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/dossier", "Give a topic"),
        ("/dossier?q=%E2%80%94", "Give a topic"),
        ("/dossier?q=Atlantis+Ferry+Board", "No report on record tells of it"),
        ("/statements?about=zeppelin", "No statement fits"),
        ("/commitments?about=zeppelin", "No commitment fits"),
        ("/figures?about=zeppelin", "No figure fits"),
        ("/review?of=corrections", "Every correction has its place"),
        ("/review?page=999", "No quotation waits for review on this page"),
        ("/reports?page=999", "The list ends before this page"),
    ],
)
def test_an_empty_page_says_what_to_do(room: TestClient, address: str, told: str) -> None:
    assert told in room.get(address).text


def test_what_waits_for_review_is_of_that_grade_and_the_newest_first(room: TestClient) -> None:
    found, page = room.get("/review.json").json(), unescape(room.get("/review").text)
    rows = found["quotations"]
    assert rows
    assert {row["grade"] for row in rows} == {"review"}
    days = [row["said_latest"] or row["published"] or "" for row in rows]
    assert [day[:10] for day in days] == sorted((day[:10] for day in days), reverse=True)
    assert all(f"#q-{row['id']}" in page for row in rows)
    assert not found["speakers"]
    assert not found["statements"]


def test_pairs_in_doubt_come_the_likeliest_first_until_somebody_decides(
    samples: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "record.db"
    copy.write_bytes(samples.read_bytes())
    with Record.open(copy) as record:
        doubts = record.statements.doubts(200)
        assert [each.likely for each in doubts] == sorted((each.likely for each in doubts), reverse=True)
        assert all(0.5 <= each.likely < 0.8 for each in doubts)
        assert record.statements.doubts(2) == doubts[:2]
        first = doubts[0]
        one, other = (record.statements.statement(each.id).id for each in (first.one, first.other))
        assert one != other
        record.statements.merge(first.one.id, first.other.id, by="Ada")
        assert first not in record.statements.doubts(200)


def test_a_correction_that_lost_its_place_waits_for_review(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    before = report("quay.txt", "2031-03-02", [("Ida Holt", "The quay will open in June")])
    after = report("quay.txt", "2031-03-02", [("Ida Holt", "Nothing of the kind was ever planned")])
    with Record.open(path) as record:
        record.add(before)
        (row,) = record.quotes()
        record.corrections.speaker(row.id, "Tomas Weir", by="Ada Brun", why="the agency says so")
        record.add(after)
        record.statements.match()
    with TestClient(application(Settings(path)), base_url="http://localhost") as client:
        (lost,) = client.get("/review.json?of=corrections").json()["corrections"]
        page = client.get("/review?of=corrections").text
    assert (lost["what"], lost["who"], lost["why"]) == ("speaker", "Ada Brun", "the agency says so")
    assert words(lost["was"]) in unescape(page)
    assert "Every correction has its place" not in page


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("empty") / "record.db"
    Record.open(path).close()
    with TestClient(application(Settings(path)), base_url="http://localhost") as client:
        yield client


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/search",
        "/reports",
        "/speakers",
        "/statements",
        "/commitments",
        "/positions",
        "/dossier",
        "/figures",
    ],
)
def test_an_empty_record_has_pages_too(empty: TestClient, address: str) -> None:
    page = html.document_fromstring(empty.get(address).content)
    assert len(page.findall(".//h1")) == 1


def test_every_page_has_one_heading_headings_in_order_and_names_for_its_fields(room: TestClient) -> None:
    for addresses in paths.of(room).values():
        for address in addresses:
            page = html.document_fromstring(room.get(address).content)
            levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4")]
            assert levels[0] == 1, address
            assert levels.count(1) == 1, address
            assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), address
            ids = [each.get("id") for each in page.iter() if each.get("id")]
            assert len(ids) == len(set(ids)), address
            for field in page.iter("input", "select"):
                labelled = field.get("aria-label") or field.getparent().tag == "label"
                assert labelled or page.findall(f".//label[@for='{field.get('id')}']"), address


def test_pages_lead_to_pages_that_are_there(room: TestClient) -> None:
    seen: set[str] = set()
    for addresses in paths.of(room).values():
        for address in addresses:
            page = html.document_fromstring(room.get(address).content)
            seen |= {link.get("href", "").partition("#")[0] for link in page.iter("a")}
    internal = sorted(each for each in seen if each.startswith("/") and "/cite/" not in each)
    assert len(internal) > 100
    for each in internal[:: max(1, len(internal) // 100)]:
        # What says next to nothing is in no statement.
        assert room.get(each).status_code in ({200, 404} if "/statements/" in each else {200}), each


def test_statements_and_meaning_begin_where_a_page_does(samples: Path) -> None:
    with Record.open(samples) as record:
        every = [row.id for row in record.statements.list(limit=40)]
        assert [row.id for row in record.statements.list(limit=15, offset=25)] == every[25:]
        query, model = pipeline.embed("a toll"), pipeline.model_info()
        near = record.search_by_meaning(query, model, limit=9).hits
        assert record.search_by_meaning(query, model, limit=4, offset=5).hits == near[5:]


@pytest.mark.parametrize("path", ["/search?q=toll&", "/statements?", "/review?of=speakers&", "/reports?"])
def test_a_list_ends_somewhere_whatever_is_asked(room: TestClient, path: str) -> None:
    assert room.get(f"{path}page={LAST}").status_code == 200
    assert room.get(f"{path}page={LAST + 1}").status_code == 400


def test_the_last_page_of_a_list_says_that_there_is_more(
    room: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(room.app.state.templates.globals, "last_page", 1)  # type: ignore[attr-defined]
    page = room.get("/statements").text
    assert "There is more: ask for less to see it." in page
    assert 'rel="next"' not in page


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/search?q=toll", "/feeds/search.atom?q=toll"),
        ("/commitments", "/feeds/commitments.atom"),
        ("/commitments?who=Una", "/feeds/commitments.atom?who=Una"),
    ],
)
def test_what_has_a_feed_leads_to_it(room: TestClient, page: str, feed: str) -> None:
    assert room.get(page).text.count(f'href="{feed}"') == 2
    assert room.get(feed).status_code == 200
