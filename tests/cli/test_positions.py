"""Where somebody stands over the years: in order of time, each against the earlier it is most alike to."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.ledger_reports import write

FIRST = "“We support the harbour tunnel at Tarn and the whole board is behind it,”"
REPEATED = "“We support the harbour tunnel at Tarn and the whole board is behind it,”"
REVERSED = "“We do not support the harbour tunnel at Tarn and the whole board is behind that,”"
OTHER = "“The lighthouse needs a new coat of paint before the winter storms arrive,”"


@pytest.fixture
def years(run: Run) -> Run:
    write("gazette", "3 March 2021", FIRST)
    write("courier", "3 March 2025", REPEATED)
    write("post", "3 March 2031", REVERSED)
    write("four", "4 March 2031", OTHER)
    write("five", "5 March 2031", REVERSED, "Tomas Weir")
    assert run("add", ".").status == 0
    return run


def rows(run: Run, *arguments: str) -> list[dict[str, Any]]:
    return json.loads(run("positions", *arguments, "--json").out)  # type: ignore[no-any-return]


def test_statements_line_up_in_order_of_time(years: Run) -> None:
    found = rows(years, "Marrow", "--about", "harbour tunnel")
    assert [(row["day"], row["label"]) for row in found] == [
        ("2021-03-03", "first"),
        ("2025-03-03", "repeated"),
        ("2031-03-03", "possibly reversed"),
    ]
    assert found[2]["against"]["text"] == REPEATED
    assert found[2]["signs"][0]["kind"] == "negation"
    start, end = found[2]["signs"][0]["later"]
    assert "not" in found[2]["text"][start:end]
    assert all(quotation["speaker"] == "Ilse Marrow" for row in found for quotation in row["quotations"])


def test_a_reversal_is_shown_with_both_wordings_and_what_shows_it(years: Run) -> None:
    shown = years("positions", "Ilse Marrow", "--about", "tunnel")
    flat = " ".join(shown.out.split())
    assert "3 March 2031 · possibly reversed against 3 March 2025 ·" in flat
    assert f"3 March 2025: {REPEATED}" in flat and REVERSED in flat
    assert "shown by a denial: " in flat
    assert "lighthouse" not in flat
    assert all(len(line) <= 80 for line in shown.out.splitlines())
    assert shown.err == "3 statements\n"


@pytest.mark.parametrize(
    ("arguments", "days"),
    [
        (("Marrow", "--about", "harbour tunnel", "--since", "2025"), ["2025-03-03", "2031-03-03"]),
        (("Marrow", "--about", "harbour tunnel", "--until", "2025"), ["2021-03-03", "2025-03-03"]),
        (("Marrow", "--about", "harbour tunnel", "--outlet", "post"), ["2031-03-03"]),
        (("Marrow", "--about", "harbour tunnel", "--limit", "1"), ["2021-03-03"]),
        (("Weir", "--about", "harbour tunnel"), ["2031-03-05"]),
        (("Marrow", "--about", "railway strike"), []),
        (("Marrow", "--about", "%"), []),
        (("Marrow", "--about", "\udc80"), []),
    ],
)
def test_filters(years: Run, arguments: tuple[str, ...], days: list[str]) -> None:
    assert [row["day"] for row in rows(years, *arguments)] == days


def test_what_is_left_out_is_told(years: Run) -> None:
    limited = years("positions", "Marrow", "--about", "tunnel", "--limit", "1")
    assert limited.err == "1 statement shown, and there are more; --limit for those\n"
    nothing = years("positions", "Marrow", "--about", "strike").err
    assert re.fullmatch(r"taken for Ilse Marrow · p[0-9a-f]{12}\nnothing was said of it\n", nothing)


@pytest.mark.parametrize("who", ["Nobody Known", "", "%", "\udc80", "p000000000000"])
def test_somebody_who_is_nobody_says_so(years: Run, who: str) -> None:
    outcome = years("positions", who, "--about", "tunnel")
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.startswith("error: ")


@pytest.mark.parametrize("arguments", [("Marrow",), ("Marrow", "--about", " "), ("--about", "tunnel")])
def test_what_makes_no_sense_is_refused_in_a_line(years: Run, arguments: tuple[str, ...]) -> None:
    refused = years("positions", *arguments)
    assert refused.status == 2
    assert refused.err.startswith("error: ")
