"""`onrecord extract`: who said what, straight to standard output, with no database."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Annotated, Literal

import typer

import onrecord
from onrecord.cli import output
from onrecord.cli.console import working
from onrecord.cli.options import Model
from onrecord.cli.reading import DEFAULT_MAX_SIZE, AllowPrivate, MaxSize, Reading, Targets
from onrecord.core import Extraction


def extract(
    targets: Targets,
    *,
    form: Annotated[
        Literal["jsonl", "brat"],
        typer.Option(
            "--format", help="jsonl: one object a report; brat: standoff annotations, as PolNeAR's."
        ),
    ] = "jsonl",
    model: Model = "accurate",
    nested: Annotated[bool, typer.Option(help="Also what somebody says in somebody else's words.")] = True,
    allow_private: AllowPrivate = False,
    max_size: MaxSize = DEFAULT_MAX_SIZE,
) -> None:
    """Print who said what in reports, without a record.

    One object a report, in the order given; everything but the data goes to standard error.
    """
    reading = Reading(targets, allow_private=allow_private, max_size=max_size)
    # Where data and progress share a screen, the data are progress enough.
    with (
        output.standard() as stream,
        output.as_text(stream) as text,
        working(hidden=sys.stdout.isatty()) as bar,
    ):
        extractions = onrecord.extract_all(reading.reports(), nested=nested, model=model)
        if form == "jsonl":
            for extraction in extractions:
                text.write(output.harmless_json(onrecord.export.jsonl_line(extraction)))
                text.flush()
                bar.done()
        else:
            for annotations in _named(extractions):
                text.write(output.harmless(annotations))
                text.flush()
                bar.done()
    if reading.failed:
        raise typer.Exit(1)


def _named(extractions: Iterable[Extraction]) -> Iterator[str]:
    """Each report's annotations; under its name, as a brat comment, if there are several."""
    waiting = iter(extractions)
    first = next(waiting, None)
    if first is None:
        return
    second = next(waiting, None)
    if second is None:
        yield onrecord.export.brat(first)
        return
    for extraction in chain((first, second), waiting):
        yield f"#\t{extraction.report.name}\n{onrecord.export.brat(extraction)}"
