"""Taking reports into the ledger: their figures, their commitments, and what they tell of earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, update

from onrecord.core import trim
from onrecord.ledger.holding import Holding
from onrecord.record import (
    ledger_comparing,
    ledger_deriving,
    ledger_linking,
    ledger_schema,
    ledger_writing,
    loading,
    schema,
)
from onrecord.record.ledger_rules import rules
from onrecord.record.ledger_writing import Leaves, Page, Told
from onrecord.record.rows import StoredReport
from onrecord.resolve.layout import Layout

_version, _ledger = schema.version.c, ledger_schema.ledger.c


def take_in(connection: Connection, keys: Sequence[int]) -> int:
    """Read those of the versions with these keys that are current still."""
    wanted = loading.VERSIONS.where(_version.key.in_(keys), _version.current == 1)
    versions = connection.execute(wanted).mappings().all()
    for row in versions:
        stored = loading.load(connection, row)
        page = Page(
            row["key"],
            (row["report_id"], row["number"]),
            stored.report.text,
            ledger_writing.quotations_of(connection, row["key"]),
        )
        ledger_writing.put(connection, page, _leaves_of(connection, stored), rules())
    ledger_linking.link(connection, [row["key"] for row in versions])
    read = [row["key"] for row in versions]
    connection.execute(update(ledger_schema.ledger).where(_ledger.version_key.in_(read)).values(linked=1))
    return len(read)


def _leaves_of(connection: Connection, stored: StoredReport) -> Leaves:
    """The ledger of a report, read from what is stored of it."""
    figures, due = ledger_deriving.read_ledger(connection, stored)
    return Leaves(figures, due.commitments, tuple(_told(stored)), due.marks)


def _told(stored: StoredReport) -> Iterator[Told]:
    """The sentences that may say what became of a commitment, outside what is not the story."""
    layout, holding, at = Layout(stored.report.text), Holding(stored.quotations), 0
    while at < len(layout.text):
        sentence = layout.sentence_span(at)
        at = max(sentence.end, at + 1)
        span = trim(sentence, layout.text)
        if any(span.overlaps(each) for each in stored.report.boilerplate):
            continue
        if span.start < span.end and ledger_comparing.may_tell(layout.text, span):
            holder = holding.of_most(span)
            yield Told(span, None if holder is None else holder.id)
