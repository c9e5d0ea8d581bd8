"""How figures and commitments look on a screen: what, by when, who says so, where."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from onrecord.cli.listing import INDENT, joined, lines
from onrecord.core.days import in_words, interval_in_words, period_in_words
from onrecord.core.ledger_words import by_whom, computed, due, how_sure
from onrecord.core.phrases import counted, shortened, signature
from onrecord.core.sources import site_or_file
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.record import ClaimedRow, CommitmentJudged, CommitmentRow, Evidence, FigureRow, Source

_STYLES = {"overdue": "yellow", "kept": "green", "dropped": "red", "delayed": "yellow", "due": "bold"}
_LONG = 60
"""Characters of a commitment shown with what was found of it."""


def figure(console: Console, row: FigureRow) -> Iterator[Text]:
    """A figure: the number and what it measures; its sentence; who says so, and where."""
    head = [Text.assemble(how_sure(row.change, row.bound), (one_line(row.text), "bold"))]
    if row.about:
        head.append(Text(one_line(row.about)))
    period = period_in_words(row.period_earliest, row.period_latest)
    if period:
        head.append(Text(f"for {one_line(period)}", "dim"))
    if row.grade == "review":
        head.append(Text("to review", "yellow"))
    denied = Text(f"{one_line(row.polarity)}: ", "bold red") if row.polarity else Text()
    yield from lines(
        console,
        (Text(" · ", "dim").join(head), 0),
        (Text.assemble(denied, one_line(row.sentence)), 1),
        (told_by(row.source, row.id), 1),
    )


def claim(console: Console, row: ClaimedRow) -> Iterator[Text]:
    """One thing that several figures claim: what it is, then each figure."""
    about = row.figures[0].about or ""
    reports = {each.source.report_id for each in row.figures}
    told = f"{counted(len(row.figures), 'figure')} in {counted(len(reports), 'report')}"
    yield from lines(console, (Text.assemble((one_line(about), "bold"), (f" · {told}", "dim")), 0))
    for each in row.figures:
        for line in figure(console, each):
            yield Text(" " * INDENT) + line


def commitment(console: Console, row: CommitmentRow) -> Iterator[Text]:
    """A commitment in a list: its type, deadline and status; its words; who says so, how many report it."""
    stand = row.stand
    head = [Text(stand.type), Text(row.due_in_words), standing(row), Text(row.id, "cyan")]
    if stand.grade == "review":
        head.insert(3, Text("to review", "italic yellow"))
    yield from lines(
        console,
        (Text(" · ", "dim").join(head), 0),
        (Text(one_line(stand.in_full)), 1),
        (told_by(stand.source, counted(row.reports, "report")), 1),
    )


def standing(row: CommitmentRow) -> Text:
    """What became of it: as a person found, else as it is computed."""
    if row.judged is not None:
        who = signature(row.judged.by, None)
        return Text.assemble((row.standing, _STYLES.get(row.standing, "")), f" as {who} found")
    return Text(computed(row.status, late=row.late), _STYLES.get(row.status, ""))


def told_by(source: Source, last: str) -> Text:
    """Who says so, or that the report itself does; when; whose report it is."""
    who = by_whom(source.speaker, source.words, quoted=source.quotation is not None)
    days = interval_in_words(source.first_day, source.last_day)
    place = one_line(source.outlet or site_or_file(source.source_address))
    return Text(f"— {joined([who, one_line(days) if days else 'undated', place, last])}", "dim")


def evidence(console: Console, each: Evidence, depth: int) -> Iterator[Text]:
    """What a later report says became of a commitment."""
    told = f"reported {each.outcome}"
    if each.outcome == "delayed" and each.due is not None:
        told += f", now {due(each.due, each.due_text)}"
    place = f"{each.span.start}–{each.span.end} in {each.source.report_id}"
    yield from lines(
        console,
        (Text(told, _STYLES[each.outcome]), depth),
        (_highlighted(each), depth + 1),
        (told_by(each.source, place), depth + 1),
    )


def judged(console: Console, each: CommitmentJudged, depth: int, *, words: bool = False) -> Iterator[Text]:
    """What a person found: what, by whom, when, why; on demand with the words it was found of."""
    head = Text.assemble((each.id, "cyan"), f" · {each.verdict}")
    if each.until:
        head.append(f" until {in_words(each.until)}")
    if each.idle:
        head.append(" · no effect: it is in no report now", "yellow")
    if each.undone_by:
        head.stylize("strike")
    undone = f"undone by {signature(each.undone_by, each.undone_at)}" if each.undone_by else ""
    about = [part for part in (undone, signature(each.by, each.at), one_line(each.note)) if part]
    below = [Text(" · ".join(about), "dim")]
    if words:
        below.append(Text(f"{each.commitment}: {shortened(each.said, _LONG)}"))
    yield from lines(console, (head, depth), *((text, depth + 1) for text in below))


def _highlighted(each: Evidence) -> Text:
    """The sentence, with the words that say so marked where white space did not move them."""
    shown = Text(one_line(each.sentence))
    start = each.words.start - each.span.start
    end = each.words.end - each.span.start
    if len(each.sentence) == each.span.end - each.span.start and shown.plain == each.sentence:
        shown.stylize("bold", start, end)
    return shown
