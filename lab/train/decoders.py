"""Which decoder reads the roles best: `python -m lab.train.decoders --checkpoint F.pt [--share 0.35]`.

On the hidden states of a trained encoder, which stay as they are, four heads are trained alike on a share of
PolNeAR's train part and judged on dev by exact spans (F1) and characters of contents (F1):

- plain: a tag per word, decoded so that the sequence is well formed;
- crf: the same with learnt weights between neighbouring tags, trained on whole sequences (Lafferty, McCallum
  and Pereira, ICML 2001);
- constrained: trained on whole sequences, where a step is free or forbidden (what the product does);
- spans: scores for a role's beginning, end and inside, decoded by the best division into spans (semi-Markov;
  Sarawagi and Cohen, NIPS 2004).
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from lab.corpus.brat import Article, read_brat
from lab.eval.metrics import Score
from lab.train.examples import example
from lab.train.experiments import record
from lab.train.network import sequence_loss
from lab.train.trainer import ENCODER, network_from
from onrecord.models.decode import best_tags
from onrecord.models.encoder import TAGS, Floats, Longs, in_windows
from onrecord.models.tokens import load_tokenizer

EPOCHS, RATE, LENGTH, BATCH = 6, 2e-3, 256, 32
LONGEST = 160
"""Words of the longest span that the division into spans considers."""
Pair = tuple[Tensor, npt.NDArray[np.int64]]


@torch.no_grad()
def words(checkpoint: Path, articles: Iterable[Article]) -> list[Pair]:
    """Hidden states [W, 384] and tags [W] of the words (their first tokens) of each article."""
    network = network_from(checkpoint).eval()
    tokenizer = load_tokenizer(ENCODER / "tokenizer.json")

    def run(ids: Longs, shades: Longs) -> list[Floats]:
        read = torch.from_numpy(ids), torch.from_numpy(shades)
        with torch.autocast("cpu", torch.bfloat16):
            hidden, _ = network.hidden(*read, torch.ones_like(read[0]))
        return [hidden.float().numpy()]

    found = []
    for article in articles:
        one = example(tokenizer, article)
        hidden = np.concatenate([states[0, mine] for (states,), mine in in_windows(one.tokens, run)])
        firsts = np.flatnonzero(~one.tokens.inner)
        found.append((torch.from_numpy(hidden[firsts]), one.tags[firsts]))
    return found


def chunks(pairs: Sequence[Pair], rng: random.Random) -> list[list[tuple[Tensor, Tensor]]]:
    """Batches of pieces of LENGTH words."""
    pieces = []
    for hidden, tags in pairs:
        starts = range(0, len(tags) - LENGTH + 1, LENGTH)
        pieces += [(hidden[i : i + LENGTH], torch.from_numpy(tags[i : i + LENGTH])) for i in starts]
    rng.shuffle(pieces)
    return [pieces[i : i + BATCH] for i in range(0, len(pieces), BATCH)]


class Plain(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.head = nn.Linear(width, len(TAGS))

    def loss(self, hidden: Tensor, tags: Tensor) -> Tensor:
        return nn.functional.cross_entropy(self.head(hidden).flatten(0, 1), tags.flatten())

    def decode(self, hidden: Tensor) -> npt.NDArray[np.int64]:
        return best_tags(self.head(hidden).log_softmax(-1).numpy())


class Crf(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.head = nn.Linear(width, len(TAGS))
        self.allowed = torch.zeros(len(TAGS), len(TAGS))
        for inner in (2, 4, 6):
            self.allowed[:, inner] = -1e4
            self.allowed[inner - 1 : inner + 1, inner] = 0.0
        self.between = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))

    def loss(self, hidden: Tensor, tags: Tensor) -> Tensor:
        scores, between = self.head(hidden), self.between + self.allowed
        total = scores[:, 0]
        for t in range(1, scores.shape[1]):
            total = (total[:, :, None] + between).logsumexp(1) + scores[:, t]
        # A piece may begin inside a span, so the first word's tag is free.
        path = scores.gather(2, tags[:, :, None])[:, :, 0].sum(1) + between[tags[:, :-1], tags[:, 1:]].sum(1)
        return (total.logsumexp(1) - path).sum() / tags.numel()

    def decode(self, hidden: Tensor) -> npt.NDArray[np.int64]:
        scores, between = self.head(hidden).numpy(), (self.between + self.allowed).detach().numpy()
        back = np.zeros(scores.shape, dtype=np.int64)
        best = scores[0]
        for t in range(1, len(scores)):
            step = best[:, None] + between
            back[t] = step.argmax(0)
            best = step.max(0) + scores[t]
        path = [int(best.argmax())]
        for t in range(len(scores) - 1, 0, -1):
            path.append(int(back[t, path[-1]]))
        return np.array(path[::-1])


class Constrained(Plain):
    def loss(self, hidden: Tensor, tags: Tensor) -> Tensor:
        return sequence_loss(self.head(hidden), tags)


class Spans(nn.Module):
    """Logits of O and the three roles, and of a role's beginning and end at a word."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.roles, self.begins, self.ends = nn.Linear(width, 4), nn.Linear(width, 3), nn.Linear(width, 3)

    def loss(self, hidden: Tensor, tags: Tensor) -> Tensor:
        role = (tags + 1) // 2
        begins = torch.stack([tags.eq(2 * r + 1) for r in range(3)], -1).float()
        # A word ends its span where the next has another role or begins a span.
        following = torch.cat([role[:, 1:], role[:, -1:]], 1)
        new = torch.cat([tags[:, 1:] % 2 == 1, torch.zeros_like(tags[:, :1]).bool()], 1)
        last = following.ne(role) | new
        ends = torch.stack([role.eq(r + 1) & last for r in range(3)], -1).float()
        binary = nn.functional.binary_cross_entropy_with_logits
        inside = nn.functional.cross_entropy(self.roles(hidden).flatten(0, 1), role.flatten())
        return inside + binary(self.begins(hidden), begins) + binary(self.ends(hidden), ends)

    def decode(self, hidden: Tensor) -> npt.NDArray[np.int64]:
        roles = self.roles(hidden).log_softmax(-1).numpy()
        running = np.concatenate([np.zeros((1, 4)), np.cumsum(roles, 0)])
        begins, ends = (self.begins(hidden).numpy(), self.ends(hidden).numpy())
        count = len(roles)
        best, choice = np.full(count + 1, -np.inf), [(0, 0)] * (count + 1)
        best[0] = 0.0
        for end in range(1, count + 1):
            best[end], choice[end] = best[end - 1] + roles[end - 1, 0], (end - 1, 0)
            low = max(0, end - LONGEST)
            for role in range(3):
                inside = running[end, role + 1] - running[low:end, role + 1]
                totals = best[low:end] + inside + begins[low:end, role] + ends[end - 1, role]
                at = int(totals.argmax())
                if totals[at] > best[end]:
                    best[end], choice[end] = totals[at], (low + at, role + 1)
        path, end = np.zeros(count, dtype=np.int64), count
        while end:
            start, role = choice[end]
            if role:
                path[start:end], path[start] = 2 * role, 2 * role - 1
            end = start
        return path


