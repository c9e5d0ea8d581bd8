"""`/reports/ID`: one report, and who says what in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from onrecord.core import Fact, Quotation, Spans, Speaker, quoted_text
from onrecord.core.sources import address_or_file
from onrecord.core.types import Grade, Interval, QuotationType, SpeakerKind
from onrecord.record import VersionRow
from onrecord.serve.addresses import Address
from onrecord.serve.pages import showing
from onrecord.serve.pages.asking import Id, identified

if TYPE_CHECKING:
    from onrecord.record import QuoteRow, Record, StoredReport


@dataclass(frozen=True, slots=True)
class Asked:
    """Which report, and which version of it; the current one where none is given."""

    id: Id
    version: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One quotation of the report; spans are offsets in its text."""

    id: str
    """`REPORTID-QUOTATIONID`."""
    type: QuotationType
    text: str
    content: Spans
    source: Spans
    cue: Spans
    speaker: str | None
    speaker_kind: SpeakerKind | None
    speaker_reason: str | None
    speaker_id: str | None
    """The speaker's id in the registry; of several who say it together all ids, with spaces between."""
    entity: str | None
    """The speaker's name in the registry."""
    words: str | None
    """The report's words for who says it, where it names nobody."""
    addressee: str | None
    occasion: str | None
    said_on: Interval | None
    nested_in: str | None
    polarity: str | None
    confidence: float
    grade: Grade
    stated: bool
    """Whether it is in a statement, as all are that say more than next to nothing."""
    corrected: tuple[str, ...]
    """The ids of the corrections that hold for it; none in an earlier version."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One version of a report with everything that is said in it."""

    id: str
    version: VersionRow
    versions: tuple[VersionRow, ...]
    """All, the oldest first."""
    name: str
    source: str
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    dateline: str | None
    place: str | None
    credited: tuple[str, ...]
    language: str | None
    text: str
    boilerplate: Spans
    quotations: tuple[Said, ...]
    corrections: tuple[showing.Change, ...]
    """What people put right in it, the latest first, what was taken back too; none for an earlier version."""


def find(record: Record, asked: Asked) -> ReportPage:
    """The report that is meant, as it was read."""
    stored = record.report(identified(asked.id, "report"), version=asked.version)
    known = {row.id: row for row in record.quotes(report=stored.id)} if stored.version.current else {}
    corrections = record.corrections.list(stored.id) if stored.version.current else []
    unstated = record.statements.unstated(known)
    report = stored.report
    return ReportPage(
        id=stored.id,
        version=stored.version,
        versions=record.versions(stored.id),
        name=report.name,
        source=address_or_file(report.source),
        title=_value(report.title),
        outlet=report.outlet,
        author=report.author,
        published=_value(report.published),
        dateline=_value(report.dateline),
        place=_value(report.place),
        credited=tuple(fact.value for fact in report.credited),
        language=report.language,
        text=report.text,
        boilerplate=report.boilerplate,
        quotations=tuple(_said(stored, each, known, unstated) for each in stored.quotations),
        corrections=tuple(map(showing.change, corrections)),
    )


def _said(
    stored: StoredReport, quotation: Quotation, known: dict[str, QuoteRow], unstated: Collection[str]
) -> Said:
    identity = f"{stored.id}-{quotation.id}"
    row, speaker = known.get(identity), quotation.speaker or _NOBODY
    return Said(
        id=identity,
        type=quotation.type,
        text=quoted_text(stored.report.text, quotation.content),
        content=quotation.content,
        source=quotation.source,
        cue=quotation.cue,
        speaker=speaker.name or None,
        speaker_kind=speaker.kind if quotation.speaker else None,
        speaker_reason=speaker.reason or None,
        speaker_id=row.speaker_id if row else None,
        entity=row.entity if row else None,
        words=None if quotation.speaker else quoted_text(stored.report.text, quotation.source) or None,
        addressee=quotation.addressee,
        occasion=quotation.occasion,
        said_on=quotation.said_on,
        nested_in=quotation.nested_in,
        polarity=quotation.polarity,
        confidence=quotation.confidence,
        grade=quotation.grade,
        stated=identity not in unstated,
        corrected=row.corrected if row else (),
    )


_NOBODY = Speaker("", "", "person", "")


def _value(fact: Fact | None) -> str | None:
    return None if fact is None else fact.value


ADDRESS = Address(
    "/reports/{id}", "One report, and who says what in it.", Asked, ReportPage, find, "report.html"
)
