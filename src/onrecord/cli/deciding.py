"""`onrecord speakers merge`, `split`, `rename`, `alias`, `role`, `undo`: what people decide on who is who."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

import onrecord
from onrecord.cli import dates
from onrecord.cli.console import print_json, say
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json, Signed, Who, Why
from onrecord.core import RecordError

if TYPE_CHECKING:
    from onrecord.record import Entry, Judged

_Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other one, named in any of these ways.")]


def merge(
    who: Who,
    other: _Other,
    *,
    why: Why = "",
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Make one of two speakers, for good: reading reports again does not change it."""
    with onrecord.Record.open(db, create=False) as record:
        made = record.registry.merge(who, other, by=signed(by), why=why)
    _tell_judged(f"{_names(made)} are one", made, json=json)


def split(
    who: Who,
    other: Annotated[
        str | None, typer.Argument(metavar="[OTHER]", help="The name or id that is somebody else's.")
    ] = None,
    *,
    report: Annotated[
        str | None,
        typer.Option(metavar="REPORT", help="Take out what one report says; as `onrecord show` names it."),
    ] = None,
    why: Why = "",
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Keep two names apart, or take one report out: somebody else is meant there."""
    if (other is None) == (report is None):
        raise typer.BadParameter("give either the other name, or --report REPORT")
    with onrecord.Record.open(db, create=False) as record:
        if report is not None:
            made = record.registry.take_out(who, report, by=signed(by), why=why)
            done = (
                f"{made[0].left_name} in report {made[0].judgement.left.partition('/')[0]} is somebody else"
            )
        else:
            made = record.registry.split(who, other or "", by=signed(by), why=why)
            done = f"{_names(made)} are two"
    _tell_judged(done, made, json=json)


_Name = Annotated[str, typer.Argument(metavar="NAME", help="The name, as it is to be written.")]


def rename(
    who: Who, name: _Name, *, by: Signed = None, json: Json = False, db: Database = DEFAULT_DATABASE
) -> None:
    """Show a speaker under another name; the others stay."""
    with onrecord.Record.open(db, create=False) as record:
        entry = record.registry.rename(who, name, by=signed(by))
    _tell_entered(f"{entry.named} is shown as {entry.value}", entry, json=json)


def alias(
    who: Who, name: _Name, *, by: Signed = None, json: Json = False, db: Database = DEFAULT_DATABASE
) -> None:
    """Note one more name of a speaker; whoever reports call so is the same."""
    with onrecord.Record.open(db, create=False) as record:
        entry = record.registry.alias(who, name, by=signed(by))
    _tell_entered(f"{entry.value} is a name of {entry.named}", entry, json=json)


def role(
    who: Who,
    role: Annotated[str, typer.Argument(metavar="ROLE", help='What they are: "foreign minister of Norvia".')],
    *,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DAY", callback=dates.day, help="The first day.")
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--until", metavar="DAY", callback=dates.day, help="The last day; else it goes on."),
    ] = None,
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Note a role of a speaker, with its days as far as they are known."""
    dates.in_order(first, last, ("--from", "--until"))
    with onrecord.Record.open(db, create=False) as record:
        entry = record.registry.role(who, role, by=signed(by), first=first, last=last)
    _tell_entered(f"{entry.value} is a role of {entry.named}", entry, json=json)


def undo(
    identity: Annotated[
        str,
        typer.Argument(metavar="ID", help="Of a judgement or an entry; its start is enough."),
    ],
    *,
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Take back what was decided or entered, with all that was in the same act: one merge, one import."""
    with onrecord.Record.open(db, create=False) as record:
        judged, entered = record.registry.undo(identity, by=signed(by))
    if json:
        print_json([asdict(each) for each in judged] + [asdict(each) for each in entered])
        return
    for each in judged:
        names = " and ".join(name or "?" for name in (each.left_name, each.right_name))
        say(f"undone: {each.id}, {each.judgement.verdict}: {names}")
    if len(entered) > _SHOWN:
        say(f"undone: {len(entered):,} entries")
        return
    for entry in entered:
        say(f"undone: {entry.id}, {entry.what} of {entry.named}: {entry.value}")


_SHOWN = 10


def signed(by: str | None) -> str:
    """Who decides: the name given, else the login name."""
    if by is not None:
        return by
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        raise RecordError("there is no login name to sign with", "give one: --by NAME") from None


def _names(judged: Sequence[Judged]) -> str:
    return f"{judged[0].left_name} and {judged[0].right_name}"


def _tell_judged(done: str, judged: Sequence[Judged], *, json: bool) -> None:
    if json:
        print_json(asdict(each) for each in judged)
    say(f"{done}; `onrecord speakers undo {judged[0].id}` takes it back")


def _tell_entered(done: str, entry: Entry, *, json: bool) -> None:
    if json:
        print_json([asdict(entry)])
    say(f"{done}; `onrecord speakers undo {entry.id}` takes it back")
