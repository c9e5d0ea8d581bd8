"""Deadlines in sentences whose expressions are marked: the gold, and every line of every table."""

from __future__ import annotations

import doctest
from datetime import date
from pathlib import Path

import pytest

from onrecord.core import Span
from onrecord.core.tables import rows
from onrecord.ledger import timewords
from onrecord.ledger.deadlines import deadlines

_GOLD = Path(__file__).parents[1] / "gold" / "deadlines.tsv"
_SAID = "2031-03-12"
_TABLES = ("deadline_openings", "time_words", "deadline_events", "tenses")
_LEAST = 0.96

Found = list[tuple[Span, str]]
_LINES = [(name, row) for name in _TABLES for row in rows("onrecord.ledger", name)]


def _marked(sentence: str) -> tuple[str, list[Span]]:
    """A sentence without its brackets, and what stood between them."""
    text, spans, start = "", [], 0
    for char in sentence:
        if char == "[":
            start = len(text)
        elif char == "]":
            spans.append(Span(start, len(text)))
        else:
            text += char
    return text, spans


def _expected(sentence: str, days: str) -> Found:
    _, spans = _marked(sentence)
    return list(zip(spans, days.split("; ") if spans else [], strict=True))


def _read(sentence: str, said: str) -> Found:
    text, _ = _marked(sentence)
    day = None if said == "-" else date.fromisoformat(said)
    return [
        (each.text, f"{each.earliest or '-'}..{each.latest or '-'}")
        for each in deadlines(text, day, Span(0, len(text)))
    ]


def test_gold() -> None:
    cases = [
        line.split("\t")
        for line in _GOLD.read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(cases) >= 120
    assert sum(kind == "hard" for _, kind, *_ in cases) * 2 >= len(cases)
    misses = [
        (said, sentence, days, _read(sentence, said))
        for said, _, sentence, days in cases
        if _read(sentence, said) != _expected(sentence, days)
    ]
    for miss in misses:
        print(*miss)  # noqa: T201
    assert len(cases) - len(misses) >= _LEAST * len(cases)


@pytest.mark.parametrize(("table", "row"), _LINES, ids=[f"{name}: {row[0]}" for name, row in _LINES])
def test_a_line_of_a_table_is_read_and_needed(
    table: str, row: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, sentence, days = row
    assert _read(sentence, _SAID) == _expected(sentence, days)

    monkeypatch.setattr(
        timewords,
        "rows",
        lambda package, name: (each for each in rows(package, name) if (name, each) != (table, row)),
    )
    try:
        _forget()
        assert _read(sentence, _SAID) != _expected(sentence, days)
    finally:
        _forget()


def _forget() -> None:
    timewords.phrases.cache_clear()
    timewords._tables.cache_clear()


def test_the_page_says_what_happens() -> None:
    failed, tried = doctest.testfile(str(_GOLD.parents[2] / "docs" / "deadlines.md"), module_relative=False)
    assert tried
    assert failed == 0


def test_no_phrase_is_written_twice() -> None:
    seen = [(row[1], words) for _, row in _LINES for words in row[0].split("; ")]
    assert len(seen) == len(set(seen))
