"""Who is on record: the list, and the page of one speaker; each says what its JSON says."""

from __future__ import annotations

from html import unescape

import pytest
from starlette.testclient import TestClient


def seen(client: TestClient, address: str) -> str:
    """The words of a page as its source has them, entities read."""
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.text)


def test_the_list_has_the_most_quoted_first_and_each_leads_to_their_page(room: TestClient) -> None:
    found = room.get("/speakers.json").json()
    page = seen(room, "/speakers")
    counts = [each["quotations"] for each in found["speakers"]]
    assert counts == sorted(counts, reverse=True)
    for each in found["speakers"]:
        assert each["name"] in page
        assert each["id"] is None or f'href="/speakers/{each["id"]}"' in page
    assert found["more"]
    second = room.get("/speakers.json?page=2").json()["speakers"]
    assert second
    assert not {each["name"] for each in second} & {each["name"] for each in found["speakers"]}


@pytest.mark.parametrize("name", ["orrel", "BASTIAN", "Órrel bastian"])
def test_a_name_is_found_under_whatever_spelling(room: TestClient, name: str) -> None:
    found = room.get("/speakers.json", params={"name": name}).json()["speakers"]
    assert [each["name"] for each in found] == ["Bastian Orrel"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/speakers?name=nobody", "Nobody on record is called so."),
        ("/speakers?name=--", "Nobody on record is called so."),
        ("/speakers?page=99", "The list ends before this page."),
    ],
)
def test_an_empty_list_says_what_to_do(room: TestClient, address: str, words: str) -> None:
    assert words in seen(room, address)


@pytest.fixture(scope="module")
def orrel(room: TestClient) -> str:
    return str(room.get("/speakers.json?name=orrel").json()["speakers"][0]["id"])


def test_a_speaker_s_page_says_what_its_json_says(room: TestClient, orrel: str) -> None:
    found, page = room.get(f"/speakers/{orrel}.json").json(), seen(room, f"/speakers/{orrel}")
    assert f"{found['said']} quotations in {found['reports']} reports" in page
    for words in (
        *(role["text"] for role in found["roles"]),
        *(topic["word"] for topic in found["topics"]),
        *(outlet["name"] for outlet in found["outlets"]),
        *(each["due_words"] for each in found["commitments"]),
        *(" ".join(row["text"].split()) for row in found["quotations"]),
    ):
        assert words in page
    assert found["quotations"]
    assert found["commitments"]
    assert all(each["row"]["stand"]["type"] != "prediction" for each in found["commitments"])


def test_every_speaker_s_last_commitments_are_of_those_they_are_bound_by(room: TestClient) -> None:
    compared = 0
    for speaker in room.get("/speakers.json").json()["speakers"]:
        shown = room.get(f"/speakers/{speaker['id']}.json").json()["commitments"]
        bound = room.get(f"/commitments.json?who={speaker['id']}").json()["commitments"]
        made = sorted((each["row"]["made_on"] for each in bound), reverse=True)
        assert [each["row"]["made_on"] for each in shown] == made[:10]
        assert {each["row"]["id"] for each in shown} <= {each["row"]["id"] for each in bound}
        compared += len(shown)
    assert compared > 3


def test_everything_said_is_in_one_month_and_of_one_outlet(room: TestClient, orrel: str) -> None:
    found = room.get(f"/speakers/{orrel}.json").json()
    assert sum(month["quotations"] for month in found["months"]) <= found["said"]
    assert sum(outlet["quotations"] for outlet in found["outlets"]) == found["said"]
    months = [month["month"] for month in found["months"]]
    assert months == sorted(set(months))


def test_the_drawing_has_a_bar_a_month_and_the_table_its_numbers(room: TestClient, orrel: str) -> None:
    found, page = room.get(f"/speakers/{orrel}.json").json(), seen(room, f"/speakers/{orrel}")
    assert page.count("<rect") == len(found["months"])
    assert '<title id="timeline-title">Quotations by month</title>' in page
    for month in found["months"]:
        assert f'<td class="number">{month["quotations"]}</td>' in page


def test_what_a_speaker_said_comes_the_latest_first(room: TestClient, orrel: str) -> None:
    rows = room.get(f"/speakers/{orrel}.json").json()["quotations"]
    days = [row["said_latest"] or row["published"] or "" for row in rows]
    assert [day[:10] for day in days] == sorted((day[:10] for day in days), reverse=True)


@pytest.mark.parametrize("who", ["nobody", "p000000000000", "%00", "x" * 200])
def test_who_is_not_there_is_not_found(room: TestClient, who: str) -> None:
    assert room.get(f"/speakers/{who}").status_code == 404
    assert room.get(f"/speakers/{who}.json").json()["error"]
