"""From the encoder's scores to attribution relations: every cue gathers its contents and takes its source."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.core import Spans
from onrecord.models.decode import REACH, Piece, pieces, points_at
from onrecord.models.encoder import Floats, Scores
from onrecord.models.tokens import BREAK

CUE_FADE, SOURCE_FADE = 40.0, 6.0
"""Tokens of plain text between content and cue, cue and source, after which a link counts 1/e as much."""
NEW_PARAGRAPH = 20
"""As how many tokens of plain text a paragraph break counts."""
PASSED = 0.2
"""What a link keeps for each other cue that it passes on the way."""
LEAST = 0.003
"""A content whose best link is weaker has no cue: its words are nobody's, or a quotation of its own."""
NOTHING, EVEN = 0.5, 0.03
"""Weight of a cue's having no source, and what every source near it gets beside the pointer's share.

All from a search over PolNeAR dev, where the fades give three points of AR F1 and `PASSED` another.
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A relation as the model sees it, with the probabilities that its parts are right (0 to 1)."""

    content: Spans
    source: Spans
    cue: Spans
    content_probability: float
    cue_probability: float
    link_probability: float
    source_probability: float


def drafts(scores: Scores, tag_bias: Sequence[float]) -> list[Draft]:
    """The relations of one text, in order of their contents; `tag_bias` is added to the tags' log weights."""
    linker = _Linker(scores, pieces(scores, tag_bias))
    gathered: dict[Piece, list[tuple[Piece, float]]] = defaultdict(list)
    for content in linker.contents:
        cue, probability = linker.cue_of(content)
        if cue is not None:
            gathered[cue].append((content, probability))
    return sorted((linker.draft(cue, parts) for cue, parts in gathered.items()), key=lambda d: d.content)


class _Linker:
    """The spans of one text, and which of them belong together.

    A pointer's word is weighed by what lies between the two spans: plain text, which speech is not, and
    other cues. Counts up to each position make that a subtraction.
    """

    def __init__(self, scores: Scores, found: Sequence[Piece]) -> None:
        self.scores = scores
        self.sources, self.cues, self.contents = (
            [p for p in found if p.role == role] for role in ("source", "cue", "content")
        )
        count = len(scores.tokens) + 1
        plain, begins = np.ones(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
        plain[:-1][scores.tokens.ids == BREAK] = NEW_PARAGRAPH
        for piece in self.contents:
            plain[piece.first : piece.last] = 0
        for piece in self.cues:
            begins[piece.first] = 1
        # Lists: single items of an array are slow to reach, and these are reached for every pair of spans.
        self._plain_before: list[int] = np.concatenate(([0], np.cumsum(plain))).tolist()
        self._cues_before: list[int] = np.concatenate(([0], np.cumsum(begins))).tolist()

    def cue_of(self, content: Piece) -> tuple[Piece | None, float]:
        """The cue that the tokens of a content point at, on the average, and how surely."""
        shares = points_at(self.scores.content_query, self.scores.cue_key, content.first, content.last)
        running = _running(shares)
        best, best_score, best_probability = None, LEAST, 0.0
        for cue in _near(self.cues, content):
            probability = _share(running, content, cue)
            passed = _between(self._cues_before, content, cue)
            score = probability * PASSED**passed * self._nearness(content, cue, CUE_FADE)
            if score > best_score:
                best, best_score, best_probability = cue, score, probability
        return best, best_probability

    def source_of(self, cue: Piece) -> tuple[Piece | None, float]:
        """The source that a cue points at, or None where it points at nothing, and how surely."""
        keys = self.scores.source_key
        shares = points_at(self.scores.cue_query, keys[:-1], cue.first, cue.last, extra=keys[-1])
        running = _running(shares[:-1])
        best, best_probability = None, float(shares[-1])
        best_score = best_probability * NOTHING
        for source in _near(self.sources, cue):
            probability = _share(running, cue, source)
            score = (probability + EVEN) * self._nearness(source, cue, SOURCE_FADE)
            if score > best_score:
                best, best_score, best_probability = source, score, probability
        return best, best_probability

    def draft(self, cue: Piece, contents: Sequence[tuple[Piece, float]]) -> Draft:
        """The relation of a cue and what points at it."""
        source, source_probability = self.source_of(cue)
        lengths = np.array([p.last - p.first for p, _ in contents], dtype=float)
        return Draft(
            content=tuple(p.span(self.scores) for p, _ in contents),
            source=() if source is None else (source.span(self.scores),),
            cue=(cue.span(self.scores),),
            content_probability=float(np.average([p.probability for p, _ in contents], weights=lengths)),
            cue_probability=cue.probability,
            link_probability=float(np.average([q for _, q in contents], weights=lengths)),
            source_probability=source_probability,
        )

    def _nearness(self, one: Piece, other: Piece, fade: float) -> float:
        """1 for neighbours, less the more plain text lies between."""
        return math.exp(-_between(self._plain_before, one, other) / fade)


def _near(ordered: Sequence[Piece], one: Piece) -> Sequence[Piece]:
    """Those of `ordered` that begin within the pointers' reach of `one`."""
    low = bisect_left(ordered, one.first - REACH, key=lambda p: p.first)
    return ordered[low : bisect_left(ordered, one.last + REACH, key=lambda p: p.first)]


def _running(shares: Floats) -> list[float]:
    """The sum of the shares before each column, and of all."""
    return [0.0, *np.cumsum(shares, dtype=np.float64).tolist()]


def _share(running: Sequence[float], one: Piece, other: Piece) -> float:
    """How much of the pointer of `one`, whose columns begin REACH tokens before it, falls on `other`."""
    low, last = max(0, one.first - REACH), len(running) - 1
    return running[min(last, max(0, other.last - low))] - running[min(last, max(0, other.first - low))]


def _between(before: Sequence[int], one: Piece, other: Piece) -> int:
    """How many of the things counted in `before` lie between two pieces."""
    return max(0, before[max(one.first, other.first)] - before[min(one.last, other.last)])
