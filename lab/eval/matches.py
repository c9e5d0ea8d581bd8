"""Judge labelled pairs of contents: `python -m lab.eval matches PAIRS.jsonl --corpus DIR`.

One JSON line a pair, in order, on standard output: the probability that both relay one statement, and what is
decided. Where the pairs carry labels, the figures are printed on standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lab.corpus.relays import LabelledPair, labelled
from onrecord.match.statements.judge import compare

PRECISION = 0.95
OTHER = "same_words_other_occasion"


def print_judgements(pairs: Path, corpus: Path) -> None:
    """Judge every pair of the file."""
    read = labelled(pairs, corpus)
    found = [compare(each.one, each.other) for each in read]
    for each in found:
        print(json.dumps({"same": round(each.same, 4), "decision": each.decision}))
    if any(each.row.get("label") == "same" for each in read):
        same = np.array([each.same for each in found])
        decided = np.array([each.decision == "same" for each in found])
        print(json.dumps(figures(read, same) | as_decided(read, decided)), file=sys.stderr)


def figures(pairs: Sequence[LabelledPair], same: npt.NDArray[np.float64]) -> dict[str, float]:
    """At the threshold with most recall that keeps the precision: recall, and which pairs are taken."""
    wanted = np.array([pair.row.get("label") == "same" for pair in pairs])
    order = np.argsort(-same, kind="stable")
    right = np.cumsum(wanted[order])
    precision = right / np.arange(1, len(order) + 1)
    reached = np.flatnonzero(precision >= PRECISION)
    taken = np.zeros(len(pairs), dtype=bool)
    if len(reached):
        taken[order[: reached[-1] + 1]] = True
    average = float((precision * wanted[order]).sum() / wanted.sum())
    threshold = float(same[order[reached[-1]]]) if len(reached) else 1.0
    return {"average precision": round(average, 3), "threshold": round(threshold, 3)} | {
        f"{name} at precision {PRECISION}": value for name, value in _shares(pairs, taken).items()
    }


def as_decided(pairs: Sequence[LabelledPair], taken: npt.NDArray[np.bool_]) -> dict[str, float]:
    """The same figures where the program decides that two are the same."""
    wanted = np.array([pair.row.get("label") == "same" for pair in pairs])
    precision = float(wanted[taken].mean()) if taken.any() else 1.0
    return {"precision as decided": round(precision, 3)} | {
        f"{name} as decided": value for name, value in _shares(pairs, taken).items()
    }


def _shares(pairs: Sequence[LabelledPair], taken: npt.NDArray[np.bool_]) -> dict[str, float]:
    same = np.array([pair.row.get("label") == "same" for pair in pairs])
    other = np.array([pair.row.get("label") == OTHER for pair in pairs])
    paraphrase = same & np.array([pair.row.get("kind") == "paraphrase" for pair in pairs])
    return {
        name: round(float(taken[of].mean()), 3)
        for name, of in (
            ("recall", same),
            ("recall of paraphrases", paraphrase),
            ("other occasions taken", other),
        )
        if of.any()
    }
