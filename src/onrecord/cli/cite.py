"""`onrecord cite`: what somebody said, as it can be printed, and the evidence for it."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

import onrecord
from onrecord.cli import output
from onrecord.cli.console import say
from onrecord.cli.lookup import refuse_long
from onrecord.cli.options import DEFAULT_DATABASE, Database
from onrecord.core import OnrecordError, as_id

if TYPE_CHECKING:
    from onrecord.export.cite import Subject

Form = Literal["text", "bibtex", "csl", "bundle"]


def cite(
    which: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A quotation, REPORTID-QUOTATIONID; or a statement or a report, by the start of its id.",
        ),
    ],
    *,
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            help="text: to print; bibtex and csl: for programs that cite; bundle: the evidence, a zip file.",
        ),
    ] = "text",
    to: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where to write it; else standard output."),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base", metavar="URL", help="Where the record can be read: what addresses begin with."
        ),
    ] = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Print a citation of a quotation, a statement or a report, or write the evidence for it.

    A bundle holds the report's bytes, its text, where the words stand, and what people corrected;
    `onrecord verify BUNDLE` checks it on another machine with nothing else.
    """
    refuse_long(which)
    if to is not None:
        output.spare_databases(to, db)
    elif form == "bundle" and sys.stdout.isatty():
        raise OnrecordError("a bundle is not for a screen", "name a file with -o FILE")
    # Loaded here: they take a while.
    from onrecord.export import cite as citing  # noqa: PLC0415

    with onrecord.Record.open(db, create=False, read_only=True) as record:
        subject = citing.find(record, which)
    _tell_where_it_is(subject, as_id(which))
    if to is None:
        with output.standard() as stream:
            _write(subject, form, base, stream)
        return
    with output.whole(to) as stream:
        _write(subject, form, base, stream)
    if form == "bundle":
        with to.open("rb") as written:
            digest = hashlib.file_digest(written, "sha256").hexdigest()
        say(f"evidence of {subject.kind} {subject.id} written to {to}")
        say(f"its SHA-256, to publish beside the quotation: {digest}")


def _tell_where_it_is(subject: Subject, asked: str) -> None:
    """Say where a quotation is cited by another id than was asked for, or from an earlier version."""
    if subject.kind != "quotation":
        return
    if subject.id.lower() != asked:
        say(f"{asked} was corrected, and is {subject.id} now", "dim")
    version = subject.places[0].stored.version
    if not version.current:
        say(
            f"{subject.id} is in version {version.version} of its report; the current one has not got it",
            "dim",
        )


def _write(subject: Subject, form: Form, base: str | None, stream: BinaryIO) -> None:
    from onrecord.export import bundle, cite  # noqa: PLC0415

    if form == "bundle":
        bundle.write(subject, stream, base)
    elif form == "csl":
        items = json.dumps(cite.csl(subject, base), ensure_ascii=False, indent=2)
        stream.write(f"{output.harmless_json(items)}\n".encode())
    else:
        written = (cite.bibtex if form == "bibtex" else cite.text)(subject, base)
        stream.write(output.harmless(written).encode())
