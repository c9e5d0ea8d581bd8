"""`/review`: what a person should look at: the program is not sure of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.core.corrections import CorrectionKind
from onrecord.record import Doubt, QuoteRow, StatementDoubt
from onrecord.serve.addresses import Address
from onrecord.serve.pages import showing
from onrecord.serve.pages.asking import PAGE, Number, paged

if TYPE_CHECKING:
    from onrecord.record import Record
    from onrecord.record.correct_rows import CorrectionRow

Of = Literal["quotations", "speakers", "statements", "corrections"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look at, and which page of it."""

    of: Of = "quotations"
    page: Number = 1


@dataclass(frozen=True, slots=True)
class Lost:
    """A correction whose place in its report cannot be told now: it changes nothing until it can."""

    id: str
    report_id: str
    what: CorrectionKind
    was: str
    """The words that were corrected."""
    now: str | None
    """Those that a quotation was given instead; None where its words are not what was put right."""
    who: str
    at: str
    why: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """One page of what waits for a person; only what was asked for is filled in."""

    asked: Asked
    quotations: tuple[QuoteRow, ...] = ()
    """Those that the program is not sure of, the newest first."""
    speakers: tuple[Doubt, ...] = ()
    """Pairs that may be one person or organisation, the likeliest first."""
    statements: tuple[StatementDoubt, ...] = ()
    """Pairs of quotations that may relay one statement, the likeliest first."""
    corrections: tuple[Lost, ...] = ()
    """The latest first."""
    more: bool = False


def find(record: Record, asked: Asked) -> Review:
    """What waits, of the kind that was asked for."""
    return _FINDERS[asked.of](record, asked)


def _quotations(record: Record, asked: Asked) -> Review:
    rows = record.quotes(grade="review", newest=True, limit=PAGE + 1, offset=(asked.page - 1) * PAGE)
    listed = paged(rows, 1)
    return Review(asked, quotations=tuple(map(showing.quote, listed.items)), more=listed.more)


def _speakers(record: Record, asked: Asked) -> Review:
    listed = paged(record.registry.doubts(asked.page * PAGE + 1), asked.page)
    return Review(asked, speakers=listed.items, more=listed.more)


def _statements(record: Record, asked: Asked) -> Review:
    listed = paged(record.statements.doubts(asked.page * PAGE + 1), asked.page)
    pairs = tuple(
        StatementDoubt(showing.quote(each.one), showing.quote(each.other), each.likely, each.why)
        for each in listed.items
    )
    return Review(asked, statements=pairs, more=listed.more)


def _corrections(record: Record, asked: Asked) -> Review:
    listed = paged(_lost(record.corrections.list()), asked.page)
    return Review(asked, corrections=listed.items, more=listed.more)


def _lost(rows: Iterable[CorrectionRow]) -> Iterable[Lost]:
    for row in rows:
        made = row.correction
        if row.state == "unanchored" and made.undone_at is None:
            yield Lost(
                made.id, made.report_id, made.what, row.was, row.now, row.who, made.at, made.why, row.reason
            )


_FINDERS: dict[Of, Callable[[Record, Asked], Review]] = {
    "quotations": _quotations,
    "speakers": _speakers,
    "statements": _statements,
    "corrections": _corrections,
}

ADDRESS = Address(
    "/review",
    "What a person should look at: the program is not sure of it.",
    Asked,
    Review,
    find,
    "review.html",
)
