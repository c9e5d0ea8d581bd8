"""One amount: a number with its sign, its scale and its unit, as "$1.2bn" or "three and a half years"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from onrecord.core import Span
from onrecord.ledger.currencies import money_at, sign_at
from onrecord.ledger.figure_line import Line, is_function_word, is_plural
from onrecord.ledger.units import COUNT, Unit, unit_at
from onrecord.match.statements.numbers import Number, digits_of, kind_of, number_at

_MILLION = Decimal(10**6)
_LETTERS = {
    "k": Decimal(1000), "mn": _MILLION, "mln": _MILLION, "bn": _MILLION * 1000, "tn": _MILLION * _MILLION,
    "trn": _MILLION * _MILLION,
}  # fmt: skip
"""Letters that multiply any number they touch."""
_MONEY_LETTERS = _LETTERS | {"m": _MILLION, "b": _MILLION * 1000, "t": _MILLION * _MILLION}
_COUNT_LETTERS = _LETTERS | {"m": _MILLION}
_FRACTION_SIGNS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.3333", "⅔": "0.6667"}
_AND_A_HALF = ("and", "a", "half")
_ONE_HALF = Decimal("0.5")
_TALLEST = 9
"""So many feet at most are told with inches."""
_INCH_MARKS = frozenset({'"', "”", "″"})
_FOOT_MARKS = frozenset({"'", "’", "′"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number from the word at `first` to the one before `last`, its unit among them.

    `number` is the number without its unit, `plain` what its digits or words were worth before the scale.
    """

    first: int
    last: int
    span: Span
    number: Span
    value: Decimal
    unit: str
    plain: Decimal
    scaled: bool = False
    digits: bool = False
    measured: bool = False
    """Whether its unit stands with it."""


def amount_at(line: Line, at: int, *, bare: bool = False) -> Amount | None:
    """The amount at a place; ordinals are none, nor are scales alone ("million") unless `bare`."""
    sign = sign_at(line, at)
    begin = sign.last if sign else at
    # Both "-$5" and "$-5".
    minus = line.minus_before(at) or (line.minus_before(begin) if sign else None)
    if begin >= len(line.pieces):
        return None
    form = line.form(begin)
    read = _Number(Decimal(_FRACTION_SIGNS[form]), begin + 1) if form in _FRACTION_SIGNS else None
    if read is None:
        found = number_at(line.pieces, begin, line.text, _letters(line, begin, money=sign is not None))
        if found is None or found.ordinal or (kind_of(form) == "scale" and not bare):
            return None
        feet = _feet_and_inches(line, at, found)
        if feet:
            return None if minus else feet
        read = _with_half(line, _Number(found.value, found.last, _scale(line, begin, found)))
    first, start = at, line.pieces[at].span.start
    if minus:
        first, start = min(minus.first, at), min(minus.start, start)
    number = Span(start, line.pieces[read.last - 1].span.end)
    unit = _unit(line, read.last, read.value, sign.code if sign else None)
    end = unit.last if unit else read.last
    factor = -1 if minus else 1
    return Amount(
        first=first,
        last=end,
        span=Span(number.start, line.pieces[end - 1].span.end),
        number=number,
        value=factor * read.value * (unit.times if unit else 1),
        unit=unit.name if unit else COUNT,
        plain=factor * read.value / read.scale,
        scaled=read.scale != 1,
        digits=form[:1].isdecimal(),
        measured=unit is not None,
    )


class _Number(NamedTuple):
    """A number that ends before the place `last`; `scale` is what its scale words multiply by."""

    value: Decimal
    last: int
    scale: Decimal = Decimal(1)


def _letters(line: Line, at: int, *, money: bool) -> dict[str, Decimal]:
    """The letters that may multiply the digits at a place; "5m" without a sign are millions of something."""
    if money:
        return _MONEY_LETTERS
    if line.form(at + 1) == "m" and line.gap(at + 2) == " " and not is_function_word(line.form(at + 2)):
        nouns = (line.form(at + 2), line.form(at + 3))
        return _COUNT_LETTERS if any(map(is_plural, nouns)) else _LETTERS
    return _LETTERS


def _scale(line: Line, at: int, found: Number) -> Decimal:
    """What the scale words or letters of a number multiply what stands before the first of them by."""
    if found.letter:
        return found.value / (digits_of(line.form(at)) or Decimal(1))
    for end in range(at, found.last):
        if kind_of(line.form(end)) == "scale":
            before = number_at(line.pieces[at:end], 0, line.text) if end > at else None
            return found.value / (before.value if before and before.value else Decimal(1))
    return Decimal(1)


def _with_half(line: Line, read: _Number) -> _Number:
    """With "and a half" or its sign behind it: "two and a half million", "a million and a half"."""
    value, last, scale = read
    forms = tuple(line.form(last + k) for k in range(3)) if line.form(last) == "and" else ()
    if forms == _AND_A_HALF and all(line.gap(last + k) in {" ", "-"} for k in range(3)):
        scaled = (
            number_at(line.pieces, last + 3, line.text) if kind_of(line.form(last + 3)) == "scale" else None
        )
        if scaled and scale == 1:
            return _Number((value + _ONE_HALF) * scaled.value, scaled.last, scaled.value)
        return _Number(value + scale / 2, last + 3, scale)
    if line.form(last) in _FRACTION_SIGNS and line.gap(last) in {"", " "} and scale == 1:
        return _Number(value + Decimal(_FRACTION_SIGNS[line.form(last)]), last + 1)
    return read


def _unit(line: Line, at: int, value: Decimal, code: str | None) -> Unit | None:
    if code is None:
        return money_at(line, at) or unit_at(line, at, value)
    # "$5 million dollars" says it twice.
    again = money_at(line, at) if line.form(at) in {"dollars", "dollar", "euros", "pounds"} else None
    return Unit(again.last if again else at, code)


def _feet_and_inches(line: Line, at: int, feet: Number) -> Amount | None:
    """As in 6'3", "six foot three", "5 feet 4 inches"."""
    if feet.value > _TALLEST:
        return None
    marked = line.gap(feet.last).strip() in _FOOT_MARKS
    named = line.form(feet.last) in {"feet", "foot"} and line.gap(feet.last) in {" ", "-"}
    if not (marked or named):
        return None
    begin = feet.last + named
    if line.gap(begin) not in _FOOT_MARKS | {" ", "-"} or begin >= len(line.pieces):
        return None
    inches = number_at(line.pieces, begin, line.text)
    if inches is None or inches.value >= 12 or inches.ordinal:
        return None
    last, end = inches.last, line.pieces[inches.last - 1].span.end
    if line.form(last) in {"inches", "inch"}:
        last, end = last + 1, line.pieces[last].span.end
    elif line.text[end : end + 1] in _INCH_MARKS and marked:
        end += 1
    elif marked or (line.gap(begin) == " " and line.form(begin - 1) != "foot"):
        return None
    span = Span(line.pieces[at].span.start, end)
    value = feet.value + round(inches.value / 12, 2)
    return Amount(at, last, span, span, value, "foot", feet.value, digits=True, measured=True)
