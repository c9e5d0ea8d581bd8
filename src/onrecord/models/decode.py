"""Scores to spans and links: the most probable role of every token, and what each span points at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.core import Span
from onrecord.models.encoder import POINTER, TAGS, Floats, Scores

ROLES = ("source", "cue", "content")
REACH = 400
"""How many tokens on either side a span may point: far enough over a paragraph or two of speech."""
SAMPLE = 16
"""How many tokens of a span are asked where it points."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of tokens with one role: token positions `first` to `last` (exclusive).

    `probability` is the mean probability of the role over its tokens (0 to 1).
    """

    role: str
    first: int
    last: int
    probability: float

    def span(self, scores: Scores) -> Span:
        """Where the piece stands in the text."""
        return Span(int(scores.tokens.starts[self.first]), int(scores.tokens.ends[self.last - 1]))


def _transitions() -> Floats:
    """Log weights of going from one tag to the next: I-x only after B-x or I-x, all else alike."""
    allowed = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if after.startswith("I-") and before[2:] != after[2:]:
                allowed[i, j] = -1e4
    return allowed


_TRANSITIONS = _transitions()


def best_tags(tags: Floats) -> npt.NDArray[np.int64]:
    """The most probable sequence of tags that is well formed (Viterbi), for log probabilities [N, 7]."""
    count = len(tags)
    if count == 0:
        return np.zeros(0, dtype=np.int64)
    back = np.zeros((count, len(TAGS)), dtype=np.int64)
    score = tags[0].copy()
    score[2::2] -= 1e4
    columns = np.arange(len(TAGS))
    for t in range(1, count):
        step = score[:, None] + _TRANSITIONS
        back[t] = step.argmax(axis=0)
        score = step[back[t], columns] + tags[t]
    path = np.empty(count, dtype=np.int64)
    path[-1] = int(score.argmax())
    for t in range(count - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path


def pieces(scores: Scores, bias: Sequence[float]) -> list[Piece]:
    """The spans of all roles, in order of the text; `bias` [7] shifts the balance between the tags."""
    # A word has one role, that of its first piece; a span never ends inside one.
    further = scores.tokens.inner
    starts = np.flatnonzero(~further)
    tags = best_tags(scores.tags[starts] + np.asarray(bias, dtype=np.float32))
    path = np.repeat(tags, np.diff(starts, append=len(further)))
    path[further & (path % 2 == 1)] += 1
    likely = np.exp(scores.tags)
    found = []
    position = 0
    while position < len(path):
        tag = int(path[position])
        if tag == 0:
            position += 1
            continue
        last = position + 1
        inner = tag + 1 if tag % 2 else tag
        # Two sources or cues never touch: what looks so is a name that was cut in two.
        same = (inner,) if ROLES[(inner - 1) // 2] == "content" else (inner, inner - 1)
        while last < len(path) and path[last] in same:
            last += 1
        mean = float(likely[position:last, inner - 1 : inner + 1].sum(axis=1).mean())
        found.append(Piece(ROLES[(inner - 1) // 2], position, last, mean))
        position = last
    return found


def points_at(query: Floats, key: Floats, first: int, last: int, extra: Floats | None = None) -> Floats:
    """Probability that tokens `first` to `last` point at each token near them, on the average [columns].

    Columns are tokens from `max(0, first - REACH)` to `last + REACH`, then `extra` if given (one key). Of
    a long span SAMPLE tokens speak for all.
    """
    low, high = max(0, first - REACH), min(len(query), last + REACH)
    keys = key[low:high] if extra is None else np.concatenate([key[low:high], extra[None]])
    rows = np.linspace(first, last - 1, min(SAMPLE, last - first)).astype(np.int64)
    # Not `@`: these products are small, and BLAS would start its threads for each.
    logits = np.einsum("rd,kd->rk", query[rows], keys) * POINTER**-0.5
    logits -= logits.max(axis=1, keepdims=True)
    weights = np.exp(logits)
    return np.asarray((weights / weights.sum(axis=1, keepdims=True)).mean(axis=0), dtype=np.float32)
