"""Runs of days of the calendar: the month, the quarter, the second week of May, six months from a day.

A day that there is none of (30 February, the year 12000) is a ValueError or an OverflowError.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.core.ledger import Precision

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_PRECISIONS: dict[str, Precision] = {
    "minute": "day",
    "hour": "day",
    "day": "day",
    "weekend": "week",
    "fortnight": "week",
    "decade": "years",
    "century": "years",
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "half": "half",
    "year": "year",
}
_HOURS = {"hour": 24, "minute": 24 * 60}
_YEARS = {"decade": 10, "century": 100}
WINTER = 12
"""The month that winter begins with: the one season that two years share."""


@dataclass(frozen=True, slots=True)
class Period:
    """A run of days, both ends included; both are None where the words name one whose days are not known."""

    first: date | None
    last: date | None
    precision: Precision


def precision_of(unit: str) -> Precision:
    """How exact a time is that is given in this unit."""
    return _PRECISIONS[unit]


def is_clock(unit: str) -> bool:
    """Whether the unit is shorter than a day."""
    return unit in _HOURS


def day_in_digits(forms: Sequence[str]) -> date | None:
    """The day of "25/3/2031" or "2031-03-25", given as five words; ValueError where there is no such day.

    None for "3/5/2031": which is the month differs from country to country.
    """
    first, mark, second, other, third = forms
    if mark != other or not all(each.isdecimal() for each in (first, second, third)):
        return None
    if mark == "-" and len(first) == 4:
        return date(int(first), int(second), int(third))
    if mark != "/" or len(third) != 4:
        return None
    low, high = sorted((int(first), int(second)))
    return date(int(third), low, high) if high > 12 or low == high else None


def day_with_dots(numbers: Sequence[str]) -> date | None:
    """The day of "25.3.2031", given as three numbers: the day is first wherever dots are written."""
    number, in_month, in_year = numbers
    digits = all(each.isdecimal() for each in numbers)
    return date(int(in_year), int(in_month), int(number)) if digits and len(in_year) == len("2031") else None


def day(when: date) -> Period:
    """One day."""
    return Period(when, when, "day")


def shifted(when: date, count: int, unit: str) -> date:
    """The day so many units on (back if negative); a month's day that is missing is its last one.

    Of hours and minutes as many whole days as hold them all.
    """
    if unit in _HOURS:
        return when + timedelta(days=-(-count // _HOURS[unit]))
    if unit in _DAYS:
        return when + timedelta(days=count * _DAYS[unit])
    months = when.year * 12 + when.month - 1 + count * _MONTHS[unit]
    year, month = months // 12, months % 12 + 1
    if not 1 <= year <= 9999:
        msg = f"no year {year}"
        raise OverflowError(msg)
    return date(year, month, min(when.day, monthrange(year, month)[1]))


def months(year: int, first: int, count: int, precision: Precision) -> Period:
    """So many whole months from the `first` (1 to 12) of a year."""
    start = date(year, first, 1)
    return Period(start, _last_of(start, count), precision)


def _last_of(start: date, count: int) -> date:
    """The last day of `count` months from the first of one."""
    end = shifted(start, count - 1, "month")
    return end.replace(day=monthrange(end.year, end.month)[1])


def month(year: int, number: int) -> Period:
    """A month (1 to 12)."""
    return months(year, number, 1, "month")


def season(year: int, first: int) -> Period:
    """The season that begins with the month `first` of a year; winter ends in the next."""
    return months(year, first, 3, "season")


def year(number: int) -> Period:
    """A calendar year."""
    return months(number, 1, 12, "year")


def years(first: int, last: int) -> Period:
    """Several calendar years."""
    return Period(date(first, 1, 1), date(last, 12, 31), "years")


def holding(when: date, unit: str) -> Period:
    """The calendar unit that a day falls in; a weekend is the one that ends the day's week."""
    if unit in {"week", "weekend", "fortnight"}:
        monday = when - timedelta(days=when.weekday())
        return Period(
            monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6), "week"
        )
    if unit in _YEARS:
        # The 2030s begin with 2030, but the third century with 201.
        first = when.year - (when.year - (unit == "century")) % _YEARS[unit]
        return years(first, first + _YEARS[unit] - 1)
    if unit in _MONTHS:
        size = _MONTHS[unit]
        return months(when.year, (when.month - 1) // size * size + 1, size, _PRECISIONS[unit])
    return day(when)


def nth(within: Period, number: int, unit: str) -> Period | None:
    """The `number`th unit of a period, -1 the last; None where it has none or its days are not known."""
    if within.first is None or within.last is None:
        return Period(None, None, _PRECISIONS[unit])
    if number < 0:
        last = within.last
        start = shifted(last + timedelta(days=1), number, unit)
    else:
        start = shifted(within.first, number - 1, unit)
        last = shifted(start, 1, unit) - timedelta(days=1)
    inside = within.first <= start <= last <= within.last
    return Period(start, last, _PRECISIONS[unit]) if inside else None


def run(within: Period, count: int, unit: str) -> Period | None:
    """The first units of a period, so many, or its last if negative; None where it has no more than them."""
    step = 1 if count > 0 else -1
    one, other = nth(within, step, unit), nth(within, count, unit)
    if one is None or other is None:
        return None
    first, last = (one, other) if count > 0 else (other, one)
    if first.first is None:
        return Period(None, None, first.precision)
    return (
        None
        if (first.first, last.last) == (within.first, within.last)
        else Period(first.first, last.last, one.precision)
    )


def halves(within: Period, number: int) -> Period | None:
    """The first or second half of a month, of a year or of more; None for what has none."""
    if within.first is None or within.last is None:
        return Period(None, None, "half")
    start, count = within.first, _month_count(within)
    if within.precision == "month":
        cut = start.replace(day=15)
        return (
            Period(start, cut, "half")
            if number == 1
            else Period(cut + timedelta(days=1), within.last, "half")
        )
    if count % 2 or number not in {1, 2}:
        return None
    middle = shifted(start, count // 2, "month")
    precision: Precision = "years" if count > 12 else "half"
    if number == 1:
        return Period(start, middle - timedelta(days=1), precision)
    return Period(middle, within.last, precision)


def part(within: Period, name: str) -> Period:
    """Part of a period: `early`, `mid` or `late` (thirds), `start` or `end` (its first or last unit), `rest`.

    Of a year thirds are four months and the ends January and December, of a month about ten days each; of a
    week Monday and Tuesday, Wednesday and Thursday, Friday to Sunday; of a decade its years 0 to 3, 4 to 6
    and 7 to 9, the ends 0 and 9. The middle of a century is its fiftieth year. A day is not divided.
    """
    if name == "rest" or within.precision == "day":
        return within
    if within.first is None or within.last is None:
        return Period(None, None, "month" if within.precision == "year" else within.precision)
    if within.precision in {"week", "month"}:
        return _days_of(within.first, within.last, within.precision, name)
    count = _month_count(within)
    if count >= 240 and name == "mid":
        return year(within.first.year + count // 24 - 1)
    if within.precision == "years":
        return _years_of(within.first.year, count // 12, name)
    third = max(count // 3, 1)
    size = third if name in {"early", "mid", "late"} else 1
    ahead = {"early": 0, "start": 0, "mid": third}.get(name, count - size)
    start = shifted(within.first, ahead, "month")
    return Period(start, _last_of(start, size), "month")


def _days_of(first: date, last: date, precision: Precision, name: str) -> Period:
    long = precision == "month"
    size, middle = (10, 10) if long else (2, 2)
    if name in {"early", "start"}:
        return Period(first, first + timedelta(days=size - 1), precision)
    if name == "mid":
        start = first + timedelta(days=size)
        return Period(start, start + timedelta(days=middle - 1), precision)
    late = first + timedelta(days=20) if long and name == "late" else last - timedelta(days=9 if long else 2)
    return Period(late, last, precision)


def _years_of(first: int, count: int, name: str) -> Period:
    early, mid = (count * 4) // 10, (count * 7) // 10
    if name in {"early", "mid", "late"}:
        begin, end = {"early": (0, early), "mid": (early, mid), "late": (mid, count)}[name]
        return years(first + begin, first + end - 1)
    return year(first if name == "start" else first + count - 1)


def _month_count(within: Period) -> int:
    first, last = within.first, within.last
    if first is None or last is None:
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def easter(number: int) -> date:
    """Western Easter Sunday of a year (the computus of New Scientist, 30 March 1961)."""
    a, (b, c) = number % 19, divmod(number, 100)
    d, e = divmod(b, 4)
    i, k = divmod(c, 4)
    h = (19 * a + b - d - (8 * b + 13) // 25 + 15) % 30
    full = h + (32 + 2 * e + 2 * i - h - k) % 7
    at = full - 7 * ((a + 11 * h + 19 * (full - h)) // 433)
    in_month = (at + 90) // 25
    return date(number, in_month, (at + 33 * in_month + 19) % 32)
