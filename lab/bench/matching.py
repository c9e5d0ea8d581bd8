"""Matching at size: `python -m lab.bench.matching [--corpus DIR] [--contents N ...]`.

The articles of DIR (../shared/polnear) with their gold relations are copied, a tenth of their words changed,
until there are N contents; all are matched as `onrecord match` does, each size in a process of its own.
Vectors are made of words, as the encoder is not what is measured. Printed are processor seconds in all and a
content, and the peak memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from lab.bench.stored import extractions, noisy
from onrecord.batch.columns import as_parquet, lines_of
from onrecord.batch.packing import packed, unpacked
from onrecord.batch.statements import match_batch
from onrecord.core import Extraction

_SIZES = (1_000, 10_000, 100_000)


class Stored:
    """Extractions in Parquet, read one by one as those of a run are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.contents = 0

    def add(self, some: Iterable[Extraction], most: int) -> None:
        lines = []
        for each in some:
            if self.contents >= most:
                break
            self.contents += len(each.quotations)
            lines.append(packed(each))
        (self._folder / f"{self.contents:09}.parquet").write_bytes(as_parquet(lines))

    def __iter__(self) -> Iterator[Extraction]:
        for path in sorted(self._folder.glob("*.parquet")):
            with path.open("rb") as stream:
                yield from map(unpacked, lines_of(stream))


def measure(corpus: Path, contents: int) -> dict[str, object]:
    """Match so many contents; what it took."""
    with tempfile.TemporaryDirectory() as folder:
        stored = Stored(Path(folder))
        found, copy = extractions(corpus, 900), 0
        while stored.contents < contents:
            stored.add(noisy(found, copy) if copy else found, contents)
            copy += 1
        del found
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.process_time()
        counted = match_batch(stored, Path(folder) / "statements.parquet")
        seconds = time.process_time() - started
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "contents": counted.relays,
        "pairs": counted.pairs,
        "statements of several": counted.several,
        "processor seconds": round(seconds, 1),
        "ms a content": round(1000 * seconds / counted.relays, 2),
        "peak memory MB": round(after / 1024),
        "of it before matching MB": round(before / 1024),
    }


def main() -> None:
    """Measure each size and print one JSON object for it."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench.matching", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear"))
    parser.add_argument("--contents", type=int, nargs="+", default=_SIZES)
    parser.add_argument("--here", action="store_true", help="measure in this process")
    given = parser.parse_args()
    for size in given.contents:
        if given.here:
            print(json.dumps(measure(given.corpus, size)), flush=True)
            continue
        again = [sys.executable, "-m", "lab.bench.matching", "--here", "--contents", str(size)]
        subprocess.run([*again, "--corpus", str(given.corpus)], check=True)


if __name__ == "__main__":
    main()
