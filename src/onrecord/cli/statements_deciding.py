"""`onrecord statements merge`, `split`, `undo`, `judgements`: what people decide on what is one statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli.console import counted, data, print_json, say
from onrecord.cli.dates import in_words
from onrecord.cli.deciding import signed
from onrecord.cli.listing import INDENT, MEASURE, wrapped
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json, Limit, Signed, Why
from onrecord.cli.visible import one_line

if TYPE_CHECKING:
    from onrecord.record import StatementJudged

_PERSON = "person:"
_SHOWN = 10
_LONG = 60
"""Characters of a quotation shown with a decision."""

Which = Annotated[
    str,
    typer.Argument(metavar="STATEMENT", help="Its id or the start of it, or the id of a quotation in it."),
]
_Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other one, named in any of these ways.")]


def merge(
    which: Which,
    other: _Other,
    *,
    why: Why = "",
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Make one of two statements, for good: reading reports again does not change it."""
    with onrecord.Record.open(db, create=False) as record:
        made = record.statements.merge(which, other, by=signed(by), why=why)
        one = record.statements.statement(made[0].one)
    _tell(
        f"{which} and {other} are one now, {one.id}, in {counted(one.row.reports, 'report')}", made, json=json
    )


def split(
    quotation: Annotated[
        str,
        typer.Argument(metavar="QUOTATION", help="Its id, as `onrecord statement` prints it."),
    ],
    *,
    why: Why = "",
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Take a quotation out of its statement, for good: it is not one with those that are in it now."""
    with onrecord.Record.open(db, create=False) as record:
        made = record.statements.split(quotation, quotation, by=signed(by), why=why)
        one = record.statements.statement(quotation)
    _tell(f"{quotation} is in another statement now, {one.id}", made, json=json)


def undo(
    identity: Annotated[str, typer.Argument(metavar="ID", help="Of a judgement; its start is enough.")],
    *,
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Take back a judgement, with all that was decided in the same act."""
    with onrecord.Record.open(db, create=False) as record:
        undone = record.statements.undo(identity, by=signed(by))
    if json:
        print_json(map(asdict, undone))
        return
    if len(undone) > _SHOWN:
        say(f"undone: {undone[0].id}, {undone[0].verdict}, with {len(undone) - 1:,} of the same act")
        return
    for each in undone:
        say(f"undone: {each.id}, {each.verdict}: {each.one} and {each.other}")


def judgements(
    which: Annotated[
        str | None, typer.Argument(metavar="[STATEMENT]", help="On this statement alone.", show_default=False)
    ] = None,
    *,
    idle: Annotated[
        bool, typer.Option("--idle", help="Only those that have no effect as things stand.")
    ] = False,
    limit: Limit = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """List what people decided on what is one statement, the latest first, what was undone too.

    What has no effect as things stand says so: gone, a quotation is no longer in its report; overruled, other
    decisions say otherwise.
    """
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        found = [each for each in record.statements.judgements(which) if each.idle or not idle][:limit]
    if json:
        print_json(map(asdict, found))
        return
    console = data()
    width = min(MEASURE, console.width)
    for each in found:
        for line in decided(console, each, width):
            console.print(line, soft_wrap=True)
    say(counted(len(found), "judgement"), "dim")


def decided(console: Console, each: StatementJudged, width: int) -> list[Text]:
    """A judgement in lines of at most `width` columns: what, by whom, when, why, on which words."""
    head = Text.assemble((each.id, "cyan"), f" · {each.verdict}")
    if each.idle:
        head.append(f" · no effect: {each.idle}", "yellow")
    if each.undone_by:
        head.stylize("strike")
    undone = f"undone by {_signed(each.undone_by, each.undone_at)}" if each.undone_by else ""
    about = [part for part in (undone, _signed(each.by, each.at), one_line(each.why)) if part]
    below = [
        Text(" · ".join(about), "dim"),
        *(Text(f"{identity}: {_short(said)}") for identity, said in _quoted(each)),
    ]
    lines = wrapped(console, head, width, INDENT)
    for text in below:
        lines += [Text(" " * INDENT) + line for line in wrapped(console, text, width - INDENT, INDENT)]
    return lines


def _quoted(each: StatementJudged) -> tuple[tuple[str, str], tuple[str, str]]:
    return (each.one, each.one_said), (each.other, each.other_said)


def _short(text: str) -> str:
    shown = one_line(text)
    return shown if len(shown) <= _LONG else f"{shown[: _LONG - 1].rstrip()}…"


def _signed(by: str, at: str | None) -> str:
    who = one_line(by.removeprefix(_PERSON))
    return f"{who}, {in_words(at)}" if at else who


def _tell(done: str, made: Sequence[StatementJudged], *, json: bool) -> None:
    if json:
        print_json(map(asdict, made))
    say(f"{done}; `onrecord statements undo {made[0].id}` takes it back")
