"""Days as they are given on a command line."""

from __future__ import annotations

import pytest
import typer

from onrecord.cli.dates import checked


@pytest.mark.parametrize("day", ["2026", "2026-02", "2024-02-29", None])
def test_days_months_and_years_may_be_asked_for(day: str | None) -> None:
    assert checked(day) == day


@pytest.mark.parametrize(
    "day", ["", "soon", "2026-02-30", "2026-13", "26-02-01", "2026-2-1", "2026-02-1x", "٢٠٢٦"]
)
def test_what_no_calendar_has_is_refused(day: str) -> None:
    with pytest.raises(typer.BadParameter, match="write it as 2026-03-02"):
        checked(day)
