"""Text to tensors: tokens with their offsets, and windows short enough for the encoder.

A text is read by what a reader sees of it (`plain`), so that what cannot be seen cannot change what is found.
The tokenizer drops white space and case; both matter here. A paragraph break becomes a token of its own,
and every token carries a shade: its case, and whether the caller says it stands inside quotation marks.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.core import plain
from onrecord.models.wordpiece import WordPiece

BREAK = 1
"""Token id of a paragraph break ([unused0] in BERT's vocabulary)."""
CLS, SEP, PAD = 101, 102, 0
SHADES = 6
"""Shades: lower case, Capitalised or ALL CAPS, each outside (0-2) or inside (3-5) quotation marks."""

_PARAGRAPH = re.compile(r"[^\n]+")
# One endless line is read in pieces, so that no word of it is endless either.
_PIECE = 20_000

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text: ids, shades, start and end in code points; arrays of one length.

    `inner` is True for the pieces of a word after its first.
    """

    ids: Ints
    shades: Ints
    starts: Ints
    ends: Ints
    inner: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


@functools.cache
def load_tokenizer(path: Path) -> WordPiece:
    """The tokenizer in the file at `path`, read once."""
    return WordPiece(path)


def tokenize(tokenizer: WordPiece, text: str, inside: bytes | bytearray) -> Tokens:
    """Split `text` into tokens; `inside` holds a 1 for each character inside quotation marks."""
    seen = plain(text)
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    last = None
    for start, end in _pieces(seen.text):
        if last is not None and start > last:
            ids.append(BREAK)
            starts.append(last)
            ends.append(start)
        for token, a, b in tokenizer(seen.text[start:end]):
            ids.append(token)
            starts.append(start + a)
            ends.append(start + b)
        last = end
    inner = _inner(seen.text, starts, ends)
    first = [seen.starts[s] for s in starts]
    shades = [
        _case(seen.text[s:e]) + (3 if place < len(inside) and inside[place] else 0)
        for s, e, place in zip(starts, ends, first, strict=True)
    ]
    numbers = [np.asarray(x, dtype=np.int32) for x in (ids, shades, first, [seen.ends[e - 1] for e in ends])]
    return Tokens(numbers[0], numbers[1], numbers[2], numbers[3], inner)


def _inner(text: str, starts: Sequence[int], ends: Sequence[int]) -> npt.NDArray[np.bool_]:
    inner = np.zeros(len(starts), dtype=np.bool_)
    for i, (before, start) in enumerate(zip(ends[:-1], starts[1:], strict=True), 1):
        joined = start == before and text[start - 1].isalnum() and text[start].isalnum()
        inner[i] = joined or start < before  # one character may be several pieces (Hangul)
    return inner


def _pieces(text: str) -> list[tuple[int, int]]:
    pieces = []
    for match in _PARAGRAPH.finditer(text):
        if not match.group().strip():
            continue
        start, end = match.span()
        while end - start > _PIECE:
            cut = text.rfind(" ", start + 1, start + _PIECE)
            cut = cut if cut > 0 else start + _PIECE
            pieces.append((start, cut))
            start = cut
        pieces.append((start, end))
    return pieces


def _case(word: str) -> int:
    return 0 if not word[:1].isupper() else 2 if len(word) > 1 and word.isupper() else 1


def windows(count: int, size: int, overlap: int) -> list[tuple[int, int]]:
    """Cover `count` tokens with the fewest windows of at most `size`, alike in length.

    Neighbours share `overlap` tokens.

    >>> windows(11, 6, 2)
    [(0, 5), (3, 8), (6, 11)]
    """
    if count <= size:
        return [(0, count)]
    n = -(-(count - overlap) // (size - overlap))
    step = (count - overlap) / n
    return [(round(i * step), round((i + 1) * step) + overlap) for i in range(n)]


def owners(count: int, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The part of each window that it alone decides: the borders lie in the middle of the overlaps.

    >>> owners(10, [(0, 6), (4, 10)])
    [(0, 5), (5, 10)]
    """
    cuts = [0]
    cuts += [(end + start) // 2 for (_, end), (start, _) in itertools.pairwise(spans)]
    cuts.append(count)
    return list(itertools.pairwise(cuts))
