"""`onrecord verify`: proof that the record still says what was put there, or that evidence holds."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import onrecord
from onrecord.cli.console import notify, print_json, say, working
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json
from onrecord.core import OnrecordError, RecordError
from onrecord.core.phrases import counted
from onrecord.core.visible import one_line, without_password

if TYPE_CHECKING:
    from onrecord.record import Problem

_SHOWN = 5
_ZIP = b"PK"


def verify(
    bundle: Annotated[
        Path | None,
        typer.Argument(metavar="BUNDLE", help="Check this evidence, as `onrecord cite` wrote it, instead."),
    ] = None,
    *,
    json: Json = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Prove that the record still says what was put there; or that a bundle of evidence holds.

    Reads everything again; exit status 1 if a single character is not as it was. Notices tell of what people
    decided on who is who that has no effect as things stand, and of texts that other versions of the readers
    made from a bundle's bytes; they are no problems. A bundle is checked without any record.
    """
    if bundle is not None:
        _verify_bundle(bundle, json=json)
        return
    try:
        count = _problems(json=json, db=db)
    except RecordError as error:
        if not error.hint or "`onrecord verify`" not in error.hint:
            raise
        hint = "restore it from a copy, or make a new one: onrecord add --db NEW.db PATH"
        raise RecordError(str(error), hint) from error
    if count:
        say(f"{counted(count, 'problem')} found in {without_password(db)}", "bold red")
        raise typer.Exit(1)
    say(f"{without_password(db)}: every stored span says what the record says it says", "green")
    _tell_notices(db)


def _verify_bundle(path: Path, *, json: bool) -> None:
    from onrecord.export import bundle  # noqa: PLC0415 (it takes a while to load)

    with path.open("rb") as stream:
        if stream.read(2) != _ZIP:
            hint = f"to check a record: onrecord verify --db {path}"
            raise OnrecordError(f"{path}: this is no bundle of evidence", hint)
        stream.seek(0)
        checked = bundle.check(stream)
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    count = _print(checked.problems, json=json)
    if count or checked.manifest is None:
        say(f"{counted(count, 'problem')} found in {path}", "bold red")
        raise typer.Exit(1)
    about = checked.manifest.about
    reports = counted(len(checked.manifest.reports), "report")
    what = f"evidence of {about.kind} {about.id}, {counted(checked.relations, 'quotation')} in {reports}"
    say(f"{path}: {what}: every hash holds, and every word stands where it says", "green")
    say(f"its SHA-256: {digest}", "dim")
    for each in checked.unproved[:_SHOWN]:
        notify(str(each), "compare the report's own page, or use the versions that it names")


def _tell_notices(db: str) -> None:
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        found = list(record.notices())
    for each in found[:_SHOWN]:
        notify(each.what, each.hint)
    if len(found) > _SHOWN:
        notify(f"{len(found) - _SHOWN:,} more", "all of them: onrecord speakers judgements --idle")


def _problems(*, json: bool, db: str) -> int:
    """Print what is wrong with the record; returns how many problems there are."""
    with (
        onrecord.Record.open(db, create=False, read_only=True) as record,
        working(hidden=sys.stdout.isatty()) as bar,
    ):
        return _print(record.verify(on_progress=bar.at), json=json)


def _print(problems: Iterable[Problem], *, json: bool) -> int:
    """Print a line for each problem; returns how many there were."""
    if json:
        return print_json(asdict(problem) for problem in problems)
    count = 0
    for problem in problems:
        sys.stdout.write(one_line(str(problem)) + "\n")
        count += 1
    return count
