"""Citations, evidence, calendars and feeds, as files."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import pytest
from starlette.testclient import TestClient

from onrecord.export import bundle
from onrecord.serve import Settings, application

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def quote(room: TestClient) -> dict[str, str]:
    found = room.get("/search.json", params={"q": "toll", "type": "direct"}).json()["hits"]
    return dict(found[0]["quote"])


def test_a_quotation_is_cited_in_every_form_with_its_address(room: TestClient, quote: dict[str, str]) -> None:
    page = room.get(f"/cite/{quote['id']}")
    for form, kind in (
        ("text", "text/plain"),
        ("bibtex", "application/x-bibtex"),
        ("csl", "application/vnd"),
    ):
        answer = room.get(f"/cite/{quote['id']}/{form}")
        assert answer.headers["content-type"].startswith(kind)
        assert f"urn:onrecord:reports/{quote['report_id']}" in answer.text
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


@pytest.mark.parametrize("of", ["quotation", "report", "statement"])
def test_a_citation_has_the_hash_of_its_evidence_however_often_that_is_made(
    room: TestClient, quote: dict[str, str], of: str
) -> None:
    statement = room.get("/statements.json").json()["statements"][0]["id"]
    which = {"quotation": quote["id"], "report": quote["report_id"], "statement": statement}[of]
    made = {hashlib.sha256(room.get(f"/evidence/{which}").content).hexdigest() for _ in range(2)}
    (digest,) = made
    assert digest in room.get(f"/cite/{which}").text


def test_deadlines_are_a_calendar_and_a_feed(room: TestClient) -> None:
    events = icalendar.Calendar.from_ical(room.get("/commitments.ics?review=true").text).walk("VEVENT")
    feed = ET.fromstring(room.get("/feeds/commitments.atom").content)
    assert events
    assert feed.findall("a:entry", ATOM)


def test_the_calendar_has_what_is_to_review_only_where_that_is_asked_for(room: TestClient) -> None:
    sure = icalendar.Calendar.from_ical(room.get("/commitments.ics").text)
    every = icalendar.Calendar.from_ical(room.get("/commitments.ics?review=true").text)
    doubtful = [event for event in every.walk("VEVENT") if "To review" in event["description"]]
    assert doubtful
    assert len(sure.walk("VEVENT")) == len(every.walk("VEVENT")) - len(doubtful)
    assert str(sure["description"]).startswith(f"{len(doubtful)} to review are left out")
    assert "description" not in every


def test_a_speaker_and_a_search_have_feeds_of_the_latest(room: TestClient, quote: dict[str, str]) -> None:
    speaker = ET.fromstring(room.get(f"/feeds/speakers/{quote['speaker_id']}.atom").content)
    words = ET.fromstring(room.get("/feeds/search.atom", params={"q": "toll"}).content)
    for feed in (speaker, words):
        entries = feed.findall("a:entry/a:id", ATOM)
        assert any(quote["id"] in (entry.text or "") for entry in entries)


@pytest.fixture(scope="module")
def files(quote: dict[str, str]) -> list[str]:
    """What holds permanent addresses."""
    own = (f"/cite/{quote['id']}/text", f"/feeds/speakers/{quote['speaker_id']}.atom")
    return [*own, "/feeds/search.atom?q=toll", "/feeds/commitments.atom"]


def test_addresses_are_the_same_under_whatever_name_the_room_is_asked(
    room: TestClient, files: list[str]
) -> None:
    for file in files:
        here, there = (room.get(file, headers={"host": host}).text for host in ("localhost", "127.0.0.1:81"))
        assert [*_ids(here)] == [*_ids(there)]
        assert "urn:onrecord:" in here


def test_an_entry_leads_to_where_it_is_shown(room: TestClient) -> None:
    feed = ET.fromstring(room.get("/feeds/search.atom?q=toll", headers={"host": "127.0.0.1:81"}).content)
    for entry in feed.findall("a:entry", ATOM):
        there = entry.find("a:link[@rel='alternate']", ATOM)
        assert there is not None
        assert there.get("href", "").startswith("http://127.0.0.1:81/reports/")
        assert room.get(there.get("href", "").removeprefix("http://127.0.0.1:81")).status_code == 200


def test_a_room_with_an_address_of_its_own_has_it_in_all_of_them(
    samples: Path, quote: dict[str, str], files: list[str]
) -> None:
    settings = Settings(samples, hosts=("desk.example",), address="https://desk.example/record")
    with TestClient(application(settings), base_url="https://desk.example") as room:
        for file in files:
            answer = room.get(file).text
            assert "https://desk.example/record/" in answer
            assert "urn:onrecord:" not in answer
        evidence = bundle.check(io.BytesIO(room.get(f"/evidence/{quote['id']}").content))
    assert evidence.manifest is not None
    assert evidence.manifest.about.address.startswith("https://desk.example/record/reports/")


def _ids(file: str) -> Iterator[str]:
    """The permanent addresses in a file: of a feed all ids, of a citation all that it says."""
    yield from re.findall("<id>[^<]*</id>", file) or [file]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        (f"/feeds/search.atom?q={'toll+' * 200}", "q: expected str of length &lt;= 500"),
        ("/feeds/search.atom?q=toll&q=bridge", "q: given 2 times"),
        ("/feeds/commitments.atom?who=a&who=b", "who: given 2 times"),
        ("/commitments.ics?who=a&who=b", "who: given 2 times"),
        (f"/commitments.ics?who={'a' * 201}", "who: expected str of length &lt;= 200"),
        (f"/cite/{'a' * 201}", "id: expected str of length &lt;= 200"),
    ],
)
def test_what_is_asked_of_a_file_is_checked_as_of_a_page(room: TestClient, address: str, why: str) -> None:
    answer = room.get(address)
    assert answer.status_code == 400
    assert why in answer.text


@pytest.mark.parametrize("address", ["/cite/zz", "/evidence/zz", "/cite/zz/csl", "/feeds/speakers/zz.atom"])
def test_what_is_not_there_has_no_file(room: TestClient, address: str) -> None:
    assert room.get(address).status_code == 404
