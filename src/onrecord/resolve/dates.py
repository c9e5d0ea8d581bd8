"""Days that plain words name ("on Tuesday", "16 February", "a day earlier"), from a report's own day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.resolve.tables import fold, tables

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_FIRST_YEAR = 1400
_UNIT_DAYS = {"day": 1, "week": 7}

_PATTERN = re.compile(
    rf"""(?ix)\b(?:
    (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})
    | (?:on\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b
      (?:,?\s+(?P<year>\d{{4}}))?
    | (?:on\s+)?(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<year2>\d{{4}}))?
    | (?P<today>today|tonight|this\s+(?:morning|afternoon|evening))
    | (?P<yesterday>yesterday|a\s+day\s+earlier|the\s+day\s+before|the\s+previous\s+day|last\s+night)
    | (?P<count>a|one|two|three|four|five|six)\s+(?P<unit>day|week)s?\s+(?:ago|earlier)
    | (?P<span>(?:earlier\s+)?this|last)\s+(?P<period>week|month|year)
    | (?:on\s+)?(?P<last>last\s+)?(?P<weekday>{"|".join(_WEEKDAYS)})(?!(?:\s*,)?\s+(?:{_MONTH})\b)
    )(?![\w-])"""
)
_DIGIT = re.compile(r"\d")
_HINTS = ("day", "night", "ago", "earlier", "previous", "last", "this")
"""A day is named with one of these or with a digit; to look for them is quicker than to search by pattern."""
_NOT_WHEN_SAID = re.compile(
    r"(?:\b(?:since|until|till|by|from|before|after|for|of|next|coming|this|"
    r"every|due|between|to|and)\s+|[’'-])$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b|\bof\b", re.IGNORECASE)
_DETERMINED = re.compile(r"\b(?:the|an?|his|her|its|their|this|that)\s+$", re.IGNORECASE)
_THEN = re.compile(r"\b(?:at|in|during)\s+(?:(?:the|an?|his|her|its|their|this|that)\s+)?$", re.IGNORECASE)
"""What stands before the day of the occasion on which words were said: "at Tuesday's briefing"."""
_OF_NOUN = re.compile(r"[’']s?\s+(?=\w)", re.IGNORECASE)
_NOUN = re.compile(r"\s+(?=[^\W\d_])")
_NEXT = re.compile(r"[\w’'-]+(?:[ -][\w’'-]+){0,2}")
_BEFORE = 24
"""Characters before a day that are looked at."""
_WRITTEN = frozenset({"email", "e-mail", "column"})
"""What is written to say something, besides the occasions of saying it."""


class Day(NamedTuple):
    """A run of days that words at `start` to `end` name."""

    start: int
    end: int
    earliest: date
    latest: date


def days_in(text: str, base: date | None) -> Iterator[Day]:
    """Every day or run of days named in `text`, the past ones, counted from `base`.

    Without a base only dates with a year are read. Words that say when something else is ("since Tuesday",
    "next week") are passed over.
    """
    folded = text.casefold()
    if not any(hint in folded for hint in _HINTS) and _DIGIT.search(text) is None:
        return
    for match in _PATTERN.finditer(text):
        if _NOT_WHEN_SAID.search(text, max(match.start() - 12, 0), match.start()):
            continue
        run = _run(match, base)
        if run is not None:
            yield Day(match.start(), match.end(), *run)


def is_of_another_event(text: str, day: Day) -> bool:
    """Whether a day in `text` tells of a noun ("the June 3 election") that is no occasion of saying it."""
    noun = _OF_NOUN.match(text, day.end)
    if noun is None and _DETERMINED.search(text, max(day.start - _BEFORE, 0), day.start):
        noun = None if _ORDINAL.search(text, day.start, day.end) else _NOUN.match(text, day.end)
    if noun is None:
        return False
    if not _THEN.search(text, max(day.start - _BEFORE, 0), day.start):
        return True
    after = _NEXT.match(text, noun.end())
    return after is None or (_WRITTEN | tables().occasions).isdisjoint(fold(after[0]).split())


def _run(match: re.Match[str], base: date | None) -> tuple[date, date] | None:
    found = match.groupdict()
    if found["iso"]:
        return _same(parse_day(found["iso"]))
    number, month = found["day"] or found["day2"], found["month"] or found["month2"]
    if number and month:
        return _same(_calendar(int(number), month, found["year"] or found["year2"], base))
    if base is None:
        return None
    if found["period"]:
        return _period(found["span"].lower().endswith("last"), found["period"].lower(), base)
    return _same(base - timedelta(days=_days_back(found, base)))


def _days_back(found: dict[str, str], base: date) -> int:
    """How many days before the base a single day is."""
    if found["today"]:
        return 0
    if found["yesterday"]:
        return 1
    if found["count"]:
        return _NUMBERS[found["count"].lower()] * _UNIT_DAYS[found["unit"].lower()]
    back = (base.weekday() - _WEEKDAYS.index(found["weekday"].lower())) % 7
    return back or (7 if found["last"] else 0)


def _same(day: date | None) -> tuple[date, date] | None:
    return None if day is None else (day, day)


def _calendar(number: int, month: str, year: str | None, base: date | None) -> date | None:
    """A day of the calendar; without a year, the latest such day that is not after the base."""
    at = _MONTHS.index(month.lower()[:3]) + 1
    if year is None and base is None:
        return None
    chosen = int(year) if year else (base.year if base else 0)
    if not year and base and (at, number) > (base.month, base.day):
        chosen -= 1
    if not _FIRST_YEAR <= chosen <= 9999 or not 1 <= number <= monthrange(chosen, at)[1]:
        return None
    return date(chosen, at, number)


def _period(last: bool, period: str, base: date) -> tuple[date, date]:
    if period == "week":
        monday = base - timedelta(days=base.weekday())
        return (monday - timedelta(days=7), monday - timedelta(days=1)) if last else (monday, base)
    if period == "month":
        first = base.replace(day=1)
        before = first - timedelta(days=1)
        return (before.replace(day=1), before) if last else (first, base)
    first = base.replace(month=1, day=1)
    return (first.replace(year=base.year - 1), first - timedelta(days=1)) if last else (first, base)


def parse_day(iso: str) -> date | None:
    """The day of an ISO 8601 date or date and time, None where it is none that news can have."""
    try:
        day = date.fromisoformat(iso[:10])
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR else None
