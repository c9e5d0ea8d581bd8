"""`onrecord search`: where words stand, in quotations first."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli.console import counted, data, print_json, say
from onrecord.cli.dates import in_words
from onrecord.cli.listing import INDENT, MEASURE, how, reported_by, to_whom, when, who, wrapped
from onrecord.cli.lookup import sources_in
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json, Outlet, Since, Until
from onrecord.cli.visible import one_line, visible

if TYPE_CHECKING:
    from onrecord.record import Hit


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help='All must be there; "quoted words" in a row.')
    ],
    *,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="Said by a speaker of that name.")
    ] = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Stop after N.")] = 50,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Find words in what was said, then elsewhere.

    Case, accents and script make no difference.
    """
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        hits = record.search(
            " ".join(words), speaker=speaker, since=since, until=until, outlet=outlet, limit=limit
        )
        if json:
            print_json(asdict(hit) for hit in hits)
            return
        console, count, source_of = data(), 0, sources_in(record)
        for count, hit in enumerate(hits, 1):
            if count > 1:
                console.print()
            for line in _drawn(console, hit, source_of(hit.quote) if hit.quote else ""):
                console.print(line, soft_wrap=True)
    say(counted(count, "place") if count else "nothing found", "dim")


def _drawn(console: Console, hit: Hit, source: str) -> list[Text]:
    if hit.quote is not None:
        parts = [part for part in (who(hit.quote, source), when(hit.quote), to_whom(hit.quote)) if part]
        place = [reported_by(hit.quote), how(hit.quote), hit.quote.report_id]
    elif hit.report is not None:
        parts = [
            Text(one_line(hit.report.title or hit.report.name), "italic"),
            Text("not in a quotation", "dim"),
        ]
        published = in_words(hit.report.published) if hit.report.published else "undated"
        place = [one_line(hit.report.outlet or hit.report.source), published, hit.report.id]
    width = min(MEASURE, console.width - INDENT)
    below = [
        *wrapped(console, _marked(hit), width, INDENT),
        *wrapped(console, Text("— " + " · ".join(place), "dim"), width, INDENT),
    ]
    return [
        *wrapped(console, Text(" · ", "dim").join(parts), console.width),
        *(Text(" " * INDENT) + b for b in below),
    ]


def _marked(hit: Hit) -> Text:
    marked, at = Text(), 0
    for start, end in hit.marks:
        marked.append(_flat(hit.snippet[at:start])).append(_flat(hit.snippet[start:end]), "bold reverse")
        at = end
    return marked.append(_flat(hit.snippet[at:]))


def _flat(piece: str) -> str:
    return visible(piece.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " "))
