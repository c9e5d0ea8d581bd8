"""`/positions`: what somebody said about something, two dates side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from onrecord.core import Grade, NotFound, Spans
from onrecord.ledger.positions import Label, Position, Stand
from onrecord.ledger.positions_signs import SignKind
from onrecord.match.statements.changes import Difference
from onrecord.record import QuoteRow
from onrecord.serve.addresses import Address
from onrecord.serve.pages import showing
from onrecord.serve.pages.asking import Day, Name, Number, Words, paged

if TYPE_CHECKING:
    from onrecord.match import Entity
    from onrecord.record import PositionRow, Record

_CANDIDATES = 10
"""People of whom one may be meant, who are named."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who, by a name or an id, and the words that it is about; without both nothing is lined up."""

    speaker: Name = ""
    about: Words = ""
    outlet: Name | None = None
    since: Day | None = None
    until: Day | None = None
    page: Number = 1


@dataclass(frozen=True, slots=True)
class Side:
    """What was said; `marks` are the words, as offsets in `text`, that the other side has not."""

    statement: str
    day: str | None
    """The first day on which it can have been said."""
    last_day: str | None
    polarity: str | None
    """That it is denied, asked or hedged; None where it is said outright."""
    text: str
    marks: Spans


@dataclass(frozen=True, slots=True)
class Changed:
    """Words that differ; "" where a side has none."""

    kind: Difference
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Showing:
    """Words that may show a reversal; None where a side has none."""

    kind: SignKind
    before: str | None
    now: str | None


@dataclass(frozen=True, slots=True)
class Placed:
    """One statement, and the earlier one that it is most alike to."""

    now: Side
    grade: Grade
    """`review` where no quotation of it is sure enough."""
    label: Label
    before: Side | None
    changes: tuple[Changed, ...]
    signs: tuple[Showing, ...]
    quotations: tuple[QuoteRow, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a name fits as well."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Positions:
    """One page of what somebody said about something, the earliest first."""

    asked: Asked
    name: str | None
    """Whom the record takes it for."""
    id: str | None
    positions: tuple[Placed, ...]
    put_right: tuple[showing.Mark, ...]
    """What people put right in their quotations."""
    found: int
    more: bool
    others: tuple[Candidate, ...] = ()
    """Whom else the name fits; where nobody stands out among them, nobody is taken for it."""


def find(record: Record, asked: Asked) -> Positions:
    """Where somebody stands; raises `NotFound` where the name is nobody's."""
    if not asked.speaker:
        return Positions(asked, None, None, (), (), 0, more=False)
    try:
        entity, *fits = record.ledger.fitting(asked.speaker)
    except NotFound:
        fits = record.registry.speaking(asked.speaker)
        if not fits:
            raise
        return Positions(asked, None, None, (), (), 0, more=False, others=_candidates(fits))
    others = _candidates(fits)
    if not any(map(str.isalnum, asked.about)):
        return Positions(asked, entity.name, entity.id, (), (), 0, more=False, others=others)
    rows = record.ledger.positions(
        entity.id, asked.about, since=asked.since, until=asked.until, outlet=asked.outlet
    )
    listed = paged(rows, asked.page)
    put_right = showing.put_right(record, (quote for row in listed.items for quote in row.quotes))
    placed = tuple(map(_placed, listed.items))
    return Positions(asked, entity.name, entity.id, placed, put_right, len(rows), listed.more, others)


def _candidates(fits: Iterable[Entity]) -> tuple[Candidate, ...]:
    return tuple(Candidate(each.id, each.name) for each in islice(fits, _CANDIDATES))


def _placed(row: PositionRow) -> Placed:
    position = row.position
    stand, against = position.stand, position.against
    # What was said again needs no second look, as on the terminal.
    beside = against if position.label != "repeated" else None
    return Placed(
        now=_side(stand, _marks(position, now=True)),
        grade="record" if any(each.grade == "record" for each in row.quotes) else "review",
        label=position.label,
        before=_side(against, _marks(position, now=False)) if against else None,
        changes=tuple(Changed(each.kind, each.base_text, each.text) for each in position.changes if beside),
        signs=tuple(
            Showing(
                each.kind,
                each.earlier.of(beside.content) if each.earlier else None,
                each.later.of(stand.content) if each.later else None,
            )
            for each in position.signs
            if beside
        ),
        quotations=tuple(map(showing.quote, row.quotes)),
    )


def _side(stand: Stand, marks: Spans) -> Side:
    return Side(stand.statement, *stand.days, stand.polarity, stand.content, marks)


def _marks(position: Position, *, now: bool) -> Spans:
    """The words of one side that differ, in order."""
    if position.label == "repeated":
        return ()
    spans = [each.span if now else each.base for each in position.changes]
    return tuple(sorted({span for span in spans if span is not None}))


ADDRESS = Address(
    "/positions",
    "What somebody said about something, the earliest first, two dates side by side.",
    Asked,
    Positions,
    find,
    "positions.html",
)
