"""What the record answers: quotations and reports, streamed row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from onrecord.core import Spans
from onrecord.record import schema
from onrecord.record.chunks import CHUNK, chunks
from onrecord.record.filters import Filters
from onrecord.record.ledger_deriving import with_ledger
from onrecord.record.loading import current_version, load, spans_of, words_of_sources
from onrecord.record.rows import QuoteRow, ReportRow, StoredReport
from onrecord.record.speaking import entities_in

_quotation, _version, _report, _speaker = (
    schema.quotation.c,
    schema.version.c,
    schema.report.c,
    schema.speaker.c,
)

FROM_QUOTATIONS = (
    schema.quotation.join(schema.version, _version.key == _quotation.version_key)
    .join(schema.report, _report.id == _version.report_id)
    .outerjoin(schema.speaker, _speaker.key == _quotation.speaker_key)
)
QUOTES = select(
    *(c for c in schema.quotation.columns if c.name not in ("seal", "version_key", "embedding")),
    _version.report_id,
    _version.number,
    _version.title,
    _version.outlet,
    _version.published,
    _report.source,
    _speaker.name.label("speaker_name"),
    _speaker.kind.label("speaker_kind"),
).select_from(FROM_QUOTATIONS)

REPORTS = select(
    _version.key,
    _version.report_id,
    _version.number,
    _report.name,
    _report.source,
    _version.title,
    _version.outlet,
    _version.published,
    _version.language,
    _version.characters,
    _version.quotations,
    _version.added_at,
).select_from(schema.version.join(schema.report))

# Undated quotations come last; within a day, in the order of the reports and their texts.
_CHRONOLOGICAL: tuple[ColumnElement[Any], ...] = (
    _quotation.first_day.is_(None),
    _quotation.first_day,
    _version.report_id,
    _quotation.position,
)
_NEWEST: tuple[ColumnElement[Any], ...] = (
    _quotation.last_day.desc().nulls_last(),
    _version.report_id,
    _quotation.position,
)


def quotes(
    connection: Connection, filters: Filters, limit: int | None, offset: int, *, newest: bool = False
) -> Iterator[QuoteRow]:
    """The current quotations that pass the filters, earliest first or `newest` first, undated last."""
    order = _NEWEST if newest else _CHRONOLOGICAL
    wanted = QUOTES.where(*filters.on_quotations()).order_by(*order).limit(limit).offset(offset)
    for rows in connection.execute(wanted).mappings().partitions(CHUNK):
        yield from quote_rows(connection, rows)


def quote_rows(connection: Connection, rows: Sequence[RowMapping]) -> Iterator[QuoteRow]:
    """The rows of a `QUOTES` query as `QuoteRow`s, in the same order."""
    keys = [row["key"] for row in rows]
    spans, known = spans_of(connection, keys), entities_in(connection, keys)
    words = words_of_sources(connection, [row["key"] for row in rows if row["speaker_name"] is None])
    return (
        _quote_row(row, spans[row["key"]], known.get(row["key"], {}), words.get(row["key"])) for row in rows
    )


def _quote_row(
    row: RowMapping, spans: dict[str, Spans], known: dict[str, str], words: str | None
) -> QuoteRow:
    return QuoteRow(
        id=f"{row['report_id']}-{row['id']}",
        report_id=row["report_id"],
        version=row["number"],
        title=row["title"],
        source_address=row["source"],
        outlet=row["outlet"],
        published=row["published"],
        said_earliest=row["said_earliest"],
        said_latest=row["said_latest"],
        speaker=row["speaker_name"],
        speaker_kind=row["speaker_kind"],
        addressee=row["addressee"],
        occasion=row["occasion"],
        type=row["type"],
        text=row["text"],
        content=spans["content"],
        source=spans["source"],
        cue=spans["cue"],
        nested_in=row["nested_in"],
        polarity=row["polarity"],
        confidence=row["confidence"],
        grade=row["grade"],
        speaker_id=" ".join(known) or None,
        entity=" and ".join(known.values()) or None,
        words=words,
        corrected=tuple((row["corrected"] or "").split()),
    )


def reports(connection: Connection) -> Iterator[ReportRow]:
    """The current version of every report, by date of publication, then by id."""
    wanted = REPORTS.where(_version.current == 1).order_by(
        _version.published.is_(None), _version.published, _version.report_id
    )
    return (report_row(row) for row in connection.execute(wanted).mappings())


def newest_reports(connection: Connection) -> Iterator[ReportRow]:
    """The current version of every report, the latest published first, undated ones last."""
    # Slots are in the order of days, and an index.
    wanted = REPORTS.where(_version.slot.is_not(None)).order_by(_version.slot.desc())
    return (report_row(row) for row in connection.execute(wanted).mappings())


def added_last(connection: Connection, limit: int) -> Iterator[ReportRow]:
    """The current version of every report, the one added to the record last first."""
    # Keys are given in order, and kept by what is read again.
    wanted = REPORTS.where(_version.current == 1).order_by(_version.key.desc()).limit(limit)
    return (report_row(row) for row in connection.execute(wanted).mappings())


def report_row(row: RowMapping) -> ReportRow:
    """The row of a `REPORTS` query as a `ReportRow`."""
    return ReportRow(
        id=row["report_id"],
        version=row["number"],
        name=row["name"],
        source=row["source"],
        title=row["title"],
        outlet=row["outlet"],
        published=row["published"],
        language=row["language"],
        characters=row["characters"],
        quotations=row["quotations"],
        added_at=row["added_at"],
    )


def stored_reports(connection: Connection) -> Iterator[StoredReport]:
    """The current version of every report with its bytes and quotations, by id."""
    # Ids first: a page of whole texts could fill the memory.
    ids = select(_report.id).order_by(_report.id)
    for report_id in connection.execute(ids).scalars():
        row = current_version(connection, report_id)
        if row is not None:
            yield with_ledger(connection, row["key"], load(connection, row))


def added_at(connection: Connection, reports: Sequence[str]) -> dict[str, str]:
    """When the current version of each report was taken in, by their ids."""
    found: dict[str, str] = {}
    for some in chunks(reports):
        query = select(_version.report_id, _version.added_at).where(
            _version.report_id.in_(some), _version.current == 1
        )
        found.update((row.report_id, row.added_at) for row in connection.execute(query))
    return found
