"""`onrecord statements merge`, `split`, `apart`, `undo`, `judgements`: what people decide on statements."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli.console import data, print_json, say
from onrecord.cli.listing import INDENT, MEASURE, wrapped
from onrecord.cli.lookup import refuse_long, statements_meant
from onrecord.cli.options import DEFAULT_DATABASE, Database, Decision, Json, Limit, Signed, Why, written
from onrecord.cli.signing import signed, tell
from onrecord.core.phrases import counted, shortened, signature
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.record import StatementJudged

_SHOWN = 10
_LONG = 60
"""Characters of a quotation shown with a decision."""

Which = Annotated[
    str,
    typer.Argument(
        metavar="STATEMENT",
        callback=written,
        help="Its id or the start of it, or the id of a quotation in it.",
    ),
]
_Other = Annotated[
    str, typer.Argument(metavar="OTHER", callback=written, help="The other one, named in any of these ways.")
]


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
    with onrecord.Record.open(db, create=False) as record, statements_meant(record, which, other):
        made = record.statements.merge(which, other, by=signed(by), why=why)
        one = record.statements.statement(made[0].one)
    done = f"{which} and {other} are one now, {one.id}, in {counted(one.row.reports, 'report')}"
    tell(done, "statements", made[0].id, map(asdict, made), json=json)


def split(
    quotation: Annotated[
        str,
        typer.Argument(
            metavar="QUOTATION", callback=written, help="Its id, as `onrecord statement` prints it."
        ),
    ],
    *,
    why: Why = "",
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Take a quotation out of its statement, for good: it is not one with those that are in it now."""
    with onrecord.Record.open(db, create=False) as record, statements_meant(record, quotation):
        before = record.statements.statement(quotation)
        made = record.statements.split(quotation, quotation, by=signed(by), why=why)
        taken = record.statements.statement(quotation)
        left = [each for each in before.quotes if each.id != quotation]
        rest = record.statements.statement(left[0].id)
    said = next(each for each in before.quotes if each.id == quotation)
    done = (
        f"{quotation} ({shortened(said.text, _LONG)}) is taken out of {before.id}: it is in {taken.id} now, "
        f"{counted(len(left), 'other quotation')} in {rest.id}"
    )
    tell(done, "statements", made[0].id, map(asdict, made), json=json)


def apart(
    which: Which,
    other: _Other,
    *,
    why: Why = "",
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Keep two statements two, for good: whatever comes, none of the one is ever one with the other."""
    with onrecord.Record.open(db, create=False) as record, statements_meant(record, which, other):
        made = record.statements.keep_apart(which, other, by=signed(by), why=why)
    tell(f"{which} and {other} stay two", "statements", made[0].id, map(asdict, made), json=json)


def undo(
    identity: Decision,
    *,
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Take back a judgement, with all that was decided in the same act."""
    refuse_long(identity)
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
        str | None,
        typer.Argument(
            metavar="[STATEMENT]", callback=written, help="On this statement alone.", show_default=False
        ),
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
    asked = () if which is None else (which,)
    with (
        onrecord.Record.open(db, create=False, read_only=True) as record,
        statements_meant(record, *asked),
    ):
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
    undone = f"undone by {signature(each.undone_by, each.undone_at)}" if each.undone_by else ""
    about = [part for part in (undone, signature(each.by, each.at), one_line(each.why)) if part]
    below = [
        Text(" · ".join(about), "dim"),
        *(Text(f"{identity}: {shortened(said, _LONG)}") for identity, said in _quoted(each)),
    ]
    lines = wrapped(console, head, width, INDENT)
    for text in below:
        lines += [Text(" " * INDENT) + line for line in wrapped(console, text, width - INDENT, INDENT)]
    return lines


def _quoted(each: StatementJudged) -> tuple[tuple[str, str], tuple[str, str]]:
    return (each.one, each.one_said), (each.other, each.other_said)
