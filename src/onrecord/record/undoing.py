"""Taking back judgements and entries: which is meant; its row stays, and says since when it is undone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select, update

from onrecord.core import NotFound, RecordError, as_id
from onrecord.record import finding, ledger_schema, ledger_seals, people_schema, seals, statement_schema
from onrecord.record.judging import PERSON

TABLES = (people_schema.judgement, people_schema.entry)
"""What is undone of the registry."""

_SHOWN = 5
_SEAL = {
    people_schema.judgement: seals.of_judgement,
    people_schema.entry: seals.of_entry,
    statement_schema.statement_judgement: seals.of_statement_judgement,
    ledger_schema.commitment_judgement: ledger_seals.of_judgement,
}
"""What can be undone, and how its rows are sealed."""


def undo(
    connection: Connection, table: Table, rows: Iterable[RowMapping], by: str, at: str
) -> list[dict[str, Any]]:
    """Say of rows of a table of what can be undone that they no longer count; the rows as they are then."""
    found = []
    for row in rows:
        undone = dict(row) | {"undone_at": at, "undone_by": by}
        undone["seal"] = _SEAL[table](undone)
        connection.execute(update(table).where(table.c.id == row["id"]), undone)
        found.append(undone)
    return found


def the_one(connection: Connection, tables: Iterable[Table], wanted: str, what: str, hint: str) -> RowMapping:
    """The row of these tables that counts and whose id begins so.

    Raises `NotFound`, of `what` and with the hint, where there is none or more than one, `RecordError` where
    it was undone before.
    """
    begins = as_id(wanted)
    found = [
        row
        for table in tables
        for row in connection.execute(
            select(table).where(table.c.id.startswith(begins, autoescape=True)).limit(_SHOWN)
        ).mappings()
        if begins
    ]
    if not found:
        raise NotFound(f"{finding.shown(wanted)}: no {what} has this id", hint)
    if len(found) > 1:
        ids = ", ".join(row["id"] for row in found)
        raise NotFound(f"{wanted}: more than one id begins so", f"give one whole: {ids}")
    row = found[0]
    if row["undone_at"] is not None:
        who, day = row["undone_by"].removeprefix(PERSON), row["undone_at"][:10]
        raise RecordError(f"{row['id']}: nothing is left to undo: {who} took it back on {day}")
    return row
