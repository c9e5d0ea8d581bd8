"""Text to tensors: tokens with their offsets, and windows short enough for the encoder.

A text is read by what a reader sees of it (`plain`), so that what cannot be seen cannot change what is found.
The tokenizer drops white space and case; both matter here. A paragraph break becomes a token of its own,
and every token carries a shade: its case, and whether the caller says it stands inside quotation marks.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.core import Span
from onrecord.models.wordpiece import WordPiece

BREAK = 1
"""Token id of a paragraph break ([unused0] in BERT's vocabulary)."""
CLS, SEP, PAD = 101, 102, 0
SHADES = 6
"""Shades: lower case, Capitalised or ALL CAPS, each outside (0-2) or inside (3-5) quotation marks."""

_PARAGRAPH = re.compile(r"[^\n]+")
# One endless line is read in pieces, so that no word of it is endless either.
_PIECE = 20_000

# All but plain letters and newspaper marks; a keycap, and what a selector makes an emoji, come whole.
_ODD = re.compile("[0-9#*]\ufe0f?\u20e3|[©®‼⁉™ℹ↔-↪⌀-➿⤴⤵⬀-⯿〰〽㊗㊙]\ufe0f|\r\n|[^\n -~‘’“”„«»–—…€£]")
_SYMBOL, _ACCENT = "\ufffc", "\u0301"
"""Stand for a symbol that carries no words, and for what belongs to the letter before it."""
_SYMBOLS = re.compile("[←-⟿⤀-⯿\ufffc\U0001f000-\U0001faff]")
_KNOWN = "⇄⇌─│■▪●★☆☉♠♣♥♦♭"
"""Those that BERT's vocabulary has: it was trained on them, as on any mark."""
_UNSEEN = {"Cc", "Cf", "Co", "Cs"}
# Letters and marks by their category, but nothing is drawn for them: fillers, variation selectors.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\ufffd\U000e0000-\U000e0fff]"
)
_OPENING = "“„‟«»‹›‘\"'「『(["

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Plain:
    """What a reader sees of a text, and where it stands there.

    Every space is a plain one, every line break a line feed, every letter bare of its accents; format
    characters, emoji and other symbols without words are left out. Character `i` of `text` stands at
    `starts[i]` to `ends[i]` of the original, its accents included.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def seen(self, span: Span) -> Span:
        """A span of the original as one of `text`; empty where nothing can be seen of it."""
        return Span(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))

    def original(self, span: Span) -> Span:
        """A span of `text`, not empty, as one of the original that begins and ends with what can be seen."""
        return Span(self.starts[span.start], self.ends[span.end - 1])

    def of(self, span: Span) -> str:
        """What can be seen of a span of the original."""
        return self.seen(span).of(self.text)


@functools.lru_cache(maxsize=4)
def plain(text: str) -> Plain:
    r"""What a reader sees of `text`.

    >>> plain("He\u200b said\u00a0\U0001f600 “Olé”\r\n").text
    'He said “Ole”\n'
    """
    if _ODD.search(text) is None:
        return Plain(text, range(len(text)), range(1, len(text) + 1))
    view = _View()
    position = 0
    for match in _ODD.finditer(text):
        view.ordinary(text, position, match.start())
        odd = match[0]
        read = _read(odd) if len(odd) == 1 else "\n" if odd == "\r\n" else _SYMBOL
        view.odd(read, match.start(), match.end())
        position = match.end()
    view.ordinary(text, position, len(text))
    return Plain("".join(view.chars), view.starts, view.ends)


@functools.lru_cache(maxsize=1 << 12)
def _read(char: str) -> str:
    """What is read for a character: one character, `_SYMBOL`, `_ACCENT`, or nothing."""
    category = unicodedata.category(char)
    if char in "\r\u2028\u2029":
        return "\n"
    if char.isspace() or char == "\u2800":
        return " "
    if category in _UNSEEN or _IGNORABLE.match(char):
        return ""
    if category in {"Mn", "Me"}:
        return _ACCENT
    if _SYMBOLS.match(char) and (category == "So" or char >= "\U0001f000") and char not in _KNOWN:
        return _SYMBOL
    bare = "".join(c for c in unicodedata.normalize("NFD", char) if unicodedata.category(c) != "Mn")
    return bare if len(bare) == 1 else char


@dataclass(slots=True)
class _View:
    """A plain text as it grows; `symbols` is where symbols stood just before what comes next."""

    chars: list[str] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))
    symbols: tuple[int, int] | None = None

    def ordinary(self, text: str, start: int, end: int) -> None:
        """Take characters that are read as they are."""
        while start < end and self.symbols:
            self.odd(text[start], start, start + 1)
            start += 1
        self.chars.extend(text[start:end])
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def odd(self, read: str, start: int, end: int) -> None:
        """Take what is read (see `_read`) for the original's characters from `start` to `end`."""
        if read == _SYMBOL:
            self.symbols = self.symbols or (start, end)
        elif read == _ACCENT:
            if self.chars and not self.symbols and not self.chars[-1].isspace():
                self.ends[-1] = end
        elif read and not self._swallowed(read):
            self.symbols = None
            self._put(read, start, end)

    def _swallowed(self, read: str) -> bool:
        """Close the gap symbols leave: one space between words, none after an opening mark or a space."""
        if not self.symbols:
            return False
        if self._opening():
            return read == " "
        if read.isalnum() or read in "“„«‘(":
            self._put(" ", *self.symbols)
        return False

    def _opening(self) -> bool:
        """Whether a space, or a mark that opens, or nothing at all stands before."""
        before, last = ["\n", "\n", *self.chars[-2:]][-2:]
        return last.isspace() or (last in _OPENING and (before.isspace() or before in _OPENING))

    def _put(self, char: str, start: int, end: int) -> None:
        self.chars.append(char)
        self.starts.append(start)
        self.ends.append(end)


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
