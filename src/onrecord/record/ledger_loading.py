"""Rows of the ledger back into the types they came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, bindparam, select

from onrecord.core import Interval, Span
from onrecord.core.ledger import Commitment, Deadline, Figure
from onrecord.record import ledger_schema, schema
from onrecord.record.chunks import chunks

Roles = Mapping[str, Span]
_of_version: Any = bindparam("version_key")
_holder = schema.quotation.c.id.label("quotation")
_FIGURES = (
    select(ledger_schema.figure, _holder)
    .select_from(ledger_schema.figure.outerjoin(schema.quotation))
    .where(ledger_schema.figure.c.version_key == _of_version)
    .order_by(ledger_schema.figure.c.position)
)
_COMMITMENTS = (
    select(ledger_schema.commitment, _holder)
    .select_from(ledger_schema.commitment.outerjoin(schema.quotation))
    .where(ledger_schema.commitment.c.version_key == _of_version)
    .order_by(ledger_schema.commitment.c.position)
)


def figures(connection: Connection, version_key: int) -> tuple[Figure, ...]:
    """The figures of the version with this key, in order of the text."""
    rows = connection.execute(_FIGURES, {"version_key": version_key}).mappings().all()
    spans = spans_of(connection, ledger_schema.figure_span.c.figure_key, [row["key"] for row in rows])
    return tuple(figure(row, roles(spans[row["key"]])) for row in rows)


def commitments(connection: Connection, version_key: int) -> tuple[Commitment, ...]:
    """The commitments of the version with this key, in order of the text."""
    rows = connection.execute(_COMMITMENTS, {"version_key": version_key}).mappings().all()
    owner = ledger_schema.commitment_span.c.commitment_key
    spans = spans_of(connection, owner, [row["key"] for row in rows])
    return tuple(commitment(row, roles(spans[row["key"]])) for row in rows)


def spans_of(
    connection: Connection, owner: Column[Any], keys: Sequence[int]
) -> Mapping[int, Sequence[RowMapping]]:
    """The rows of the spans of figures or commitments, by the key that the column `owner` holds."""
    found: dict[int, list[RowMapping]] = defaultdict(list)
    wanted = select(owner.table).where(owner.in_(bindparam("keys", expanding=True)))
    for some in chunks(keys):
        for row in connection.execute(wanted, {"keys": some}).mappings():
            found[row[owner.name]].append(row)
    return found


def roles(rows: Iterable[RowMapping]) -> dict[str, Span]:
    """The spans of one figure or commitment, by role."""
    return {row["role"]: Span(row["start"], row["end"]) for row in rows}


def figure(row: RowMapping, spans: Roles) -> Figure:
    """A row with its spans as the figure it was; `quotation` is a column of the row."""
    period = None
    if row["period_earliest"] is not None:
        period = Interval(row["period_earliest"], row["period_latest"], spans.get("period"))
    return Figure(
        id=row["id"],
        span=spans["span"],
        value=Decimal(row["value"]),
        unit=row["unit"],
        upper=None if row["upper"] is None else Decimal(row["upper"]),
        bound=row["bound"],
        change=row["change"],
        period=period,
        about=spans.get("about"),
        quotation=row["quotation"],
    )


def commitment(row: RowMapping, spans: Roles) -> Commitment:
    """A row with its spans as the commitment it was; `quotation` is a column of the row."""
    due = None
    if row["due_precision"] is not None:
        due = Deadline(row["due_earliest"], row["due_latest"], row["due_precision"], spans["due"])
    return Commitment(
        id=row["id"],
        type=row["type"],
        span=spans["span"],
        what=spans["what"],
        who=spans.get("who"),
        who_name=row["who_name"],
        for_whom=spans.get("for_whom"),
        condition=spans.get("condition"),
        due=due,
        quotation=row["quotation"],
        confidence=row["confidence"],
        grade=row["grade"],
    )
