"""How one statement looks on a screen: who, when, its fullest wording, its reports, what to look at twice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from onrecord.cli import listing, statement_diff, statements_deciding
from onrecord.cli.listing import INDENT, MEASURE, how, marked, to_whom, when, who
from onrecord.core.days import in_short
from onrecord.core.phrases import counted
from onrecord.core.visible import one_line
from onrecord.match.statements.telling import summary
from onrecord.record.statement_words import SHOWN, Words, of_every_kind

if TYPE_CHECKING:
    from onrecord.match.statements.cautions import Caution
    from onrecord.record.statement_rows import SaidAgain
    from onrecord.record.understanding import Told, Understood


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
        self._told = Words(known)
        self.width = min(MEASURE, console.width)

    def heading(self) -> Iterator[Text]:
        """Who said it, when, to whom; the fullest wording; how many have it, and who had it first."""
        row, base = self._known.statement.row, self._known.base
        parts = [who(row), self._when(), to_whom(base.quote), Text(row.id, "cyan")]
        yield from self._lines(Text(" · ", "dim").join(part for part in parts if part), 0)
        yield from self._lines(marked(base.quote, Text(one_line(base.quote.text))), 1)
        yield Text()
        yield from self._lines(Text(self._told.counts()), 0)
        yield from self._lines(Text(self._told.observed()), 0)

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
        told = self._told
        name, other = told.name(each.relay.report_id), told.other_speaker(each)
        about = [told.day(each), name, other, how(each.quote), each.quote.id]
        yield from self._lines(Text(" · ").join(Text(part) for part in about if part), 1)
        yield from self._lines(self._words(each, diff=diff), 2)
        noted = summary(each.departure) if each.departure else "the fullest wording"
        if noted:
            changed = each.departure is not None and each.departure.changes
            yield from self._lines(Text(noted, "yellow" if changed else "dim"), 2)
        # What a report owes to others is said once, with the first of its quotations.
        for edge in () if again else self._known.lineage.edges:
            if edge.report == each.relay.report_id:
                yield from self._lines(Text(told.owes(edge), "dim"), 2)

    def _words(self, each: Told, *, diff: bool) -> Text:
        departure = each.departure
        if diff and departure is not None and departure.alike and departure.changes:
            return marked(each.quote, statement_diff.drawn(departure))
        return marked(each.quote, Text(one_line(each.quote.text)))

    def warning(self, caution: Caution) -> Iterator[Text]:
        """What was noticed, and the words that show it, with their places."""
        yield from self._lines(Text(one_line(caution.sentence)), 1)
        for each in of_every_kind(caution.evidence)[:SHOWN]:
            words = f"{self._told.publisher(each.relay)}: {one_line(each.words)}"
            place = f" · {each.span.start}–{each.span.end} in {each.relay.partition('-')[0]}"
            yield from self._lines(Text.assemble(words, (place, "dim")), 2)
        if (more := len(caution.evidence) - SHOWN) > 0:
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
        for judged in judgements[:SHOWN]:
            within = statements_deciding.decided(self._console, judged, self.width - INDENT)
            yield from (Text(" " * INDENT) + line for line in within)
        if (more := len(judgements) - SHOWN) > 0:
            all_of_them = f"onrecord statements judgements {self._known.statement.id}"
            yield from self._lines(Text(f"{counted(more, 'more judgement')}: {all_of_them}", "dim"), 1)

    def _lines(self, text: Text, depth: int) -> Iterator[Text]:
        return listing.lines(self._console, (text, depth))

    def _when(self) -> Text | None:
        """The day on which reports agree, else all that they tell, else what the first of them lets guess."""
        if agreed := self._told.said():
            return Text(agreed)
        if told := self._told.said_as_told():
            return Text(told, "yellow")
        return when(self._known.told[0].quote)
