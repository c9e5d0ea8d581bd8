"""What the ledger of a record is handed out as."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from onrecord.core import Grade, Span
from onrecord.core.days import in_words
from onrecord.core.ledger import Bound, Change, CommitmentType, Deadline
from onrecord.core.ledger_words import due_now

if TYPE_CHECKING:
    from onrecord.ledger.positions import Position
    from onrecord.record.rows import QuoteRow

_LEFT_OUT = re.compile(r"(?:not |never )?(?:to|will|would|won[’']t|shall|must)\b", re.IGNORECASE)

CommitmentVerdict = Literal["kept", "dropped", "delayed", "wrong"]
VERDICTS: tuple[CommitmentVerdict, ...] = ("kept", "dropped", "delayed", "wrong")
CommitmentStatus = Literal["pending", "due", "overdue", "past", "kept", "dropped", "delayed", "wrong"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something of the ledger stands: the report, and whose words it is told in."""

    report_id: str
    version: int
    title: str | None
    source_address: str
    """Path or URL the report came from."""
    outlet: str | None
    published: str | None
    quotation: str | None
    """The id (`REPORTID-QUOTATIONID`) of the innermost quotation that has it, None where none has."""
    speaker: str | None
    """Whose words those are, as the registry calls them, else the report."""
    speaker_id: str | None
    """Their id in the registry; of several who say it together all ids, with spaces between."""
    words: str | None
    """The report's words for who says so, where it names nobody."""
    first_day: str | None
    """The first day it can have been said, by the report's date where nothing says more."""
    last_day: str | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure with everything a table shows; spans are offsets in the report's text."""

    id: str
    """`REPORTID-FIGUREID`: unique in the record, and the same in every record."""
    source: Source
    text: str
    """The number with its unit, as the report has it."""
    span: Span
    value: Decimal
    upper: Decimal | None
    unit: str
    bound: Bound
    change: Change | None
    period_earliest: str | None
    period_latest: str | None
    period_span: Span | None
    about: str | None
    about_span: Span | None
    sentence: str
    """The sentence in which it stands, white space single."""
    said: str
    """What of the sentence is in the quotation that has it; all of it where none has."""
    grade: Grade | None = None
    """That quotation's; None where none has it."""
    polarity: str | None = None
    """How that quotation puts it, where it asserts nothing: "denied", "asked"."""


@dataclass(frozen=True, slots=True)
class CommitmentJudged:
    """What a person found of a commitment; it counts unless it was undone, and unless it is idle.

    `wrong` says that it is no commitment. `report_id`, `start`, `end` and `said` are where it stood then, and
    what it said. `idle`: nothing in the reports as they are now has its place or its words.
    """

    id: str
    commitment: str
    report_id: str
    text_sha256: str
    start: int
    end: int
    said: str
    verdict: CommitmentVerdict
    until: str | None
    by: str
    note: str
    at: str
    undone_at: str | None = None
    undone_by: str | None = None
    idle: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """One place where a report has a commitment; spans are offsets in the report's text."""

    id: str
    source: Source
    type: CommitmentType
    text: str
    """The clause as the report has it."""
    span: Span
    what: str
    what_span: Span
    who: str | None
    who_span: Span | None
    who_name: str | None
    for_whom: str | None
    for_whom_span: Span | None
    condition: str | None
    condition_span: Span | None
    due: Deadline | None
    due_text: str | None
    """The words the deadline was read from."""
    confidence: float
    grade: Grade
    corrected: str | None = None
    """The id of the correction that gave it its deadline; None where nobody put that right."""

    @property
    def in_full(self) -> str:
        """Its words, with who is to do it before them where they leave that out ("to rebuild").

        Else a reader would take whoever says so for whoever is bound.
        """
        inside = self.who_span is not None and self.span.covers(self.who_span)
        if inside or not _LEFT_OUT.match(self.text):
            return self.text
        return f"{self.who_name or self.who or 'by whom is not told'}: {self.text}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a later report says became of a commitment; `words` is where in its text it says so."""

    outcome: CommitmentVerdict
    source: Source
    sentence: str
    span: Span
    words: Span
    due: Deadline | None
    """The deadline that a delay gives instead; None where it gives none."""
    due_text: str | None


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One commitment in a list, however many reports have it, as it stood on the day `as_of`."""

    id: str
    """The same in every record; that of any of its places names it."""
    stand: Stand
    """Where it stands: first of all with a deadline, else first of all."""
    made_on: str | None
    """The first day by which it was made, ISO 8601."""
    reports: int
    outlets: tuple[str, ...]
    as_of: str
    status: CommitmentStatus
    """What the calendar and later reports say; never a verdict."""
    due: Deadline | None
    """The deadline in force: that of the latest delay, else its own."""
    late: bool
    """Whether it was first reported kept after its last day."""
    evidence: tuple[Evidence, ...]
    """What later reports say became of it, the earliest first."""
    judged: CommitmentJudged | None
    """What a person found last and did not undo."""
    uid: str
    """What a calendar knows it by: the least id of its places, whichever of them comes first."""

    @property
    def last_day(self) -> str | None:
        """By when it is to be done, as things stand: the day that a person found it delayed to goes first."""
        until = self.judged.until if self.judged is not None else None
        return until or (None if self.due is None else self.due.latest or self.due.earliest)

    @property
    def due_in_words(self) -> str:
        """By when, as things stand, on one line: the day to which a person found it delayed goes first."""
        if self.judged is not None and self.judged.until is not None:
            return f"due {in_words(self.judged.until)}"
        delays = [each for each in self.evidence if each.outcome == "delayed"]
        words = delays[-1].due_text if delays else self.stand.due_text
        return due_now(self.due, words, put_off=bool(delays))

    @property
    def standing(self) -> CommitmentStatus:
        """What became of it: as a person found, else as it is computed."""
        if self.judged is None:
            return self.status
        until = self.judged.until
        over = self.judged.verdict == "delayed" and until is not None and until < self.as_of
        return "overdue" if over else self.judged.verdict


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """One commitment with all its places, and all that people found of it."""

    row: CommitmentRow
    stands: tuple[Stand, ...]
    """The earliest first."""
    judgements: tuple[CommitmentJudged, ...]
    """The latest first; what was undone as well."""


@dataclass(frozen=True, slots=True)
class ClaimedRow:
    """One thing that several figures claim, the earliest first; `differ` where they cannot all be so."""

    figures: tuple[FigureRow, ...]
    differ: bool


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One statement of a speaker, how it compares with an earlier one, and the quotations that relay it."""

    position: Position
    quotes: tuple[QuoteRow, ...]
