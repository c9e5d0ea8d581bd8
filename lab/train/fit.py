"""Fit the heads beside the roles to an encoder that stays as it is, as a stage of `lab.train` ends.

Weights that were averaged or mixed no longer suit the heads that were trained with them. Names and types are
logistic regressions over the train part of our own corpus and a share of PolNeAR, with and without marks;
the embedding is a ridge regression onto the sentence encoder's vectors, of statements in their reports and
alone. A few minutes on a CPU.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor, nn

from lab.corpus import inline
from lab.corpus.brat import Article, read_brat
from lab.train import augment
from lab.train.articles import typed
from lab.train.examples import IGNORE, Targets, Window, alone, example, meaning_key, windows
from lab.train.meaning import bare, statement, targets
from lab.train.network import Network
from lab.train.trainer import ENCODER, batches, network_from, stack
from onrecord.models.tokens import load_tokenizer

TOKENS, WINDOW = 4608, 384
RIDGE = 3.0
STEPS, RATE, DECAY = 300, 3e-3, 1e-3


@dataclass(slots=True)
class Seen:
    """Hidden states with what should be told of them."""

    names: list[tuple[Tensor, Tensor]] = field(default_factory=list)
    types: list[tuple[Tensor, Tensor]] = field(default_factory=list)
    statements: list[tuple[Tensor, Tensor]] = field(default_factory=list)

    def add(self, deep: Tensor, b: dict[str, Tensor]) -> None:
        """Take what a batch shows."""
        for kept, target in ((self.names, b["names"]), (self.types, b["types"])):
            known = target.ne(IGNORE)
            kept.append((deep[known], target[known]))
        if len(b["meanings"]):
            tokens = deep.flatten(0, 1)[b["statement_tokens"]]
            sums = torch.zeros(len(b["meanings"]), deep.shape[-1]).index_add(0, b["statement_of"], tokens)
            counts = torch.bincount(b["statement_of"], minlength=len(sums))[:, None]
            self.statements.append((sums / counts, b["meanings"]))


def learnt_from(articles: Sequence[Article], meanings: Targets, rng: random.Random) -> list[Window]:
    """The windows of all articles, some without marks, and each statement alone."""
    tokenizer = load_tokenizer(ENCODER / "tokenizer.json")
    unmarked = [augment.unmarked(a, rng) for a in articles if rng.random() < 0.3]
    found = list(windows([example(tokenizer, a, meanings) for a in (*articles, *unmarked)], WINDOW, rng))
    for article in articles:
        for relation in article.relations:
            words = statement(article.text, relation.content)
            meaning = meanings.get(meaning_key(words))
            if meaning is not None and rng.random() < 0.5:
                found.append(alone(tokenizer, bare(words), meaning, WINDOW))
    return found


@torch.no_grad()
def read(network: Network, found: Sequence[Window]) -> Seen:
    """The hidden states of all windows."""
    seen, device = Seen(), torch.device("cpu")
    for group in batches(found, TOKENS, "fit"):
        b = stack(group, device)
        with torch.autocast("cpu", torch.bfloat16):
            _, deep = network.hidden(b["ids"], b["shades"], b["mask"])
        seen.add(deep.float(), b)
    return seen


def logistic(head: nn.Linear, pairs: Sequence[tuple[Tensor, Tensor]]) -> None:
    """Fit a head to tell the targets of hidden states."""
    states, wanted = (torch.cat(parts) for parts in zip(*pairs, strict=True))
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=DECAY)
    rng = torch.Generator().manual_seed(3)
    for _ in range(STEPS):
        rows = torch.randint(len(states), (min(len(states), 16384),), generator=rng)
        value = nn.functional.cross_entropy(head(states[rows]), wanted[rows])
        optimiser.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        optimiser.step()


def ridge(head: nn.Linear, pairs: Sequence[tuple[Tensor, Tensor]]) -> None:
    """Fit a head so that the mean over a statement's tokens is its embedding."""
    x, y = (torch.cat(parts).double() for parts in zip(*pairs, strict=True))
    middle = x.mean(0)
    x = x - middle
    weights = torch.linalg.solve(x.T @ x + RIDGE * torch.eye(x.shape[1], dtype=x.dtype), x.T @ y)
    head.weight.data = weights.T.float().contiguous()
    head.bias.data = (-(middle @ weights)).float()


def fit(checkpoint: Path, polnear: Path, runs: Path, share: float) -> None:
    """Fit the heads of the network in `checkpoint` in place; `share` is of PolNeAR's articles."""
    rng = random.Random(7)
    news = list(read_brat(polnear / "train"))
    articles = [typed(a) for a in rng.sample(news, round(share * len(news)))]
    articles += [typed(report.article()) for report in inline.load("train")]
    meanings = targets(articles, ENCODER, runs / "statements.npz")
    network = network_from(checkpoint).eval()
    seen = read(network, learnt_from(articles, meanings, rng))
    logistic(network.names, seen.names)
    logistic(network.types, seen.types)
    ridge(network.meaning, seen.statements)
    torch.save({"network": network.state_dict()}, checkpoint)
