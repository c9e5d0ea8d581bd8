"""Score commitments against gold: `python -m lab.eval commitments GOLD.json... --texts DIR [--show]`.

Gold tells offsets and values on texts of DIR (`tests/gold/polnear/ledger`). A commitment found is matched
with the gold that it overlaps most, one to one; it is right where both bind (promise, decision, plan, order)
or both foresee (prediction). Debatable gold is neither asked for nor held against what is found. Deadlines
and types are scored on matched, clear gold.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from lab.eval.metrics import Score
from onrecord.core import Commitment, Fact, Report, Span
from onrecord.models.encoder import DEFAULT, Encoder
from onrecord.pipeline import extract
from onrecord.read import from_bytes

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """A report, what must be found in it, and what may be."""

    report: Report
    clear: tuple[Row, ...]
    debatable: tuple[Row, ...]


@dataclass(slots=True)
class CommitmentTally:
    """Counts over reports; `add` each, then read `as_json`."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, told: Told, found: Sequence[Commitment]) -> None:
        """Count what was found in one report."""
        spans = [each.span for each in found]
        pairs = paired(spans, [Span(*row["span"]) for row in told.clear])
        rest = [i for i in range(len(found)) if i not in pairs]
        soft = paired([spans[i] for i in rest], [Span(*row["span"]) for row in told.debatable])
        spared = {rest[i] for i in soft}
        text = told.report.text
        for i, each in enumerate(found):
            row = told.clear[pairs[i]] if i in pairs else None
            right = row is not None and binds(row["type"]) == binds(each.type)
            if i not in spared:
                self.counts["found"] += 1
                self._grade(each, right and row is not None and row["type"] == each.type)
            if right and row is not None:
                self._add_right(text, each, row)
            elif i not in spared:
                self.misses.append(f"wrong {each.type}: {each.span.of(text)}")
        for j, row in enumerate(told.clear):
            self.counts["gold"] += 1
            if j not in pairs.values():
                self.misses.append(f"missed {row['type']}: {Span(*row['span']).of(text)}")

    def _grade(self, each: Commitment, right: bool) -> None:
        if each.grade == "record":
            self.counts["recorded"] += 1
            self.counts["recorded right"] += right

    def _add_right(self, text: str, each: Commitment, row: Row) -> None:
        self.counts["right"] += 1
        self.counts["type"] += each.type == row["type"]
        due = row.get("due")
        ours = (each.due.earliest, each.due.latest) if each.due else None
        if due and not (due["earliest"] or due["latest"]):
            return  # an event without a day: no interval to be right or wrong about
        if due:
            self.counts["due"] += 1
            same = ours == (due["earliest"], due["latest"])
            self.counts["due right"] += same
            if not same:
                self.misses.append(f"due {ours} for {due}: {each.span.of(text)}")
        else:
            self.counts["undated"] += 1
            self.counts["invented"] += ours is not None
            if ours:
                self.misses.append(f"invented {ours}: {each.span.of(text)}")

    def as_json(self) -> dict[str, float]:
        """The figures, rounded to four digits."""
        n = self.counts
        score = Score(_share(n["right"], n["found"]), _share(n["right"], n["gold"]))
        figures = {
            "P": score.precision,
            "R": score.recall,
            "F1": score.f1,
            "type": _share(n["type"], n["right"]),
            "due": _share(n["due right"], n["due"]),
            "invented": _share(n["invented"], n["undated"]),
            "record precision": _share(n["recorded right"], n["recorded"]),
            "record share": _share(n["recorded"], n["found"]),
        }
        return {name: round(value, 4) for name, value in figures.items()} | {
            "gold": n["gold"],
            "with due": n["due"],
        }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def binds(kind: str) -> bool:
    """Whether somebody is bound or something settled: all but a prediction."""
    return kind != "prediction"


def paired(found: Sequence[Span], gold: Sequence[Span]) -> dict[int, int]:
    """Which of the found spans is which of the gold ones: those that overlap most by Dice first."""
    overlaps = [
        (2 * (min(a.end, b.end) - max(a.start, b.start)) / (a.end - a.start + b.end - b.start), -i, -j)
        for i, a in enumerate(found)
        for j, b in enumerate(gold)
        if a.overlaps(b)
    ]
    pairs: dict[int, int] = {}
    for _, i, j in sorted(overlaps, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def told(gold: Iterable[Path], texts: Path) -> Iterator[Told]:
    """The reports of files of gold, dated as it says."""
    for path in gold:
        for name, row in json.loads(path.read_text(encoding="utf-8")).items():
            report = next(from_bytes((texts / name).read_bytes(), name, name))
            if row["said"]:
                report = replace(report, published=Fact(row["said"]))
            rows = row["commitments"]
            yield Told(
                report,
                tuple(each for each in rows if each.get("certainty", "clear") == "clear"),
                tuple(each for each in rows if each.get("certainty", "clear") != "clear"),
            )


def print_commitments(gold: Sequence[Path], texts: Path, *, show: bool) -> None:
    """Score the files of gold, and print the misses where asked to."""
    tally = score(told(gold, texts), Encoder(DEFAULT))
    if show:
        print("\n".join(" ".join(miss.split()) for miss in tally.misses))
    print(json.dumps(tally.as_json(), indent=1))


def score(reports: Iterable[Told], encoder: Encoder) -> CommitmentTally:
    """Extract every report as a user would get it, and compare."""
    tally = CommitmentTally()
    for each in reports:
        tally.add(each, extract(each.report, encoder=encoder).commitments)
    return tally