def spans(tags: Sequence[int]) -> set[tuple[int, int, int]]:
    """Role, first and last (exclusive) of every span in a sequence of tags."""
    found, start = set(), 0
    for i in range(1, len(tags) + 1):
        if i == len(tags) or tags[i] % 2 == 1 or (tags[i] + 1) // 2 != (tags[start] + 1) // 2:
            if tags[start]:
                found.add(((tags[start] + 1) // 2, start, i))
            start = i
    return found


@torch.no_grad()
def judge(head: Plain | Crf | Spans, pairs: Sequence[Pair]) -> dict[str, float]:
    """F1 of exact spans by role, and of the words inside contents."""
    right, found, wanted = Counter[str](), Counter[str](), Counter[str]()
    for hidden, tags in pairs:
        path = head.decode(hidden)
        ours, theirs = spans(path.tolist()), spans(tags.tolist())
        for counter, group in ((right, ours & theirs), (found, ours), (wanted, theirs)):
            counter.update(("source", "cue", "content")[role - 1] for role, _, _ in group)
        a, b = path >= 5, tags >= 5
        right["words"] += int((a & b).sum())
        found["words"] += int(a.sum())
        wanted["words"] += int(b.sum())
    return {k: round(Score(right[k] / max(1, found[k]), right[k] / wanted[k]).f1, 4) for k in wanted}


def main() -> None:
    """Train and judge the four."""
    parser = argparse.ArgumentParser(prog="python -m lab.train.decoders", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear"))
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--share", type=float, default=0.35)
    given = parser.parse_args()
    rng = random.Random(5)
    articles = list(read_brat(given.corpus / "train"))
    train = words(given.checkpoint, rng.sample(articles, round(given.share * len(articles))))
    dev = words(given.checkpoint, read_brat(given.corpus / "dev"))
    for kind in (Plain, Crf, Constrained, Spans):
        torch.manual_seed(5)
        head = kind(train[0][0].shape[1])
        optimiser = torch.optim.AdamW(head.parameters(), lr=RATE)
        for _ in range(EPOCHS):
            for batch in chunks(train, rng):
                value = head.loss(torch.stack([h for h, _ in batch]), torch.stack([t for _, t in batch]))
                optimiser.zero_grad()
                value.backward()  # type: ignore[no-untyped-call]
                optimiser.step()
        record({"decoder": kind.__name__.lower(), "dev": judge(head, dev)})


if __name__ == "__main__":
    main()
