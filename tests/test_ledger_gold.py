"""Floors under figures, commitments and deadlines, on annotated press articles and on real reports.

The weights were fitted to the parts "tuning" and "further", whose floors hold what was reached; "held" is
what measures. Lowering a figure here takes a commit of its own that says why.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lab.eval import commitments, figures
from lab.eval.speakers import gold_report
from onrecord.core import Span
from onrecord.models.encoder import DEFAULT, Encoder
from onrecord.pipeline import extract
from onrecord.read import from_bytes

SHARED = Path(__file__).parents[2] / "shared"
POLNEAR = SHARED / "polnear"
REPORTS = SHARED / "gold"
GOLD = Path(__file__).parent / "gold" / "polnear" / "ledger"
TEXTS = {"tuning": "dev", "further": "train", "held": "dev"}

COMMITMENTS = {
    "tuning": {"F1": 0.78, "type": 0.96, "due": 0.9},
    "further": {"F1": 0.755, "type": 0.96, "due": 0.8},
    "held": {"F1": 0.69, "type": 0.95, "due": 0.74},
}
INVENTED = {"tuning": 0.02, "further": 0.02, "held": 0.03}
"""So many of the commitments without a deadline may be given one. What is aimed at on "held" is 0.85 of the
deadlines and 0.02 invented: reached are 12 of 16 and 1 of 49."""
FIGURES = {"tuning": 0.98, "held": 0.92}

MOST_EXTRA = 2
"""So many commitments of a real report may be none that a reader marked: as many as are found today."""
MOST_RELAYED = 1
"""Of so many positions of a report the speaker may be taken for whoever relays them."""

needs_polnear = pytest.mark.skipif(not POLNEAR.is_dir(), reason=f"no annotated articles at {POLNEAR}")
needs_reports = pytest.mark.skipif(not REPORTS.is_dir(), reason=f"no reports with gold at {REPORTS}")


def files(part: str) -> list[Path]:
    return sorted(GOLD.glob(f"{part}_*.json"))


@needs_polnear
@pytest.mark.timeout(600)  # the encoder reads some forty to sixty articles
@pytest.mark.parametrize("part", COMMITMENTS)
def test_commitments_and_deadlines_of_articles(part: str) -> None:
    told = commitments.told(files(part), POLNEAR / TEXTS[part] / "text")
    reached = commitments.score(told, Encoder(DEFAULT)).as_json()
    fallen = {name: reached[name] for name, floor in COMMITMENTS[part].items() if reached[name] < floor}
    assert fallen == {}
    assert reached["invented"] <= INVENTED[part]


@needs_polnear
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", FIGURES)
def test_figures_of_articles(part: str) -> None:
    tally = figures.score(files(part), POLNEAR / TEXTS[part] / "text")
    assert 2 * tally.right / (tally.found + tally.wanted) >= FIGURES[part]


@needs_reports
@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.json")), ids=lambda path: path.stem)
def test_clear_commitments_of_real_reports_are_found(path: Path) -> None:
    report, _, _ = gold_report(path)
    read = next(from_bytes(report.data, report.name, str(path)))
    found = extract(read).commitments
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["commitments"]
    clear = [row for row in rows if row.get("certainty") != "debatable"]
    missed = [
        row["what"]
        for row in clear
        if not any(
            each.span.overlaps(Span(*row["span"]))
            and commitments.binds(each.type) == commitments.binds(row["type"])
            for each in found
        )
    ]
    assert missed == []
    extra = [
        read.text[slice(*each.span)]
        for each in found
        if not any(each.span.overlaps(Span(*row["span"])) for row in rows)
    ]
    assert len(extra) <= MOST_EXTRA, extra


@needs_reports
@pytest.mark.parametrize("path", sorted(REPORTS.glob("*.json")), ids=lambda path: path.stem)
def test_what_real_reports_tell_of_positions_is_quoted_of_its_speaker(path: Path) -> None:
    report, _, _ = gold_report(path)
    read = next(from_bytes(report.data, report.name, str(path)))
    quotations = extract(read).quotations
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["positions"]
    missed = [
        row["position"]
        for row in rows
        if not any(
            any(part.overlaps(Span(*row["span"])) for part in each.content)
            and _last_name(each.speaker.name if each.speaker else None) == _last_name(row["speaker"])
            for each in quotations
        )
    ]
    assert len(missed) <= MOST_RELAYED, missed


def _last_name(name: str | None) -> str | None:
    """A report may give nothing but the last name."""
    return name.split()[-1] if name else None
