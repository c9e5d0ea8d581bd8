"""Shares of a whole: "half of the seats", "one in five", "$4 of every $5"; and parts of a unit."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from onrecord.ledger.amounts import Amount, amount_at
from onrecord.ledger.currencies import money_at
from onrecord.ledger.figure_line import Line, is_function_word, is_number, phrases, words
from onrecord.ledger.units import COUNT, PERCENT, RATIO, unit_at
from onrecord.match.statements.numbers import kind_of, number_at

_PLACES = Decimal("0.0001")
_LAST_YEAR = 2100
_HYPHENS = frozenset({"-", "‑"})


class Share(NamedTuple):
    """A share, or a part of a unit, from the word at `first` to the one before `last`."""

    first: int
    last: int
    value: Decimal
    unit: str = RATIO


def fraction_at(line: Line, at: int) -> Share | None:
    """The share in words that begins at a place: "half", "a third", "two-thirds", "three quarters"."""
    form, begin, count = line.form(at), at, Decimal(1)
    if form in {"a", "an", "one", "another"} and line.gap(at + 1) in {" ", "-"}:
        begin = at + 1
    elif (is_number(form) and not form.isdecimal()) or (form.isdecimal() and len(form) == 1):
        found = number_at(line.pieces, at, line.text)
        if found is None or found.ordinal or line.gap(found.last) not in {" ", "-"}:
            return None
        begin, count = found.last, found.value
    phrase = line.phrase(phrases("fractions", "plural" if count > 1 else "singular"), begin)
    if phrase is None or not _is_share(line, at, begin, phrase.forms[0]):
        return None
    value = count * Decimal(phrase.cells[1]) / Decimal(phrase.cells[2])
    first = begin if form == "another" else at
    return _part(line, first, begin, value) or Share(first, begin + 1, _rounded(value))


def share_of(line: Line, one: Amount) -> Share | None:
    """The share that begins with an amount: "one in five", "nine out of 10", "4 to 1", "$4 of every $5"."""
    if one.scaled or line.gap(one.last) not in {" ", "-"}:
        return None
    form, begin = line.form(one.last), one.last + 1
    if form == "to":
        return _odds(line, one)
    out = form == "out" and line.form(begin) == "of"
    begin += out
    every = line.form(begin) in {"every", "each"}
    begin += every
    if not (form in {"in", "of"} or out or (form == "for" and every)):
        return None
    other = amount_at(line, begin) or (_each_unit(line, begin) if every and one.measured else None)
    if other is None or other.unit != one.unit or not 0 < one.value < other.value or other.scaled:
        return None
    if not (every or out or _are_share(line, one, other, form)):
        return None
    return Share(one.first, other.last, _rounded(one.value / other.value))


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(_PLACES).normalize() if value % 1 else value


def _is_share(line: Line, at: int, begin: int, form: str) -> bool:
    """Whether a word such as "third" or "half" is a share where it stands."""
    after, before, gap = line.form(begin + 1), line.form(at - 1), line.gap(begin + 1)
    if line.capital(begin) and line.capital(begin + 1):
        return False
    if form == "half":
        return _is_half(line, at, begin)
    if form.endswith(("s", "ves")):
        return not (form == "quarters" and before in {"in", "at", "the"})
    if begin == at:
        return False
    if form == "quarter":
        # "A quarter" before a verb or a noun may be of the year, of a town, or a coin.
        return gap != " " or after in {"of", "century"} or is_function_word(after)
    # "A third man" comes third; "a third of the men", "up by a third" and "a third more" are shares.
    return after == "of" or gap not in {" ", "-"} or after in words("after share")


def _is_half(line: Line, at: int, begin: int) -> bool:
    after, before, gap = line.form(begin + 1), line.form(at - 1), line.gap(begin + 1)
    if before == "and" and line.form(at) == "a":
        return False
    if begin == at and (before in words("of several") or (before == "the" and after != "of")):
        return False
    if gap in _HYPHENS:
        return _part(line, at, begin, Decimal("0.5")) is not None
    return gap != " " or after not in words("no half")


def _part(line: Line, first: int, begin: int, value: Decimal) -> Share | None:
    """Part of a unit or a scale: "half a million", "a quarter of a million dollars", "half of 1 percent"."""
    gap, at = line.gap(begin + 1), begin + 1
    at += line.form(at) == "of"
    bare = gap in {"-", "‑", " "} and at == begin + 1 and kind_of(line.form(at)) == "scale"
    if bare or (line.form(at) in {"a", "an"} and kind_of(line.form(at + 1)) == "scale"):
        amount = amount_at(line, at, bare=bare)
        return Share(first, amount.last, value * amount.value, amount.unit) if amount else None
    single = line.form(at) in {"a", "an", "one", "1"}
    if not single and gap not in _HYPHENS and line.form(at) != "century":
        return None
    unit = unit_at(line, at + single, Decimal(1))
    if unit is None or (unit.name == PERCENT and not single):
        return None
    return Share(first, unit.last, value * unit.times, unit.name)


def _each_unit(line: Line, at: int) -> Amount | None:
    """As in "each dollar"."""
    unit = money_at(line, at)
    if unit is None:
        return None
    span = line.pieces[at].span
    return Amount(at, unit.last, span, span, unit.times, unit.name, unit.times, measured=True)


def _are_share(line: Line, one: Amount, other: Amount, form: str) -> bool:
    """Whether "three of 10" or "one in five" is a share, and no number of a number of others."""
    if one.unit != COUNT or line.gap(other.last) == "-" or one.value > 10:
        return False
    if form == "of":
        return other.value in {10, 100, 1000}
    return other.value <= 1000 or (not other.digits and other.value <= _LAST_YEAR)


def _odds(line: Line, one: Amount) -> Share | None:
    """As in "split 4 to 1", "by a 3-to-1 margin"."""
    last = one.last + 2
    if line.form(one.last + 1) not in {"1", "one"} or one.measured or one.value <= 1:
        return None
    if line.gap(one.last) != line.gap(one.last + 1) or unit_at(line, last, Decimal(1)):
        return None
    voted = line.form(last) in words("tally") - {"margin"} or line.gap(last) == "-"
    return None if voted else Share(one.first, last, one.value)
