"""`onrecord statement`: one statement with its reports, who had it first, and what to look at twice."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

import onrecord
from onrecord.cli.console import data, print_json, say
from onrecord.cli.lookup import statements_meant
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json
from onrecord.cli.statements_deciding import Which

if TYPE_CHECKING:
    from onrecord.record.understanding import Understood

_AT_ONCE = 20


def statement(
    which: Which,
    *,
    diff: Annotated[
        bool,
        typer.Option("--diff", help="Show word by word how each report differs from the fullest wording."),
    ] = False,
    limit: Annotated[
        int, typer.Option(min=1, metavar="N", help="Show N of its reports; --json has all of them.")
    ] = _AT_ONCE,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Print one statement: its reports, who had it first, what differs, and what was decided.

    Reports come in the order in which they had it, as far as that can be told; those that go back to one
    source count as one. Warnings say what the reports have, and never who is right.
    """
    # SQLAlchemy takes a while.
    from onrecord.cli import statement_drawing  # noqa: PLC0415
    from onrecord.record.understanding import understood  # noqa: PLC0415

    with onrecord.Record.open(db, create=False, read_only=True) as record, statements_meant(record, which):
        known = understood(record, which)
    _tell_where_it_is(known)
    if json:
        print_json([_as_json(known)])
        return
    console = data()
    for line in statement_drawing.lines(console, known, diff=diff, limit=limit):
        console.print(line, soft_wrap=True)
    left_out = len(known.told) - limit
    if left_out > 0:
        say(f"{limit:,} of {len(known.told):,} quotations shown; --limit for more", "dim")


def _tell_where_it_is(known: Understood) -> None:
    """Say that a statement is part of another one, where it was asked for by an id that it had before."""
    asked, identity = known.statement.asked, known.statement.id
    if asked and "-" not in asked and not identity.startswith(asked):
        say(f"{asked} is part of {identity} now", "dim")


def _as_json(known: Understood) -> dict[str, object]:
    """All that is known, but for the texts of the reports."""
    statement = known.statement
    return {
        **asdict(statement.row),
        "created_at": statement.created_at,
        "former": statement.former,
        "base": known.drift.base,
        "quotations": [
            {**asdict(each.quote), "departure": asdict(each.departure) if each.departure else None}
            for each in known.told
        ],
        "lineage": asdict(known.lineage),
        "warnings": [asdict(each) for each in known.warnings],
        "likenesses": [asdict(each) for each in statement.likenesses],
        "repeats": [{**asdict(each.row), "likely": each.likely} for each in statement.repeats],
        "judgements": [asdict(each) for each in statement.judgements],
    }
