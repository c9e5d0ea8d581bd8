"""Time and size of statements in a record: `python -m lab.bench.stored [--corpus DIR --reports N --times M]`.

N articles of DIR (../shared/polnear) with their gold relations are added, earliest first, and matched; so are
copies of them with a tenth of the words changed, until there are M times as many. Printed is what matching
costs per report, on one core, then and in the end: of reports that come all at once, one by one in order of
their days, and one by one in any order. Vectors are made of words, as the encoder is not what is measured.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np

from lab.corpus.relays import articles, content_id
from onrecord.core import Extraction, Fact, Model, Quotation, Report
from onrecord.match.statements.wording import tokens, weight_of
from onrecord.record import Record
from onrecord.resolve import resolve

MODEL = Model("words", "1", "00" * 32)
_WORD = re.compile(r"[^\W\d_]{3,}")
_CHANGED = 0.1
_ALONE = 40
"""Reports that are added one by one."""


def extractions(corpus: Path, count: int) -> list[Extraction]:
    """The first articles of a corpus by day, with the relations that people annotated."""
    found = []
    for name, article in sorted(articles(corpus), key=lambda each: each[0][1].split("_", 2)[1])[:count]:
        outlet, day, _ = name[1].split("_", 2)
        data = article.text.encode()
        report = Report(article.text, name[1], name[1], data, published=Fact(day), outlet=outlet)
        gold = {each.content: each for each in article.relations if each.content}
        quotations = [
            Quotation(content_id(content), "indirect", content, each.source, each.cue)
            for content, each in sorted(gold.items())
        ]
        found.append(Extraction(report, with_vectors(report, resolve(report, quotations)), MODEL))
    return found


def with_vectors(report: Report, quotations: Iterable[Quotation]) -> tuple[Quotation, ...]:
    """The quotations with vectors made of their words."""
    return tuple(replace(each, embedding=_vector(report, each)) for each in quotations)


def _vector(report: Report, quotation: Quotation) -> bytes:
    total = np.zeros(128)
    for token in tokens(report.text, quotation.content):
        seed = int.from_bytes(sha256(token.stem.encode()).digest()[:4], "big")
        total += weight_of(token.stem) * np.random.default_rng(seed).normal(size=128)
    return bytes((total / (np.linalg.norm(total) or 1)).astype("<f2").tobytes())


def noisy(some: Sequence[Extraction], copy: int) -> Iterable[Extraction]:
    """The same reports of another outlet, a tenth of whose words are others of the same length."""
    words: dict[int, list[str]] = {}
    for word in (word for each in some for word in _WORD.findall(each.report.text)):
        words.setdefault(len(word), []).append(word)
    for each in some:
        rng = random.Random(f"{copy} {each.report.name}")

        def other(match: re.Match[str], rng: random.Random = rng) -> str:
            return rng.choice(words[len(match[0])]) if rng.random() < _CHANGED else match[0]

        text, name = _WORD.sub(other, each.report.text), f"{copy}-{each.report.name}"
        report = replace(
            each.report, text=text, data=text.encode(), name=name, source=name, outlet=f"outlet {copy}"
        )
        yield replace(each, report=report, quotations=with_vectors(report, each.quotations))


def cost(record: Record, some: Sequence[Extraction], *, at_once: bool) -> tuple[float, int]:
    """Seconds of processor time a report, and pairs compared; adding and the registry are not counted."""
    seconds, pairs = 0.0, 0
    for batch in [some] if at_once else [[each] for each in some]:
        for each in batch:
            record.add(each)
        record.match_speakers()
        started = time.process_time()
        pairs += record.statements.match().pairs
        seconds += time.process_time() - started
    return seconds / len(some), pairs


def sizes(record: Record) -> dict[str, float]:
    """KB a report that statements take in the file, and all of it."""
    with record._database.reading() as connection:  # noqa: SLF001 (the file's own statistics)
        pages = dict(
            connection.exec_driver_sql("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").tuples().all()
        )
        reports = connection.exec_driver_sql("SELECT count(*) FROM report").scalar_one()
    ours = ("relay", "relay_key", "likeness", "bag", "statement")
    used = {name: sum(size for each, size in pages.items() if _is_of(each, name)) for name in ours}
    return {
        name: round(size / reports / 1024, 1) for name, size in (used | {"all": sum(pages.values())}).items()
    }


def _is_of(name: str, table: str) -> bool:
    return name == table or (
        (name.startswith((f"ix_{table}_", f"sqlite_autoindex_{table}_")))
        and not (table in {"relay", "statement"} and ("relay_key" in name or "judgement" in name))
    )


def main() -> None:
    """Measure and print one JSON object for each size."""
    parser = argparse.ArgumentParser(prog="python -m lab.bench.stored", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/polnear"))
    parser.add_argument("--reports", type=int, default=900)
    parser.add_argument("--times", type=int, default=10)
    given = parser.parse_args()
    found = extractions(given.corpus, given.reports)
    late, middle = found[-_ALONE:], random.Random(3).sample(found, _ALONE)
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "stored.db") as record:
        for copy in range(given.times):
            some = found if not copy else list(noisy(found, copy))
            each, pairs = cost(record, some, at_once=True)
            if copy not in {0, given.times - 1}:
                continue
            result = {
                "reports": len(found) * (copy + 1),
                "ms a report, all at once": round(1000 * each, 1),
                "pairs a report": round(pairs / len(some), 1),
                "the latest, one by one": round(
                    1000 * cost(record, list(noisy(late, -1 - copy)), at_once=False)[0], 1
                ),
                "any, one by one": round(
                    1000 * cost(record, list(noisy(middle, -99 - copy)), at_once=False)[0], 1
                ),
                "KB a report": sizes(record),
                "peak memory MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
            }
            print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
