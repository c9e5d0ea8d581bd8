"""By when: the expressions of a time to come in a text, as intervals of days counted from the day said.

Rules over tables of words (`data/deadline_openings.tsv`, `data/time_words.tsv` and others); docs/deadlines.md
tells what each expression means. What names no day and no event ("soon", "in the coming weeks") is no
deadline, nor is what has passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.core import Span
from onrecord.core.ledger import Deadline, Precision
from onrecord.ledger import calendar, durations, events
from onrecord.ledger.numbered import Named
from onrecord.ledger.periods import Periods
from onrecord.ledger.tenses import Tenses, is_past_form
from onrecord.ledger.timewords import Words, words_of

Days = tuple[date | None, date | None]
_NO_DAYS: Days = (None, None)
_OWNER = 2
"""Up to so many words back from "Norvia's" stands the verb that takes part in its event."""
_HEARD = 8
"""So many words before "before" at most stands a verb of speaking to somebody."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What begins at a place, its end, its days (None if they have passed), and if it can only look ahead."""

    end: int
    days: Days | None
    precision: Precision
    ahead: bool = False


def deadlines(text: str, said: date | None, within: Span) -> list[Deadline]:
    """The expressions of a deadline or another time to come that stand within a span of a text, in order.

    Their days are counted from the day said. Without it only an expression that tells its own year has days,
    and only the ones it tells itself; the others are given without any.

    >>> text = "The pier will reopen by the end of April."
    >>> [(each.latest, each.text.of(text)) for each in deadlines(text, date(2031, 3, 12), Span(0, len(text)))]
    [('2031-04-30', 'by the end of April')]
    """
    words = words_of(text, within)
    reader, tenses = _Reader(words, said), Tenses(words)
    found: list[Deadline] = []
    at = told = 0
    while at < len(words):
        idiom = words.find("idiom", at)
        if idiom is not None or not words.may_open(at):
            at = idiom.end if idiom else at + 1
            continue
        try:
            reading = reader.at(at)
        except (ValueError, OverflowError):  # 30 February, or a year past the calendar's end
            reading = None
        if reading is None:
            at += 1
            continue
        # A verb tells of one time: "the fee set on Monday applies from Friday".
        past = not reading.ahead and tenses.is_past(told, at, reading.end)
        told = reading.end if past else told
        reader.told(None if past or reading.days is None else reading.days[1])
        if reading.days is not None and not past:
            earliest, latest = (day.isoformat() if day else None for day in reading.days)
            span = Span(words.tokens[at].span.start, words.tokens[reading.end - 1].span.end)
            found.append(Deadline(earliest, latest, reading.precision, span))
        at = reading.end
    return found


