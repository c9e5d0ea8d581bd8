"""`/statements/ID`: one act of saying: who reports it in which words, who had it first, what warns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta

from onrecord.core import Span
from onrecord.match.statements.cautions import Caution, Noticed
from onrecord.match.statements.edges import EdgeKind
from onrecord.match.statements.telling import Stretch, compared, summary
from onrecord.record import QuoteRow, SaidAgain, StatementJudged, StatementRow
from onrecord.record.statement_words import Words, of_every_kind
from onrecord.record.understanding import understood
from onrecord.serve.addresses import Address
from onrecord.serve.pages import showing
from onrecord.serve.pages.asking import Id, Number, identified, paged

if TYPE_CHECKING:
    from onrecord.match.statements.edges import Edge
    from onrecord.record import Record
    from onrecord.record.understanding import Told, Understood

_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Which statement: its id, one it had, or that of one of its quotations; which page of its reports."""

    id: Id
    page: Number = 1
    wording: Annotated[
        Literal["differences", "whole"],
        Meta(description="How reports are shown: what differs from the fullest wording, or their own words."),
    ] = "differences"


@dataclass(frozen=True, slots=True)
class Debt:
    """That a report had the words from another, or looks as if it had; `words` are its own that show it."""

    report: str
    source: str
    source_report: str | None
    kind: EdgeKind
    why: str
    confidence: float
    words: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One quotation of a statement, with what its report owes to others."""

    quote: QuoteRow
    name: str
    """Whose report it is, told apart from others of the statement."""
    day: str
    """In words; the day of the report."""
    other_speaker: str | None
    fullest: bool
    compared: tuple[Stretch, ...]
    """Word by word against the fullest wording; empty where there is nothing to compare."""
    differs: str
    """What changed, in words."""
    debts: tuple[Debt, ...]


@dataclass(frozen=True, slots=True)
class Reported:
    """One report of a statement; its day is open at `earliest` where only that is known."""

    id: str
    name: str
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class Copies:
    """Reports that go back to one source: to a report of the record, or to agencies of which it has none."""

    reports: tuple[Reported, ...]
    source: str | None
    credited: tuple[str, ...]
    one_text: bool
    """Whether some of them have much of their text in common."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Words that show what a warning says, in a quotation of the statement or of another one."""

    quotation: str
    report_id: str
    name: str
    words: str
    span: Span


@dataclass(frozen=True, slots=True)
class Warned:
    """What to look at twice: what the reports have, never who is right."""

    kind: Noticed
    sentence: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """All that is known of one statement."""

    asked: Asked
    id: str
    former: tuple[str, ...]
    """Ids of statements that are part of it now."""
    row: StatementRow
    base: QuoteRow
    """The quotation with the fullest wording."""
    said: str | None
    """When it was said, in words, where reports agree on it."""
    said_as_told: str | None
    """All days that reports tell, where they do not."""
    counts: str
    observed: str
    reports: tuple[Reported, ...]
    """In the order in which they had it, as far as that can be told."""
    groups: tuple[Copies, ...]
    debts: tuple[Debt, ...]
    told: tuple[Telling, ...]
    """Its quotations in the same order, of one page."""
    put_right: tuple[showing.Mark, ...]
    """What people put right in them, and in repeats; `corrected` of each names those that are about it."""
    more: bool
    warnings: tuple[Warned, ...]
    repeats: tuple[SaidAgain, ...]
    judgements: tuple[StatementJudged, ...]


def find(record: Record, asked: Asked) -> StatementPage:
    """The statement that is meant, and what follows from its reports."""
    known = understood(record, identified(asked.id, "statement"))
    words = Words(known)
    reports = {
        each.report: Reported(each.report, words.name(each.report), each.moment.earliest, each.moment.latest)
        for each in known.lineage.reports
    }
    debts = tuple(_debt(edge, words) for edge in known.lineage.edges)
    listed = paged(known.told, asked.page, _AT_ONCE)
    statement = known.statement
    return StatementPage(
        asked=asked,
        id=statement.id,
        former=statement.former,
        row=statement.row,
        base=showing.quote(known.base.quote),
        said=words.said(),
        said_as_told=words.said_as_told(),
        counts=words.counts(),
        observed=words.observed(),
        reports=tuple(reports.values()),
        groups=_groups(known, reports),
        debts=debts,
        told=tuple(_tellings(listed.items, words, debts)),
        put_right=showing.put_right(
            record,
            (
                known.base.quote,
                *(each.quote for each in listed.items),
                *(each.row for each in statement.repeats),
            ),
        ),
        more=listed.more,
        warnings=tuple(_warned(each, words) for each in known.warnings),
        repeats=statement.repeats,
        judgements=statement.judgements,
    )


def _tellings(some: Sequence[Told], words: Words, debts: Sequence[Debt]) -> list[Telling]:
    """Quotations with their words; what a report owes is told with the first of its quotations."""
    found, before = [], None
    for each in some:
        departure, report = each.departure, each.relay.report_id
        found.append(
            Telling(
                quote=showing.quote(each.quote),
                name=words.name(report),
                day=words.day(each),
                other_speaker=words.other_speaker(each),
                fullest=departure is None,
                compared=compared(departure) if departure and departure.alike and departure.changes else (),
                differs=summary(departure) if departure else "the fullest wording",
                debts=() if report == before else tuple(debt for debt in debts if debt.report == report),
            )
        )
        before = report
    return found


def _debt(edge: Edge, words: Words) -> Debt:
    return Debt(
        edge.report, edge.source, edge.source_report, edge.kind, words.owes(edge), edge.confidence, edge.words
    )


def _groups(known: Understood, reports: dict[str, Reported]) -> tuple[Copies, ...]:
    """The reports by their source, where several go back to one."""
    return tuple(
        Copies(
            tuple(reports[each] for each in group.reports),
            group.source,
            group.credited,
            one_text=bool(group.duplicates),
        )
        for group in known.lineage.groups
        if len(group.reports) > 1 or group.credited
    )


def _warned(caution: Caution, words: Words) -> Warned:
    shown = (
        Shown(
            each.relay,
            each.relay.partition("-")[0],
            words.publisher(each.relay),
            " ".join(each.words.split()),
            each.span,
        )
        for each in of_every_kind(caution.evidence)
    )
    return Warned(caution.kind, caution.sentence, tuple(shown))


ADDRESS = Address(
    "/statements/{id}",
    "One act of saying: its reports in time, how they differ, who had it first, what to look at twice.",
    Asked,
    StatementPage,
    find,
    "statement.html",
)
