"""How one statement looks on a screen: who, when, its fullest wording, its reports, what to look at twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from onrecord.cli import listing, statement_diff, statements_deciding
from onrecord.cli.console import counted
from onrecord.cli.listing import INDENT, MEASURE, how, marked, to_whom, when
from onrecord.cli.lookup import Named, told_apart
from onrecord.core.days import in_short, in_words, interval_in_words
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.match.statements.cautions import Caution, Evidence
    from onrecord.match.statements.edges import Edge
    from onrecord.record.statement_rows import SaidAgain
    from onrecord.record.understanding import Told, Understood

_SHOWN = 5
"""Sources, and pieces of evidence, that are named; of more, how many."""
_DAY = re.compile(r"(?<= \()\d{4}-\d\d-\d\d(?=[ )])")
"""A day behind the name of a report, which may have a date of its own in it."""


def lines(console: Console, known: Understood, *, diff: bool, limit: int) -> Iterator[Text]:
    """The statement line by line; `limit` quotations, on demand word by word against its fullest wording."""
    page = _Page(console, known)
    yield from page.heading()
    yield Text()
    yield from page.reports(limit, diff=diff)
    if known.warnings:
        yield from page.section("warnings")
        for caution in known.warnings:
            yield from page.warning(caution)
    if known.statement.repeats:
        yield from page.section("said on other occasions")
        for again in known.statement.repeats:
            yield from page.repeat(again)
    if known.statement.judgements:
        yield from page.section("decided")
        yield from page.decided()


class _Page:
    """The parts of what is printed, each as lines no wider than the screen, nor than eyes can follow."""

    def __init__(self, console: Console, known: Understood) -> None:
        self._console, self._known = console, known
        self.width = min(MEASURE, console.width)
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

    def heading(self) -> Iterator[Text]:
        """Who said it, when, to whom; the fullest wording; how many have it, and who had it first."""
        row, base = self._known.statement.row, self._known.base
        who = Text(one_line(row.speaker), "bold") if row.speaker else Text("unnamed", "italic")
        parts = [who, self._when(), to_whom(base.quote), Text(row.id, "cyan")]
        yield from self._lines(Text(" · ", "dim").join(part for part in parts if part), 0)
        yield from self._lines(marked(base.quote, Text(one_line(base.quote.text))), 1)
        yield Text()
        yield from self._lines(Text(self._counts()), 0)
        observed = _DAY.sub(lambda day: in_words(day[0]), one_line(self._observed()))
        yield from self._lines(Text(observed), 0)

    def section(self, name: str) -> Iterator[Text]:
        """A title with an empty line above."""
        yield Text()
        yield Text(name, "dim")

    def reports(self, limit: int, *, diff: bool) -> Iterator[Text]:
        """Each quotation with its report: whose, when, its words or how they differ, where it had it from."""
        told = self._known.told[:limit]
        name = "reports, the earliest first" if len(self._known.told) > 1 else "report"
        legend = f"; {statement_diff.LEGEND}" if diff and told[1:] else ""
        yield from self._lines(Text(name + legend, "dim"), 0)
        before = None
        for each in told:
            yield from self._report(each, diff=diff, again=each.relay.report_id == before)
            before = each.relay.report_id

    def _report(self, each: Told, *, diff: bool, again: bool) -> Iterator[Text]:
        name = self._names[each.relay.report_id]
        about = [self._day(each), name, self._other_speaker(each), how(each.quote), each.quote.id]
        yield from self._lines(Text(" · ").join(Text(part) for part in about if part), 1)
        yield from self._lines(self._words(each, diff=diff), 2)
        noted = statement_diff.summary(each.departure) if each.departure else "the fullest wording"
        if noted:
            changed = each.departure is not None and each.departure.changes
            yield from self._lines(Text(noted, "yellow" if changed else "dim"), 2)
        # What a report owes to others is said once, with the first of its quotations.
        for edge in () if again else self._known.lineage.edges:
            if edge.report == each.relay.report_id:
                yield from self._lines(Text(one_line(self._owes(edge)), "dim"), 2)

    def _words(self, each: Told, *, diff: bool) -> Text:
        departure = each.departure
        if diff and departure is not None and departure.alike and departure.changes:
            return marked(each.quote, statement_diff.drawn(departure))
        return marked(each.quote, Text(one_line(each.quote.text)))

    def warning(self, caution: Caution) -> Iterator[Text]:
        """What was noticed, and the words that show it, with their places."""
        yield from self._lines(Text(one_line(caution.sentence)), 1)
        for each in _of_every_kind(caution.evidence)[:_SHOWN]:
            name = self._names.get(each.relay.partition("-")[0]) or one_line(self._known.names[each.relay])
            words = f"{name}: {one_line(each.words)}"
            place = f" · {each.span.start}–{each.span.end} in {each.relay.partition('-')[0]}"
            yield from self._lines(Text.assemble(words, (place, "dim")), 2)
        if (more := len(caution.evidence) - _SHOWN) > 0:
            yield from self._lines(Text(f"and {more:,} more", "dim"), 2)

    def repeat(self, again: SaidAgain) -> Iterator[Text]:
        """A statement in which the same was said at another time, and how likely that is."""
        row = again.row
        day = in_short(row.first) if row.first else "undated"
        about = f"{day} · {counted(row.reports, 'report')} · likely {again.likely:.2f} · "
        yield from self._lines(Text.assemble(about, (row.id, "cyan")), 1)
        yield from self._lines(marked(row, Text(one_line(row.text))), 2)

    def decided(self) -> Iterator[Text]:
        """What people decided of it, the latest first."""
        judgements = self._known.statement.judgements
        for judged in judgements[:_SHOWN]:
            within = statements_deciding.decided(self._console, judged, self.width - INDENT)
            yield from (Text(" " * INDENT) + line for line in within)
        if (more := len(judgements) - _SHOWN) > 0:
            all_of_them = f"onrecord statements judgements {self._known.statement.id}"
            yield from self._lines(Text(f"{counted(more, 'more judgement')}: {all_of_them}", "dim"), 1)

    def _lines(self, text: Text, depth: int) -> Iterator[Text]:
        return listing.lines(self._console, (text, depth))

    def _when(self) -> Text | None:
        """The day on which reports agree, else all that they tell, else what the first of them lets guess."""
        agreed = self._known.lineage.said_on
        if agreed and (days := interval_in_words(*agreed)):
            return Text(days)
        said = (each.relay.quotation.said_on for each in self._known.told)
        told = {(day.earliest, day.latest) for day in said if day is not None and day.text is not None}
        if told:
            return Text(f"{one_line(_either(sorted(told)))}, as told", "yellow")
        return when(self._known.told[0].quote)

    def _day(self, each: Told) -> str:
        moment = self._moments[each.relay.report_id]
        return in_short(moment.latest) if moment.latest else "undated"

    def _other_speaker(self, each: Told) -> str | None:
        """Whom a report gives the words to, where that is not who heads the page."""
        row, named = self._known.statement.row, each.quote.entity or each.quote.speaker
        if (each.quote.speaker_id, named) == (row.speaker_id, row.speaker):
            return None
        return one_line(named) if named else "speaker unnamed"

    def _counts(self) -> str:
        """How many reports it has, and how many of them do not go back to another."""
        lineage = self._known.lineage
        number = counted(len(lineage.reports), "report")
        if len(lineage.reports) == 1:
            return f"{number}."
        sources = [self._source(group.reports, group.source) for group in lineage.groups]
        more = [f"{len(sources) - _SHOWN:,} more"] if len(sources) > _SHOWN else []
        named = "; ".join([*sources[:_SHOWN], *more])
        return f"{number}, {lineage.independent:,} independent: {named}."

    def _owes(self, edge: Edge) -> str:
        """What a report has from another; in other words where an outlet's reports must be told apart."""
        source = edge.source_report
        if source is None or edge.kind == "credits" or not (self._marks[edge.report] or self._marks[source]):
            return edge.why
        if edge.kind == "copies":
            share = self._known.shares[edge.report, source]
            return f"{share:.0%} of it, quotations apart, stands in {self._names[source]}"
        return f"quotes the words that stood in {self._names[source]} before"

    def _observed(self) -> str:
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
        return f"{'. '.join(sentences)}."

    def _source(self, reports: tuple[str, ...], source: str | None) -> str:
        names = self._names
        first = source or reports[0]
        others = [names[each] for each in reports if each != first]
        if not others:
            return names[first]
        more = f" and {len(others) - _SHOWN:,} more" if len(others) > _SHOWN else ""
        return f"{names[first]} with {', '.join(others[:_SHOWN])}{more}"


def _either(days: Sequence[tuple[str, str]]) -> str:
    """Days of which each is told by some report, with what they share said once: "7 or 9 March 2026"."""
    *others, last = [interval_in_words(*each) or "" for each in days]
    month = last.partition(" ")[2]
    first = ", ".join(each.removesuffix(f" {month}") for each in others)
    return f"{first} or {last}" if others else last


def _of_every_kind(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence as it comes if all of it is shown, else each wording once before any is shown again."""
    if len(evidence) <= _SHOWN:
        return list(evidence)
    seen = Counter[str]()
    turns = []
    for each in evidence:
        turns.append(seen[each.words])
        seen[each.words] += 1
    return [each for _, each in sorted(zip(turns, evidence, strict=True), key=lambda pair: pair[0])]
