"""Score the whole main path against gold: `python -m lab.eval polnear|reports|samples|corpus [FOLDER]`.

`python -m lab.eval matches PAIRS.jsonl --corpus DIR` judges labelled pairs of contents (`matches`).
`python -m lab.eval commitments GOLD.json... --texts DIR [--show]` scores commitments (`commitments`).
`python -m lab.eval figures GOLD.json... --texts DIR [--show]` scores figures (`figures`).

FOLDER is for polnear a part in brat standoff (../shared/polnear/dev), for reports a folder of gold (.json)
with the texts in its sibling `reports` (../shared/gold), for samples and corpus none: the gold of tests/gold,
and the test part of our own corpus.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lab.corpus import inline
from lab.corpus.brat import read_brat
from lab.corpus.gold import REPORTS, Relation, load_all
from lab.eval.commitments import print_commitments
from lab.eval.figures import print_score
from lab.eval.matches import print_judgements
from lab.eval.metrics import KINDS, ROLES, Pair, Tally, characters, match
from lab.eval.speakers import gold_report, verdict
from onrecord.core import Quotation, Report
from onrecord.models.encoder import DEFAULT, WEIGHTS, Encoder
from onrecord.pipeline import extract
from onrecord.read import from_bytes

CHOICES = ("polnear", "reports", "samples", "corpus", "matches", "figures", "commitments")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report, what must be found in it, and what may be; `speakers` name those of `gold`, if known."""

    report: Report
    gold: tuple[Pair, ...]
    soft: tuple[Pair, ...] = ()
    speakers: tuple[str | None, ...] | None = None


def polnear(folder: Path) -> Iterator[Wanted]:
    """The articles of a part of PolNeAR."""
    for article in read_brat(folder):
        report = next(from_bytes(article.text.encode(), article.name, article.name))
        yield Wanted(report, tuple(Pair(r.content, r.source, r.cue) for r in article.relations if r.content))


def reports(folder: Path) -> Iterator[Wanted]:
    """The reports with gold in `folder`: what is clear and not nested is wanted, the rest may come."""
    for path in sorted(folder.glob("*.json")):
        report, quotations, rows = gold_report(path)
        hard = [row["certainty"] == "clear" and not row["nested_in"] for row in rows]
        read = next(from_bytes(report.data, report.name, str(path)))
        yield _wanted(read, zip(quotations, hard, (row["speaker"] for row in rows), strict=True))


def samples() -> Iterator[Wanted]:
    """The project's own samples."""
    for gold in load_all():
        report = next(from_bytes((REPORTS / gold.doc).read_bytes(), gold.doc, gold.doc))
        hard = [r.certainty == "clear" and not r.nested_in for r in gold.relations]
        yield _wanted(report, zip(gold.relations, hard, (r.speaker for r in gold.relations), strict=True))


def corpus() -> Iterator[Wanted]:
    """The test part of our own corpus."""
    for marked in inline.load("test"):
        report = next(from_bytes(marked.text.encode(), f"{marked.name}.txt", marked.name))
        rows = marked.relations
        hard = [not r.unsure and r.nested_in is None for r in rows]
        yield _wanted(report, zip(rows, hard, (r.speaker for r in rows), strict=True))


def _wanted(
    report: Report, rows: Iterable[tuple[Relation | Quotation | inline.Said, bool, str | None]]
) -> Wanted:
    listed = [(Pair(r.content, r.source, r.cue), hard, speaker) for r, hard, speaker in rows]
    return Wanted(
        report,
        tuple(pair for pair, hard, _ in listed if hard),
        tuple(pair for pair, hard, _ in listed if not hard),
        tuple(speaker for _, hard, speaker in listed if hard),
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: relations, the verdicts on the speakers of found relations, and of each grade."""

    tally: Tally
    speakers: Counter[str]
    grades: Counter[tuple[str, bool]]

    def as_json(self) -> dict[str, object]:
        """The figures, rounded to four digits."""
        table: dict[str, object] = {
            key: {
                kind: {
                    "P": round(self.tally.score(key, kind).precision, 4),
                    "R": round(self.tally.score(key, kind).recall, 4),
                    "F1": round(self.tally.score(key, kind).f1, 4),
                }
                for kind in KINDS
            }
            for key in ("content", "ar")
        }
        table["exact spans"] = {role: round(self.tally.exact_score(role).f1, 4) for role in ROLES}
        recorded = self.grades["record", True] + self.grades["record", False]
        if recorded:
            table["grade record"] = {
                "precision": round(self.grades["record", True] / recorded, 4),
                "share": round(recorded / self.grades.total(), 4),
            }
        if self.speakers:
            table["speakers of found relations"] = dict(self.speakers)
        return table


def score(wanted: Iterable[Wanted], model: str = DEFAULT, weights: Path = WEIGHTS) -> Outcome:
    """Extract every report with the model of that name in `weights` and compare."""
    outcome, encoder = Outcome(Tally(), Counter(), Counter()), Encoder(model, weights)
    for one in wanted:
        found = extract(one.report, nested=False, encoder=encoder).quotations
        pairs = [Pair(q.content, q.source, q.cue) for q in found]
        right = outcome.tally.add(one.report.text, pairs, one.gold, one.soft)
        outcome.grades.update(zip((q.grade for q in found), right, strict=True))
        if one.speakers is not None:
            text = one.report.text
            matched = match(
                [characters(p.content, text) for p in pairs], [characters(g.content, text) for g in one.gold]
            )
            for i, j in matched.items():
                speaker = found[i].speaker
                outcome.speakers[verdict(speaker.name if speaker else None, one.speakers[j])] += 1
    return outcome


def main() -> None:
    """Read the arguments, score, print one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m lab.eval", description=__doc__)
    parser.add_argument("what", choices=CHOICES)
    parser.add_argument("paths", metavar="FOLDER", nargs="*", type=Path)
    parser.add_argument("--model", default=DEFAULT)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the models")
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear"), help="for matches")
    parser.add_argument(
        "--texts", type=Path, default=Path("../shared/polnear/dev/text"), help="for figures and commitments"
    )
    parser.add_argument("--show", action="store_true", help="for these: print the misses")
    arguments = parser.parse_args()
    folder = next(iter(arguments.paths), None)
    if arguments.what == "matches":
        print_judgements(folder or arguments.corpus / "matches_dev.jsonl", arguments.corpus)
        return
    if arguments.what in {"figures", "commitments"}:
        print_gold = print_score if arguments.what == "figures" else print_commitments
        print_gold(arguments.paths, arguments.texts, show=arguments.show)
        return
    wanted = {
        "polnear": lambda: polnear(folder or Path("../shared/polnear/dev")),
        "reports": lambda: reports(folder or Path("../shared/gold")),
        "samples": samples,
        "corpus": corpus,
    }[arguments.what]()
    print(json.dumps(score(wanted, arguments.model, arguments.weights).as_json(), indent=1))


if __name__ == "__main__":
    main()
