"""Every line of every table that figures are read from: its example is read so, and needs the line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from onrecord.core.tables import rows
from onrecord.ledger import figure_line, figures, nonfigures, units
from tests.ledger.figures_read import told

_TABLES = ("units", "currencies", "fractions", "figure_bounds", "figure_changes", "figure_words")
_LINES = [(name, row) for name in _TABLES for row in rows("onrecord.ledger", name)]
_CACHED = (
    figure_line.words, figure_line.phrases, units._singular, units._measures, figures._spelt, figures._begins,
    nonfigures._never,
)  # fmt: skip


def _told(table: str, sentence: str) -> str:
    return told(sentence, "change" if table == "figure_changes" else "bound")


@pytest.fixture
def _without(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """The tables without one line."""
    missing = request.param

    def others(package: str, name: str) -> Iterator[list[str]]:
        return (each for each in rows(package, name) if (name, each) != missing)

    monkeypatch.setattr(figure_line, "rows", others)
    monkeypatch.setattr(units, "rows", others)
    for cached in _CACHED:
        cached.cache_clear()
    yield
    for cached in _CACHED:
        cached.cache_clear()


@pytest.mark.parametrize(("table", "row"), _LINES, ids=[f"{name}: {row[0][:40]}" for name, row in _LINES])
def test_the_example_of_a_line_is_read(table: str, row: list[str]) -> None:
    *_, sentence, expected = row

    assert _told(table, sentence) == expected


@pytest.mark.parametrize(
    ("_without", "table", "row"),
    [(line, *line) for line in _LINES],
    indirect=["_without"],
    ids=[f"{name}: {row[0][:40]}" for name, row in _LINES],
)
@pytest.mark.usefixtures("_without")
def test_the_example_needs_the_line(table: str, row: list[str]) -> None:
    *_, sentence, expected = row

    assert _told(table, sentence) != expected


def test_no_word_stands_twice_in_a_kind() -> None:
    seen: set[tuple[str, str, str]] = set()
    for name, row in _LINES:
        kind = "" if name == "units" else row[1]
        for cell in row[:2] if name == "units" else row[:1]:
            for word in cell.split("; "):
                key = (name, kind, word)
                assert word == "-" or key not in seen, key
                seen.add(key)
