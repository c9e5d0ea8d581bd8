"""Ids that commitments had: by other rules, and in texts that their reports have no longer.

Such an id leads to what has the place or the words of its commitment now, as a judgement on it does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, RowMapping, Select, delete, insert, select, union

from onrecord.record import ledger_schema, ledger_seals, schema, tallying
from onrecord.record.chunks import chunks
from onrecord.record.ledger_judging import PLACES, heir

_table, _former = ledger_schema.commitment_former, ledger_schema.commitment_former.c
_commitment, _span = ledger_schema.commitment.c, ledger_schema.commitment_span.c
_version = schema.version.c
_STANDING: Select[tuple[str, str, str, int, int, str]] = (
    select(
        _commitment.id,
        _version.report_id,
        _version.text_sha256,
        _span.start,
        _span.end,
        _span.exact.label("said"),
    )
    .join(ledger_schema.commitment_span, _span.commitment_key == _commitment.key)
    .join(schema.version, _version.key == _commitment.version_key)
    .where(_span.role == "span")
)


def remember(connection: Connection, version: int) -> None:
    """Note where the commitments of the version with this key stand, before they are taken away."""
    standing = connection.execute(_STANDING.where(_commitment.version_key == version)).mappings()
    rows = [row | {"seal": ledger_seals.of_former(row)} for row in map(dict, standing)]
    if rows:
        forget(connection, rows[0]["report_id"], [row["id"] for row in rows])
        connection.execute(insert(_table), rows)
        tallying.count(connection, _table, len(rows))


def forget(connection: Connection, report: str, ids: Collection[str]) -> None:
    """Drop what was noted of commitments that stand in the report again."""
    dropped = 0
    for some in chunks(sorted(ids)):
        again = delete(_table).where(_former.report_id == report, _former.id.in_(some))
        dropped += connection.execute(again).rowcount
    if dropped:
        tallying.count(connection, _table, -dropped)


def named(connection: Connection, begins: str, report: str | None) -> Sequence[RowMapping]:
    """Where commitments stood whose ids begin so, in one report or in any."""
    noted = select(*(each for each in _former if each.name != "seal")).where(_former.id.startswith(begins))
    before = _STANDING.where(_version.current == 0, _commitment.id.startswith(begins))
    if report is not None:
        noted, before = noted.where(_former.report_id == report), before.where(_version.report_id == report)
    rows = connection.execute(union(noted, before)).mappings().all()
    return [row for row in rows if row["id"] == begins] or rows


def heirs(connection: Connection, rows: Sequence[RowMapping]) -> set[int]:
    """The keys of the commitments of current versions that have the places, or the words, of these."""
    found: set[int] = set()
    for report in sorted({row["report_id"] for row in rows}):
        places = connection.execute(PLACES.where(_version.report_id == report)).mappings().all()
        found.update(key for row in rows if row["report_id"] == report for key in heir(row, places))
    return found
