"""What the ledger keeps: numbers that are claimed, and what is promised, decided, planned or foreseen."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from onrecord.core.spans import Span
from onrecord.core.types import Grade, Interval

Bound = Literal["exact", "about", "at_least", "at_most"]
Change = Literal["rise", "fall"]
CommitmentType = Literal["promise", "decision", "plan", "order", "prediction"]
Precision = Literal["day", "week", "month", "quarter", "season", "half", "year", "years", "event"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as a report states it, scale words worked in: "$1.2 billion" is 1200000000 USD.

    `unit` is an ISO 4217 code, "%", "pp" (percentage points), "ratio" ("half" is 0.5), the singular name of a
    unit ("kilometre", "year"), or "count" for what is counted; a currency without a code keeps its own words.
    `span` covers the number with its unit, without "nearly" or "more than", which `bound` tells.
    """

    id: str
    span: Span
    value: Decimal
    unit: str
    upper: Decimal | None = None
    """The high end of a range, of which `value` is the low end."""
    bound: Bound = "exact"
    change: Change | None = None
    """Whether it is the size of a rise or a fall rather than a level."""
    period: Interval | None = None
    """The time it is said of ("in 2025")."""
    about: Span | None = None
    """The words nearest by that say what it measures or counts."""
    quotation: str | None = None
    """Id of the innermost quotation whose content holds it; None where the report itself tells it."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when: the first and the last day, ISO 8601, both included, that the words allow; None is open.

    `text` is the words it was read from, the preposition included. Precision "event" is a moment that has no
    day of its own ("before the summit").
    """

    earliest: str | None
    latest: str | None
    precision: Precision
    text: Span


@dataclass(frozen=True, slots=True)
class Commitment:
    """A clause that says what somebody will do, is to do, or what will come.

    A promise binds who speaks, a decision is settled, a plan is intended or scheduled, an order binds
    somebody else; a prediction foresees and binds nobody. `confidence` is the probability (0 to 1) that
    span and type are right.
    """

    id: str
    type: CommitmentType
    span: Span
    what: Span
    """What is to be done, within `span`."""
    who: Span | None = None
    """The words for who is to do it."""
    who_name: str | None = None
    """Who that is: the speaker where the words are "I"; None where it is not known."""
    for_whom: Span | None = None
    condition: Span | None = None
    due: Deadline | None = None
    quotation: str | None = None
    """Id of the innermost quotation whose content holds it; None where the report itself tells it."""
    confidence: float = 0.0
    grade: Grade = "review"
