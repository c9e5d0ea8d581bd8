"""`onrecord dossier`: what the record holds on one topic, on one page."""

from __future__ import annotations

from typing import Annotated

import typer

import onrecord
from onrecord.cli import dates
from onrecord.cli.console import data, print_json, say
from onrecord.cli.dossier_json import as_json
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json
from onrecord.core.phrases import counted

_SOURCES = 3


def _not_empty(given: str) -> str:
    if not given.strip():
        raise typer.BadParameter("this is empty: give a name or a topic")
    from onrecord.resolve.tables import tables  # noqa: PLC0415 (takes a while to load)

    words = given.split()
    if all(word.islower() and word in tables().function_words for word in words):
        raise typer.BadParameter(f"{' '.join(words)} names nothing: give a name or a topic")
    return given


def dossier(
    topic: Annotated[
        str,
        typer.Argument(
            metavar="TOPIC", callback=_not_empty, help='A name, or two: "Coastal Union", "Norvia and Merrow".'
        ),
    ],
    *,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DAY", callback=dates.day, help="How commitments stand on DAY; else today."),
    ] = None,
    sources: Annotated[
        int, typer.Option(min=1, max=10**9, metavar="N", help="Show N places of each line; --json has all.")
    ] = _SOURCES,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Print what the record holds on a relationship, an institution, a programme or a person.

    Parties, bodies, agreements with their dates, decisions, routes and works, figures, commitments, and what
    is said of it, by party and in order of time. Each line names the places in reports that say so.
    """
    # What it draws takes a while to load.
    from onrecord.cli import dossier_drawing  # noqa: PLC0415

    with onrecord.Record.open(db, create=False, read_only=True) as record:
        page = record.dossier(topic, as_of=as_of)
    if json:
        print_json([as_json(page)])
    else:
        console = data()
        for line in dossier_drawing.lines(console, page, sources):
            console.print(line, soft_wrap=True)
    if page.left_out:
        shown = counted(page.left_out, "older report")
        say(f"{shown} on it not read: there are too many for one page", "dim")
    if page.person is not None:
        say(f"{page.dossier.topic}: taken for {page.person.name} · {page.person.id}", "dim")
    if not page.dossier.reports:
        say("no report tells of it", "dim")
    elif not page.dossier.tells:
        count = counted(len(page.dossier.reports), "report")
        say(f"named in {count}, which tell nothing of it that has a place here; try `onrecord search`", "dim")
