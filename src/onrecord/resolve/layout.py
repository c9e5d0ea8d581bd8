"""A report's text as words, sentences, paragraphs and what stands between quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from onrecord.core import Quotation, Span
from onrecord.resolve.tables import fold

# A letter may be followed by marks that no one character has with it; "Ã§" is left by UTF-8 read as Latin-1.
_LETTERS = r"[^\W_]++(?:(?:[\u0300-\u036f]|(?<=[ÂÃ])[\x80-\x9f\xa1-\xbf])++[^\W_]*+)*+"
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|{_LETTERS}(?:[.,]\d+)*(?:[-‑’'&/]{_LETTERS})*")
# A set of characters first, and only then what must stand before it: a third of the time. Possessive
# quantifiers and the look-behind keep this linear on runs of dots, marks or white space.
_STOP = re.compile(
    r"[.!?…\n](?:(?<=\n)\n*+|"
    r"(?<!\n)(?<![.!?…]{2})[.!?…]*+[”\"’'»)\]]*+(?=[\s“„«‘\"'(\[”]*+(?:$|[A-ZÀ-ÞА-Я0-9])))"
)
_CONTRACTION = re.compile(r"[’'](?:m|re|ve|ll|d|t)$")
_JOINING = frozenset({".", "'", "’"})
_MARK = re.compile(r"[“”„«»\"\n]")

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon st sen sens rep reps gov gen col lt capt cmdr adm sgt maj jr sr vs no inc "
    "corp co ltd jan feb mar apr jun jul aug sept sep oct nov dec messrs pres del atty supt".split()
)


class Word(NamedTuple):
    """A word: `end` leaves out a possessive ending, `stop` takes it in."""

    start: int
    end: int
    stop: int
    text: str
    folded: str
    capital: bool
    possessive: bool


def words_of(text: str) -> list[Word]:
    """The words of a text in order; the dot of an abbreviation or an initial belongs to its word."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match.group()
        after = text[end : end + 1]
        if word.isalpha() and after not in _JOINING:
            # tuple.__new__ skips a Python-level call per word: half the time of reading a report
            found.append(tuple.__new__(Word, (start, end, end, word, fold(word), word[0].isupper(), False)))
        else:
            found.append(_punctuated(text, start, end, word))
    return found


def _punctuated(text: str, start: int, end: int, word: str) -> Word:
    """A word with a mark in it or right after it: possessive, contracted, abbreviated, or nothing special."""
    possessive, stop, after = False, end, text[end : end + 1]
    if len(word) > 2 and word[-2] in "’'" and word[-1] in "sS":
        word, end, possessive = word[:-2], end - 2, True
    elif ("'" in word or "’" in word) and (cut := _CONTRACTION.search(word)):
        word, end = word[: cut.start()], start + cut.start()
    elif after == "." and ((len(word) == 1 and word.isupper()) or word.lower() in _ABBREVIATIONS):
        word, end, stop = word + ".", end + 1, end + 1
    elif after and after in "'’" and word[-1] == "s" and text[end + 1 : end + 2] == " ":
        possessive = word[0].isupper() and text[end + 2 : end + 3].isalpha()
    return Word(start, end, stop, word, fold(word), word[0].isupper(), possessive)


def _marked(text: str) -> list[Span]:
    """What stands between double marks; a paragraph's end closes what is open."""
    spans: list[Span] = []
    opened: int | None = None
    for match in _MARK.finditer(text):
        mark, at = match.group(), match.start()
        if opened is None:
            if mark in '“„«"':
                opened = at
        elif mark in "”»\n" or mark == '"':
            spans.append(Span(opened, at + 1))
            opened = None
    if opened is not None:
        spans.append(Span(opened, len(text)))
    return spans


class Layout:
    """Where the words, sentences, paragraphs and quoted passages of a text are.

    Look-ups take an offset and are logarithmic in the length of the text.
    """

    def __init__(self, text: str, quotations: Iterable[Quotation] = ()) -> None:
        self.text = text
        self.words = words_of(text)
        self._starts = [word.start for word in self.words]
        stops = [
            m.end() for m in _STOP.finditer(text) if m.end() - m.start() > 1 or not self._in_word(m.start())
        ]
        self._sentences = [0, *stops]
        self._opening = {0, *map(self.word_at, stops)}
        self._paragraphs = [0, *(m.end() for m in re.finditer(r"\n\s*", text))]
        quoted = _marked(text)
        quoted += [part for each in quotations if each.type == "direct" for part in each.content]
        self._quoted = _merged(quoted)
        self._quoted_starts = [span.start for span in self._quoted]

    def _in_word(self, offset: int) -> bool:
        """Whether the character at `offset` is a word's, as the dot of "Dr." is."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self.words[at].end

    def word_at(self, offset: int) -> int:
        """Index of the first word that starts at `offset` or later."""
        return bisect_right(self._starts, offset - 1)

    def sentence(self, offset: int) -> int:
        """Number of the sentence that holds `offset`."""
        return bisect_right(self._sentences, offset) - 1

    def sentence_span(self, offset: int) -> Span:
        """The sentence that holds `offset`."""
        number = self.sentence(offset)
        after = self._sentences[number + 1] if number + 1 < len(self._sentences) else len(self.text)
        return Span(self._sentences[number], after)

    def paragraph(self, offset: int) -> int:
        """Number of the paragraph that holds `offset`."""
        return bisect_right(self._paragraphs, offset) - 1

    def quoted(self, offset: int) -> bool:
        """Whether `offset` stands inside quotation marks or the content of direct speech."""
        at = bisect_right(self._quoted_starts, offset) - 1
        return at >= 0 and offset < self._quoted[at].end

    def paragraph_span(self, number: int) -> Span:
        """The paragraph of this number."""
        after = self._paragraphs[number + 1] if number + 1 < len(self._paragraphs) else len(self.text)
        return Span(self._paragraphs[number], after)

    def paragraph_spans(self) -> list[Span]:
        """Every paragraph, in order."""
        ends = [*self._paragraphs[1:], len(self.text)]
        return [Span(start, end) for start, end in zip(self._paragraphs, ends, strict=True) if end > start]

    def begins_sentence(self, index: int) -> bool:
        """Whether word number `index` is the first of its sentence."""
        return index in self._opening


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
