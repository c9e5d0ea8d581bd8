"""What was said, each once: the list, and one statement with its reports, how they differ, what warns."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from rich.console import Console
from starlette.testclient import TestClient

from onrecord.cli.statement_drawing import lines
from onrecord.record import Record
from onrecord.record.understanding import understood


@pytest.fixture(scope="module")
def widest(room: TestClient) -> str:
    """The statement that most reports have."""
    return str(room.get("/statements.json").json()["statements"][0]["id"])


def test_the_list_has_what_most_report_first(room: TestClient) -> None:
    found = room.get("/statements.json").json()
    counts = [each["reports"] for each in found["statements"]]
    page = unescape(room.get("/statements").text)
    assert counts == sorted(counts, reverse=True)
    assert all(" ".join(each["text"].split()) in page for each in found["statements"])
    assert all(f'href="/statements/{each["id"]}"' in page for each in found["statements"])


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("min_reports=2", lambda each: each["reports"] >= 2),
        ("about=toll", lambda each: "toll" in each["text"].lower() or each["reports"] > 1),
        ("speaker=Orrel", lambda each: "Orrel" in each["speaker"] or each["reports"] > 1),
        ("outlet=Ansby", lambda each: "Ansby Courier" in each["outlets"]),
    ],
)
def test_the_filters_are_those_of_the_command(
    room: TestClient, query: str, holds: Callable[[dict[str, Any]], bool]
) -> None:
    rows = room.get(f"/statements.json?{query}").json()["statements"]
    assert rows
    assert all(holds(each) for each in rows)


def test_a_page_says_what_the_terminal_says(room: TestClient, samples: Path, widest: str) -> None:
    page = " ".join(
        html.document_fromstring(room.get(f"/statements/{widest}").content).text_content().split()
    )
    with Record.open(samples, create=False, read_only=True) as record:
        known = understood(record, widest)
        console = Console(width=400)
        told = [line.plain.strip() for line in lines(console, known, diff=False, limit=99)]
    found = room.get(f"/statements/{widest}.json").json()
    for words in (found["counts"], found["observed"], *(each["differs"] for each in found["told"])):
        assert words in page
        assert words in " ".join(told)
    for caution in known.warnings:
        assert " ".join(caution.sentence.split()) in page


def test_reports_come_in_time_and_lead_to_the_characters_that_prove_them(
    room: TestClient, widest: str
) -> None:
    found, page = room.get(f"/statements/{widest}.json").json(), room.get(f"/statements/{widest}").text
    dated = [each["latest"] for each in found["reports"] if each["latest"]]
    assert [day[:10] for day in dated] == sorted(day[:10] for day in dated)
    for each in found["told"]:
        assert f'href="/reports/{each["quote"]["report_id"]}#q-{each["quote"]["id"]}"' in page
    assert sum(each["fullest"] for each in found["told"]) == 1


def test_what_differs_is_told_in_elements_and_in_words(room: TestClient, widest: str) -> None:
    found = room.get(f"/statements/{widest}.json").json()
    compared = [stretch for each in found["told"] for stretch in each["compared"]]
    page = html.document_fromstring(room.get(f"/statements/{widest}").content)
    quoted = page.findall(".//ol[@class='told']//blockquote")
    gone = sum(len(each.findall("del")) for each in quoted)
    new = sum(len(each.findall("ins")) for each in quoted)
    assert gone == sum(each["kind"] in {"cut", "dropped"} for each in compared) > 0
    assert new == sum(each["kind"] == "added" for each in compared)
    assert all(each.findtext("span") == "[only here: " for each in page.findall(".//ins[span]"))
    whole = html.document_fromstring(room.get(f"/statements/{widest}?wording=whole").content)
    assert not whole.findall(".//ol[@class='told']//blockquote/del")


def test_the_drawing_has_a_row_a_report_and_the_list_its_words(room: TestClient, widest: str) -> None:
    found, page = (
        room.get(f"/statements/{widest}.json").json(),
        unescape(room.get(f"/statements/{widest}").text),
    )
    assert page.count("<circle") == len(found["reports"]) > 1
    known = {each["id"] for each in found["reports"]}
    drawn = [each for each in found["debts"] if each["source_report"] in known]
    assert page.count("<path") == len(drawn) > 0
    for each in drawn:
        assert f"<title>{each['why']}</title>" in page
        assert f'<span dir="auto">{each["why"]}</span>' in page


def test_a_statement_is_found_by_any_of_its_quotations(room: TestClient, widest: str) -> None:
    for each in room.get(f"/statements/{widest}.json").json()["told"]:
        assert room.get(f"/statements/{each['quote']['id']}.json").json()["id"] == widest


@pytest.mark.parametrize("which", ["none", "0" * 200, "0000000000000000-x", "%ff"])
def test_what_is_not_there_is_not_found(room: TestClient, which: str) -> None:
    answer = room.get(f"/statements/{which}.json")
    assert answer.status_code == 404
    assert answer.json()["error"]
