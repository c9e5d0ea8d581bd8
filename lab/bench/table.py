"""All benchmarks, one table: `python -m lab.bench.table [--size quick|short|full] [--cache DIR]`.

Each part runs in a process of its own, one after the other; what it printed is kept in CACHE, so that a run
that was stopped goes on with the next part, and a part is measured again by deleting its file. A part that
was run by itself counts where its output was put into `CACHE/table-PART.txt`, as that of
`python -m lab.bench.batch`, which wants a machine that does nothing else. The table is written to
`RESULTS.md` beside this file, with the machine and all versions.

`full` adds 100,000 reports and serves a million quotations, which takes hours; `short` takes some twenty
minutes and uses what there is of `full`; `quick` shows in a minute that what needs no corpus runs.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from lab.bench.beside import installed
from lab.bench.told import ROWS, Told, page

RESULTS = Path(__file__).with_name("RESULTS.md")
_CORPUS = Path("../shared/polnear")
_MODULES = {name: f"lab.bench.{name}" for name in ROWS} | {
    "reading": "lab.bench",
    "size": "requirements.size",
}
_GIVEN = {
    "full": {"growth": "--reports 100000", "serve": "--quotations 1000000"},
    "short": {
        "reading": "--reports 150",
        "growth": "--reports 3000",
        "stored": "--reports 200 --times 5",
        "matching": "--contents 1000 10000",
        "duplicates": "--reports 20000",
        "serve": "--quotations 100000 --requests 150",
        "batch": "--reports 100",
    },
    "quick": {
        "beside": "--reports 1 --turns 1 --corpus nowhere",
        "reading": "--reports 1 --model fast",
        "growth": "--reports 10",
        "registry": "--names 300 --listed 300",
        "duplicates": "--reports 60",
        "serve": "--quotations 300 --requests 10",
        "batch": "--reports 16 --engines local",
    },
}
"""What each part is given besides the cache, by size; nothing where its own defaults are meant."""
_RAN = "ran: "
"""Stands before how a part was run, behind all it printed."""
_KEPT_THERE = ("beside", "growth", "serve")
"""Parts that keep files in the cache."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the arguments, measure what is not measured yet, write the table; 1 where a part failed."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench.table", description=__doc__)
    parser.add_argument("--size", choices=_GIVEN, default="full")
    parser.add_argument("--cache", type=Path, default=Path("demo/bench"))
    parser.add_argument("--growth", type=int, help="reports that are added")
    parser.add_argument("--quotations", type=int, help="in the record that is served")
    parser.add_argument("--only", nargs="+", choices=ROWS, default=list(ROWS), metavar="PART")
    parser.add_argument("--out", type=Path, help="where the table is written; of quick it is in the cache")
    given = parser.parse_args(arguments)
    folder = given.cache if given.size == "full" else given.cache / given.size
    folder.mkdir(parents=True, exist_ok=True)
    results: dict[str, Told] = {}
    missing: dict[str, str] = {}
    for name in ROWS:
        earlier = kept(given.cache, name) if given.size == "short" else None
        earlier = earlier or kept(folder, name)
        lacks = _lacks(name, given)
        if earlier:
            results[name] = earlier
        elif lacks:
            missing[name] = lacks
        else:
            try:
                results[name] = measured(folder, name, list(command(name, given)))
            except subprocess.CalledProcessError as error:
                missing[name] = f"failed with status {error.returncode}"
                print(f"{name}: {missing[name]}", file=sys.stderr)
    out = given.out or (folder / RESULTS.name if given.size == "quick" else RESULTS)
    out.write_text(page(results, missing), encoding="utf-8")
    print(out)
    return int(any(why.startswith("failed") for why in missing.values()))


def _lacks(name: str, given: argparse.Namespace) -> str | None:
    """Why a part cannot or shall not be measured."""
    if name not in given.only:
        return "left out"
    if name in {"stored", "matching"} and given.size == "quick":
        return "reading the corpus takes a minute"
    if name in {"stored", "matching"} and not _CORPUS.is_dir():
        return f"the corpus, `{_CORPUS}`, is not here"
    if name == "batch" and given.size != "quick" and not find_spec("ray"):
        return "Ray is not installed"
    if name == "beside" and given.size == "quick" and not installed(given.cache):
        return "the others are not installed"
    return None


def command(name: str, given: argparse.Namespace) -> Iterator[str]:
    """What is run after `python -m` to measure a part."""
    yield _MODULES[name]
    options = shlex.split(_GIVEN[given.size].get(name, ""))
    asked = {"growth": given.growth, "serve": given.quotations}.get(name)
    if asked is not None:
        options[1] = str(asked)  # of both how many comes first
    yield from options
    if name in _KEPT_THERE:
        yield from ("--cache", str(given.cache))


def kept(folder: Path, name: str) -> Told | None:
    """What a part printed earlier, if it did; of one that ran by itself, with the day of its file."""
    file = _file(folder, name)
    if not file.exists():
        return None
    printed, _, about = file.read_text(encoding="utf-8").partition(_RAN)
    if about:
        return Told(printed, **json.loads(about))
    ended = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return Told(printed, [_MODULES[name]], f"{ended.date()}")


def measured(folder: Path, name: str, run: Sequence[str]) -> Told:
    """Run a part and keep what it printed; CalledProcessError where it fails."""
    print(f"{' '.join(run)} ...", file=sys.stderr, flush=True)
    began, busy, own = time.monotonic(), _busy(), _own()
    alone = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    ran = subprocess.run(
        [sys.executable, "-m", *run], check=True, text=True, stdout=subprocess.PIPE, env=alone
    )
    seconds = time.monotonic() - began
    others = max(0.0, _busy() - busy - (_own() - own)) / (seconds * (os.cpu_count() or 1))
    day = f"{datetime.now(UTC).date()}"
    told = Told(ran.stdout, list(_public(run)), day, round(seconds), round(others, 2))
    about = {key: value for key, value in asdict(told).items() if key != "printed"}
    part = _file(folder, name).with_suffix(".part")
    part.write_text(f"{ran.stdout}{_RAN}{json.dumps(about)}\n", encoding="utf-8")
    part.rename(_file(folder, name))
    return told


def _file(folder: Path, name: str) -> Path:
    return folder / f"table-{name}.txt"


def _own() -> float:
    """Seconds of processor time of the parts that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _busy() -> float:
    """Seconds for which the processors worked since the machine started, or were lent to other machines."""
    user, nice, system, _idle, _waiting, irq, softirq, stolen = map(
        int, Path("/proc/stat").read_text(encoding="ascii").split()[1:9]
    )
    return (user + nice + system + irq + softirq + stolen) / os.sysconf("SC_CLK_TCK")


def _public(run: Sequence[str]) -> Iterator[str]:
    """A command without the folder that a machine keeps its files in."""
    at = run.index("--cache") if "--cache" in run else len(run)
    return iter((*run[:at], *run[at + 2 :]))


if __name__ == "__main__":
    sys.exit(main())
