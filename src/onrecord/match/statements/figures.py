"""Figures however they are written: "1,200" and "1.2 thousand" are one, so are "8%" and "eight per cent"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from onrecord.core import Span
from onrecord.match.reading import rows

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_JOINT = re.compile(r"[\s\u00a0]*[-‐‑]?[\s\u00a0]*")
"""What may stand between two words of one figure."""
_DATE_JOINT = re.compile(r"[.,]?[\s\u00a0]*")
_PERCENT = re.compile(r"[\s\u00a0]?%")
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_SHORT = {"k": Decimal(1000), "m": Decimal(10**6), "bn": Decimal(10**9)}
"""Letters that multiply an amount of money."""


class Piece(NamedTuple):
    """A word, or a part of one, where it stands; `form` is how it is written, typography apart."""

    span: Span
    form: str


class Figure(NamedTuple):
    """The pieces from `first` up to `last`, not included, are one figure; equal figures have equal values."""

    first: int
    last: int
    span: Span
    value: str


@cache
def _words() -> dict[str, tuple[str, str]]:
    return {word: (kind, value) for word, kind, value in rows("number_words")}


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
        figure = _date(pieces, at, text) or _number(pieces, at, text)
        if figure:
            found.append(figure)
        at = figure.last if figure else at + 1
    return found


def _date(pieces: Sequence[Piece], at: int, text: str) -> Figure | None:
    """A day and its month, whichever comes first."""
    day, month = _day(pieces, at, text), None
    if day:
        month_at = at + 1 + _has_ordinal(pieces, at)
        if month_at < len(pieces) and pieces[month_at].form == "of":
            month_at += 1
        month, last = _month(pieces, month_at, text), month_at + 1
    else:
        month, day_at = _month(pieces, at, text), at + 1
        day = _day(pieces, day_at, text) if month else None
        last = day_at + 1 + (_has_ordinal(pieces, day_at) if day else 0)
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
    return _words()[form][1] if is_month(form) else None


def is_month(form: str) -> bool:
    """Whether a word is the name of a month, in full or in short."""
    return _words().get(form, ("", ""))[0] == "month"


def _has_ordinal(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the ending of an ordinal follows the digits at `at`."""
    return (
        at + 1 < len(pieces)
        and pieces[at + 1].form in _ORDINALS
        and pieces[at].span.end == pieces[at + 1].span.start
    )


@dataclass(slots=True)
class _Sum:
    """A figure in words as it grows: "two hundred and five thousand"."""

    done: Decimal = Decimal(0)
    group: Decimal | None = None
    last: str = ""
    kinds: list[str] = field(default_factory=list)

    def take(self, kind: str, value: Decimal) -> bool:
        """Take the next word in if it goes on with this figure."""
        group = self.group
        if kind in {"unit", "ordinal", "ten"}:
            after_ten = self.last == "ten" and value < 10 and kind != "ten"
            if not (group is None or after_ten or self.last == "hundred"):
                return False
            self.group = (group or Decimal(0)) + value
        elif kind == "scale" and value < 1000:
            if group is not None and group >= 100:
                return False
            self.group = (group if group is not None else Decimal(1)) * value
            kind = "hundred"
        elif kind == "scale":
            if group is None and self.kinds:
                return False
            self.done += (group if group is not None else Decimal(1)) * value
            self.group = None
        else:
            return False
        self.last = kind
        self.kinds.append(kind)
        return True

    @property
    def value(self) -> Decimal:
        return self.done + (self.group or Decimal(0))


def _number(pieces: Sequence[Piece], at: int, text: str) -> Figure | None:
    """A number, in digits or words, and what it counts if that is a share or money."""
    total = _Sum()
    if _words().get(pieces[at].form, ("", ""))[0] == "many":
        return Figure(at, at + 1, pieces[at].span, pieces[at].form)
    digits = _digits(pieces[at].form)
    if digits is not None and _has_ordinal(pieces, at):
        return Figure(at, at + 2, Span(pieces[at].span.start, pieces[at + 1].span.end), f"{digits:f}th")
    before = text[pieces[at].span.start - 1] if pieces[at].span.start else ""
    money = _words().get(before, ("", ""))[1]
    last = at
    if digits is not None:
        total.group, last = digits, at + 1
        total.last = "digits"
        short = _SHORT.get(pieces[last].form) if last < len(pieces) and money else None
        if short and pieces[at].span.end == pieces[last].span.start:
            total.group, last = digits * short, last + 1
    elif pieces[at].form in {"a", "an"}:
        if not _is_scale(pieces, at + 1) or not _joint(pieces, at + 1, text):
            return None
        last = at + 1
    last = _grown(total, pieces, at, last, text)
    if last == at or not (total.kinds or digits is not None):
        return None
    value = f"{total.value.normalize():f}" + ("th" if total.last == "ordinal" else "")
    start = pieces[at].span.start - (1 if money else 0)
    last, end, measure = _measure(pieces, last, text)
    return Figure(at, last, Span(start, end), value + (money or measure))


def _grown(total: _Sum, pieces: Sequence[Piece], first: int, last: int, text: str) -> int:
    """Take in the words of a figure that follow; the place after the last of them."""
    while last < len(pieces) and (last == first or _joint(pieces, last, text)) and total.last != "ordinal":
        form, at = pieces[last].form, last
        if form == "and" and total.last in {"hundred", "scale"} and last + 1 < len(pieces):
            form, at = pieces[last + 1].form, last + 1
            if _words().get(form, ("", ""))[0] not in {"unit", "ten", "ordinal"}:
                break
        kind, value = _words().get(form, ("", "0"))
        if total.last == "digits" and kind != "scale":
            break
        if kind not in {"unit", "ten", "scale", "ordinal"} or not total.take(kind, Decimal(value)):
            break
        last = at + 1
    return last


def _is_scale(pieces: Sequence[Piece], at: int) -> bool:
    return at < len(pieces) and _words().get(pieces[at].form, ("", ""))[0] == "scale"


def _joint(pieces: Sequence[Piece], at: int, text: str) -> bool:
    """Whether only what may join words of a figure stands before the piece at `at`."""
    return _JOINT.fullmatch(text, pieces[at - 1].span.end, pieces[at].span.start) is not None


def _digits(form: str) -> Decimal | None:
    if _GROUPED.fullmatch(form):
        return Decimal(form.replace(",", ""))
    return Decimal(form.replace(",", ".")) if _PLAIN.fullmatch(form) else None


def _measure(pieces: Sequence[Piece], last: int, text: str) -> tuple[int, int, str]:
    """What a number before the piece at `last` counts: where that ends, in pieces and in characters."""
    end = pieces[last - 1].span.end
    sign = _PERCENT.match(text, end)
    if sign:
        return last, sign.end(), "%"
    if last < len(pieces) and _joint(pieces, last, text):
        kind, value = _words().get(pieces[last].form, ("", ""))
        if kind == "measure":
            return last + 1, pieces[last].span.end, value
        if [each.form for each in pieces[last : last + 2]] == ["per", "cent"]:
            return last + 2, pieces[last + 1].span.end, "%"
    return last, end, ""
