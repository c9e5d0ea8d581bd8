"""What was said, once for all reports: listed, looked at, compared word by word, decided on."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Outcome, Run

REPORT = "{outlet}\n{day} March 2031\n\n{said} said {who}. The council of Tarn met on that day.\n"
QUAY = "“The eastern quay will open in June and the ferry will cost 40 marks for lorries,”"
ALTERED = "“The eastern quay will open in June and the ferry may cost 60 marks for lorries,”"
CRANES = "“The old cranes were sold to a museum long before anybody asked the harbour board,”"


def write(name: str, day: int, said: str, who: str = "Ilse Marrow", outlet: str = "") -> None:
    text = REPORT.format(outlet=outlet or f"Tarn {name.title()}", day=day, said=said, who=who)
    Path(f"{name}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def filled(run: Run, here: Path) -> Run:
    write("gazette", 3, QUAY)
    write("courier", 3, QUAY)
    write("online", 4, ALTERED)
    write("ledger", 5, CRANES, "Tomas Weir")
    assert run("add", ".").status == 0
    return run


def rows(run: Run, *arguments: str) -> list[dict[str, Any]]:
    return json.loads(run("statements", *arguments, "--json").out)  # type: ignore[no-any-return]


def the_one(run: Run, *arguments: str) -> str:
    (row,) = rows(run, *arguments)
    return str(row["id"])


def undo_of(outcome: Outcome) -> str:
    match = re.search(r"`onrecord statements undo (\w+)`", outcome.err)
    assert match, outcome
    return match[1]


def test_most_reports_come_first_each_in_two_lines(filled: Run) -> None:
    listed = filled("statements")
    first, second = (block.splitlines() for block in listed.out.strip().split("\n\n"))
    assert first[0].startswith("Ilse Marrow · reported 3–4 March 2031 · 3 reports · ")
    assert first[1].startswith("  “The eastern quay will open in June")
    assert second[0].startswith("Tomas Weir · reported 5 March 2031 · 1 report · ")
    assert all(len(line) <= 80 for line in listed.out.splitlines())
    assert listed.err == "2 statements\n"


@pytest.mark.parametrize(
    ("arguments", "speakers"),
    [
        (("--speaker", "weir"), ["Tomas Weir"]),
        (("--topic", "quay june"), ["Ilse Marrow"]),
        (("--topic", "lighthouse"), []),
        (("--min-reports", "2"), ["Ilse Marrow"]),
        (("--since", "2031-03-05"), ["Tomas Weir"]),
        (("--until", "2031-03-04"), ["Ilse Marrow"]),
        (("--outlet", "Tarn Ledger"), ["Tomas Weir"]),
        (("--limit", "1"), ["Ilse Marrow"]),
    ],
)
def test_filters(filled: Run, arguments: tuple[str, ...], speakers: list[str]) -> None:
    assert [row["speaker"] for row in rows(filled, *arguments)] == speakers


def test_what_is_to_be_reviewed_says_so_as_on_its_page(run: Run, here: Path) -> None:
    write("gazette", 3, QUAY, "some clerk")
    run("add", ".")
    (row,) = rows(run)
    assert row["grade"] == "review"
    line = run("statements").out.splitlines()[1]
    assert line.endswith("…  (to review)")
    assert len(line) == 80
    assert "(to review)" in run("statement", row["id"]).out


def test_what_is_left_out_is_counted(filled: Run) -> None:
    assert (
        filled("statements", "--limit", "1").err
        == "1 statement shown, and there are more; --limit for those\n"
    )
    assert filled("statements", "--limit", "2").err == "2 statements\n"
    assert filled("statements", "--topic", "lighthouse").err == "no statement fits\n"


def test_a_statement_shows_its_reports_and_what_differs(filled: Run) -> None:
    shown = filled("statement", the_one(filled, "--topic", "quay"))
    assert shown.status == 0
    flat = " ".join(shown.out.split())
    assert flat.startswith("Ilse Marrow · 3 March 2031 · ")
    assert "3 reports, which go back to 3 sources: " in flat
    assert "First observed in" in flat
    assert "the fullest wording" in flat
    assert "the same words" in flat
    assert ALTERED in flat
    assert "number changed: 40 → 60; hedge changed: will → may" in flat
    assert "warnings" in flat
    assert "[-" not in flat


def test_a_diff_marks_words_without_colour(filled: Run) -> None:
    flat = " ".join(filled("statement", the_one(filled, "--topic", "quay"), "--diff").out.split())
    assert "and the ferry [-will-]{+may+} cost [-40-]{+60+} marks for lorries,”" in flat
    assert "\x1b" not in flat


def test_json_has_every_segment_with_its_offsets(filled: Run) -> None:
    (found,) = json.loads(filled("statement", the_one(filled, "--topic", "quay"), "--json").out)
    altered = found["quotations"][-1]
    text = Path("online.txt").read_text(encoding="utf-8")
    segments = altered["departure"]["segments"]
    assert "".join(segment["text"] for segment in segments) == ALTERED
    assert all(text[slice(*segment["span"])] == segment["text"] for segment in segments if segment["span"])
    assert [each["kind"] for each in altered["departure"]["changes"]] == ["hedge", "number"]
    assert found["lineage"]["independent"] == 3
    assert found["warnings"]


def test_the_start_of_an_id_and_a_quotation_lead_to_the_statement(filled: Run) -> None:
    identity = the_one(filled, "--topic", "quay")
    whole = filled("statement", identity).out
    assert filled("statement", identity[:6]).out == whole
    quotation = json.loads(filled("statement", identity, "--json").out)[0]["quotations"][1]["id"]
    assert filled("statement", quotation).out == whole


def test_ids_may_be_typed_in_capitals_with_spaces_around(filled: Run) -> None:
    identity = the_one(filled, "--topic", "quay")
    whole = filled("statement", identity).out
    quotation = json.loads(filled("statement", identity, "--json").out)[0]["quotations"][0]["id"]
    for typed in (f" {identity[:4].upper()} ", identity.upper(), f"{quotation.upper()}\n"):
        assert filled("statement", typed).out == whole
    report = quotation.partition("-")[0]
    assert filled("show", f" {report[:8].upper()}").out == filled("show", report).out
    merged = filled("statements", "merge", identity.upper(), the_one(filled, "--topic", "cranes"))
    assert filled("statements", "undo", f" {undo_of(merged).upper()}").err.startswith("undone: ")


@pytest.mark.parametrize("command", [("statement",), ("statements", "judgements"), ("statements", "split")])
def test_for_a_report_its_statements_are_named(filled: Run, command: tuple[str, ...]) -> None:
    identity = the_one(filled, "--topic", "cranes")
    report = json.loads(filled("statement", identity, "--json").out)[0]["quotations"][0]["report_id"]
    failed = filled(*command, report)
    assert failed.status == 1
    error, hint = failed.err.splitlines()
    assert error == f"error: {report} is a report, and no statement"
    assert hint.startswith(f"hint: its statements: {identity} “The old cranes were sold")


@pytest.mark.parametrize("unknown", ["ffffffffffff", "nothing", "", "0" * 16 + "-" + "0" * 12])
def test_an_unknown_id_is_one_line_with_a_hint(filled: Run, unknown: str) -> None:
    failed = filled("statement", unknown)
    assert failed.status == 1
    assert failed.out == ""
    error, hint = failed.err.splitlines()
    assert error.startswith("error: ")
    assert hint.startswith("hint: ")


def test_a_statement_of_one_report_has_nothing_to_compare(filled: Run) -> None:
    shown = filled("statement", the_one(filled, "--speaker", "weir"), "--diff").out
    assert "1 report.\n" in shown
    assert "go back to" not in shown
    assert "only here" not in shown


def test_an_empty_record_says_so(run: Run, here: Path) -> None:
    Path("empty.txt").write_text(
        "Nothing was said in Tarn on that day, and nobody minded it.", encoding="utf-8"
    )
    run("add", "empty.txt")
    assert run("statements").err == "no statement fits\n"
    assert rows(run) == []
    assert run("repeats").err == "nothing was said again\n"
    assert run("duplicates").err == "no two reports carry one text\n"
    assert run("statement", "0").status == 1


def test_a_merge_is_told_signed_and_undone(filled: Run) -> None:
    before = [row["text"] for row in rows(filled)]
    quay, cranes = the_one(filled, "--topic", "quay"), the_one(filled, "--topic", "cranes")
    merged = filled("statements", "merge", quay, cranes, "--by", "Ada", "--why", "one speech")
    assert merged.status == 0
    assert f"{quay} and {cranes} are one now, " in merged.err
    (row,) = rows(filled)
    assert row["reports"] == 4
    gone = cranes if row["id"] == quay else quay
    asked = filled("statement", gone)
    assert asked.err == f"{gone} is part of {row['id']} now\n"
    assert "Ada, " in asked.out
    assert "one speech" in asked.out
    assert "worded otherwise: too little in common to compare word by word" in " ".join(asked.out.split())
    assert filled("statements", "judgements").err.endswith(" judgements\n")
    undone = filled("statements", "undo", undo_of(merged), "--by", "Ben")
    assert undone.err.startswith("undone: ")
    assert [row["text"] for row in rows(filled)] == before
    assert "undone by Ben, " in filled("statements", "judgements").out
    again = filled("statements", "undo", undo_of(merged))
    assert again.status == 1
    assert "nothing is left to undo: Ben took it back on 20" in again.err


def test_a_quotation_is_taken_out_and_put_back(filled: Run) -> None:
    before = filled("statements", "--json").out
    quay = the_one(filled, "--topic", "quay")
    quotation = json.loads(filled("statement", quay, "--json").out)[0]["quotations"][-1]["id"]
    split = filled("statements", "split", quotation, "--by", "Ada")
    (taken,) = (row for row in rows(filled) if row["relay"] == quotation)
    assert split.err.startswith(
        f"{quotation} (“The eastern quay will open in June and the ferry may cost…) is taken out of {quay}: "
        f"it is in {taken['id']} now, 2 other quotations in {quay}; `onrecord"
    )
    assert len(rows(filled)) == 3
    filled("statements", "undo", undo_of(split))
    assert filled("statements", "--json").out == before


def test_the_only_quotation_cannot_be_taken_out(filled: Run) -> None:
    (found,) = json.loads(filled("statement", the_one(filled, "--topic", "cranes"), "--json").out)
    failed = filled("statements", "split", found["quotations"][0]["id"])
    assert failed.status == 1
    assert "it is the only quotation" in failed.err


def test_options_of_the_list_belong_behind_a_command(filled: Run) -> None:
    failed = filled("statements", "--min-reports", "2", "judgements")
    assert failed.status == 2
    assert "--min-reports belongs behind judgements" in failed.err


def test_control_characters_and_text_from_right_to_left_drive_no_terminal(run: Run, here: Path) -> None:
    hostile = "“The \x1b[31mred\u202e quay will open in June and the ferry will cost שלום marks for lorries,”"
    write("gazette", 3, QUAY)
    write("online", 4, hostile)
    assert run("add", ".").status == 0
    for row in rows(run):
        for arguments in (("statements",), ("statement", row["id"]), ("statement", row["id"], "--diff")):
            out = run(*arguments).out
            assert not set(out) & {"\x1b", "\u202e"}
            assert "\\x1b" in out or row["reports"] == 1 or arguments[0] == "statements"


def test_many_reports_are_shown_a_page_at_a_time(run: Run, here: Path) -> None:
    for number in range(30):
        write(f"paper{number:02}", 1 + number % 28, QUAY, outlet=f"Paper {chr(65 + number % 26)}{number}")
    run("add", ".")
    row = max(rows(run), key=lambda row: row["reports"])
    shown = run("statement", row["id"])
    assert shown.err == f"20 of {row['reports']} quotations shown; --limit for more\n"
    assert shown.out.count(" · direct · ") == 20
    assert run("statement", row["id"], "--limit", "3").out.count(" · direct · ") == 3
    (found,) = json.loads(run("statement", row["id"], "--json").out)
    assert len(found["quotations"]) == row["reports"]


def test_of_one_outlet_s_reports_with_one_text_it_is_told_which_is_meant(run: Run, here: Path) -> None:
    body = " ".join(f"The council of Tarn heard about pier number {number}." for number in range(12))
    for name, day in (("morning", 3), ("evening", 4)):
        Path(f"{name}.txt").write_text(f"Tarn Gazette\n{day} March 2031\n\n{body}\n", encoding="utf-8")
    run("add", ".")
    listed = " ".join(run("duplicates").out.split())
    assert re.search(r"% of it stands in (\S.*), morning\.txt, \d+% of \1, morning\.txt in it", listed)


def test_reports_with_one_text_are_listed_with_shares(run: Run, here: Path) -> None:
    body = " ".join(
        f"The council of Tarn heard about pier number {number} and its planks." for number in range(12)
    )
    for name, day in (("agency", 3), ("reprint", 4)):
        Path(f"{name}.txt").write_text(f"Tarn {name.title()}\n{day} March 2031\n\n{body}\n", encoding="utf-8")
    write("ledger", 5, CRANES)
    run("add", ".")
    listed = run("duplicates")
    assert listed.out.splitlines()[0] == "2 reports with one text"
    assert re.search(r"copy: \d+% of it stands in .*, \d+% of .* in it", " ".join(listed.out.split()))
    assert listed.err.splitlines()[-1] == "1 text in 2 reports"
    (found,) = json.loads(run("duplicates", "--json").out)
    assert [pair["kind"] for pair in found["pairs"]] == ["copy"]
    assert [report["published"] for report in found["reports"]] == ["2031-03-03", "2031-03-04"]


@pytest.mark.parametrize("command", [("statement",), ("statements", "split"), ("statements", "undo")])
def test_an_id_longer_than_any_is_cut_in_the_error(filled: Run, command: tuple[str, ...]) -> None:
    said = filled(*command, "a" * 100_000)
    assert (said.status, len(said.err.splitlines()[0]) < 80) == (1, True)
    assert said.err.startswith("error: aaa")


def test_a_split_says_that_a_quotation_s_id_is_wanted(filled: Run) -> None:
    identity = the_one(filled, "--speaker", "weir")
    (quay,) = [row["id"] for row in rows(filled, "--speaker", "marrow")]
    for each in (identity, quay):
        said = filled("statements", "split", each[:6], "--by", "Ada")
        assert said.err.splitlines() == [
            f"error: {each[:6]}: a quotation's id is wanted",
            f"hint: onrecord statement {each} lists its quotations",
        ]


def test_two_statements_are_kept_apart(filled: Run) -> None:
    quay, cranes = the_one(filled, "--topic", "quay"), the_one(filled, "--topic", "cranes")
    done = filled("statements", "apart", quay, cranes, "--by", "Ada", "--why", "two questions")
    assert done.status == 0
    assert f"{quay} and {cranes} stay two" in done.err
    listed = filled("statements", "judgements")
    assert "different" in listed.out
    assert "two questions" in listed.out
    refused = filled("statements", "apart", quay, quay, "--by", "Ada")
    assert refused.status != 0
    assert "are one statement" in refused.err
    assert filled("statements", "undo", undo_of(done), "--by", "Bo").status == 0
