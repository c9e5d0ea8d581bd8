"""The words of a sentence as its clauses are read: contractions in full, each with the marks before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord.core import Span
from onrecord.core.tables import rows, several
from onrecord.ledger.timewords import phrases
from onrecord.resolve.layout import Layout
from onrecord.resolve.layout import Word as LayoutWord

AUXILIARY = ("be", "have", "do", "modal")
"""The kinds of verbs that go with another."""
QUOTES = frozenset('“"”„«»')
_NEGATED = {"wo": "will", "ca": "can", "sha": "shall"}
_ENDINGS = {"'ll": "will", "'t": "not"}
_WITHIN = "“\"‘'["
"""Marks that may stand between a verb and what goes with it: another's words begin there."""
_SHORTEST_ADVERB = 5


class Word(NamedTuple):
    """A word where it stands; of a contraction each part is one.

    `form` is in small letters with a straight apostrophe, "won't" is "will" and "not". `marks` are what
    stands between the word before and this one, without white space.
    """

    start: int
    end: int
    form: str
    capital: bool
    marks: str
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence, asked for by their place."""

    words: tuple[Word, ...]
    span: Span
    text: str

    def __len__(self) -> int:
        return len(self.words)

    def form(self, at: int) -> str:
        """The word at a place, "" where there is none."""
        return self.words[at].form if 0 <= at < len(self.words) else ""

    def marks(self, at: int) -> str:
        """The marks before a place; "." where there is no word."""
        return self.words[at].marks if 0 <= at < len(self.words) else "."

    def parted(self, at: int) -> bool:
        """Whether more than an opening mark stands before a place."""
        return bool(self.marks(at).strip(_WITHIN))

    def between(self, first: int, end: int) -> Span:
        """From the word at `first` to the last before `end`."""
        return Span(self.words[first].start, self.words[end - 1].end)

    def is_a(self, at: int, *kinds: str) -> bool:
        """Whether the word at a place is one of these kinds of `data/clause_words.tsv`."""
        form = self.form(at)
        return any(form in of_kind(kind) for kind in kinds)

    def is_adverb(self, at: int) -> bool:
        """Whether the word may stand between a subject and its verb."""
        form = self.form(at)
        if form.endswith("ly"):
            return len(form) >= _SHORTEST_ADVERB and form not in of_kind("no adverb")
        return form in of_kind("adverb")

    def is_between(self, at: int) -> bool:
        """Whether the word may stand between "promised" and "to": an adverb, or part of a time."""
        form = self.form(at)
        return form in between() or form.isdecimal() or self.is_adverb(at)

    def tells(self, at: int) -> bool:
        """Whether the word is a verb of saying or thinking."""
        return self.form(at) in cues()

    def skip(self, at: int, step: int) -> int:
        """The next place from `at` on, forwards or backwards, that holds no adverb."""
        while 0 <= at < len(self.words) and self.is_adverb(at):
            at += step
        return at


@cache
def of_kind(kind: str) -> frozenset[str]:
    """The words of a kind."""
    table = rows(__package__, "clause_words")
    return frozenset(word for name, words, _ in table if name == kind for word in several(words))


@cache
def between() -> frozenset[str]:
    """The words, other than numbers and adverbs, of a time that stands between "promised" and "to"."""
    named = (phrases(kind).values for kind in ("weekday", "month", "daypart"))
    return of_kind("between") | {words[-1] for values in named for words in values}


@cache
def cues() -> dict[str, str]:
    """What a verb of saying or thinking makes of a commitment in what is said."""
    return {verb: kind for kind, verbs, _ in rows(__package__, "commitment_cues") for verb in several(verbs)}


def sentence_of(layout: Layout, span: Span) -> Sentence:
    """The words of a sentence of a text."""
    first, last = layout.word_at(span.start), layout.word_at(span.end)
    words: list[Word] = []
    before = span.start
    for word in layout.words[first:last]:
        marks = "".join(layout.text[before : word.start].split())
        # "Workers’ promise": the bare mark is the word's own.
        before = word.stop + (word.possessive and word.stop == word.end)
        words += _parts(word, before, layout.text, marks)
    return Sentence(tuple(words), span, layout.text)


def _parts(word: LayoutWord, stop: int, text: str, marks: str) -> Iterator[Word]:
    """A word as it is read, one or the two that a contraction stands for."""
    start, end, form = word.start, word.end, word.folded
    ending = text[end:stop].casefold().replace("’", "'")
    # "He's" owns nothing.
    if word.possessive and form in of_kind("pronoun") | of_kind("relative"):
        yield Word(start, end, form, word.capital, marks)
        yield Word(end, stop, ending, False, "")
    elif word.possessive or not ending:
        yield Word(start, stop, form, word.capital, marks, word.possessive)
    elif ending == "'t" and form.endswith("n"):
        yield Word(start, end - 1, _NEGATED.get(form[:-1], form[:-1]), word.capital, marks)
        yield Word(end - 1, stop, "not", False, "")
    else:
        yield Word(start, end, form, word.capital, marks)
        yield Word(end, stop, _ENDINGS.get(ending, ending), False, "")
