"""A large record that nobody has to read a press archive for: reports made of the samples' words.

Some reports are made and really added, with registry, statements and ledger; the rest are their rows again
under other keys, ids and days, so that a million quotations take minutes. What only matching needs is left
out of those, and `verify` does not pass on them; every page is as real as that of a record that grew.
"""

from __future__ import annotations

import json
import random
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import numpy as np

from lab.bench.registry import appearances
from lab.bench.rows import multiplied
from onrecord.core import Extraction, Fact, Grade, Model, Quotation, QuotationType, Report, Span, Speaker
from onrecord.core import quotation_id as id_of
from onrecord.record import Record, hearing, ledger_rules, statement_rules

SAMPLES = Path(__file__).parents[2] / "examples" / "reports"
MODEL = Model("words", "1", "00" * 32)
FIRST_DAY, DAYS = date(2016, 1, 1), 3650
A_REPORT = 10
"""Quotations in a report."""
_BASE = 1000
"""Reports that are really added, at most."""
_PEOPLE, _OUTLETS = 4000, 300
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TYPES: tuple[QuotationType, ...] = ("direct", "indirect", "mixed")
_GRADES: tuple[Grade, ...] = ("record", "review")


def record(folder: Path, quotations: int) -> Path:
    """The record with about so many quotations in `folder`, made if it is not there."""
    path = folder / f"made-{quotations}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        for each in folder.glob(part.name + "*"):
            each.unlink()
        reports = max(1, quotations // A_REPORT)
        base = min(_BASE, reports)
        copies = -(-reports // base)
        _really_added(part, base, DAYS // copies)
        with closing(sqlite3.connect(part, isolation_level=None)) as connection:
            multiplied(connection, copies, DAYS // copies)
        with Record.open(part) as made, made._database.writing() as counting:  # noqa: SLF001 (counts follow)
            counting.exec_driver_sql("DELETE FROM hearing")
            hearing.count_all(counting)
        part.rename(path)
    _as_of_today(path)
    return path


def _as_of_today(path: Path) -> None:
    """Have the ledger and statements stand that were made by earlier rules: reading anew would take hours."""
    Record.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for table, column, rules in (
            ("ledger", "rules", ledger_rules.rules()),
            ("version", "compared", statement_rules.rules()),
        ):
            connection.execute(f"UPDATE {table} SET {column} = ? WHERE {column} <> ?", (rules, rules))  # noqa: S608


def _really_added(path: Path, count: int, days: int) -> None:
    with Record.open(path) as made:
        for extraction in extractions(count, days):
            made.add(extraction)
        made.statements.refresh()
        made.ledger.refresh()


def extractions(count: int, days: int) -> Iterator[Extraction]:
    """`count` reports of the first `days` days, alike on every run; each remark is in one to eight."""
    rng = random.Random(16)
    people = [each.name for each in appearances(_PEOPLE) if each.kind == "person"][:_PEOPLE]
    heard = [1 / (rank + 3) for rank in range(len(people))]
    outlets = [f"{name.split()[-1]} {rng.choice(('Courier', 'Ledger', 'Herald', 'Post'))}" for name in people]
    outlets, read = outlets[:_OUTLETS], [1 / (rank + 2) for rank in range(_OUTLETS)]
    waiting: list[list[tuple[str, str]]] = []
    """Remarks by the reports that will relay them: who, and what."""
    for number in range(count):
        day = (FIRST_DAY + timedelta(days=number * days // count)).isoformat()
        while len(waiting) < 8:
            waiting.append([])
        said = waiting.pop(0)
        while len(said) < A_REPORT:
            told = rng.choices(people, heard)[0], remark(rng)
            said.append(told)
            for later in rng.sample(range(7), rng.choices(range(8), [60, 20, 8, 5, 3, 2, 1, 1])[0]):
                if len(waiting[later]) < A_REPORT:
                    waiting[later].append(told)
        yield _extraction(rng, f"r{number:06}.txt", day, rng.choices(outlets, read)[0], said)


def _extraction(
    rng: random.Random, name: str, day: str, outlet: str, said: Sequence[tuple[str, str]]
) -> Extraction:
    text, found = remark(rng)[:60].strip().capitalize() + "\n\n", []
    speakers = {who: f"s{i}" for i, who in enumerate(dict.fromkeys(who for who, _ in said), 1)}
    for who, words in said:
        kind = rng.choices(_TYPES, [5, 4, 1])[0]
        opened = f"{who} said " + ("that " if kind == "indirect" else "“")
        start = len(text) + len(opened) - (kind != "indirect")
        text += opened + words + ("" if kind == "indirect" else "”")
        content, source = Span(start, len(text)), Span(len(text), len(text))
        begin = start - len(opened) + (kind != "indirect")
        source, cue = Span(begin, begin + len(who)), Span(begin + len(who) + 1, begin + len(who) + 5)
        found.append((kind, content, source, cue, who, words))
        text += ".\n"
    digest = sha256(text.encode()).hexdigest()
    report = Report(
        text, name, f"made/{name}", text.encode(), title=Fact(text[: text.index("\n")], None),
        published=Fact(day), outlet=outlet, language="en",
    )  # fmt: skip
    quotations = tuple(
        Quotation(
            id_of(digest, (content,)), kind, (content,), (source,), (cue,),
            speaker=Speaker(speakers[who], who, "person", "named in the same sentence"),
            polarity="affirmed", confidence=round(rng.uniform(0.5, 1), 2),
            grade=rng.choices(_GRADES, [4, 1])[0], embedding=_vector(words),
        )
        for kind, content, source, cue, who, words in found
    )  # fmt: skip
    return Extraction(report, quotations, MODEL)


def remark(rng: random.Random) -> str:
    """A chain of words, each as it follows another in the samples; now and then a rare number."""
    follow, starts = _chain()
    word = rng.choice(starts)
    words = [word]
    for _ in range(rng.randint(7, 25)):
        word = rng.choice(follow.get(word) or starts)
        words.append(word)
    if rng.random() < 0.05:
        words.append(f"route {rng.randrange(20_000)}")
    return " ".join(words)


@cache
def _chain() -> tuple[dict[str, list[str]], list[str]]:
    follow: dict[str, list[str]] = {}
    starts = []
    for path in sorted(SAMPLES.glob("*.txt")):
        words = _WORD.findall(path.read_text(encoding="utf-8"))
        for one, other in pairwise(words):
            follow.setdefault(one, []).append(other)
        starts += words
    return follow, starts


def _vector(words: str) -> bytes:
    total = np.sum([_direction(word) for word in words.lower().split()], axis=0)
    return bytes((total / np.linalg.norm(total)).astype("<f2").tobytes())


@cache
def _direction(word: str) -> np.ndarray:
    seed = int.from_bytes(sha256(word.encode()).digest()[:4], "big")
    return np.random.default_rng(seed).normal(size=128) / (1 + len(_chain()[0].get(word, ())))


def words_by_frequency() -> list[str]:
    """The words of the samples, the commonest first."""
    follow, _ = _chain()
    counted: dict[str, int] = {}
    for word, after in follow.items():
        counted[word.lower()] = counted.get(word.lower(), 0) + len(after)
    return sorted(counted, key=lambda word: (-counted[word], word))


def pairs() -> list[str]:
    """Two words that stand side by side in the samples."""
    follow, _ = _chain()
    return sorted(f"{word} {other}" for word, after in follow.items() for other in set(after))


def told(path: Path) -> str:
    """What there is of the record, as one line."""
    with closing(sqlite3.connect(path)) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 (ours)
            for table in ("quotation", "report", "entity", "statement")
        }
    return json.dumps(counts | {"MB": path.stat().st_size >> 20})
