"""`onrecord quotes`: who said what."""

from __future__ import annotations

from dataclasses import asdict
from itertools import islice
from typing import Annotated, Literal

import typer

import onrecord
from onrecord.cli import dates
from onrecord.cli.console import data, print_json, say
from onrecord.cli.listing import print_quotes
from onrecord.cli.lookup import tell_who_is_meant
from onrecord.cli.options import DEFAULT_DATABASE, Database, Grade, Json, Limit, Outlet, Since, Speaker, Until
from onrecord.core.phrases import counted


def quotes(
    *,
    speaker: Speaker = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    type_: Annotated[
        Literal["direct", "indirect", "mixed"] | None,
        typer.Option("--type", help="How the words are reported."),
    ] = None,
    grade: Grade = None,
    limit: Limit = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Print who said what, when, to whom, reported by whom.

    The earliest comes first, the undated last.
    """
    dates.in_order(since, until)
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        found = record.quotes(
            speaker=speaker, since=since, until=until, outlet=outlet, type=type_, grade=grade
        )
        rows = islice(found, limit)
        count = print_json(asdict(row) for row in rows) if json else print_quotes(data(), rows)
        left_out = sum(1 for _ in found)
        tell_who_is_meant(record, speaker)
    if left_out:
        say(f"{count:,} of {counted(count + left_out, 'quotation')} shown; --limit for more", "dim")
    elif not json:
        say(counted(count, "quotation") if count else "no quotation fits", "dim")
