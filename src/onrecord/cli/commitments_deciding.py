"""`onrecord commitments judge`, `undo`, `judgements`: what people found became of what was to be done."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

import typer

import onrecord
from onrecord.cli import dates, ledger_drawing
from onrecord.cli.console import data, print_json, say
from onrecord.cli.options import DEFAULT_DATABASE, Database, Decision, Json, Limit, Signed, written
from onrecord.cli.signing import signed, tell
from onrecord.core.phrases import counted, shortened

_LONG = 60
"""Characters of a commitment that are told."""

Which = Annotated[
    str,
    typer.Argument(metavar="ID", callback=written, help="Its id or the start of it, as the list prints it."),
]


def judge(
    which: Which,
    verdict: Annotated[
        Literal["kept", "dropped", "delayed", "wrong"],
        typer.Argument(
            metavar="VERDICT", help="kept, dropped, delayed; or wrong: it is no commitment at all."
        ),
    ],
    *,
    note: Annotated[
        str, typer.Option(metavar="WORDS", help="How you know, for those who look at it later.")
    ] = "",
    until: Annotated[
        str | None,
        typer.Option(metavar="DAY", callback=dates.day, help="With delayed: the day it is delayed to."),
    ] = None,
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Say what became of a commitment, for good: reading reports again does not change it.

    It stands beside what is computed and goes before it in lists. Of several the latest counts.
    """
    if until is not None and verdict != "delayed":
        raise typer.BadParameter("--until goes with delayed")
    with onrecord.Record.open(db, create=False) as record:
        made = record.ledger.judge(which, verdict, by=signed(by), note=note, until=until)
    done = f"{made.verdict}: “{shortened(made.said, _LONG)}”"
    tell(done, "commitments", made.id, [asdict(made)], json=json)


def undo(
    identity: Decision, *, by: Signed = None, json: Json = False, db: Database = DEFAULT_DATABASE
) -> None:
    """Take back what somebody found of a commitment."""
    with onrecord.Record.open(db, create=False) as record:
        undone = record.ledger.undo(identity, by=signed(by))
    if json:
        print_json([asdict(undone)])
        return
    say(f"undone: {undone.id}, {undone.verdict}: “{shortened(undone.said, _LONG)}”")


def judgements(*, limit: Limit = None, json: Json = False, db: Database = DEFAULT_DATABASE) -> None:
    """List what people found of commitments, the latest first, what was undone too."""
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        found = record.ledger.judgements()[:limit]
    if json:
        print_json(map(asdict, found))
        return
    console = data()
    for each in found:
        for line in ledger_drawing.judged(console, each, 0, words=True):
            console.print(line, soft_wrap=True)
    say(counted(len(found), "judgement"), "dim")
