"""Who had a statement from whom: a row for each report, time from left to right, a line for each debt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from onrecord.core.days import in_short

_NAMES, _TIME, _RIGHT, _ROW, _HEAD = 230, 360, 40, 28, 26
_LONGEST = 34
"""Characters of a name that are written beside its row."""
MOST = 40
"""Reports that are drawn; the list beside the drawing has all."""
STRONG = 0.5


class Report(Protocol):
    """A report with a statement."""

    @property
    def id(self) -> str:
        """The report's id."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def latest(self) -> str | None:
        """Its day, ISO 8601."""


class Debt(Protocol):
    """That a report has the words from another."""

    @property
    def report(self) -> str:
        """The later report's id."""

    @property
    def source_report(self) -> str | None:
        """The earlier one's, where the record has it."""

    @property
    def why(self) -> str:
        """In words."""

    @property
    def confidence(self) -> float:
        """How strong it is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A report: its place, its name and day."""

    x: float
    y: float
    id: str
    name: str
    whole: str
    day: str


@dataclass(frozen=True, slots=True)
class Line:
    """A debt, drawn as a path from the source to the report; weak ones are dashed."""

    path: str
    why: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Graph:
    """The drawing, in units of a CSS pixel."""

    width: int
    height: int
    left: int
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    ends: tuple[tuple[float, str], ...]
    """The first and the last day, where they stand."""
    left_out: int


def graph(reports: Sequence[Report], debts: Iterable[Debt]) -> Graph | None:
    """The reports in their order, the first above; None where there are fewer than two."""
    if len(reports) < 2:
        return None
    shown = reports[:MOST]
    days = {each.id: _number(each.latest) for each in shown}
    known = sorted({day for day in days.values() if day is not None})
    first, last = (known[0], known[-1]) if known else (0, 0)
    dots = {}
    for at, each in enumerate(shown):
        day = days[each.id]
        # What has no date stands before all that have: nothing says that it came later.
        x = _NAMES + 8 if day is None else _NAMES + 30 + _TIME * (day - first) / max(1, last - first)
        y = _HEAD + _ROW * at + _ROW / 2
        told = in_short(each.latest) if each.latest else "undated"
        name = each.name if len(each.name) <= _LONGEST else f"{each.name[: _LONGEST - 1]}…"
        dots[each.id] = Dot(round(x, 1), y, each.id, name, each.name, told)
    lines = [
        Line(_path(dots[debt.source_report], dots[debt.report]), debt.why, debt.confidence < STRONG)
        for debt in debts
        if debt.source_report in dots and debt.report in dots
    ]
    ends = {each.day: each.x for each in dots.values() if each.day != "undated"}
    return Graph(
        width=_NAMES + 30 + _TIME + _RIGHT,
        height=_HEAD + _ROW * len(shown) + 8,
        left=_NAMES,
        dots=tuple(dots.values()),
        lines=tuple(lines),
        ends=tuple((ends[day], day) for day in _outermost(ends)),
        left_out=len(reports) - len(shown),
    )


def _outermost(ends: dict[str, float]) -> list[str]:
    ordered = sorted(ends, key=lambda day: ends[day])
    return ordered if len(ordered) < 2 else [ordered[0], ordered[-1]]


def _path(source: Dot, report: Dot) -> str:
    """A curve that leaves to the right of the one and comes in from the left of the other."""
    bend = max(18.0, abs(report.y - source.y) / 3)
    return (
        f"M{source.x:g} {source.y:g}C{source.x + bend:g} {source.y:g} "
        f"{report.x - bend:g} {report.y:g} {report.x:g} {report.y:g}"
    )


def _number(day: str | None) -> int | None:
    try:
        return None if day is None else date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None
