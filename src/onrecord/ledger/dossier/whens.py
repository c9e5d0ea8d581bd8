"""The days of an event, with the words they were read from; where words leave it open, there are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.core import Span
from onrecord.ledger import calendar
from onrecord.ledger.deadlines import deadlines
from onrecord.ledger.dossier.pages import Page, Sentence
from onrecord.ledger.dossier.words import phrases
from onrecord.ledger.durations import duration
from onrecord.ledger.numbered import Named
from onrecord.ledger.periods import Periods
from onrecord.ledger.timewords import past_forms
from onrecord.resolve.dates import days_in

_OPENERS = frozenset({"in", "on", "since", "from", "during", "of", "back"})
_BREAKS = frozenset({";", ":", "—", "(", "which", "who", "that", "but", "while", "when", "before", "after"})
_WHOLE = frozenset({"month", "year", "quarter"})
_TABLE = "dossier_anniversaries"
_TEN = 10
_SHORT = 4
_LONGEST = 366
"""An anniversary within a longer run of days tells no date."""
_YEARLY = {"year": 1, "decade": 10, "century": 100}


class When(NamedTuple):
    """A run of days and the words that name it."""

    span: Span
    earliest: date
    latest: date
    precision: str = "day"


def past(page: Page, sentence: Sentence) -> list[When]:
    """The days before the report's that a sentence names, in order."""
    found = [*_named_days(page, sentence), *_named_periods(page, sentence)]
    chosen: list[When] = []
    for when in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        if not chosen or when.span.start >= chosen[-1].span.end:
            chosen.append(when)
    return chosen


def _named_days(page: Page, sentence: Sentence) -> Iterator[When]:
    for day in days_in(sentence.span.of(page.words.text), page.said):
        if page.said is None or day.earliest <= page.said:
            latest = min(day.latest, page.said) if page.said else day.latest
            yield When(Span(day.start, day.end).shifted(sentence.span.start), day.earliest, latest)


def _named_periods(page: Page, sentence: Sentence) -> Iterator[When]:
    """Months, quarters and years ("in 2019", "since May"); those without a year are the last that began."""
    # From the month after this one a year ago, every month comes round once until now.
    base = calendar.shifted(page.said.replace(day=1), -11, "month") if page.said else None
    periods = Periods(page.words, base)
    for at in range(sentence.first, sentence.end):
        if page.form(at - 1) not in _OPENERS and not _is_year_before_noun(page, at):
            continue
        named = _named(periods, at)
        if named is None or named.ahead or named.period.first is None or named.period.last is None:
            continue
        first, last = named.period.first, named.period.last
        if not named.dated and named.period.precision not in _WHOLE:
            continue
        if page.said is not None and first > page.said:
            continue
        last = min(last, page.said) if page.said else last
        opened = at - 1 if page.form(at - 1) in _OPENERS - {"of"} and at > sentence.first else at
        yield When(page.span(opened, named.end), first, last, named.period.precision)


def _named(periods: Periods, at: int) -> Named | None:
    try:
        return periods.at(at)
    except (ValueError, OverflowError):  # 30 February, or a year past the calendar's end
        return None


def _is_year_before_noun(page: Page, at: int) -> bool:
    """As in "the 1996 treaty"."""
    form = page.form(at)
    return len(form) == 4 and form.isdecimal() and page.form(at - 1) == "the"


def ahead(page: Page, sentence: Sentence) -> list[When]:
    """The days to come that a sentence names, in order; those without an end are left out."""
    return [
        When(each.text, date.fromisoformat(each.earliest), date.fromisoformat(each.latest), each.precision)
        for each in deadlines(page.words.text, page.said, sentence.span)
        if each.earliest and each.latest
    ]


def nearest(
    page: Page, sentence: Sentence, first: int, end: int, *, to_come: bool, others: Sequence[int] = ()
) -> When | None:
    """The days of what the words from `first` up to `end` tell: the one time named, or that beside them.

    `others` are the places of other such words: a time beyond one of them is its own.
    """
    found = ahead(page, sentence) if to_come else past(page, sentence)
    span = page.span(first, end)
    if not found and to_come:
        found = _planned_for(page, end)
    here = [when for when in found if not _parted(page, span, when.span, others)]
    if len(here) > 1:
        beside = [when for when in here if 0 <= when.span.start - span.end <= len(" on ")]
        return beside[0] if beside else None
    return here[0] if here else None


