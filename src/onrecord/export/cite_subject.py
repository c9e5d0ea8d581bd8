"""What can be cited: a report, a quotation, or a statement with all that relay it; and how one is found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from onrecord.core import NotFound, Quotation, Report, Several, as_id
from onrecord.export.addresses import Addresses

if TYPE_CHECKING:
    from onrecord.record import Record, Statement, StoredReport
    from onrecord.record.correct_rows import CorrectionRow

SubjectKind = Literal["report", "quotation", "statement"]

_QUOTATION = re.compile("(?P<report>[0-9a-f]{16})-(?P<quotation>.+)")
_STATEMENT = re.compile("[0-9a-f]{1,12}")
_STATEMENT_DIGITS = 12

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Place:
    """A version of a report, and the quotation in it that is meant; None where the whole report is."""

    stored: StoredReport
    quotation: Quotation | None = None

    @property
    def report(self) -> Report:
        """The report as it was read."""
        return self.stored.report

    @property
    def id(self) -> str:
        """The id of the quotation, else of the report, the same in every record."""
        return self.stored.id if self.quotation is None else f"{self.stored.id}-{self.quotation.id}"

    def address(self, base: str | None = None) -> str:
        """Its permanent address: the version is named, so that a later one changes nothing."""
        addresses, report = Addresses.under(base), self.stored.id
        whole = (
            addresses.report(report)
            if self.quotation is None
            else addresses.quotation(report, self.quotation.id)
        )
        path, mark, part = whole.partition("#")
        return f"{path}?version={self.stored.version.version}{mark}{part}"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is cited, and the places that prove it; of a statement, that of the fullest wording first."""

    kind: SubjectKind
    id: str
    places: tuple[Place, ...]
    statement: Statement | None = None
    corrections: tuple[CorrectionRow, ...] = ()
    """What people put right in the reports of the places."""

    def address(self, base: str | None = None) -> str:
        """Its permanent address."""
        if self.kind == "statement":
            return f"{Addresses.under(base).base}statements/{self.id}"
        return self.places[0].address(base)


def find(record: Record, which: str) -> Subject:
    """What is named by a quotation's id (`REPORTID-QUOTATIONID`), a statement's, or as for `Record.report`.

    A quotation that was corrected is found by any id it ever had. One that the current version of its report
    has no longer is found in the latest version that has it. Raises `NotFound` where nothing is named so,
    `Several` where more than one thing is.
    """
    wanted = as_id(which)
    # Ids that other programs gave may have capitals.
    if match := _QUOTATION.fullmatch(which.strip()) or _QUOTATION.fullmatch(wanted):
        return _quotation(record, match["report"], match["quotation"])
    if not _STATEMENT.fullmatch(wanted):
        return _report(record, record.report(which))
    statement = _unless_missing(lambda: record.statements.statement(wanted))
    if statement is not None and len(wanted) == _STATEMENT_DIGITS:
        return _statement(record, statement)
    stored = _unless_missing(lambda: record.report(which))
    if statement is not None and stored is not None:
        raise Several(
            f"{wanted}: the report {stored.id} and the statement {statement.id} begin so",
            "give more of the id",
        )
    if statement is not None:
        return _statement(record, statement)
    if stored is not None:
        return _report(record, stored)
    raise NotFound(
        f"{wanted}: no report, quotation or statement has this id",
        "`onrecord reports`, `onrecord quotes --json` and `onrecord statements` list them",
    )


def _report(record: Record, stored: StoredReport) -> Subject:
    return Subject("report", stored.id, (Place(stored),), None, _corrections(record, [stored.id]))


def _quotation(record: Record, report_id: str, quotation_id: str) -> Subject:
    place = _place(record, report_id, record.corrections.address(f"{report_id}-{quotation_id}"), quotation_id)
    return Subject("quotation", place.id, (place,), None, _corrections(record, [report_id]))


def _place(record: Record, report_id: str, now: str | None, asked: str) -> Place:
    """Where a quotation stands: in the current version as it is named `now`, else in an earlier one."""
    stored = record.report(report_id)
    wanted = asked if now is None else now.partition("-")[2]
    for quotation in stored.quotations:
        if quotation.id == wanted:
            return Place(stored, quotation)
    for version in reversed(record.versions(report_id)):
        earlier = record.report(report_id, version=version.version)
        for quotation in earlier.quotations:
            if quotation.id == asked:
                return Place(earlier, quotation)
    raise NotFound(
        f"{report_id}-{asked}: the report has no such quotation", f"its own: onrecord show {report_id}"
    )


def _statement(record: Record, statement: Statement) -> Subject:
    reports = dict.fromkeys(relay.report_id for relay in statement.relays)
    stored = {each: record.report(each) for each in reports}
    fullest = statement.row.relay
    relays = sorted(statement.relays, key=lambda relay: relay.id != fullest)
    places = tuple(Place(stored[relay.report_id], relay.quotation) for relay in relays)
    return Subject("statement", statement.id, places, statement, _corrections(record, reports))


def _corrections(record: Record, reports: Iterable[str]) -> tuple[CorrectionRow, ...]:
    return tuple(row for each in reports for row in record.corrections.list(each))


def _unless_missing(look: Callable[[], _Found]) -> _Found | None:
    try:
        return look()
    except Several:
        raise
    except NotFound:
        return None
