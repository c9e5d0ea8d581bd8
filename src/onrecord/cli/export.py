"""`onrecord export`: the record for other programs."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

import onrecord
from onrecord.cli import exporting, output
from onrecord.cli.console import say
from onrecord.cli.options import DEFAULT_DATABASE, Database, not_empty
from onrecord.core import OnrecordError

Form = Literal[
    "jsonl",
    "csv",
    "parquet",
    "brat",
    "tei",
    "webannotation",
    "labelstudio",
    "schema",
    "ftm",
    "corrections",
    "atom",
]
_BASE = re.compile("(?:https?://[!-~]+|urn:[a-z0-9][a-z0-9-]+:[!-~]*)", re.IGNORECASE)


def _checked_base(given: str | None) -> str | None:
    if given is not None and not _BASE.fullmatch(given):
        raise typer.BadParameter("it begins with https:// or urn:NAME:")
    return given


def export(
    *,
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            help="jsonl, webannotation and labelstudio: one report a line; csv and parquet: one quotation a"
            " row; schema (schema.org) and ftm (FollowTheMoney): one thing a line; brat and tei: a folder;"
            " corrections: one report a line, to learn from; atom: a feed.",
        ),
    ] = "jsonl",
    to: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where to write it; else standard output."),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            callback=_checked_base,
            help="Where the record is served: permanent addresses begin with it. Else they lead nowhere.",
        ),
    ] = None,
    speaker: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", callback=not_empty, help="Of atom: what NAME said, under whatever spelling."
        ),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option(metavar="WORDS", callback=not_empty, help="Of atom: what was said with these words."),
    ] = None,
    due: Annotated[bool, typer.Option("--due", help="Of atom: commitments that are due or overdue.")] = False,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Of atom: the newest N.")] = 100,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Write the record for other programs.

    A file is there whole or not at all: if anything goes wrong, what stood there before stays. A feed is of
    one speaker, of some words, or of what is due.
    """
    addresses = onrecord.export.Addresses.under(base)
    asked = [each for each in (speaker, about, due) if each]
    if form != "atom" and asked:
        raise typer.BadParameter("--speaker, --about and --due are for --format atom")
    if form == "atom" and len(asked) != 1:
        raise typer.BadParameter("a feed is of one thing: give --speaker NAME, --about WORDS or --due")
    if form in exporting.FOLDERS and to is None:
        raise typer.BadParameter(f"{form} is a folder of files: name it with -o FOLDER")
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        if to is not None:
            output.spare_databases(to, db)
        if form in exporting.FOLDERS and to is not None:
            what = exporting.FOLDERS[form](record, to, addresses)
        elif to is None and sys.stdout.isatty() and form == "parquet":
            raise OnrecordError(
                "Parquet is not for a screen", "name a file: onrecord export --format parquet -o FILE"
            )
        else:
            feed = exporting.Feed(speaker, about, limit)
            write: exporting.Write = feed.write if form == "atom" else exporting.STREAMS[form]
            with output.standard() if to is None else output.whole(to) as stream:
                what = write(record, stream, addresses)
    say(f"{what} written" + (f" to {to}" if to else ""))
