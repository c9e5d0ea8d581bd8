"""From the encoder's scores to attribution relations: every cue gathers its contents and takes its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.core import Spans
from onrecord.models.decode import Ints, Piece, pieces
from onrecord.models.encoder import Scores
from onrecord.models.pointing import REACH, Doubles, Pointing, ends_of, points_at
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

Link = tuple[Piece | None, float]
"""What a span belongs to, if anything, and the probability (0 to 1) that this is right."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A relation as the model sees it, with the probabilities that its parts are right (0 to 1).

    `turn` is True for a transcript's turn, which is direct speech without marks.
    """

    content: Spans
    source: Spans
    cue: Spans
    content_probability: float
    cue_probability: float
    link_probability: float
    source_probability: float
    turn: bool = False


def drafts(scores: Scores, tag_bias: Sequence[float]) -> list[Draft]:
    """The relations of one text, in order of their contents; `tag_bias` is added to the tags' log weights."""
    linker = _Linker(scores, pieces(scores, tag_bias))
    gathered: dict[int, list[tuple[Piece, float]]] = defaultdict(list)
    for content, (cue, probability) in zip(linker.contents, linker.cues_of_contents(), strict=True):
        if cue is not None:
            gathered[cue.first].append((content, probability))
    cues = [cue for cue in linker.cues if cue.first in gathered]
    found = [
        _draft(scores, cue, source, gathered[cue.first])
        for cue, source in zip(cues, linker.sources_of(cues), strict=True)
    ]
    return sorted(found, key=lambda draft: draft.content)


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
        self._plain_before: Ints = np.concatenate(([0], np.cumsum(plain)))
        self._cues_before: Ints = np.concatenate(([0], np.cumsum(begins)))

    def cues_of_contents(self) -> Iterator[Link]:
        """The cue that the tokens of each content point at, on the average."""
        for some in points_at(self.scores.content_query, self.scores.cue_key, self.contents, self.cues):
            cues = self.cues[some.targets]
            pairs = _Pairs(self.contents[some.spans], cues)
            weights = PASSED ** pairs.between(self._cues_before)
            weights *= np.exp(-pairs.between(self._plain_before) / CUE_FADE)
            yield from _best(cues, some, some.shares * weights * pairs.near, np.full(len(weights), LEAST))

    def sources_of(self, cues: Sequence[Piece]) -> Iterator[Link]:
        """The source that each of some cues points at; None where it points at nothing."""
        keys = self.scores.source_key
        for some in points_at(self.scores.cue_query, keys[:-1], cues, self.sources, keys[-1]):
            sources = self.sources[some.targets]
            pairs = _Pairs(cues[some.spans], sources)
            weights = np.exp(-pairs.between(self._plain_before) / SOURCE_FADE)
            scores = (some.shares + EVEN) * weights * pairs.near
            yield from _best(sources, some, scores, some.nothing * NOTHING)


class _Pairs:
    """Every one of some spans beside every one of some others: tables [ones, others]."""

    def __init__(self, ones: Sequence[Piece], others: Sequence[Piece]) -> None:
        firsts, lasts = ends_of(ones)
        other_firsts, other_lasts = ends_of(others)
        self._gap_ends = np.maximum.outer(firsts, other_firsts)
        self._gap_starts = np.minimum.outer(lasts, other_lasts)
        self.near = np.less_equal.outer(firsts - REACH, other_firsts)
        self.near &= np.greater.outer(lasts + REACH, other_firsts)
        """Whether the other begins within the pointers' reach of the one."""

    def between(self, before: Ints) -> Ints:
        """How many of the things counted in `before` lie between the two."""
        between: Ints = before[self._gap_ends] - before[self._gap_starts]
        return between.clip(min=0)


def _best(targets: Sequence[Piece], some: Pointing, scores: Doubles, least: Doubles) -> Iterator[Link]:
    """The first of the highest in each row of `scores` [spans, targets], if it is more than its `least`."""
    if not targets:
        yield from ((None, nothing) for nothing in some.nothing.tolist())
        return
    chosen = scores.argmax(axis=1)
    rows = np.arange(len(scores))
    better = (scores[rows, chosen] > least).tolist()
    shares = np.where(better, some.shares[rows, chosen], some.nothing).tolist()
    for i, yes, share in zip(chosen.tolist(), better, shares, strict=True):
        yield targets[i] if yes else None, share


def _draft(scores: Scores, cue: Piece, source: Link, parts: Sequence[tuple[Piece, float]]) -> Draft:
    """The relation of a cue, its source, and what points at it, each with its probability."""
    words, source_probability = source
    lengths = [p.last - p.first for p, _ in parts]
    whole = sum(lengths)
    return Draft(
        content=tuple(p.span(scores) for p, _ in parts),
        source=() if words is None else (words.span(scores),),
        cue=(cue.span(scores),),
        content_probability=sum(n * p.probability for n, (p, _) in zip(lengths, parts, strict=True)) / whole,
        cue_probability=cue.probability,
        link_probability=sum(n * link for n, (_, link) in zip(lengths, parts, strict=True)) / whole,
        source_probability=source_probability,
    )
