"""Tune what stands behind the encoder and write it into the model's card.

`python -m lab.train.calibrate --corpus DIR [--weights DIR] [--name accurate]`

Once a model is exported. On DIR/dev: the balance between the tags that gives the best F1 of AR and contents,
and a logistic regression from the model's probabilities to "content and source are right". The figures
printed for the regression are from five folds by article: no relation is judged by a regression that saw it.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from lab.corpus.brat import Article, read_brat
from lab.eval.metrics import KINDS, Pair, Tally
from onrecord.annotate.annotate import settled
from onrecord.annotate.confidence import features, kind_of_draft
from onrecord.annotate.relations import Draft
from onrecord.core import Report
from onrecord.core.marks import inside, passages
from onrecord.models.encoder import WEIGHTS, Encoder, Scores

STEPS = (0.8, 0.4, 0.2)
"""Log weights by which a tag's bias is moved, coarse to fine."""

FLOOR = 0.35
"""What is less likely right is not reported. F1 is highest where a relation is as likely right as half the F1
(Lipton et al., ECML 2014), about 0.39 for AR and less for contents alone. Grade "record" is for readers who
want no doubtful quotation.
"""
BINS = 10
"""Points of the reliability curve."""


@dataclasses.dataclass(frozen=True, slots=True)
class Read:
    """One article with the encoder's scores of it."""

    article: Article
    scores: Scores

    def drafts(self, bias: Sequence[float]) -> list[Draft]:
        """The relations found with this balance of the tags."""
        text = self.article.text
        report = Report(text, self.article.name, self.article.name)
        return list(settled(report, passages(text), self.scores, bias))


def judge(reads: Sequence[Read], bias: Sequence[float]) -> tuple[Tally, list[tuple[Draft, bool]]]:
    """Score all articles with this balance; every draft and whether it is right."""
    tally, rows = Tally(), []
    for read in reads:
        found = read.drafts(bias)
        gold = [Pair(r.content, r.source) for r in read.article.relations if r.content]
        right = tally.add(read.article.text, [Pair(d.content, d.source) for d in found], gold)
        rows += list(zip(found, right, strict=True))
    return tally, rows


def tune(reads: Sequence[Read], bias: list[float]) -> list[float]:
    """Coordinate search for the biases of the seven tags, from those the card has."""
    best = _worth(judge(reads, bias)[0])
    for step in STEPS:
        moved = True
        while moved:
            moved = False
            for tag in (0, 1, 3, 4, 5):
                for way in (step, -step):
                    trial = list(bias)
                    trial[tag] = round(trial[tag] + way, 3)
                    value = _worth(judge(reads, trial)[0])
                    if value > best + 1e-4:
                        bias, best, moved = trial, value, True
    return bias


def _worth(tally: Tally) -> float:
    """F1 of AR and of contents, over all and over the three kinds alike.

    What is in marks must not be traded for what is not, nor a content for its source.
    """
    scores = [tally.score(key, kind).f1 for key in ("ar", "content") for kind in KINDS]
    return sum(scores) / len(scores)


def fit(reads: Sequence[Read], bias: Sequence[float]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Calibrate: coefficients, the floor and the threshold for 95% precision; and what that reached."""
    table, labels, groups = [], [], []
    for number, read in enumerate(reads):
        text = read.article.text
        quoted = inside(text)
        for draft, right in judge([read], bias)[1]:
            if not draft.cue:
                continue
            table.append(features(draft, kind_of_draft(draft, text, quoted), text))
            labels.append(right)
            groups.append(number)
    names = list(table[0])
    x = np.array([[row[n] for n in names] for row in table])
    y = np.array(labels)
    held = np.zeros(len(y))
    for train, test in GroupKFold(5).split(x, y, groups):
        held[test] = _regression().fit(x[train], y[train]).predict_proba(x[test])[:, 1]
    model = _regression().fit(x, y)
    gold = sum(1 for read in reads for r in read.article.relations if r.content)
    # Asking for a little more than 0.95 on held-out folds leaves room for chance on other texts.
    record = next((float(t) for t in np.arange(0.5, 1.0, 0.005) if _precision(held, y, t) >= 0.96), 1.0)
    kept = held >= FLOOR
    print(f"relations {len(y)}, right {y.mean():.4f}")
    print(f"from {FLOOR} on: AR F1 {_f1(held, y, FLOOR, gold):.4f}")
    curve = reliability(held[kept], y[kept])
    reached = {
        "expected calibration error": round(calibration_error(curve), 4),
        "precision of record": round(_precision(held, y, record), 4),
        "share of record": round(float((held >= record).sum() / kept.sum()), 4),
        "reliability": curve,
    }
    print({name: figure for name, figure in reached.items() if name != "reliability"})
    weights = {n: round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True)}
    return {"weights": weights, "floor": FLOOR, "record": round(record, 3)}, reached


def _regression() -> LogisticRegression:
    return LogisticRegression(C=1.0, fit_intercept=False, max_iter=2000)


def _precision(p: np.ndarray, y: np.ndarray, threshold: float) -> float:
    chosen = p >= threshold
    return float(y[chosen].mean()) if chosen.sum() >= 20 else 0.0


def _f1(p: np.ndarray, y: np.ndarray, threshold: float, gold: int) -> float:
    chosen = p >= threshold
    return float(2 * y[chosen].sum() / (chosen.sum() + gold))


def reliability(p: np.ndarray, y: np.ndarray) -> list[tuple[float, float, int]]:
    """Equally filled bins in order of confidence: mean confidence, share that is right, how many."""
    parts = [part for part in np.array_split(np.argsort(p), BINS) if len(part)]
    return [(round(float(p[i].mean()), 4), round(float(y[i].mean()), 4), len(i)) for i in parts]


def calibration_error(curve: Sequence[tuple[float, float, int]]) -> float:
    """Mean distance between confidence and accuracy over the bins (Naeini et al., AAAI 2015)."""
    return sum(n * abs(p - right) for p, right, n in curve) / sum(n for _, _, n in curve)


def main() -> None:
    """Read the arguments, tune, calibrate, write the card."""
    parser = argparse.ArgumentParser(prog="python -m lab.train.calibrate", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--name", default="accurate")
    arguments = parser.parse_args()
    encoder = Encoder(arguments.name, arguments.weights)
    articles = read_brat(arguments.corpus / "dev")
    reads = [Read(a, encoder.read(a.text, inside(a.text))) for a in articles]
    bias = tune(reads, list(encoder.settings["tag_bias"]))
    tally, _ = judge(reads, bias)
    print("tag bias", bias, {kind: round(tally.score("ar", kind).f1, 4) for kind in KINDS})
    card = arguments.weights / f"{arguments.name}.json"
    about = json.loads(card.read_text(encoding="utf-8"))
    confidence, about["calibration"] = fit(reads, bias)
    about["settings"] = {"tag_bias": bias, "confidence": confidence}
    card.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
