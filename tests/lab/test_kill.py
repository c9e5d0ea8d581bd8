"""A few points of the kill harness; `python -m lab.trust.kill` has two hundred."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from lab.trust.kill import jobs, killed
from lab.trust.shelves import shelf
from tests.record.telling import report

SAID = (
    "We will repair the harbour wall by 2031-06-30",
    "The ferry to the islands carried 4,000 people last year",
    "Nobody told the council of the new toll on the bridge",
)


@pytest.mark.parametrize(("on", "points"), [("sqlite", 15), ("postgresql", 5)])
def test_what_is_killed_at_any_moment_has_lost_nothing_and_is_done_again(
    tmp_path: Path, on: str, points: int
) -> None:
    extractions = [
        report(
            f"{day}.txt",
            f"2031-03-0{day}",
            [(who, words) for words in SAID for who in ("Ida Holt", "Otto Brun")],
        )
        for day in range(1, 5)
    ]
    with shelf(on, tmp_path) as records:
        counts = killed(records, jobs(records, extractions), points, random.Random(3))
    for name, count in counts.items():
        whole = {each: count[each] for each in ("killed", "opens", "proved", "held", "ends")}
        assert set(whole.values()) == {points // len(counts)}, (name, whole)
    assert sum(count["in work"] for count in counts.values()) > points // 3
