"""Words that name a run of days, without preposition: "the second week of May", "2030 to 2032"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from onrecord.core.ledger import Precision
from onrecord.ledger import calendar, durations, numbered
from onrecord.ledger.calendar import Period
from onrecord.ledger.numbered import Named
from onrecord.ledger.timewords import Found, Words
from onrecord.ledger.yearly import yearly

_JOINTS = frozenset({"to", "through", "until", "till", "-", "–", "—", "and", "or"})
_PAIRS = frozenset({"and", "or"})
_CHAINING = frozenset({",", "and"})
_DEPTH = 2
"""Parts of parts are read so deep: "the first week of early May"."""


class Periods:
    """Reads periods as said on a day; without one, only what tells its own year has days."""

    def __init__(self, words: Words, said: date | None) -> None:
        self._words, self._said = words, said
        self.before: date | None = None
        """The day that "the following Monday" follows, if one was told."""

    def at(self, at: int) -> Named | None:
        """The longest period or range of periods that begins at a place."""
        first = self.one(at)
        if first is None or self._words.form(first.end) not in _JOINTS:
            return first
        return self._range(first, at) or first

    def one(self, at: int, depth: int = 0) -> Named | None:
        """The longest single period that begins at a place; `depth` of them are parts of each other."""
        whole = (
            self._following,
            self._near,
            self._ahead,
            self._turned_unit,
            self._turned_name,
            self._weekday,
            self._yearly,
        )
        alone = (self._edge, self._weekend)
        parts = (self._part, self._nth, self._run, self._week_of, self._daypart_of) if depth < _DEPTH else ()
        told = (read(self._words, at) for read in numbered.READERS)
        month_day = numbered.day_of_month(self._words, at, self._said)
        return _longest(
            *(read(at) for read in (*whole, *alone)),
            *told,
            month_day,
            *(read(at, depth + 1) for read in parts),
        )

    def _from_said(self, precision: Precision, make: Callable[[date], Period]) -> Period:
        return make(self._said) if self._said else Period(None, None, precision)

    # Ranges

    def _range(self, first: Named, at: int) -> Named | None:
        """As in "May to July", "Saturday and Sunday", "May or June 2031": the second follows the first."""
        pair = self._words.form(first.end) in _PAIRS
        second = Periods(self._words, first.period.first or self._said).one(first.end + 1)
        if second is None or (
            pair and (first.period.precision, first.bare) != (second.period.precision, second.bare)
        ):
            return None
        start, last = first.period.first, second.period.last
        if second.dated and not first.dated and second.period.first:
            before = calendar.shifted(second.period.first, -1, "year") + timedelta(days=1)
            again = Periods(self._words, before).one(at)
            start = again.period.first if again else None
        if start is None or last is None:
            return replace(second, period=Period(None, None, second.period.precision), bare=first.bare)
        if last <= start:
            return None
        precision = second.period.precision
        several = precision == "year" or first.period.precision == "years"
        return Named(
            second.end,
            Period(start, last, "years" if several else precision),
            first.ahead,
            second.dated,
            second.part,
            first.bare,
        )

    # Counted from the day said

    def _near(self, at: int) -> Named | None:
        """As in "today", "tomorrow night", "the day after tomorrow"."""
        found = self._words.find("near", at)
        if found is None or self._words.find("times", at - 1) or self._goes_on(at, found.end):
            return None
        days = int(found.value)
        period = self._from_said("day", lambda said: calendar.day(said + timedelta(days=days)))
        return Named(self._after_daypart(found.end), period, ahead=days > 0)

    def _goes_on(self, first: int, at: int) -> bool:
        """Whether a day only begins a time without end: "today, tomorrow, forever", "today and every day"."""
        words = self._words
        chained = words.form(first - 1) in _CHAINING and words.find("near", first - 2) is not None
        while words.form(at) in _CHAINING:
            begin = words.after(at + 1, "and")
            # "Closes tomorrow, for good" does name a day.
            if words.find("endless", begin):
                return chained or words.form(begin - 1) == "and"
            near = words.find("near", begin)
            if near is None:
                return False
            at, chained = near.end, True
        return False

    def _after_daypart(self, at: int) -> int:
        found = self._words.find("daypart", at)
        return found.end if found else at

    def _turn(self, at: int) -> Found | None:
        return self._words.find("turn", at) or self._words.find("turn", self._words.after(at, "the"))

    def _turned_unit(self, at: int) -> Named | None:
        """As in "this week", "next month", "the next quarter"."""
        turn = self._turn(at)
        unit = self._calendar_unit(turn.end) if turn else None
        if turn is None or unit is None:
            return None
        end, name, known = unit
        ahead = turn.value == "next"
        precision = calendar.precision_of(name)
        if not known:
            return Named(end, Period(None, None, precision), ahead)
        return Named(end, self._from_said(precision, lambda said: _turned(said, name, ahead=ahead)), ahead)

    def _turned_name(self, at: int) -> Named | None:
        """As in "this Friday", "next Monday", "next spring", "next Christmas"."""
        turn = self._turn(at)
        if turn is None:
            return None
        ahead = turn.value == "next"
        weekday = self._words.find("weekday", turn.end)
        if weekday and ahead and self._words.form(weekday.end) != ",":
            days = 7 + int(weekday.value)
            in_week = self._from_said(
                "day", lambda said: calendar.day(said + timedelta(days - said.weekday()))
            )
            return Named(self._after_daypart(weekday.end), in_week, ahead=True)
        if weekday:
            return self._weekday(turn.end)
        named = yearly(self._words, turn.end)
        if named is None:
            return None
        return Named(
            named.end, self._from_said(named.precision, named.next if ahead else named.coming), ahead
        )

    def _following(self, at: int) -> Named | None:
        """As in "the following Monday", "the following week": without days where none is told before."""
        if self._words.form(at) != "the" or self._words.form(at + 1) != "following":
            return None
        weekday, unit = self._words.find("weekday", at + 2), self._calendar_unit(at + 2)
        if weekday:
            day = self.before and self.before + timedelta(
                1 + (int(weekday.value) - self.before.weekday() - 1) % 7
            )
            return Named(self._after_daypart(weekday.end), Period(day, day, "day"), ahead=True)
        if unit is None:
            return None
        end, name, known = unit
        period = _turned(self.before, name, ahead=True) if self.before and known else None
        return Named(end, period or Period(None, None, calendar.precision_of(name)), ahead=True)

    def _calendar_unit(self, at: int) -> tuple[int, str, bool] | None:
        """A unit of the calendar, and whether it begins where the calendar's does: a fiscal year need not."""
        kind = self._words.find("yearkind", at)
        unit = self._words.find("unit", kind.end if kind else at)
        if unit is None or calendar.is_clock(unit.value) or self._words.form(unit.end - 1).endswith("s"):
            return None
        return unit.end, unit.value, kind is None

    def _ahead(self, at: int) -> Named | None:
        """As in "the next three years", "the coming week", "the two years ahead": from the day said."""
        words = self._words
        begin = words.after(at, "the")
        coming = words.find("coming", begin)
        if coming:
            # "Next year" is the calendar's, "the next year" begins now; so is "the coming year" one from now.
            alone = begin > at or coming.value == "always"
            length = durations.duration(words, coming.end, one=alone)
            if length is None or (length.unit == "quarter" and length.most == 1):
                return None
            end = length.end
        else:
            length = durations.duration(words, begin) if begin > at else None
            behind = words.find("behind", length.end) if length else None
            if length is None or behind is None:
                return None
            end = behind.end
        chosen = length
        return Named(end, self._from_said(chosen.precision, lambda said: _until(said, chosen)), ahead=True)

    def _unit_now(self, at: int) -> Named | None:
        """The calendar unit of the day said, as in "the end of the year"."""
        begin = self._words.after(at, "the")
        unit = self._calendar_unit(begin)
        if unit is None:
            return None
        end, name, known = unit
        precision = calendar.precision_of(name)
        if not known:
            return Named(end, Period(None, None, precision))
        return Named(end, self._from_said(precision, lambda said: calendar.holding(said, name)))

    # By name

    def _weekday(self, at: int) -> Named | None:
        """As in "Monday", "Monday night", "Monday of next week", "a week from Monday" without the week."""
        found = self._words.find("weekday", at)
        if found is None or self._words.find("named day", at - 1):
            return None
        number = int(found.value)
        end = self._after_daypart(found.end)
        week = self._turned_unit(self._words.after(end, "of"))
        if week and week.period.precision == "week":
            monday = week.period.first
            which = (
                None if monday is None else monday - timedelta(days=monday.weekday()) + timedelta(days=number)
            )
            return Named(week.end, Period(which, which, "day"), ahead=week.ahead)
        ahead = self._from_said(
            "day", lambda said: calendar.day(said + timedelta((number - said.weekday()) % 7))
        )
        return Named(end, ahead)

    def _yearly(self, at: int) -> Named | None:
        """As in "May", "May next year", "3 May 2031", "the second quarter of 2032"."""
        found = yearly(self._words, at)
        if found is None:
            return None
        year = self._year_behind(found.end, comma=found.precision == "day")
        if year is None:
            period = self._from_said(found.precision, found.coming)
            return Named(self._after_daypart(found.end), period, bare=found.bare)
        if year.period.first is None:
            return replace(year, period=Period(None, None, found.precision))
        inside = found.of(year.period.first.year)
        return replace(year, period=inside, bare=found.bare) if inside else None

    def _year_behind(self, at: int, *, comma: bool = False) -> Named | None:
        """The year that words before it are of: "2031", "of 2031", "next year"."""
        begin = self._words.after(at, ",") if comma else self._words.after(at, "of", "in")
        named = (
            numbered.year(self._words, begin)
            or self._turned_unit(begin)
            or (self._unit_now(begin) if begin > at else None)
        )
        return replace(named, bare=False) if named and named.period.precision == "year" else None

    # Parts of another

    def _part(self, at: int, depth: int) -> Named | None:
        """As in "early next year", "mid-May", "the end of April", "the rest of the year"."""
        found = self._words.find("part", self._words.after(at, "the"))
        if found is None:
            return None
        begin = self._words.after(found.end, "-")
        whole = _longest(self.one(begin, depth), self._unit_now(begin))
        if whole is None:
            return None
        bare = whole.bare and found.value not in {"early", "late", "mid"}
        return replace(whole, period=calendar.part(whole.period, found.value), part=found.value, bare=bare)

    def _edge(self, at: int) -> Named | None:
        """As in "year's end", "the decade's end", "year-end", "year-end 2032"."""
        whole = self._unit_now(at)
        edge = self._words.find("edge", whole.end) if whole else None
        if whole is None or edge is None:
            return None
        year = self._year_behind(edge.end) if whole.period.precision == "year" else None
        if year is not None:
            return replace(year, period=calendar.part(year.period, edge.value), part=edge.value, bare=True)
        return Named(edge.end, calendar.part(whole.period, edge.value), part=edge.value, bare=True)

    def _nth(self, at: int, depth: int) -> Named | None:
        """As in "the first week of May", "the second half of next year", "the first Monday in June"."""
        words = self._words
        which = words.ordinal(words.after(at, "the"))
        if which is None:
            return None
        weekday = words.find("weekday", which[0])
        unit = words.find("unit", which[0])
        is_half = words.form(which[0]) == "half"
        end = weekday.end if weekday else unit.end if unit else which[0] + 1
        if not (weekday or unit or is_half) or words.form(end) not in {"of", "in"}:
            return None
        whole = _longest(self.one(end + 1, depth), self._unit_now(end + 1))
        if whole is None:
            return None
        if weekday:
            inside = _nth_weekday(whole.period, which[1], int(weekday.value))
        elif is_half:
            inside = calendar.halves(whole.period, which[1])
        else:
            inside = calendar.nth(whole.period, which[1], unit.value) if unit else None
        return replace(whole, period=inside, bare=False) if inside else None

    def _run(self, at: int, depth: int) -> Named | None:
        """As in "the first six months of 2032", "the last two weeks of May"."""
        words = self._words
        which = words.ordinal(words.after(at, "the"))
        if which is None or abs(which[1]) != 1:
            return None
        length = durations.duration(words, which[0])
        if length is None or length.least != length.most or words.form(length.end) not in {"of", "in"}:
            return None
        whole = _longest(self.one(length.end + 1, depth), self._unit_now(length.end + 1))
        inside = calendar.run(whole.period, which[1] * length.most, length.unit) if whole else None
        return replace(whole, period=inside, bare=False) if whole and inside else None

    def _week_of(self, at: int, depth: int) -> Named | None:
        """As in "the week of May 3"."""
        found = self._words.find("week of", self._words.after(at, "the"))
        day = self.one(found.end, depth) if found else None
        if day is None or day.period.precision != "day":
            return None
        first = day.period.first
        return replace(day, period=calendar.holding(first, "week") if first else Period(None, None, "week"))

    def _daypart_of(self, at: int, depth: int) -> Named | None:
        """As in "the evening of May 3", "the morning of the first Monday in June"."""
        found = self._words.find("daypart", self._words.after(at, "the"))
        if found is None or self._words.form(found.end) != "of":
            return None
        day = self.one(found.end + 1, depth)
        return replace(day, bare=False) if day and day.period.precision == "day" else None

    def _weekend(self, at: int) -> Named | None:
        """As in "the weekend": the one unit that "the" alone makes this one."""
        unit = self._unit_now(at)
        is_it = (
            unit is not None and self._words.form(at) == "the" and self._words.form(unit.end - 1) == "weekend"
        )
        return replace(unit, bare=True, part="rest") if unit and is_it else None


def _longest(*found: Named | None) -> Named | None:
    return max((each for each in found if each), key=lambda each: each.end, default=None)


def _turned(said: date, unit: str, *, ahead: bool) -> Period:
    this = calendar.holding(said, unit)
    return calendar.holding(this.last + timedelta(days=1), unit) if ahead and this.last else this


def _until(said: date, length: durations.Duration) -> Period:
    return Period(said, durations.after(said, length), length.precision)


def _nth_weekday(within: Period, number: int, weekday: int) -> Period | None:
    if within.first is None or within.last is None:
        return Period(None, None, "day")
    if number > 0:
        ahead = (weekday - within.first.weekday()) % 7
        found = within.first + timedelta(days=ahead + 7 * (number - 1))
    else:
        found = within.last - timedelta(days=(within.last.weekday() - weekday) % 7)
    return calendar.day(found) if within.first <= found <= within.last else None
