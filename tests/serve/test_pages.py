"""What stands on the pages, and the same as JSON."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from onrecord.serve.guarding import HEADERS


@pytest.mark.parametrize("address", ["/", "/search", "/search?q=toll", "/reports/none", "/search?page=0"])
def test_every_answer_is_guarded(room: TestClient, address: str) -> None:
    answer = room.get(address)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_a_search_marks_the_words_and_leads_to_the_characters_that_prove_them(room: TestClient) -> None:
    hit = room.get("/search.json", params={"q": "toll", "type": "direct"}).json()["hits"][0]
    quote = hit["quote"]
    page = room.get("/search", params={"q": "toll", "type": "direct"}).text
    assert "<mark>toll</mark>" in page.lower()
    assert f'href="/reports/{quote["report_id"]}#q-{quote["id"]}"' in page
    report = room.get(f"/reports/{quote['report_id']}")
    assert f'id="q-{quote["id"]}"' in report.text
    whole = room.get(f"/reports/{quote['report_id']}.json").json()
    said = next(each for each in whole["quotations"] if each["id"] == quote["id"])
    assert all(whole["text"][start:end] in quote["text"] for start, end in said["content"])


@pytest.mark.parametrize(
    ("address", "status", "why"),
    [
        ("/search.json?page=0", 400, "page: expected int >= 1"),
        ("/search.json?q=x&type=loud", 400, "type: invalid enum value 'loud'"),
        ("/search.json?q=x&since=soon", 400, "since: "),
        ("/search.json?q=x&since=2026-13", 400, "since: "),
        ("/reports/000000.json", 404, "000000: no such report"),
        ("/nowhere", 404, "Not Found"),
    ],
)
def test_what_cannot_be_answered_says_why(room: TestClient, address: str, status: int, why: str) -> None:
    answer = room.get(address)
    assert answer.status_code == status
    assert why in answer.text


def test_a_page_that_has_not_changed_is_not_sent_again(room: TestClient) -> None:
    first = room.get("/search?q=toll")
    again = room.get("/search?q=toll", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert room.get("/search?q=bridge").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LocalHost:8000", 200),
        ("127.0.0.1:8000", 200),
        ("192.0.2.7", 200),
        ("[::1]:8000", 200),
        ("elsewhere.example", 400),
        ("localhost.elsewhere.example", 400),
        ("127.0.0.1.elsewhere.example:8000", 400),
        ("[::1", 400),
        ("", 400),
    ],
)
def test_the_room_answers_to_its_own_names_and_to_ip_addresses(
    room: TestClient, host: str, status: int
) -> None:
    assert room.get("/", headers={"host": host}).status_code == status
