"""Moments that have no day of their own: "the summit", "the first 100 days", "two weeks before the vote"."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.ledger import durations
from onrecord.ledger.numbered import Named
from onrecord.ledger.periods import Periods
from onrecord.ledger.timewords import Words

_FAR = 3
"""So many words at most stand before an event that say which it is ("the second regional council vote")."""
_TAIL = ("of", "in", "on", "at")
_ANCHORS = frozenset({"before", "after", "of", "from", "following"})
_SIDES = frozenset({"before", "after", "following"})


@dataclass(frozen=True, slots=True)
class Event:
    """An event, the place behind, and when it is if they tell ("the May 3 vote", "the vote in May")."""

    end: int
    when: Named | None = None
    dated: bool = False
    """It tells when, not where: the next one, or one called a day."""


def event(words: Words, at: int, periods: Periods) -> Event | None:
    """The event that begins at a place, with an article or without."""
    part = words.find("part", words.after(at, "the"))
    if part and part.value in {"start", "end"}:
        found = _named(words, part.end, periods)
        return found and Event(found.end, found.when)
    return _named(words, at, periods)


def _named(words: Words, at: int, periods: Periods) -> Event | None:
    article = words.find("article", at)
    begin = article.end if article else at
    when = periods.at(begin) or (periods.at(at) if article else None) or _of_owner(words, begin, periods)
    if when is not None:
        begin = words.after(when.end, "'s")
    # Without an article or a time before it, other words make it something else: "by requiring debates".
    for end in range(begin, begin + (_FAR if article or when else 0) + 1):
        found = words.find("event", end)
        # "After hearing him": a verb.
        if found and not (article or when) and words.form(end).endswith("ing"):
            return None
        if found and not words.find("event", found.end):
            dated = found.value == "day" or (article is not None and article.value == "next")
            return _with_tail(words, Event(found.end, when, dated), periods)
        named = words.form(end).isalnum() or words.form(end) == "'s"
        if not named or words.find("opening", end) or words.find("joining", end):
            return None
    return None


def _of_owner(words: Words, at: int, periods: Periods) -> Named | None:
    """The time behind whose event it is, as in "Norvia's May 3 vote"."""
    for owner in range(at, at + _FAR + 1):
        if words.form(owner) == "'s":
            return periods.at(owner + 1)
        if not words.form(owner).isalpha() or words.find("opening", owner):
            return None
    return None


def _with_tail(words: Words, found: Event, periods: Periods) -> Event:
    """The event with the time told behind it."""
    if found.when is not None:
        return found
    begin = words.after(found.end, *_TAIL)
    when = after_clock(words, begin, periods) or periods.at(begin)
    if when is None or (when.bare and begin == found.end):
        return found
    return Event(when.end, when)


def after_clock(words: Words, at: int, periods: Periods) -> Named | None:
    """A day behind the time of day: "6 p.m. on Friday", "midnight Friday"."""
    clock = words.clock(at)
    if clock is None:
        return None
    when = periods.at(words.after(words.after(clock, ","), "on"))
    return when if when and when.period.precision == "day" else None


def outset(words: Words, at: int) -> int | None:
    """The place behind "the first 100 days", "my first year" or "day one"; None if neither stands here."""
    named = words.find("first day", at)
    if named:
        return named.end
    article = words.find("article", at)
    if article is None or words.form(article.end) != "first":
        return None
    length = durations.duration(words, article.end + 1, one=True)
    # "The first week of May" is a week of the calendar, "the first week of talks" is not.
    return length.end if length else None


@dataclass(frozen=True, slots=True)
class Anchored:
    """A length of time and what it is counted from; `when` is None for an event or a clause without a day."""

    end: int
    length: durations.Duration
    back: bool
    when: Named | None


def anchored(words: Words, at: int, periods: Periods) -> Anchored | None:
    """As in "two weeks before the summit", "24 hours of the vote", "the day after the election"."""
    length = durations.duration(words, at)
    if length is None and words.form(at) == "the":
        length = durations.duration(words, at + 1, one=True)
        if length is None or words.form(length.end) not in _SIDES:
            return None
    if length is None or words.form(length.end) not in _ANCHORS:
        return None
    back, begin = words.form(length.end) == "before", length.end + 1
    found = event(words, begin, periods)
    if found:
        return Anchored(found.end, length, back, found.when)
    when = periods.at(begin)
    return Anchored(when.end, length, back, when) if when else None