def _planned_for(page: Page, at: int) -> list[When]:
    """The days of "for 2033" right behind a word such as "planned"."""
    named = _named(Periods(page.words, page.said), at + 1) if page.form(at) == "for" else None
    if named is None or named.period.first is None or named.period.last is None:
        return []
    if page.said is not None and named.period.last < page.said:
        return []
    return [When(page.span(at, named.end), named.period.first, named.period.last, named.period.precision)]


def _parted(page: Page, one: Span, other: Span, others: Sequence[int] = ()) -> bool:
    """Whether a mark, a new clause or one of the places between two spans parts what they tell."""
    low, high = page.place(min(one.end, other.end)), page.place(max(one.start, other.start))
    between = page.folded[low:high]
    # "The treaty that ministers who met in 2019 praised was signed": another verb has the time.
    another = any(word in past_forms() or (word.endswith("ed") and len(word) > _SHORT) for word in between)
    return another or any(low <= at < high for at in others) or not _BREAKS.isdisjoint(between)


class Anniversary(NamedTuple):
    """So many years since something, by the words from `first` up to `end`; it is what follows them."""

    first: int
    end: int
    years: int


def anniversaries(page: Page, sentence: Sentence) -> Iterator[Anniversary]:
    """As in "thirty years since", "the 30th anniversary of", "a decade ago"."""
    for at in range(sentence.first, sentence.end):
        counted = _years_since(page, at) or _nth_anniversary(page, at)
        if counted is not None:
            yield counted


def _years_since(page: Page, at: int) -> Anniversary | None:
    length = duration(page.words, at)
    if length is None or length.unit not in _YEARLY or length.least != length.most:
        return None
    end = length.end
    while page.form(end) in {"have", "has", "will", "passed", "gone", "by", "been", "exactly"}:
        end += 1
    return Anniversary(at, end + 1, length.most * _YEARLY[length.unit]) if page.form(end) == "since" else None


def _nth_anniversary(page: Page, at: int) -> Anniversary | None:
    """As in "thirtieth anniversary of", "25th anniversary of the signing of", "centenary of"."""
    noun = next((each for each in phrases(_TABLE, "noun") if each.words == (page.form(at),)), None)
    if noun is None or page.form(at + 1) not in {"of", "since"}:
        return None
    if noun.value != "-":
        return Anniversary(at, at + 2, int(noun.value))
    number = _ordinal(page, at - 1)
    if number is None or number <= 0:
        return None
    tens = page.words.number(at - 3) if page.form(at - 2) == "-" and number < _TEN else None
    if tens is None:
        return Anniversary(at - 1, at + 2, number)
    # "Twenty" alone is read as far as the hyphen, or on to the ordinal.
    return Anniversary(at - 3, at + 2, tens[1] if tens[1] % _TEN else tens[1] + number)


def _ordinal(page: Page, at: int) -> int | None:
    known = page.words.ordinal(at)
    if known is not None:
        return known[1]
    return next(
        (int(each.value) for each in phrases(_TABLE, "ordinal") if each.words == (page.form(at),)), None
    )


def origin(page: Page, sentence: Sentence, counted: Anniversary) -> When | None:
    """When what an anniversary counts from was: the days of the anniversary, so many years before."""
    for to_come in (True, False):
        found = ahead(page, sentence) if to_come else past(page, sentence)
        span = page.span(counted.first, counted.end)
        apart = [
            each for each in found if not _parted(page, span, each.span) and not each.span.overlaps(span)
        ]
        before = [each for each in apart if each.span.end <= span.start]
        chosen = before[-1:] or apart[:1]
        if chosen:
            return _back(chosen[0], counted.years)
    return None


def _back(when: When, years: int) -> When | None:
    first, last = when.earliest, when.latest
    if when.precision in _WHOLE:
        whole = calendar.holding(last, when.precision)
        first, last = whole.first or first, whole.last or last
    if last - first >= timedelta(days=_LONGEST) or first.year <= years:
        return None
    return When(
        when.span,
        calendar.shifted(first, -years, "year"),
        calendar.shifted(last, -years, "year"),
        when.precision,
    )
