"""`onrecord export`: the record for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Literal

import typer

import onrecord
from onrecord.cli import output
from onrecord.cli.console import counted, say, working
from onrecord.cli.options import DEFAULT_DATABASE, Database
from onrecord.core import OnrecordError

if TYPE_CHECKING:
    from onrecord.record import Record

Form = Literal["jsonl", "csv", "parquet", "brat"]


def export(
    *,
    form: Annotated[
        Form,
        typer.Option(
            "--format", help="jsonl: one report a line; csv and parquet: one quotation a row; brat: a folder."
        ),
    ] = "jsonl",
    to: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where to write it; else standard output."),
    ] = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Write the record for other programs.

    A file is there whole or not at all: if anything goes wrong, what stood there before stays.
    """
    if form == "brat" and to is None:
        raise typer.BadParameter("brat is a folder of files: name it with -o FOLDER")
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        if to is not None:
            output.spare_databases(to, db)
        if form == "brat" and to is not None:
            count = _write_folder(record, to)
        elif to is not None:
            with output.whole(to) as stream:
                count = _write(record, form, stream)
        elif sys.stdout.isatty() and form == "parquet":
            raise OnrecordError(
                "Parquet is not for a screen", "name a file: onrecord export --format parquet -o FILE"
            )
        else:
            with output.standard() as stream:
                count = _write(record, form, stream)
    what = counted(count, "quotation") if form in {"csv", "parquet"} else counted(count, "report")
    say(f"{what} written" + (f" to {to}" if to else ""))


def _write(record: Record, form: Form, stream: BinaryIO) -> int:
    if form == "parquet":
        return onrecord.export.write_parquet(record.quotes(), stream)
    with output.as_text(stream) as text:
        if form == "csv":
            return onrecord.export.write_csv(record.quotes(), text)
        return onrecord.export.write_jsonl((stored.extraction for stored in record.extractions()), text)


def _write_folder(record: Record, folder: Path) -> int:
    """One .txt and one .ann a report, named by the report's id."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with working() as bar:
        for stored in record.extractions():
            bar.on(stored.report.name)
            with output.whole(folder / f"{stored.id}.txt") as stream:
                stream.write(stored.report.text.encode())
            with output.whole(folder / f"{stored.id}.ann") as stream:
                stream.write(onrecord.export.brat(stored.extraction).encode())
            count += 1
            bar.done()
    return count
