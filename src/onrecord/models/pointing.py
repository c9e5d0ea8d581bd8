"""What each span points at: the shares of its tokens' pointers that fall on the spans near it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
import numpy.typing as npt

from onrecord.models.decode import Ints, Piece
from onrecord.models.encoder import POINTER, Floats

Doubles = npt.NDArray[np.float64]

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
