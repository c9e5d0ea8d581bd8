"""Where one speaker stands on something over the years: what was said of it, in order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, select

from onrecord.ledger.positions import Stand as Said
from onrecord.ledger.positions import positions as compared
from onrecord.ledger.topics import about
from onrecord.record import queries, statement_schema
from onrecord.record.filters import Filters
from onrecord.record.ledger_rows import PositionRow
from onrecord.record.loading import CHUNK
from onrecord.record.rows import QuoteRow

_relay = statement_schema.relay.c
_RELAYED = select(_relay.id, _relay.statement_id)


def positions(
    connection: Connection, words: str, filters: Filters, meant: Collection[str]
) -> list[PositionRow]:
    """The statements of a speaker that are about some words, compared; `filters.speaker` is an entity's id.

    `meant` are ids of quotations that are about them in other words.
    """
    quotes = list(queries.quotes(connection, filters, None, 0))
    fits = about(words, [quote.text for quote in quotes])
    chosen = [quote for quote, fit in zip(quotes, fits, strict=True) if fit or quote.id in meant]
    statements = _statements(connection, [quote.id for quote in chosen])
    quotes_of: dict[str, list[QuoteRow]] = defaultdict(list)
    for quote in chosen:
        quotes_of[statements.get(quote.id, quote.id)].append(quote)
    said = [_said(quote, identity) for identity, several in quotes_of.items() for quote in several]
    return [PositionRow(each, tuple(quotes_of[each.stand.statement])) for each in compared(said)]


def _said(quote: QuoteRow, statement: str) -> Said:
    told = quote.said_earliest or quote.published
    day = told[:10] if told else None
    return Said(statement, day, quote.report_id, quote.text, (quote.id,), quote.type)


def _statements(connection: Connection, quotations: list[str]) -> dict[str, str]:
    """The statements that these quotations relay, by their ids; those that say next to nothing have none."""
    found: dict[str, str] = {}
    for i in range(0, len(quotations), CHUNK):
        some = quotations[i : i + CHUNK]
        found |= dict(
            connection.execute(select(_relay.id, _relay.statement_id).where(_relay.id.in_(some)))
            .tuples()
            .all()
        )
    return found
