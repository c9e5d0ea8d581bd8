"""`onrecord add`: reports into the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import typer

import onrecord
from onrecord.cli.console import Stopped, say, working
from onrecord.cli.options import DEFAULT_DATABASE, Database, Model
from onrecord.cli.reading import DEFAULT_MAX_SIZE, AllowPrivate, MaxSize, Reading, Targets
from onrecord.core import Report
from onrecord.core.phrases import counted


def add(
    targets: Targets,
    *,
    model: Model = "accurate",
    allow_private: AllowPrivate = False,
    max_size: MaxSize = DEFAULT_MAX_SIZE,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Read reports, find who said what, and keep both.

    A report that is there already changes nothing; a changed one at the same address becomes a new version,
    and the old one stays. What cannot be read is named, counted and passed over; exit status 1 if there is a
    target from which nothing could be read.
    """
    reading = Reading(targets, allow_private=allow_private, max_size=max_size, absolute=True)
    counts: Counter[str] = Counter()
    try:
        _add(db, reading, model, counts)
    except KeyboardInterrupt:
        raise Stopped(f"stopped; kept in {db}: {_summary(counts, reading.skipped)}") from None
    say(f"{_summary(counts, reading.skipped)}; in {db}")
    if reading.failed:
        raise typer.Exit(1)


def _add(db: Path, reading: Reading, name: str, counts: Counter[str]) -> None:
    """Add every report that is not held yet, as soon as it is understood, counting what becomes of it."""
    model, rules = onrecord.pipeline.model_info(name), onrecord.__version__
    with onrecord.Record.open(db) as record, working() as bar:

        def not_yet_held() -> Iterator[Report]:
            for report in reading.reports():
                bar.on(report.name)
                if record.holds(report, model, rules):
                    counts["unchanged"] += 1
                    bar.done()
                else:
                    yield report

        for extraction in onrecord.extract_all(not_yet_held(), model=name):
            try:
                counts[record.add(extraction, rules=rules).status] += 1
            except onrecord.record.Refused as refusal:
                reading.leave_out(extraction.report.source, str(refusal))
            bar.done()
        bar.on("who is who")
        record.match_speakers()
        bar.on("what was said before")
        record.statements.match(bar.at)
        bar.on("figures and commitments")
        record.ledger.match(bar.at)


def _summary(counts: Counter[str], skipped: int) -> str:
    parts = [
        f"{counts['new']:,} new",
        counted(counts["version"], "new version"),
        f"{counts['unchanged']:,} unchanged",
        f"{skipped:,} skipped",
    ]
    if counts["reread"]:
        parts.insert(2, f"{counts['reread']:,} read again")
    return ", ".join(parts)
