"""Commitments are scored by overlap and class; debatable gold counts for and against nothing."""

from __future__ import annotations

from typing import Any

import pytest

from lab.eval.commitments import CommitmentTally, Told, paired
from onrecord.core import Commitment, CommitmentType, Deadline, Report, Span

TEXT = (
    "The mill will open in May. Prices will fall. Holt promised to resign. Nothing else is said here at all."
)


def row(start: int, end: int, kind: str, due: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"span": [start, end], "type": kind, "due": due}


def one(start: int, end: int, kind: CommitmentType, due: Deadline | None = None, **more: Any) -> Commitment:
    span = Span(start, end)
    return Commitment(f"{start}", kind, span, span, due=due, **more)


MAY = {"earliest": "2031-05-01", "latest": "2031-05-31"}


def reached(
    found: list[Commitment], clear: list[dict[str, Any]], soft: list[dict[str, Any]]
) -> dict[str, float]:
    tally = CommitmentTally()
    tally.add(Told(Report(TEXT, "a", "a"), tuple(clear), tuple(soft)), found)
    return tally.as_json()


def test_what_overlaps_and_binds_alike_is_right() -> None:
    figures = reached(
        [one(0, 25, "promise"), one(27, 43, "plan")], [row(4, 20, "plan"), row(27, 43, "prediction")], []
    )
    assert (figures["P"], figures["R"], figures["type"]) == (0.5, 0.5, 0)


def test_debatable_gold_is_neither_asked_for_nor_held_against() -> None:
    figures = reached(
        [one(0, 25, "plan"), one(45, 60, "promise")], [row(0, 25, "plan")], [row(45, 70, "prediction")]
    )
    assert (figures["P"], figures["R"], figures["gold"]) == (1, 1, 1)
    assert reached([], [], [row(45, 70, "plan")])["gold"] == 0


def test_one_gold_is_found_once() -> None:
    assert paired([Span(0, 10), Span(2, 9)], [Span(2, 9)]) == {1: 0}
    assert reached([one(0, 10, "plan"), one(11, 25, "plan")], [row(0, 25, "plan")], [])["P"] == 0.5


@pytest.mark.parametrize(
    ("ours", "gold", "due", "invented"),
    [
        (Deadline("2031-05-01", "2031-05-31", "month", Span(19, 25)), MAY, 1, 0),
        (Deadline("2031-05-01", None, "month", Span(19, 25)), MAY, 0, 0),
        (None, MAY, 0, 0),
        (Deadline("2031-05-01", "2031-05-31", "month", Span(19, 25)), None, 0, 1),
        (None, None, 0, 0),
    ],
)
def test_a_deadline_is_right_in_both_ends(
    ours: Deadline | None, gold: dict[str, Any] | None, due: float, invented: float
) -> None:
    figures = reached([one(0, 25, "plan", ours)], [row(0, 25, "plan", gold)], [])
    assert (figures["due"], figures["invented"]) == (due, invented)


def test_grade_record_is_right_where_the_type_is() -> None:
    found = [one(0, 25, "plan", grade="record"), one(27, 43, "plan", grade="record"), one(45, 60, "plan")]
    figures = reached(found, [row(0, 25, "promise"), row(27, 43, "plan")], [])
    assert (figures["record precision"], figures["record share"]) == (0.5, 0.6667)
