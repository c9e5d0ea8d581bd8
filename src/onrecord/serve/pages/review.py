"""`/review`: what a person should look at: the program is not sure of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onrecord.core import Verdict
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
class Decided:
    """What a person decided of a pair, and did not take back."""

    id: str
    one: str
    other: str
    """What they are called, or what they say."""
    verdict: Verdict
    by: str
    at: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Review:
    """One page of what waits for a person; only what was asked for is filled in."""

    asked: Asked
    quotations: tuple[QuoteRow, ...] = ()
    """Those that the program is not sure of, the newest first."""
    speakers: tuple[Doubt, ...] = ()
    """Pairs that may be one person or organisation, the likeliest first."""
    decided: tuple[Decided, ...] = ()
    """What people decided last of such pairs."""
    statements: tuple[StatementDoubt, ...] = ()
    """Pairs of quotations that may relay one statement, the likeliest first."""
    corrections: tuple[showing.Change, ...] = ()
    """Those whose place in their report cannot be told now, the latest first: they change nothing."""
    unstated: tuple[str, ...] = ()
    """The ids of those that are in no statement: they say next to nothing."""
    put_right: tuple[showing.Mark, ...] = ()
    """What people put right in the quotations; the `corrected` of each names those that are about it."""
    more: bool = False


def find(record: Record, asked: Asked) -> Review:
    """What waits, of the kind that was asked for."""
    return _FINDERS[asked.of](record, asked)


def _quotations(record: Record, asked: Asked) -> Review:
    rows = record.quotes(grade="review", newest=True, limit=PAGE + 1, offset=(asked.page - 1) * PAGE)
    listed = paged(rows, 1)
    return Review(
        asked,
        quotations=tuple(map(showing.quote, listed.items)),
        unstated=showing.unstated(record, listed.items),
        put_right=showing.put_right(record, listed.items),
        more=listed.more,
    )


def _speakers(record: Record, asked: Asked) -> Review:
    listed = paged(record.registry.doubts(asked.page * PAGE + 1), asked.page)
    decided = tuple(
        Decided(each.id, each.left_name, each.right_name, said.verdict, said.by, said.at, said.why)
        for each in record.registry.decided()
        if (said := each.judgement)
    )
    return Review(asked, speakers=listed.items, decided=decided, more=listed.more)


def _statements(record: Record, asked: Asked) -> Review:
    listed = paged(record.statements.doubts(asked.page * PAGE + 1), asked.page)
    pairs = tuple(
        StatementDoubt(showing.quote(each.one), showing.quote(each.other), each.likely, each.why)
        for each in listed.items
    )
    decided = tuple(
        Decided(each.id, each.one_said, each.other_said, each.verdict, each.by, each.at, each.why)
        for each in record.statements.decided()
    )
    return Review(
        asked,
        statements=pairs,
        decided=decided,
        put_right=showing.put_right(record, (side for each in pairs for side in (each.one, each.other))),
        more=listed.more,
    )


def _corrections(record: Record, asked: Asked) -> Review:
    listed = paged(_lost(record.corrections.list()), asked.page)
    return Review(asked, corrections=listed.items, more=listed.more)


def _lost(rows: Iterable[CorrectionRow]) -> Iterable[showing.Change]:
    return (showing.change(row) for row in rows if row.state == "unanchored")


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
