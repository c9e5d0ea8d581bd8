"""A line of a text as the words, numbers and signs that figures are read from; the tables of such words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord.core import Span
from onrecord.core.tables import rows, several
from onrecord.match.statements.numbers import Piece, kind_of

_TOKEN = re.compile(
    r"\d{1,3}(?: \d{3}){1,5}(?! \d{3}(?!\d)|[\d.,]?\d)|\d+(?:[.,]\d+)*|"
    r"[^\W\d_]+(?:['’][^\W\d_]+)*|[$€£¥₽₴₹₩₪₺₦₫¢%½⅓⅔¼¾°]"
)
_HEADLINE = 0.75
"""From this share of capitals on among longer words, capitals tell nothing."""


MINUSES = frozenset("-−")
_TOUCHING = frozenset(".,:%°+)]-−–—‑'’")
"""Marks of what a minus would be joined to."""
_JOINTS = frozenset({" ", "-", "‑", "/", "", ". "})
"""What may stand between the words of a phrase."""


class Minus(NamedTuple):
    """What makes a number negative: the number begins at the place `first`, at this character of the text."""

    first: int
    start: int


class Phrase(NamedTuple):
    """Some words, and the other cells of the row of a table that has them."""

    forms: tuple[str, ...]
    cells: tuple[str, ...]


Phrases = Mapping[str, tuple[Phrase, ...]]
"""Phrases by the word that they are looked up by, longest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text, asked for its words by their place."""

    pieces: tuple[Piece, ...]
    text: str
    headline: bool
    """Whether capitals tell nothing in it."""
    pounds: bool = False
    """Whether pounds are money here."""
    points: bool = False
    """Whether points are percentage points here."""
    market: bool = False
    """Whether it tells of a market, whose points are none."""

    def form(self, at: int) -> str:
        """The word at a place in small letters, "" where there is none."""
        return self.pieces[at].form if 0 <= at < len(self.pieces) else ""

    def gap(self, at: int) -> str:
        """What stands between the word before a place and the one there; a line break at the ends."""
        if not 0 < at < len(self.pieces):
            return "\n"
        return self.text[self.pieces[at - 1].span.end : self.pieces[at].span.start]

    def capital(self, at: int) -> bool:
        """Whether the word at a place has a capital that tells something."""
        return (
            not self.headline
            and 0 <= at < len(self.pieces)
            and self.text[self.pieces[at].span.start].isupper()
        )

    def opens(self, at: int) -> bool:
        """Whether a sentence or a part in marks begins with the word at a place."""
        return bool(set(self.gap(at)) & set('\n.!?:;“"‘—–'))

    def minus_before(self, at: int) -> Minus | None:
        """The minus sign, or the word, that makes the number at a place negative.

        A dash between words or numbers is none, nor is a subtraction ("5 minus 3") or "plus or minus".
        """
        if at >= len(self.pieces) or (at and is_number(self.form(at - (self.form(at - 1) == "minus") - 1))):
            return None
        named = self.form(at - 1) == "minus" and self.gap(at) == " "
        if named and self.form(at - 2) not in {"or", "plus"}:
            return Minus(at - 1, self.pieces[at - 1].span.start)
        start = self.pieces[at].span.start - 1
        alone = start <= 0 or not (self.text[start - 1].isalnum() or self.text[start - 1] in _TOUCHING)
        return Minus(at, start) if start >= 0 and self.text[start] in MINUSES and alone else None

    def phrase(self, table: Phrases, at: int, joints: frozenset[str] = _JOINTS) -> Phrase | None:
        """The longest phrase of a table that begins at a place, its words parted by spaces or hyphens."""
        for phrase in table.get(self.form(at), ()):
            end = at + len(phrase.forms)
            if end <= len(self.pieces) and all(
                self.pieces[at + k].form == form and (not k or self.gap(at + k) in joints)
                for k, form in enumerate(phrase.forms)
            ):
                return phrase
        return None

    def phrase_before(self, table: Phrases, at: int, joints: frozenset[str] = _JOINTS) -> Phrase | None:
        """The longest phrase, in a table by last words, that ends just before a place."""
        for phrase in table.get(self.form(at - 1), ()):
            start = at - len(phrase.forms)
            if start >= 0 and all(
                self.pieces[start + k].form == form and (not k or self.gap(start + k) in joints)
                for k, form in enumerate(phrase.forms)
            ):
                return phrase
        return None


def line_of(text: str, within: Span, *, pounds: bool, points: bool) -> Line:
    """The words of a part of a text that the view `plain` shows."""
    pieces = tuple(
        # tuple.__new__ skips a Python-level call per word: a third of the time of reading a line
        tuple.__new__(Piece, (tuple.__new__(Span, match.span()), match[0].lower().replace("’", "'")))
        for match in _TOKEN.finditer(text, within.start, within.end)
    )
    long = [text[piece.span.start].isupper() for piece in pieces if len(piece.form) > 3]
    ends = text[within.start : within.end].rstrip(" ”\"’'").endswith(".")
    headline = len(long) > 3 and not ends and sum(long) >= _HEADLINE * len(long)
    market = points and any(piece.form in words("market") for piece in pieces)
    return Line(pieces, text, headline, pounds, points, market)


def is_function_word(form: str) -> bool:
    """Whether a word is a small one that no noun phrase goes on with, or ends one before it."""
    return form in words("function")


def is_plural(form: str) -> bool:
    """Whether a word looks like the plural of a noun."""
    if form in words("plural"):
        return True
    return (
        len(form) > 3
        and form.endswith("s")
        and not form.endswith(("ss", "us", "is", "'s"))
        and form not in words("not plural")
    )


def is_number(form: str) -> bool:
    """Whether a word is a number or a part of one."""
    return form[:1].isdecimal() or kind_of(form) in {"unit", "ten", "scale"}


@cache
def words(kind: str) -> frozenset[str]:
    """The words of a kind in `figure_words.tsv`."""
    return frozenset(
        word for cell, of, *_ in rows(__package__, "figure_words") if of == kind for word in several(cell)
    )


@cache
def phrases(table: str, kind: str = "", *, last: bool = False) -> Phrases:
    """The phrases of a table, those of one kind (its second column) if given, by their first or last word."""
    found: dict[str, list[Phrase]] = {}
    for cell, *others in rows(__package__, table):
        if kind and others[0] != kind:
            continue
        for each in several(cell):
            forms = forms_of(each)
            found.setdefault(forms[-1 if last else 0], []).append(Phrase(forms, tuple(others)))
    return {word: tuple(sorted(each, key=lambda one: -len(one.forms))) for word, each in found.items()}


def forms_of(words: str) -> tuple[str, ...]:
    """Words as a line has them."""
    return tuple(match[0].lower() for match in _TOKEN.finditer(words))


def span_of(pieces: Sequence[Piece], first: int, last: int) -> Span:
    """From the word at `first` to the one before `last`."""
    return Span(pieces[first].span.start, pieces[last - 1].span.end)
