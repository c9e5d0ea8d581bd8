"""Time and memory of near-duplicates: `python -m lab.bench.duplicates [--reports N]`.

Makes N reports of invented words that are drawn as often as words of a language are, a fifth of them quoted:
of ten, seven are new, one is a copy, one a brief of sixty words and one a longer report with another one in
it, all with a word in forty changed. One core: sketches a second, all pairs, and what of the pairs that
were made is found.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import string
import time
from collections.abc import Iterator
from itertools import accumulate, islice, product

from onrecord.match.statements.duplicates import duplicates, keys, sketch

_WORDS = 60_000
_LENGTH = 450
_BRIEF = 60
_CHANGED = 40
_QUOTED = 5
_SENTENCE = 18


def _text(words: list[str]) -> str:
    """Sentences of the words, every fifth between quotation marks."""
    sentences = [" ".join(words[at : at + _SENTENCE]) for at in range(0, len(words), _SENTENCE)]
    return "\n".join(
        f"“{each}.”" if number % _QUOTED == _QUOTED - 1 else f"{each}."
        for number, each in enumerate(sentences)
    )


def generated(count: int) -> Iterator[tuple[str, str, str | None]]:
    """Id, text, and the id of the report it was made from."""
    words = ["".join(letters) for letters in islice(product(string.ascii_lowercase, repeat=4), _WORDS)]
    sums = list(accumulate(1 / (rank + 3) for rank in range(_WORDS)))
    for number in range(count):
        rng = random.Random(number)
        kind, source = number % 10, 0
        if kind < 7:
            yield _id(number), _text(_story(number, words, sums)), None
            continue
        while source % 10 > 6 or source == 0:
            source = rng.randrange(number)
        own = [rng.choice(words) if rng.randrange(_CHANGED) == 0 else w for w in _story(source, words, sums)]
        if kind == 8:
            own = own[:_BRIEF]
        elif kind == 9:
            own = rng.choices(words, cum_weights=sums, k=_LENGTH) + own
        yield _id(number), _text(own), _id(source)


def _id(number: int) -> str:
    return f"{number:07}"


def _story(number: int, words: list[str], sums: list[float]) -> list[str]:
    """The words of a new report; the same for one number, so that none need be kept."""
    rng = random.Random(f"story {number}")
    return rng.choices(words, cum_weights=sums, k=rng.randint(_LENGTH // 3, _LENGTH * 2))


def measure(count: int) -> dict[str, object]:
    """Sketch and compare `count` reports; times are processor time."""
    sketches, made = {}, {}
    sketching = 0.0
    for name, text, source in generated(count):
        start = time.process_time()
        sketches[name] = sketch(text)
        sketching += time.process_time() - start
        if source is not None:
            made[name] = source
    start = time.process_time()
    found = {(each.one, each.other): each.kind for each in duplicates(sketches)}
    comparing = time.process_time() - start
    siblings = {name: made.get(name, name) for name in sketches}
    return {
        "reports": count,
        "sketches/s": round(count / sketching),
        "bytes a sketch": round(sum(len(each.to_bytes()) for each in sketches.values()) / count),
        "keys a report": round(sum(len(keys(each)) for each in sketches.values()) / count),
        "all pairs, s": round(comparing, 1),
        "pairs found": len(found),
        "found of those made": round(
            sum((made[name], name) in found for name in made) / max(1, len(made)), 4
        ),
        "found of two not of one text": sum(siblings[one] != siblings[other] for one, other in found),
        "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench.duplicates", description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    print(json.dumps(measure(parser.parse_args().reports), indent=1))


if __name__ == "__main__":
    main()
