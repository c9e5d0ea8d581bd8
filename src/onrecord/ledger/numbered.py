"""Times told by numbers: "2030", "2030/31", "the 2030s", "25.3.2031", "the 15th"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.ledger import calendar
from onrecord.ledger.calendar import Period
from onrecord.ledger.timewords import Words

_DIGITS, _DOTTED = 5, 3
"""Numbers and marks of a date such as 25/3/2031, and numbers of 25.3.2031, which is one word."""
_SHORT_YEAR = 2
_LONGEST_MONTH, _MONTHS = 31, 3
"""Of three months in a row the second or third has 31 days."""
_YEARS = range(1000, 3000)
_NO_COUNTS = frozenset(
    {"as", "is", "was", "this", "has", "its", "his", "us", "plus", "unless", "across", "does"}
)
"""Words in "s" behind a year that are not what a number counts."""
_MODAL_NEAR = 3
_BEHIND_DAYS = frozenset(
    {"and", "or", "but", "if", "when", "as", "that", "who", "which", "will", "is", "he", "she", "they", "we"}
)
"""Words behind a day without its month: "the 15th and", but not "the 15th floor"."""


@dataclass(frozen=True, slots=True)
class Named:
    """A period and the place after its words.

    `ahead`: the words can only look ahead ("next week"). `dated`: they tell their own year. `part`: which
    part of a longer time it is ("end"). `bare`: they need a preposition to name a time ("2030", "spring").
    """

    end: int
    period: Period
    ahead: bool = False
    dated: bool = False
    part: str | None = None
    bare: bool = False


def year(words: Words, at: int) -> Named | None:
    """As in "2030", "the year 2030"; not in "2030 homes"."""
    named = words.find("the year", at)
    at = named.end if named else at
    form = words.form(at)
    if len(form) != 4 or not form.isdecimal() or int(form) not in _YEARS or _counts(words, at + 1):
        return None
    if words.form(at - 1) in {"$", "€", "£"}:
        return None
    return Named(at + 1, calendar.year(int(form)), dated=True, bare=True)


def two_years(words: Words, at: int) -> Named | None:
    """As in "2030-31", "2030/31"."""
    first = year(words, at)
    if first is None or first.period.first is None or words.form(first.end) not in {"-", "–", "/"}:
        return None
    short, begins = words.form(first.end + 1), first.period.first.year
    if len(short) != _SHORT_YEAR or not short.isdecimal():
        return None
    last = begins // 100 * 100 + int(short)
    return (
        Named(first.end + 2, calendar.years(begins, last), dated=True, bare=True) if last > begins else None
    )


def _counts(words: Words, at: int) -> bool:
    """Whether a number counts the word behind ; the subject of a clause ("cars will") is not."""
    form = words.form(at)
    if form in {"%", "percent"} or words.find("unit", at):
        return True
    if not form.endswith("s") or form in _NO_COUNTS or not form.isalpha() or words.capital(at):
        return False
    return not any(words.find("forward", at + step) for step in range(1, _MODAL_NEAR + 1))


def decade(words: Words, at: int) -> Named | None:
    """As in "the 2030s"."""
    begin = words.after(at, "the")
    form = words.form(begin)
    if len(form) != 5 or not form.endswith("0s") or not form[:4].isdecimal() or int(form[:4]) not in _YEARS:
        return None
    return Named(begin + 1, calendar.holding(date(int(form[:4]), 1, 1), "decade"), dated=True, bare=True)


def in_digits(words: Words, at: int) -> Named | None:
    """As in "25/3/2031", "2031-03-25", "25.3.2031"."""
    dotted = words.form(at).split(".")
    if len(dotted) == _DOTTED:
        day, end = calendar.day_with_dots(dotted), at + 1
    else:
        forms = [words.form(at + step) for step in range(_DIGITS)]
        day, end = calendar.day_in_digits(forms), at + _DIGITS
    known = day is not None and day.year in _YEARS
    return Named(end, calendar.day(day), dated=True) if day and known else None


def day_of_month(words: Words, at: int, said: date | None) -> Named | None:
    """As in "the 15th": of the month that it comes in next; not "the 15th floor" or "the 15th of"."""
    form = words.form(at + 1)
    which = words.ordinal(at + 1) if words.form(at) == "the" and form[:1].isdecimal() else None
    if which is None or not 1 <= which[1] <= _LONGEST_MONTH:
        return None
    end, number = which
    behind = words.form(end)
    if behind in {"-", "of"} or (
        behind.isalnum() and behind not in _BEHIND_DAYS and not words.find("opening", end)
    ):
        return None
    if said is None:
        return Named(end, Period(None, None, "day"), bare=True)
    months = (calendar.shifted(said.replace(day=1), ahead, "month") for ahead in range(_MONTHS))
    days = ((first, first + timedelta(days=number - 1)) for first in months)
    return Named(
        end,
        calendar.day(next(each for first, each in days if each >= said and each.month == first.month)),
        bare=True,
    )


READERS = (year, two_years, decade, in_digits)
"""What is told by numbers alone, whatever the day said."""
