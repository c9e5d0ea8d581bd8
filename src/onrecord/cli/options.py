"""Arguments and options that several commands share."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

import typer

from onrecord.cli import dates
from onrecord.core import as_id
from onrecord.export.addresses import on_the_web

Database = Annotated[
    str,
    typer.Option(
        "--db",
        envvar="ONRECORD_DB",
        metavar="PATH|URL",
        help="The record to use: a file, or postgresql://USER@HOST/DATABASE.",
        show_default=True,
    ),
]
DEFAULT_DATABASE = "onrecord.db"

ModelName = Literal["accurate", "fast"]
Model = Annotated[
    ModelName,
    typer.Option(help="accurate finds most; fast takes six tenths of the time and finds less."),
]
Grade = Annotated[
    Literal["record", "review"] | None,
    typer.Option(help="record: sure enough to stand; review: a person should look."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON: an array with one object a line.")]
Limit = Annotated[int | None, typer.Option(min=1, max=10**9, metavar="N", help="Stop after N.")]
Since = Annotated[
    str | None,
    typer.Option(
        metavar="DAY", callback=dates.checked, help="Said on or after DAY: 2026-03-02, 2026-03 or 2026."
    ),
]
Until = Annotated[
    str | None, typer.Option(metavar="DAY", callback=dates.checked, help="Said on or before DAY.")
]


def _web_address(given: str | None) -> str | None:
    if given is None:
        return None
    try:
        parts = urlsplit(given)
        fits = on_the_web(given) and parts.hostname and not (parts.query or parts.fragment)
    except ValueError:
        fits = False
    if not fits:
        raise typer.BadParameter("give an address such as https://desk.example/record/")
    return given


Address = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        callback=_web_address,
        help="Where others have it: addresses in citations and evidence begin with it. Else they are names.",
    ),
]


def not_empty(given: str | None) -> str | None:
    """What was given, if there is a word in it."""
    if given is not None and not given.strip():
        raise typer.BadParameter("this is empty: give a name, or leave the option out")
    return given


Speaker = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        callback=not_empty,
        help="Said by NAME, under whatever spelling: a name, a part of one, an id.",
    ),
]
Who = Annotated[
    str,
    typer.Argument(
        metavar="SPEAKER",
        help="Any name, a part of one, an id or its start, or an id elsewhere (Q42).",
    ),
]


def written(typed: str | None) -> str | None:
    """What was typed for an id, as ids are written."""
    return None if typed is None else as_id(typed)


Other = Annotated[str, typer.Argument(metavar="OTHER", help="The other one, named in any of these ways.")]
Decision = Annotated[
    str,
    typer.Argument(metavar="ID", callback=written, help="Of what was decided; its start is enough."),
]


Signed = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who decides; else your login name.")
]
Why = Annotated[str, typer.Option(metavar="WORDS", help="The reason, for those who look at it later.")]
Outlet = Annotated[
    str | None, typer.Option(metavar="NAME", callback=not_empty, help="Reported by an outlet of that name.")
]
AsOf = Annotated[
    str | None, typer.Option(metavar="DAY", callback=dates.day, help="As things stand on DAY; else today.")
]


def refuse_stray(context: typer.Context) -> None:
    """Refuse an option of the list that stands before another command: it would be ignored."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option = name.replace("_", "-")
            raise typer.BadParameter(f"--{option} belongs behind {context.invoked_subcommand}")