class _Reader:
    """Reads the longest expression at a place."""

    def __init__(self, words: Words, said: date | None) -> None:
        self._words, self._said = words, said
        self._periods = Periods(words, said)

    def told(self, day: date | None) -> None:
        """Take note of the day that "the following Monday" follows."""
        self._periods.before = day

    def at(self, at: int) -> _Reading | None:
        opening = self._words.find("opening", at)
        if opening is None:
            return self._bare(at)
        found = self._opened(opening.value, at, opening.end)
        # "Before" may begin a longer preposition than fits here, or none that does.
        return found or self._bare(at)

    def _opened(self, relation: str, at: int, begin: int) -> _Reading | None:
        words = self._words
        filler = words.find("filler", begin)
        begin = filler.end if filler else begin
        if relation == "within":
            return self._within(begin)
        if relation == "ahead":
            relation = "at"
            length = self._after_length(at, begin)
        else:
            length = None
        readings = (length, self._of_period(relation, at, begin), self._of_event(relation, at, begin))
        return max((each for each in readings if each), key=lambda each: each.end, default=None)

    # With a preposition

    def _of_period(self, relation: str, at: int, begin: int) -> _Reading | None:
        named = events.after_clock(self._words, begin, self._periods) or self._periods.at(begin)
        if named is None or not self._may_open(at, begin, named):
            return None
        return self._placed(relation, named)

    def _may_open(self, at: int, begin: int, named: Named) -> bool:
        """Whether a period behind a preposition is a time: "for 2030", "to May" need a verb of schedules."""
        words, opener = self._words, self._words.form(at)
        if words.find("no time", named.end) or words.find("named day", named.end):
            return False
        if opener in {"for", "to"} and begin == at + 1:
            moved = any(words.find("moving", at - back) for back in (1, 2, 3))
            return moved or (
                opener == "for" and (named.ahead or named.period.precision == "day" or not named.bare)
            )
        if opener == "on" and named.period.precision != "day" and named.part is None:
            return False  # "The bill to vote on next week"
        if opener in {"on", "at"} and begin == at + 1:
            return not named.bare or named.part is not None or named.period.precision == "day"
        # "A report by June Fowler"
        name = opener == "by" and named.bare and words.capital(named.end) and words.form(named.end).isalpha()
        return not (name and named.period.precision == "month")

    def _placed(self, relation: str, named: Named) -> _Reading:
        period = named.period
        ahead = named.ahead or relation == "until"
        first, last = period.first, period.last
        if first is None or last is None:
            return _Reading(named.end, _NO_DAYS, period.precision, ahead)
        ahead = ahead or self._said is None or (first > self._said and named.dated)
        if relation == "before":
            last = last if named.part == "end" else first - timedelta(days=1)
            relation = "until"
        return _Reading(named.end, self._days(relation, first, last), period.precision, ahead)

    def _days(self, relation: str, first: date, last: date) -> Days | None:
        """The days that a preposition leaves of a period; None if they are over."""
        said = self._said
        if relation == "after":
            begin = last + timedelta(days=1)
            return None if said and begin <= said else (begin, None)
        if said and last < said:
            return None
        if relation == "until":
            return said, last
        return (max(first, said) if said else first), None if relation == "from" else last

    def _of_event(self, relation: str, at: int, begin: int) -> _Reading | None:
        words = self._words
        if words.form(at) in {"for", "to"} or (words.form(begin - 1) == "to" and words.find("event", begin)):
            return None  # "To vote in May", "shows up to vote": a verb, or what something is for.
        outset = events.outset(words, begin) if relation == "at" else None
        if outset is not None:
            return _Reading(outset, _NO_DAYS, "event")
        return self._of_anchored(relation, begin) or self._of_named_event(relation, at, begin)

    def _of_named_event(self, relation: str, at: int, begin: int) -> _Reading | None:
        found = events.event(self._words, begin, self._periods)
        if found and found.when:
            return self._placed_event(relation, found.end, found.when)
        # "At the meeting" is as often where as when.
        if found is None or (relation == "at" and not found.dated) or self._words.find("passed", found.end):
            return None
        # "Beyond the election" is as often more than it, "to speak before the summit" to those there.
        form, heard = self._words.form(at), range(max(at - _HEARD, 0), at)
        if form == "beyond" or (form == "before" and any(self._words.find("speaking", i) for i in heard)):
            return None
        # "Eased by the launch": what does it, not when.
        if self._words.form(at) == "by" and not found.dated and is_past_form(self._words.form(at - 1)):
            return None
        return _Reading(found.end, (self._said if relation in {"until", "before"} else None, None), "event")

    def _placed_event(self, relation: str, end: int, when: Named) -> _Reading:
        """An event in a period: it may be on any of its days, so what is before it may be up to the last."""
        first, last = when.period.first, when.period.last
        if first is None or last is None:
            return _Reading(end, _NO_DAYS, when.period.precision, when.ahead)
        placed = self._placed(relation, when)
        days = placed.days
        if relation == "before" and (when.period.precision != "day" or first == self._said):
            days = self._days("until", first, last)
        if relation == "after" and when.period.precision != "day":
            days = None if self._said and last < self._said else (first, None)
        return _Reading(end, days, placed.precision, placed.ahead)

    # Lengths of time

    def _within(self, begin: int) -> _Reading | None:
        """As in "within six months", "within 24 hours of the vote"."""
        words, said = self._words, self._said
        coming = words.find("coming", words.after(begin, "the"))
        length = durations.duration(words, coming.end if coming else begin, one=coming is not None)
        if length is None:
            outset = events.outset(words, begin)
            return _Reading(outset, _NO_DAYS, "event") if outset else None
        anchored = events.anchored(words, begin, self._periods)
        if anchored:
            return self._within_of(anchored)
        if words.form(length.end) in {"of", "after"}:
            return _Reading(min(length.end + 2, len(words)), _NO_DAYS, "event")
        days = (said, durations.after(said, length)) if said else _NO_DAYS
        return _Reading(length.end, days, length.precision, ahead=True)

    def _within_of(self, anchored: events.Anchored) -> _Reading:
        when = anchored.when.period if anchored.when else None
        if when is None or when.first is None or when.last is None:
            return _Reading(anchored.end, _NO_DAYS, "event")
        last = durations.after(when.last, anchored.length)
        return _Reading(anchored.end, self._days("at", when.first, last), anchored.length.precision)

    def _after_length(self, at: int, begin: int) -> _Reading | None:
        """As in "in two years", "in six months' time": the calendar unit that the day falls in."""
        length = durations.duration(self._words, begin)
        if length is None or any(self._words.find("ranking", at - back) for back in range(1, 6)):
            return None
        time = self._words.find("time", length.end)
        return self._unit_after(length, time.end if time else length.end, self._said, ahead=False)

    def _unit_after(
        self, length: durations.Duration, end: int, start: date | None, *, ahead: bool
    ) -> _Reading:
        unit = {"decade": "year", "century": "year"}.get(length.unit, length.unit)
        precision = calendar.precision_of(unit)
        if start is None:
            return _Reading(end, _NO_DAYS, precision, ahead)
        first = calendar.holding(calendar.shifted(start, length.least, length.unit), unit).first
        last = calendar.holding(calendar.shifted(start, length.most, length.unit), unit).last
        days = self._days("at", first, last) if first and last else None
        return _Reading(end, days, precision, ahead)

    def _of_anchored(self, relation: str, begin: int) -> _Reading | None:
        """As in "two weeks before the summit", "the day after the election"."""
        found = events.anchored(self._words, begin, self._periods)
        if found is None or self._words.form(found.length.end) in {"of", "from"}:
            return None
        when = found.when.period if found.when else None
        if when is None or when.first is None or when.last is None or when.precision != "day":
            return _Reading(found.end, _NO_DAYS, "event")
        day = calendar.shifted(
            when.first, -found.length.most if found.back else found.length.most, found.length.unit
        )
        return _Reading(found.end, self._days(relation, day, day), "day")

    # Without a preposition

    def _bare(self, at: int) -> _Reading | None:
        words = self._words
        if words.find("passed", at - 1) or words.form(at - 1) == "of":
            return None
        return self._from_now(at) or self._bare_period(at)

    def _bare_period(self, at: int) -> _Reading | None:
        words = self._words
        anchored = self._of_anchored("at", at)
        named = self._periods.at(at)
        if named is None or named.bare or (anchored and anchored.end > named.end):
            return anchored
        if words.find("passed", named.end):
            return _Reading(named.end + 1, None, named.period.precision)
        if words.form(named.end) == "'s":
            found = events.event(words, at, self._periods)
            return self._placed_event("at", found.end, found.when) if found and found.when else None
        # "The Monday meeting", "Brun's May 3 speech": a name for it.
        owned = words.form(at - 1) == "'s" or (words.form(at - 1) == "'" and words.form(at - 2).endswith("s"))
        if owned and self._takes_place(at):
            found = events.event(words, at, self._periods)
            return self._placed_event("at", found.end, found.when) if found and found.when else None
        named_by_it = (owned or words.find("article", at - 1)) and not words.find("near", at)
        return None if named_by_it else self._placed("at", named)

    def _takes_place(self, at: int) -> bool:
        """Whether somebody's event is what is done: to "win Norvia's May 3 vote" is to do so on that day."""
        words = self._words
        last = at - len(("Norvia", "'s"))
        for verb in range(last - 1, max(last - 1 - _OWNER, -1), -1):
            if words.find("taking part", verb):
                return True
            between = words.form(verb) == "that" or not words.find("joining", verb)
            if not (words.form(verb).isalpha() and between) or words.find("opening", verb):
                return False
        return False

    def _from_now(self, at: int) -> _Reading | None:
        """As in "two years from now", "a week from Friday"."""
        length = durations.duration(self._words, at)
        if length is None or self._words.form(length.end) != "from":
            return None
        now = self._words.find("now", length.end + 1)
        if now:
            return self._unit_after(length, now.end, self._said, ahead=True)
        start = self._periods.at(length.end + 1)
        if start is None or start.period.precision != "day":
            return None
        if start.period.first is None:
            return _Reading(start.end, _NO_DAYS, "day", ahead=True)
        day = calendar.shifted(start.period.first, length.most, length.unit)
        return _Reading(start.end, self._days("at", day, day), "day", ahead=True)
