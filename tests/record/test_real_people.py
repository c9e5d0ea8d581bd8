"""Real press reports, which lie beside the project where it is developed: one president, however spelt."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from lab.eval.speakers import same_name
from onrecord import pipeline, read
from onrecord.record import Record

SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="../shared/reports is not here")
def test_all_spellings_of_the_president_are_one_over_five_reports(record: Record) -> None:
    for report in read(str(SHARED / "reports")):
        record.add(pipeline.extract(report))
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in (SHARED / "gold").glob("*.json")]
    named = Counter(row["speaker"] for one in gold for row in one["attributions"] if row["speaker"])
    president = named.most_common(1)[0][0]
    surname = president.split()[-1]
    first, *others = record.speakers()
    assert first.reports == len(list(record.reports())) == 5
    assert any(same_name(name, president) for name in first.names)
    assert {row.speaker_id for row in record.quotes(speaker=surname)} == {first.id}
    keys = {name[:5].casefold() for name in (surname, *(name.split()[-1] for name in first.names))}
    assert not [row.name for row in others if row.name.split()[-1][:5].casefold() in keys]
