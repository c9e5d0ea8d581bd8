"""`onrecord commitments`: what is promised, decided, planned, ordered or foreseen, and by when."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

import typer

import onrecord
from onrecord.cli import commitments_deciding, dates, ledger_drawing, ledger_json, output
from onrecord.cli.console import data, print_json, say
from onrecord.cli.listing import print_all
from onrecord.cli.lookup import one_more, tell_how_many, tell_who_is_meant
from onrecord.cli.options import (
    DEFAULT_DATABASE,
    AsOf,
    Database,
    Grade,
    Json,
    Limit,
    Outlet,
    Since,
    Speaker,
    Until,
    not_empty,
    refuse_stray,
)
from onrecord.core import CommitmentType
from onrecord.core.phrases import counted

app = typer.Typer(no_args_is_help=False, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def commitments(
    context: typer.Context,
    *,
    due_before: Annotated[
        str | None,
        typer.Option(metavar="DAY", callback=dates.checked, help="Their last day comes before DAY."),
    ] = None,
    status: Annotated[
        Literal["pending", "due", "overdue", "past", "kept", "dropped", "delayed", "wrong"] | None,
        typer.Option(help="What became of them: as somebody found, else as it is computed."),
    ] = None,
    who: Annotated[
        str | None,
        typer.Option(metavar="NAME", callback=not_empty, help="Who is to do it, under whatever spelling."),
    ] = None,
    as_of: AsOf = None,
    type_: Annotated[
        CommitmentType | None,
        typer.Option("--type", help="A prediction binds nobody."),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Predictions too, which are left out else.")] = False,
    about: Annotated[
        str | None,
        typer.Option(metavar="WORDS", callback=not_empty, help="Words that stand in it; all must be there."),
    ] = None,
    speaker: Speaker = None,
    since: Since = None,
    until: Until = None,
    outlet: Outlet = None,
    grade: Grade = None,
    limit: Limit = None,
    format_: Annotated[
        Literal["ics"] | None,
        typer.Option("--format", help="ics: a calendar with an event for each deadline."),
    ] = None,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """List what is to be done and by when, each once, however many report it; or say what became of it.

    What falls due first comes first, what has no deadline last; predictions are left out, as they bind
    nobody. "Reported kept" says that a later report tells so, and never that it is true; `onrecord
    commitment ID` has the words.
    """
    if context.invoked_subcommand is not None:
        refuse_stray(context)
        return
    if json and format_:
        raise typer.BadParameter("give either --json or --format")
    dates.in_order(since, until)
    binding = type_ is None and not all_
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        asked = partial(
            record.ledger.commitments,
            as_of=as_of,
            who=who,
            about=about,
            status=status,
            due_before=due_before,
            speaker=speaker,
            since=since,
            until=until,
            outlet=outlet,
            grade=grade,
        )
        found = asked(type=type_, binding=binding, limit=one_more(limit))
        foreseen = len(asked(type="prediction")) if binding else 0
        rows = found[:limit]
        if format_ == "ics":
            with output.standard() as stream:
                count = onrecord.export.write_ics(rows, stream)
        elif json:
            count = print_json(map(ledger_json.commitment, rows))
        else:
            count = print_all(data(), rows, ledger_drawing.commitment)
        tell_who_is_meant(record, speaker)
    one = "deadline" if format_ else "commitment"
    tell_how_many(counted(count, one) if count else f"no {one} fits", more=len(found) > len(rows), json=json)
    if foreseen:
        say(f"{counted(foreseen, 'prediction')} left out; --all for those too", "dim")


app.command("judge")(commitments_deciding.judge)
app.command("undo")(commitments_deciding.undo)
app.command("judgements")(commitments_deciding.judgements)
