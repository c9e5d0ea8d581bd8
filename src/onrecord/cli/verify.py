"""`onrecord verify`: proof that the record still says what was put there."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import typer

import onrecord
from onrecord.cli.console import counted, notify, print_json, say, working
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json
from onrecord.core import RecordError
from onrecord.core.visible import one_line

_SHOWN = 5


def verify(*, json: Json = False, db: Database = DEFAULT_DATABASE) -> None:
    """Prove that the record still says what was put there.

    Reads everything again; exit status 1 if a single character is not as it was. Notices tell of what people
    decided on who is who that has no effect as things stand; they are no problems.
    """
    try:
        count = _problems(json=json, db=db)
    except RecordError as error:
        if not error.hint or "`onrecord verify`" not in error.hint:
            raise
        hint = "restore it from a copy, or make a new one: onrecord add --db NEW.db PATH"
        raise RecordError(str(error), hint) from error
    if count:
        say(f"{counted(count, 'problem')} found in {db}", "bold red")
        raise typer.Exit(1)
    say(f"{db}: every stored span says what the record says it says", "green")
    _tell_notices(db)


def _tell_notices(db: Path) -> None:
    with onrecord.Record.open(db, create=False, read_only=True) as record:
        found = list(record.notices())
    for each in found[:_SHOWN]:
        notify(each.what, each.hint)
    if len(found) > _SHOWN:
        notify(f"{len(found) - _SHOWN:,} more", "all of them: onrecord speakers judgements --idle")


def _problems(*, json: bool, db: Path) -> int:
    """Print what is wrong with the record; returns how many problems there are."""
    with (
        onrecord.Record.open(db, create=False, read_only=True) as record,
        working(hidden=sys.stdout.isatty()) as bar,
    ):
        problems = record.verify(on_progress=bar.at)
        if json:
            return print_json(asdict(problem) for problem in problems)
        count = 0
        for problem in problems:
            sys.stdout.write(one_line(str(problem)) + "\n")
            count += 1
        return count
