"""The figures of real reports with gold: each is found with its value, unit and bound."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lab.eval.figures import score
from onrecord.core import Span
from onrecord.ledger.figures import figures
from onrecord.read import from_bytes

_SHARED = Path(__file__).parents[3] / "shared"
_GOLD = sorted((_SHARED / "gold").glob("*.json"))
_TUNING = sorted((Path(__file__).parents[1] / "gold" / "polnear" / "ledger").glob("tuning_*.json"))
_TEXTS = _SHARED / "polnear" / "dev" / "text"
_LEAST = 0.97


@pytest.mark.skipif(not _GOLD, reason="the reports of ../shared are not here")
@pytest.mark.parametrize("path", _GOLD, ids=lambda path: path.stem)
def test_every_figure_of_a_report_is_found(path: Path) -> None:
    report = next(from_bytes((_SHARED / "reports" / f"{path.stem}.txt").read_bytes(), path.stem, path.stem))
    rows = json.loads(path.read_text(encoding="utf-8"))["figures"]
    clear = [row for row in rows if row.get("certainty", "clear") == "clear"]

    found = figures(report, (), ())

    for row in clear:
        (figure,) = [each for each in found if each.span.overlaps(Span(*row["span"]))]
        # "Over 20 years" is marked as approximate: a bound of any sort.
        assert (int(figure.value), f"{figure.unit}s", figure.bound != "exact") == (
            row["value"], row["unit"], row["approx"],
        )  # fmt: skip
    assert len(found) <= len(rows)


@pytest.mark.skipif(not _TEXTS.exists(), reason="the articles of ../shared are not here")
def test_figures_of_articles() -> None:
    tally = score(_TUNING, _TEXTS, model=False)

    assert tally.as_json()["F1"] >= _LEAST, "\n".join(tally.misses)
