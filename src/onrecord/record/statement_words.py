"""What is told of a statement in words: how many have it, who had it first, what each owes to others.

The same words stand on a terminal and on a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from onrecord.core.days import in_short, in_words, interval_in_words
from onrecord.core.phrases import counted, unnamed
from onrecord.core.sources import Named, told_apart
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.match.statements.cautions import Evidence
    from onrecord.match.statements.edges import Edge
    from onrecord.record.understanding import Told, Understood

SHOWN = 5
"""Sources, and pieces of evidence, that are named; of more, how many."""
_DAY = re.compile(r"(?<= \()\d{4}-\d\d-\d\d(?=[ )])")
"""A day behind the name of a report, which may have a date of its own in it."""


class Words:
    """One statement in words, each on one line and harmless."""

    def __init__(self, known: Understood) -> None:
        self._known = known
        self._moments = {told.report: told.moment for told in known.lineage.reports}
        reports = {each.relay.report_id: each for each in known.told}
        self._plain = {report: one_line(known.names[each.relay.id]) for report, each in reports.items()}
        self._marks = told_apart(
            Named(report, self._plain[report], each.quote.title, each.quote.source_address)
            for report, each in reports.items()
        )
        self._names = {
            report: f"{name}, {mark}" if (mark := self._marks[report]) else name
            for report, name in self._plain.items()
        }

    def name(self, report: str) -> str:
        """What a report of the statement is called, told apart from others of its outlet."""
        return self._names[report]

    def publisher(self, relay: str) -> str:
        """Whose report a quotation is in: of the statement, or of another one that is like it."""
        return self._names.get(relay.partition("-")[0]) or one_line(self._known.names[relay])

    def day(self, each: Told) -> str:
        """The day of a quotation's report."""
        moment = self._moments[each.relay.report_id]
        return in_short(moment.latest) if moment.latest else "undated"

    def said(self) -> str | None:
        """The day on which it was said, where reports agree on it."""
        agreed = self._known.lineage.said_on
        return interval_in_words(*agreed) if agreed else None

    def said_as_told(self) -> str | None:
        """All days on which reports say that it was said, where they do not agree."""
        said = (each.relay.quotation.said_on for each in self._known.told)
        told = {(day.earliest, day.latest) for day in said if day is not None and day.text is not None}
        return f"{one_line(_either(sorted(told)))}, as told" if told else None

    def other_speaker(self, each: Told) -> str | None:
        """Whom a report gives the words to, where that is not who heads the page."""
        row, named = self._known.statement.row, each.quote.entity or each.quote.speaker
        if (each.quote.speaker_id, named) == (row.speaker_id, row.speaker):
            return None
        if named:
            return one_line(named)
        return unnamed(each.quote.words) if each.quote.words else "speaker unnamed"

    def counts(self) -> str:
        """How many reports it has, and how many of them do not go back to another."""
        lineage = self._known.lineage
        number = counted(len(lineage.reports), "report")
        if len(lineage.reports) == 1:
            return f"{number}."
        sources = [self._source(group.reports, group.source) for group in lineage.groups]
        more = [f"{len(sources) - SHOWN:,} more"] if len(sources) > SHOWN else []
        named = "; ".join([*sources[:SHOWN], *more])
        return f"{number}, which go back to {counted(len(sources), 'source')}: {named}."

    def observed(self) -> str:
        """Which report is the first observed; nothing twice, and reports of one outlet told apart."""
        said, at = self._known.lineage.observed, 0
        for report in self._known.lineage.first:
            told = self._plain[report]
            at = max(said.find(told, at), at)
            if said.startswith(told, at):
                name = self._names[report]
                said = f"{said[:at]}{name}{said[at + len(told) :]}"
                at += len(name)
        sentences = dict.fromkeys(said.removesuffix(".").split(". "))
        return _DAY.sub(lambda day: in_words(day[0]), one_line(f"{'. '.join(sentences)}."))

    def owes(self, edge: Edge) -> str:
        """What a report has from another; in other words where an outlet's reports must be told apart."""
        source = edge.source_report
        if source is None or edge.kind == "credits" or not (self._marks[edge.report] or self._marks[source]):
            return one_line(edge.why)
        if edge.kind == "copies":
            share = self._known.shares[edge.report, source]
            return one_line(f"{share:.0%} of it, quotations apart, stands in {self._names[source]}")
        return one_line(f"quotes the words that stood in {self._names[source]} before")

    def _source(self, reports: tuple[str, ...], source: str | None) -> str:
        names = self._names
        first = source or reports[0]
        others = [names[each] for each in reports if each != first]
        if not others:
            return names[first]
        more = f" and {len(others) - SHOWN:,} more" if len(others) > SHOWN else ""
        shown = ", ".join(others[:SHOWN]) + more
        # Where none of the record is the source, all have it from elsewhere.
        return f"{names[first]}, followed by {shown}" if source else f"together {names[first]}, {shown}"


def of_every_kind(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence as it comes if all of it is shown, else each wording once before any is shown again."""
    if len(evidence) <= SHOWN:
        return list(evidence)
    seen = Counter[str]()
    turns = []
    for each in evidence:
        turns.append(seen[each.words])
        seen[each.words] += 1
    return [each for _, each in sorted(zip(turns, evidence, strict=True), key=lambda pair: pair[0])]


def _either(days: Sequence[tuple[str, str]]) -> str:
    """Days of which each is told by some report, with what they share said once: "7 or 9 March 2026"."""
    *others, last = [interval_in_words(*each) or "" for each in days]
    month = last.partition(" ")[2]
    first = ", ".join(each.removesuffix(f" {month}") for each in others)
    return f"{first} or {last}" if others else last
