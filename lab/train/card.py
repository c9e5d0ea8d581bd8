"""Write the model card's tables: `python -m lab.train.card`.

The card is src/onrecord/models/weights/README.md; what stands between its two marks is replaced by the
figures of the models beside it on PolNeAR dev, the real reports, our own corpus's test part and the samples,
by what calibration reached, and by the experiments of `lab.train.sweep` and `lab.train.decoders`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lab.eval.__main__ import Outcome, corpus, polnear, reports, samples, score
from lab.eval.heads import embedded, named, typed
from lab.eval.metrics import KINDS, ROLES
from lab.train.experiments import recorded
from onrecord.models.encoder import WEIGHTS, Encoder

CARD = WEIGHTS / "README.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def table(columns: list[str], rows: list[list[str]]) -> Iterator[str]:
    """A table in Markdown, and an empty line."""
    for row in (columns, ["---"] * len(columns), *rows):
        yield "| " + " | ".join(row) + " |"
    yield ""


def measured(title: str, outcome: Outcome) -> Iterator[str]:
    """P, R and F1 of content and AR by kind of quotation, and the precision of grade "record"."""
    yield f"**{title}**"
    yield ""
    rows = []
    for kind in KINDS:
        scores = [outcome.tally.score(key, kind) for key in ("content", "ar")]
        rows.append([kind, *(f"{v:.3f}" for s in scores for v in (s.precision, s.recall, s.f1))])
    yield from table(["", "content P", "R", "F1", "AR P", "R", "F1"], rows)
    exact = ", ".join(f"{role} {outcome.tally.exact_score(role).f1:.3f}" for role in ROLES)
    yield f"F1 of exact spans: {exact}."
    yield ""
    found = outcome.as_json()
    for key in ("grade record", "speakers of found relations"):
        if key in found:
            yield f"{key}: `{json.dumps(found[key])}`"
            yield ""


def calibrated(reached: dict[str, Any]) -> Iterator[str]:
    """What calibration reached on PolNeAR dev in five folds by article."""
    yield (
        f"Calibration on PolNeAR dev, five folds by article: expected calibration error "
        f"{reached['expected calibration error']:.3f}, precision of grade `record` "
        f"{reached['precision of record']:.3f} for {reached['share of record']:.0%} of what is reported. "
        "Reliability:"
    )
    yield ""
    curve = reached["reliability"]
    columns = ["confidence", *(f"{p:.2f}" for p, _, _ in curve)]
    yield from table(columns, [["share right", *(f"{right:.2f}" for _, right, _ in curve)]])


def heads(encoder: Encoder, shared: Path) -> Iterator[str]:
    """What the encoder says beside the relations, on our own test part and on pairs of PolNeAR's contents."""
    f1, types = named(encoder), [typed(encoder, marks=marks) for marks in (True, False)]
    yield (
        "Other heads, our own test part: names, F1 of exact spans with their kind "
        + ", ".join(f"{kind} {value:.3f}" for kind, value in f1.items())
        + f"; types told with marks {types[0]:.3f}, without {types[1]:.3f}."
    )
    yield ""
    areas = ", ".join(f"{name} {value:.3f}" for name, value in embedded(encoder, shared).items())
    yield f"Embeddings, labelled pairs of PolNeAR's contents: {areas}."
    yield ""


def experiments() -> Iterator[str]:
    """Every experiment's figures on dev, and those of training on our own test part."""
    for key, title in (
        ("stage", "**Training**: F1 on PolNeAR dev, and over all on our own test part"),
        ("decoder", "**Decoders** on the same frozen encoder: F1 of exact spans, and of words in contents"),
    ):
        rows = [row for row in recorded() if key in row]
        if rows:
            yield title
            yield ""
            names = list(dict.fromkeys(name for row in rows for name in row["dev"]))
            body = []
            for row in rows:
                cells = [row[key], *(f"{row['dev'][n]:.3f}" if n in row["dev"] else "" for n in names)]
                if key == "stage":
                    cells.append(f"{row['own']['AR all']:.3f}")
                body.append(cells)
            yield from table([key, *names] + (["own AR all"] if key == "stage" else []), body)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m lab.train.card", description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    shared = parser.parse_args().shared
    body = []
    for path in sorted(WEIGHTS.glob("*.onnx")):
        about = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        name = about["name"]
        size = path.stat().st_size / 1e6
        body += [f"### {name}", ""]
        body += [f"Version {about['version']}, {size:.1f} MB, SHA-256 `{about['sha256'][:16]}…`.", ""]
        body += measured("PolNeAR dev (84 articles)", score(polnear(shared / "polnear" / "dev"), name))
        body += calibrated(about["calibration"])
        body += measured("Our own corpus, test part (60 reports)", score(corpus(), name))
        body += measured("Three real press reports", score(reports(shared / "gold"), name))
        body += heads(Encoder(name), shared)
        body += measured("The project's samples (tests/gold)", score(samples(), name))
    body += ["### Experiments", "", *experiments()]
    before, rest = CARD.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    CARD.write_text(before + BEGIN + "\n" + "\n".join(body) + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
