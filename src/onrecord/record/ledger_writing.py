"""Writing the ledger of one version: what it says in figures, and what it says will be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Table, delete, insert, select

from onrecord.core import Span
from onrecord.core.ledger import Commitment, Figure
from onrecord.record import ledger_former, ledger_links, ledger_schema, ledger_seals, schema
from onrecord.record.folding import fold
from onrecord.record.seals import Place

Values = dict[str, object]
_Item = tuple[Values, str | None, list[Values]]
"""A row, the id of the quotation that holds it, and the rows of its spans."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that may say what became of a commitment; `quotation` is the innermost that has it."""

    span: Span
    quotation: str | None


@dataclass(frozen=True, slots=True)
class Leaves:
    """All that goes into the ledger of one version, each in order of the text."""

    figures: Sequence[Figure]
    commitments: Sequence[Commitment]
    told: Sequence[Told]
    corrected: Mapping[str, str]
    """The id of the correction that holds for the deadline of a commitment, by the id of that."""


@dataclass(frozen=True, slots=True)
class Page:
    """A version: its key, its place in seals, its text, and the keys of its quotations by id."""

    key: int
    place: Place
    text: str
    quotations: Mapping[str, int]

    def holder(self, quotation: str | None) -> int | None:
        """The key of the quotation that holds something."""
        return None if quotation is None else self.quotations[quotation]


def put(connection: Connection, page: Page, leaves: Leaves, rules: str) -> None:
    """Store the ledger of a version in place of what it had, linked to nothing yet."""
    clear(connection, page.key)
    row: Values = {
        "rules": rules,
        "figures": len(leaves.figures),
        "commitments": len(leaves.commitments),
        "tellings": len(leaves.told),
    }
    seal = ledger_seals.of_ledger(page.place, row)
    connection.execute(insert(ledger_schema.ledger), row | {"version_key": page.key, "seal": seal})
    figures = [_figure(page, at, each) for at, each in enumerate(leaves.figures)]
    _put(connection, page, figures, ledger_schema.figure_span.c.figure_key, ledger_seals.of_figure)
    commitments = [
        _commitment(page, at, each, leaves.corrected.get(each.id))
        for at, each in enumerate(leaves.commitments)
    ]
    of_commitment = ledger_seals.of_commitment
    _put(connection, page, commitments, ledger_schema.commitment_span.c.commitment_key, of_commitment)
    tellings = [_telling(page, at, each) for at, each in enumerate(leaves.told)]
    if tellings:
        connection.execute(insert(ledger_schema.telling), tellings)
    ledger_former.forget(connection, str(page.place[0]), [each.id for each in leaves.commitments])


def quotations_of(connection: Connection, key: int) -> dict[str, int]:
    """The keys of the quotations of the version with this key, by id."""
    columns = schema.quotation.c
    of_version = select(columns.id, columns.key).where(columns.version_key == key)
    return dict(connection.execute(of_version).tuples().all())


def clear(connection: Connection, key: int) -> None:
    """Take away the ledger of the version with this key, if it has one, and what was linked to it."""
    read = select(ledger_schema.ledger.c.version_key).where(ledger_schema.ledger.c.version_key == key)
    if connection.execute(read).first() is None:
        return
    ledger_links.unlink(connection, key)
    ledger_former.remember(connection, key)
    for owner in (ledger_schema.figure_span.c.figure_key, ledger_schema.commitment_span.c.commitment_key):
        table = _owned_by(owner)
        own = select(table.c.key).where(table.c.version_key == key)
        connection.execute(delete(owner.table).where(owner.in_(own)))
        connection.execute(delete(table).where(table.c.version_key == key))
    for table in (ledger_schema.telling, ledger_schema.ledger):
        connection.execute(delete(table).where(table.c.version_key == key))


def _put(
    connection: Connection,
    page: Page,
    items: Sequence[_Item],
    owner: Column[int],
    seal_of: Callable[[Place, Values, object, Sequence[Values]], str],
) -> None:
    """Store rows with their spans; `owner` is the column of the spans that names the row."""
    if not items:
        return
    table = _owned_by(owner)
    rows = [
        row
        | {
            "version_key": page.key,
            "quotation_key": page.holder(quotation),
            "seal": seal_of(page.place, row, quotation, spans),
        }
        for row, quotation, spans in items
    ]
    made = insert(table).returning(table.c.key, sort_by_parameter_order=True)
    keys = connection.execute(made, rows).scalars().all()
    placed = [
        span | {owner.name: key} for key, (_, _, spans) in zip(keys, items, strict=True) for span in spans
    ]
    connection.execute(insert(owner.table), placed)


def _owned_by(owner: Column[int]) -> Table:
    (key,) = owner.foreign_keys
    return key.column.table


def _figure(page: Page, position: int, figure: Figure) -> _Item:
    period = figure.period
    spans = _spans(page, span=figure.span, period=period.text if period else None, about=figure.about)
    row: Values = {
        "id": figure.id,
        "position": position,
        "value": str(figure.value),
        "upper": None if figure.upper is None else str(figure.upper),
        "unit": figure.unit,
        "bound": figure.bound,
        "change": figure.change,
        "period_earliest": period.earliest if period else None,
        "period_latest": period.latest if period else None,
        "folded": _folded(spans),
    }
    return row, figure.quotation, spans


def _commitment(page: Page, position: int, commitment: Commitment, corrected: str | None) -> _Item:
    due = commitment.due
    spans = _spans(
        page,
        span=commitment.span,
        what=commitment.what,
        who=commitment.who,
        for_whom=commitment.for_whom,
        condition=commitment.condition,
        due=due.text if due else None,
    )
    who = commitment.who_name
    row: Values = {
        "id": commitment.id,
        "position": position,
        "type": commitment.type,
        "who_name": who,
        "due_earliest": due.earliest if due else None,
        "due_latest": due.latest if due else None,
        "due_precision": due.precision if due else None,
        "confidence": float(commitment.confidence),
        "grade": commitment.grade,
        "folded": fold(commitment.span.of(page.text)),
        "who_folded": None if who is None else fold(who),
        "corrected": corrected,
    }
    return row, commitment.quotation, spans


def _telling(page: Page, position: int, told: Told) -> Values:
    row: Values = {
        "position": position,
        "start": told.span.start,
        "end": told.span.end,
        "exact": told.span.of(page.text),
    }
    seal = ledger_seals.of_telling(page.place, row, told.quotation)
    return row | {"version_key": page.key, "quotation_key": page.holder(told.quotation), "seal": seal}


def _spans(page: Page, **roles: Span | None) -> list[Values]:
    return [
        {"role": role, "start": span.start, "end": span.end, "exact": span.of(page.text)}
        for role, span in roles.items()
        if span is not None
    ]


def _folded(spans: Sequence[Mapping[str, object]]) -> str:
    """What a figure is found by: the words it is about, and its own."""
    words = {str(span["role"]): str(span["exact"]) for span in spans}
    return fold(f"{words.get('about', '')} {words.get('span', '')}")
