"""What a reader sees of a text, so that what cannot be seen cannot change what is found in it.

Texts of the same words come with other spaces, line ends, characters without a width, emoji, accents written
as one character or two. All are read through one view, in which they are alike.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.core.spans import Span

_NEWS = "\n -~‘’“”„«»–—…€£"
"""Plain letters and newspaper marks: read as they are."""
_LETTERS = "À-ɏЀ-ҁ"
"""So are these where accents are kept: Latin and Cyrillic letters, all composed."""
# A keycap, and what a selector makes an emoji, come whole.
_WHOLE = "[0-9#*]\ufe0f?\u20e3|[©®‼⁉™ℹ↔-↪⌀-➿⤴⤵⬀-⯿〰〽㊗㊙]\ufe0f|\r\n"
_SYMBOL = "\ufffc"
"""Stands for a symbol that carries no words."""
_SYMBOLS = re.compile("[←-⟿⤀-⯿\ufffc\U0001f000-\U0001faff]")
_KNOWN = "⇄⇌─│■▪●★☆☉♠♣♥♦♭"
"""Those that BERT's vocabulary has: it was trained on them, as on any mark."""
_UNSEEN = {"Cc", "Cf", "Co", "Cs"}
_MARKS = {"Mn", "Me"}
# Letters and marks by their category, but nothing is drawn for them: fillers, variation selectors.
_IGNORABLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\ufffd\U000e0000-\U000e0fff]"
)
_OPENING = "“„‟«»‹›‘\"'「『(["
_LONGEST_LETTER = 8
"""So many characters are kept of a letter with marks: no writing has more, and the time stays linear."""


@dataclass(frozen=True, slots=True)
class Plain:
    """What a reader sees of a text, and where it stands there.

    Every space is a plain one, every line break a line feed, every letter bare of its accents or composed
    with them; format characters, emoji and other symbols without words are left out. Character `i` of `text`
    stands at `starts[i]` to `ends[i]` of the original, its accents included.
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
def plain(text: str, *, accents: bool = False) -> Plain:
    r"""What a reader sees of `text`; with `accents`, letters keep them (NFC), for words that are to be shown.

    >>> plain("He\u200b said\u00a0\U0001f600 “Olé”\r\n").text
    'He said “Ole”\n'
    >>> plain("Ole\u0301\u200b\r\n", accents=True).text
    'Olé\n'
    """
    ordinary, odd = _patterns(accents)
    if ordinary.fullmatch(text):
        return Plain(text, range(len(text)), range(1, len(text) + 1))
    view = _View(accents)
    position = 0
    for match in odd.finditer(text):
        view.ordinary(text, position, match.start())
        found = match[0]
        read = _read(found, accents) if len(found) == 1 else "\n" if found == "\r\n" else _SYMBOL
        view.odd(read, match.start(), match.end())
        position = match.end()
    view.ordinary(text, position, len(text))
    return Plain("".join(view.chars), view.starts, view.ends)


@functools.cache
def _patterns(accents: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What matches a text that is read as it is, and what matches everything that is not."""
    ordinary = _NEWS + _LETTERS if accents else _NEWS
    return re.compile(f"[{ordinary}]*"), re.compile(f"{_WHOLE}|[^{ordinary}]")


@functools.lru_cache(maxsize=1 << 12)
def _read(char: str, accents: bool) -> str:
    """What is read for a character: one character, `_SYMBOL`, or nothing."""
    category = unicodedata.category(char)
    if char in "\r\u2028\u2029":
        return "\n"
    if char.isspace() or char == "\u2800":
        return " "
    if category in _UNSEEN or _IGNORABLE.match(char):
        return ""
    if category in _MARKS:
        return char
    if _SYMBOLS.match(char) and (category == "So" or char >= "\U0001f000") and char not in _KNOWN:
        return _SYMBOL
    if accents:
        letter = unicodedata.normalize("NFC", char)
    else:
        letter = "".join(c for c in unicodedata.normalize("NFD", char) if unicodedata.category(c) != "Mn")
    return letter if len(letter) == 1 else char


@dataclass(slots=True)
class _View:
    """A plain text as it grows; `symbols` is where symbols stood just before what comes next."""

    accents: bool
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
        if not read:
            return
        if read == _SYMBOL:
            self.symbols = self.symbols or (start, end)
        elif unicodedata.category(read) in _MARKS:
            if self.chars and not self.symbols and not self.chars[-1].isspace():
                self._accent(read, start, end)
        elif not self._swallowed(read):
            self.symbols = None
            self._put(read, start, end)

    def _accent(self, mark: str, start: int, end: int) -> None:
        """Join a mark to its letter; where accents are kept and no one character has both, it follows it."""
        grown = 0
        if self.accents:
            first = len(self.chars) - 1
            while unicodedata.category(self.chars[first]) in _MARKS:
                first -= 1
            letter = "".join(self.chars[first:]) + mark
            if len(letter) <= _LONGEST_LETTER:
                joined = unicodedata.normalize("NFC", letter)
                grown = int(len(joined) >= len(letter))
                # A few letters are longer in NFC than they were written: they stay as they are.
                self.chars[first:] = joined if len(joined) <= len(letter) else letter
        if grown:
            self.starts.append(start)
            self.ends.append(end)
        else:
            self.ends[-1] = end

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
