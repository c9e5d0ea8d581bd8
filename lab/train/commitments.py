"""Fit what the signs of a commitment are worth: `python -m lab.train.commitments [--polnear DIR]`.

A logistic regression on clauses that markers open, each labelled with what it is: in articles of PolNeAR
(by the gold that is not held back, and by `commitment_labels.json`, where the offset of a marker tells the
clause), in our own corpus, and in the sentences of `commitment_sentences.tsv`. Debatable ones are left out.
Prints the figures of folds in which no article is on both sides, and writes the table
`onrecord/ledger/data/commitment_weights.tsv`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from lab.corpus import inline
from lab.eval.commitments import Told, told
from onrecord.core import Fact, Report, Span
from onrecord.ledger.candidates import Candidate, candidates
from onrecord.ledger.commitment_signs import signs
from onrecord.ledger.commitment_weights import SORTS
from onrecord.ledger.due import dated
from onrecord.ledger.markers import PRESENT
from onrecord.ledger.parties import Parties
from onrecord.models.encoder import DEFAULT, Encoder
from onrecord.pipeline import extract
from onrecord.read import from_bytes
from onrecord.resolve.dates import parse_day

HERE = Path(__file__).parent
GOLD = HERE.parents[1] / "tests" / "gold" / "polnear" / "ledger"
TABLE = Path(str(files("onrecord.ledger"))) / "data" / "commitment_weights.tsv"
C, LEAST, FOLDS, SHUFFLES = 0.6, 3, 6, 4
"""Inverse strength of the penalty; how often a sign must be seen; parts and rounds of cross-validation."""
COUNTS = {"gold": 1.0, "polnear": 1.0, "corpus": 0.3, "sentences": 1.0}
"""What a clause of each source counts: our corpus holds promises more densely than news does."""
DEBATABLE = "debatable"
ENOUGH = 0.3
"""Share of a gold span from which a further clause over it is part of it, and no clause of its own."""
_BINDING = {"decision": "plan", "order": "plan"}
_SORT_OF: dict[str, int] = {sort: i for i, sort in enumerate(SORTS)}

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A clause that a marker opens: where it comes from, its signs, and what it is."""

    source: str
    article: str
    signs: frozenset[str]
    label: str


def examples(polnear: Path, encoder: Encoder) -> Iterator[Example]:
    """Every labelled clause."""
    gold = [
        *told(sorted(GOLD.glob("tuning_*.json")), polnear / "dev" / "text"),
        *told(sorted(GOLD.glob("further_*.json")), polnear / "train" / "text"),
    ]
    for one in gold:
        opened = list(_opened(one.report, encoder))
        labels = _gold_labels(one, [each.span for each in opened])
        for each, label in zip(opened, labels, strict=True):
            yield Example("gold", one.report.name, frozenset(signs(each)), label)
    labelled = json.loads((HERE / "commitment_labels.json").read_text(encoding="utf-8"))
    for name, labels_at in labelled["polnear"].items():
        report = _report((polnear / "train" / "text" / name).read_bytes(), name)
        dated = replace(report, published=Fact(name.split("_")[1]))
        yield from _labelled("polnear", dated, labels_at, encoder)
    own = {marked.name: marked for part in ("train", "test") for marked in inline.load(part)}
    for name, labels_at in labelled["corpus"].items():
        yield from _labelled("corpus", _report(own[name].text.encode(), name), labels_at, encoder)
    yield from _sentences(encoder)


def _report(data: bytes, name: str) -> Report:
    return next(from_bytes(data, name, name))


def _opened(report: Report, encoder: Encoder) -> Iterator[Candidate]:
    found = extract(report, encoder=encoder)
    said = parse_day(report.published.value) if report.published else None
    parties = Parties(report.text, found.quotations, found.names)
    opened = candidates(report, found.quotations, parties)
    return (dated(each, said) for each in opened if each.opening.marker.reading != PRESENT)


def _labelled(source: str, report: Report, labels: dict[str, str], encoder: Encoder) -> Iterator[Example]:
    for each in _opened(report, encoder):
        label = labels.get(str(each.sentence.words[each.opening.at].start))
        if label is not None:
            yield Example(source, report.name, frozenset(signs(each)), label)


def _sentences(encoder: Encoder) -> Iterator[Example]:
    lines = (HERE / "commitment_sentences.tsv").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line.startswith("#"):
            continue
        label, marked = line.split("\t")
        clause = Span(marked.index("["), marked.index("]") - 1)
        report = _report(marked.replace("[", "").replace("]", "").encode(), f"sentence {number}")
        opened = [each for each in _opened(report, encoder) if each.span.overlaps(clause)]
        if not opened:
            raise ValueError(f"no marker in the brackets: {marked}")
        yield Example("sentences", report.name, frozenset(signs(opened[0])), label)


