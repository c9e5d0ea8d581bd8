"""Annotated articles to training examples: what every head of the network should say of each token."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lab.corpus.brat import Article
from onrecord.annotate.confidence import kind_of
from onrecord.core import Span, quoted_text
from onrecord.core.marks import inside
from onrecord.models.encoder import NAMES, TYPES, Longs
from onrecord.models.tokens import CLS, SEP, Tokens, tokenize
from onrecord.models.wordpiece import WordPiece

NO_LINK = -1
"""The token links to nothing: a cue without source."""
IGNORE = -100
"""The token has no part in the loss."""

Targets = Mapping[str, npt.NDArray[np.float32]]
"""Embeddings of statements by `meaning_key`."""
FIELDS = ("ids", "shades", "tags", "names", "types", "to_cue", "to_source")


def meaning_key(text: str) -> str:
    """What two texts share that differ in case, marks and spaces alone."""
    return "".join(c for c in text.casefold() if c.isalnum())


@dataclass(frozen=True, slots=True)
class Example:
    """One article: per token what each head should say, and per statement its tokens and its embedding.

    A word has its tag on its first token; the others have none. `to_cue` is the first token of a content's
    cue, `to_source` that of a cue's source.
    """

    tokens: Tokens
    tags: Longs
    names: Longs
    types: Longs
    to_cue: Longs
    to_source: Longs
    statements: tuple[tuple[Longs, npt.NDArray[np.float32]], ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """A slice of an example with [CLS] and [SEP] around it; links are positions in the slice, 0 for none."""

    ids: Longs
    shades: Longs
    tags: Longs
    names: Longs
    types: Longs
    to_cue: Longs
    to_source: Longs
    statements: tuple[tuple[Longs, npt.NDArray[np.float32]], ...] = ()


def example(tokenizer: WordPiece, article: Article, meanings: Targets | None = None) -> Example:
    """Tag and link the tokens of one article; `meanings` has the embeddings to be learnt."""
    tokens = tokenize(tokenizer, article.text, quoted := inside(article.text))
    tags = np.zeros(len(tokens), dtype=np.int64)
    names, types, to_cue, to_source = (np.full(len(tokens), IGNORE, dtype=np.int64) for _ in range(4))
    statements = []
    for relation in article.relations:
        parts = {
            role: [_range(tokens, s) for s in getattr(relation, role)]
            for role in ("source", "cue", "content")
        }
        for role, first in (("source", 1), ("cue", 3), ("content", 5)):
            _tag(tags, parts[role], first)
        kind = relation.type or kind_of(relation.content, article.text, quoted)
        for a, b in parts["content"]:
            types[a:b] = TYPES.index(kind)
        words = meaning_key(quoted_text(article.text, relation.content))
        if meanings is not None and words in meanings:
            positions = np.concatenate([np.arange(a, b) for a, b in parts["content"]])
            statements.append((positions, meanings[words]))
        if not parts["cue"]:
            continue
        anchor = parts["cue"][0][0]
        for a, b in parts["content"]:
            to_cue[a:b] = anchor
        for a, b in parts["cue"]:
            to_source[a:b] = parts["source"][0][0] if parts["source"] else NO_LINK
    _mend(tags)
    tags[tokens.inner] = IGNORE
    if article.names is not None:
        names[:] = 0
        for span, name in article.names:
            _tag(names, [_range(tokens, span)], NAMES.index(f"B-{name}"))
    return Example(tokens, tags, names, types, to_cue, to_source, tuple(statements))


def _tag(tags: Longs, ranges: Sequence[tuple[int, int]], first: int) -> None:
    for a, b in ranges:
        if a < b:
            tags[a:b] = first + 1
            tags[a] = first


def _mend(tags: Longs) -> None:
    """Let what a span inside another left of it begin anew: I-x stands only after B-x or I-x."""
    role = (tags + 1) // 2
    begins = np.append(True, role[1:] != role[:-1])
    tags[begins & (tags > 0) & (tags % 2 == 0)] -= 1


def _range(tokens: Tokens, span: Span) -> tuple[int, int]:
    """First and one past the last token that share a character with `span`."""
    a = int(np.searchsorted(tokens.ends, span.start, side="right"))
    b = int(np.searchsorted(tokens.starts, span.end, side="left"))
    return a, max(a, b)


def alone(tokenizer: WordPiece, text: str, meaning: npt.NDArray[np.float32], longest: int) -> Window:
    """A statement by itself, as a search query is: nothing to be learnt but its embedding."""
    tokens = tokenize(tokenizer, text, b"")
    ids = np.concatenate(([CLS], tokens.ids[: longest - 2], [SEP])).astype(np.int64)
    shades = np.concatenate(([0], tokens.shades[: longest - 2], [0])).astype(np.int64)
    nothing = np.full(len(ids), IGNORE, dtype=np.int64)
    return Window(ids, shades, *(nothing,) * 5, ((np.arange(1, len(ids) - 1), meaning),))


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
        names=frame(one.names[a:b], IGNORE, IGNORE),
        types=frame(one.types[a:b], IGNORE, IGNORE),
        to_cue=links(one.to_cue),
        to_source=links(one.to_source),
        statements=tuple((p + 1 - a, m) for p, m in one.statements if p[0] >= a and p[-1] < b),
    )
