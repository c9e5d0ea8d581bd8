"""Days as readers say them: `12 March 2026`."""

from __future__ import annotations

import re
from calendar import monthrange

# calendar.month_name would follow the machine's locale.
_MONTHS = "January February March April May June July August September October November December".split()
_GIVEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?", re.ASCII)


def in_words(iso: str) -> str:
    """An ISO 8601 date, or date and time, as a reader says it; anything else comes back unchanged.

    >>> in_words("2026-03-02T10:00:00+03:00"), in_words("2026-03"), in_words("soon")
    ('2 March 2026', 'March 2026', 'soon')
    """
    match = _GIVEN.match(iso)
    if not match or not match["month"] or not 1 <= int(match["month"]) <= 12:
        return iso
    month_and_year = f"{_MONTHS[int(match['month']) - 1]} {match['year']}"
    return f"{int(match['day'])} {month_and_year}" if match["day"] else month_and_year


def in_short(iso: str) -> str:
    """A day with its month in three letters, for tables; anything else comes back unchanged.

    >>> in_short("2026-09-02T10:00:00+03:00"), in_short("soon")
    ('2 Sep 2026', 'soon')
    """
    return " ".join(word[:3] if word in _MONTHS else word for word in in_words(iso).split(" "))


def months_in_short(first: str | None, last: str | None) -> str:
    """From which month to which, for tables.

    >>> months_in_short("2019-05-14", "2026-01-13"), months_in_short("2026-09-02", "2026-09-08")
    ('May 2019 – Jan 2026', 'Sep 2026')
    """
    months = dict.fromkeys(in_short(day[:7]) for day in (first, last) if day)
    return " – ".join(months) or "undated"


def held_in_short(first: str | None, last: str | None) -> str:
    """From which day to which something held, as far as anybody says, for tables.

    >>> held_in_short("2024-03-01", "2026-09-02"), held_in_short("2024-03-01", None)
    ('1 Mar 2024 – 2 Sep 2026', 'from 1 Mar 2024')
    """
    begun, ended = (in_short(day) if day else "" for day in (first, last))
    if begun == ended:
        return begun or "undated"
    return f"{begun} – {ended}" if begun and ended else f"from {begun}" if begun else f"until {ended}"


def is_later(first: str, last: str) -> bool:
    """Whether a first day, month or year comes after a last one, so that nothing lies between.

    >>> is_later("2026-03-02", "2026-03"), is_later("2026-04", "2026-03-02")
    (False, True)
    """
    return first[: len(last)] > last[: len(first)]


def interval_in_words(earliest: str | None, latest: str | None) -> str | None:
    """From when to when, with what the two days share said once.

    >>> interval_in_words("2026-03-02", "2026-03-02"), interval_in_words("2026-03-02", "2026-03-05")
    ('2 March 2026', '2–5 March 2026')
    >>> interval_in_words("2026-02-27", "2026-03-02"), interval_in_words(None, "2026-03-02")
    ('27 February – 2 March 2026', 'by 2 March 2026')
    """
    if earliest is None and latest is None:
        return None
    if earliest is None or latest is None:
        return f"by {in_words(latest)}" if latest else f"from {in_words(earliest or '')}"
    first, last = in_words(earliest), in_words(latest)
    if first == last:
        return first
    if earliest[:7] == latest[:7]:
        return f"{first.split(' ', 1)[0]}–{last}"
    if earliest[:4] == latest[:4]:
        first = first.rsplit(" ", 1)[0]
    return f"{first} – {last}"


def period_in_words(earliest: str | None, latest: str | None) -> str | None:
    """The same, with a whole year or month called by its name.

    >>> period_in_words("2026-01-01", "2026-12-31"), period_in_words("2026-02-01", "2026-02-28")
    ('2026', 'February 2026')
    >>> period_in_words("2026-01-01", "2026-02-28"), period_in_words(None, "2026-02-28")
    ('1 January – 28 February 2026', 'by 28 February 2026')
    """
    if earliest is None or latest is None or not earliest.endswith("-01") or len(latest) != len("2026-02-28"):
        return interval_in_words(earliest, latest)
    year, month = earliest[:4], earliest[:7]
    if (earliest, latest) == (f"{year}-01-01", f"{year}-12-31"):
        return year
    if latest[:7] == month and int(latest[8:]) == monthrange(int(year), int(month[5:]))[1]:
        return in_words(month)
    return interval_in_words(earliest, latest)
