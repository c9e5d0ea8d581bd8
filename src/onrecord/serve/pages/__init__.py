"""Every address of the reading room, one file a page."""

from __future__ import annotations

from typing import Any

from onrecord.serve.addresses import Address
from onrecord.serve.pages import (
    commitment,
    commitments,
    dossier,
    figures,
    home,
    positions,
    report,
    reports,
    review,
    search,
    speaker,
    speakers,
    statement,
    statements,
)

ADDRESSES: tuple[Address[Any, Any], ...] = (
    home.ADDRESS,
    search.ADDRESS,
    reports.ADDRESS,
    report.ADDRESS,
    speakers.ADDRESS,
    speaker.ADDRESS,
    statements.ADDRESS,
    statement.ADDRESS,
    commitments.ADDRESS,
    commitment.ADDRESS,
    positions.ADDRESS,
    dossier.ADDRESS,
    figures.ADDRESS,
    review.ADDRESS,
)
