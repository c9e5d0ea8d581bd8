"""A topic on one page, as text and as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

ALLIANCE = """Tarn Gazette
3 March 2031

The Coastal Union of Norvia and Merrow met in Lissen. “We need Merrow as never before,” said Ada Brun.

The Harbour Council of the Coastal Union was founded in 2029.
Trains of the Coastal Union will run from May between Lissen and Tarn.
The Coastal Union's Pilots Treaty was signed in April 2019.
"""
LATER = """Tarn Courier
5 March 2031

“The Coastal Union is our home,” said Ada Brun. The Pilots Treaty of the Coastal Union will be extended.
"""


@pytest.fixture
def filled(run: Run, here: Path) -> Run:
    Path("gazette.txt").write_text(ALLIANCE, encoding="utf-8")
    Path("courier.txt").write_text(LATER, encoding="utf-8")
    assert run("add", ".").status == 0
    return run


def test_the_page_has_its_sections_each_line_with_its_place(filled: Run) -> None:
    shown = filled("dossier", "Coastal Union", "--as-of", "2031-03-10")
    lines = shown.out.splitlines()
    assert lines[0] == "Coastal Union · 2 reports · as of 10 March 2031"
    titles = [line for line in lines if line and not line.startswith(" ")][1:]
    assert titles[:4] == ["parties", "bodies", "agreements", "routes and works"]
    assert titles[-1] == "positions, by party and in order of time"
    assert "    signed April 2019  “signed”, “in April 2019”" in lines
    assert "    starts May 2031  “run”, “from May”" in lines
    assert any(line.startswith("    — 3 Mar 2031 · Tarn Gazette · ") for line in lines)
    assert all(len(line) <= 80 for line in lines)
    assert (shown.status, shown.err) == (0, "")


def test_as_json_every_line_has_its_spans(filled: Run) -> None:
    (page,) = _json(filled("dossier", "Coastal Union", "--json").out)
    (treaty,) = page["agreements"]
    texts = {report["id"]: Path(report["name"]).read_text(encoding="utf-8") for report in page["reports"]}
    assert {proof["report"] for proof in treaty["sources"]} == set(texts)
    for section in ("parties", "bodies", "agreements", "decisions", "projects", "positions"):
        for line in page[section]:
            for proof in line["sources"]:
                start, end = proof["span"]
                assert texts[proof["report"]][start:end] == proof["words"]


def test_places_beyond_those_asked_for_are_counted(filled: Run) -> None:
    assert "— and 1 more" in filled("dossier", "Coastal Union", "--sources", "1").out


def test_a_topic_of_which_no_report_tells_says_so(filled: Run) -> None:
    shown = filled("dossier", "Inland League")
    assert (shown.status, shown.err) == (0, "no report tells of it\n")
    assert _json(filled("dossier", "Inland League", "--json").out)[0]["reports"] == []


@pytest.mark.parametrize(
    "topic", ['"', "*", "NEAR(", "a AND", "(", "And", "'s", "\x1b[2J", "東京", "A and B", "- -", "O'Neil*"]
)
def test_a_wild_topic_shows_no_traceback(filled: Run, topic: str) -> None:
    shown = filled("dossier", "--", topic)
    assert shown.status == 0
    assert "Traceback" not in shown.err
    assert "\x1b" not in shown.out


@pytest.mark.parametrize("arguments", [(" ",), ("Coastal Union", "--as-of", "soon"), ()])
def test_what_is_no_topic_or_no_day_is_refused(filled: Run, arguments: tuple[str, ...]) -> None:
    shown = filled("dossier", *arguments)
    assert shown.status == 2
    assert shown.err.startswith("error: ")


def test_a_last_name_is_taken_for_who_bears_it_and_says_so(filled: Run) -> None:
    short, whole = filled("dossier", "Brun"), filled("dossier", "Ada Brun")
    assert re.fullmatch(r"Brun: taken for Ada Brun · p[0-9a-f]{12}\n", short.err)
    assert whole.err == ""
    assert "“The Coastal Union is our home,”" in whole.out
    assert short.out.replace("Ada ", "") == whole.out.replace("Ada ", "")


@pytest.mark.parametrize("topic", ["and", " of the "])
def test_small_words_are_no_topic(filled: Run, topic: str) -> None:
    refused = filled("dossier", topic)
    assert refused.status == 2
    assert f"{topic.strip()} names nothing" in refused.err


def test_reports_that_tell_nothing_that_has_a_place_are_counted(filled: Run) -> None:
    Path("inn.txt").write_text("Tarn Post\n4 March 2031\n\nThe Harbour Inn is old.\n", encoding="utf-8")
    filled("add", "inn.txt")
    shown = filled("dossier", "Harbour Inn", "--as-of", "2031-03-10")
    assert shown.out == "Harbour Inn · 1 report · as of 10 March 2031\n"
    assert shown.err.startswith("named in 1 report, which tell nothing of it that has a place here")


def _json(out: str) -> list[dict[str, Any]]:
    return json.loads(out)  # type: ignore[no-any-return]
