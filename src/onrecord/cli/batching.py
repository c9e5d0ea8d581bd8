"""`onrecord extract --out`: the options of a run, and what is said of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

import onrecord
from onrecord.cli.console import Stopped, complain, say, working
from onrecord.core.phrases import counted

if TYPE_CHECKING:
    from onrecord.batch import Options, Results, Summary

Engine = Literal["local", "ray"]
Out = Annotated[
    str | None,
    typer.Option(
        "--out",
        metavar="DIR|URL",
        help="Write shards there, each whole or not at all; run again to go on after a stop.",
    ),
]
EngineOption = Annotated[
    Engine | None,
    typer.Option(help="With --out: processes of this machine, or Ray.", show_default="local"),
]
Workers = Annotated[
    int | None,
    typer.Option(min=1, metavar="N", help="With --out: workers, each one thread.", show_default="one a core"),
]
ShardSize = Annotated[
    int | None, typer.Option(min=1, metavar="MB", help="With --out: input a shard.", show_default="1")
]
TimeLimit = Annotated[
    float | None,
    typer.Option(
        min=1.0,
        metavar="SECONDS",
        help="With --out: set aside a record that takes longer.",
        show_default="300",
    ),
]
_SHARD_MB, _SECONDS = 1, 300.0


def refuse_without_out(**given: object) -> None:
    """Refuse an option that means something only to a run with --out."""
    for name, value in given.items():
        if value is not None:
            raise typer.BadParameter(f"--{name.replace('_', '-')} needs --out")


def shard_bytes(megabytes: int | None) -> int:
    """Bytes of input that make a shard."""
    return (megabytes or _SHARD_MB) * 1024 * 1024


def run(
    targets: Sequence[str],
    out: str,
    options: Options,
    *,
    engine: Engine | None,
    workers: int | None,
    time_limit: float | None,
) -> None:
    """Extract the targets into `out`; exit status 1 if some shards could not be read."""
    from onrecord import batch  # noqa: PLC0415 (help is printed without it)

    if "-" in targets:
        raise typer.BadParameter("--out needs files or addresses: standard input cannot be read twice")
    again = "the same command goes on from there"
    with working() as bar:

        def on_shard(done: int, of: int, reports: int) -> None:
            bar.on(counted(reports, "report"))
            bar.at(done, of)

        bar.on("looking at what there is")
        try:
            summary = batch.extract_batch(
                targets,
                out,
                onrecord.pipeline.model_info(options.model),
                options,
                engine=engine or "local",
                workers=workers or cores(),
                time_limit=time_limit or _SECONDS,
                on_shard=on_shard,
            )
        except KeyboardInterrupt:
            raise Stopped(f"stopped; finished shards are kept in {out}: {again}") from None
    for each in summary.unfinished:
        complain(each)
    say(_told(summary, out))
    if summary.unfinished:
        say(again, "dim")
        raise typer.Exit(1)


def is_batch(target: str) -> bool:
    """Whether a target is what `extract --out` wrote."""
    from onrecord import batch  # noqa: PLC0415

    return target != "-" and batch.is_batch(target)


def results(target: str) -> Results:
    """What a finished run found."""
    from onrecord import batch  # noqa: PLC0415

    return batch.results(target)


def _told(summary: Summary, out: str) -> str:
    aside = f"{summary.aside:,} set aside" + (f" (see {out.rstrip('/')}/errors)" if summary.aside else "")
    parts = [counted(summary.reports, "report"), counted(summary.quotations, "quotation"), aside]
    if summary.unfinished:
        parts.append(f"{counted(len(summary.unfinished), 'shard')} not finished")
    before = f", {summary.finished_before:,} of them before" if summary.finished_before else ""
    return f"{', '.join(parts)}; {counted(summary.shards, 'shard')}{before}; in {out}"


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
