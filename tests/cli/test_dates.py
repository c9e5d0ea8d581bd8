"""Days as readers write them."""

from __future__ import annotations

import pytest
import typer

from onrecord.cli.dates import checked, in_words, interval_in_words


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2026-03-02", "2026-03-02", "2 March 2026"),
        ("2026-03-02", "2026-03-09", "2–9 March 2026"),
        ("2026-02-27", "2026-03-02", "27 February – 2 March 2026"),
        ("2025-12-31", "2026-01-01", "31 December 2025 – 1 January 2026"),
        ("2026-03", "2026-03", "March 2026"),
        ("2026-03-02", None, "from 2 March 2026"),
        (None, "2026-03-02", "by 2 March 2026"),
        (None, None, None),
    ],
)
def test_an_interval_says_once_what_its_days_share(
    earliest: str | None, latest: str | None, words: str | None
) -> None:
    assert interval_in_words(earliest, latest) == words


@pytest.mark.parametrize("odd", ["", "soon", "2026-13-01", "20260302", "2026-00"])
def test_what_is_no_date_is_shown_as_it_stands(odd: str) -> None:
    assert in_words(odd) == odd


@pytest.mark.parametrize("day", ["2026", "2026-02", "2024-02-29", None])
def test_days_months_and_years_may_be_asked_for(day: str | None) -> None:
    assert checked(day) == day


@pytest.mark.parametrize(
    "day", ["", "soon", "2026-02-30", "2026-13", "26-02-01", "2026-2-1", "2026-02-1x", "٢٠٢٦"]
)
def test_what_no_calendar_has_is_refused(day: str) -> None:
    with pytest.raises(typer.BadParameter, match="write it as 2026-03-02"):
        checked(day)
