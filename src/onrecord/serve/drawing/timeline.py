"""Quotations over time: a bar a month, or a year where the months are too many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from onrecord.core.days import in_short, in_words

_WIDTH, _HEIGHT, _FOOT, _HEAD = 640, 96, 20, 16
_MONTHS = 240
"""From this many months on a bar is a year."""
_WIDEST, _NARROWEST = 24, 3
_APART = 46
"""Units between two years that are written below the bars, at least."""
_FEW, _MONTHS_APART = 24, 72
"""Up to so many bars months are written, so far apart."""


@dataclass(frozen=True, slots=True)
class Month:
    """How many quotations are of a month, `2026-03`."""

    month: str
    quotations: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, from its upper left corner; `name` is its month or year in words."""

    x: float
    y: float
    width: float
    height: float
    name: str
    quotations: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A year, or a month where there are few, at its first bar."""

    x: float
    name: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing, in units of a CSS pixel; `base` is the line on which the bars stand."""

    width: float
    height: float
    base: float
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int
    yearly: bool


def timeline(months: Sequence[Month]) -> Timeline | None:
    """The months from the first to the last; None where there is none."""
    if not months:
        return None
    first, last = months[0].month, months[-1].month
    yearly = _number(last) - _number(first) >= _MONTHS
    counts: Counter[str] = Counter()
    for each in months:
        counts[each.month[:4] if yearly else each.month] += each.quotations
    periods = list(_years(first, last) if yearly else _months(first, last))
    step = min(_WIDEST, max(_NARROWEST, _WIDTH / len(periods)))
    most, base = max(counts.values()), _HEIGHT - _FOOT
    bars = []
    for at, period in enumerate(periods):
        if number := counts[period]:
            height = round(max(2.0, (base - _HEAD) * number / most), 1)
            bars.append(
                Bar(_at(at, step), base - height, round(step * 0.8, 1), height, in_words(period), number)
            )
    width = _at(len(periods), step) + _APART
    return Timeline(width, _HEIGHT, base, tuple(bars), tuple(_ticks(periods, step)), most, yearly)


def _ticks(periods: Sequence[str], step: float) -> Iterator[Tick]:
    """Each year at its first bar, or the months where they are few, as far as there is room to write them."""
    few = len(periods) <= _FEW
    end, seen = -inf, ""
    for at, period in enumerate(periods):
        x, name = _at(at, step), in_short(period) if few else period[:4]
        if name != seen and x - end >= (_MONTHS_APART if few else _APART):
            yield Tick(x, name)
            end = x
        seen = name


def _at(number: int, step: float) -> float:
    return round(number * step, 1)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _months(first: str, last: str) -> Iterator[str]:
    for number in range(_number(first), _number(last) + 1):
        yield f"{number // 12:04d}-{number % 12 + 1:02d}"


def _years(first: str, last: str) -> Iterator[str]:
    for year in range(int(first[:4]), int(last[:4]) + 1):
        yield f"{year:04d}"
