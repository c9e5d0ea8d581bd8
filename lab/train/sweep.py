"""Try other settings and print what each gives: `python -m lab.train.sweep [--config FILE] [--runs DIR]`.

Every stage of the sweep's configuration is trained from where it says it starts, then read in float32 over
PolNeAR dev and our own corpus's test part with the balance of tags that the package carries. A line a stage
goes to experiments.jsonl, from which the model card takes its table; a stage that has its line is not trained
again. `--judge F.pt NAME` adds the line of a checkpoint that is there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path

import torch

from lab.corpus import inline
from lab.corpus.brat import Article, read_brat
from lab.eval.metrics import KINDS, Pair, Tally
from lab.train.config import stages
from lab.train.experiments import record, recorded
from lab.train.network import Deployed, Network
from lab.train.trainer import ENCODER, Trainer, network_from
from onrecord.annotate.annotate import settled
from onrecord.core import Report
from onrecord.core.marks import inside, passages
from onrecord.models.encoder import WEIGHTS, Floats, Longs, Scores, scored
from onrecord.models.tokens import load_tokenizer, tokenize


class Reader:
    """Reads as `onrecord.models.encoder.Encoder` does, but from a network in training."""

    def __init__(self, network: Network) -> None:
        self._network = Deployed(network).eval()
        self._tokenizer = load_tokenizer(ENCODER / "tokenizer.json")

    def read(self, text: str, quoted: bytes | bytearray) -> Scores:
        """Score `text` window by window."""
        return scored(tokenize(self._tokenizer, text, quoted), self._run)

    @torch.no_grad()
    def _run(self, ids: Longs, shades: Longs) -> list[Floats]:
        return [each.numpy() for each in self._network(torch.from_numpy(ids), torch.from_numpy(shades))]


def figures(network: Network, articles: Iterable[Article]) -> dict[str, float]:
    """AR and content F1 of a network, no relation held back for being unsure."""
    reader, tally = Reader(network), Tally()
    bias = json.loads((WEIGHTS / "accurate.json").read_text(encoding="utf-8"))["settings"]["tag_bias"]
    for article in articles:
        report = Report(article.text, article.name, article.name)
        scores = reader.read(article.text, inside(article.text))
        found = settled(report, passages(article.text), scores, bias)
        gold = [Pair(r.content, r.source, r.cue) for r in article.relations if r.content]
        tally.add(article.text, [Pair(d.content, d.source, d.cue) for d in found], gold)
    table = {f"AR {kind}": tally.score("ar", kind).f1 for kind in KINDS}
    table["content all"] = tally.score("content", "all").f1
    table["exact content"] = tally.exact_score("content").f1
    return {k: round(v, 4) for k, v in table.items()}


def main() -> None:
    """Train and judge every stage that has no line yet."""
    parser = argparse.ArgumentParser(prog="python -m lab.train.sweep", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear"))
    parser.add_argument("--runs", type=Path, default=Path("lab/runs"))
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("sweep.toml"))
    parser.add_argument("--judge", nargs=2, metavar=("CHECKPOINT", "NAME"))
    given = parser.parse_args()
    done = {row["stage"] for row in recorded() if "stage" in row}
    dev = list(read_brat(given.corpus / "dev"))
    own = [report.article() for report in inline.load("test")]

    def judge(checkpoint: Path, name: str) -> None:
        network = network_from(checkpoint)
        record({"stage": name, "dev": figures(network, dev), "own": figures(network, own)})

    if given.judge:
        judge(Path(given.judge[0]), given.judge[1])
        return
    for stage in stages(given.config):
        if stage.name not in done:
            judge(Trainer(stage, given.corpus, given.runs).train(), stage.name)


if __name__ == "__main__":
    main()