def _gold_labels(one: Told, spans: Sequence[Span]) -> list[str]:
    """What each clause is: the clear gold it overlaps most, debatable where another has that, else none."""
    labels = ["none"] * len(spans)
    for row in (*one.clear, *one.debatable):
        gold = Span(*row["span"])
        over = [i for i, span in enumerate(spans) if span.overlaps(gold)]
        over.sort(key=lambda i: (-_likeness(spans[i], gold), i))
        for rank, i in enumerate(over):
            clear = row.get("certainty", "clear") == "clear"
            if rank == 0 and clear and labels[i] in {"none", DEBATABLE}:
                labels[i] = row["type"]
            elif labels[i] == "none" and (not clear or _likeness(spans[i], gold) > ENOUGH):
                labels[i] = DEBATABLE
    return labels


def _likeness(one: Span, other: Span) -> float:
    return (min(one.end, other.end) - max(one.start, other.start)) / max(
        one.end - one.start, other.end - other.start
    )


@dataclass(frozen=True, slots=True)
class Matrix:
    """Examples as numbers: signs [N, S], sorts [N], what each counts [N], articles [N]."""

    names: tuple[str, ...]
    signs: Floats
    sorts: npt.NDArray[np.int64]
    counts: Floats
    articles: npt.NDArray[np.str_]
    sources: npt.NDArray[np.str_]


def matrix(found: Sequence[Example]) -> Matrix:
    """The clear examples as numbers; a sign that is hardly ever seen is left out."""
    clear = [each for each in found if each.label != DEBATABLE]
    seen = Counter(sign for each in clear for sign in each.signs)
    names = tuple(sorted(sign for sign, count in seen.items() if count >= LEAST))
    return Matrix(
        names,
        np.array([[float(sign in each.signs) for sign in names] for each in clear]),
        np.array([_SORT_OF[_BINDING.get(each.label, each.label)] for each in clear]),
        np.array([COUNTS[each.source] for each in clear]),
        np.array([each.article for each in clear]),
        np.array([each.source for each in clear]),
    )


def fitted(of: Matrix, some: npt.NDArray[np.bool_]) -> LogisticRegression:
    """The regression on some of the examples."""
    model = LogisticRegression(C=C, max_iter=3000)
    return model.fit(of.signs[some], of.sorts[some], sample_weight=of.counts[some])


def folds(of: Matrix, shuffle: int) -> Floats:
    """The probabilities of each example's sorts by a regression that saw nothing of its article."""
    found = np.zeros((len(of.sorts), len(SORTS)))
    parts = GroupKFold(FOLDS, shuffle=True, random_state=shuffle)
    for _, held in parts.split(of.signs, groups=of.articles):
        train = np.ones(len(of.sorts), dtype=bool)
        train[held] = False
        found[held] = fitted(of, train).predict_proba(of.signs[held])
    return found


def figures(of: Matrix, shuffles: Sequence[Floats]) -> dict[str, dict[str, float]]:
    """Precision and recall by source over all shuffles: whether a clause binds, foresees or does neither."""
    classes = np.array([0, 1, 1, 2])
    odds = np.concatenate(shuffles)
    found = np.where(odds[:, 0] > 0.5, 0, np.where(odds[:, 3] > odds[:, 1] + odds[:, 2], 2, 1))
    wanted = np.tile(classes[of.sorts], len(shuffles))
    table = {}
    for source in COUNTS:
        some = np.tile(of.sources == source, len(shuffles))
        right = float((some & (found > 0) & (found == wanted)).sum())
        told_, gold = float((some & (found > 0)).sum()), float((some & (wanted > 0)).sum())
        table[source] = {
            "clauses": float(some.sum() / len(shuffles)),
            "P": round(right / told_, 3),
            "R": round(right / gold, 3),
            "F1": round(2 * right / (told_ + gold), 3),
        }
    return table


def write(of: Matrix, model: LogisticRegression) -> None:
    """Write the table of weights."""
    lines = [
        "# What each sign of a commitment is worth for each thing that a clause may be (log odds).",
        f"# Made by `python -m lab.train.commitments` from {len(of.sorts)} clauses.",
        "# sign\t" + "\t".join(SORTS),
        "always\t" + "\t".join(f"{value:.3f}" for value in model.intercept_),
    ]
    for name, column in zip(of.names, model.coef_.T, strict=True):
        lines.append(f"{name}\t" + "\t".join(f"{value:.3f}" for value in column))
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print the figures of the folds, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m lab.train.commitments", description=__doc__)
    parser.add_argument("--polnear", type=Path, default=Path("../shared/polnear"))
    arguments = parser.parse_args()
    of = matrix(list(examples(arguments.polnear, Encoder(DEFAULT))))
    print(json.dumps(figures(of, [folds(of, shuffle) for shuffle in range(SHUFFLES)]), indent=1))
    write(of, fitted(of, np.ones(len(of.sorts), dtype=bool)))


if __name__ == "__main__":
    main()
