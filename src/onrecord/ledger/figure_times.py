"""The times that a line names and of which a quantity may be said: "in 2030", "on 1 May", "last year".

Words without a year ("in May", "on Friday") name a time by the verb they stand with: "rose in May" the last
one, "will rise in May" the next. Where no verb tells, the time is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

from onrecord.core import Span
from onrecord.core.ledger import Precision
from onrecord.ledger import calendar
from onrecord.ledger.calendar import Period
from onrecord.ledger.figure_tenses import SAYING, Verbs
from onrecord.ledger.tenses import Sense
from onrecord.match.statements.numbers import number_words
from onrecord.resolve.dates import days_in

Days = tuple[date, date]
_NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_TURNS = {"last": -1, "this": 0, "next": 1}
_BEFORE = 60
"""So many characters before a time are looked at."""
_BOUND_TO = re.compile(
    r"=[\"“]?$|\bthan [^\W\d]+ $"
    r"|\b(?:than|as|with|to|against|from|versus|due|every|(?:the|a|an|its|their|his|her)(?: past)?) $"
    r"|\b(?:since|until|till|before|after)\b[^,.;:!?\n]*$",
    re.IGNORECASE,
)
"""Words before a time that is no time of a quantity: "than in 2030", "since it opened in March"."""
_SAID_THEN = re.compile(
    rf"\b(?:{'|'.join(sorted(SAYING))}|told(?: [^\W\d]+){{1,3}}|statement|interview|speech|briefing|report|"
    r"letter|conference|email|testimony|article)(?: (?:late|early|earlier|on))* $",
    re.IGNORECASE,
)
"""Words before the day on which something was said."""
_WEEKDAY = re.compile(r"(?:on\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_TITLE = re.compile(r"[A-Z][\w’'&.-]* $")
_SHORT = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Time:
    """A time that words at `span` name; `days` is None where it cannot be known which is meant."""

    span: Span
    days: Days | None


def times_in(text: str, within: Span, said: date | None) -> list[Time]:
    """The times named in a part of a text, in order; those without a year are counted from the day said.

    Times that other words claim ("said on Tuesday", "than in 2030") are passed over.
    """
    verbs = Verbs(text, within)
    found = [
        Time(Span(*match.span()), _Reading(match, said, verbs).days())
        for match in _pattern().finditer(text, *within)
        if not _is_base(match)
    ]
    mine = {at for each in found for at in range(each.span.start, each.span.end)}
    for day in days_in(text[within.start : within.end], said):
        span = Span(day.start, day.end).shifted(within.start)
        if span.start not in mine and span.end - 1 not in mine and not _is_title(text, span):
            days: Days | None = (day.earliest, day.latest)
            if said is not None and _WEEKDAY.fullmatch(span.of(text)):
                days = _next_or_last(day.earliest, day.latest, said, verbs.tense(span))
            found.append(Time(span, days))
    found = [each for each in found if not _is_bound(text, each.span, within.start)]
    return sorted(found, key=lambda each: each.span.start)


def _is_base(match: re.Match[str]) -> bool:
    """Whether a change is counted from it: "from May", "from 2028"."""
    found = match.groupdict()
    last = found["to"] or found["month_to"] or found["d_to"] or found["d2_to"]
    return (found["by"] or "").lower() in {"from", "between"} and not last


def _is_bound(text: str, span: Span, start: int) -> bool:
    begin = max(span.start - _BEFORE, start)
    return any(each.search(text, begin, span.start) is not None for each in (_BOUND_TO, _SAID_THEN))


def _is_title(text: str, span: Span) -> bool:
    """Whether a day is a word of a name: "USA TODAY", "the Harbour Today"."""
    words = span.of(text)
    if not words[0].isupper() or not words.lower().startswith("today"):
        return False
    return words.isupper() or _TITLE.search(text, max(span.start - _BEFORE, 0), span.start) is not None


def _next_or_last(earliest: date, latest: date, said: date, tense: Sense | None) -> Days | None:
    """A weekday that was read back from the day said, as the verb has it."""
    week = timedelta(days=7)
    return _chosen([(earliest, latest), (earliest + week, latest + week)], said, tense)


def _chosen(runs: list[Days], said: date, tense: Sense | None) -> Days | None:
    """Of runs of days in order, by tense the last that has begun, the first not over, or that which is on."""
    if tense == "past":
        return next((run for run in reversed(runs) if run[0] <= said), None)
    if tense == "future":
        return next((run for run in runs if run[1] >= said), None)
    return next((run for run in runs if run[0] <= said <= run[1]), None)


class _Reading:
    """What the words of one time name."""

    def __init__(self, match: re.Match[str], said: date | None, verbs: Verbs) -> None:
        self._found, self._said, self._verbs = match.groupdict(), said, verbs
        self._span = Span(*match.span())
        self._opening = (self._found["by"] or "").lower()

    def days(self) -> Days | None:
        """The run of days, None where it cannot be known."""
        found = self._found
        readings = (
            (found["nth"], self._part),
            (found["count"], self._months_of),
            (found["year"], self._years),
            (found["unit"], self._turned),
            (found["d"] or found["d2"], self._calendar_days),
            (found["month"], self._months),
        )
        read = next(read for named, read in readings if named)
        try:
            return read()
        except (ValueError, OverflowError):  # 30 February, or a year past the calendar's end
            return None

    def _each_year(
        self, at: Callable[[int], Period | None], stated: str | None, turn: str | None = None
    ) -> Days | None:
        """The days of what comes once a year, in the year that is stated, else by the verb."""
        said = self._said
        if stated:
            return _run(at(int(stated)))
        if said is None:
            return None
        if turn:
            return _run(at(said.year + _TURNS[turn.lower()]))
        runs = [run for year in range(said.year - 1, said.year + 2) if (run := _leap(at, year))]
        return _chosen(runs, said, self._verbs.tense(self._span))

    def _part(self) -> Days | None:
        """As in "the first quarter", "the second half of 2030"."""
        found = self._found
        count = 3 if found["part"] == "quarter" else 6
        first = (_NTHS[found["nth"]] - 1) * count + 1
        # "The second half" alone may be that of a game.
        if first > 12 or (count == 6 and not (self._opening or found["of"] or found["of_turn"])):
            return None
        precision: Precision = "quarter" if count == 3 else "half"
        make = partial(calendar.months, first=first, count=count, precision=precision)
        return self._each_year(make, found["of"], found["of_turn"])

    def _months_of(self) -> Days | None:
        """As in "the first nine months of 2030"."""
        found = self._found
        count = int(found["count"]) if found["count"].isdecimal() else int(number_words()[found["count"]][1])
        if not 1 < count < 12:
            return None
        make = partial(calendar.months, first=1, count=count, precision="half")
        if found["count_of"] or found["count_turn"] or self._said is None:
            return self._each_year(make, found["count_of"], found["count_turn"])
        # "The first nine months of the year", told in January, are those of the year before.
        over = _run(make(self._said.year))
        year = self._said.year - (over is not None and over[1] > self._said + timedelta(days=31))
        return over and _run(make(year)) if self._verbs.tense(self._span) == "past" else over

    def _years(self) -> Days | None:
        found = self._found
        first, to = int(found["year"]), found["to"]
        if found["fiscal"]:
            return None
        if to is None:
            return _run(calendar.year(first))
        last = int(to) if len(to) == 4 else first // 100 * 100 + int(to)
        apart = found["to_by"].strip() == "and" and self._opening != "between" and last != first + 1
        return _run(calendar.years(first, last)) if last > first and not apart else None

    def _turned(self) -> Days | None:
        """As in "next year": the whole of it."""
        if self._said is None:
            return None
        unit = self._found["unit"].lower()
        inside = calendar.shifted(self._said.replace(day=1), _TURNS[self._found["turn"].lower()], unit)
        if unit == "week":
            inside = self._said + timedelta(days=7 * _TURNS[self._found["turn"].lower()])
        return _run(calendar.holding(inside, unit))

    def _calendar_days(self) -> Days | None:
        """As in "on 1 May", "July 8 to 12", "Sept. 30 to Oct. 2, 2030"."""
        found = self._found
        month = _month(found["m"] or found["m2"])
        first = _number(found["d"] or found["d2"])
        last, last_month = found["d_to"] or found["d2_to"], found["m_to"]
        until = (_month(last_month) if last_month else month), _number(last) if last else first

        def at(year: int) -> Period | None:
            start = date(year, month, first)
            end = date(year + (until < (month, first)), *until)
            return Period(start, end, "day") if (end - start).days <= 100 else None

        return self._each_year(at, found["d_year"] or found["d2_year"])

    def _months(self) -> Days | None:
        """As in "in May", "January to March 2030"."""
        found = self._found
        first, to = _month(found["month"]), found["month_to"]
        if to is None:
            return self._each_year(partial(calendar.month, number=first), found["in"])
        last = _month(to)
        follows = last % 12 == (first + 1) % 12
        if found["month_by"].strip() == "and" and self._opening != "between" and not follows:
            return None
        # "November to January 2031" begins in the year before.
        back = last < first and not found["in"] and found["in_to"] is not None

        def at(year: int) -> Period:
            return calendar.months(year - back, first, (last - first) % 12 + 1, "month")

        return self._each_year(at, found["in"] or found["in_to"])


def _run(period: Period | None) -> Days | None:
    return (period.first, period.last) if period and period.first and period.last else None


def _leap(at: Callable[[int], Period | None], year: int) -> Days | None:
    """The run of a year, None where the year has no such day (29 February)."""
    try:
        return _run(at(year))
    except ValueError:
        return None


def _number(words: str) -> int:
    return int(words.rstrip("stndrh"))


def _month(word: str) -> int:
    return _SHORT.index(word.lower()[:3]) + 1


@cache
def _pattern() -> re.Pattern[str]:
    names = (word for word, (kind, _) in number_words().items() if kind == "month" and len(word) > 3)
    long = "|".join(sorted((name.capitalize() for name in names), key=len, reverse=True))
    month = rf"(?:{long}|May|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
    by = "[Ii]n|[Oo]n|[Ff]or|[Dd]uring|[Oo]ver|[Tt]hroughout|[Bb]y|[Ff]rom|[Bb]etween"
    year = r"(?:1[89]|20)\d\d"
    day = r"[0-3]?\d(?:st|nd|rd|th)?"
    to = r"(?:[ ]?[-–][ ]?|[ ](?:to|through|until|and)[ ])"
    number = "|".join(word for word, (kind, _) in number_words().items() if kind == "unit")
    return re.compile(
        rf"""\b(?:(?P<by>{by}|[Aa]s[ ]of)[ ])?(?:
        (?(by)(?:the[ ])?|[Tt]he[ ])(?P<nth>first|second|third|fourth)[ ](?P<part>quarter|half)
          (?:(?:[ ]of)?[ ](?:(?P<of>{year})|(?P<of_turn>this|last|next)[ ]year)|(?![ ]of\b))
        | [Tt]he[ ]first[ ](?P<count>\d\d?|{number})[ ]months[ ]of[ ]
          (?:(?P<count_of>{year})|(?P<count_turn>this|last|next)[ ]year|the[ ]year)
        | (?P<m>{month})[ ](?P<d>{day})\b(?:{to}(?:(?P<m_to>{month})[ ])?(?P<d_to>{day})\b)?
          (?:,?[ ](?P<d_year>{year}))?
        | (?P<d2>{day})(?:{to}(?P<d2_to>{day}))?[ ](?:of[ ])?(?P<m2>{month})(?:,?[ ](?P<d2_year>{year}))?
        | (?P<turn>[Ll]ast|[Tt]his|[Nn]ext)[ ](?P<unit>week|month|quarter|year)
        | (?(by)(?:(?:the[ ])?(?P<fiscal>(?:fiscal|financial)(?:[ ]year)?[ ])|the[ ]year[ ])?
          (?P<year>{year})(?:(?P<to_by>{to})(?P<to>{year}|\d\d))?|(?!))
        | (?P<month>{month})(?:[ ](?P<in>{year}))?
          (?:(?P<month_by>{to})(?P<month_to>{month})(?:[ ](?P<in_to>{year}))?|(?(by)|(?!)))
        )(?![-’'\w]|[.,]\d|[ ]\d)""",
        re.VERBOSE,
    )
