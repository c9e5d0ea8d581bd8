"""The record: one SQLite file that keeps reports, their versions and every quotation found in them."""

from onrecord.record.checking import Refused
from onrecord.record.correct_rows import CorrectedReport, CorrectionRow
from onrecord.record.corrections import Corrections
from onrecord.record.dossier_rows import DossierPage
from onrecord.record.duplicate_rows import SharedText, SharingReport
from onrecord.record.filters import Filters
from onrecord.record.ledger import Ledger
from onrecord.record.ledger_rows import (
    ClaimedRow,
    CommitmentJudged,
    CommitmentPage,
    CommitmentRow,
    CommitmentStatus,
    CommitmentVerdict,
    Evidence,
    FigureRow,
    PositionRow,
    Source,
    Stand,
)
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
from onrecord.record.statement_progress import Compared
from onrecord.record.statement_rows import (
    Repeat,
    SaidAgain,
    Statement,
    StatementDoubt,
    StatementJudged,
    StatementRow,
)
from onrecord.record.statements import Statements

__all__ = [
    "Added",
    "AppearanceRow",
    "ByMeaning",
    "ClaimedRow",
    "CommitmentJudged",
    "CommitmentPage",
    "CommitmentRow",
    "CommitmentStatus",
    "CommitmentVerdict",
    "Compared",
    "CorrectedReport",
    "CorrectionRow",
    "Corrections",
    "DossierPage",
    "Doubt",
    "Entry",
    "Evidence",
    "FigureRow",
    "Filters",
    "Hit",
    "Idle",
    "Judged",
    "Ledger",
    "Matched",
    "Notice",
    "Portrait",
    "PositionRow",
    "Problem",
    "QuoteRow",
    "Record",
    "Refused",
    "Registry",
    "Repeat",
    "ReportRow",
    "SaidAgain",
    "SharedText",
    "SharingReport",
    "Source",
    "SpeakerRow",
    "Stand",
    "Statement",
    "StatementDoubt",
    "StatementJudged",
    "StatementRow",
    "Statements",
    "Status",
    "StoredReport",
    "TakenIn",
    "VersionRow",
    "is_role",
    "was_called",
]
