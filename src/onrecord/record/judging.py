"""Judgements as they are stored: written, and never deleted.

Of several judgements by people on one pair the latest that was not undone counts, so that undoing it brings
back what counted before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, Table, bindparam, delete, insert, select

from onrecord.core import Judgement
from onrecord.record import people_schema, seals, tallying
from onrecord.record.chunks import chunks

PERSON = "person:"
"""What the name of a person who decides begins with."""

Pair = tuple[str, str]

_table, _column = people_schema.judgement, people_schema.judgement.c
_DIGITS = 10

_OF_PEOPLE = (
    select(_table)
    .where(_column.by.startswith(PERSON), _column.undone_at.is_(None))
    .order_by(_column.at, _column.id)
)
# The program's own that count, and those that a person undid: they are not to be made again.
_OF_PROGRAM = select(_table).where(
    _column.left.in_(bindparam("ids", expanding=True)),
    ~_column.by.startswith(PERSON),
    _column.undone_at.is_(None) | _column.undone_by.startswith(PERSON),
)


def now() -> str:
    """This moment in UTC, to the microsecond: later decisions outweigh earlier ones."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def pair(one: str, other: str) -> Pair:
    """Two ids in the order in which judgements name them: an appearance first, else alphabetical."""
    left, right = sorted((one, other), key=lambda identity: ("/" not in identity, identity))
    return left, right


def identity(prefix: str, *said: object) -> str:
    """The id of a decision: what it says, who said it and when."""
    return prefix + hashlib.sha256("\0".join(map(str, said)).encode()).hexdigest()[:_DIGITS]


def write(
    connection: Connection, judgements: Iterable[Judgement], at: str, names: Mapping[str, str]
) -> list[str]:
    """Store judgements with what those judged are called, by their ids; the ids of the judgements.

    What the program withdrew and now decides again is the same judgement: it counts again.
    """
    rows = []
    for each in judgements:
        left, right = pair(each.left, each.right)
        row: dict[str, object] = {
            "id": identity("j", left, right, each.verdict, *_decision(each, at)),
            "left": left,
            "right": right,
            "verdict": each.verdict,
            "by": each.by,
            "why": each.why,
            "confidence": float(each.confidence),
            "at": at,
            "undone_at": None,
            "undone_by": None,
            "left_name": names.get(left),
            "right_name": names.get(right),
        }
        rows.append(row | {"seal": seals.of_judgement(row)})
    return store(connection, _table, rows)


def store(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Write judgements, in place of those that have the same ids, and count what is new; the ids."""
    ids = [str(row["id"]) for row in rows]
    again = 0
    for some in chunks(ids):
        again += connection.execute(delete(table).where(table.c.id.in_(some))).rowcount
    if rows:
        connection.execute(insert(table), list(rows))
        tallying.count(connection, table, len(rows) - again)
    return ids


def _decision(each: Judgement, at: str) -> tuple[str, str]:
    """What tells it from others on its pair: a person decides at a time, the program by what it sees."""
    return (each.by, at) if each.by.startswith(PERSON) else ("program", each.why)


def of_people(connection: Connection) -> dict[Pair, Judgement]:
    """What people decided and did not undo: the latest judgement on each pair."""
    rows = connection.execute(_OF_PEOPLE).mappings()
    return {(row["left"], row["right"]): judgement_of(row) for row in rows}


def of_people_in(connection: Connection, report: str) -> Sequence[RowMapping]:
    """What people decided on appearances in a report and did not undo, the earliest first."""
    # "0" follows "/".
    there = _OF_PEOPLE.where(_column.left > f"{report}/", _column.left < f"{report}0")
    return connection.execute(there).mappings().all()


def of_program(connection: Connection, ids: Sequence[str]) -> list[RowMapping]:
    """The program's judgements whose left is among `ids`: those that count, and those a person undid."""
    return [row for some in chunks(ids) for row in connection.execute(_OF_PROGRAM, {"ids": some}).mappings()]


def judgement_of(row: RowMapping) -> Judgement:
    """A row as the judgement it stores."""
    return Judgement(
        row["left"], row["right"], row["verdict"], row["by"], row["why"], row["confidence"], row["at"]
    )
