"""Quantities: one amount, a range ("5 to 7 per cent"), a share ("one in five"), the votes of two sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from onrecord.core import Span
from onrecord.core.ledger import Bound
from onrecord.ledger.ages import is_age, tells_age
from onrecord.ledger.amounts import Amount, amount_at
from onrecord.ledger.figure_line import MINUSES, Line, is_number, is_plural, phrases, words
from onrecord.ledger.nonfigures import is_year, names_something
from onrecord.ledger.shares import Share, fraction_at, share_of
from onrecord.ledger.units import COUNT, PERCENT, POINT, unit_at

_TO = frozenset({"to", "or", "and"})
_DASHES = frozenset({"-", "‑", "–", "—", " - ", " – "})
_SPACES = frozenset({" ", "-", "- "})
_SIGNED = frozenset(f" {minus}" for minus in MINUSES)
_TALLIED = 3
_FAR, _NEAR = 9, 5
"""So many words back a verb keeps "from 3 to 5" apart, and "3 to 5"."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity, from the word at `first` to the one before `last`."""

    first: int
    last: int
    span: Span
    value: Decimal
    unit: str
    upper: Decimal | None = None
    bound: Bound | None = None
    """The bound that its own words tell ("15-plus years")."""


def quantities_at(line: Line, at: int) -> tuple[int, Sequence[Quantity]]:
    """The quantities of one expression that begins at a place, and the place behind it.

    None are given for a number that is no figure; the place is then behind all of it.
    """
    fraction = fraction_at(line, at)
    if fraction:
        # "Minus half a percent" is told so seldom that it is left out.
        return fraction.last, [] if line.minus_before(at) else [_of_share(line, fraction)]
    amount = amount_at(line, at)
    if amount is None:
        return at + 1, []
    share = share_of(line, amount)
    if share:
        return share.last, [_of_share(line, share)]
    plus = _with_plus(line, amount)
    if plus:
        return plus.last, [plus]
    joined = None if is_year(line, amount) else _joined(line, amount)
    if joined is not None:
        return joined
    none = is_year(line, amount) or names_something(line, amount)
    return amount.last, [] if none else [_single(line, amount)]


def _of_share(line: Line, share: Share) -> Quantity:
    span = Span(line.pieces[share.first].span.start, line.pieces[share.last - 1].span.end)
    return Quantity(share.first, share.last, span, share.value, share.unit)


def _single(line: Line, amount: Amount) -> Quantity:
    if tells_age(line, amount):
        return Quantity(amount.first, amount.last, amount.number, amount.value, "year")
    listed = amount.unit == COUNT and amount.value < 0 and amount.span.start < line.pieces[0].span.start
    if listed:
        # A dash that opens a line before a count is that of a list.
        number = Span(amount.number.start + 1, amount.number.end)
        return _alone(replace(amount, number=number, value=-amount.value))
    return _alone(amount)


def _alone(amount: Amount) -> Quantity:
    span = amount.number if amount.unit == COUNT else amount.span
    return Quantity(amount.first, amount.last, span, amount.value, amount.unit)


def _range(one: Amount, other: Amount) -> Quantity:
    end = other.number.end if other.unit == COUNT else other.span.end
    low, high = sorted((one.value, other.value))
    return Quantity(one.first, other.last, Span(one.span.start, end), low, one.unit, high)


def _with_plus(line: Line, amount: Amount) -> Quantity | None:
    """As in "15-plus years", "40+ jobs", "90-odd boats"."""
    if amount.measured:
        return None
    last, end = amount.last, amount.span.end
    phrase = line.phrase(phrases("figure_bounds", "joined"), last)
    told: Bound
    if phrase and line.gap(last) in {"-", "‑", ""}:
        last, end = last + 1, line.pieces[last].span.end
        told = "about" if phrase.cells[1] == "about" else "at_least"
    elif line.text.startswith("+", end):
        end, told = end + 1, "at_least"
    else:
        return None
    unit = unit_at(line, last, amount.value)
    if unit is None:
        return Quantity(amount.first, last, Span(amount.span.start, end), amount.value, COUNT, bound=told)
    span = Span(amount.span.start, line.pieces[unit.last - 1].span.end)
    return Quantity(amount.first, unit.last, span, amount.value * unit.times, unit.name, bound=told)


