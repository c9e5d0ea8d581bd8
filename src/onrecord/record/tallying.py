"""How many rows there are of what cannot be made again, so that a lost one can be missed."""

from __future__ import annotations

from sqlalchemy import Connection, Table, delete, insert, select

from onrecord.record import people_schema, seals

COUNTED = (
    "judgement",
    "entry",
    "statement",
    "statement_judgement",
    "commitment_judgement",
    "commitment_former",
    "correction",
)
"""The tables whose rows are counted."""

_tally = people_schema.tally


def count(connection: Connection, table: Table, more: int) -> None:
    """Say that a table has so many rows more than before, or fewer."""
    here = _tally.c.of == table.name
    before = connection.execute(select(_tally.c.rows).where(here)).scalar() or 0
    row: dict[str, object] = {"of": table.name, "rows": before + more}
    connection.execute(delete(_tally).where(here))
    connection.execute(insert(_tally), row | {"seal": seals.of_tally(row)})
