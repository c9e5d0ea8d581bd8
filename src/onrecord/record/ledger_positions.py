"""Where one speaker stands on something over the years: what was said of it, in order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection

from onrecord.ledger.positions import Stand as Said
from onrecord.ledger.positions import positions as compared
from onrecord.ledger.topics import about
from onrecord.record import queries
from onrecord.record.filters import Filters
from onrecord.record.ledger_rows import PositionRow
from onrecord.record.rows import QuoteRow
from onrecord.record.statement_finding import statements_of


def positions(
    connection: Connection, words: str, filters: Filters, meant: Collection[str]
) -> list[PositionRow]:
    """The statements of a speaker that are about some words, compared; `filters.speaker` is an entity's id.

    `meant` are ids of quotations that are about them in other words.
    """
    quotes = list(queries.quotes(connection, filters, None, 0))
    fits = about(words, [quote.text for quote in quotes])
    chosen = [quote for quote, fit in zip(quotes, fits, strict=True) if fit or quote.id in meant]
    statements = statements_of(connection, [quote.id for quote in chosen])
    quotes_of: dict[str, list[QuoteRow]] = defaultdict(list)
    for quote in chosen:
        quotes_of[statements.get(quote.id, quote.id)].append(quote)
    said = [_said(quote, identity) for identity, several in quotes_of.items() for quote in several]
    return [PositionRow(each, tuple(quotes_of[each.stand.statement])) for each in compared(said)]


def _said(quote: QuoteRow, statement: str) -> Said:
    told = quote.said_earliest or quote.published
    until = quote.said_latest if quote.said_earliest else None
    day, last = told and told[:10], until and until[:10]
    return Said(
        statement, day, quote.report_id, quote.text, (quote.id,), quote.type, quote.polarity, last=last
    )
