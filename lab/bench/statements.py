"""Time and memory of the matching of statements: `python -m lab.bench.statements [--corpus DIR] [--times N]`.

The encoder reads all gold relations of DIR (../shared/polnear) once, which is not counted. Then
every relay is taken in, its candidates found and judged, and all are grouped, on one core. Then the corpus is
repeated N times with a tenth of its words changed, and reports are added to the small and to the large one:
what one costs more in the large one is the ratio printed.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import resource
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from lab.corpus.relays import relays, wordings
from onrecord.core import Likeness, Relay
from onrecord.match.statements.candidates import candidates
from onrecord.match.statements.grouping import group
from onrecord.match.statements.judge import compare
from onrecord.match.statements.memory import Memory
from onrecord.match.statements.wording import Wording

_WORD = re.compile(r"[^\W\d_]{3,}")
_CHANGED = 0.1
_ADDED = 100
"""Reports that are added to measure the cost of one."""


def taken_in(seen: Iterable[Wording], memory: Memory) -> Iterator[Likeness]:
    """The likenesses of each relay with those before it."""
    for wording in seen:
        for each in candidates(wording, memory):
            yield compare(wording, memory.wordings[each])
        memory.add(wording)


def noisy(found: Iterable[Relay], copy: int, words: dict[int, list[str]]) -> Iterator[Relay]:
    """The same relays in reports a tenth of whose words are others of the same length."""
    for report_id, group_ in groupby(found, key=lambda relay: relay.report_id):
        rng = random.Random(f"{copy} {report_id}")
        some = list(group_)

        def other(match: re.Match[str], rng: random.Random = rng) -> str:
            return rng.choice(words[len(match[0])]) if rng.random() < _CHANGED else match[0]

        report = replace(some[0].report, text=_WORD.sub(other, some[0].report.text), outlet=f"outlet {copy}")
        for relay in some:
            yield replace(relay, id=f"{copy}-{relay.id}", report_id=f"{copy}-{report_id}", report=report)


def cost(found: Sequence[Sequence[Relay]], memory: Memory) -> float:
    """Seconds of processor time for each report that is added."""
    gc.collect()
    gc.freeze()  # what stands in memory only for this measurement is not searched for garbage while it runs
    started = time.process_time()
    for some in found:
        list(taken_in(wordings(some), memory))
    return (time.process_time() - started) / len(found)


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench.statements", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear"))
    parser.add_argument("--times", type=int, default=10)
    given = parser.parse_args()
    found = sorted(relays(given.corpus), key=lambda relay: (str(relay.report.published), relay.report_id))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    memory = Memory()
    started = time.process_time()
    judged = list(taken_in(wordings(found), memory))
    statements = group(list(memory.wordings), judged)
    seconds = time.process_time() - started
    result = {
        "relays": len(found),
        "pairs judged": len(judged),
        "statements of several relays": sum(len(each) > 1 for each in statements),
        "seconds": round(seconds, 1),
        "peak memory MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "of it before matching MB": round(before / 1024),
    }
    print(json.dumps(result), flush=True)
    words: dict[int, list[str]] = {}
    for text in sorted({relay.report.text for relay in found}):
        for word in _WORD.findall(text):
            words.setdefault(len(word), []).append(word)
    by_report = [list(some) for _, some in groupby(found, key=lambda relay: relay.report_id)]
    added = random.Random(3).sample(by_report, _ADDED)
    once = cost([list(noisy(some, given.times, words)) for some in added], memory)
    for copy in range(1, given.times):
        for wording in wordings(noisy(found, copy, words)):
            memory.add(wording)
    often = cost([list(noisy(some, given.times + 1, words)) for some in added], memory)
    print(
        json.dumps(
            {
                "ms a report": round(1000 * once, 1),
                f"at {given.times} times": round(1000 * often, 1),
                "ratio": round(often / once, 2),
            }
        )
    )


if __name__ == "__main__":
    main()
