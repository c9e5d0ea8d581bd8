"""`onrecord speakers show`, `judgements` and `unsure`: one person or organisation, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

import onrecord
from onrecord.cli.console import data, print_json, say
from onrecord.cli.listing import INDENT, MEASURE, reported_by, wrapped
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json, Limit, Who
from onrecord.core import ObservedRole
from onrecord.core.days import held_in_short, in_short
from onrecord.core.phrases import counted, signature
from onrecord.core.visible import one_line

if TYPE_CHECKING:
    from onrecord.record import AppearanceRow, Doubt, Entry, Judged, Portrait


def show(who: Who, *, json: Json = False, db: Database = DEFAULT_DATABASE) -> None:
    """Print what is known of one speaker: names, roles, ids, reports, and what was decided."""
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        portrait = record.registry.portrait(who)
    if json:
        print_json([asdict(portrait)])
        return
    _print(data(), _drawn(portrait))


def judgements(
    who: Annotated[
        str | None, typer.Argument(metavar="[SPEAKER]", help="On this speaker alone.", show_default=False)
    ] = None,
    *,
    by_people: Annotated[bool, typer.Option("--people", help="Only those of people.")] = False,
    idle: Annotated[
        bool, typer.Option("--idle", help="Only those that have no effect as things stand.")
    ] = False,
    limit: Limit = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """List what was decided on who is who, the latest first, with its reason and what was undone.

    Names and roles given by hand are listed too. What has no effect as things stand says so: gone, no report
    has the name any longer; parted, reports tell those of that name apart otherwise now; overruled, other
    decisions say otherwise.
    """
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        registry = record.registry
        both: tuple[Iterable[Judged | Entry], ...] = (registry.judgements(who), registry.entries(who))
        found = merge(*both, key=_at, reverse=True)
        wanted = (each for each in found if (each.by_person or not by_people) and (each.idle or not idle))
        rows = islice(wanted, limit)
        if json:
            print_json(asdict(row) for row in rows)
            return
        count = _print(data(), map(_decision, rows))
    say(counted(count, "decision"), "dim")


def unsure(
    *,
    limit: Annotated[int, typer.Option(min=1, max=10**9, metavar="N", help="Stop after N.")] = 20,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """List the pairs that could not be decided, the likeliest to be one first: look, then merge or split."""
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        found = record.registry.doubts(limit)
    if json:
        print_json(asdict(doubt) for doubt in found)
        return
    count = _print(data(), map(_doubt, found))
    say(counted(count, "pair") if count else "nothing is in doubt", "dim")
    if count:
        say("`onrecord speakers merge ID ID` makes one of two, `split ID ID` keeps them apart", "dim")


def _print(console: Console, blocks: Iterable[list[Text]]) -> int:
    """Print blocks of lines, the second and later lines of each further in; returns how many there were."""
    width, count = min(MEASURE, console.width), 0
    for first, *below in blocks:
        lines = wrapped(console, first, width, INDENT)
        for each in below:
            lines += [Text(" " * INDENT) + line for line in wrapped(console, each, width - INDENT, INDENT)]
        for line in lines:
            console.print(line, soft_wrap=True)
        count += 1
    return count


def _drawn(portrait: Portrait) -> Iterator[list[Text]]:
    entity = portrait.entity
    about = [Text(one_line(entity.name), "bold"), Text(entity.kind), Text(entity.id, "cyan")]
    also = [name for name in entity.names if name != entity.name]
    external = [f"{scheme} {value}" for scheme, value in entity.external]
    yield [
        Text(" · ", "dim").join(about),
        *([Text(f"also {_dotted(also)}")] if also else []),
        *([Text(_dotted(external))] if external else []),
    ]
    if entity.roles:
        yield [Text("roles", "dim"), *(_role(each) for each in entity.roles)]
    if portrait.appearances:
        reports = len({each.report_id for each in portrait.appearances})
        yield [Text(counted(reports, "report"), "dim"), *map(_appearance, portrait.appearances)]
    if portrait.judgements:
        yield [Text("decided", "dim"), *_decided(portrait)]
    if portrait.entries:
        entered = (line for each in portrait.entries for line in _within(_entry(each)))
        yield [Text("entered", "dim"), *entered]


def _decided(portrait: Portrait) -> Iterator[Text]:
    """What a reader needs: what makes one of all names, what people refused, what has lost its effect."""
    shown = [*portrait.joining(), *portrait.refused()]
    shown += [each for each in portrait.judgements if each.by_person and each.idle and each not in shown]
    for each in shown:
        yield from _within(_judgement(each))
    if more := len(portrait.judgements) - len(shown):
        others = counted(more, "other judgement")
        yield Text(f"{others}: onrecord speakers judgements {portrait.entity.id}", "dim")


def _within(lines: list[Text]) -> list[Text]:
    """Lines of which those below the first stand further in."""
    return [lines[0], *(Text(" " * INDENT) + line for line in lines[1:])]


def _role(role: ObservedRole) -> Text:
    return Text.assemble(one_line(role.text), (f" · {held_in_short(role.first, role.last)}", "dim"))


def _dotted(parts: Iterable[str]) -> str:
    return " · ".join(one_line(part) for part in parts if part)


def _appearance(each: AppearanceRow) -> Text:
    day = in_short(each.day) if each.day else "undated"
    parts = [day, reported_by(each), each.title or "", f"as {each.name}", each.report_id]
    return Text(_dotted(parts))


def _judgement(each: Judged) -> list[Text]:
    judgement = each.judgement
    names = " and ".join(
        f"{one_line(name or '?')} ({identity})"
        for name, identity in ((each.left_name, judgement.left), (each.right_name, judgement.right))
    )
    sure = "" if each.by_person else f", {judgement.confidence:.2f}"
    head = Text.assemble((each.id, "cyan"), f" · {judgement.verdict}", _idle(each), f" · {names}")
    below = [f"{signature(judgement.by, judgement.at)}{sure}", judgement.why]
    if each.idle:
        below.insert(0, f"no effect: {each.idle}")
    if each.undone_by:
        head.stylize("strike")
        below.insert(0, f"undone by {signature(each.undone_by, each.undone_at)}")
    return [head, Text(_dotted(below), "dim")]


def _decision(each: Judged | Entry) -> list[Text]:
    return _judgement(each) if isinstance(each, onrecord.record.Judged) else _entry(each, whose=True)


def _at(each: Judged | Entry) -> str:
    return (each.judgement.at or "") if isinstance(each, onrecord.record.Judged) else each.at


def _entry(each: Entry, *, whose: bool = False) -> list[Text]:
    value = f"{each.scheme} {each.value}" if each.scheme else each.value
    source = f"from {each.list}" if each.list else ""
    days = held_in_short(each.first, each.last) if each.first or each.last else ""
    undone = f"undone by {signature(each.undone_by, each.undone_at)}" if each.undone_by else ""
    of = f"of {each.named} ({each.profile})" if whose else ""
    parts = [value, of, days, signature(each.by, each.at), source, undone]
    head = Text.assemble((each.id, "cyan"), f" · {each.what}", _idle(each), f" · {_dotted(parts)}")
    if each.undone_by:
        head.stylize("strike")
    return [head, *([Text(f"no effect: {one_line(str(each.idle))}", "dim")] if each.idle else [])]


def _idle(each: Judged | Entry) -> tuple[str, str]:
    return (f" · {each.idle.why}", "yellow") if each.idle else ("", "")


def _doubt(doubt: Doubt) -> list[Text]:
    names = Text.assemble(
        (one_line(doubt.left_name), "bold"),
        (f" {doubt.left}", "cyan"),
        " · ",
        (one_line(doubt.right_name), "bold"),
        (f" {doubt.right}", "cyan"),
    )
    return [names, Text(_dotted([f"likely {doubt.confidence:.2f}", doubt.why]), "dim")]
