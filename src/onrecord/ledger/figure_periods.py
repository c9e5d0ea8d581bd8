"""Of which of the times in its sentence a quantity is said: the nearest, unless something else claims it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from onrecord.core import Interval, Report, Span
from onrecord.ledger.figure_line import is_function_word, phrases
from onrecord.ledger.figure_tenses import SAYING
from onrecord.ledger.figure_times import Time
from onrecord.ledger.tenses import is_past_form
from onrecord.resolve.dates import parse_day

_AROUND = 70
"""So many characters away it may stand at most."""
_SENTENCE_END = re.compile(r"[.!?]\s+(?:[A-Z“\"]|$)|[;—(]|,\s(?:which|who|whose|where|when|while|but)\b")
"""What parts a time from what it is told of: the end of a sentence, of a bracket, of a clause."""
_WORD = re.compile(r"[^\W\d_]+")
_PARTICIPLE = re.compile(r"([^\W\d_]+)(?: (?:up|out|down|off|on|over|away|back|in))? $")
_MADE = frozenset(
    "born founded established formed adopted enacted drafted signed passed written launched".split()
)
"""Participles whose time is that of what they stand behind: "the bank founded in 2010"."""


def day_of(report: Report) -> date | None:
    """The day that a report counts from: that of its dateline, else of its publication."""
    stated = report.dateline or report.published
    return parse_day(stated.value) if stated else None


def period_of(text: str, span: Span, times: Sequence[Time], others: Sequence[Span]) -> Interval | None:
    """The period of the quantity at `span`, its own span being one of `text`.

    `times` and `others`, the quantities beside it, are those of its line, in order. None where the nearest
    time on either side belongs to another quantity, to who said it or to a noun, or cannot be known.
    """
    at = bisect_left(times, span.start, key=lambda time: time.span.start)
    near = []
    for time in times[max(at - 1, 0) : at + 1]:
        before = time.span.start < span.start
        between = Span(time.span.end, span.start) if before else Span(span.end, time.span.start)
        if between.start <= between.end and between.end - between.start <= _AROUND:
            near.append((between.end - between.start, before, time, between))
    for _, before, time, between in sorted(near, key=lambda each: each[:2]):
        if _is_of_another(text, between, others) or (before and _is_of_noun(text, time.span, between)):
            continue
        if not before and _last_word(text, time.span) in _MADE:
            continue
        if time.days is None:
            return None
        first, last = time.days
        return Interval(first.isoformat(), last.isoformat(), time.span)
    return None


def _is_of_another(text: str, between: Span, others: Sequence[Span]) -> bool:
    """Whether a sentence ends between a time and a quantity, or another one or who says so is there."""
    words = between.of(text)
    if _SENTENCE_END.search(words) or not SAYING.isdisjoint(_WORD.findall(words.lower())):
        return True
    at = bisect_left(others, between.start, key=lambda other: other.start)
    return at < len(others) and others[at].start < between.end


def _is_of_noun(text: str, time: Span, between: Span) -> bool:
    """Whether a time before a quantity tells when a thing was made: "the law drawn up in 2008 reserves"."""
    if not is_past_form(_last_word(text, time)):
        return False
    bounds = phrases("figure_bounds", "before")
    words = _WORD.findall(between.of(text).lower())
    return any(not is_function_word(word) and word not in bounds for word in words)


def _last_word(text: str, span: Span) -> str:
    """The word before a span, a particle passed over ("drawn up")."""
    match = _PARTICIPLE.search(text, max(span.start - 40, 0), span.start)
    return match[1].lower() if match else ""
