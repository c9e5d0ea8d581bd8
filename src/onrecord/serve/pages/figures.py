"""`/figures`: the numbers that are claimed, of what, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from onrecord.core import Grade, Span
from onrecord.core.ledger import Bound, Change
from onrecord.core.ledger_words import how_sure, number
from onrecord.record import FigureRow, Source
from onrecord.serve.addresses import Address
from onrecord.serve.pages import showing
from onrecord.serve.pages.asking import PAGE, Day, Name, Number, Words, paged
from onrecord.serve.pages.committing import who_says

if TYPE_CHECKING:
    from onrecord.record import ClaimedRow, Record


@dataclass(frozen=True, slots=True)
class Asked:
    """Which figures to list; with `differing` what is claimed with values that cannot all be so, together."""

    about: Words | None = None
    unit: Annotated[str, Meta(max_length=100, description="USD, %, kilometre, count.")] | None = None
    speaker: Name | None = None
    outlet: Name | None = None
    since: Day | None = None
    until: Day | None = None
    differing: bool = False
    page: Number = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; spans are offsets in the report's text."""

    id: str
    source: Source
    by_whom: str
    text: str
    """The number with its unit, as the report has it."""
    how_sure: str
    """What stands before it: "about ", "a rise of "."""
    span: Span
    value: int | float
    upper: int | float | None
    unit: str
    bound: Bound
    change: Change | None
    period_earliest: str | None
    period_latest: str | None
    about: str | None
    sentence: str
    grade: Grade | None
    """Of the quotation that has it; None where none has."""
    polarity: str | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """One thing that several figures claim, the earliest first."""

    about: str | None
    figures: tuple[Figure, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class Figures:
    """One page of figures, the earliest first, undated ones last; or of things that several claim."""

    asked: Asked
    figures: tuple[Figure, ...]
    claims: tuple[Claimed, ...]
    more: bool


def find(record: Record, asked: Asked) -> Figures:
    """The figures of one page."""
    wanted = {
        "about": asked.about,
        "unit": asked.unit,
        "speaker": asked.speaker,
        "since": asked.since,
        "until": asked.until,
        "outlet": asked.outlet,
    }
    if asked.differing:
        claims = paged(record.ledger.claims(differing=True, **wanted), asked.page)
        return Figures(asked, (), tuple(map(_claimed, claims.items)), claims.more)
    listed = paged(record.ledger.figures(**wanted, limit=asked.page * PAGE + 1), asked.page)
    return Figures(asked, tuple(map(_figure, listed.items)), (), listed.more)


def _claimed(row: ClaimedRow) -> Claimed:
    reports = {each.source.report_id for each in row.figures}
    return Claimed(row.figures[0].about, tuple(map(_figure, row.figures)), len(reports))


def _figure(row: FigureRow) -> Figure:
    return Figure(
        id=row.id,
        source=showing.source(row.source),
        by_whom=who_says(row.source),
        text=row.text,
        how_sure=how_sure(row.change, row.bound),
        span=row.span,
        value=number(row.value),
        upper=None if row.upper is None else number(row.upper),
        unit=row.unit,
        bound=row.bound,
        change=row.change,
        period_earliest=row.period_earliest,
        period_latest=row.period_latest,
        about=row.about,
        sentence=row.sentence,
        grade=row.grade,
        polarity=row.polarity,
    )


ADDRESS = Address(
    "/figures",
    "The numbers that are claimed: how much of what, who says so.",
    Asked,
    Figures,
    find,
    "figures.html",
)
