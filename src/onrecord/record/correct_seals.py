"""The seals of corrections, and of what the model had said (`seals.py`)."""

from __future__ import annotations

from onrecord.record import correct_schema
from onrecord.record.seals import Place, Row, hash_of, sealed, values_of

CORRECTION = sealed(correct_schema.correction)
READING = sealed(correct_schema.reading)


def of_correction(row: Row) -> str:
    """The seal of a person's correction."""
    return hash_of(values_of(row, CORRECTION))


def of_reading(place: Place, row: Row) -> str:
    """The seal of what the model said in the report and version named by `place`."""
    return hash_of([place, values_of(row, READING)])
