"""Kill -9 at random moments: `python -m lab.trust.kill [--points N] [--on postgresql] [--reports DIR]`.

N times, in turn, a process that adds, matches, corrects, migrates or copies a record is killed somewhere
between its first and its last moment. Afterwards the record has to open (a copy once it was gone on with),
`verify` has to find nothing, all that had been acknowledged has to be there, and the same work run again has
to end in what it ends in undisturbed. Printed is how often each of these held. The record is a file, or a
database of a server of the harness's own.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import onrecord
from lab.trust.shelves import Shelf, shelf
from onrecord.core import Extraction, OnrecordError
from onrecord.record import Record, copying, opening, schema

_REPORTS = 10
_CORRECTIONS = 6
EARLIER = (
    "DROP TABLE commitment_former",
    "DROP INDEX ix_hearing_profile_id",
    "ALTER TABLE hearing DROP COLUMN profile_id",
    "UPDATE alembic_version SET version_num = '0012'",
)
"""What migrations 0013 and 0014 made, taken back."""

Acknowledge = Callable[[str], None]
Where = str | Path
Work = Callable[[Where, Acknowledge], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What is done to a copy of the record `base`; `holds` gives what is there of what it acknowledged."""

    base: str
    work: Work
    holds: Callable[[Where], set[str]]
    is_none_until_done: bool = False
    """Whether what is half done opens as no record, and has to be gone on with first."""


def main() -> None:
    """Read the arguments, kill, print."""
    parser = argparse.ArgumentParser(prog="python -m lab.trust.kill", description=__doc__)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--reports", type=Path, default=Path("examples/reports"))
    parser.add_argument("--on", choices=["sqlite", "postgresql"], default="sqlite")
    given = parser.parse_args()
    extractions = _extractions(given.reports)
    with tempfile.TemporaryDirectory() as folder, shelf(given.on, Path(folder)) as records:
        counts = killed(records, jobs(records, extractions), given.points, random.Random(7))
    print(f"{'':10}{'killed':>8}{'in work':>8}{'opens':>8}{'proved':>8}{'held':>8}{'ends':>8}")
    for name, count in counts.items():
        told = (count[each] for each in ("killed", "in work", "opens", "proved", "held", "ends"))
        print(f"{name:10}" + "".join(f"{each:8}" for each in told))
    total = sum(count["killed"] for count in counts.values())
    whole = sum(min(count[each] for each in ("opens", "proved", "held", "ends")) for count in counts.values())
    print(f"{whole} of {total}")
    sys.exit(whole != total)


def _extractions(folder: Path) -> Sequence[Extraction]:
    reports = (each for each in onrecord.read(folder) if isinstance(each, onrecord.Report))
    return list(onrecord.extract_all(islice(reports, _REPORTS), model="fast"))


def jobs(records: Shelf, extractions: Sequence[Extraction]) -> dict[str, Job]:
    """The kinds of work, each with the record that it begins with."""
    records.empty("empty")
    Record.open(records.at("empty")).close()
    records.copy("empty", "added")
    _add(records.at("added"), extractions, lambda _: None)
    records.copy("added", "whole")
    with Record.open(records.at("whole")) as record:
        record.refresh()
        quotations = [row.id for row in islice(record.quotes(), 0, None, 3)][:_CORRECTIONS]
    records.empty("nothing")
    records.copy("whole", "earlier")
    records.alter("earlier", EARLIER)

    def correct(path: Where, done: Acknowledge) -> None:
        with Record.open(path) as record:
            held = _corrected(record)
            for which in quotations:
                if which not in held:
                    record.corrections.speaker(which, "Ada Brun", kind="person", by="Ada", why="misread")
                done(which)
            record.refresh()

    def match(path: Where, done: Acknowledge) -> None:
        with Record.open(path) as record:
            record.refresh()
            done("matched")

    def migrate(path: Where, done: Acknowledge) -> None:
        Record.open(path).close()
        done("today's")

    def copy(path: Where, done: Acknowledge) -> None:
        if not _todays(path):
            copying.copy(records.at("whole"), path)
        done("today's")

    return {
        "add": Job(
            "empty",
            lambda path, done: _add(path, extractions, done),
            _in_record(lambda record: {row.name for row in record.reports()}),
        ),
        "match": Job(
            "added", match, _in_record(lambda record: {"matched"} if record.is_current() else set())
        ),
        "correct": Job("whole", correct, _in_record(_corrected)),
        "migrate": Job("earlier", migrate, _todays),
        "copy": Job("nothing", copy, _todays, is_none_until_done=True),
    }


