"""`/reports`: what the record was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.record import ReportRow
from onrecord.serve.addresses import Address
from onrecord.serve.pages import showing
from onrecord.serve.pages.asking import Number, paged

if TYPE_CHECKING:
    from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of the list."""

    page: Number = 1


@dataclass(frozen=True, slots=True)
class Reports:
    """One page of reports, the latest published first, undated ones last."""

    asked: Asked
    reports: tuple[ReportRow, ...]
    more: bool


def find(record: Record, asked: Asked) -> Reports:
    """The reports of one page."""
    listed = paged(record.newest_reports(), asked.page)
    return Reports(asked, tuple(map(showing.report, listed.items)), listed.more)


ADDRESS = Address(
    "/reports", "What the record was made from, the latest first.", Asked, Reports, find, "reports.html"
)
