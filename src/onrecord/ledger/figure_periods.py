"""The time that a quantity is said of: "in 2025", "in the first quarter", "last year"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from onrecord.core import Interval, Report, Span
from onrecord.ledger import calendar
from onrecord.ledger.calendar import Period
from onrecord.match.statements.numbers import number_words
from onrecord.resolve.dates import days_in, parse_day

_AROUND = 70
"""So many characters away it may stand at most."""
_SENTENCE_END = re.compile(r"[.!?]\s+(?:[A-Z“\"]|$)|[;—(]")
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def day_of(report: Report) -> date | None:
    """The day that a report counts from: that of its dateline, else of its publication."""
    stated = report.dateline or report.published
    return parse_day(stated.value) if stated else None


def period_of(text: str, span: Span, line: Span, said: date | None) -> Interval | None:
    """The period nearest to a quantity in its sentence; its span is one of `text`."""
    start, end = max(span.start - _AROUND, line.start), min(span.end + _AROUND, line.end)
    near = text[start:end]
    here = span.shifted(-start)
    best: tuple[int, Span, date, date] | None = None
    for found, first, last in _periods(near, said):
        if found.overlaps(here):
            continue
        between = near[here.end : found.start] if found.start >= here.end else near[found.end : here.start]
        if _SENTENCE_END.search(between) or (best and len(between) >= best[0]):
            continue
        best = (len(between), found, first, last)
    if best is None:
        return None
    _, found, first, last = best
    return Interval(first.isoformat(), last.isoformat(), found.shifted(start))


def _periods(text: str, said: date | None) -> Iterator[tuple[Span, date, date]]:
    for match in _pattern().finditer(text):
        period = _read(match, said)
        if period and period.first and period.last:
            yield Span(*match.span()), period.first, period.last
    for day in days_in(text, said):
        yield Span(day.start, day.end), day.earliest, day.latest


@cache
def _pattern() -> re.Pattern[str]:
    names = (word for word, (kind, _) in number_words().items() if kind == "month")
    month = "|".join(sorted((name.capitalize() for name in names), key=len, reverse=True))
    year = r"(?:1[89]|20)\d\d"
    return re.compile(
        rf"""\b(?:[Ii]n|[Ff]or|[Dd]uring|[Oo]ver|[Tt]hroughout|[Bb]y|[Ff]rom)[ ](?:the[ ])?(?:
        (?P<nth>first|second|third|fourth)[ ](?P<part>quarter|half)(?:(?:[ ]of)?[ ](?P<of>{year}))?
        | (?:(?:fiscal|financial)(?:[ ]year)?[ ])?(?P<year>{year})
          (?:(?:[-–]|[ ](?:to|through|and)[ ])(?P<to>{year}|\d\d))?
        | (?P<month>{month})(?:[ ](?P<in>{year}))?
        )\b(?![-’'\d]|[.,]\d|[ ]\d)""",
        re.VERBOSE,
    )


def _read(match: re.Match[str], said: date | None) -> Period | None:
    found = match.groupdict()
    if found["nth"]:
        stated = found["of"]
        if stated is None and said is None:
            return None
        number = int(stated) if stated else (said.year if said else 0)
        count = 3 if found["part"] == "quarter" else 6
        first = (_NUMBERS[found["nth"]] - 1) * count + 1
        return calendar.months(number, first, count, "quarter") if first < 12 else None
    if found["year"]:
        return _years(int(found["year"]), found["to"])
    month = int(number_words()[found["month"].lower()][1])
    if found["in"]:
        return calendar.month(int(found["in"]), month)
    if said is None:
        return None
    return calendar.month(said.year - (month > said.month), month)


def _years(first: int, to: str | None) -> Period | None:
    if to is None:
        return calendar.year(first)
    last = int(to) if len(to) == 4 else first // 100 * 100 + int(to)
    return calendar.years(first, last) if last > first else None
