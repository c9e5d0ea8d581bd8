"""Numbers that are claimed: listed, filtered, and side by side where they differ."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.ledger_reports import ledger, write

__all__ = ["ledger"]


def rows(run: Run, *arguments: str) -> list[dict[str, Any]]:
    return json.loads(run("figures", *arguments, "--json").out)  # type: ignore[no-any-return]


def test_each_is_shown_with_its_sentence_and_who_says_so(ledger: Run) -> None:
    listed = ledger("figures")
    first, *_ = (block.splitlines() for block in listed.out.strip().split("\n\n"))
    assert first[0] == "40 marks · Quays"
    assert first[1].startswith("  Quays cost 40 marks,”")
    assert "— Ilse Marrow · 3 March 2031 · Tarn Gazette · " in " ".join(first[2].split())
    assert listed.err == "3 figures\n"


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        ((), [40, 50, 3]),
        (("--about", "quays"), [40, 50]),
        (("--unit", "MARKS"), [40, 50, 3]),
        (("--unit", "USD"), []),
        (("--speaker", "weir"), [50, 3]),
        (("--since", "2031-03-05"), [3]),
        (("--until", "2031-03-03"), [40]),
        (("--outlet", "courier"), [50]),
        (("--limit", "2"), [40, 50]),
    ],
)
def test_filters(ledger: Run, arguments: tuple[str, ...], values: list[int]) -> None:
    assert [row["value"] for row in rows(ledger, *arguments)] == values


def test_a_unit_that_no_figure_has_is_answered_with_those_there_are(ledger: Run) -> None:
    bogus = ledger("figures", "--unit", "bogus" * 20)
    assert bogus.err.startswith("no figure fits\nhint: no figure is in bogusbogus")
    assert bogus.err.endswith("…; units here: marks\n")
    assert ledger("figures", "--unit", "Marks", "--about", "boats").err == "no figure fits\n"


def test_json_has_numbers_and_spans(ledger: Run) -> None:
    write("decimal", "6 March 2031", "“Boats cost 2.5-4 marks more in 2030 for us all,”")
    ledger("add", "decimal.txt")
    row = rows(ledger, "--about", "boats")[0]
    text = Path(row["source_address"]).read_text(encoding="utf-8")
    assert (row["value"], row["upper"], row["unit"], row["change"]) == (2.5, 4, "marks", "rise")
    assert text[slice(*row["span"])] == row["text"] == "2.5-4 marks"
    assert text[slice(*row["about_span"])] == row["about"] == "Boats"
    assert text[slice(*row["period_span"])] == "2030"
    shown = " ".join(ledger("figures", "--about", "boats").out.split())
    assert shown.startswith("a rise of 2.5-4 marks · Boats · for 2030")


def test_what_is_left_out_is_told(ledger: Run) -> None:
    assert ledger("figures", "--limit", "1").err == "1 figure shown, and there are more; --limit for those\n"
    assert ledger("figures", "--about", "lighthouse").err == "no figure fits\n"
    assert ledger("figures", "--differing", "--about", "tolls").err == "no figure fits\n"


def test_what_is_claimed_with_different_values_stands_side_by_side(ledger: Run) -> None:
    said = "“The Tarn harbour ferries costs {} marks in 2031, so the council of the eastern islands heard,”"
    write("post", "6 March 2031", said.format(20))
    write("herald", "7 March 2031", said.format(30), "Tomas Weir")
    ledger("add", "post.txt", "herald.txt")
    (claim,) = json.loads(ledger("figures", "--differing", "--json").out)
    assert [each["value"] for each in claim["figures"]] == [20, 30]
    shown = " ".join(ledger("figures", "--differing").out.split())
    assert shown.startswith("ferries · 2 figures in 2 reports 20 marks · ferries")
    assert "— Tomas Weir · 7 March 2031 · Tarn Herald" in shown


@pytest.mark.parametrize("arguments", [("--about", " "), ("--unit", ""), ("--limit", "0"), ("--since", "x")])
def test_what_makes_no_sense_is_refused_in_a_line(ledger: Run, arguments: tuple[str, ...]) -> None:
    refused = ledger("figures", *arguments)
    assert (refused.status, refused.out) == (2, "")
    assert refused.err.startswith("error: ")


@pytest.mark.parametrize("wild", ["%", "' OR 1=1 --", "\udc80", "*", "东京"])
@pytest.mark.parametrize("option", ["--about", "--unit"])
def test_wild_words_find_nothing_and_break_nothing(ledger: Run, option: str, wild: str) -> None:
    outcome = ledger("figures", f"{option}={wild}")
    assert (outcome.status, outcome.out) == (0, "")
