"""When reports appeared, as far as it is known, and which of two was there before the other.

A date is not a time: two reports of one day are in no order unless both give a time. A time without its zone
is the time of nobody knows where: it orders reports of one outlet, for all others it is a date. So is
midnight, which programs write where they know the day alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache

from onrecord.core import Interval, Report


@dataclass(frozen=True, slots=True)
class Moment:
    """When a report appeared: ISO 8601 days or times, as its own calendar has them, both included.

    `latest` is None for a report without a date: then `earliest` is the first day on which what it quotes
    can have been said, where it tells, else None too.
    """

    earliest: str | None
    latest: str | None

    @property
    def dated(self) -> bool:
        """Whether the report has a date."""
        return self.latest is not None

    @property
    def sort_key(self) -> tuple[str, str]:
        """By day and time, the undated last."""
        return (self.latest or "~")[:10], self.latest or ""

    def before(self, other: Moment, *, one_outlet: bool = False) -> bool:
        """Whether a report of this moment was surely there before one of the other.

        `one_outlet` says that both are of one outlet, so that times without a zone can be compared. No chain
        of reports, each before the next, leads back to where it began.
        """
        if self.latest is None or other.earliest is None:
            return False
        one, two = _time_of(self.latest), _time_of(other.latest)
        if one is not None and two is not None:
            zoned = one.tzinfo is not None and two.tzinfo is not None
            if zoned or (one_outlet and one.tzinfo is None and two.tzinfo is None):
                return one < two
        return max(_days(self.latest)) < min(_days(other.earliest))


def moment_of(report: Report, said_on: Iterable[Interval | None] = ()) -> Moment:
    """When a report appeared; `said_on` is when what it quotes was said."""
    told = report.published or report.dateline
    if told is not None:
        return Moment(told.value, told.value)
    # Only a day that the report's own words give says anything of a report without a date.
    days = [each.earliest for each in said_on if each is not None and each.text is not None]
    return Moment(max(days, default=None), None)


@lru_cache(maxsize=1 << 12)
def _time_of(iso: str | None) -> datetime | None:
    if iso is None or len(iso) <= len("2031-05-04"):
        return None
    moment = datetime.fromisoformat(iso)
    return None if moment.time() == time(0) else moment


@lru_cache(maxsize=1 << 12)
def _days(iso: str) -> tuple[date, ...]:
    """The day of a moment in its own calendar, and that in UTC where it has a zone.

    Held against a report that gives its day alone, it is both: nobody knows in which zone that day was.
    """
    moment = _time_of(iso)
    day = date.fromisoformat(iso[:10])
    if moment is None or moment.tzinfo is None:
        return (day,)
    return day, moment.astimezone(UTC).date()