def _in_record(holds: Callable[[Record], set[str]]) -> Callable[[Where], set[str]]:
    def opened(path: Where) -> set[str]:
        with Record.open(path) as record:
            return holds(record)

    return opened


def _todays(path: Where) -> set[str]:
    """Whether a record has today's tables, which opening it would see to."""
    return {"today's"} if opening.revision(path) == schema.HEAD else set()


def _corrected(record: Record) -> set[str]:
    """Whose speaker was put right."""
    return {f"{each.correction.report_id}-{each.correction.target}" for each in record.corrections.list()}


def _add(path: Where, extractions: Sequence[Extraction], done: Acknowledge) -> None:
    with Record.open(path) as record:
        for each in extractions:
            record.add(each)
            done(each.report.name)


def killed(records: Shelf, kinds: dict[str, Job], points: int, rng: random.Random) -> dict[str, Counter[str]]:
    """How often each kind of work was killed, and what held how often afterwards."""
    counts = {name: Counter[str]() for name in kinds}
    where = records.at("copy")
    ends, lasts = {}, {}
    for name, job in kinds.items():
        records.copy(job.base, "copy")
        began = time.perf_counter()
        job.work(where, lambda _: None)
        lasts[name], ends[name] = time.perf_counter() - began, _outcome(where)
    for point in range(points):
        name = list(kinds)[point % len(kinds)]
        job = kinds[name]
        records.copy(job.base, "copy")
        acknowledged, in_work = _kill(job.work, where, rng.uniform(0, lasts[name]))
        counts[name].update(("killed", "in work") if in_work else ("killed",))
        counts[name].update(_held(job, where, acknowledged, ends[name]))
    return counts


def _kill(work: Work, path: Where, after: float) -> tuple[set[str], bool]:
    """What work acknowledged before it was killed in a process of its own, and whether it was at work."""
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(heard)
        try:
            work(path, lambda what: _tell(told, what))
        finally:
            os._exit(0)
    os.close(told)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with open(heard, encoding="utf-8") as stream:  # noqa: PTH123 (a descriptor)
        lines = stream.read().split("\n")
    return set(lines[:-1]), os.WIFSIGNALED(status)


def _tell(told: int, what: str) -> None:
    os.write(told, f"{what}\n".encode())


def _held(job: Job, path: Where, acknowledged: set[str], end: object) -> list[str]:
    """What held after a process was killed."""
    try:
        there = acknowledged <= job.holds(path)
        if job.is_none_until_done:
            job.work(path, lambda _: None)
        with Record.open(path) as record:
            problems = list(record.verify())
        job.work(path, lambda _: None)
        ends = _outcome(path) == end
    except OnrecordError as error:
        print(error, file=sys.stderr)
        return []
    for problem in problems:
        print(problem, file=sys.stderr)
    return [
        "opens",
        *([] if problems else ["proved"]),
        *(["held"] if there else []),
        *(["ends"] if ends else []),
    ]


def _outcome(path: Where) -> object:
    """All that a record says, brought up to date; without the moments at which it came to say so."""
    with Record.open(path) as record:
        record.refresh()
        return (
            [row.id for row in record.reports()],
            # A correction has another id each time it is made.
            [replace(row, corrected=("yes",) if row.corrected else ()) for row in record.quotes()],
            list(record.people()),
            [(row.id, row.reports) for row in record.statements.list()],
            record.ledger.commitments(as_of="2030-01-01"),
            sorted(_corrected(record)),
        )


if __name__ == "__main__":
    main()
