"""Score what the encoder says beside the relations: `python -m lab.eval.heads [--shared DIR] [--model NAME]`.

Names: exact spans with their kind, on the test part of our own corpus. Types: of its contents, once with the
marks, once with all marks taken away. Embeddings: the agreement with the sentence encoder they learnt from,
and how well they part labelled pairs of PolNeAR's contents that say the same from others (area under the ROC
curve; 0.5 is chance), which needs the training requirements.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from lab.corpus import inline
from lab.eval.metrics import Score
from lab.train.augment import unmarked
from onrecord.annotate.annotate import type_of
from onrecord.annotate.confidence import kind_of
from onrecord.core import Span
from onrecord.core.marks import inside
from onrecord.models.encoder import DEFAULT, Encoder
from onrecord.models.statements import embedding, names


def named(encoder: Encoder) -> dict[str, float]:
    """F1 of the names found, by kind and over all."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for report in inline.load("test"):
        ours = set(names(encoder.read(report.text, inside(report.text))))
        theirs = set(report.names)
        for counter, group in ((right, ours & theirs), (found, ours), (wanted, theirs)):
            counter.update(kind for _, kind in group)
            counter["all"] += len(group)
    return {
        k: round(Score(right[k] / max(1, found[k]), right[k] / wanted[k]).f1, 4)
        for k in ("all", *inline.KINDS.values())
    }


def typed(encoder: Encoder, *, marks: bool) -> float:
    """The share of contents whose type is told, with the text's marks or without any."""
    right = count = 0
    for report in inline.load("test"):
        text = (report.article() if marks else unmarked(report.article(), random.Random(0))).text
        quoted = inside(text)
        scores = encoder.read(text, quoted)
        for relation in report.relations:
            if relation.nested_in is None:
                seen = kind_of(relation.content, text, quoted)
                right += type_of(seen, relation.content, scores) == relation.type
                count += 1
    return round(right / count, 4)


def pairs(shared: Path) -> list[tuple[list[tuple[str, tuple[Span, ...]]], bool]]:
    """The labelled pairs: text and content of each, and whether they say the same."""
    listed = []
    for line in (shared / "polnear" / "matches_dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        ends = []
        for one in (row["a"], row["b"]):
            file = shared / "polnear" / one["split"] / "text" / f"{one['doc']}.txt"
            ends.append((file.read_bytes().decode("utf-8"), tuple(Span(*span) for span in one["spans"])))
        listed.append((ends, row["label"].startswith("same")))
    return listed


def roc_area(scores: npt.ArrayLike, labels: npt.ArrayLike) -> float:
    """The probability that one labelled True scores higher than one labelled False.

    >>> roc_area([0.9, 0.5, 0.5], [True, True, False])
    0.75
    """
    s, y = np.asarray(scores, dtype=float), np.asarray(labels, dtype=bool)
    above = (s[y][:, None] > s[~y]).mean() + 0.5 * (s[y][:, None] == s[~y]).mean()
    return round(float(above), 4)


def embedded(encoder: Encoder, shared: Path) -> dict[str, float]:
    """The ROC areas of our embeddings and of the sentence encoder's, and their agreement pair by pair."""
    from lab.train.meaning import Teacher, statement  # noqa: PLC0415 - the rest needs no torch
    from lab.train.trainer import ENCODER  # noqa: PLC0415

    listed = pairs(shared)
    labels = [label for _, label in listed]
    flat = [end for ends, _ in listed for end in ends]
    ours = np.array([embedding(encoder.read(text, inside(text)), spans) for text, spans in flat])
    alone = [statement(text, spans) for text, spans in flat]
    asked = np.array([embedding(encoder.read(w, b""), (Span(0, len(w)),)) for w in alone])
    theirs = Teacher(ENCODER).embed(alone)
    cosine = {"in context": _cosines(ours), "alone": _cosines(asked), "sentence encoder": _cosines(theirs)}
    areas = {f"ROC area, {name}": roc_area(c, labels) for name, c in cosine.items()}
    agreement = float(np.corrcoef(cosine["in context"], cosine["sentence encoder"])[0, 1])
    same = float((ours * asked).sum(axis=1).mean())
    return areas | {
        "correlation with the sentence encoder": round(agreement, 4),
        "mean cosine of a statement in context and alone": round(same, 4),
    }


def _cosines(vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return np.asarray((vectors[::2] * vectors[1::2]).sum(axis=1))


def main() -> None:
    """Read the arguments, score, print one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m lab.eval.heads", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", default=DEFAULT)
    given = parser.parse_args()
    encoder = Encoder(given.model)
    table = {
        "names, F1": named(encoder),
        "types, share right": {
            "with marks": typed(encoder, marks=True),
            "without": typed(encoder, marks=False),
        },
        "embeddings": embedded(encoder, given.shared),
    }
    print(json.dumps(table, indent=1))


if __name__ == "__main__":
    main()
