"""Score figures: `python -m lab.eval figures GOLD.json... --texts DIR [--show]`.

A figure is right where it shares a character with one of the gold that has its value, its high end and its
unit; ratios are compared to three digits. Bounds and changes are told for the figures that are right.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from lab.eval.metrics import Score
from onrecord.core import Figure, Report, Span
from onrecord.ledger.figures import figures
from onrecord.pipeline import extract
from onrecord.read import from_bytes

_PLACES = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure of the gold."""

    span: Span
    value: float
    upper: float | None
    unit: str
    bound: str
    change: str | None


@dataclass(slots=True)
class Tally:
    """Counts over many texts, and the misses as lines to read."""

    found: int = 0
    wanted: int = 0
    right: int = 0
    bounds: int = 0
    changes: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, text: str, found: Sequence[Figure], wanted: Sequence[Wanted]) -> None:
        """Count one text."""
        self.found += len(found)
        self.wanted += len(wanted)
        open_ones = list(wanted)
        for figure in found:
            same = next((each for each in open_ones if _is_same(figure, each)), None)
            if same is None:
                self.misses.append(f"{name} + {_told(text, figure.span)} {_values(figure)}")
                continue
            open_ones.remove(same)
            self.right += 1
            self.bounds += figure.bound == same.bound
            self.changes += figure.change == same.change
            if figure.bound != same.bound or figure.change != same.change:
                told = f"{figure.bound}/{figure.change} for {same.bound}/{same.change}"
                self.misses.append(f"{name} ~ {_told(text, figure.span)} {told}")
        for each in open_ones:
            self.misses.append(f"{name} - {_told(text, each.span)} {_values(each)}")

    def as_json(self) -> dict[str, float]:
        """Precision, recall, F1; of the right figures, the shares with the right bound and change."""
        score = Score(self.right / max(self.found, 1), self.right / max(self.wanted, 1))
        return {
            "figures": self.wanted,
            "P": round(score.precision, 4),
            "R": round(score.recall, 4),
            "F1": round(score.f1, 4),
            "bound": round(self.bounds / max(self.right, 1), 4),
            "change": round(self.changes / max(self.right, 1), 4),
        }


def score(paths: Iterable[Path], texts: Path, *, model: bool = True) -> Tally:
    """Read every text that the files name and compare; without `model` no names and quotations are known."""
    tally = Tally()
    for path in paths:
        for name, article in sorted(json.loads(path.read_text(encoding="utf-8")).items()):
            data = (texts / name).read_bytes()
            report = next(from_bytes(data, name, name))
            wanted = [_wanted(row) for row in article["figures"]]
            tally.add(name, report.text, _figures(report, model=model), wanted)
    return tally


def print_score(paths: Iterable[Path], texts: Path, *, show: bool) -> None:
    """Print the score as one JSON object, the misses before it where they are to be shown."""
    tally = score(paths, texts)
    if show:
        print(*sorted(tally.misses), sep="\n")
    print(json.dumps(tally.as_json()))


def _figures(report: Report, *, model: bool) -> Sequence[Figure]:
    if not model:
        return figures(report, (), ())
    found = extract(report)
    return figures(report, found.quotations, found.names)


def _wanted(row: Mapping[str, Any]) -> Wanted:
    start, end = row["span"]
    return Wanted(
        Span(start, end), row["value"], row.get("upper"), row["unit"], row["bound"], row.get("change")
    )


def _is_same(figure: Figure, wanted: Wanted) -> bool:
    return (
        figure.span.overlaps(wanted.span)
        and figure.unit == wanted.unit
        and _is_equal(figure.value, wanted.value)
        and _is_equal(figure.upper, wanted.upper)
    )


def _is_equal(one: Decimal | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is None and other is None
    return round(float(one), _PLACES) == round(other, _PLACES)


def _told(text: str, span: Span) -> str:
    around = (
        f"{text[max(span.start - 50, 0) : span.start]}[[{span.of(text)}]]{text[span.end : span.end + 30]}"
    )
    return " ".join(around.split())


def _values(figure: Figure | Wanted) -> str:
    upper = f"..{figure.upper}" if figure.upper is not None else ""
    return f"= {figure.value}{upper} {figure.unit}"
