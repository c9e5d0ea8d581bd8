"""`/commitments`: what is to be done and by when, and a calendar of the deadlines."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from onrecord.core import CommitmentType, Grade
from onrecord.record import CommitmentRow, CommitmentStatus
from onrecord.record.filters import day_or_today
from onrecord.serve.addresses import Address
from onrecord.serve.pages.asking import Day, Name, Number, SingleDay, Words, paged
from onrecord.serve.pages.committing import Told, told

if TYPE_CHECKING:
    from onrecord.record import Record

Month = Annotated[str, Meta(pattern=r"^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])$", description="A month: 2026-03.")]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which commitments to list; predictions bind nobody, and are left out unless `type` asks for them."""

    status: CommitmentStatus | None = None
    type: CommitmentType | None = None
    who: Name | None = None
    about: Words | None = None
    due_before: Day | None = None
    speaker: Name | None = None
    outlet: Name | None = None
    since: Day | None = None
    until: Day | None = None
    grade: Grade | None = None
    as_of: SingleDay | None = None
    month: Month | None = None
    """Which month of the calendar; the next one with a deadline where none is given."""
    page: Number = 1


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in the calendar."""

    id: str
    who: str | None
    what: str
    words: str
    """Its words in full, with who is to do it before them where they leave that out."""
    standing: CommitmentStatus
    grade: Grade


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day; `number` is None where it is of another month."""

    number: int | None
    due: tuple[Due, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The last days of one month's deadlines, week by week from Monday."""

    month: str
    weeks: tuple[tuple[CalendarDay, ...], ...]
    before: str | None
    """The nearest earlier month with a deadline."""
    after: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Commitments:
    """One page of commitments: what falls due first comes first, what has no deadline last."""

    asked: Asked
    as_of: str
    commitments: tuple[Told, ...]
    more: bool
    found: int
    predictions: int
    """How many of what was asked for are predictions, which stand apart."""
    calendar: Deadlines
    nearest: bool
    """Whether there are so many that only those with the nearest deadlines are here."""


def find(record: Record, asked: Asked) -> Commitments:
    """The commitments of one page, and the deadlines of one month."""
    day = day_or_today(asked.as_of)
    every = record.ledger.commitments(
        as_of=day,
        who=asked.who,
        about=asked.about,
        type=asked.type,
        status=asked.status,
        due_before=asked.due_before,
        speaker=asked.speaker,
        since=asked.since,
        until=asked.until,
        outlet=asked.outlet,
        grade=asked.grade,
        near=asked.month or day,
    )
    apart = asked.type is None
    rows = [row for row in every if not (apart and row.stand.type == "prediction")]
    listed = paged(rows, asked.page)
    return Commitments(
        asked,
        day,
        tuple(map(told, listed.items)),
        listed.more,
        len(rows),
        len(every) - len(rows),
        _calendar(rows, asked.month, day[:7]),
        nearest=not (asked.who or asked.about) and record.ledger.is_crowded(),
    )


def _calendar(rows: Iterable[CommitmentRow], wanted: str | None, today: str) -> Deadlines:
    """The month that is wanted, else the next with a deadline: what is due in it, by the last day allowed."""
    by_day: defaultdict[str, list[Due]] = defaultdict(list)
    for row in rows:
        if row.last_day:
            by_day[row.last_day[:10]].append(_due(row))
    months = sorted({day[:7] for day in by_day})
    month = wanted or next((each for each in months if each >= today), today)
    weeks = Calendar().monthdayscalendar(int(month[:4]), int(month[5:]))
    return Deadlines(
        month,
        tuple(tuple(_day(month, number, by_day) for number in week) for week in weeks),
        before=max((each for each in months if each < month), default=None),
        after=min((each for each in months if each > month), default=None),
        number=sum(len(due) for day, due in by_day.items() if day[:7] == month),
    )


def _due(row: CommitmentRow) -> Due:
    stand = row.stand
    return Due(row.id, stand.who_name or stand.who, stand.what, stand.in_full, row.standing, stand.grade)


def _day(month: str, number: int, by_day: dict[str, list[Due]]) -> CalendarDay:
    due: Sequence[Due] = by_day.get(f"{month}-{number:02d}", ()) if number else ()
    return CalendarDay(number or None, tuple(due))


ADDRESS = Address(
    "/commitments",
    "What is to be done and by when, and a calendar of the deadlines.",
    Asked,
    Commitments,
    find,
    "commitments.html",
)
