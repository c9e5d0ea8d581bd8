"""Full-text search over quotations and reports, newest first."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Select, TableClause, select

from onrecord.core import Span
from onrecord.record import schema
from onrecord.record.filters import Filters
from onrecord.record.folding import Phrase, phrases, places
from onrecord.record.queries import QUOTES, REPORTS, quote_rows, report_row
from onrecord.record.rows import Hit

_AROUND = 80
"""Characters shown on either side of the first words found in a report."""
_WORD = 30
"""Characters looked through for the end of a word that would be cut: not all scripts have spaces."""


def search(connection: Connection, words: str, filters: Filters, limit: int) -> list[Hit]:
    """Quotations that hold all the words, then reports that hold them elsewhere; see `Record.search`."""
    wanted = phrases(words)
    if not wanted or limit <= 0:
        return []
    hits = list(_in_quotations(connection, wanted, filters, limit))
    return hits + list(_in_reports(connection, wanted, filters, limit - len(hits)))


def _in_quotations(
    connection: Connection, wanted: tuple[Phrase, ...], filters: Filters, limit: int
) -> Iterator[Hit]:
    quotation = schema.quotation.c
    query = (
        QUOTES.where(quotation.key.in_(matching(schema.QUOTATION_WORDS, wanted)), *filters.on_quotations())
        .order_by(quotation.last_day.desc().nulls_last(), schema.version.c.report_id, quotation.position)
        .limit(limit)
    )
    for quote in quote_rows(connection, connection.execute(query).mappings().all()):
        yield Hit(quote, None, quote.text, places(quote.text, wanted))


def _in_reports(
    connection: Connection, wanted: tuple[Phrase, ...], filters: Filters, limit: int
) -> Iterator[Hit]:
    conditions = filters.on_reports()
    if conditions is None or limit <= 0:
        return
    quotation, version = schema.quotation.c, schema.version.c
    shown_already = select(quotation.version_key).where(
        quotation.key.in_(matching(schema.QUOTATION_WORDS, wanted))
    )
    query = (
        REPORTS.add_columns(version.text)
        .where(
            version.key.in_(matching(schema.REPORT_WORDS, wanted)),
            version.key.not_in(shown_already),
            *conditions,
        )
        .order_by(version.published.desc().nulls_last(), version.report_id)
        .limit(limit)
    )
    for row in connection.execute(query).mappings():
        text = row["text"]
        marks = places(text, wanted)
        first = marks[0] if marks else Span(0, 0)  # a damaged index may name a report without the words
        start, end = _around(text, first)
        shown = tuple(mark.shifted(-start) for mark in marks if mark.end <= end)
        yield Hit(None, report_row(row), text[start:end], shown, start)


def _around(text: str, found: Span) -> tuple[int, int]:
    """Where what is shown around the words begins and ends: between words, where there are any in reach."""
    start, end = max(0, found.start - _AROUND), min(len(text), found.end + _AROUND)
    if start and not text[start - 1].isspace():
        start = next(
            (i + 1 for i in range(start, min(start + _WORD, found.start)) if text[i].isspace()), start
        )
    if end < len(text) and not text[end].isspace():
        end = next((i for i in range(end - 1, max(end - _WORD, found.end) - 1, -1) if text[i].isspace()), end)
    return start, end


def matching(index: TableClause, wanted: tuple[Phrase, ...]) -> Select[tuple[int]]:
    """The keys of the rows in a search index that hold all that is wanted."""
    # Folded words are letters and digits, so nothing in them means anything to FTS5.
    asked = " AND ".join(f'"{" ".join(phrase.words)}"{"*" if phrase.open_end else ""}' for phrase in wanted)
    return select(index.c.rowid).where(index.c.words.match(asked))
