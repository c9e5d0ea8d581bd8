"""`onrecord migrate` and `onrecord copy`: a record brought to today's tables, or into another database."""

from __future__ import annotations

from typing import Annotated

import typer

import onrecord
from onrecord.cli.console import say, working
from onrecord.cli.options import DEFAULT_DATABASE, Database
from onrecord.core.phrases import counted
from onrecord.core.visible import without_password

_Where = Annotated[str, typer.Argument(metavar="PATH|URL")]


def migrate(*, db: Database = DEFAULT_DATABASE) -> None:
    """Bring a record that an earlier version of onrecord wrote to today's tables.

    Every command that may write does so itself; on a server it wants who owns the tables.
    """
    from onrecord.record import opening, schema  # noqa: PLC0415 (the database takes a tenth of a second)

    before = opening.revision(db)
    onrecord.Record.open(db, create=False).close()
    if before == schema.HEAD:
        say(f"{without_password(db)}: its tables are those of today ({before})")
    else:
        say(f"{without_password(db)}: its tables went from {before} to {schema.HEAD}", "green")


def copy(source: _Where, target: _Where) -> None:
    """Copy a whole record: from a file into PostgreSQL, or back.

    TARGET is an empty database (createdb makes one) or a new file. What is stopped goes on when it is run
    again; in the end each row is compared, and only then the copy opens as a record.
    """
    from onrecord.record.copying import copy as copy_record  # noqa: PLC0415

    with working() as bar:

        def at(table: str, more: int) -> None:
            bar.on(table)
            bar.done(more)

        done = copy_record(source, target, at)
    again = f", {done.before:,} of them before" if done.before else ""
    done_with = f"{counted(done.rows, 'row')} of {counted(done.tables, 'table')}"
    say(f"{done_with} copied{again}; in {without_password(target)}", "green")
