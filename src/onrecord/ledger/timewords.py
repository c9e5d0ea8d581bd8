"""The words of time, read from the tables in `data/`, and a text as the words they are looked for in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord.core import Span
from onrecord.core.tables import rows, several
from onrecord.match.reading import rows as match_rows
from onrecord.match.statements.figures import Piece, figure_at
from onrecord.match.statements.numbers import kind_of

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[’']s\b|[^\W_]+|[^\w\s]|_")
_LONGEST_NUMBER = 6
"""So many words a count of days or years has at most ("two hundred and fifty")."""
_CLOCK = re.compile(
    r"(?:noon|midnight|(?:the )?close of business|\d{1,2}(?:[:.]\d\d)?\s?(?:[ap]\.m\.|[ap]m\b|o[’']clock)|"
    r"\d{1,2}:\d\d(?!\d))",
    re.IGNORECASE,
)
_OPENING = (
    "opening weekday month season near daypart turn coming yearkind unit holiday ordinal part filler article"
)
"""Kinds of words with which a time, a length of time or a preposition before them begins."""
_ARTICLES = frozenset({"a", "an"})
_DIGITS = 9
"""Longer numbers count no days or years."""
_YEAR = 4
"""So many digits a year has."""
_FAR = 8
"""Within so many words behind a short number a unit, a month or a year shows that it may tell a time."""
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")


class Token(NamedTuple):
    """A word, a number or a mark; `form` is in small letters, its apostrophe straight."""

    span: Span
    form: str
    capital: bool


class Found(NamedTuple):
    """What a table says of a phrase, and the token after it."""

    end: int
    value: str


class _Phrases(NamedTuple):
    values: dict[tuple[str, ...], str]
    sizes: dict[str, tuple[int, ...]]
    """How many words the phrases have that begin with a word, longest first."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words, numbers and marks of a part of a text, asked for by their place."""

    tokens: tuple[Token, ...]
    text: str
    forms: tuple[str, ...]
    """Those of the tokens."""

    def __len__(self) -> int:
        return len(self.tokens)

    def form(self, at: int) -> str:
        """The word at a place, "" where there is none."""
        return self.forms[at] if 0 <= at < len(self.forms) else ""

    def capital(self, at: int) -> bool:
        """Whether there is a word at a place and it begins with a capital."""
        return 0 <= at < len(self.tokens) and self.tokens[at].capital

    def after(self, at: int, *forms: str) -> int:
        """The place behind one of these words if it stands here, else here."""
        return at + 1 if self.form(at) in forms else at

    def find(self, kind: str, at: int) -> Found | None:
        """The longest phrase of a kind that begins at a place.

        Names of days, months and holidays are only with a capital what they are: "march" is a verb.
        """
        if kind in {"weekday", "month", "holiday"} and not self.capital(at):
            return None
        table = phrases(kind)
        for size in table.sizes.get(self.form(at), ()):
            forms = self.forms[at : at + size]
            value = table.values.get(forms) if len(forms) == size else None
            if value is not None:
                return Found(at + size, value)
        return None

    def may_open(self, at: int) -> bool:
        """Whether a time, a length of time or a preposition before them may begin at a place."""
        form = self.form(at)
        if not form[0].isdecimal():
            return form in _first_words()
        behind = range(at + 1, min(at + _FAR, len(self)))
        # A list of numbers holds no time, and is long at times.
        return len(form) >= _YEAR or any(self._dates(each) for each in behind)

    def _dates(self, at: int) -> bool:
        """Whether a number before the word at a place may tell a time with it."""
        form = self.tokens[at].form
        return form in _units_and_months() or (len(form) == _YEAR and form.isdecimal())

    def number(self, at: int) -> tuple[int, int] | None:
        """Where a whole number in digits or words ends, and its value."""
        first = self.form(at)
        if not (first[:1].isdecimal() or first in _ARTICLES or first in number_words()):
            return None
        if first.isdecimal() and len(first) <= _DIGITS and self._is_alone(at):
            return at + 1, int(first)
        near = range(at, min(at + _LONGEST_NUMBER, len(self)))
        if first in _ARTICLES and not any(kind_of(self.form(each)) == "scale" for each in near):
            return None
        places = [each for each in near if self.form(each).isalnum()]
        if not places or places[0] != at:
            return None
        pieces = [Piece(self.tokens[each].span, self.form(each)) for each in places]
        found = figure_at(pieces, 0, self.text)
        if found is None or not found.value.isdecimal() or len(found.value) > _DIGITS:
            return None
        return places[found.last - 1] + 1, int(found.value)

    def _is_alone(self, at: int) -> bool:
        """Whether no word of a number or a month goes on with the number at a place, no sign before it."""
        form, start = self.form(at + 1), self.tokens[at].span.start
        before = self.text[start - 1 : start]
        signed = before and not before.isspace() and before not in "-–/("
        return not (signed or form == "%" or form.isalnum() or self.form(at + 2) in number_words())

    def ordinal(self, at: int) -> tuple[int, int] | None:
        """Where an ordinal of one word ends, and its number; -1 is the last."""
        match = _ORDINAL.fullmatch(self.form(at))
        if match:
            return at + 1, int(match[1])
        found = self.find("ordinal", at)
        return (found.end, int(found.value)) if found else None

    def clock(self, at: int) -> int | None:
        """The place behind a time of day ("6 p.m.", "noon", "the close of business")."""
        if at >= len(self):
            return None
        match = _CLOCK.match(self.text, self.tokens[at].span.start)
        if match is None:
            return None
        behind = at
        while behind < len(self) and self.tokens[behind].span.start < match.end():
            behind += 1
        return behind


