"""What comes round every year: a day of a month, a month, a season, a quarter, a holiday."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.core.ledger import Precision
from onrecord.ledger import calendar
from onrecord.ledger.calendar import Period
from onrecord.ledger.timewords import Words

_JOINTS = frozenset({"-", "–", "to", "and", "or", "through"})
_LETTERS: dict[str, tuple[Precision, int]] = {"q": ("quarter", 3), "h": ("half", 6)}
_SPAN = 9
"""A leap day comes round in so many years at most."""


@dataclass(frozen=True, slots=True)
class Yearly:
    """Something of every year: `of` gives that of one, None if it has none. `end` is the place behind."""

    end: int
    precision: Precision
    of: Callable[[int], Period | None]
    bare: bool = False
    """It needs a preposition to be a time: "May" is a name too, "fall" a verb and "Easter" a thing."""

    def coming(self, said: date) -> Period:
        """The first one that is not over on a day."""
        return self._first(said, lambda _, last: last >= said)

    def next(self, said: date) -> Period:
        """What "next" means: yet to begin, and of a later calendar year; the nearer one would be "this"."""
        return self._first(said, lambda found, last: found > said and last.year > said.year)

    def _first(self, said: date, fits: Callable[[date, date], bool]) -> Period:
        for year in range(said.year - 1, said.year + _SPAN):
            found = self.of(year)
            if found and found.first and found.last and fits(found.first, found.last):
                return found
        msg = "it never comes round"
        raise ValueError(msg)


def yearly(words: Words, at: int) -> Yearly | None:
    """What comes round every year and begins at a place, the longest reading."""
    readers = (_day_and_month, _month, _season, _quarter, _letter_and_number, _holiday)
    found = [each for reader in readers if (each := reader(words, at))]
    return max(found, key=lambda each: each.end, default=None)


def _day_and_month(words: Words, at: int) -> Yearly | None:
    """As in "3 May", "the 3rd of May", "May 3-5", "Monday, May 3", "Sept. 30"."""
    weekday = words.find("weekday", at)
    begin = words.after(words.after(weekday.end, ","), "the") if weekday else words.after(at, "the")
    month = _month_name(words, begin)
    days = _days(words, month[0] if month else begin)
    if days is None:
        return None
    end, low, high = days
    if month is None:
        month = _month_name(words, words.after(end, "of"))
        if month is None:
            return None
        end = month[0]
    number = month[1]
    if (low > 29 and number == 2) or high > 31:
        msg = "no such day"
        raise ValueError(msg)
    return Yearly(end, "day", lambda year: _days_in(year, number, low, high))


def _days_in(year: int, month: int, low: int, high: int) -> Period | None:
    if (month, low) == (2, 29) and calendar.month(year, 2).last != date(year, 2, 28) + timedelta(days=1):
        return None
    return Period(date(year, month, low), date(year, month, high), "day")


def _days(words: Words, at: int) -> tuple[int, int, int] | None:
    """One or two days of a month, and the place after them."""
    low = _day(words, at)
    if low is None:
        return None
    high = _day(words, at + 2) if words.form(at + 1) in _JOINTS else None
    # "May 3 to 20 percent": a second number that counts something is no day.
    counts = (
        words.form(at + 3).isalpha() and not words.capital(at + 3) and words.form(at + 3) not in {"of", "in"}
    )
    if high is not None and high > low and words.form(at + 3) != "%" and not counts:
        return at + 3, low, high
    return at + 1, low, low


def _day(words: Words, at: int) -> int | None:
    found = words.form(at)
    ordinal = words.ordinal(at) if found[:1].isdecimal() else None
    number = ordinal[1] if ordinal else int(found) if found.isdecimal() and len(found) <= 2 else 0
    return number if 1 <= number <= 31 else None


def _month_name(words: Words, at: int) -> tuple[int, int] | None:
    found = words.find("month", at)
    if found is None:
        return None
    short = len(words.form(at)) <= 4 and words.form(at) not in {"may", "june", "july"}
    return (words.after(found.end, ".") if short else found.end), int(found.value)


def _month(words: Words, at: int) -> Yearly | None:
    found = _month_name(words, at)
    if found is None:
        return None
    end, number = found
    return Yearly(end, "month", lambda year: calendar.month(year, number), bare=True)


def _season(words: Words, at: int) -> Yearly | None:
    begin = words.after(at, "the")
    found = words.find("season", begin)
    # "The fall of the tower" is no season, nor is "the Winter Games".
    if found is None or (words.form(found.end) == "of" and not words.form(found.end + 1).isdecimal()):
        return None
    first = int(found.value)
    return Yearly(found.end, "season", lambda year: calendar.season(year, first), bare=True)


def _quarter(words: Words, at: int) -> Yearly | None:
    """As in "the second quarter"; of another time than a year, it is read with that."""
    which = words.ordinal(words.after(at, "the"))
    if which is None or words.form(which[0]) != "quarter" or not -1 <= which[1] <= 4 or which[1] == 0:
        return None
    number = which[1] if which[1] > 0 else 4
    return Yearly(
        which[0] + 1, "quarter", lambda year: calendar.nth(calendar.year(year), number, "quarter"), bare=True
    )


def _letter_and_number(words: Words, at: int) -> Yearly | None:
    """As in "Q2", "H1"."""
    form = words.form(at)
    if len(form) != 2 or not words.capital(at) or form[0] not in _LETTERS or not form[1].isdecimal():
        return None
    precision, size = _LETTERS[form[0]]
    number = int(form[1])
    if not 1 <= number <= 12 // size:
        return None
    return Yearly(
        at + 1, precision, lambda year: calendar.months(year, (number - 1) * size + 1, size, precision)
    )


def _holiday(words: Words, at: int) -> Yearly | None:
    found = words.find("holiday", words.after(at, "the"))
    if found is None:
        return None
    rule, bare = found.value, words.form(found.end - 1) not in {"day", "eve", "monday", "friday", "sunday"}
    if rule.startswith("easter"):
        days = int(rule.removeprefix("easter"))
        return Yearly(
            found.end, "day", lambda year: calendar.day(calendar.easter(year) + timedelta(days=days)), bare
        )
    month, number = map(int, rule.split("-"))
    return Yearly(found.end, "day", lambda year: calendar.day(date(year, month, number)), bare)
