"""What may be asked: days that there are, each thing once."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord.serve.pages.asking import SingleDay


def fits(day: str) -> bool:
    kind: Any = SingleDay
    try:
        msgspec.convert(day, kind)
    except msgspec.ValidationError:
        return False
    return True


@given(st.dates())
def test_every_day_is_one(day: date) -> None:
    assert fits(day.isoformat())


@given(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
def test_no_other_is_a_day(year: int, month: int, number: int) -> None:
    written = f"{year:04d}-{month:02d}-{number:02d}"
    try:
        date.fromisoformat(written)
        is_one = True
    except ValueError:
        is_one = False
    assert fits(written) == is_one


@pytest.mark.parametrize("year", [1900, 2000, 2023, 2024, 2100, 2400, 4])
def test_leap_days(year: int) -> None:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    assert fits(f"{year:04d}-02-29") == leap


def test_what_is_asked_twice_is_refused_and_what_is_left_empty_was_not_asked(room: TestClient) -> None:
    assert room.get("/review.json?of=speakers&of=statements").json()["error"] == "of: given 2 times"
    assert room.get("/review.json?of=&page=").json() == room.get("/review.json").json()
