"""Scores to spans: the most probable role of every token, and the runs of one role."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.core import Span
from onrecord.models.encoder import TAGS, Floats, Scores

Ints = npt.NDArray[np.int64]

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of tokens with one role: token positions `first` to `last` (exclusive).

    `probability` is the mean probability of the role over its words (0 to 1).
    """

    role: str
    first: int
    last: int
    probability: float

    def span(self, scores: Scores) -> Span:
        """Where the piece stands in the text."""
        return Span(int(scores.tokens.starts[self.first]), int(scores.tokens.ends[self.last - 1]))


def best_tags(tags: Floats) -> Ints:
    """The most probable sequence of tags that is well formed (Viterbi), for log probabilities [N, 7].

    I-x stands only after B-x or I-x. A word keeps its own best tag where that can follow and nothing later
    can pay for another; that holds for nearly all words, and only the rest is searched.
    """
    best: Ints = tags.argmax(axis=1)
    if not len(best):
        return best
    role = (best + 1) // 2
    needed = np.where(best % 2 == 0, role, 0)
    # Another role than a word's own costs it something; all it can give is I-x next where else B-x stood.
    begins, goes_on = tags[:, 1::2], tags[:, 2::2]
    cost = tags.max(axis=1, keepdims=True) - np.maximum(begins, goes_on)
    pays = (goes_on - begins)[1:] > cost[:-1]
    pays &= np.arange(1, len(ROLES) + 1) != role[:-1, None]
    loose = np.append(pays.any(axis=1), False)
    astray = (needed > 0) & (needed != np.concatenate(([0], role[:-1])))
    _search(tags, best, np.flatnonzero(loose | astray).tolist(), np.where(loose, -1, needed).tolist())
    return best


def _search(tags: Floats, best: Ints, starts: Sequence[int], needed: Sequence[int]) -> None:
    """Put right, in `best`, the words from each of `starts` to the next that can keep its tag.

    `needed` holds the number of the role that must stand before each word's own best tag, 0 where any may,
    -1 where that tag is not sure even so.
    """
    end = -1
    for start in starts:
        if start <= end:
            continue
        scores = [-math.inf] * (len(ROLES) + 1)
        scores[(int(best[start - 1]) + 1) // 2 if start else 0] = 0.0
        steps, end, top = [], start, 0
        while end == start or (end < len(needed) and needed[end] not in (0, top)):
            scores, step = _forward(scores, tags[end].tolist())
            steps.append(step)
            end, top = end + 1, scores.index(max(scores))
        for i in range(end - 1, start - 1, -1):
            best[i], top = steps[i - start][top]


def _forward(scores: Sequence[float], tags: Sequence[float]) -> tuple[list[float], list[tuple[int, int]]]:
    """One word further: the best score of ending in each role (O first); its tag, and the role before."""
    high = max(scores)
    top = scores.index(high)
    after, step = [high + tags[0]], [(0, top)]
    for role in range(1, len(ROLES) + 1):
        begun, gone_on = high + tags[2 * role - 1], scores[role] + tags[2 * role]
        after.append(max(begun, gone_on))
        step.append((2 * role - 1, top) if begun >= gone_on else (2 * role, role))
    return after, step


def pieces(scores: Scores, bias: Sequence[float]) -> list[Piece]:
    """The spans of all roles, in order of the text; `bias` [7] shifts the balance between the tags."""
    # A word has one role, that of its first token; a span never ends inside one.
    starts = np.flatnonzero(~scores.tokens.inner)
    if not len(starts):
        return []
    own = scores.tags[starts]
    path = best_tags(own + np.asarray(bias, dtype=np.float32))
    role = (path + 1) // 2
    # Two sources or cues never touch: what looks so is a name that was cut in two.
    begins = (role != np.concatenate(([0], role[:-1]))) | (path == TAGS.index("B-content"))
    begins[0] = True
    firsts = np.flatnonzero(begins)
    lasts = np.append(firsts[1:], len(path))
    likely = np.exp(own)
    likely = (likely[:, 1::2] + likely[:, 2::2])[np.arange(len(path)), role - 1]
    means = np.add.reduceat(likely, firsts, dtype=np.float64) / (lasts - firsts)
    edges = np.append(starts, len(scores.tokens))
    runs = zip(*(a.tolist() for a in (role[firsts], edges[firsts], edges[lasts], means)), strict=True)
    return [Piece(ROLES[r - 1], first, last, mean) for r, first, last, mean in runs if r]
