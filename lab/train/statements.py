"""Fit what the signs of one statement are worth: `python -m lab.train.statements [--corpus DIR]`.

Two logistic regressions on labelled pairs: those of DIR and our own (`tests/gold/polnear/pairs.jsonl`). Each
file is drawn in its own way, so a bias of its own is fitted for each; what ships has that of DIR's pairs. The
figures printed are from five folds over DIR's pairs: pairs that share a content stand in one fold. Writes
`onrecord/match/data/statement_signs.tsv`, and with `--weights` the table of words' weights before.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import combinations, groupby
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from lab.corpus.relays import LabelledPair, articles, labelled, relays, wordings
from lab.eval.matches import OTHER, as_decided, figures
from onrecord.core import Span
from onrecord.match.statements.apart import are_of_two
from onrecord.match.statements.judge import SAME
from onrecord.match.statements.signs import SIGNS, share_too_little, signs
from onrecord.match.statements.wording import Wording, tokens

OWN = Path(__file__).parents[2] / "tests" / "gold" / "polnear" / "pairs.jsonl"
DATA = Path(str(files("onrecord.match"))) / "data"
FOLDS, SHUFFLES = 5, 5
C = 0.1
"""Inverse strength of the regressions' penalty."""

WITHIN_REPORTS = 120
"""Reports whose own contents are paired."""
WITHIN_COUNTS = 0.1
"""What such a pair counts against a labelled one: at 1 recall at the wanted precision falls by a quarter."""

Two = tuple[Wording, Wording]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Examples:
    """Signs of pairs [N, S], whether each is our own, what it is labelled, what it counts."""

    signs: Floats
    own: Flags
    labels: npt.NDArray[np.str_]
    weights: Floats

    def of(self, some: Flags) -> Examples:
        return Examples(self.signs[some], self.own[some], self.labels[some], self.weights[some])


def fitted(examples: Examples, target: Flags) -> tuple[float, Floats]:
    """Bias and weights of a regression on signs as they are; the bias is for pairs that are not our own."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=C, max_iter=2000))
    columns = np.column_stack([examples.signs, examples.own])
    model.fit(columns, target, logisticregression__sample_weight=examples.weights)
    scale, regression = model[0], model[-1]
    weights = regression.coef_[0] / scale.scale_
    bias = float(regression.intercept_[0] - (weights * scale.mean_).sum())
    return bias, weights[:-1]


def same(examples: Examples) -> tuple[float, Floats]:
    """The same statement against all else."""
    return fitted(examples, examples.labels == "same")


def repeat(examples: Examples) -> tuple[float, Floats]:
    """The same words on another occasion against what is different."""
    rest = examples.of(examples.labels != "same")
    return fitted(rest, rest.labels == OTHER)


def probability(weights: tuple[float, Floats], examples: Examples) -> Floats:
    """What a regression says."""
    return np.asarray(1 / (1 + np.exp(-weights[0] - examples.signs @ weights[1])))


def crossed(examples: Examples, components: npt.NDArray[np.int64], seed: int) -> Floats:
    """For the first pairs, whose components are given, what a regression says that saw none of theirs."""
    number = np.random.default_rng(seed).permutation(components.max() + 1)[components] % FOLDS
    out = np.zeros(len(components))
    for fold in range(FOLDS):
        there = np.concatenate([number == fold, np.zeros(len(examples.labels) - len(number), dtype=bool)])
        out[number == fold] = probability(same(examples.of(~there)), examples.of(there))
    return out


def _examples(given: Sequence[LabelledPair], own: Sequence[LabelledPair], within: Sequence[Two]) -> Examples:
    pairs = [(pair.one, pair.other) for pair in (*given, *own)] + list(within)
    at, labelled_ones = np.arange(len(pairs)), len(given) + len(own)
    return Examples(
        np.array([signs(*pair) for pair in pairs]),
        (at >= len(given)) & (at < labelled_ones),
        np.array([pair.row["label"] for pair in (*given, *own)] + ["different"] * len(within)),
        np.where(at < labelled_ones, 1.0, WITHIN_COUNTS),
    )


def within_reports(pairs: Iterable[LabelledPair], corpus: Path) -> list[Two]:
    """Pairs of different contents of one report, of one speaker first: all but what is said is alike.

    No labelled pair is from one report, and without these what surrounds two contents would count too much.
    """
    rng = random.Random(4)
    names = sorted({(pair.row[side]["split"], pair.row[side]["doc"]) for pair in pairs for side in "ab"})
    wanted = set(rng.sample(names, WITHIN_REPORTS))
    found: list[Two] = []
    for _, group in groupby(wordings(relays(corpus, wanted.__contains__)), lambda each: each.relay.report_id):
        different = [two for two in combinations(group, 2) if share_too_little(*two)]
        rng.shuffle(different)
        alike = [
            two for two in different if two[0].relay.speaker and two[0].relay.speaker == two[1].relay.speaker
        ]
        found += alike[:5] + different[:2]
    return found


def write_signs(examples: Examples) -> None:
    """Fit on everything and write what ships."""
    one, two = same(examples), repeat(examples)
    lines = [
        "# What each sign is worth that two quotations relay one statement: log odds for one unit more.",
        f"# Made by `python -m lab.train.statements` from {len(examples.labels)} labelled pairs.",
        "# sign\tmean\tsame statement\tother occasion",
        f"bias\t0\t{one[0]:.4f}\t{two[0]:.4f}",
    ]
    means = examples.signs.mean(axis=0)
    lines += [
        f"{sign.__name__}\t{mean:.4f}\t{first:.4f}\t{second:.4f}"
        for sign, mean, first, second in zip(SIGNS, means, one[1], two[1], strict=True)
    ]
    (DATA / "statement_signs.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_weights(corpus: Path) -> None:
    """Count in how many articles of the training part each word stands."""
    counts: Counter[str] = Counter()
    texts = [article.text for _, article in articles(corpus, lambda name: name[0] == "train")]
    for text in texts:
        counts.update({token.stem for token in tokens(text, (Span(0, len(text)),))})
    lines = [
        "# How much a word tells: the logarithm of how many articles there are for one that has its stem.",
        f"# Counted in {len(texts)} articles by `python -m lab.train.statements --weights`; stems of",
        "# fewer than three weigh as the line without one says.",
        f"\t{log(len(texts) / 1.5):.2f}",
    ]
    lines += [f"{stem}\t{log(len(texts) / n):.2f}" for stem, n in sorted(counts.items()) if n >= 3]
    (DATA / "word_weights.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print the figures of the folds; fit on everything and write."""
    parser = argparse.ArgumentParser(prog="python -m lab.train.statements", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear"))
    parser.add_argument("--weights", action="store_true", help="count the words first")
    parser.add_argument("--measure", action="store_true", help="print the figures and write nothing")
    given = parser.parse_args()
    if given.weights:
        write_weights(given.corpus)
    pairs = labelled(given.corpus / "matches_dev.jsonl", given.corpus)
    own = labelled(OWN, given.corpus)
    examples = _examples(pairs, own, within_reports([*pairs, *own], given.corpus))
    # Contents of one file are not in the other.
    components = np.array([pair.component for pair in pairs])
    barred = np.array([are_of_two(p.one, p.other) or share_too_little(p.one, p.other) for p in pairs])
    for seed in range(SHUFFLES):
        found = np.where(barred, 0.0, crossed(examples, components, seed))
        print(json.dumps(figures(pairs, found) | as_decided(pairs, found >= SAME)))
    if not given.measure:
        write_signs(examples)


if __name__ == "__main__":
    main()
