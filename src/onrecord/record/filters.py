"""What narrows a list of quotations down, checked once and turned into SQL conditions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from onrecord.core import Grade, QuotationType, RecordError
from onrecord.record import schema
from onrecord.record.naming import has_words, heard

Day = str | date

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_SINGLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_AFTER_ANY_DAY = "~"


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that must all hold; None asks for nothing.

    `speaker`: who is meant by it (`naming.py`), under whatever name, alone or with others. `outlet`: every
    word must be in the name, whatever its case, accents or script; a report that names no outlet is the
    agency's in whose name it is dated. `since` and
    `until`: a day, month or year (`2026-02-16`, `2026-02`, `2026`), both included; a quotation is in if it
    can have been said then, by its report's date where nothing says more. `report`: a report's id.
    """

    speaker: str | None = None
    since: Day | None = None
    until: Day | None = None
    outlet: str | None = None
    type: QuotationType | None = None
    grade: Grade | None = None
    report: str | None = None

    def on_quotations(
        self, said_by: Callable[[str], ColumnElement[bool]] = heard
    ) -> list[ColumnElement[bool]]:
        """Conditions on `quotation` joined with its current `version` and its `speaker`.

        `said_by` tells how a speaker's quotations are found: all at once, or each as it comes (`heard_in`).
        """
        quotation = schema.quotation.c
        found = [*self.on_versions(), *self.within(quotation.first_day, quotation.last_day)]
        if self.speaker is not None:
            found.append(said_by(self.speaker))
        if self.type is not None:
            found.append(quotation.type == self.type)
        if self.grade is not None:
            found.append(quotation.grade == self.grade)
        return found

    def on_reports(self) -> list[ColumnElement[bool]] | None:
        """Conditions on the current `version`; None where only a quotation could meet them."""
        if self.speaker is not None or self.type is not None or self.grade is not None:
            return None
        published = schema.version.c.published
        return [*self.on_versions(), *self.within(published, published)]

    def within(self, first: ColumnElement[Any], last: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """Conditions on something that was said between the days of these two columns."""
        found: list[ColumnElement[bool]] = []
        if self.since is not None:
            found.append(last >= written_day(self.since))
        if self.until is not None:
            found.append(first <= written_day(self.until) + _AFTER_ANY_DAY)
        return found

    def on_versions(self) -> list[ColumnElement[bool]]:
        """Conditions on the current `version` alone."""
        found: list[ColumnElement[bool]] = [schema.version.c.current == 1]
        if self.outlet is not None:
            agency = schema.agency.c
            dated = select(agency.version_key).where(has_words(agency.folded, self.outlet))
            named = has_words(schema.version.c.outlet_folded, self.outlet)
            found.append(or_(named, schema.version.c.key.in_(dated)))
        if self.report is not None:
            found.append(schema.version.c.report_id == self.report)
        return found


def written_day(day: Day) -> str:
    """A day, month or year as it is compared; raises `RecordError` where it is none."""
    written = day.isoformat()[:10] if isinstance(day, date) else day
    if not _DAY.fullmatch(written):
        raise RecordError(f"{written!r} is not a date", "write it as 2026-02-16, 2026-02 or 2026")
    return written


def day_or_today(day: Day | None) -> str:
    """A single day that was given, else the reader's own; raises `RecordError` where it is none."""
    return single_day(str(day or date.today()))  # noqa: DTZ011 (the reader's own day)


def single_day(day: str) -> str:
    """A day that was given, if it is written as one and exists; raises `RecordError` else."""
    try:
        if not _SINGLE_DAY.fullmatch(day):
            raise ValueError
        date.fromisoformat(day)
    except ValueError:
        raise RecordError(f"{day!r} is not a day", "write it as 2026-02-16") from None
    return day
