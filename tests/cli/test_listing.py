"""How quotations look at 80 and at 120 columns."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from onrecord.cli.listing import print_quotes
from onrecord.record import QuoteRow

ROW = QuoteRow(
    id="0123456789abcdef-0123456789ab",
    report_id="0123456789abcdef",
    version=1,
    title="Quay to open",
    source_address="https://www.ansby.example/quay",
    outlet="Ansby Courier",
    published="2026-03-13T08:00:00Z",
    said_earliest="2026-03-12",
    said_latest="2026-03-12",
    speaker="Ilse Marrow",
    speaker_kind="person",
    addressee="the harbour council",
    occasion=None,
    type="direct",
    text="“The eastern quay will open in June, whatever the wind brings and whatever steel costs by then,”",
    content=(),
    source=(),
    cue=(),
    nested_in=None,
    polarity=None,
    confidence=0.97,
    grade="record",
)


def drawn(*rows: QuoteRow, width: int) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, markup=False, emoji=False, highlight=False, color_system=None)
    assert print_quotes(console, rows) == len(rows)
    return stream.getvalue()


def test_at_80_columns_the_heading_stands_above_the_words() -> None:
    assert (
        drawn(ROW, width=80)
        == """\
Ilse Marrow · 12 March 2026 · to the harbour council
  “The eastern quay will open in June, whatever the wind brings and whatever
    steel costs by then,”
  — Ansby Courier · 13 March 2026 · direct · 0123456789abcdef
"""
    )


def test_at_120_columns_it_stands_beside_them() -> None:
    assert [(line[:30].rstrip(), line[30:]) for line in drawn(ROW, width=120).splitlines()] == [
        (
            "Ilse Marrow",
            "“The eastern quay will open in June, whatever the wind brings and whatever steel costs",
        ),
        ("12 March 2026", "  by then,”"),
        ("to the harbour council", "— Ansby Courier · 13 March 2026 · direct · 0123456789abcdef"),
    ]


def test_what_one_speaker_says_on_one_occasion_in_one_report_shares_a_heading() -> None:
    second = replace(ROW, text="that it would cost 40 million", type="indirect", grade="review")
    lines = drawn(ROW, second, width=80).splitlines()
    assert lines[2] == "    steel costs by then,”  (direct)"
    assert lines[3] == "  that it would cost 40 million  (indirect, to review)"
    assert lines[4] == "  — Ansby Courier · 13 March 2026 · 0123456789abcdef"
    assert len(lines) == 5


@pytest.mark.parametrize("polarity", ["denied", "hedged", "asked", "hypothetical"])
def test_what_is_no_plain_statement_says_so_before_the_words(polarity: str) -> None:
    lines = drawn(ROW, replace(ROW, text="that jobs would be lost", polarity=polarity), width=80).splitlines()
    assert f"  {polarity}: that jobs would be lost" in lines


@pytest.mark.parametrize("width", range(32, 90))
def test_no_line_ends_within_to_review_or_before_the_id(width: int) -> None:
    printed = drawn(replace(ROW, grade="review"), width=width)
    assert "(to review)" in printed
    assert "· 0123456789abcdef" in printed


@pytest.mark.parametrize(
    "change",
    [
        {"speaker": "Tomas Weir"},
        {"report_id": "fedcba9876543210"},
        {"said_latest": "2026-03-13"},
        {"addressee": "reporters"},
        {"occasion": "a hearing"},
    ],
)
def test_another_speaker_report_day_or_hearer_gets_a_heading_of_its_own(change: dict[str, Any]) -> None:
    assert drawn(ROW, replace(ROW, **change), width=80).count("\n\n") == 1


@pytest.mark.parametrize(
    ("change", "heading"),
    [
        (
            {"speaker": None, "words": "some critics,"},
            "“some critics” (the report's words) · 12 March 2026 · to the harbour council",
        ),
        ({"speaker": None}, "unnamed · 12 March 2026 · to the harbour council"),
        (
            {"said_earliest": None, "said_latest": None},
            "Ilse Marrow · reported 13 March 2026 · to the harbour council",
        ),
        (
            {"said_earliest": None, "said_latest": None, "published": None},
            "Ilse Marrow · undated · to the harbour council",
        ),
        ({"addressee": None, "occasion": "a hearing"}, "Ilse Marrow · 12 March 2026 · a hearing"),
    ],
)
def test_a_heading_says_what_is_known(change: dict[str, Any], heading: str) -> None:
    assert drawn(replace(ROW, **change), width=80).splitlines()[0] == heading


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ({}, "Ansby Courier"),
        ({"outlet": None}, "www.ansby.example"),
        ({"outlet": None, "source_address": "reports/quay.txt"}, "quay.txt"),
    ],
)
def test_the_reporter_is_the_outlet_else_the_site_else_the_file(change: dict[str, Any], by: str) -> None:
    assert drawn(replace(ROW, **change), width=80).splitlines()[-1].startswith(f"  — {by} · ")


def test_what_stands_in_somebody_elses_words_says_so() -> None:
    assert "· direct within another quotation ·" in drawn(replace(ROW, nested_in="0123456789ac"), width=120)


@given(
    text=st.text(st.characters(), min_size=1),
    name=st.text(st.characters(), min_size=1),
    width=st.integers(30, 200),
)
def test_no_text_runs_over_the_edge_or_leaves_trailing_space(text: str, name: str, width: int) -> None:
    for line in drawn(replace(ROW, text=text, speaker=name), width=width).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip(" ")
