"""What the statements of a record are handed out as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.core import Grade, Likeness, Relay, Verdict
from onrecord.record.rows import QuoteRow

StatementIdle = Literal["gone", "overruled"]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement in a list."""

    id: str
    speaker: str | None
    """Who says `text` as its report has it: by the name in the registry, else the report's own; or None."""
    speaker_id: str | None
    """The speaker's id in the registry; of several who say it together all ids, with spaces between."""
    first: str | None
    """ISO 8601 day of the first report that has one."""
    last: str | None
    reports: int
    outlets: tuple[str, ...]
    text: str
    """The most complete wording, as a reader would quote it."""
    relay: str
    """The id of the quotation that has it."""
    polarity: str | None
    grade: Grade
    """As that quotation has them."""
    words: str | None = None
    """The words of its report for who says it, where it names nobody."""
    corrected: tuple[str, ...] = ()
    """The ids of the corrections that hold for that quotation, in the order in which they were made."""


@dataclass(frozen=True, slots=True)
class StatementJudged:
    """What a person decided of two quotations; it counts unless it was undone, and unless it is idle.

    `one` and `other` are their ids. `idle` says why it does nothing as things stand: `gone`, one of the two
    is no longer in its report; `overruled`, other decisions say otherwise. What is decided in one act does
    something where any part of it does.
    """

    id: str
    one: str
    other: str
    verdict: Verdict
    by: str
    why: str
    at: str
    one_said: str
    other_said: str
    """What the two said then."""
    undone_at: str | None = None
    undone_by: str | None = None
    idle: StatementIdle | None = None


@dataclass(frozen=True, slots=True)
class SaidAgain:
    """A statement in which the same was said on another occasion, and how likely that is, 0 to 1."""

    row: StatementRow
    likely: float


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of saying, with everything that relays it.

    `asked` is the id it was asked for by, where that is another: of a statement that is part of it now, or
    of one of its quotations.
    """

    id: str
    created_at: str
    row: StatementRow
    relays: tuple[Relay, ...]
    """The earliest first, undated ones before all; what drift, lineage and warnings work on."""
    quotes: tuple[QuoteRow, ...]
    """The same quotations as rows, in the same order."""
    likenesses: tuple[Likeness, ...]
    """What was found between its relays, and of what is somewhat like them."""
    repeats: tuple[SaidAgain, ...]
    """The statements in which the same was said on other occasions, the earliest first."""
    judgements: tuple[StatementJudged, ...]
    """What people decided of its relays, the latest first; what was undone as well."""
    former: tuple[str, ...] = ()
    """Ids of statements that are part of it now."""
    asked: str | None = None


@dataclass(frozen=True, slots=True)
class StatementDoubt:
    """Two quotations that may relay one statement, the earlier first, and how likely that is, 0 to 1."""

    one: QuoteRow
    other: QuoteRow
    likely: float
    why: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """Statements in which the same was said on different occasions, the earliest first."""

    statements: tuple[StatementRow, ...]
    likenesses: tuple[Likeness, ...]
    """The pairs of quotations that say so, the likeliest first."""
