"""Scoring figures: a right one has a gold one's value, high end and unit, and shares a character with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lab.eval.figures import score

TEXT = "The port will hire 40 pilots, and fares rise by 5 to 7 percent."
PILOTS = {"span": [19, 21], "value": 40, "unit": "count", "bound": "exact"}
FARES = {"span": [48, 63], "value": 5, "upper": 7, "unit": "%", "bound": "exact", "change": "rise"}


def _scored(folder: Path, *rows: dict[str, object]) -> dict[str, float]:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    gold = folder / "gold.json"
    gold.write_text(json.dumps({"a.txt": {"said": None, "figures": rows}}), encoding="utf-8")
    return score([gold], folder, model=False).as_json()


def test_all_is_right(tmp_path: Path) -> None:
    assert _scored(tmp_path, PILOTS, FARES) == {
        "figures": 2, "P": 1.0, "R": 1.0, "F1": 1.0, "bound": 1.0, "change": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize("wrong", [{"value": 41}, {"unit": "pp"}, {"upper": 8}, {"span": [0, 3]}])
def test_a_miss_counts_against_both(tmp_path: Path, wrong: dict[str, object]) -> None:
    scored = _scored(tmp_path, PILOTS, FARES | wrong)

    assert (scored["P"], scored["R"]) == (0.5, 0.5)


def test_bounds_and_changes_are_told_apart(tmp_path: Path) -> None:
    scored = _scored(tmp_path, PILOTS | {"bound": "about"}, FARES | {"change": "fall"})

    assert (scored["F1"], scored["bound"], scored["change"]) == (1.0, 0.5, 0.5)
