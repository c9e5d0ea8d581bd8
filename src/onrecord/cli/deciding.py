"""`onrecord speakers merge`, `split`, `rename`, `alias`, `role`, `undo`: what people decide on who is who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

import onrecord
from onrecord.cli import dates
from onrecord.cli.console import print_json, say, warn
from onrecord.cli.options import DEFAULT_DATABASE, Database, Decision, Json, Other, Signed, Who, Why
from onrecord.cli.signing import signed, tell

if TYPE_CHECKING:
    from onrecord.record import Entry, Judged


def merge(
    who: Who,
    other: Other,
    *,
    why: Why = "",
    by: Signed = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Make one of two speakers, for good: reading reports again does not change it."""
    with onrecord.Record.open(db, create=False) as record:
        names = [record.registry.portrait(each).entity.name for each in (who, other)]
        made = record.registry.merge(who, other, by=signed(by), why=why)
        one = record.registry.portrait(made[0].judgement.left).entity
    _tell_judged(f"{' and '.join(names)} are one, shown as {one.name}", made, json=json)
    if one.kind == "person" and _differ(*names):
        warn(f"both are full names, and they differ: {' and '.join(names)}")


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
            done = f"{made[0].left_name} and {made[0].right_name} are two"
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
    identity: Decision,
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


def _differ(one: str, other: str) -> bool:
    """Whether two names of people are both full, and neither spellings nor short forms of each other."""
    from onrecord.match.people import read_person  # noqa: PLC0415 (its tables take a while)

    a, b = read_person(one), read_person(other)
    words = [(a.family, b.family), *zip(a.given[:1], b.given[:1], strict=False)]
    if len(words) < 2 or a.given[0].initial or b.given[0].initial:
        return False
    return any(x and y and not x.readings & y.readings and (x.name or x) != (y.name or y) for x, y in words)


def _tell_judged(done: str, judged: Sequence[Judged], *, json: bool) -> None:
    tell(done, "speakers", judged[0].id, map(asdict, judged), json=json)


def _tell_entered(done: str, entry: Entry, *, json: bool) -> None:
    tell(done, "speakers", entry.id, [asdict(entry)], json=json)
