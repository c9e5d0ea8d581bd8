"""`/`: where to begin, and what is new."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.record import ReportRow
from onrecord.serve.addresses import Address
from onrecord.serve.pages import showing
from onrecord.serve.pages.asking import Nothing

if TYPE_CHECKING:
    from onrecord.record import Record

_NEW = 12


@dataclass(frozen=True, slots=True)
class Home:
    """What the record holds last."""

    reports: tuple[ReportRow, ...]
    """The latest by date of publication, the newest first."""


def find(record: Record, _: Nothing) -> Home:
    """The newest of what the record holds."""
    return Home(tuple(map(showing.report, islice(record.newest_reports(), _NEW))))


ADDRESS = Address("/", "Where to begin, and what is new.", Nothing, Home, find, "home.html")
