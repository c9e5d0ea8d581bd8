"""Figures however they are written: "1,200" and "1.2 thousand" are one, so are "8%" and "eight per cent"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from onrecord.core import Span
from onrecord.match.statements.numbers import Piece, has_ordinal, joined, kind_of, number_at, number_words

__all__ = ["Figure", "Piece", "figures"]

_DATE_JOINT = re.compile(r"[.,]?[\s\u00a0]*")
_PERCENT = re.compile(r"[\s\u00a0]?%")
_SHORT = {"k": Decimal(1000), "m": Decimal(10**6), "bn": Decimal(10**9)}
"""Letters that multiply an amount of money."""


class Figure(NamedTuple):
    """The pieces from `first` up to `last`, not included, are one figure; equal figures have equal values."""

    first: int
    last: int
    span: Span
    value: str


def figures(pieces: Sequence[Piece], text: str) -> list[Figure]:
    r"""The figures among the pieces of a content in `text`, in order.

    >>> said = "1.2 thousand on 15 January"
    >>> pieces = [Piece(Span(*m.span()), m[0].lower()) for m in re.finditer(r"[\w.]+", said)]
    >>> [figure.value for figure in figures(pieces, said)]
    ['1200', 'day 1-15']
    """
    found: list[Figure] = []
    at = 0
    while at < len(pieces):
        figure = figure_at(pieces, at, text)
        if figure:
            found.append(figure)
        at = figure.last if figure else at + 1
    return found


def figure_at(pieces: Sequence[Piece], at: int, text: str) -> Figure | None:
    """The figure that begins with the piece at `at`."""
    return _date(pieces, at, text) or _number(pieces, at, text)


def _date(pieces: Sequence[Piece], at: int, text: str) -> Figure | None:
    """A day and its month, whichever comes first."""
    day, month = _day(pieces, at, text), None
    if day:
        month_at = at + 1 + has_ordinal(pieces, at)
        if month_at < len(pieces) and pieces[month_at].form == "of":
            month_at += 1
        month, last = _month(pieces, month_at, text), month_at + 1
    else:
        month, day_at = _month(pieces, at, text), at + 1
        day = _day(pieces, day_at, text) if month else None
        last = day_at + 1 + (has_ordinal(pieces, day_at) if day else 0)
    if not day or not month:
        return None
    joints = (text[a.span.end : b.span.start] for a, b in pairwise(pieces[at:last]))
    if not all(_DATE_JOINT.fullmatch(joint) for joint in joints):
        return None
    return Figure(at, last, Span(pieces[at].span.start, pieces[last - 1].span.end), f"day {month}-{day}")


def _day(pieces: Sequence[Piece], at: int, text: str) -> int | None:
    if at >= len(pieces) or not pieces[at].form.isdecimal() or len(pieces[at].form) > 2:
        return None
    day = int(pieces[at].form)
    return day if 1 <= day <= 31 and not text.startswith("%", pieces[at].span.end) else None


def _month(pieces: Sequence[Piece], at: int, text: str) -> str | None:
    if at >= len(pieces) or not text[pieces[at].span.start].isupper():
        return None
    form = pieces[at].form
    return number_words()[form][1] if is_month(form) else None


def is_month(form: str) -> bool:
    """Whether a word is the name of a month, in full or in short."""
    return month_of(form) is not None


def month_of(form: str) -> int | None:
    """The number of the month that a word names, in full or in short, counted from 1."""
    kind, value = number_words().get(form, ("", ""))
    return int(value) if kind == "month" else None


def _number(pieces: Sequence[Piece], at: int, text: str) -> Figure | None:
    """A number, in digits or words, and what it counts if that is a share or money."""
    if kind_of(pieces[at].form) == "many":
        return Figure(at, at + 1, pieces[at].span, pieces[at].form)
    before = text[pieces[at].span.start - 1] if pieces[at].span.start else ""
    money = number_words().get(before, ("", ""))[1]
    found = number_at(pieces, at, text, _SHORT if money else None)
    if found is None:
        return None
    last = found.last
    if found.ordinal and last == at + 2 and has_ordinal(pieces, at):
        return Figure(at, last, Span(pieces[at].span.start, pieces[at + 1].span.end), f"{found.value:f}th")
    value = f"{found.value.normalize():f}" + ("th" if found.ordinal else "")
    start = pieces[at].span.start - (1 if money else 0)
    last, end, measure = _measure(pieces, last, text)
    return Figure(at, last, Span(start, end), value + (money or measure))


def _measure(pieces: Sequence[Piece], last: int, text: str) -> tuple[int, int, str]:
    """What a number before the piece at `last` counts: where that ends, in pieces and in characters."""
    end = pieces[last - 1].span.end
    sign = _PERCENT.match(text, end)
    if sign:
        return last, sign.end(), "%"
    if last < len(pieces) and joined(pieces, last, text):
        kind, value = number_words().get(pieces[last].form, ("", ""))
        if kind == "measure":
            return last + 1, pieces[last].span.end, value
        if [each.form for each in pieces[last : last + 2]] == ["per", "cent"]:
            return last + 2, pieces[last + 1].span.end, "%"
    return last, end, ""
