"""Speed of `onrecord extract --out`: `python -m lab.bench.batch [--reports N] [--tokens N] [--engines ...]`.

The same generated reports are extracted by one worker and by two of each engine, and the results compared
byte for byte. Seconds are by the clock, with and without what an engine takes to start; whatever else the
machine does counts too, so measure on one that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import onrecord
from lab.bench.__main__ import generated
from onrecord.batch import Options, extract_batch
from onrecord.batch.running import EngineName
from onrecord.models.encoder import Encoder

_SHARD = 16 * 1024
"""Bytes a shard: small, so that two workers end at about the same time."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run: its engine and workers, seconds in all and from the first finished shard on, its tree."""

    engine: EngineName
    workers: int
    seconds: float
    working: float
    rate: float
    tree: dict[str, bytes]


def once(source: Path, out: Path, engine: EngineName, workers: int, options: Options) -> Run:
    """Extract everything once."""
    ends: list[tuple[float, int]] = []
    started = time.perf_counter()
    summary = extract_batch(
        [str(source)],
        str(out),
        onrecord.pipeline.model_info(options.model),
        options,
        engine=engine,
        workers=workers,
        on_shard=lambda _done, _of, reports: ends.append((time.perf_counter(), reports)),
    )
    seconds = time.perf_counter() - started
    # Each worker's first shard ends when its model is loaded and warm.
    first, last = ends[workers - 1], ends[-1]
    working = last[0] - first[0]
    tree = {str(each.relative_to(out)): each.read_bytes() for each in out.rglob("*") if each.is_file()}
    assert not summary.unfinished
    assert not summary.aside
    return Run(engine, workers, seconds, working, (last[1] - first[1]) / working, tree)


def main() -> None:
    """Measure and print one JSON object a run, then the ratios."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench.batch", description=__doc__)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--tokens", type=int, default=900)
    parser.add_argument("--engines", nargs="+", default=["local", "ray"])
    given = parser.parse_args()
    options = Options(shard_bytes=_SHARD)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        with source.open("w", encoding="utf-8") as stream:
            for report in generated(given.reports, given.tokens, Encoder(options.model, threads=1)):
                stream.write(json.dumps({"id": report.name, "text": report.text}, ensure_ascii=False) + "\n")
        runs = [
            once(source, Path(folder) / f"{engine}-{workers}", engine, workers, options)
            for workers in (1, 2)
            for engine in given.engines
        ]
    for each in runs:
        told = {"engine": each.engine, "workers": each.workers, "seconds": round(each.seconds, 1)}
        print(json.dumps(told | {"reports/s once started": round(each.rate, 2)}))
    for engine in given.engines:
        one, two = (each for each in runs if each.engine == engine)
        ratios = {
            "two to one": round(two.rate / one.rate, 2),
            "start included": round(one.seconds / two.seconds, 2),
        }
        print(json.dumps({"engine": engine} | ratios))
    print(json.dumps({"same bytes": all(each.tree == runs[0].tree for each in runs)}))


if __name__ == "__main__":
    main()
