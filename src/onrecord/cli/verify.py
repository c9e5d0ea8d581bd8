"""`onrecord verify`: proof that the record still says what was put there."""

from __future__ import annotations

import sys
from dataclasses import asdict

import typer

import onrecord
from onrecord.cli.console import counted, print_json, say, working
from onrecord.cli.options import DEFAULT_DATABASE, Database, Json
from onrecord.cli.visible import one_line


def verify(*, json: Json = False, db: Database = DEFAULT_DATABASE) -> None:
    """Prove that the record still says what was put there.

    Reads everything again; exit status 1 if a single character is not as it was.
    """
    with (
        onrecord.Record.open(db, create=False, read_only=True) as record,
        working(hidden=sys.stdout.isatty()) as bar,
    ):
        problems = record.verify(on_progress=bar.at)
        if json:
            count = print_json(asdict(problem) for problem in problems)
        else:
            count = 0
            for problem in problems:
                sys.stdout.write(one_line(str(problem)) + "\n")
                count += 1
    if count:
        say(f"{counted(count, 'problem')} found in {db}", "bold red")
        raise typer.Exit(1)
    say(f"{db}: every stored span says what the record says it says", "green")
