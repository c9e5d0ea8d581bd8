"""What is to be done: listed, looked at, found to be kept or not, and put into a calendar."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from onrecord.core import Span
from tests.cli.conftest import ROOT, Outcome, Run
from tests.cli.ledger_reports import PROMISE, ledger, write
from tests.export.test_ics import STAND
from tests.record import fake_ledger

__all__ = ["ledger"]

QUAY, ROAD = "repair the eastern quay", "widen the harbour road"


NOW = ("--as-of", "2031-12-31")


def rows(run: Run, *arguments: str) -> list[dict[str, Any]]:
    return json.loads(run("commitments", *NOW, *arguments, "--json").out)  # type: ignore[no-any-return]


def quay_id(run: Run) -> str:
    (row,) = rows(run, "--about", "quay")
    return str(row["id"])


def flat(outcome: Outcome) -> str:
    return " ".join(outcome.out.split())


def test_each_is_one_line_with_its_deadline_status_words_and_reports(ledger: Run) -> None:
    listed = ledger("commitments", "--as-of", "2031-05-01")
    first, second = (block.splitlines() for block in listed.out.strip().split("\n\n"))
    assert re.fullmatch(r"promise · due 3 March – 30 June 2031 · due · to review · [0-9a-f]{12}", first[0])
    assert first[1] == "  We will repair the eastern quay by 2031-06-30"
    assert first[2] == "  — Ilse Marrow · 3 March 2031 · Tarn Gazette · 2 reports"
    assert second[0].startswith("promise · no deadline · pending · to review · ")
    assert all(len(line) <= 80 for line in listed.out.splitlines())
    assert listed.err == "2 commitments\n"


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--due-before", "2031-07"), [QUAY]),
        (("--due-before", "2031-06-30"), []),
        (("--status", "kept"), [QUAY]),
        (("--status", "overdue"), []),
        (("--status", "overdue", "--as-of", "2031-07-01"), [QUAY]),
        (("--as-of", "2031-03-04"), [QUAY]),
        (("--who", "marrow"), [QUAY]),
        (("--who", "the council"), [ROAD]),
        (("--type", "promise"), [QUAY, ROAD]),
        (("--type", "prediction"), []),
        (("--about", "harbour road"), [ROAD]),
        (("--speaker", "weir"), [QUAY, ROAD]),
        (("--since", "2031-03-05"), [ROAD]),
        (("--until", "2031-03-03"), [QUAY]),
        (("--outlet", "online"), [ROAD]),
        (("--grade", "record"), []),
        (("--limit", "1"), [QUAY]),
    ],
)
def test_filters(ledger: Run, arguments: tuple[str, ...], found: list[str]) -> None:
    assert [row["what"] for row in rows(ledger, *arguments)] == found


def test_what_is_left_out_is_told(ledger: Run) -> None:
    shown = ledger("commitments", *NOW, "--limit", "1").err
    assert shown == "1 commitment shown, and there are more; --limit for those\n"
    assert ledger("commitments", *NOW, "--about", "lighthouse").err == "no commitment fits\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--as-of", "soon"),
        ("--as-of", "2031-02-30"),
        ("--as-of", "2031"),
        ("--due-before", "May"),
        ("--status", "broken"),
        ("--type", "wish"),
        ("--who", " "),
        ("--about", ""),
        ("--limit", "0"),
        ("--format", "pdf"),
        ("--json", "--format", "ics"),
        ("--since", "2032", "--until", "2031"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_line(ledger: Run, arguments: tuple[str, ...]) -> None:
    refused = ledger("commitments", *arguments)
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.startswith("error: ") and "Traceback" not in refused.err


@pytest.mark.parametrize("wild", ["%", "' OR 1=1 --", "\udc80", "*", "“", "东京", "-", "\x1b[31m"])
@pytest.mark.parametrize("option", ["--about", "--who", "--speaker", "--outlet"])
def test_wild_words_find_nothing_and_break_nothing(ledger: Run, option: str, wild: str) -> None:
    outcome = ledger("commitments", f"{option}={wild}")
    assert (outcome.status, outcome.out) == (0, "")


def test_a_page_shows_every_part_with_its_place_and_the_evidence(ledger: Run) -> None:
    page = flat(ledger("commitment", quay_id(ledger), "--as-of", "2031-12-31"))
    text = Path("gazette.txt").read_text(encoding="utf-8")
    start = text.index("by 2031-06-30")
    assert "· reported kept, late ·" in page
    assert "who: “We” (Ilse Marrow)" in page
    assert f"by when: “by 2031-06-30”: 3 March – 30 June 2031 · {start}–{start + 13}" in page
    assert "what later reports say reported kept “The eastern quay opened in the morning" in page
    assert page.count("We will repair the eastern quay by 2031-06-30") == 3
    road = rows(ledger, "--about", "road")[0]["id"]
    page = flat(ledger("commitment", road, *NOW))
    assert "for: “everybody”" in page and "if: “it is dry”" in page
    assert "what people found" not in page


def test_json_has_all_places_and_every_span(ledger: Run) -> None:
    (page,) = json.loads(ledger("commitment", quay_id(ledger), "--json", "--as-of", "2031-12-31").out)
    assert (page["status"], page["standing"], page["reports"]) == ("kept", "kept", 2)
    assert page["due"] == {
        "earliest": "2031-03-03",
        "latest": "2031-06-30",
        "precision": "day",
        "text": "by 2031-06-30",
        "span": page["due"]["span"],
    }
    for stand in page["stands"]:
        text = Path(stand["source_address"]).read_text(encoding="utf-8")
        assert text[slice(*stand["span"])] == stand["text"]
        assert text[slice(*stand["due"]["span"])] == stand["due"]["text"]
    (evidence,) = page["evidence"]
    text = Path(evidence["source_address"]).read_text(encoding="utf-8")
    assert " ".join(text[slice(*evidence["span"])].split()) == evidence["sentence"]


@pytest.mark.parametrize("which", ["", "zz", "0" * 12, "\udc80", "%"])
def test_an_id_that_is_none_says_so(ledger: Run, which: str) -> None:
    outcome = ledger("commitment", which)
    assert outcome.status == 1
    assert outcome.err.splitlines()[-1] == "hint: `onrecord commitments` lists them"


def test_a_verdict_is_told_listed_and_taken_back(ledger: Run) -> None:
    quay = quay_id(ledger)
    made = ledger("commitments", "judge", quay[:8], "dropped", "--note", "nobody came", "--by", "Ada")
    match = re.search(r"`onrecord commitments undo (\w+)` takes it back", made.err)
    assert made.status == 0 and match
    assert "· dropped as Ada found ·" in flat(ledger("commitments", *NOW))
    assert "what people found" in flat(ledger("commitment", quay, *NOW))
    (listed,) = json.loads(ledger("commitments", "judgements", "--json").out)
    assert (listed["verdict"], listed["note"], listed["commitment"]) == ("dropped", "nobody came", quay)
    assert "nobody came" in flat(ledger("commitments", "judgements"))
    assert ledger("commitments", "undo", match[1], "--by", "Bo").err.startswith("undone: ")
    assert [row["standing"] for row in rows(ledger, "--about", "quay")] == ["kept"]
    assert "undone by Bo" in flat(ledger("commitments", "judgements"))
    assert ledger("commitments", "undo", match[1]).status == 1


def test_what_is_wrong_is_not_listed(ledger: Run) -> None:
    quay = quay_id(ledger)
    ledger("commitments", "judge", quay, "wrong", "--by", "Ada")
    assert [row["what"] for row in rows(ledger)] == [ROAD]
    assert [row["id"] for row in rows(ledger, "--status", "wrong")] == [quay]


@pytest.mark.parametrize(
    "arguments", [("kept", "--until", "2031-08-01"), ("delayed", "--until", "August"), ("broken",)]
)
def test_a_verdict_that_makes_no_sense_is_refused(ledger: Run, arguments: tuple[str, ...]) -> None:
    outcome = ledger("commitments", "judge", quay_id(ledger), *arguments, "--by", "Ada")
    assert outcome.status == 2
    assert ledger("commitments", "judgements").err == "0 judgements\n"


def test_an_option_of_the_list_before_another_command_is_refused(ledger: Run) -> None:
    assert "--who belongs behind judgements" in ledger("commitments", "--who", "Weir", "judgements").err


def test_a_calendar_has_one_event_for_each_deadline(ledger: Run) -> None:
    outcome = ledger("commitments", "--format", "ics", "--as-of", "2031-05-01")
    (event,) = Calendar.from_ical(outcome.out).events
    assert event["UID"] == f"{quay_id(ledger)}@onrecord"
    assert event["SUMMARY"] == "Ilse Marrow: repair the eastern quay"
    assert event.start.isoformat() == "2031-06-30"
    assert "“We will repair the eastern quay by 2031-06-30”" in event["DESCRIPTION"]
    assert "Deadline: “by 2031-06-30”" in event["DESCRIPTION"]
    assert "Tarn Gazette, 2031-03-03, report " in event["DESCRIPTION"]
    assert event["STATUS"] == "CONFIRMED"
    assert outcome.err == "1 deadline\n"
    assert ledger("commitments", "--format", "ics", "--as-of", "2031-05-01").out == outcome.out
    ledger("commitments", "judge", quay_id(ledger), "dropped", "--by", "Ada")
    (event,) = Calendar.from_ical(ledger("commitments", "--format", "ics", *NOW).out).events
    assert event["STATUS"] == "CANCELLED"


def test_a_calendar_without_deadlines_is_a_calendar(ledger: Run) -> None:
    outcome = ledger("commitments", *NOW, "--about", "road", "--format", "ics")
    assert Calendar.from_ical(outcome.out).events == []
    assert outcome.err == "no deadline fits\n"


def test_terminal_controls_in_reports_are_shown_not_obeyed(ledger: Run) -> None:
    write("wild", "6 March 2031", "“The pilot will paint \x1b[31m the\u202e boats by 2031-04-01,”")
    ledger("add", "wild.txt")
    for command in (NOW, (*NOW, "--json")):
        shown = ledger("commitments", *command).out
        assert "pilot" in shown and "\x1b" not in shown and "\u202e" not in shown


@pytest.mark.parametrize(
    "command",
    [
        *("figures", "commitments", "commitment", "positions"),
        *("commitments judge", "commitments judgements", "commitments undo"),
    ],
)
def test_the_documentation_shows_the_help_as_it_is(run: Run, command: str) -> None:
    page = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    name = f"onrecord {command}"
    assert f"<!-- help: {name} -->\n```\n{run(*command.split(), '--help').out}```\n<!-- /help -->" in page


@pytest.mark.parametrize(
    ("text", "who", "name", "told"),
    [
        ("We will repair the quay", "We", "Ida Rowan", "We will repair the quay"),
        ("to repair the quay", "The council", "Tarn council", "Tarn council: to repair the quay"),
        ("will repair the quay", "The council", None, "The council: will repair the quay"),
        ("not to repair the quay", None, None, "by whom is not told: not to repair the quay"),
        ("repairs begin in May", None, None, "repairs begin in May"),
    ],
)
def test_who_is_to_do_it_is_named_where_the_words_leave_it_out(
    text: str, who: str | None, name: str | None, told: str
) -> None:
    inside = who is not None and text.startswith(who)
    who_span = None if who is None else Span(100, 102) if inside else Span(0, len(who))
    stand = replace(STAND, text=text, span=Span(100, 180), who=who, who_span=who_span, who_name=name)

    assert stand.in_full == told


def test_predictions_are_left_out_and_counted(run: Run, here: Path) -> None:
    with fake_ledger.rules(), fake_ledger.foreseeing():
        write("gazette", "3 March 2031", PROMISE)
        run("add", ".")
        short, whole = run("commitments", *NOW), run("commitments", *NOW, "--all")
        assert (short.out, short.err) == (
            "",
            "no commitment fits\n1 prediction left out; --all for those too\n",
        )
        assert "prediction" in whole.out
        assert whole.out == run("commitments", *NOW, "--type", "prediction").out
