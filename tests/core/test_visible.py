"""Hostile text on a screen."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.visible import in_json, one_line, visible


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J", "\\x1b[2J"),
        ("\x9b31m", "\\x9b31m"),
        ("a\rb", "a\\x0db"),
        ("bell\x07", "bell\\x07"),
        ("\u202egnissam", "\\u202egnissam"),
        ("\u2066isolate\u2069", "\\u2066isolate\\u2069"),
        ("half \ud83d pair", "half \\ud83d pair"),
        ("tag \U000e0041", "tag \\U000e0041"),
        ("naïve “marks” — Łódź 東京 👩‍🚒", "naïve “marks” — Łódź 東京 👩‍🚒"),
    ],
)
def test_what_drives_a_terminal_is_written_out(hostile: str, shown: str) -> None:
    assert visible(hostile) == shown


@given(st.text(st.characters()))
def test_nothing_that_is_shown_controls_anything(text: str) -> None:
    shown = visible(text)
    shown.encode()
    assert all(unicodedata.category(char) not in {"Cc", "Cs"} or char in "\t\n" for char in shown)
    assert not {unicodedata.bidirectional(char) for char in shown} & {
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "LRI",
        "RLI",
    }
    assert "\n" not in one_line(text)


@given(st.recursive(st.text(st.characters()), st.lists))
def test_json_keeps_its_meaning(value: object) -> None:
    shown = in_json(json.dumps(value, ensure_ascii=False))
    shown.encode()
    assert json.loads(shown) == value
