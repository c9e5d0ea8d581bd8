"""The record: one SQLite file that keeps reports, their versions and every quotation found in them."""

from onrecord.record.checking import Refused
from onrecord.record.filters import Filters
from onrecord.record.record import Record
from onrecord.record.rows import (
    Added,
    ByMeaning,
    Hit,
    Problem,
    QuoteRow,
    ReportRow,
    SpeakerRow,
    Status,
    StoredReport,
    VersionRow,
)

__all__ = [
    "Added",
    "ByMeaning",
    "Filters",
    "Hit",
    "Problem",
    "QuoteRow",
    "Record",
    "Refused",
    "ReportRow",
    "SpeakerRow",
    "Status",
    "StoredReport",
    "VersionRow",
]
