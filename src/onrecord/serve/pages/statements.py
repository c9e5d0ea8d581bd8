"""`/statements`: what was said, each once, however many report it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from onrecord.record import StatementRow
from onrecord.serve.addresses import Address
from onrecord.serve.pages import showing
from onrecord.serve.pages.asking import PAGE, Day, Name, Number, Words

if TYPE_CHECKING:
    from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Asked:
    """Which statements to list; `about` are words that stand in them."""

    about: Words | None = None
    speaker: Name | None = None
    outlet: Name | None = None
    since: Day | None = None
    until: Day | None = None
    min_reports: Annotated[int, Meta(ge=1, le=100_000, description="Reports that have it, at least.")] = 1
    page: Number = 1


@dataclass(frozen=True, slots=True)
class Statements:
    """One page of statements: those with most reports first, of equals the latest."""

    asked: Asked
    statements: tuple[StatementRow, ...]
    put_right: tuple[showing.Mark, ...]
    """What people put right in the quotations that they are shown by."""
    more: bool


def find(record: Record, asked: Asked) -> Statements:
    """The statements of one page."""
    first = (asked.page - 1) * PAGE
    rows = record.statements.list(
        speaker=asked.speaker,
        about=asked.about,
        since=asked.since,
        until=asked.until,
        outlet=asked.outlet,
        min_reports=asked.min_reports,
        limit=PAGE + 1,
        offset=first,
    )
    found = tuple(rows)
    shown = found[:PAGE]
    return Statements(asked, shown, showing.put_right(record, shown), more=len(found) > PAGE)


ADDRESS = Address(
    "/statements",
    "What was said, each once, however many report it.",
    Asked,
    Statements,
    find,
    "statements.html",
)
