"""Measure speed and memory: `python -m lab.bench [--reports N] [--no-nested]`.

The reports are the samples' paragraphs, shuffled and joined to the wanted length. Everything runs on one
core: reports a second of the whole main path (extract, then add to a new database), and the peak memory
of the process.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from lab.bench.resolving import share
from onrecord import __version__
from onrecord.core import Report
from onrecord.models.encoder import Encoder
from onrecord.models.tokens import tokenize
from onrecord.pipeline import extract
from onrecord.read import read_text
from onrecord.record import Record

_SHARED = 100
"""Reports on which the share of resolving is measured."""
SAMPLES = Path(__file__).parents[2] / "examples" / "reports"


def generated(count: int, length: int, encoder: Encoder) -> Iterator[Report]:
    """`count` reports of about `length` tokens each, alike on every run."""
    paragraphs = [
        line
        for path in sorted(SAMPLES.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line) > 60
    ]
    sizes = [len(tokenize(encoder.tokenizer, p, b"")) + 1 for p in paragraphs]
    rng = random.Random(7)
    for number in range(count):
        order = rng.sample(range(len(paragraphs)), len(paragraphs))
        chosen, total = [], 0
        for i in order * (1 + length // max(1, sum(sizes))):
            if total + sizes[i] > length:
                continue
            chosen.append(paragraphs[i])
            total += sizes[i]
            if total >= length - 20:
                break
        yield read_text("\n".join(chosen), name=f"report-{number}.txt", source=f"generated/{number}")


def measure(model: str, count: int, length: int, *, nested: bool) -> dict[str, object]:
    """Extract and record `count` reports; rates are a second of processor time."""
    encoder = Encoder(model, threads=1)
    reports = list(generated(count, length, encoder))
    extract(reports[0], encoder=encoder)
    extracting = adding = 0.0
    wall = time.perf_counter()
    quotations = 0
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "bench.db") as record:
        for report in reports:
            t0 = time.process_time()
            extraction = extract(report, nested=nested, encoder=encoder)
            t1 = time.process_time()
            record.add(extraction)
            extracting, adding = extracting + t1 - t0, adding + time.process_time() - t1
            quotations += len(extraction.quotations)
    return {
        "version": __version__,
        "model": f"{model} {encoder.model.version}",
        "reports": count,
        "tokens a report": length,
        "nested quotations looked for": nested,
        "quotations": quotations,
        "extract, reports/s per core": round(count / extracting, 2),
        "extract and add, reports/s per core": round(count / (extracting + adding), 2),
        "wall, reports/s": round(count / (time.perf_counter() - wall), 2),
        **share(reports[:_SHARED], encoder),
        "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench", description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--tokens", type=int, default=900)
    parser.add_argument("--no-nested", action="store_true", help="as `onrecord extract --no-nested`")
    parser.add_argument("--model", nargs="+", default=["accurate", "fast"])
    given = parser.parse_args()
    for model in given.model:
        print(json.dumps(measure(model, given.reports, given.tokens, nested=not given.no_nested), indent=1))


if __name__ == "__main__":
    main()
