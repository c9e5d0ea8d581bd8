"""Words that name a run of days, without preposition: "the second week of May", "2030 to 2032"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.core.ledger import Precision
from onrecord.ledger import calendar, durations
from onrecord.ledger.calendar import Period
from onrecord.ledger.timewords import Found, Words
from onrecord.ledger.yearly import yearly

_JOINTS = frozenset({"to", "through", "until", "till", "-", "–", "—", "and", "or"})
_PAIRS = frozenset({"and", "or"})
_DIGITS = 5
"""Numbers and marks of a date such as 25/3/2031."""
_YEARS = range(1000, 3000)
_NO_COUNTS = frozenset(
    {"as", "is", "was", "this", "has", "its", "his", "us", "plus", "unless", "across", "does"}
)
"""Words in "s" behind a year that are not what a number counts."""
_MODAL_NEAR = 3
_DEPTH = 2
"""Parts of parts are read so deep: "the first week of early May"."""


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
        return self._short_years(first) or self._range(first, at) or first

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
        alone = (self._edge, self._year, self._decade, self._weekend, self._in_digits)
        parts = (self._part, self._nth, self._week_of, self._daypart_of) if depth < _DEPTH else ()
        return _longest(*(read(at) for read in (*whole, *alone)), *(read(at, depth + 1) for read in parts))

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

    def _short_years(self, first: Named) -> Named | None:
        """As in "2030-31"."""
        start, short = first.period.first, self._words.form(first.end + 1)
        if start is None or first.period.precision != "year" or len(short) != 2 or not short.isdecimal():
            return None
        last = start.year // 100 * 100 + int(short)
        if self._words.form(first.end) not in {"-", "–"} or last <= start.year:
            return None
        return Named(first.end + 2, calendar.years(start.year, last), dated=True, bare=True)

    # Counted from the day said

    def _near(self, at: int) -> Named | None:
        """As in "today", "tomorrow night", "the day after tomorrow"."""
        found = self._words.find("near", at)
        if found is None:
            return None
        days = int(found.value)
        period = self._from_said("day", lambda said: calendar.day(said + timedelta(days=days)))
        return Named(self._after_daypart(found.end), period, ahead=days > 0)

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
            self._year(begin) or self._turned_unit(begin) or (self._unit_now(begin) if begin > at else None)
        )
        return replace(named, bare=False) if named and named.period.precision == "year" else None

    def _year(self, at: int) -> Named | None:
        """As in "2030", "the year 2030"; not in "2030 homes"."""
        year = self._words.find("the year", at)
        at = year.end if year else at
        form = self._words.form(at)
        if len(form) != 4 or not form.isdecimal() or int(form) not in _YEARS or self._counts(at + 1):
            return None
        if self._words.form(at - 1) in {"$", "€", "£"}:
            return None
        return Named(at + 1, calendar.year(int(form)), dated=True, bare=True)

    def _counts(self, at: int) -> bool:
        """Whether a number counts the word behind ; the subject of a clause ("cars will") is not."""
        form = self._words.form(at)
        if form in {"%", "percent"} or self._words.find("unit", at):
            return True
        if not form.endswith("s") or form in _NO_COUNTS or not form.isalpha() or self._words.capital(at):
            return False
        return not any(self._words.find("forward", at + step) for step in range(1, _MODAL_NEAR + 1))

    def _decade(self, at: int) -> Named | None:
        """As in "the 2030s"."""
        begin = self._words.after(at, "the")
        form = self._words.form(begin)
        if (
            len(form) != 5
            or not form.endswith("0s")
            or not form[:4].isdecimal()
            or int(form[:4]) not in _YEARS
        ):
            return None
        return Named(begin + 1, calendar.holding(date(int(form[:4]), 1, 1), "decade"), dated=True, bare=True)

    def _in_digits(self, at: int) -> Named | None:
        """As in "25/3/2031", "2031-03-25"."""
        day = calendar.day_in_digits([self._words.form(at + step) for step in range(_DIGITS)])
        known = day is not None and day.year in _YEARS
        return Named(at + _DIGITS, calendar.day(day), dated=True) if day and known else None

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
        """As in "year's end", "the decade's end", "year-end"."""
        whole = self._unit_now(at)
        edge = self._words.find("edge", whole.end) if whole else None
        if whole is None or edge is None:
            return None
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
