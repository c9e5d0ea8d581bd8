"""How fast the reading room answers: `python -m lab.bench.serve [--quotations N --cache DIR --requests M]`.

A record of N quotations (`made.py`; kept in DIR) is served by `onrecord serve` in a process of its own, and
asked M times for pages of each kind as a reader would: words common and rare, alone, together, in a row and
begun, with what narrows them, first and later pages; speakers as often as they are quoted; statements.
Printed are milliseconds from the request to the last byte, and the server's peak memory.
"""

from __future__ import annotations

import argparse
import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from lab.bench import made

_ADDRESS = re.compile(r"http://\S+/")
_SLOWEST = 3
_DRAWN = 8000
"""Appearances, and statements, from which pages are drawn: the first by ids, which tell nothing."""


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench.serve", description=__doc__)
    parser.add_argument("--quotations", type=int, default=1_000_000)
    parser.add_argument("--cache", type=Path, default=Path("demo/bench"))
    parser.add_argument("--requests", type=int, default=300)
    given = parser.parse_args()
    path = made.record(given.cache, given.quotations)
    print(made.told(path), flush=True)
    kinds = asked(path, given.requests)
    with served(path) as (room, pid):
        room.get("/").raise_for_status()
        print(f"{'pages':22}{'asked':>6}{'p50':>8}{'p95':>8}{'max':>8}  ms", flush=True)
        slow = []
        for kind, addresses in kinds.items():
            took = timed(room, addresses)
            print(row_of(kind, sorted(each for each, _ in took)), flush=True)
            slow += sorted(took, reverse=True)[:_SLOWEST]
        print(f"server's peak memory, MB: {peak_memory(pid)}")
    for milliseconds, address in sorted(slow, reverse=True):
        print(f"{milliseconds:6.0f} ms {address}")


def row_of(kind: str, took: list[float]) -> str:
    """A line of the table; `took` are milliseconds in order."""
    p50, p95 = (took[min(len(took) - 1, int(share * len(took)))] for share in (0.5, 0.95))
    return f"{kind:22}{len(took):6}{p50:8.0f}{p95:8.0f}{took[-1]:8.0f}"


def timed(room: httpx.Client, addresses: list[str]) -> list[tuple[float, str]]:
    """How many milliseconds each page took, with its address."""
    found = []
    for address in addresses:
        began = time.perf_counter()
        room.get(address).raise_for_status()
        found.append(((time.perf_counter() - began) * 1000, address))
    return found


@contextmanager
def served(path: Path) -> Iterator[tuple[httpx.Client, int]]:
    """A client of the reading room of a record, and the id of the process that serves it."""
    command = [sys.executable, "-m", "onrecord", "serve", "--db", str(path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            assert server.stdout is not None
            line = next((line for line in server.stdout if _ADDRESS.search(line)), "")
            at = _ADDRESS.search(line)
            if at is None:
                raise SystemExit("the reading room did not open")
            with httpx.Client(base_url=at[0], timeout=120) as room:
                yield room, server.pid
        finally:
            server.terminate()


def peak_memory(pid: int) -> int:
    """The most memory that a process ever held, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) >> 10


def asked(path: Path, count: int) -> dict[str, list[str]]:
    """The addresses of `count` pages of each kind, alike on every run."""
    rng = random.Random(7)
    with closing(sqlite3.connect(path)) as connection:
        speakers = _column(
            connection,
            "SELECT profile.entity_id FROM appearance JOIN profile ON profile.id = profile_id"  # noqa: S608 (ours)
            f" ORDER BY report_id, speaker_id LIMIT {_DRAWN}",
        )
        statements = _column(
            connection,
            f"SELECT id FROM (SELECT id, reports FROM statement ORDER BY id LIMIT {_DRAWN})"  # noqa: S608 (ours)
            " WHERE reports > 0 ORDER BY reports DESC, id",
        )
        names = _column(connection, "SELECT name FROM entity ORDER BY id")
        outlets = _column(connection, "SELECT DISTINCT outlet FROM version ORDER BY outlet LIMIT 300")
        newest = _column(connection, "SELECT report_id FROM version ORDER BY key LIMIT 2000")
    many = statements[: len(statements) // 10]
    return {
        "search": [f"/search?{_query(rng, names, outlets)}" for _ in range(count)],
        "a speaker": [f"/speakers/{rng.choice(speakers)}" for _ in range(count)],
        "a statement": [f"/statements/{rng.choice(rng.choice((many, statements)))}" for _ in range(count)],
        "a report": [f"/reports/{rng.choice(newest)}" for _ in range(count // 3)],
        "all speakers": [f"/speakers?page={number % 3 + 1}" for number in range(count // 10)],
        "home": ["/"] * (count // 10),
    }


def _column(connection: sqlite3.Connection, query: str) -> list[str]:
    return [row[0] for row in connection.execute(query)]


def _query(rng: random.Random, names: list[str], outlets: list[str]) -> str:
    """What a reader types, with what narrows it in every second search."""
    words = made.words_by_frequency()
    common, usual, rare = words[:30], words[30:600], words[600:]
    asked = rng.choice(
        (
            rng.choice(common),
            rng.choice(usual),
            rng.choice(rare),
            f"{rng.choice(common)} {rng.choice(usual)}",
            f"{rng.choice(usual)} {rng.choice(usual)}",
            f'"{rng.choice(made.pairs())}"',
            f"{rng.choice(usual)[:4]}*",
            f"route {rng.randrange(20_000)}",
        )
    )
    year = rng.randrange(2016, 2026)
    narrower = {
        "speaker": rng.choice(names),
        "outlet": rng.choice(outlets),
        "type": rng.choice(("direct", "indirect", "mixed")),
        "grade": rng.choice(("record", "review")),
        "since": f"{year}-0{rng.randrange(1, 10)}",
        "until": f"{rng.randrange(year, 2026)}-12",
    }
    some = rng.sample(sorted(narrower), rng.choice((0, 0, 0, 1, 1, 2)))
    page = rng.choices((1, 2, 10), (8, 2, 1))[0]
    return str(httpx.QueryParams({"q": asked, "page": str(page)} | {name: narrower[name] for name in some}))


if __name__ == "__main__":
    main()