def _joined(line: Line, amount: Amount) -> tuple[int, Sequence[Quantity]] | None:
    """What an amount and the next one, which "to", "and", "or" or a dash joins to it, are together."""
    joint = _joint(line, amount.last)
    other = amount_at(line, joint[1]) if joint else None
    if joint is None or other is None:
        return None
    tally = _tally(line, amount, other, joint[0])
    if tally is not None:
        return other.last, tally
    pair = _paired(line, amount, other, joint[0])
    is_one = line.form(amount.first) == "one" and amount.last == amount.first + 1
    if pair is None or (is_one and (len(pair) != 1 or joint[0] == "-")):
        return None
    none = is_age(line, other) or (names_something(line, amount) and not is_one)
    return other.last, [] if none else pair


def _joint(line: Line, at: int) -> tuple[str, int] | None:
    """What joins an amount to the next one, and where that begins."""
    gap, form = line.gap(at), line.form(at)
    if gap in _DASHES and (is_number(form) or form in {"$", "€", "£"}):
        return "-", at
    if form in _TO and gap in _SPACES and line.form(at + 1) == "minus":
        return form, at + 2
    if gap == ", " and is_number(form) and not form[:1].isdecimal():
        return ",", at
    if form in _TO and gap in _SPACES and line.gap(at + 1) in {" ", "-", *_SIGNED}:
        return form, at + 1
    return None


def _tally(line: Line, one: Amount, other: Amount, joint: str) -> list[Quantity] | None:
    """The votes of two sides; an empty list for a score, which is no figure."""
    hyphened = joint == "-" or (joint == "to" and line.gap(one.last) == "-")
    if one.measured or other.measured or one.scaled or other.scaled or joint not in {"-", "to"}:
        return None
    if not (hyphened or (one.digits and other.digits)):
        return None
    follows = any(line.form(other.last + k) in words("tally") for k in range(_TALLIED))
    if follows or any(line.form(one.first - k) in words("tally opener") for k in range(1, 4)):
        return [_alone(one), _alone(other)]
    return [] if hyphened and one.value >= other.value else None


def _paired(line: Line, one: Amount, other: Amount, joint: str) -> list[Quantity] | None:
    """A range, or two amounts with the unit of the second; None where each stands for itself."""
    bare = not one.measured
    one, other = _levelled(one, other)
    # "Between -5 and -15" rises as "between 5 and 15" does.
    rising = one.value < other.value or (one.value < 0 and other.value < one.value)
    each = [_alone(one), _alone(other)]
    if one.unit != other.unit or one.value == other.value:
        return each if joint in {"to", "-"} and other.measured else None
    if joint in {"to", "-"}:
        return _to(line, one, other, joint) if rising else each if other.measured or joint == "to" else None
    between = line.form(one.first - 1) == "between"
    if joint == "and" and not between:
        return each if bare and other.unit in {PERCENT, POINT} else None
    near = not one.digits and other.measured and other.value - one.value <= 1
    return [_range(one, other)] if rising and (joint != "," or near) else None


def _to(line: Line, one: Amount, other: Amount, joint: str) -> list[Quantity]:
    """A number up to a larger one: a range, two levels, or (of bare numbers that count nothing) no figure."""
    scored = one.unit == PERCENT and "(" in line.gap(one.first)
    if scored or (joint == "to" and _is_apart(line, one.first)):
        return [_alone(one), _alone(other)]
    counted = joint == "to" or other.measured or _counts(line, other)
    return [_range(one, other)] if counted else []


def _counts(line: Line, amount: Amount) -> bool:
    """Whether a noun that is counted may follow."""
    at = amount.last
    if line.gap(at) != " " or not line.form(at).isalpha():
        return False
    return not line.capital(at) or any(is_plural(line.form(at + k)) for k in range(3))


def _is_apart(line: Line, first: int) -> bool:
    """Whether "3 to 5" are two levels, as behind "rose from", and no range."""
    if line.form(first - 1) == "by":
        return False
    reach = _FAR if line.form(first - 1) == "from" else _NEAR
    for at in range(first - 1, max(first - reach, -1), -1):
        if set(line.gap(at + 1)) & set(".;:") or line.form(at) in {"ranging", "range", "ranges", "ranged"}:
            return False
        if line.form(at) in words("apart"):
            return True
    return False


def _levelled(one: Amount, other: Amount) -> tuple[Amount, Amount]:
    """Give the first the unit and the scale that only the second has ("2 to 3 million euros")."""
    times = Decimal(1)
    shared = other.scaled and not one.scaled and 0 < abs(one.plain) < abs(other.plain)
    if one.measured and not other.measured:
        other = replace(other, unit=one.unit, measured=True)
    elif not one.measured and not other.scaled and other.plain:
        times = other.value / other.plain
    if shared:
        times = other.value / other.plain
    unit = one.unit if one.measured else other.unit
    return replace(one, value=one.value * times, unit=unit, measured=other.measured), other
