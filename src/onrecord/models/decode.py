"""Scores to spans and links: the most probable role of every token, and what each span points at."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt

from onrecord.core import Span
from onrecord.models.encoder import POINTER, TAGS, Floats, Scores

Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]

ROLES = ("source", "cue", "content")
REACH = 400
"""How many tokens on either side a span may point: far enough over a paragraph or two of speech."""
SAMPLE = 16
"""How many tokens of a span are asked where it points."""
_ROWS, _TILE = 128, 32
"""Spans are asked together, up to this many tokens, and the keys come in tiles of so many.

OpenBLAS starts its threads for a product larger than 128 x 32 x 64, where they cost more than they give.
"""
_COLUMNS = 1024
"""Spans further apart than this are not asked together: each would be weighed against the other's keys."""


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
    # A word has one role, that of its first piece; a span never ends inside one.
    further = scores.tokens.inner
    starts = np.flatnonzero(~further)
    if not len(starts):
        return []
    tags = best_tags(scores.tags[starts] + np.asarray(bias, dtype=np.float32))
    path = np.repeat(tags, np.diff(starts, append=len(further)))
    role = (path + 1) // 2
    # Two sources or cues never touch: what looks so is a name that was cut in two.
    begins = role != np.concatenate(([0], role[:-1]))
    begins |= (path == TAGS.index("B-content")) & ~further
    begins[0] = True
    firsts = np.flatnonzero(begins)
    lasts = np.append(firsts[1:], len(path))
    likely = np.exp(scores.tags)
    own = (likely[:, 1::2] + likely[:, 2::2])[np.arange(len(path)), role - 1]
    means = np.add.reduceat(own, firsts, dtype=np.float64) / (lasts - firsts)
    runs = zip(*(a.tolist() for a in (role[firsts], firsts, lasts, means)), strict=True)
    return [Piece(ROLES[r - 1], first, last, mean) for r, first, last, mean in runs if r]


@dataclass(frozen=True, slots=True)
class Pointing:
    """Where some neighbouring spans point: at which targets, and how surely.

    `spans` and `targets` say which of those asked about these are. `shares` [spans, targets] are
    probabilities (0 to 1), `nothing` [spans] that of pointing at nothing.
    """

    spans: slice
    targets: slice
    shares: Doubles
    nothing: Doubles


def points_at(
    query: Floats,
    key: Floats,
    spans: Sequence[Piece],
    targets: Sequence[Piece],
    nothing: Floats | None = None,
) -> Iterator[Pointing]:
    """How much of the pointers of all `spans` falls on each of the `targets` near them.

    The pointer of a span is a distribution over the tokens from `first - REACH` to `last + REACH`, and the
    key `nothing` [64] if given: the mean of its tokens' pointers, SAMPLE of which speak for a long span.
    `spans` and `targets` are in order of the text, and none overlap.
    """
    keys = _tiles(key)
    firsts, lasts = ends_of(targets)
    for start, end in _neighbours(spans):
        group = spans[start:end]
        low, high = max(0, group[0].first - REACH), min(len(key), group[-1].last + REACH)
        begin = low // _TILE
        pointers = _pointers(query, keys[begin : -(-high // _TILE)], nothing, group, begin * _TILE)
        running = np.zeros(pointers.shape)
        np.cumsum(pointers[:, :-1], axis=1, out=running[:, 1:])
        near = slice(*np.searchsorted(firsts, (low, high)).tolist())
        ends = (np.minimum(each[near], high) - begin * _TILE for each in (firsts, lasts))
        before, through = (running[:, each] for each in ends)
        yield Pointing(slice(start, end), near, through - before, pointers[:, -1].astype(np.float64))


def _tiles(key: Floats) -> Floats:
    """The keys [N, 64] in tiles [N / 32, 64, 32] ready for a product, the last filled up with zeros."""
    count = -(-len(key) // _TILE)
    padded = np.zeros((count * _TILE, POINTER), dtype=np.float32)
    padded[: len(key)] = key
    return np.ascontiguousarray(padded.reshape(count, _TILE, POINTER).swapaxes(1, 2))


def ends_of(spans: Sequence[Piece]) -> tuple[Ints, Ints]:
    """The first tokens of spans, and the tokens after their last."""
    return (
        np.array([p.first for p in spans], dtype=np.int64),
        np.array([p.last for p in spans], dtype=np.int64),
    )


def _neighbours(spans: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Runs of spans, by number, that are near enough and together short enough to be asked at once."""
    start = rows = 0
    for i, span in enumerate(spans):
        more = min(SAMPLE, span.last - span.first)
        if i > start and (rows + more > _ROWS or span.last - spans[start].first > _COLUMNS):
            yield start, i
            start, rows = i, 0
        rows += more
    if spans:
        yield start, len(spans)


def _asked(span: Piece) -> Sequence[int]:
    """The tokens that speak for a span: all of a short one, of a long one SAMPLE evenly spread."""
    steps = span.last - span.first - 1
    if steps < SAMPLE:
        return range(span.first, span.last)
    return [span.first + steps * i // (SAMPLE - 1) for i in range(SAMPLE)]


def _pointers(
    query: Floats, keys: Floats, nothing: Floats | None, group: Sequence[Piece], low: int
) -> Floats:
    """The pointer of each span of `group` over the tokens of the tiles `keys` from `low` on, and nothing."""
    asked = [_asked(span) for span in group]
    ends = list(accumulate(map(len, asked)))
    rows = query[list(chain.from_iterable(asked))] * np.float32(POINTER**-0.5)
    logits, tiled = _table(len(rows), len(keys))
    np.matmul(rows, keys, out=tiled)
    logits[:, -1] = -np.inf if nothing is None else rows @ nothing
    for span, tokens, end in zip(group, asked, ends, strict=True):
        mine = logits[end - len(tokens) : end, :-1]
        mine[:, : max(0, span.first - REACH - low)] = -np.inf
        mine[:, min(len(query), span.last + REACH) - low :] = -np.inf
    logits -= logits.max(axis=1, keepdims=True)
    np.exp(logits, out=logits)
    # The mean over a span's tokens of their shares, as one more product.
    totals = logits.sum(axis=1)
    weights = np.zeros((len(group), len(rows)), dtype=np.float32)
    for i, (tokens, end) in enumerate(zip(asked, ends, strict=True)):
        begin = end - len(tokens)
        weights[i, begin:end] = 1 / (len(tokens) * totals[begin:end])
    means, tiled_means = _table(len(group), len(keys))
    np.matmul(weights, tiled, out=tiled_means)
    means[:, -1] = weights @ logits[:, -1]
    return means


def _table(rows: int, tiles: int) -> tuple[Floats, Floats]:
    """An empty table [rows, tiles * 32 + 1], and all but its last column seen tile by tile."""
    table = np.empty((rows, tiles * _TILE + 1), dtype=np.float32)
    return table, table[:, :-1].reshape(rows, tiles, _TILE).swapaxes(0, 1)
