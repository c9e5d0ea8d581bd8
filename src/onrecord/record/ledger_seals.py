"""The seals of the ledger's rows (`seals.py`)."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.record import ledger_schema
from onrecord.record.seals import Place, Row, hash_of, sealed, values_of

LEDGER = sealed(ledger_schema.ledger, "linked")
FIGURE = sealed(ledger_schema.figure, "quotation_key")
FIGURE_SPAN = sealed(ledger_schema.figure_span, "figure_key")
# What was corrected is sealed by `of_commitment` itself.
COMMITMENT = sealed(ledger_schema.commitment, "quotation_key", "links", "corrected")
COMMITMENT_SPAN = sealed(ledger_schema.commitment_span, "commitment_key")
TELLING = sealed(ledger_schema.telling, "quotation_key")
FORMER = sealed(ledger_schema.commitment_former)
JUDGEMENT = sealed(ledger_schema.commitment_judgement)


def of_ledger(place: Place, row: Row) -> str:
    """The seal of how the ledger of the report and version named by `place` was read."""
    return hash_of([place, values_of(row, LEDGER)])


def of_figure(place: Place, row: Row, quotation: object, spans: Sequence[Row]) -> str:
    """The seal of a figure with its spans, and with the id of the quotation that holds it."""
    return hash_of([place, values_of(row, FIGURE), quotation, _spans(spans, FIGURE_SPAN)])


def of_commitment(place: Place, row: Row, quotation: object, spans: Sequence[Row]) -> str:
    """The seal of a commitment with its spans, and with the id of the quotation that holds it."""
    said = [place, values_of(row, COMMITMENT), quotation, _spans(spans, COMMITMENT_SPAN)]
    # Left out where it is null: seals written before there were corrections still hold.
    return hash_of(said if row["corrected"] is None else [*said, row["corrected"]])


def of_telling(place: Place, row: Row, quotation: object) -> str:
    """The seal of a sentence that may say what became of a commitment."""
    return hash_of([place, values_of(row, TELLING), quotation])


def of_links(restated: Sequence[str], told: Sequence[str]) -> str:
    """The seal of what a commitment was linked to: names of commitments and of tellings, each in order."""
    return hash_of([list(restated), list(told)])


def of_judgement(row: Row) -> str:
    """The seal of a person's judgement on a commitment."""
    return hash_of(values_of(row, JUDGEMENT))


def of_former(row: Row) -> str:
    """The seal of where a commitment stood."""
    return hash_of(values_of(row, FORMER))


def _spans(rows: Sequence[Row], columns: tuple[str, ...]) -> list[list[object]]:
    return [values_of(row, columns) for row in sorted(rows, key=lambda row: str(row["role"]))]
