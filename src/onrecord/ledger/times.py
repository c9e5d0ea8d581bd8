"""Words of time, looked for before deadlines are read: most clauses hold none."""

from __future__ import annotations

import re
from functools import cache

from onrecord.ledger.timewords import phrases

_TIMES = ("unit", "season", "near", "daypart", "event", "named day")
_NAMED_TIMES = ("weekday", "month", "holiday")
"""Kinds of words of time, and those that are capitalised."""


@cache
def words_of_time() -> re.Pattern[str]:
    """Words without one of which, and without a year, there is no deadline: the longest of each phrase."""
    named, plain = (
        "|".join(sorted({max(phrase, key=len) for kind in kinds for phrase in phrases(kind).values}))
        for kinds in (_NAMED_TIMES, _TIMES)
    )
    return re.compile(rf"\b(?:(?=[A-Z])(?i:{named})|(?i:{plain}))\b|\d{{4}}")
