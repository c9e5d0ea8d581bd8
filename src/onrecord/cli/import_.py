"""`onrecord import`: what people annotated in other programs, as corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

import onrecord
from onrecord.cli.console import say, warn, working
from onrecord.cli.options import DEFAULT_DATABASE, Database, Signed, Why
from onrecord.cli.signing import signed
from onrecord.core import ReadError, RecordError
from onrecord.core.phrases import counted
from onrecord.core.visible import without_password

if TYPE_CHECKING:
    from onrecord.export.back import Annotated as AnnotatedReport
    from onrecord.export.back import Problem
    from onrecord.record import Record

Form = Literal["brat", "labelstudio", "webannotation"]


def import_(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILES", help="What was annotated; of a folder all .ann files.")
    ],
    *,
    form: Annotated[Form, typer.Option("--format", help="What wrote them.")],
    by: Signed = None,
    why: Why = "",
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Take in what people annotated elsewhere: what differs from the record is put right.

    A file says all that is said in a report. What it leaves out is no quotation, so export first, and
    annotate that. What cannot be understood is named and passed over, report by report; exit status 1 if
    there is a file of which nothing could be understood.
    """
    who = signed(by)
    reports = changes = skipped = 0
    failed = False
    with onrecord.Record.open(db, create=False) as record, working() as bar:
        for path in _files(paths, form):
            bar.on(path.name)
            understood = False
            for each in _read(path, form, record):
                problem, corrections = _adopted(record, each, who, why)
                if problem is not None:
                    skipped += 1
                    warn(f"{path}: {problem}")
                else:
                    understood = True
                    reports += 1
                    changes += corrections
            failed = failed or not understood
            bar.done()
    done = f"{counted(reports, 'report')} read, {counted(changes, 'correction')}"
    say(f"{done}, {skipped:,} skipped; in {without_password(db)}")
    if changes:
        say("`onrecord corrections` lists them, and how each is taken back", "dim")
    if failed:
        raise typer.Exit(1)


def _files(paths: Iterable[Path], form: Form) -> Iterator[Path]:
    """The files to read: of brat's, those that have annotations."""
    for path in paths:
        if path.is_dir() and form == "brat":
            yield from sorted(path.glob("*.ann"))
        elif path.is_dir():
            raise ReadError(f"{path}: it is a folder", "name the files in it")
        elif not path.exists():
            raise ReadError(f"{path}: no such file", "check the path, from the folder you are in")
        elif form != "brat" or path.suffix not in {".txt", ".conf"}:
            yield path


def _read(path: Path, form: Form, record: Record) -> Iterator[AnnotatedReport | Problem]:
    from onrecord.export import back  # noqa: PLC0415 (help is printed without it)

    def text_of(ref: str) -> str:
        return record.report(ref).report.text

    try:
        data = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        yield back.Problem("", f"it is no UTF-8: byte {error.start}")
        return
    if form == "brat":
        yield from back.from_brat(data, path.name, text_of)
    elif form == "labelstudio":
        yield from back.from_label_studio(data, text_of)
    else:
        yield from back.from_web_annotation(data, text_of)


def _adopted(record: Record, each: AnnotatedReport | Problem, who: str, why: str) -> tuple[str | None, int]:
    """What kept a report from being taken in, if anything did, and how many corrections it took."""
    from onrecord.export import back  # noqa: PLC0415

    if isinstance(each, back.Problem):
        return str(each), 0
    try:
        made = record.corrections.adopt(each.report, each.quotations, by=who, why=why, types=each.typed)
    except RecordError as error:
        return f"report {each.report}: {error}", 0
    return None, len(made)
