"""Annotated articles to training examples: tokens with a role tag each, and the links between spans."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lab.corpus.brat import Article
from onrecord.annotate.marks import inside
from onrecord.core import Span
from onrecord.models.tokens import CLS, SEP, Tokens, tokenize
from onrecord.models.wordpiece import WordPiece

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
NO_LINK = -1
"""The token links to nothing: a cue without source."""
IGNORE = -100
"""The token has no part in the loss."""

Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Example:
    """One article: per token its tag, the first token of its cue (of contents), of its source (of cues)."""

    tokens: Tokens
    tags: Longs
    to_cue: Longs
    to_source: Longs


@dataclass(frozen=True, slots=True)
class Window:
    """A slice of an example with [CLS] and [SEP] around it; links are positions in the slice, 0 for none."""

    ids: Longs
    shades: Longs
    tags: Longs
    to_cue: Longs
    to_source: Longs


def example(tokenizer: WordPiece, article: Article) -> Example:
    """Tag and link the tokens of one article."""
    tokens = tokenize(tokenizer, article.text, inside(article.text))
    tags = np.zeros(len(tokens), dtype=np.int64)
    to_cue = np.full(len(tokens), IGNORE, dtype=np.int64)
    to_source = np.full(len(tokens), IGNORE, dtype=np.int64)
    for relation in article.relations:
        parts = {
            role: [_range(tokens, s) for s in getattr(relation, role)]
            for role in ("source", "cue", "content")
        }
        for role, first in (("source", 1), ("cue", 3), ("content", 5)):
            for a, b in parts[role]:
                if a < b:
                    tags[a:b] = first + 1
                    tags[a] = first
        if not parts["cue"]:
            continue
        anchor = parts["cue"][0][0]
        for a, b in parts["content"]:
            to_cue[a:b] = anchor
        for a, b in parts["cue"]:
            to_source[a:b] = parts["source"][0][0] if parts["source"] else NO_LINK
    return Example(tokens, tags, to_cue, to_source)


def _range(tokens: Tokens, span: Span) -> tuple[int, int]:
    """First and one past the last token that share a character with `span`."""
    a = int(np.searchsorted(tokens.ends, span.start, side="right"))
    b = int(np.searchsorted(tokens.starts, span.end, side="left"))
    return a, max(a, b)


def windows(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[Window]:
    """Cut every example into windows of `size` tokens from a random start: borders move each epoch."""
    body = size - 2
    for one in examples:
        n = len(one.tokens)
        first = rng.randrange(body) if n > body else 0
        edges = sorted({0, n, *range(first, n, body)})
        for a, b in itertools.pairwise(edges):
            yield _slice(one, a, b)


def _slice(one: Example, a: int, b: int) -> Window:
    def frame(values: npt.NDArray[np.int32] | Longs, first: int, last: int) -> Longs:
        return np.concatenate(([first], values, [last])).astype(np.int64)

    def links(values: Longs) -> Longs:
        local = values[a:b].copy()
        inner = (local >= a) & (local < b)
        outer = (local >= 0) & ~inner
        local[inner] += 1 - a
        local[outer] = IGNORE
        local[local == NO_LINK] = 0
        return frame(local, IGNORE, IGNORE)

    return Window(
        ids=frame(one.tokens.ids[a:b], CLS, SEP),
        shades=frame(one.tokens.shades[a:b], 0, 0),
        tags=frame(one.tags[a:b], IGNORE, IGNORE),
        to_cue=links(one.to_cue),
        to_source=links(one.to_source),
    )
