"""Drawings: every bar and dot within its frame, nothing lost, nothing drawn that is not there."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.drawing.lineage import MOST, graph
from onrecord.serve.drawing.timeline import Month, timeline

MONTHS = st.builds(
    "{:04d}-{:02d}".format, st.integers(min_value=1, max_value=9999), st.integers(min_value=1, max_value=12)
)


@given(st.dictionaries(MONTHS, st.integers(min_value=1, max_value=10**6), min_size=1, max_size=40))
def test_a_timeline_has_every_quotation_within_its_frame(counts: dict[str, int]) -> None:
    drawn = timeline([Month(month, counts[month]) for month in sorted(counts)])
    assert drawn is not None
    assert sum(bar.quotations for bar in drawn.bars) == sum(counts.values())
    assert max(bar.quotations for bar in drawn.bars) == drawn.most
    assert all(bar.x >= 0 and bar.x + bar.width <= drawn.width for bar in drawn.bars)
    assert all(bar.y >= 0 and abs(bar.y + bar.height - drawn.base) < 0.01 for bar in drawn.bars)
    assert len(drawn.bars) == len({month[:4] for month in counts} if drawn.yearly else counts)
    assert [tick.x for tick in drawn.ticks] == sorted({tick.x for tick in drawn.ticks})
    assert drawn.ticks


def test_without_months_nothing_is_drawn() -> None:
    assert timeline([]) is None


def test_few_months_are_written_out_and_many_as_years() -> None:
    few = timeline([Month("2031-01", 1), Month("2031-06", 2)])
    many = timeline([Month("2029-05", 1), Month("2031-06", 2)])
    assert few is not None
    assert many is not None
    assert [tick.name for tick in few.ticks] == ["Jan 2031", "Apr 2031"]
    assert [tick.name for tick in many.ticks] == ["2029", "2030", "2031"]


@dataclass(frozen=True)
class Told:
    id: str
    name: str
    latest: str | None


@dataclass(frozen=True)
class Owed:
    report: str
    source_report: str | None
    why: str = "credits it"
    confidence: float = 0.9


DAYS = st.one_of(st.none(), st.dates().map(str), st.datetimes().map(str), st.sampled_from(["soon", "2031"]))


@given(st.lists(st.tuples(st.text(max_size=60), DAYS), min_size=2, max_size=60))
def test_a_lineage_has_a_row_a_report_within_its_frame(told: list[tuple[str, str | None]]) -> None:
    reports = [Told(str(number), name, day) for number, (name, day) in enumerate(told)]
    debts = [Owed(each.id, reports[0].id) for each in reports[1:]] + [Owed("0", None), Owed("0", "gone")]
    drawn = graph(reports, debts)
    assert drawn is not None
    assert [dot.id for dot in drawn.dots] == [each.id for each in reports[:MOST]]
    assert drawn.left_out == max(0, len(reports) - MOST)
    assert all(drawn.left < dot.x < drawn.width and 0 < dot.y < drawn.height for dot in drawn.dots)
    assert len(drawn.lines) == len(drawn.dots) - 1
    assert all(len(dot.name) <= 34 for dot in drawn.dots)


def test_later_reports_stand_further_right_and_undated_ones_before_all() -> None:
    reports = [Told("a", "A", "2031-03-01"), Told("b", "B", "2031-03-04"), Told("c", "C", None)]
    drawn = graph(reports, [Owed("b", "a", confidence=0.2)])
    assert drawn is not None
    first, second, undated = drawn.dots
    assert undated.x < first.x < second.x
    assert undated.day == "undated"
    assert [line.weak for line in drawn.lines] == [True]


def test_one_report_has_no_lineage_to_draw() -> None:
    assert graph([Told("a", "A", None)], []) is None
