"""What figures and commitments are told in, wherever they are shown."""

from __future__ import annotations

from decimal import Decimal

from onrecord.core.days import period_in_words
from onrecord.core.ledger import Bound, Change, Deadline
from onrecord.core.phrases import unnamed
from onrecord.core.visible import one_line

_BOUNDS = {"exact": "", "about": "about ", "at_least": "at least ", "at_most": "at most "}
_CHANGES = {None: "", "rise": "a rise of ", "fall": "a fall of "}
_REPORTED = frozenset({"kept", "dropped", "delayed"})


def how_sure(change: Change | None, bound: Bound) -> str:
    """What stands before a number: that it is a rise or a fall, about, at least or at most so much.

    >>> how_sure("rise", "at_least")
    'a rise of at least '
    """
    return f"{_CHANGES[change]}{_BOUNDS[bound]}"


def number(value: Decimal) -> int | float:
    """A value as a number: a whole one where it has no fraction."""
    return int(value) if value == value.to_integral_value() else float(value)


def due(deadline: Deadline, words: str | None) -> str:
    """By when: the days, else the words themselves, which name none."""
    days = period_in_words(deadline.earliest, deadline.latest)
    return f"due {one_line(days)}" if days else f"due “{one_line(words or '')}”"


def due_now(deadline: Deadline | None, words: str | None, *, put_off: bool) -> str:
    """By when, as things stand; `put_off` says that it was delayed since."""
    if deadline is None:
        return "put off, no day given" if put_off else "no deadline"
    return due(deadline, words)


def computed(status: str, *, late: bool) -> str:
    """What the calendar and later reports say became of it.

    >>> computed("kept", late=True), computed("overdue", late=False)
    ('reported kept, late', 'overdue')
    """
    words = f"reported {status}" if status in _REPORTED else status
    return f"{words}, late" if late else words


def by_whom(speaker: str | None, words: str | None, *, quoted: bool) -> str:
    """Who says so, by name, or by the report's words for them; or that the report itself does.

    >>> by_whom(None, "a clerk", quoted=True), by_whom(None, None, quoted=False)
    ("“a clerk” (the report's words)", 'told by the report')
    """
    if speaker:
        return one_line(speaker)
    return unnamed(words) if quoted else "told by the report"
