"""From the encoder's scores to attribution relations: every cue gathers its contents and takes its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.core import Spans
from onrecord.models.decode import REACH, Piece, pieces, points_at
from onrecord.models.encoder import Scores


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
    found = pieces(scores, tag_bias)
    sources = [p for p in found if p.role == "source"]
    cues = [p for p in found if p.role == "cue"]
    if not cues:
        return []
    gathered: dict[Piece, list[tuple[Piece, float]]] = defaultdict(list)
    for content in (p for p in found if p.role == "content"):
        cue, probability = _cue_of(content, cues, scores)
        if cue is not None:
            gathered[cue].append((content, probability))
    out = [_draft(cue, contents, sources, scores) for cue, contents in gathered.items()]
    return sorted(out, key=lambda d: d.content)


def _cue_of(content: Piece, cues: Sequence[Piece], scores: Scores) -> tuple[Piece | None, float]:
    """The cue that the tokens of a content point at, on the average, and how surely."""
    rows = points_at(scores.content_query, scores.cue_key, content.first, content.last)
    low = max(0, content.first - REACH)
    mean = rows.mean(axis=0)
    best, best_probability = None, 0.0
    for cue in cues:
        a, b = cue.first - low, cue.last - low
        if b <= 0 or a >= len(mean):
            continue
        probability = float(mean[max(0, a) : b].sum())
        if probability > best_probability:
            best, best_probability = cue, probability
    return best, best_probability


def _source_of(cue: Piece, sources: Sequence[Piece], scores: Scores) -> tuple[Piece | None, float]:
    """The source that a cue points at, or None where it points at nothing, and how surely."""
    nothing = scores.source_key[-1]
    rows = points_at(scores.cue_query, scores.source_key[:-1], cue.first, cue.last, extra=nothing)
    low = max(0, cue.first - REACH)
    mean = rows.mean(axis=0)
    best, best_probability = None, float(mean[-1])
    for source in sources:
        a, b = source.first - low, source.last - low
        if b <= 0 or a >= len(mean) - 1:
            continue
        probability = float(mean[max(0, a) : min(b, len(mean) - 1)].sum())
        if probability > best_probability:
            best, best_probability = source, probability
    return best, best_probability


def _draft(
    cue: Piece, contents: Sequence[tuple[Piece, float]], sources: Sequence[Piece], scores: Scores
) -> Draft:
    source, source_probability = _source_of(cue, sources, scores)
    lengths = np.array([p.last - p.first for p, _ in contents], dtype=float)
    return Draft(
        content=tuple(p.span(scores) for p, _ in contents),
        source=() if source is None else (source.span(scores),),
        cue=(cue.span(scores),),
        content_probability=float(np.average([p.probability for p, _ in contents], weights=lengths)),
        cue_probability=cue.probability,
        link_probability=float(np.average([q for _, q in contents], weights=lengths)),
        source_probability=source_probability,
    )
