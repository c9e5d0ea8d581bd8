"""The quotations that relays stand for, as rows and in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, RowMapping, select

from onrecord.core import Quotation, Relay
from onrecord.record import loading, schema, statement_schema
from onrecord.record.chunks import chunks
from onrecord.record.queries import QUOTES, quote_rows
from onrecord.record.rows import QuoteRow, StoredReport
from onrecord.record.statement_finding import statements_of

_quotation, _version = schema.quotation.c, schema.version.c
_relay = statement_schema.relay.c


def quotes_of(connection: Connection, ids: Sequence[str]) -> dict[str, QuoteRow]:
    """The quotations of current versions with these ids (`REPORTID-QUOTATIONID`), by id."""
    wanted, found = set(ids), dict[str, QuoteRow]()
    for some in chunks(ids):
        parts = [each.partition("-") for each in some]
        reports, quotations = {part[0] for part in parts}, {part[2] for part in parts}
        query = QUOTES.where(
            _version.current == 1, _version.report_id.in_(reports), _quotation.id.in_(quotations)
        )
        rows = connection.execute(query).mappings().all()
        found |= {each.id: each for each in quote_rows(connection, rows) if each.id in wanted}
    return found


def together(connection: Connection, ids: Collection[str]) -> dict[str, list[QuoteRow]]:
    """All quotations of the statements in which those with these ids are, by these ids; in no order."""
    of = statements_of(connection, ids)
    members: dict[str, list[str]] = defaultdict(list)
    for some in chunks(sorted(set(of.values()))):
        query = select(_relay.statement_id, _relay.id).where(_relay.statement_id.in_(some))
        for statement, relay in connection.execute(query):
            members[statement].append(relay)
    rows = quotes_of(connection, [relay for relays in members.values() for relay in relays])
    return {
        each: [rows[relay] for relay in members[statement] if relay in rows] for each, statement in of.items()
    }


def relays_of(connection: Connection, rows: Iterable[RowMapping]) -> list[Relay]:
    """Relays with their reports and quotations, in the same order; those that are read anew left out."""
    reports: dict[str, StoredReport | None] = {}
    found = []
    for row in rows:
        report_id, _, quotation = row["id"].partition("-")
        if report_id not in reports:
            version = loading.current_version(connection, report_id)
            reports[report_id] = None if version is None else loading.load(connection, version)
        stored = reports[report_id]
        if stored is not None and (said := _quoted(stored.quotations, quotation)) is not None:
            found.append(Relay(row["id"], report_id, stored.report, said, row["speaker"]))
    return found


def _quoted(quotations: Iterable[Quotation], identity: str) -> Quotation | None:
    return next((each for each in quotations if each.id == identity), None)
