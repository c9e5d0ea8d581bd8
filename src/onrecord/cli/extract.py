"""`onrecord extract`: who said what, straight to standard output, with no database."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Annotated, Literal

import typer

import onrecord
from onrecord.cli import batching, output
from onrecord.cli.console import working
from onrecord.cli.options import Model, ModelName
from onrecord.cli.reading import DEFAULT_MAX_SIZE, AllowPrivate, MaxSize, Reading, Targets
from onrecord.core import Extraction


def extract(
    targets: Targets,
    *,
    form: Annotated[
        Literal["jsonl", "brat", "parquet"],
        typer.Option(
            "--format",
            help="jsonl: one object a report; brat: standoff annotations, as PolNeAR's; with --out, parquet.",
        ),
    ] = "jsonl",
    out: batching.Out = None,
    engine: batching.EngineOption = None,
    workers: batching.Workers = None,
    shard_size: batching.ShardSize = None,
    time_limit: batching.TimeLimit = None,
    model: Model = "accurate",
    nested: Annotated[bool, typer.Option(help="Also what somebody says in somebody else's words.")] = True,
    allow_private: AllowPrivate = False,
    max_size: MaxSize = DEFAULT_MAX_SIZE,
) -> None:
    """Print who said what in reports, without a record.

    One object a report, in the order given; everything but the data goes to standard error. With --out, any
    number of reports, by several workers: what cannot be read is set aside and counted.
    """
    if out is not None:
        if form == "brat":
            raise typer.BadParameter("--out writes jsonl or parquet")
        from onrecord.batch import Options  # noqa: PLC0415 (help is printed without it)

        options = Options(
            model, nested, form, max_size * 1024 * 1024, batching.shard_bytes(shard_size), allow_private
        )
        batching.run(targets, out, options, engine=engine, workers=workers, time_limit=time_limit)
        return
    if form == "parquet":
        raise typer.BadParameter("--format parquet needs --out")
    batching.refuse_without_out(engine=engine, workers=workers, shard_size=shard_size, time_limit=time_limit)
    _print(Reading(targets, allow_private=allow_private, max_size=max_size), form, model, nested=nested)


def _print(reading: Reading, form: Literal["jsonl", "brat"], model: ModelName, *, nested: bool) -> None:
    """Print what is found in each report as soon as it is found."""
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
