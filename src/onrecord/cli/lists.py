"""`onrecord speakers import`: a list of one's own, from a table, FollowTheMoney or a Wikidata dump."""

from __future__ import annotations

import bz2
import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Literal

import typer

import onrecord
from onrecord.cli.console import Working, say, warn, working
from onrecord.cli.options import DEFAULT_DATABASE, Database, Signed
from onrecord.cli.signing import signed
from onrecord.core import ReadError
from onrecord.core.phrases import counted
from onrecord.core.visible import without_password

if TYPE_CHECKING:
    from onrecord.core import Profile
    from onrecord.match.lists import Problem

Form = Literal["csv", "ftm", "wikidata"]

_GLANCE = 20
"""Lines looked at to tell the format."""


def import_list(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="The list; .gz and .bz2 are unpacked.")],
    *,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            help="csv: columns name, kind, aliases, roles, qid; ftm: FollowTheMoney, JSON lines;"
            " wikidata: lines of a JSON dump. Else by the file's ending and content.",
            show_default=False,
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Keep those too whose names are not near any in the record.")
    ] = False,
    by: Signed = None,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Take in names, roles and ids from a list, for those who are in the record."""
    lines = _lines(path)
    first = list(islice(lines, _GLANCE))
    listed = _reader(form or _form(path, first))
    with onrecord.Record.open(db, create=False) as record, working() as bar:
        taking = record.registry.take_in(path.name, by=signed(by))
        bar.on(path.name)
        for problem in taking.run(listed(_ticking(chain(first, lines), bar)), everything=everything):
            warn(f"{path}: {problem}")
    outcome = taking.outcome
    if not outcome.read:
        raise ReadError(
            f"{path}: nobody in it could be read; nothing was taken in",
            "what a list may look like: onrecord speakers import --help",
        )
    new = counted(outcome.entries, "new name, role or id", "new names, roles and ids")
    bad = f"; {counted(outcome.problems, 'line')} not understood" if outcome.problems else ""
    say(f"{outcome.read:,} read, {outcome.kept:,} kept; {new}{bad}; in {without_password(db)}")
    if outcome.entry:
        say(f"`onrecord speakers undo {outcome.entry}` takes all of it back", "dim")


def _reader(form: Form) -> Callable[[Iterable[str]], Iterator[Profile | Problem]]:
    from onrecord.match import lists  # noqa: PLC0415 (its tables take time to load)

    if form == "csv":
        return lists.from_csv
    return lists.from_followthemoney if form == "ftm" else lists.from_wikidata


def _form(path: Path, first: Iterable[str]) -> Form:
    """The format of a list by its first lines, else by its ending; raises `ReadError` where neither tells."""
    words = " ".join(first)
    if '"schema"' in words and '"properties"' in words:
        return "ftm"
    if '"labels"' in words or '"claims"' in words:
        return "wikidata"
    endings = {ending.lower() for ending in path.suffixes}
    if endings & {".csv", ".tsv"} or re.match(r"(?:.*[,\t])?\s*\"?name\b", words, re.IGNORECASE):
        return "csv"
    raise ReadError(
        f"{path}: it is none of the lists onrecord knows", "say which: --format csv, ftm or wikidata"
    )


def _lines(path: Path) -> Iterator[str]:
    """The lines of a file as they stream; one that is no UTF-8 is named and left empty."""
    try:
        with _opened(path) as stream:
            for number, line in enumerate(stream, 1):
                try:
                    yield line.decode("utf-8")
                except UnicodeDecodeError:
                    warn(f"{path}: line {number}: it is no UTF-8")
                    yield "\n"
    except FileNotFoundError as error:
        raise ReadError(f"{path}: no such file", "check the path, from the folder you are in") from error
    except IsADirectoryError as error:
        raise ReadError(f"{path}: it is a folder", "give one list, which is a file") from error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ReadError(
            f"{path}: it is damaged: {error}", "what was read before stays; get it again"
        ) from error


def _opened(path: Path) -> IO[bytes] | gzip.GzipFile | bz2.BZ2File:
    if path.suffix.lower() == ".gz":
        return gzip.open(path)
    return bz2.open(path) if path.suffix.lower() == ".bz2" else path.open("rb")


def _ticking(lines: Iterable[str], bar: Working) -> Iterator[str]:
    for line in lines:
        yield line
        bar.done()
