"""`onrecord show`: one report, and who says what in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli import annotated, revised
from onrecord.cli.console import data, print_json
from onrecord.cli.listing import MEASURE, joined, wrapped
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json
from onrecord.core.days import in_words
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.record import StoredReport


def show(
    document: Annotated[
        str,
        typer.Argument(metavar="DOCUMENT", help="A report's id (its start is enough), file name or address."),
    ],
    *,
    changes: Annotated[
        bool, typer.Option("--changes", help="What changed from each version to the next, word by word.")
    ] = False,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Print one report, each speaker's words in a colour.

    Numbers in the margin say whose words a line holds; sources are underlined, cues in italics.
    Denied, asked, hedged and hypothetical words, and those to review, stand in brackets that say so.
    """
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        if changes:
            revised.show(record, document, json=json)
            return
        stored = record.report(document)
    if json:
        print_json([onrecord.export.as_json(stored.extraction)])
        return
    console = data()
    for line in _drawn(console, stored):
        console.print(line, soft_wrap=True)


def _drawn(console: Console, stored: StoredReport) -> list[Text]:
    report = stored.report
    width = min(console.width, MEASURE)
    title = wrapped(
        console, Text(one_line(report.title.value if report.title else report.name), "bold"), width
    )
    published = in_words(report.published.value) if report.published else "undated"
    about = [report.outlet or "", published, report.source, f"{stored.id} version {stored.version.version}"]
    frame = wrapped(console, Text(joined(one_line(part) for part in about if part), "dim"), width)
    found = annotated.voices(stored.quotations).values()
    legend = list(annotated.legend(console, found)) or [Text("nobody is quoted", "dim")]
    return [*title, *frame, Text(), *legend, Text(), *annotated.lines(console, report, stored.quotations)]
