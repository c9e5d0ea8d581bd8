"""`onrecord speakers`: who is on record, and how often; its commands are in `people` and `deciding`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

import onrecord
from onrecord.cli import dates, deciding, lists, people
from onrecord.cli.console import data, print_json, say
from onrecord.cli.listing import WIDE
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json, Limit
from onrecord.cli.tables import Column, print_table
from onrecord.core.days import held_in_short, in_words, months_in_short
from onrecord.core.people import latest_first
from onrecord.core.phrases import counted

if TYPE_CHECKING:
    from onrecord.match import Entity
    from onrecord.record import Record, SpeakerRow

_SHOWN = 2
"""Spellings and roles in one cell of the table."""

_NARROW = 72
"""Columns of the screen below which words about a speaker would stand one below the other."""

app = typer.Typer(no_args_is_help=False, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def speakers(
    context: typer.Context,
    *,
    role: Annotated[
        str | None, typer.Option(metavar="ROLE", help="Those who were called so, quoted or not.")
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(metavar="DAY", callback=dates.day, help="With --role: who had it on that day."),
    ] = None,
    limit: Limit = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """List the speakers, the most quoted first; or look at one, and decide who is who.

    Each stands in one line, whatever reports call them.
    """
    if context.invoked_subcommand is not None:
        given = [name for name in context.params if _typed(context, name)]
        if given:
            raise typer.BadParameter(f"--{given[0]} belongs behind {context.invoked_subcommand}")
        return
    if on is not None and role is None:
        raise typer.BadParameter("--on DAY needs --role ROLE")
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        if role is not None:
            _print_people(record, role, on, limit, json=json)
            return
        if json:
            print_json(asdict(row) for row in islice(record.speakers(), limit))
            return
        count = _print_speakers(record.most_quoted(limit=limit))
    say(counted(count, "speaker"), "dim")


app.command("show")(people.show)
app.command("judgements")(people.judgements)
app.command("unsure")(people.unsure)
app.command("merge")(deciding.merge)
app.command("split")(deciding.split)
app.command("rename")(deciding.rename)
app.command("alias")(deciding.alias)
app.command("role")(deciding.role)
app.command("undo")(deciding.undo)
app.command("import")(lists.import_list)


def _typed(context: typer.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _print_speakers(rows: Iterable[SpeakerRow]) -> int:
    console = data()
    columns = [
        Column("speaker", style="bold"),
        Column("quotations", right=True),
        Column("reports", right=True),
        Column("when", whole=True),
        Column("who they are", style="dim"),
        Column("outlets", style="dim"),
    ]
    cells = (
        (
            row.name if row.kind == "person" else f"{row.name} ({row.kind})",
            f"{row.quotations:,}",
            f"{row.reports:,}",
            months_in_short(row.first, row.last),
            _about(row),
            _some(row.outlets),
        )
        for row in rows
    )
    shown = len(columns) - (console.width < WIDE) - (console.width < _NARROW)
    return print_table(console, columns[:shown], (line[:shown] for line in cells))


def _about(row: SpeakerRow) -> str:
    """Roles, the latest first, and other spellings."""
    roles = _some(role.text for role in latest_first(row.roles))
    also = _some(name for name in row.names if name != row.name)
    return "; ".join(filter(None, (roles, f"also {also}" if also else "")))


def _some(words: Iterable[str]) -> str:
    found = list(words)
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return ", ".join(found[:_SHOWN]) + more


def _print_people(record: Record, role: str, on: str | None, limit: int | None, *, json: bool) -> None:
    found = list(record.people(role=role, on=on))[:limit]
    if json:
        print_json(map(asdict, found))
        return
    columns = (
        Column("speaker", style="bold"),
        Column("role"),
        Column("observed", whole=True),
        Column("id", style="cyan", whole=True),
    )
    print_table(data(), columns, _with_roles(found, role))
    if on is not None and found and not onrecord.record.was_called(found[0], role, on):
        say(f"nobody was called so on {in_words(on)}; nearest to that day:", "dim")
    say(counted(len(found), "speaker") if found else "nobody was called so", "dim")


def _with_roles(entities: Iterable[Entity], role: str) -> Iterator[tuple[str, str, str, str]]:
    """One line for each role that fits; the speaker is named in the first."""
    for entity in entities:
        named = entity.name, entity.id
        for each in entity.roles:
            if onrecord.record.is_role(each, role):
                yield named[0], each.text, held_in_short(each.first, each.last), named[1]
                named = "", ""
