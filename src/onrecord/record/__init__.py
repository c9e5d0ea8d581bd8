"""The record: one SQLite file that keeps reports, their versions and every quotation found in them."""

from onrecord.record.checking import Refused
from onrecord.record.filters import Filters
from onrecord.record.people import is_role, was_called
from onrecord.record.people_rows import (
    AppearanceRow,
    Doubt,
    Entry,
    Idle,
    Judged,
    Matched,
    Notice,
    Portrait,
    TakenIn,
)
from onrecord.record.record import Record
from onrecord.record.registry import Registry
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
    "AppearanceRow",
    "ByMeaning",
    "Doubt",
    "Entry",
    "Filters",
    "Hit",
    "Idle",
    "Judged",
    "Matched",
    "Notice",
    "Portrait",
    "Problem",
    "QuoteRow",
    "Record",
    "Refused",
    "Registry",
    "ReportRow",
    "SpeakerRow",
    "Status",
    "StoredReport",
    "TakenIn",
    "VersionRow",
    "is_role",
    "was_called",
]
