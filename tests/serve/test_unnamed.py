"""Who says it where a report gives no name: its own words, told to be that, wherever it is listed."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import event
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.serve import Settings, application
from tests.record.telling import report

SAID = "The eastern quay will open in June and the ferry will cost 40 marks"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in which nobody is named: one report says by whom in words of its own, the other does not."""
    made = tmp_path_factory.mktemp("unnamed") / "record.db"
    with Record.open(made) as record:
        for name, who, said in (
            ("gazette.txt", "officials at the\nharbour ministry", SAID),
            ("online.txt", "", "Nobody asked the fishers what they make of a longer quay"),
        ):
            told = report(name, "2031-03-02", [(who, said)])
            record.add(replace(told, quotations=(replace(told.quotations[0], speaker=None),)))
        record.statements.match()
    return made


@pytest.mark.parametrize("address", ["/search?q=quay", "/statements", "/review", "/reports/{id}"])
def test_the_words_of_the_report_stand_for_whom_it_does_not_name(path: Path, address: str) -> None:
    with TestClient(application(Settings(path)), base_url="http://localhost") as room:
        reports = room.get("/reports.json").json()["reports"]
        gazette = next(each["id"] for each in reports if each["outlet"] == "Gazette")
        page = unescape(room.get(address.format(id=gazette)).text)
    assert "“officials at the harbour ministry” (the report's words)" in page
    assert ("unnamed</bdi>" in page) == ("/reports" not in address)


def test_a_statement_is_headed_by_the_words_for_whom_no_report_names(path: Path) -> None:
    with TestClient(application(Settings(path)), base_url="http://localhost") as room:
        rows = room.get("/statements.json").json()["statements"]
        pages = [unescape(room.get(f"/statements/{row['id']}").text) for row in rows]
    assert {row["words"] for row in rows} == {"officials at the harbour ministry", None}
    assert {row["speaker"] for row in rows} == {None}
    headings = {page.partition("<h1>")[2].partition("</h1>")[0] for page in pages}
    assert headings == {
        "Statement of <bdi>“officials at the harbour ministry” (the report's words)</bdi>",
        "Statement of <bdi>somebody unnamed</bdi>",
    }


def test_as_many_questions_are_asked_for_one_quotation_as_for_many(tmp_path: Path) -> None:
    asked: dict[int, int] = {}
    for many in (1, 9):
        with Record.open(tmp_path / f"{many}.db") as record:
            for number in range(many):
                told = report(f"{number}.txt", "2031-03-02", [("a clerk", f"{SAID}, {number}")])
                record.add(replace(told, quotations=(replace(told.quotations[0], speaker=None),)))
            seen: list[str] = []
            engine = record._database._engine
            event.listen(engine, "before_cursor_execute", lambda *args, seen=seen: seen.append(args[2]))
            assert {row.words for row in record.quotes()} == {"a clerk"}
            asked[many] = len(seen)
    assert asked[1] == asked[9]
