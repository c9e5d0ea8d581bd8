"""`onrecord figures`: the numbers that are claimed, of what, by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli import dates, ledger_drawing, ledger_json
from onrecord.cli.console import data, print_json, say
from onrecord.cli.listing import print_all
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
    not_empty,
)
from onrecord.core.phrases import counted, shortened

_Row = TypeVar("_Row")
_UNITS = 12
"""So many units are named in a hint."""
_LONG = 40
"""Characters of what was typed that are shown."""


def figures(
    *,
    about: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS", callback=not_empty, help="Words for what it measures; all must be there."
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(metavar="UNIT", callback=not_empty, help="Its unit: USD, %, kilometre, count."),
    ] = None,
    speaker: Speaker = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    differing: Annotated[
        bool,
        typer.Option(
            "--differing", help="Only what reports claim with values that cannot all be so, together."
        ),
    ] = False,
    limit: Limit = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """List the numbers that are claimed: how much of what, who says so, in which report.

    The earliest comes first, the undated last. Each is shown with its sentence, as the report has it.
    """
    dates.in_order(since, until)
    asked = {
        "about": about,
        "unit": unit,
        "speaker": speaker,
        "since": since,
        "until": until,
        "outlet": outlet,
    }
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        if differing:
            claims = record.ledger.claims(differing=True, **asked)
            count = _shown(claims[:limit], ledger_json.claim, ledger_drawing.claim, json=json)
            more, shown = len(claims) > count, counted(count, "thing") + " claimed with different values"
        else:
            found = record.ledger.figures(**asked, limit=one_more(limit))
            count = _shown(islice(found, limit), ledger_json.figure, ledger_drawing.figure, json=json)
            more, shown = any(True for _ in found), counted(count, "figure")
        tell_who_is_meant(record, speaker)
        known = record.ledger.units() if unit and not count else []
    tell_how_many(shown if count else "no figure fits", more=more, json=json)
    if unit and known and unit.strip().lower() not in map(str.lower, known):
        others = f", and {len(known) - _UNITS} more" if len(known) > _UNITS else ""
        units = f"{', '.join(known[:_UNITS])}{others}"
        say(f"hint: no figure is in {shortened(unit, _LONG)}; units here: {units}", "dim")


def _shown(
    rows: Iterable[_Row],
    as_json: Callable[[_Row], ledger_json.Json],
    drawn: Callable[[Console, _Row], Iterable[Text]],
    *,
    json: bool,
) -> int:
    return print_json(map(as_json, rows)) if json else print_all(data(), rows, drawn)
