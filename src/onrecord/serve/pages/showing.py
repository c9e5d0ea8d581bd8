"""What pages show of rows: where reports come from without the folders of the machine that read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.core.corrections import CorrectionKind
from onrecord.core.phrases import signature
from onrecord.core.sources import address_or_file, site_or_file
from onrecord.record import (
    CommitmentRow,
    CorrectionRow,
    Evidence,
    FigureRow,
    Hit,
    QuoteRow,
    ReportRow,
    Source,
    Stand,
    StatementRow,
)
from onrecord.record.correct_applying import Before, State

if TYPE_CHECKING:
    from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody put right in a report, and what has become of that."""

    id: str
    report_id: str
    what: CorrectionKind
    was: str
    """The words that were corrected, or were missed."""
    now: str | None
    """Those that a quotation was given instead; None where its words are not what was put right."""
    speaker: str | None
    """Who was said to say it; None for nobody, and where something else was put right."""
    earliest: str | None
    latest: str | None
    """By when a commitment was said to be due."""
    before: Before | None
    """The deadline that stands without it; None where it is about something else, or has no effect."""
    who: str
    at: str
    why: str
    state: State
    """See `CorrectionRow`."""
    reason: str | None
    """Why it changes nothing, where its place in the report cannot be told."""


@dataclass(frozen=True, slots=True)
class Mark:
    """That somebody put a quotation right: what an id in its `corrected` stands for."""

    id: str
    report_id: str
    what: CorrectionKind
    who: str
    at: str
    why: str


def quote(row: QuoteRow) -> QuoteRow:
    """A quotation as it is shown."""
    return replace(row, source_address=address_or_file(row.source_address))


def unstated(record: Record, rows: Iterable[QuoteRow | None]) -> tuple[str, ...]:
    """The ids of the quotations among these that are in no statement, so that no page leads to one."""
    return tuple(sorted(record.statements.unstated([row.id for row in rows if row is not None])))


def put_right(record: Record, rows: Iterable[QuoteRow | StatementRow | None]) -> tuple[Mark, ...]:
    """The corrections that hold for these quotations, in the order in which they were made.

    Of a statement they are those of the quotation that it is shown by.
    """
    ids = {identity for row in rows if row is not None for identity in row.corrected}
    return tuple(
        Mark(each.id, each.report_id, each.what, signature(each.by, None), each.at, each.why)
        for each in (record.corrections.made(ids) if ids else ())
    )


def change(row: CorrectionRow) -> Change:
    """What somebody put right, as it is shown."""
    made = row.correction
    return Change(
        id=made.id,
        report_id=made.report_id,
        what=made.what,
        was=row.was,
        now=row.now,
        speaker=made.speaker.name if made.speaker else None,
        earliest=made.earliest,
        latest=made.latest,
        before=row.before,
        who=row.who,
        at=made.at,
        why=made.why,
        state=row.state,
        reason=row.reason,
    )


def outlet(row: QuoteRow) -> str:
    """Whose report a quotation is in: the outlet, else the site, else the file."""
    return row.outlet or site_or_file(row.source_address)


def report(row: ReportRow) -> ReportRow:
    """A report as it is shown."""
    return replace(row, source=address_or_file(row.source))


def hit(row: Hit) -> Hit:
    """What a search found, as it is shown."""
    return replace(row, quote=row.quote and quote(row.quote), report=row.report and report(row.report))


def source(row: Source) -> Source:
    """Where something of the ledger stands, as it is shown."""
    return replace(row, source_address=address_or_file(row.source_address))


def stand(row: Stand) -> Stand:
    """A place of a commitment as it is shown."""
    return replace(row, source=source(row.source))


def evidence(row: Evidence) -> Evidence:
    """What a later report says, as it is shown."""
    return replace(row, source=source(row.source))


def figure(row: FigureRow) -> FigureRow:
    """A figure as it is shown."""
    return replace(row, source=source(row.source))


def commitment(row: CommitmentRow) -> CommitmentRow:
    """A commitment as it is shown."""
    return replace(row, stand=stand(row.stand), evidence=tuple(map(evidence, row.evidence)))
