"""Statements matched without a record are those that a record has, ids and all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest

from onrecord.core import Extraction, Fact, Model, Quotation, Report, Span, Speaker, quotation_id
from onrecord.record import Record
from onrecord.record.identity import report_id

duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
from onrecord.batch.statements import match_batch  # noqa: E402

ROOT = Path(__file__).parents[2]
SPEAKERS = ("Ilse Marrow", "Tomas Weir", "Mr Weir", "the harbour board", None)
WORDS = (
    "quay ferry harbour winter storm tariff council reactor survey budget vessel pier bridge school hospital "
    "tunnel river flood railway station library museum teacher farmer fishing quota licence court verdict"
).split()
KINDS = {"the harbour board": "organisation"}


def report(
    number: int, day: date, said: Sequence[tuple[str, str | None, np.ndarray]], model: str = "0"
) -> Extraction:
    text, quotations = "From the council.\n", []
    for words, who, vector in said:
        start = len(text)
        text += f"“{words},” said {who or 'somebody'} on the quay.\n"
        content = (Span(start, start + len(words) + 3),)
        source = (Span(content[0].end + 6, content[0].end + 6 + len(who or "somebody")),)
        speaker = Speaker(who, who, KINDS.get(who, "person"), "named in the source") if who else None  # type: ignore[arg-type]
        quotation = Quotation(
            quotation_id(str(number), content), "direct", content, source, speaker=speaker, confidence=0.9,
            embedding=(vector / np.linalg.norm(vector)).astype("<f2").tobytes(),
        )  # fmt: skip
        quotations.append(quotation)
    published = Fact(day.isoformat()) if number % 17 else None
    made = Report(
        text,
        f"{number}.txt",
        f"/in/{number}.txt",
        text.encode(),
        published=published,
        outlet=f"o{number % 5}",
    )
    return Extraction(made, tuple(quotations), Model("words", "1", model * 64))


def invented(seed: int, count: int, remarks: int) -> list[Extraction]:
    """Reports that relay a few remarks over and over, in slightly other words, on other days."""
    rng, numbers = Random(seed), np.random.default_rng(seed)
    said = [
        (rng.choices(WORDS, k=rng.randint(5, 18)), rng.choice(SPEAKERS), numbers.normal(size=128))
        for _ in range(remarks)
    ]
    found = []
    for number in range(count):
        day = date(2031, 5, 1) + timedelta(days=rng.randint(0, 50))
        here = []
        for words, who, vector in rng.sample(said, k=3):
            changed = [rng.choice(WORDS) if rng.random() < 0.1 else word for word in words]
            here.append((" ".join(changed), who, vector + numbers.normal(size=128) * 0.3))
        found.append(report(number, day, here, model="1" if number % 11 == 0 else "0"))
    return found


def of_a_record(path: Path, found: Sequence[Extraction]) -> dict[str, tuple[str, str | None]]:
    """The statement and the speaker's id of each relay, by its id."""
    with Record.open(path) as record:
        for each in found:
            record.add(each)
        record.match_speakers()
        record.statements.match()
        with record._database.reading() as connection:
            rows = connection.exec_driver_sql("SELECT id, statement_id, speaker FROM relay").tuples()
            return {identity: (statement, speaker) for identity, statement, speaker in rows}


def at_size(path: Path, found: Sequence[Extraction]) -> dict[str, tuple[str, str | None]]:
    match_batch(found, path)
    rows = duckdb.sql(f"SELECT report_source, report_name, quotation, statement, speaker_id FROM '{path}'")
    return {
        f"{report_id(source, name)}-{quotation}": (statement, speaker)
        for source, name, quotation, statement, speaker in rows.fetchall()
    }


def test_the_samples_have_the_statements_of_their_record(tmp_path: Path) -> None:
    import onrecord

    files = sorted((ROOT / "examples" / "reports").glob("*.txt"))
    found = list(onrecord.extract_all(each for path in files for each in onrecord.read(path)))
    matched = at_size(tmp_path / "statements.parquet", found)
    assert matched == of_a_record(tmp_path / "samples.db", found)
    assert len({statement for statement, _ in matched.values()}) < len(matched)


@pytest.mark.parametrize(("seed", "count", "remarks"), [(1, 40, 6), (2, 60, 25), (3, 120, 4)])
def test_invented_reports_have_the_statements_of_their_record(
    tmp_path: Path, seed: int, count: int, remarks: int
) -> None:
    """Of four remarks in 120 reports far more share a key, and more are said by one, than are looked at."""
    found = invented(seed, count, remarks)
    matched = at_size(tmp_path / "statements.parquet", found)
    assert matched == of_a_record(tmp_path / "invented.db", found)
    shuffled = Random(seed).sample(found, len(found))
    assert at_size(tmp_path / "shuffled.parquet", shuffled) == matched


def test_of_a_report_read_twice_the_later_reading_counts(tmp_path: Path) -> None:
    first, *rest = invented(4, 10, 5)
    changed = replace(first, report=replace(first.report, text=first.report.text.replace("From", "Over")))
    changed = replace(changed, report=replace(changed.report, data=changed.report.text.encode()))
    found = [first, *rest, replace(changed, quotations=changed.quotations[:2])]
    matched = at_size(tmp_path / "statements.parquet", found)
    assert matched == of_a_record(tmp_path / "record.db", found)


def test_rows_tell_where_each_quotation_stands(tmp_path: Path) -> None:
    found = invented(5, 12, 3)
    counted = match_batch(found, tmp_path / "statements.jsonl", "json")
    rows = duckdb.sql(f"SELECT * FROM read_json('{tmp_path / 'statements.jsonl'}')")
    columns = "statement reports speaker speaker_id published outlet text report_source report_name quotation"
    assert rows.columns == columns.split()
    assert (counted.reports, counted.relays) == (12, len(rows.fetchall()))
    counts = Counter(row[0] for row in rows.fetchall())
    total, several = len(counts), sum(count > 1 for count in counts.values())
    assert (counted.statements, counted.several) == (total, several)
    assert [each.name for each in tmp_path.iterdir()] == ["statements.jsonl"]


def test_the_same_reports_give_the_same_file(tmp_path: Path) -> None:
    found = invented(6, 30, 8)
    match_batch(found, tmp_path / "one.parquet", threads=1)
    match_batch(found, tmp_path / "other.parquet", threads=3, memory_mb=128)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "other.parquet").read_bytes()


def test_without_reports_there_are_no_statements(tmp_path: Path) -> None:
    counted = match_batch([], tmp_path / "statements.parquet")
    assert (counted.relays, counted.statements) == (0, 0)
    assert duckdb.sql(f"SELECT * FROM '{tmp_path / 'statements.parquet'}'").fetchall() == []
