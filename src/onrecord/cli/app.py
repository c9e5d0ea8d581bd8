"""From the words of a command line to an exit status: the border where errors become lines on a screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

import onrecord
from onrecord.cli import (
    add,
    cite,
    commitment,
    commitments,
    correct,
    corrections,
    dossier,
    duplicates,
    export,
    extract,
    figures,
    import_,
    match,
    moving,
    positions,
    publish,
    quotes,
    repeats,
    reports,
    search,
    serve,
    show,
    speakers,
    statement,
    statements,
    verify,
    watch,
)
from onrecord.cli.console import Stopped, complain, say, talk
from onrecord.core import OnrecordError

STOPPED = 130
PIPE_CLOSED = 141

app = typer.Typer(
    help="Turn news into a record of who said what, with the exact characters that prove it.",
    epilog="The record is one SQLite file: --db PATH, else $ONRECORD_DB, else ./onrecord.db.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    add.add,
    watch.watch,
    quotes.quotes,
    show.show,
    search.search,
    statement.statement,
    figures.figures,
    commitment.commitment,
    positions.positions,
    repeats.repeats,
    dossier.dossier,
    duplicates.duplicates,
    reports.reports,
    corrections.corrections,
    cite.cite,
    verify.verify,
    moving.migrate,
    moving.copy,
    serve.serve,
    publish.publish,
    export.export,
    extract.extract,
    match.match,
):
    app.command()(command)
app.command("import")(import_.import_)


app.add_typer(speakers.app, name="speakers")
app.add_typer(statements.app, name="statements")
app.add_typer(commitments.app, name="commitments")
app.add_typer(correct.app, name="correct")


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"onrecord {onrecord.__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options that come before a command; their callbacks do the work."""


def run() -> None:
    """The program `onrecord`."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: Sequence[str]) -> int:
    """Carry out one command line (without the program's name) and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character shows its number; it is no reason to stop.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    talk.cache_clear()
    try:
        status = _carried_out(arguments)
    except typer.TyperException as error:
        complain(*_explained(error))
        return error.exit_code
    except OnrecordError as error:
        complain(str(error), error.hint)
        return 1
    except BrokenPipeError:
        return _abandon_output(PIPE_CLOSED)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else "writing the output: "
        complain(f"{where}{error.strerror or error}")
        return _abandon_output(1)
    except Stopped as stop:
        say(str(stop))
        return STOPPED
    except KeyboardInterrupt:
        status = STOPPED
    if status == STOPPED:
        say("stopped")
    return status


def _carried_out(arguments: Sequence[str]) -> int:
    try:
        status = app(list(arguments) or ["--help"], prog_name="onrecord", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit as error:
        # `onrecord ... | head`: Typer and Rich turn a closed pipe into an exit of their own.
        if isinstance(error.__context__, BrokenPipeError):
            raise error.__context__ from None
        raise
    return status if isinstance(status, int) else 0


def _explained(error: typer.TyperException) -> tuple[str, str]:
    """A misunderstood command line as an error and a hint in this program's style."""
    message = error.format_message().strip().rstrip(".")
    context = getattr(error, "ctx", None)
    return message[:1].lower() + message[1:], f"{context.command_path if context else 'onrecord'} --help"


def _abandon_output(status: int) -> int:
    """Leave unsaid what is still to be written: nobody reads it, or there is no room for it."""
    # What is in the buffer would be tried again, and complained about, when Python ends.
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return status
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
    return status
