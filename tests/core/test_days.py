"""Days as readers say them."""

from __future__ import annotations

import pytest

from onrecord.core.days import in_words, interval_in_words


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
