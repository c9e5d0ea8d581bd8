"""`onrecord add`: reports into the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import typer

import onrecord
from onrecord.cli import batching
from onrecord.cli.console import Stopped, say, working
from onrecord.cli.options import DEFAULT_DATABASE, Database, Model
from onrecord.cli.reading import DEFAULT_MAX_SIZE, AllowPrivate, MaxSize, Reading, Targets
from onrecord.core import Extraction, Report
from onrecord.core.phrases import counted
from onrecord.core.visible import without_password


def add(
    targets: Targets,
    *,
    model: Model = "accurate",
    allow_private: AllowPrivate = False,
    max_size: MaxSize = DEFAULT_MAX_SIZE,
    db: Database = DEFAULT_DATABASE,
) -> None:
    """Read reports, find who said what, and keep both.

    A folder that `onrecord extract --out` wrote is taken in as it was found, without reading again. A report
    that is there already changes nothing; a changed one at the same address becomes a new version, and the
    old one stays. What cannot be read is named, counted and passed over; exit status 1 if there is a target
    from which nothing could be read.
    """
    batches = [each for each in targets if batching.is_batch(each)]
    rest = [each for each in targets if each not in batches]
    reading = Reading(rest, allow_private=allow_private, max_size=max_size, absolute=True)
    counts: Counter[str] = Counter()
    try:
        _add(db, reading, batches, model, counts)
    except KeyboardInterrupt:
        raise Stopped(
            f"stopped; kept in {without_password(db)}: {_summary(counts, reading.skipped)}"
        ) from None
    say(f"{_summary(counts, reading.skipped)}; in {without_password(db)}")
    if reading.failed:
        raise typer.Exit(1)


def _add(db: str, reading: Reading, batches: Sequence[str], name: str, counts: Counter[str]) -> None:
    """Add every report that is not held yet, as soon as it is understood, counting what becomes of it."""
    model = onrecord.pipeline.model_info(name)
    with onrecord.Record.open(db) as record, working() as bar:

        def is_held(report: Report, by: onrecord.Model, rules: str) -> bool:
            bar.on(report.name)
            held = record.holds(report, by, rules)
            if held:
                counts["unchanged"] += 1
                bar.done()
            return held

        def found() -> Iterator[tuple[Extraction, str]]:
            for batch in batches:
                results = batching.results(batch)
                for each in results:
                    if not is_held(each.report, each.model, results.version):
                        yield each, results.version
            version = onrecord.__version__
            new = (each for each in reading.reports() if not is_held(each, model, version))
            for each in onrecord.extract_all(new, model=name):
                yield each, version

        for extraction, rules in found():
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
