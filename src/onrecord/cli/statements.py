"""`onrecord statements`: what was said, each once, however many report it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli import dates, statements_deciding
from onrecord.cli.console import data, print_json
from onrecord.cli.listing import INDENT, marked, print_all, who, wrapped
from onrecord.cli.lookup import one_more, tell_how_many, tell_who_is_meant
from onrecord.cli.options import (
    DEFAULT_DATABASE,
    Database,
    Json,
    Limit,
    Outlet,
    Since,
    Speaker,
    Until,
    refuse_stray,
)
from onrecord.core.days import interval_in_words
from onrecord.core.phrases import counted
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.record import StatementRow

app = typer.Typer(no_args_is_help=False, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def statements(
    context: typer.Context,
    *,
    speaker: Speaker = None,
    topic: Annotated[
        str | None, typer.Option(metavar="WORDS", help="Words that stand in it, as for onrecord search.")
    ] = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    min_reports: Annotated[
        int, typer.Option(min=1, max=10**9, metavar="N", help="Only those that N reports or more have.")
    ] = 1,
    limit: Limit = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """List what was said, each once, however many report it; or decide what is one.

    Those with the most reports come first, of equals the latest; --min-reports 2 leaves out what one report
    alone has. Each is shown in its fullest wording, cut to the screen; `onrecord statement ID` has all of it.
    """
    if context.invoked_subcommand is not None:
        refuse_stray(context)
        return
    dates.in_order(since, until)
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        found = record.statements.list(
            speaker=speaker,
            about=topic,
            since=since,
            until=until,
            outlet=outlet,
            min_reports=min_reports,
            limit=one_more(limit),
        )
        rows = islice(found, limit)
        count = print_json(map(asdict, rows)) if json else print_all(data(), rows, _drawn)
        left_out = any(True for _ in found)
        tell_who_is_meant(record, speaker)
    shown = counted(count, "statement") if count else "no statement fits"
    tell_how_many(shown, more=left_out, json=json)


app.command("merge")(statements_deciding.merge)
app.command("split")(statements_deciding.split)
app.command("apart")(statements_deciding.apart)
app.command("undo")(statements_deciding.undo)
app.command("judgements")(statements_deciding.judgements)


def _drawn(console: Console, row: StatementRow) -> Iterator[Text]:
    yield from wrapped(console, heading(row), console.width, INDENT)
    yield Text(" " * INDENT) + in_one_line(console, row, console.width - INDENT)


def heading(row: StatementRow) -> Text:
    """Who said it, when it was reported, by how many, and its id."""
    parts = [
        who(row),
        Text(reported(row), "dim"),
        Text(counted(row.reports, "report")),
        Text(row.id, "cyan"),
    ]
    return Text(" · ", "dim").join(parts)


def reported(row: StatementRow) -> str:
    """From which day to which it was reported."""
    days = interval_in_words(row.first, row.last)
    return f"reported {one_line(days)}" if days else "undated"


def in_one_line(console: Console, row: StatementRow, width: int) -> Text:
    """What was said in one line of `width` columns, marked as quotations are; cut at an ellipsis."""
    room = width - marked(row, Text()).cell_len
    words = Text(one_line(row.text))
    words.truncate(max(1, room), overflow="ellipsis")
    return wrapped(console, marked(row, words), width)[0]
