"""The annotated figures and commitments: how many there are, and that they point at words of their articles.

Held and unseen files are read here to count and to check offsets; nothing is measured on them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from onrecord.core import CommitmentType, Precision

GOLD = Path(__file__).parent / "gold" / "polnear" / "ledger"
POLNEAR = Path(__file__).parents[2] / "shared" / "polnear"
FILES = sorted(GOLD.glob("*.json"))
DEADLINES, FIGURES = 150, 300
"""The least of each that makes the gold worth measuring on."""

needs_polnear = pytest.mark.skipif(not POLNEAR.is_dir(), reason=f"no annotated articles at {POLNEAR}")

Row = dict[str, Any]


@cache
def articles(path: Path) -> dict[str, Row]:
    read: dict[str, Row] = json.loads(path.read_text(encoding="utf-8"))
    return read


def rows(path: Path, kind: str) -> Iterator[Row]:
    return (row for article in articles(path).values() for row in article[kind])


def in_a_word(text: str, at: int) -> bool:
    """Whether a letter is on both sides; digits are left out, since "1By" may be a footnote."""
    return 0 < at < len(text) and text[at - 1].isalpha() and text[at].isalpha()


def table() -> Iterator[list[str]]:
    """The cells of every line of the README's table that tells of files."""
    for line in (GOLD / "README.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            yield [cell.strip().strip("`") for cell in line.strip("|").split("|")]


def test_there_are_enough_figures_and_deadlines() -> None:
    assert sum(row["due"] is not None for path in FILES for row in rows(path, "commitments")) >= DEADLINES
    assert sum(1 for path in FILES for _ in rows(path, "figures")) >= FIGURES


def test_the_table_tells_how_many_there_are() -> None:
    seen: list[Path] = []
    for pattern, texts, figures, *told, _ in table():
        paths = sorted(GOLD.glob(pattern))
        made = [row for path in paths for row in rows(path, "commitments")]
        clear = sum(row["certainty"] == "clear" for row in made)
        due = sum(row["due"] is not None for row in made)
        assert [int(each) for each in told] == [len(made), clear, due], pattern
        assert int(texts.split()[0]) == sum(len(articles(path)) for path in paths), pattern
        numbers = sum(1 for path in paths for _ in rows(path, "figures"))
        assert figures == (str(numbers) if numbers else "none noted"), pattern
        seen += paths
    assert sorted(seen) == FILES


def test_no_article_is_in_two_files() -> None:
    names = [name for path in FILES for name in articles(path)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_commitments_are_of_known_sorts_and_their_days_in_order(path: Path) -> None:
    for row in rows(path, "commitments"):
        assert row["type"] in get_args(CommitmentType)
        assert row["certainty"] in {"clear", "debatable"}
        if due := row["due"]:
            assert due["precision"] in get_args(Precision)
            days = [date.fromisoformat(day) for day in (due["earliest"], due["latest"]) if day]
            assert days == sorted(days)


@needs_polnear
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_spans_are_words_of_the_article(path: Path) -> None:
    (texts,) = {cells[1].split()[-1] for cells in table() if path.match(cells[0])}
    for name, article in articles(path).items():
        with (POLNEAR / texts / "text" / name).open(encoding="utf-8", newline="") as file:
            text = file.read()
        made = article["figures"] + article["commitments"]
        spans = [row["span"] for row in made]
        dues = [row["due"]["text"] for row in article["commitments"] if row["due"]]
        for start, end in spans + dues:
            assert 0 <= start < end <= len(text), (name, start, end)
            words = text[start:end]
            assert words == words.strip(), (name, start, end)
            assert not in_a_word(text, start) and not in_a_word(text, end), (name, start, end)
        kinds = [(*row["span"], "type" in row) for row in made]
        assert len(kinds) == len(set(kinds)), name
