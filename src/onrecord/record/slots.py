"""Where quotations and reports stand in the search indexes: numbers that grow with the day.

A search index gives its rows in the order of their numbers at no cost, and stops as soon as a page is full.
So the number holds the day, then the report, then the place in it: read backwards, the newest comes first,
and a span of days is a span of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

_BITS = 41
"""What is left beside a day of 22 bits."""
_OF_REPORT = 27
_OF_POSITION = _BITS - _OF_REPORT
_MONTH, _YEAR = 32, 32 * 13
_MINUTE = re.compile(r"[T ]([01][0-9]|2[0-3]):([0-5][0-9])")
_BESIDE_MINUTE = _BITS - 11
UNDATED = 0
DIGITS = 16
"""Hexadecimal digits of a report's id."""


def number_of(day: str | None) -> int:
    """A day, month or year as a number that grows as they are compared; 0 for none, and what is no day.

    >>> [number_of(day) for day in ("2026", "2026-02", "2026-02-16", None)]
    [842816, 842880, 842896, 0]
    """
    try:
        year, month, number = (*map(int, (day or "")[:10].split("-")), 0, 0)[:3]
    except ValueError:
        return UNDATED
    known = 0 <= year <= 9999 and 0 <= month <= 12 and 0 <= number <= 31
    return year * _YEAR + month * _MONTH + number if known else UNDATED


def last_number_of(day: str) -> int:
    """The number of the last day of a day, month or year.

    >>> [last_number_of(day) - number_of(day) for day in ("2026", "2026-02", "2026-02-16")]
    [415, 31, 0]
    """
    return number_of(day) + {4: _YEAR - 1, 7: _MONTH - 1}.get(len(day), 0)


def first_slot(number: int) -> int:
    """The first slot of a day with this number, and the first after the day before it."""
    return number << _BITS


def day_of(slot: int) -> int:
    """The number of the day of a slot."""
    return slot >> _BITS


def of_quotation(day: str | None, report_id: str, position: int) -> int:
    """Where a quotation stands, if no other stands there."""
    report = int(report_id, 16) >> (4 * DIGITS - _OF_REPORT)
    # Backwards, as slots are read from the last to the first.
    behind = ((1 << _OF_REPORT) - 1 - report << _OF_POSITION) + max(0, (1 << _OF_POSITION) - 1 - position)
    return first_slot(number_of(day)) + behind


def of_report(published: str | None, report_id: str) -> int:
    """Where a report stands, if no other stands there; `published` may go to the minute."""
    report = int(report_id, 16) >> (4 * DIGITS - _BESIDE_MINUTE)
    minute = _MINUTE.match((published or "")[10:])
    minutes = int(minute[1]) * 60 + int(minute[2]) if minute else 0
    return first_slot(number_of(published)) + ((minutes + 1) << _BESIDE_MINUTE) - 1 - report


def freed(slots: Iterable[int], taken: Collection[int]) -> list[int]:
    """The slots, in the same order; each that is taken or comes twice moved on to the next that is free."""
    held = set(taken)
    found = []
    for slot in slots:
        free = slot
        while free in held:
            free += 1
        held.add(free)
        found.append(free)
    return found
