"""What adding costs as a record grows: `python -m lab.bench.growth [--reports N --cache DIR --match]`.

N short reports are made of the samples' words, and read and added to one SQLite file as `onrecord add` does.
Of each tenth are printed how many reports a second that made, how much processor time a report took in all
and for the adding alone, the memory of the process, and the size of the file. In the end the record is
verified; then more reports are added to it and to an empty one by turns, as a machine may have other work to
do in some of the tenths. What matching takes is measured with --match.

The record and what was measured stay in DIR: a run that was killed goes on where it was, and of the tenth in
which that happened the rest is measured.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from lab.bench import made
from lab.bench.registry import appearances
from onrecord import __version__
from onrecord.core import Fact, Report
from onrecord.pipeline import extract
from onrecord.read import read_text
from onrecord.record import Record

_QUOTATIONS = 3
"""In a report."""
_PEOPLE, _OUTLETS = 4000, 300
_AGO = (0, 0, 0, 0, 0, 0, 1, 3, 9, 40)
"""How many reports ago a remark was told first: four in ten are told again."""
_MORE, _TURNS = 200, 7
"""A two hundredth more is added in the end, so many times."""
_SAID = ("“{words},” {who} said.", "{who} said that {words}.", "“{words},” said {who}.")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench.growth", description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--cache", type=Path, default=Path("demo/bench"))
    parser.add_argument("--match", action="store_true")
    given = parser.parse_args(arguments)
    given.cache.mkdir(parents=True, exist_ok=True)
    path = given.cache / f"growth-{given.reports}.db"
    lines = path.with_suffix(".jsonl")
    lines.touch()
    print(lines.read_text(encoding="utf-8"), end="", flush=True)
    for tenth in range(10):
        first, last = (given.reports * each // 10 for each in (tenth, tenth + 1))
        with Record.open(path) as record:
            first = max(first, _held(path))
            if first >= last:
                continue
            line = _added(record, first, last, given.reports)
            line |= _matched(record, last - first) if given.match else {}
        line |= {"rss_mb": _memory(), "database_mb": path.stat().st_size >> 20}
        print(tenth_told := json.dumps({"version": __version__, "up_to": last} | line), flush=True)
        with lines.open("a", encoding="utf-8") as kept:
            kept.write(f"{tenth_told}\n")
    began = time.perf_counter()
    with Record.open(path) as record:
        problems = sum(1 for _ in record.verify())
    print(
        json.dumps({"problems found": problems, "verify_s": round(time.perf_counter() - began)}), flush=True
    )
    print(json.dumps(_beside_an_empty_one(path, given.reports)))


def _added(record: Record, first: int, last: int, of: int) -> dict[str, object]:
    """What it takes to read and add the reports from `first` to before `last`."""
    extract(report(first, of))  # the model is loaded before the clock runs
    began, taken, adding = time.perf_counter(), time.process_time(), 0.0
    for number in range(first, last):
        extraction = extract(report(number, of))
        at = time.process_time()
        record.add(extraction)
        adding += time.process_time() - at
    count = last - first
    return {
        "reports": count,
        "reports_per_s": round(count / (time.perf_counter() - began), 2),
        "cpu_ms_a_report": round(1000 * (time.process_time() - taken) / count, 2),
        "adding_cpu_ms_a_report": round(1000 * adding / count, 2),
    }


def _beside_an_empty_one(path: Path, of: int) -> dict[str, object]:
    """How fast more is added to the record, against an empty one: the median of turns."""
    seconds: list[float] = []
    processor: list[float] = []
    with TemporaryDirectory() as folder, Record.open(path) as full:
        count, first = max(1, of // _MORE), _held(path)
        for turn in range(_TURNS):
            with Record.open(Path(folder) / f"{turn}.db") as empty:
                one, other = (_added(each, first, first + count, of) for each in (empty, full))
            first += count
            seconds.append(float(str(other["reports_per_s"])) / float(str(one["reports_per_s"])))
            processor.append(float(str(other["cpu_ms_a_report"])) / float(str(one["cpu_ms_a_report"])))
    return {
        "reports_per_s, full to empty": round(statistics.median(seconds), 3),
        "cpu_ms_a_report, full to empty": round(statistics.median(processor), 3),
        "turns": [round(each, 3) for each in seconds],
    }


def _matched(record: Record, count: int) -> dict[str, object]:
    at = time.process_time()
    record.match_speakers()
    record.statements.match()
    record.ledger.match()
    return {"matching_cpu_ms_a_report": round(1000 * (time.process_time() - at) / count, 2)}


def report(number: int, of: int) -> Report:
    """The report with this number of `of`, the same on every run."""
    rng = random.Random(f"report {number}")
    day = made.FIRST_DAY + timedelta(days=number * made.DAYS // of)
    outlet = rng.choices(range(_OUTLETS), [1 / (rank + 2) for rank in range(_OUTLETS)])[0]
    lines = [made.remark(rng)[:60].strip().capitalize()]
    for place in range(_QUOTATIONS):
        who, words = _told(max(0, number - rng.choice(_AGO)), place)
        lines.append(rng.choice(_SAID).format(who=who, words=words))
    read = read_text("\n\n".join(lines), name=f"{number}.txt", source=f"generated/{number}.txt")
    return replace(read, published=Fact(f"{day}"), outlet=f"Outlet {outlet}")


def _told(number: int, place: int) -> tuple[str, str]:
    """Who said what where it was told first."""
    rng = random.Random(f"remark {number} {place}")
    people, heard = _people()
    return rng.choices(people, heard)[0], made.remark(rng)


@cache
def _people() -> tuple[list[str], list[float]]:
    names = [each.name for each in appearances(_PEOPLE) if each.kind == "person"][:_PEOPLE]
    return names, [1 / (rank + 3) for rank in range(len(names))]


def _held(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM report").fetchone()[0])


def _memory() -> int:
    """What the process holds, in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) >> 10


if __name__ == "__main__":
    main()
