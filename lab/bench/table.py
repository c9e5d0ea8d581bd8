"""All benchmarks, one table: `python -m lab.bench.table [--cache DIR --growth N --quotations N]`.

Each part runs in a process of its own, one after the other; what it printed is kept in CACHE, so that a run
that was stopped goes on with the next part, and a part is measured again by deleting its file. The table is
written to `RESULTS.md` beside this file, with the machine and all versions.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
_LIBRARIES = ("onrecord", "onnxruntime", "numpy", "sqlalchemy", "starlette", "duckdb", "ray")

Row = tuple[str, str, str]
"""What is measured, the figure, and the part that printed it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One benchmark: the command after `python -m`, and how its rows are read from what it prints."""

    command: tuple[str, ...]
    rows: Callable[[str], Iterator[tuple[str, str]]]


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the arguments, measure what is not measured yet, write the table."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench.table", description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path("demo/bench"))
    parser.add_argument("--growth", type=int, default=100_000, help="reports that are added")
    parser.add_argument("--quotations", type=int, default=1_000_000, help="in the record that is served")
    parser.add_argument("--reports", type=int, default=40, help="that are read beside others")
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args(arguments)
    given.cache.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    for name, part in parts(given).items():
        printed = measured(given.cache / f"table-{name}.txt", part.command)
        rows += [(what, figure, name) for what, figure in part.rows(printed)]
    commands = {name: part.command for name, part in parts(given).items()}
    given.out.write_text(page(rows, commands), encoding="utf-8")
    print(given.out)


def parts(given: argparse.Namespace) -> dict[str, Part]:
    """The benchmarks in the order of the table."""
    cache = ("--cache", str(given.cache))
    return {
        "beside": Part(("lab.bench.beside", "--reports", str(given.reports), *cache), _beside),
        "growth": Part(("lab.bench.growth", "--reports", str(given.growth), *cache), _growth),
        "stored": Part(("lab.bench.stored",), _stored),
        "matching": Part(("lab.bench.matching",), _matching),
        "serve": Part(("lab.bench.serve", "--quotations", str(given.quotations), *cache), _serve),
        "batch": Part(("lab.bench.batch",), _batch),
        "size": Part(("requirements.size",), _size),
    }


def measured(kept: Path, command: Sequence[str]) -> str:
    """What a benchmark prints: from its file, or by running it."""
    if not kept.exists():
        print(f"{' '.join(command)} ...", file=sys.stderr, flush=True)
        ran = subprocess.run([sys.executable, "-m", *command], check=True, text=True, stdout=subprocess.PIPE)
        part = kept.with_suffix(".part")
        part.write_text(ran.stdout, encoding="utf-8")
        part.rename(kept)
    return kept.read_text(encoding="utf-8")


def _objects(printed: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in printed.splitlines() if line.startswith("{")]


_READERS = {
    "accurate": "onrecord, accurate model",
    "fast": "onrecord, fast model",
    "spacy": "textacy's direct quotations on a pipeline of en_core_web_sm's shape",
    "blank": "spaCy's tokens and sentences alone",
}


def _beside(printed: str) -> Iterator[tuple[str, str]]:
    told = _objects(printed)
    readers = {str(each["reader"]): each for each in told if "reader" in each}
    for name, each in readers.items():
        yield f"reports of 900 tokens a second and core: {_READERS[name]}", f"{each['reports_per_s']}"
    for name, each in readers.items():
        yield f"peak memory: {_READERS[name]}", f"{each['peak_mb']} MB"
    for each in told:
        if "direct quotations" in each:
            of = f"of {each['direct quotations']} direct quotations in {each['articles']} articles of PolNeAR"
            yield f"{of}, found to the character: onrecord", f"{each['ours: recall']}"
            yield "what onrecord so finds that annotators marked too", f"{each['ours: precision']}"
            most = f"{each['textacy: recall with a perfect parser']}"
            refused = f"refuses {each['textacy: articles refused']} articles"
            yield f"{of}: textacy at most, with a parser that never errs", f"{most}; {refused}"


def _growth(printed: str) -> Iterator[tuple[str, str]]:
    told = _objects(printed)
    tenths, (verified, beside) = [each for each in told if "up_to" in each], told[-2:]
    first, last = tenths[0], tenths[-1]
    for key, what, unit in (
        ("reports_per_s", "short reports read and added a second, two cores", ""),
        ("cpu_ms_a_report", "processor time for it", " ms a report"),
        ("adding_cpu_ms_a_report", "of that the adding alone", " ms a report"),
        ("rss_mb", "memory of the process", " MB"),
    ):
        yield f"{what}: first, last tenth of {last['up_to']:,}", f"{first[key]}, {last[key]}{unit}"
    growth = 1024 * float(str(last["database_mb"])) / float(str(last["up_to"]))
    yield "database for each of them", f"{growth:.1f} KB"
    ratio = f"{beside['reports_per_s, full to empty']} times as many a second"
    yield "added to all of them against to none, by turns", ratio
    yield "`verify` of all of them", f"{verified['problems found']} problems, {verified['verify_s']} s"


def _stored(printed: str) -> Iterator[tuple[str, str]]:
    for each in _objects(printed):
        one, many = each["the latest, one by one"], each["ms a report, all at once"]
        figure = f"{one} ms one by one, {many} ms all at once"
        yield f"matching a report of PolNeAR in a record of {each['reports']:,}", figure


def _matching(printed: str) -> Iterator[tuple[str, str]]:
    for each in _objects(printed):
        yield f"matching {each['contents']:,} contents by batch", f"{each['ms a content']} ms a content"


def _serve(printed: str) -> Iterator[tuple[str, str]]:
    held = _objects(printed)[0]
    for line in printed.splitlines():
        *name, _, p50, p95, most = line.split() if line[:1].isalpha() else [""] * 4
        if name and p95.isdigit():
            what = f"page, p50, p95 and slowest, {held['quotation']:,} quotations: {' '.join(name)}"
            yield what, f"{p50}, {p95}, {most} ms"
    yield (
        "memory of the server at most",
        f"{printed.partition('peak memory, MB: ')[2].partition(chr(10))[0]} MB",
    )


def _batch(printed: str) -> Iterator[tuple[str, str]]:
    for each in _objects(printed):
        if "two to one" in each:
            ratio = f"{each['two to one']} once started, {each['start included']} with it"
            yield f"two workers to one, engine {each['engine']}", ratio
        if "same bytes" in each:
            yield "all engines and workers write the same bytes", "yes" if each["same bytes"] else "no"


def _size(printed: str) -> Iterator[tuple[str, str]]:
    *_, needed, own = (line.strip() for line in printed.strip().splitlines())
    yield "the default install on disk: what it needs", needed.partition("  in all")[0]
    yield "the default install on disk: onrecord with its models", own.partition("  onrecord")[0]


def page(rows: Sequence[Row], commands: Mapping[str, Sequence[str]]) -> str:
    """The table, with the machine before it and the commands behind."""
    table = "\n".join(f"| {what} | {figure} | {name} |" for what, figure, name in rows)
    told = "\n".join(f"- {name}: `python -m {' '.join(_public(each))}`" for name, each in commands.items())
    return f"""# What it costs

Made by `make bench-table`; do not edit. {datetime.now(UTC):%-d %B %Y}. {machine()}.

| What | Figure | By |
| --- | ---: | --- |
{table}

{told}

Rates a core are of processor time, of readers by turns in one run; `lab/bench/peers.py` says what textacy and
spaCy are given here, and why no trained pipeline. Pages are asked for one after the other. A machine with
other work to do is slower than this one: compare within the table.
"""


def _public(command: Sequence[str]) -> Iterator[str]:
    """A command without the folder that a machine keeps its files in."""
    at = command.index("--cache") if "--cache" in command else len(command)
    return iter((*command[:at], *command[at + 2 :]))


def machine() -> str:
    """What this was measured on."""
    cpu, memory = "", 0
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        cpu = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    libraries = ", ".join(_versions())
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{os.cpu_count()} cores of {cpu or platform.machine()}, {memory} GiB; {python}, {libraries}"


def _versions() -> Iterator[str]:
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            yield f"{name} {version(name)}"


if __name__ == "__main__":
    main()
