"""A report as a dossier reads it: its words, sentences and paragraphs, and the names in capitals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from onrecord.core import Span, trim
from onrecord.ledger.dossier.types import Proof, Witness
from onrecord.ledger.timewords import Words, words_of
from onrecord.resolve.dates import parse_day
from onrecord.resolve.layout import Layout
from onrecord.resolve.tables import fold, tables

_LEAST_WORDS = 4
"""A paragraph of fewer words is a heading or a byline, not the lead."""


class Sentence(NamedTuple):
    """A sentence: its place among the others, its words from `first` up to `end`, its paragraph."""

    number: int
    span: Span
    first: int
    end: int
    paragraph: int


class Page:
    """The words of one report and where sentences begin; what is not the story is not read.

    Places are those of `words`; spans are offsets of the report's text.
    """

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self.text = witness.report.text
        story = _without(self.text, witness.report.boilerplate)
        self.words: Words = words_of(story, Span(0, len(story)))
        self.folded = [fold(token.form) for token in self.words.tokens]
        self._starts = [token.span.start for token in self.words.tokens]
        self._layout = Layout(story)
        self.sentences = tuple(self._in_sentences(story))
        self._sentence_starts = [sentence.first for sentence in self.sentences]
        dated = witness.report.published or witness.report.dateline
        self.day = dated.value[:10] if dated else None
        self.said: date | None = parse_day(self.day) if self.day else None

    def __len__(self) -> int:
        return len(self.words)

    def _in_sentences(self, story: str) -> Iterator[Sentence]:
        offset, number = 0, 0
        while offset < len(story):
            whole = self._layout.sentence_span(offset)
            offset = max(whole.end, offset + 1)
            span = trim(whole, story)
            first, end = self.place(span.start), self.place(span.end)
            if first < end:
                yield Sentence(number, span, first, end, self._layout.paragraph(span.start))
                number += 1

    def place(self, offset: int) -> int:
        """The first word that begins at an offset or later."""
        return bisect_right(self._starts, offset - 1)

    def sentence(self, at: int) -> Sentence:
        """The sentence that holds the word at a place."""
        return self.sentences[max(bisect_right(self._sentence_starts, at) - 1, 0)]

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before, in the same paragraph."""
        if sentence.number == 0:
            return None
        other = self.sentences[sentence.number - 1]
        return other if other.paragraph == sentence.paragraph else None

    def parts(self, span: Span) -> Iterator[Span]:
        """A span sentence by sentence."""
        for each in self.sentences:
            if each.span.overlaps(span):
                yield Span(max(each.span.start, span.start), min(each.span.end, span.end))

    @cached_property
    def lead(self) -> frozenset[int]:
        """The numbers of the sentences of the title and of the first paragraph."""
        title = self.witness.report.title
        found = {
            each.number for each in self.sentences if title and title.span and title.span.covers(each.span)
        }
        for first in self.sentences:
            same = [each for each in self.sentences if each.paragraph == first.paragraph]
            if first.number not in found and same[-1].end - first.first >= _LEAST_WORDS:
                return frozenset(found | {each.number for each in same})
        return frozenset(found)

    def span(self, first: int, end: int) -> Span:
        """The characters of the words from `first` up to `end`."""
        return Span(self.words.tokens[first].span.start, self.words.tokens[end - 1].span.end)

    def shown(self, first: int, end: int) -> str:
        """Those characters, white space single."""
        return " ".join(self.span(first, end).of(self.text).split())

    def proof(self, span: Span) -> Proof:
        """A span of this report as proof."""
        return Proof(self.witness.id, self.day, span, span.of(self.text))

    def form(self, at: int) -> str:
        """The word at a place, folded; "" where there is none."""
        return self.folded[at] if 0 <= at < len(self.folded) else ""

    def proper(self, at: int) -> bool:
        """Whether the word at a place has a capital that is not owed to its place in the sentence."""
        if not self.words.capital(at) or not self.form(at).isalpha():
            return False
        return self.form(at) not in tables().function_words

    def spaced(self, at: int) -> bool:
        """Whether one space, or nothing, stands before the word at a place."""
        if not 0 < at < len(self):
            return False
        gap = self.text[self.words.tokens[at - 1].span.end : self.words.tokens[at].span.start]
        return gap in {"", " ", "\u00a0"}

    def run_end(self, at: int) -> int:
        """The place behind the capitalised words that begin at a place; initials and hyphens cut none."""
        end = at
        while self.proper(end) and (end == at or self.spaced(end)):
            end += 1
            if (
                self.form(end) == "-" and self.proper(end + 1) and self._glued(end) and self._glued(end + 1)
            ) or (self._is_initial(end - 1) and self.proper(end + 1)):
                end += 1
        return end

    def run_start(self, at: int) -> int:
        """The first of the capitalised words that end with the word at a place."""
        while self.spaced(at):
            before = at - 2 if self._is_initial(at - 2) else at - 1
            if not self.proper(before):
                break
            at = before
        return at

    def _is_initial(self, at: int) -> bool:
        """Whether the word at a place is a letter with its full stop behind ("Mira K. Holt")."""
        return (
            len(self.form(at)) == 1 and self.proper(at) and self.form(at + 1) == "." and self._glued(at + 1)
        )

    def _glued(self, at: int) -> bool:
        return self.words.tokens[at - 1].span.end == self.words.tokens[at].span.start

    def runs(self) -> Iterator[tuple[int, int]]:
        """All names in capitals, the longest runs."""
        at = 0
        while at < len(self):
            end = self.run_end(at)
            if end > at:
                yield at, end
            at = max(end, at + 1)

    def possessive(self, at: int) -> bool:
        """Whether the word before a place owns what begins there ("Norvia's", "the members'")."""
        before = self.form(at - 1)
        return before == "'s" or (before == "'" and self.form(at - 2).endswith("s"))

    def find(self, phrase: tuple[str, ...], first: int, end: int) -> Iterator[int]:
        """The places from `first` up to `end` where these words stand side by side."""
        for at in range(first, end - len(phrase) + 1):
            if self.folded[at] == phrase[0] and tuple(self.folded[at : at + len(phrase)]) == phrase:
                yield at


def _without(text: str, spans: tuple[Span, ...]) -> str:
    """The text with spaces for what is not the story, so that offsets stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def forms_of(words: str) -> tuple[str, ...]:
    """Words as they are looked for in a page."""
    return tuple(fold(token.form) for token in words_of(words, Span(0, len(words))).tokens)
