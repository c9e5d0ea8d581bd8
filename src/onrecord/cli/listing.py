"""How quotations look on a screen: who, when, to whom; the words; who reported them.

Quotations that follow each other in one report with one speaker, day and addressee share their heading. On a
wide screen the heading stands in a margin beside the words, as in a play; on a narrow one, above them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.text import Text

from onrecord.core.days import in_words, interval_in_words
from onrecord.core.phrases import unnamed
from onrecord.core.sources import site_or_file
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.record import AppearanceRow, QuoteRow, StatementRow

_Row = TypeVar("_Row")

WIDE = 100
"""Columns from which the heading stands beside the words."""
MARGIN = 28
MEASURE = 90
"""Longest line of running words, in columns: beyond it eyes lose the next line."""
INDENT = 2
GLUE = "\ufdd0"
"""Printed as a space at which no line ends; a noncharacter, as Rich breaks lines at no-break spaces too."""


def print_quotes(console: Console, rows: Iterable[QuoteRow]) -> int:
    """Print the quotations as they come, one blank line between groups; returns how many there were."""
    count = 0
    for _, group in groupby(rows, key=_heading_key):
        together = list(group)
        if count:
            console.print()
        for line in drawn(console, together):
            console.print(line, soft_wrap=True)
        count += len(together)
    return count


def drawn(console: Console, rows: list[QuoteRow]) -> Iterator[Text]:
    """One group of quotations that share a heading, line by line, each no wider than the console."""
    heading = [part for part in (who_is_who(rows[0]), when(rows[0]), to_whom(rows[0])) if part]
    if console.width < WIDE:
        yield from wrapped(console, Text(" · ", "dim").join(heading), console.width)
        for line in _body(console, rows, console.width - INDENT):
            yield Text(" " * INDENT) + line
        return
    beside = [line for part in heading for line in wrapped(console, part, MARGIN)]
    words = _body(console, rows, min(MEASURE, console.width - MARGIN - INDENT))
    for left, right in zip_longest(beside, words, fillvalue=Text()):
        gap = " " * (MARGIN + INDENT - left.cell_len) if right else ""
        yield Text.assemble(left, gap, right)


def wrapped(console: Console, text: Text, width: int, hang: int = 0) -> list[Text]:
    """The text in lines of at most `width` columns, the second and later ones `hang` columns further in."""
    lines = list(text.wrap(console, max(1, width - hang)))
    for line in lines:
        line.plain = line.plain.replace(GLUE, " ")
        line.rstrip()
    return [Text(" " * hang) + line if index else line for index, line in enumerate(lines)]


def lines(console: Console, *paragraphs: tuple[Text, int]) -> Iterator[Text]:
    """Paragraphs, each so many steps in, in lines no wider than the screen, nor than eyes can follow."""
    width = min(MEASURE, console.width)
    for text, depth in paragraphs:
        for line in wrapped(console, text, width - depth * INDENT, INDENT):
            yield Text(" " * INDENT * depth) + line


def print_all(
    console: Console, rows: Iterable[_Row], drawn: Callable[[Console, _Row], Iterable[Text]]
) -> int:
    """Print what is drawn of each row, with an empty line between two; returns how many there were."""
    count = 0
    for row in rows:
        # In one piece: printing takes most of the time of a long list.
        console.print(
            Text("\n" if count else "").append_text(Text("\n").join(drawn(console, row))), soft_wrap=True
        )
        count += 1
    return count


def who(row: QuoteRow | StatementRow) -> Text:
    """The speaker as the row names them, or the words that stand for somebody unnamed."""
    return Text(one_line(row.speaker), "bold") if row.speaker else Text(unnamed(row.words), "italic")


def who_is_who(row: QuoteRow) -> Text:
    """The speaker as the report names them, and in brackets as the registry does where that is otherwise."""
    shown = who(row)
    if row.speaker and row.entity and row.entity != row.speaker:
        shown.append(f" ({one_line(row.entity)})", "not bold")
    return shown


def when(row: QuoteRow) -> Text | None:
    """The day it was said, else the day it was reported."""
    said = interval_in_words(row.said_earliest, row.said_latest)
    if said:
        return Text(one_line(said))
    if row.published:
        return Text(f"reported {one_line(in_words(row.published))}", "dim")
    return Text("undated", "dim")


def to_whom(row: QuoteRow) -> Text | None:
    """The addressee and the occasion, as far as they are known."""
    known = [f"to {one_line(row.addressee)}" if row.addressee else "", one_line(row.occasion or "")]
    return Text(", ".join(filter(None, known))) if any(known) else None


def reported_by(row: QuoteRow | AppearanceRow) -> str:
    """The outlet, else the site, else the file."""
    return one_line(row.outlet or site_or_file(row.source_address))


def how(row: QuoteRow) -> str:
    """The type of a quotation, and whether it stands in somebody else's words."""
    return f"{row.type} within another quotation" if row.nested_in else row.type


def joined(parts: Iterable[str]) -> str:
    """The parts with dots between them; no line ends within the last, nor between it and its dot."""
    *others, last = parts
    kept = last.replace(" ", GLUE)
    return f"{' · '.join(others)} ·{GLUE}{kept}" if others else kept


def marked(row: QuoteRow | StatementRow, words: Text, way: str = "") -> Text:
    """A quotation's words with what no reader may miss: `denied: ` before them, `(to review)` after.

    `way` is the type, where no heading gives it.
    """
    before = Text.assemble((f"{one_line(row.polarity)}: ", "bold red")) if row.polarity else Text()
    notes = [note for note in (way, f"to{GLUE}review" if row.grade == "review" else "") if note]
    after = Text(f"  ({', '.join(notes)})", "italic yellow") if notes else Text()
    return Text.assemble(before, words, after)


def _heading_key(row: QuoteRow) -> tuple[str, ...]:
    said = (row.said_earliest, row.said_latest, row.addressee, row.occasion)
    return (row.report_id, *(part or "" for part in (row.speaker, row.words, *said)))


def _body(console: Console, rows: list[QuoteRow], width: int) -> Iterator[Text]:
    ways = dict.fromkeys(how(row) for row in rows)
    for row in rows:
        words = marked(row, Text(one_line(row.text)), how(row) if len(ways) > 1 else "")
        yield from wrapped(console, words, width, INDENT)
    first = rows[0]
    parts = [reported_by(first)]
    if first.published and first.said_earliest:
        parts.append(in_words(first.published))
    parts += [*ways] if len(ways) == 1 else []
    parts.append(first.report_id)
    yield from wrapped(console, Text(f"— {joined(map(one_line, parts))}", "dim"), width, INDENT)
