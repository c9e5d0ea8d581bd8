"""What a report claims in numbers, and what it says will be done: both at once."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.core import Commitment, Figure, Name, Quotation, Report
from onrecord.ledger.commitments import commitments
from onrecord.ledger.figures import figures


def read(
    report: Report, quotations: Sequence[Quotation], names: Sequence[Name]
) -> tuple[tuple[Figure, ...], tuple[Commitment, ...]]:
    """The figures and the commitments of a report, each in order of the text."""
    return figures(report, quotations, names), commitments(report, quotations, names)