def words_of(text: str, within: Span) -> Words:
    """The words, numbers and marks of a part of a text."""
    start, end = max(within.start, 0), max(min(within.end, len(text)), 0)
    tokens = tuple(
        Token(Span(*match.span()), match[0].casefold().replace("’", "'"), match[0][0].isupper())
        for match in _TOKEN.finditer(text, start, end)
    )
    return Words(tokens, text, tuple(token.form for token in tokens))


@cache
def phrases(kind: str) -> _Phrases:
    """The phrases of a kind with their values."""
    values = _tables().get(kind, {})
    sizes: dict[str, set[int]] = {}
    for forms in values:
        sizes.setdefault(forms[0], set()).add(len(forms))
    return _Phrases(values, {word: tuple(sorted(found, reverse=True)) for word, found in sizes.items()})


@cache
def _first_words() -> frozenset[str]:
    tables = (phrases(kind).sizes for kind in (*_OPENING.split(), "the year", "week of", "first day"))
    return frozenset(word for sizes in tables for word in sizes) | number_words() | {"half"}


@cache
def _units_and_months() -> frozenset[str]:
    kinds = ("unit", "month", "edge", "part", "season")
    words = (word for kind in kinds for phrase in phrases(kind).values for word in phrase)
    return frozenset(words) - {"of", "in", "on", "-"} | {"half"}


@cache
def _tables() -> dict[str, dict[tuple[str, ...], str]]:
    found: dict[str, dict[tuple[str, ...], str]] = {}

    def put(kind: str, cell: str, value: str) -> None:
        for each in several(cell):
            forms = tuple(token.form for token in words_of(each, Span(0, len(each))).tokens)
            found.setdefault(kind, {})[forms] = value

    for name in ("deadline_openings", "time_words", "deadline_events", "tenses"):
        for words, kind, value, *_ in rows(__package__, name):
            put(kind, words, value)
    for word, kind, value in match_rows("number_words"):
        if kind in {"month", "ordinal"}:
            put(kind, word, value)
    return found


@cache
def past_forms() -> frozenset[str]:
    """Irregular past tenses and participles."""
    return frozenset(
        form
        for base, also, kind in match_rows("word_forms")
        if kind == "form" and base != "be"
        for form in several(also)
        if form != base and form.isalpha() and not form.endswith(("s", "ing"))
    )


@cache
def number_words() -> frozenset[str]:
    """Words that are numbers, which end like a past tense at times ("hundred")."""
    return frozenset(word for word, *_ in match_rows("number_words"))
