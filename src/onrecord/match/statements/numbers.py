"""Numbers in digits and words: "1.2 thousand" and "twelve hundred" have one value."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from onrecord.core import Span
from onrecord.match.reading import rows

_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[, ])\d{3}(?:(?P=mark)\d{3})*|(?:\.\d{3}){2,})(?:\.\d+)?")
_MARKS = re.compile(r"[, ]|\.(?=\d{3}\.)|(?<=\.\d{3})\.")
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_JOINT = re.compile(r"[\s\u00a0]*[-‐‑]?[\s\u00a0]*")
"""What may stand between two words of one figure."""
_ORDINALS = frozenset({"st", "nd", "rd", "th"})


class Piece(NamedTuple):
    """A word, or a part of one, where it stands; `form` is how it is written, typography apart."""

    span: Span
    form: str


class Number(NamedTuple):
    """A number that ends before the piece at `last`; `letter` tells that a letter multiplied it ("5bn")."""

    last: int
    value: Decimal
    ordinal: bool
    letter: bool = False


@cache
def number_words() -> dict[str, tuple[str, str]]:
    """The words that figures are made of, each with its kind and value."""
    return {word: (kind, value) for word, kind, value in rows("number_words")}


def kind_of(form: str) -> str:
    """What a word is in a figure ("unit", "ten", "scale", "ordinal", "measure" ...), "" for other words."""
    return number_words().get(form, ("", ""))[0]


def joined(pieces: Sequence[Piece], at: int, text: str) -> bool:
    """Whether only what may join words of a figure stands before the piece at `at`."""
    return _JOINT.fullmatch(text, pieces[at - 1].span.end, pieces[at].span.start) is not None


def has_ordinal(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the ending of an ordinal follows the digits at `at`."""
    return (
        at + 1 < len(pieces)
        and pieces[at + 1].form in _ORDINALS
        and pieces[at].span.end == pieces[at + 1].span.start
    )


def digits_of(form: str) -> Decimal | None:
    """The value of a number in digits, however its thousands are marked; None for anything else.

    >>> [str(digits_of(form)) for form in ("1,200", "5 000", "1.234.567", "3,5", "x")]
    ['1200', '5000', '1234567', '3.5', 'None']
    """
    if not form[:1].isdecimal():
        return None
    if _GROUPED.fullmatch(form):
        return Decimal(_MARKS.sub("", form))
    return Decimal(form.replace(",", ".")) if _PLAIN.fullmatch(form) else None


def number_at(
    pieces: Sequence[Piece], at: int, text: str, letters: Mapping[str, Decimal] | None = None
) -> Number | None:
    """The longest number, in digits or words, that begins with the piece at `at`.

    `letters` multiply digits that they touch ("5m"). "A" begins a number before a scale ("a million").
    """
    total, last = _Sum(), at
    digits = digits_of(pieces[at].form)
    if digits is not None and has_ordinal(pieces, at):
        return Number(at + 2, digits, ordinal=True)
    short = None
    if digits is not None:
        total.group, last, total.last = digits, at + 1, "digits"
        short = letters.get(pieces[last].form) if letters and last < len(pieces) else None
        if short and pieces[at].span.end == pieces[last].span.start:
            total.group, last = digits * short, last + 1
        else:
            short = None
    elif pieces[at].form in {"a", "an"}:
        scaled = at + 1 < len(pieces) and kind_of(pieces[at + 1].form) == "scale"
        if not scaled or not joined(pieces, at + 1, text):
            return None
        last = at + 1
    last = _grown(total, pieces, at, last, text)
    if last == at or not (total.kinds or digits is not None):
        return None
    return Number(last, total.value, total.last == "ordinal", short is not None)


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


def _grown(total: _Sum, pieces: Sequence[Piece], first: int, last: int, text: str) -> int:
    """Take in the words of a figure that follow; the place after the last of them."""
    while last < len(pieces) and (last == first or joined(pieces, last, text)) and total.last != "ordinal":
        form, at = pieces[last].form, last
        if form == "and" and total.last in {"hundred", "scale"} and last + 1 < len(pieces):
            form, at = pieces[last + 1].form, last + 1
            if kind_of(form) not in {"unit", "ten", "ordinal"}:
                break
        kind, value = number_words().get(form, ("", "0"))
        if total.last == "digits" and kind != "scale":
            break
        if kind not in {"unit", "ten", "scale", "ordinal"} or not total.take(kind, Decimal(value)):
            break
        last = at + 1
    return last
