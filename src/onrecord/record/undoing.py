"""Saying of stored judgements and entries that they no longer count: the row stays, and says since when."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, RowMapping, Table, update

from onrecord.record import people_schema, seals

TABLES = (people_schema.judgement, people_schema.entry)
"""What can be undone."""

_SEAL = dict(zip(TABLES, (seals.of_judgement, seals.of_entry), strict=True))


def undo(connection: Connection, table: Table, rows: Iterable[RowMapping], by: str, at: str) -> None:
    """Say of rows of one of `TABLES` that they no longer count."""
    for row in rows:
        undone = dict(row) | {"undone_at": at, "undone_by": by}
        undone["seal"] = _SEAL[table](undone)
        connection.execute(update(table).where(table.c.id == row["id"]), undone)
