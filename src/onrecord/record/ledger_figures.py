"""Figures as the record lists them: filtered, with where they stand and who claims them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from onrecord.core import Span, Spans
from onrecord.record import ledger_loading, ledger_schema, schema
from onrecord.record.chunks import CHUNK
from onrecord.record.filters import Filters
from onrecord.record.ledger_rows import FigureRow
from onrecord.record.ledger_sides import texts_of
from onrecord.record.ledger_sources import COLUMNS, FIRST_DAY, passing, sources_of, standing
from onrecord.record.loading import spans_of as quoted_spans_of
from onrecord.record.naming import has_words, storable
from onrecord.resolve.layout import Layout

_figure, _version = ledger_schema.figure.c, schema.version.c
_HELD = (schema.quotation.c.grade.label("held_grade"), schema.quotation.c.polarity.label("held_polarity"))
"""Of the quotation that holds a figure."""


def figures(
    connection: Connection, filters: Filters, about: str | None, unit: str | None, limit: int | None
) -> Iterator[FigureRow]:
    """The figures of current versions that pass, the earliest first, undated ones last."""
    wanted = (
        select(ledger_schema.figure, *COLUMNS, *_HELD)
        .select_from(standing(ledger_schema.figure))
        .where(*passing(filters), *_of(about, unit))
        .order_by(FIRST_DAY.is_(None), FIRST_DAY, _version.report_id, _figure.position)
        .limit(limit)
    )
    for rows in connection.execute(wanted).mappings().partitions(CHUNK):
        yield from _rows(connection, rows)


def units(connection: Connection) -> list[str]:
    """The units that figures of current versions have, the most frequent first."""
    counted = select(_figure.unit).select_from(standing(ledger_schema.figure)).where(_version.current == 1)
    often = counted.group_by(_figure.unit).order_by(func.count().desc(), _figure.unit)
    return list(connection.execute(often).scalars())


def _of(about: str | None, unit: str | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if about is not None:
        found.append(has_words(_figure.folded, about))
    if unit is not None:
        found.append(func.lower(_figure.unit) == storable(unit).strip().lower())
    return found


def _rows(connection: Connection, rows: Sequence[RowMapping]) -> Iterator[FigureRow]:
    owner = ledger_schema.figure_span.c.figure_key
    spans = ledger_loading.spans_of(connection, owner, [row["key"] for row in rows])
    held = sorted({row["quotation_key"] for row in rows if row["quotation_key"] is not None})
    contents = {key: spans["content"] for key, spans in quoted_spans_of(connection, held).items()}
    layouts = {key: Layout(text) for key, text in texts_of(connection, rows).items()}
    for row, source in zip(rows, sources_of(connection, rows), strict=True):
        words = {span["role"]: span["exact"] for span in spans[row["key"]]}
        roles = ledger_loading.roles(spans[row["key"]])
        figure = ledger_loading.figure(row, roles)
        layout = layouts[row["version_key"]]
        sentence = _sentence(layout, figure.span)
        yield FigureRow(
            id=f"{row['report_id']}-{figure.id}",
            source=source,
            text=" ".join(words["span"].split()),
            span=figure.span,
            value=figure.value,
            upper=figure.upper,
            unit=figure.unit,
            bound=figure.bound,
            change=figure.change,
            period_earliest=row["period_earliest"],
            period_latest=row["period_latest"],
            period_span=roles.get("period"),
            about=" ".join(words["about"].split()) if "about" in words else None,
            about_span=figure.about,
            sentence=" ".join(sentence.of(layout.text).split()),
            said=_said(sentence, contents.get(row["quotation_key"], ()), layout.text),
            grade=row["held_grade"],
            polarity=row["held_polarity"],
        )


def _sentence(layout: Layout, span: Span) -> Span:
    first, last = layout.sentence_span(span.start), layout.sentence_span(span.end - 1)
    return Span(first.start, last.end)


def _said(sentence: Span, content: Spans, text: str) -> str:
    """What of a sentence is in the content of a quotation; all where there is none."""
    inside = [
        Span(max(part.start, sentence.start), min(part.end, sentence.end))
        for part in content
        if part.overlaps(sentence)
    ]
    return " ".join(" ".join(part.of(text) for part in inside or [sentence]).split())
