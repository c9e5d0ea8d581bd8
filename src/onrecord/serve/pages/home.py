"""`/`: where to begin, and what is new."""

from __future__ import annotations

from dataclasses import dataclass
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
    """Those added to it last, the newest first."""


def find(record: Record, _: Nothing) -> Home:
    """The newest of what the record holds."""
    return Home(tuple(map(showing.report, record.added_last(_NEW))))


ADDRESS = Address("/", "Where to begin, and what is new.", Nothing, Home, find, "home.html")
