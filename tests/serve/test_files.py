"""Citations, evidence, calendars and feeds, as files."""

from __future__ import annotations

import io
import json
from xml.etree import ElementTree as ET

import icalendar
import pytest
from starlette.testclient import TestClient

from onrecord.export import bundle

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def quote(room: TestClient) -> dict[str, str]:
    found = room.get("/search.json", params={"q": "toll", "type": "direct"}).json()["hits"]
    return dict(found[0]["quote"])


def test_a_quotation_is_cited_in_every_form_with_its_address_here(
    room: TestClient, quote: dict[str, str]
) -> None:
    page = room.get(f"/cite/{quote['id']}")
    for form, kind in (
        ("text", "text/plain"),
        ("bibtex", "application/x-bibtex"),
        ("csl", "application/vnd"),
    ):
        answer = room.get(f"/cite/{quote['id']}/{form}")
        assert answer.headers["content-type"].startswith(kind)
        assert f"http://localhost/reports/{quote['report_id']}" in answer.text
    assert json.loads(room.get(f"/cite/{quote['id']}/csl").text)[0]["type"] == "article-newspaper"
    assert page.text.count(quote["report_id"]) >= 3


@pytest.mark.parametrize("of", ["quotation", "report", "statement"])
def test_evidence_proves_itself(room: TestClient, quote: dict[str, str], of: str) -> None:
    statement = room.get(f"/statements/{quote['id']}.json").json().get("id", quote["id"])
    which = {"quotation": quote["id"], "report": quote["report_id"], "statement": statement}[of]
    answer = room.get(f"/evidence/{which}")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert int(answer.headers["content-length"]) == len(answer.content)
    checked = bundle.check(io.BytesIO(answer.content))
    assert not checked.problems


def test_deadlines_are_a_calendar_and_a_feed(room: TestClient) -> None:
    events = icalendar.Calendar.from_ical(room.get("/commitments.ics").text).walk("VEVENT")
    feed = ET.fromstring(room.get("/feeds/commitments.atom").content)
    assert events
    assert feed.findall("a:entry", ATOM)


def test_a_speaker_and_a_search_have_feeds_of_the_latest(room: TestClient, quote: dict[str, str]) -> None:
    speaker = ET.fromstring(room.get(f"/feeds/speakers/{quote['speaker_id']}.atom").content)
    words = ET.fromstring(room.get("/feeds/search.atom", params={"q": "toll"}).content)
    for feed in (speaker, words):
        entries = feed.findall("a:entry/a:id", ATOM)
        assert any(quote["id"] in (entry.text or "") for entry in entries)


@pytest.mark.parametrize("address", ["/cite/zz", "/evidence/zz", "/cite/zz/csl", "/feeds/speakers/zz.atom"])
def test_what_is_not_there_has_no_file(room: TestClient, address: str) -> None:
    assert room.get(address).status_code == 404
