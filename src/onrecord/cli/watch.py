"""`onrecord watch`: feeds and pages into the record, as they come, and alerts on what they bring."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

import onrecord
from onrecord.cli.console import Stopped, say
from onrecord.cli.options import DEFAULT_DATABASE, Database, Model
from onrecord.cli.reading import AllowPrivate
from onrecord.core import Extraction, Report
from onrecord.core.phrases import counted
from onrecord.core.visible import one_line, without_password

Once = Annotated[bool, typer.Option("--once", help="Ask each feed and page once, then end: for cron.")]
State = Annotated[
    Path | None,
    typer.Option(metavar="PATH", help="Where the watch remembers what it has; else FEEDS.toml.state."),
]


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS.toml", help="What to watch: see docs/watch.md.")],
    *,
    once: Once = False,
    state: State = None,
    model: Model = "accurate",
    allow_private: AllowPrivate = False,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Watch feeds and pages: what is new goes into the record, and alerts to you.

    robots.txt is obeyed and no server is hurried. An article that changes becomes a new version, whose
    changes `onrecord show REPORT --changes` shows. It goes on until Ctrl-C, and from there when it is started
    again.
    """
    # The parts that speak HTTP take a fifth of a second to load.
    from onrecord import watch as watching  # noqa: PLC0415

    settings = watching.load(feeds)

    def extract(report: Report) -> Extraction:
        return onrecord.pipeline.extract(report, model=model)

    def log(line: str) -> None:
        say(one_line(line))

    chance = random.Random()  # noqa: S311 (it spreads requests, and guards nothing)
    asker = watching.Asker(settings, allow_private)
    path = state or feeds.with_name(f"{feeds.name}.state")
    with watching.Journal(path) as journal, onrecord.Record.open(db) as record:
        shelf = watching.Shelf(record, journal, extract)
        alerting = watching.Alerting(settings, record, journal, asker, chance, log)
        tools = watching.Tools(journal, shelf, asker, alerting, watching.SystemClock(), chance, log)
        watcher = watching.Watch(settings, tools, once=once)
        try:
            watcher.run()
        except KeyboardInterrupt:
            raise Stopped(
                f"stopped; kept in {without_password(db)}: {_summary(watcher.intake.counts)}"
            ) from None
    say(f"{_summary(watcher.intake.counts)}; in {without_password(db)}")


def _summary(counts: Counter[str]) -> str:
    return ", ".join(
        (
            f"{counts['new']:,} new",
            counted(counts["version"], "new version"),
            f"{counts['unchanged']:,} unchanged",
            f"{counts['skipped'] + counts['failed']:,} not read",
            counted(counts["alerts"], "alert"),
        )
    )
