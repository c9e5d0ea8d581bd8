"""What may be asked: days that there are, each thing once."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.testclient import TestClient

from onrecord.serve.pages import asking
from onrecord.serve.pages.asking import Day, SingleDay
from tests.serve import paths


def fits(day: str, kind: Any = SingleDay) -> bool:
    try:
        msgspec.convert(day, kind)
    except msgspec.ValidationError:
        return False
    return True


@given(st.dates())
def test_every_day_is_one(day: date) -> None:
    written = day.isoformat()
    assert fits(written)
    assert all(fits(written[:size], Day) for size in (4, 7, 10))


@given(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
def test_no_other_is_a_day(year: int, month: int, number: int) -> None:
    written = f"{year:04d}-{month:02d}-{number:02d}"
    try:
        date.fromisoformat(written)
        is_one = True
    except ValueError:
        is_one = False
    assert fits(written) == fits(written, Day) == is_one


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024, 2100, 2400, 4])
def test_leap_days(year: int) -> None:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    assert fits(f"{year:04d}-02-29") == leap


def test_what_is_asked_twice_is_refused_and_what_is_left_empty_was_not_asked(room: TestClient) -> None:
    assert room.get("/review.json?of=speakers&of=statements").json()["error"] == "of: given 2 times"
    assert room.get("/review.json?of=&page=").json() == room.get("/review.json").json()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        (
            "/search?since=2026-02-31",
            "since: “2026-02-31” is not a day; write 2026-02-28, 2026-02 or 2026",
        ),
        (
            "/search?until=2024-02-30",
            "until: “2024-02-30” is not a day; write 2024-02-29, 2024-02 or 2024",
        ),
        (
            "/statements?since=soon",
            "since: “soon” is not a day, month or year; write 2026-03-02, 2026-03 or 2026",
        ),
        ("/commitments?as_of=2026-02-31", "as_of: “2026-02-31” is not a day; write 2026-02-28"),
        ("/commitments?month=2026-13", "month: “2026-13” is not a month; write 2026-03"),
        ("/figures?since=2026-05&until=2026-04-30", "since: 2026-05 is later than until, 2026-04-30"),
    ],
)
def test_what_is_no_day_says_how_one_is_written(room: TestClient, address: str, why: str) -> None:
    answer = room.get(address.replace("?", ".json?"))
    assert (answer.status_code, answer.json()["error"]) == (400, why)
    assert why in html.document_fromstring(room.get(address).content).text_content()


@pytest.mark.parametrize(("since", "until"), [("2026-03-02", "2026-03"), ("2026", "2026-01-01")])
def test_a_month_ends_with_its_last_day(room: TestClient, since: str, until: str) -> None:
    assert room.get("/statements.json", params={"since": since, "until": until}).status_code == 200


@pytest.mark.parametrize("kind", ["reports", "statements", "speakers", "commitments", "cite"])
def test_an_id_leads_to_its_page_as_does_its_start_but_not_a_letter_or_a_name(
    room: TestClient, kind: str
) -> None:
    (address, *_) = paths.of(room)[f"/{'reports' if kind == 'cite' else kind}/{{id}}"]
    whole = address.rpartition("/")[2]
    expected = html.document_fromstring(room.get(f"/{kind}/{whole}").content).find(".//main").text_content()
    for typed in (whole[:8], whole[:6], whole.upper()):
        answer = room.get(f"/{kind}/{typed}")
        assert answer.status_code == 200, typed
        assert html.document_fromstring(answer.content).find(".//main").text_content() == expected
    for typed in ("p", whole[:1], whole[:5], "Orrel", "facade", "toll-1-merrow-press.txt", "zzzzzzzz"):
        assert room.get(f"/{kind}/{typed}").status_code == 404, typed


def test_an_id_that_fits_several_is_not_found_and_names_them(
    room: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(asking._SHAPES, "statement", "[0-9a-f]{1,12}")
    ids = sorted(each["id"] for each in room.get("/statements.json").json()["statements"])
    start = next(one[:1] for one, other in pairwise(ids) if one[:1] == other[:1])
    answer = room.get(f"/statements/{start}.json")
    assert answer.status_code == 404
    assert "more than one statement's id begins so" in answer.json()["error"]
    assert answer.json()["hint"].startswith(f"give one whole: {start}")


@pytest.mark.parametrize(
    "address",
    [
        "/statements/ffffffffffff",
        "/statements/ffffffffffffffff-ffff",
        "/reports/ffffffffffffffff",
        "/speakers/pffffffffffff",
        "/commitments/ffffffffffff",
        "/cite/ffffffffffff",
        "/cite/ffffffffffffffff-ffff",
        "/commitments?who=Nobody+Atall",
        "/positions?speaker=Nobody+Atall&about=toll",
    ],
)
def test_no_page_sends_its_reader_to_a_terminal(room: TestClient, address: str) -> None:
    for answer in (room.get(address), room.get(address.replace("?", ".json?"))):
        assert not re.search(r"onrecord [a-z]+ ?[`A-Z]|`|--\w", answer.text)
    page = room.get(address)
    assert page.status_code == 200 or 'class="hint"' in page.text or "A list of all there are" in page.text


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/search?q=tax&untill=2001", 400),
        ("/search.json?q=tax&meaning=true", 400),
        ("/?page=2", 400),
        ("/search?q=tax&utm_source=letter&fbclid=x", 200),
    ],
)
def test_what_is_misspelt_is_not_answered_as_if_understood(
    room: TestClient, address: str, status: int
) -> None:
    answer = room.get(address)
    assert answer.status_code == status
    if "untill" in address:
        assert "untill: nothing here is called so" in answer.text
        assert "until" in answer.text
