"""Lengths of time: "six months", "two to three years", "a year and a half"; without a number, none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.core.ledger import Precision
from onrecord.ledger import calendar
from onrecord.ledger.timewords import Found, Words

_HALF = {"year": (6, "month"), "decade": (5, "year"), "century": (50, "year"), "day": (12, "hour")}


@dataclass(frozen=True, slots=True)
class Duration:
    """From `least` to `most` units (the same but for "two to three"), and the place after their words."""

    end: int
    least: int
    most: int
    unit: str

    @property
    def precision(self) -> Precision:
        """How exact its end is: several years are told less exactly than one."""
        return "years" if self.unit == "year" and self.most > 1 else calendar.precision_of(self.unit)


def duration(words: Words, at: int, *, one: bool = False) -> Duration | None:
    """The length of time that begins at a place; `one`: a singular unit alone is one ("the next year")."""
    unit = _unit(words, at) if one else None
    if unit and not words.form(at).endswith("s"):
        return _and_a_half(words, Duration(unit.end, 1, 1, unit.value))
    halved = _half(words, at)
    if halved:
        return halved
    filler = words.find("filler", at)
    count = _count(words, filler.end if filler else at)
    if count is None:
        return None
    end, least, most = count
    if words.form(end) == "-":  # "A three-year plan" lasts; it is not due.
        return None
    half = words.find("and a half", end)
    unit = _unit(words, half.end if half else end)
    if unit is None:
        return None
    found = Duration(unit.end, least, most, unit.value)
    return _with_half(found) if half else _and_a_half(words, found)


def after(when: date, length: Duration) -> date:
    """The day on which a length of time that begins on a day is over."""
    return calendar.shifted(when, length.most, length.unit)


def _unit(words: Words, at: int) -> Found | None:
    """A unit that lasts; weekends come and go."""
    unit = words.find("unit", at)
    return None if unit is None or unit.value == "weekend" else unit


def _count(words: Words, at: int) -> tuple[int, int, int] | None:
    if words.form(at) in {"a", "an"} and words.find("unit", at + 1):
        return at + 1, 1, 1
    low = words.number(at)
    if low is None or low[1] == 0:
        return None
    high = words.number(low[0] + 1) if words.form(low[0]) in {"to", "or", "-", "–"} else None
    if high and high[1] > low[1]:
        return high[0], low[1], high[1]
    return low[0], low[1], low[1]


def _half(words: Words, at: int) -> Duration | None:
    """As in "half a year"."""
    if words.form(at) != "half" or words.form(at + 1) not in {"a", "an"}:
        return None
    unit = words.find("unit", at + 2)
    if unit is None or unit.value not in _HALF:
        return None
    count, smaller = _HALF[unit.value]
    return Duration(unit.end, count, count, smaller)


def _and_a_half(words: Words, found: Duration) -> Duration | None:
    half = words.find("and a half", found.end)
    if half is None:
        return found
    longer = _with_half(found)
    return Duration(half.end, longer.least, longer.most, longer.unit) if longer else None


def _with_half(found: Duration) -> Duration | None:
    if found.unit not in _HALF or found.least != found.most:
        return None
    half, smaller = _HALF[found.unit]
    whole = found.most * half * 2 + half
    return Duration(found.end, whole, whole, smaller)
