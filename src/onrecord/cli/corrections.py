"""`onrecord corrections`: what people put right, and what has become of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli.console import data, print_json, say
from onrecord.cli.listing import INDENT, MEASURE, wrapped
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json, Limit
from onrecord.core.days import in_words
from onrecord.core.phrases import counted, shortened, signature
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.record import CorrectionRow

_LONG = 60
"""Characters of a quotation that are told."""


def corrections(
    report: Annotated[
        str | None,
        typer.Argument(
            metavar="[REPORT]",
            help="In this report alone: its id or the start of it, file name or address.",
            show_default=False,
        ),
    ] = None,
    *,
    idle: Annotated[
        bool, typer.Option("--idle", help="Only those that are not found in their reports now.")
    ] = False,
    limit: Limit = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """List what people put right, the latest first, what was undone too.

    What does not hold says so: overruled, somebody put the same right later; unanchored, what it is about is
    not found in the report now. It holds again as soon as it is.
    """
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        found = [row for row in record.corrections.list(report) if row.state == "unanchored" or not idle]
    if json:
        print_json(map(as_json, found[:limit]))
        return
    console = data()
    width = min(MEASURE, console.width)
    for each in found[:limit]:
        for line in _drawn(console, each, width):
            console.print(line, soft_wrap=True)
    say(counted(len(found[:limit]), "correction"), "dim")


def as_json(row: CorrectionRow) -> dict[str, object]:
    """A correction as JSON: all that is stored of it, and what has become of it."""
    each = row.correction
    stored = asdict(each) | {
        "anchors": [anchor._asdict() for anchor in each.anchors],
        "spans": [anchor._asdict() for anchor in each.spans],
    }
    state = {"state": row.state, "about": row.target, "overruled_by": row.overruled_by, "reason": row.reason}
    return stored | state


def what(row: CorrectionRow) -> str:
    """What was put right, in words."""
    each = row.correction
    was = f"“{_short(row.was)}”"
    if each.what == "none":
        return f"{was} is no quotation"
    if each.what == "missed":
        return f"{was} is a quotation"
    if each.what == "speaker":
        return f"{was} is said by {one_line(each.speaker.name) if each.speaker else 'nobody known'}"
    if each.what == "deadline":
        return f"{was} {_due(row)}"
    return f"{was} has other words around it" if row.now == row.was else f"{was} is “{_short(row.now or '')}”"


def _due(row: CorrectionRow) -> str:
    first, last = row.correction.earliest, row.correction.latest
    if first is None and last is None:
        return "has no deadline"
    days = [f"from {in_words(first)}"] if first else []
    return " ".join(["is due", *days, *([f"by {in_words(last)}"] if last else [])])


def _drawn(console: Console, row: CorrectionRow, width: int) -> list[Text]:
    """A correction in lines of at most `width` columns: what, whether it holds, by whom, when, why, where."""
    each = row.correction
    head = Text.assemble((each.id, "cyan"), f" · {what(row)}")
    if row.state == "overruled":
        head.append(f" · overruled by {row.overruled_by}", "yellow")
    if row.state == "unanchored":
        head.append(f" · has no effect: {one_line(row.reason or '')}", "yellow")
    if row.state == "agreed":
        head.append(" · the model says so too")
    if each.undone_by:
        head.stylize("strike")
    undone = f"undone by {signature(each.undone_by, each.undone_at)}" if each.undone_by else ""
    about = [undone, signature(each.by, each.at), one_line(each.why), row.target or f"in {each.report_id}"]
    below = Text(" · ".join(part for part in about if part), "dim")
    lines = wrapped(console, head, width, INDENT)
    return lines + [Text(" " * INDENT) + line for line in wrapped(console, below, width - INDENT, INDENT)]


def _short(words: str) -> str:
    return shortened(one_line(words).strip("“”"), _LONG)
