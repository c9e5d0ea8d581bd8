"""`onrecord search`: where words stand, in quotations first."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli import dates
from onrecord.cli.console import counted, data, print_json, say
from onrecord.cli.dates import in_words
from onrecord.cli.listing import (
    INDENT,
    MEASURE,
    how,
    joined,
    marked,
    reported_by,
    to_whom,
    when,
    who,
    wrapped,
)
from onrecord.cli.lookup import sources_in
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json, Outlet, Since, Speaker, Until
from onrecord.cli.visible import one_line, visible

if TYPE_CHECKING:
    from onrecord.record import Hit

MOST_COUNTED = 1000
"""Places beyond this many are not counted: common words stand everywhere."""


def search(
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS...", help='All must be there; "quoted words" in a row.')
    ],
    *,
    speaker: Speaker = None,
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
    dates.in_order(since, until)
    if not " ".join(words).strip(' "*'):
        raise typer.BadParameter("there is no word to search for")
    most = max(limit, MOST_COUNTED) + 1
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        found = record.search(
            " ".join(words), speaker=speaker, since=since, until=until, outlet=outlet, limit=most
        )
        hits = found[:limit]
        if json:
            print_json(asdict(hit) for hit in hits)
        console, count, source_of = data(), 0, sources_in(record)
        for count, hit in enumerate(() if json else hits, 1):
            if count > 1:
                console.print()
            for line in _drawn(console, hit, source_of(hit.quote) if hit.quote else ""):
                console.print(line, soft_wrap=True)
    if len(found) > limit:
        total = (
            counted(len(found), "place") if len(found) < most else f"more than {counted(most - 1, 'place')}"
        )
        say(f"{len(hits):,} of {total} shown; --limit for more", "dim")
    elif not json:
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
    words = _highlighted(hit)
    if hit.quote is not None:
        words = marked(hit.quote, words)
    width = min(MEASURE, console.width - INDENT)
    below = [
        *wrapped(console, words, width, INDENT),
        *wrapped(console, Text(f"— {joined(place)}", "dim"), width, INDENT),
    ]
    return [
        *wrapped(console, Text(" · ", "dim").join(parts), console.width),
        *(Text(" " * INDENT) + b for b in below),
    ]


def _highlighted(hit: Hit) -> Text:
    words, at = Text(), 0
    for start, end in hit.marks:
        words.append(_flat(hit.snippet[at:start])).append(_flat(hit.snippet[start:end]), "bold reverse")
        at = end
    return words.append(_flat(hit.snippet[at:]))


def _flat(piece: str) -> str:
    return visible(piece.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " "))
