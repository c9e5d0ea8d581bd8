"""What the encoder says of a span as a whole: its meaning as a vector, its type, and the names in a text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from onrecord.core import NameKind, Span, Spans
from onrecord.models.decode import best_tags
from onrecord.models.encoder import NAMED, TYPES, Encoder, Floats, Scores
from onrecord.models.tokens import Tokens


def positions(tokens: Tokens, spans: Spans) -> npt.NDArray[np.int64]:
    """The positions of the tokens that share a character with one of `spans`."""
    ranges = [
        np.arange(np.searchsorted(tokens.ends, s, side="right"), np.searchsorted(tokens.starts, e))
        for s, e in spans
    ]
    return np.concatenate([np.zeros(0, dtype=np.int64), *ranges])


def embedding(scores: Scores, spans: Spans) -> Floats:
    """A statement's vector [128] of length 1; near ones mean the like. Zeros where no token is in `spans`."""
    total = scores.meaning[positions(scores.tokens, spans)].sum(axis=0, dtype=np.float32)
    return np.asarray(total / max(1e-9, float(np.sqrt((total * total).sum()))), dtype=np.float32)


def embedded_query(encoder: Encoder, text: str) -> Floats:
    """The vector [128] of a text by itself, to be compared with those of statements."""
    return embedding(encoder.read(text, b""), (Span(0, len(text)),))


def as_bytes(vector: Floats) -> bytes:
    """A vector as it is kept: half-precision floats, little-endian; 256 bytes."""
    return vector.astype("<f2").tobytes()


def type_probabilities(scores: Scores, spans: Spans) -> dict[str, float]:
    """How likely the words of `spans` are direct, mixed or indirect speech, whatever marks they have."""
    likely = np.exp(scores.types[positions(scores.tokens, spans)])
    shares = likely.mean(axis=0) if len(likely) else np.full(len(TYPES), 1 / len(TYPES))
    return dict(zip(TYPES, shares.tolist(), strict=True))


def names(scores: Scores) -> list[tuple[Span, NameKind]]:
    """The names of people, organisations and places, in order of the text."""
    tokens = scores.tokens
    starts = np.flatnonzero(~tokens.inner)
    tags = best_tags(scores.names[starts])
    lasts = np.append(starts[1:], len(tokens)) - 1
    found: list[tuple[Span, NameKind]] = []
    for word, tag in enumerate(tags.tolist()):
        if tag == 0:
            continue
        start, end = int(tokens.starts[starts[word]]), int(tokens.ends[lasts[word]])
        if tag % 2 == 0 and found:
            found[-1] = (Span(found[-1][0].start, end), found[-1][1])
        else:
            found.append((Span(start, end), NAMED[(tag - 1) // 2]))
    return found
