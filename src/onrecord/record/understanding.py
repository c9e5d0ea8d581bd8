"""All that is known of one statement: what the record holds, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.core.sources import site_or_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.core import Relay
    from onrecord.match.statements.drift import Departure, Drift
    from onrecord.match.statements.duplicates import Duplicate
    from onrecord.match.statements.lineage import Lineage
    from onrecord.match.statements.warnings import Caution
    from onrecord.record.record import Record
    from onrecord.record.rows import QuoteRow
    from onrecord.record.statement_rows import Statement


@dataclass(frozen=True, slots=True)
class Told:
    """One quotation of a statement; `departure` is None for the fullest wording itself."""

    quote: QuoteRow
    relay: Relay
    departure: Departure | None


@dataclass(frozen=True, slots=True)
class Understood:
    """A statement, how its reports hang together and differ, and what to look at twice."""

    statement: Statement
    lineage: Lineage
    drift: Drift
    warnings: tuple[Caution, ...]
    told: tuple[Told, ...]
    """Its quotations, in the order in which reports had it."""
    names: dict[str, str]
    """Whose reports its relays are in, and those that are somewhat like them, by the relays' ids."""

    shares: dict[tuple[str, str], float]
    """How much of one report's text stands in another's, of those that have one text, by their ids."""

    @property
    def base(self) -> Told:
        """The quotation with the fullest wording: that says most between quotation marks."""
        return next(each for each in self.told if each.departure is None)


def understood(record: Record, which: str) -> Understood:
    """What is known of the statement that is meant; raises `NotFound` where that is none or several."""
    # What they need takes a while to load.
    from onrecord.match.statements.crediting import publisher_of  # noqa: PLC0415
    from onrecord.match.statements.drift import drift  # noqa: PLC0415
    from onrecord.match.statements.lineage import lineage  # noqa: PLC0415
    from onrecord.match.statements.warnings import warnings  # noqa: PLC0415

    statement = record.statements.statement(which)
    relays = statement.relays
    others = record.statements.others(statement.id)
    duplicates = _duplicates(relays)
    hung, differing = lineage(relays, duplicates), drift(relays)
    departures = {each.relay: each for each in differing.departures}
    by_id = {
        relay.id: Told(quote, relay, departures.get(relay.id))
        for relay, quote in zip(relays, statement.quotes, strict=True)
    }
    return Understood(
        statement,
        hung,
        differing,
        tuple(warnings(relays, others)),
        tuple(by_id[relay] for report in hung.reports for relay in _as_they_stand(report.relays, by_id)),
        {
            each.id: publisher_of(each.report) or site_or_file(each.report.source)
            for each in (*relays, *others)
        },
        {
            pair: share
            for each in duplicates
            for pair, share in zip(((each.one, each.other), (each.other, each.one)), each.shares, strict=True)
        },
    )


def _duplicates(relays: Iterable[Relay]) -> list[Duplicate]:
    """Those of the reports that have one text."""
    from onrecord.match.statements.duplicates import duplicates, sketch  # noqa: PLC0415

    reports = {relay.report_id: relay.report for relay in relays}
    return duplicates({each: sketch(report.text, report.boilerplate) for each, report in reports.items()})


def _as_they_stand(relays: Iterable[str], by_id: dict[str, Told]) -> list[str]:
    """The relays of one report in the order of its text."""
    return sorted(relays, key=lambda each: by_id[each].relay.quotation.content)
