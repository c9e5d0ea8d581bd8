"""When reports appeared: what is not known puts nothing in order."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Fact, Interval, Report, Span
from onrecord.match.statements.timing import Moment, moment_of


def _at(iso: str | None) -> Moment:
    return moment_of(Report("text", "r", "r", published=Fact(iso) if iso else None))


@pytest.mark.parametrize(
    ("one", "other", "before"),
    [
        ("2031-05-04", "2031-05-05", True),
        ("2031-05-04", "2031-05-04", False),
        ("2031-05-04T08:00:00+02:00", "2031-05-04T09:00:00+02:00", True),
        ("2031-05-04T08:30:00+02:00", "2031-05-04T07:00:00+00:00", True),
        ("2031-05-04T08:30:00+02:00", "2031-05-04T06:30:00+00:00", False),
        ("2031-05-04T08:00:00", "2031-05-04T09:00:00", False),  # in zones that nobody told
        ("2031-05-04T08:00:00", "2031-05-05T07:00:00", True),
        ("2031-05-04T08:00:00+02:00", "2031-05-04", False),
        ("2031-05-04T08:00:00+02:00", "2031-05-05", True),
        ("2031-05-05T01:00:00+09:00", "2031-05-05", False),  # still the day before in UTC
        ("2031-05-04", "2031-05-05T01:00:00+09:00", False),
        ("2031-05-04T00:00:00+00:00", "2031-05-04T09:00:00+00:00", False),  # a day written as midnight
        ("2031-05-04", None, False),
        (None, "2031-05-04", False),
        (None, None, False),
    ],
)
def test_before(one: str | None, other: str | None, before: bool) -> None:
    assert _at(one).before(_at(other)) is before
    assert not (before and _at(other).before(_at(one)))


def test_times_without_a_zone_order_the_reports_of_one_outlet() -> None:
    one, other = _at("2031-05-04T08:00:00"), _at("2031-05-04T09:00:00")
    assert one.before(other, one_outlet=True)
    assert not other.before(one, one_outlet=True)


def test_the_day_of_a_dateline_stands_in_for_a_date() -> None:
    moment = moment_of(Report("text", "r", "r", dateline=Fact("2031-05-04")))
    assert moment == Moment("2031-05-04", "2031-05-04")


def test_a_report_without_a_date_is_no_older_than_what_it_says_was_said() -> None:
    said = Interval("2031-05-06", "2031-05-06", Span(0, 4))
    undated = moment_of(Report("text", "r", "r"), [None, said, Interval("2031-05-09", "2031-05-09")])
    assert undated == Moment("2031-05-06", None)
    assert not undated.dated
    assert _at("2031-05-05").before(undated)
    assert not _at("2031-05-06").before(undated)
    assert not undated.before(_at("2031-05-08"))


_ISO = st.one_of(
    st.none(),
    st.sampled_from(["2031-05-03", "2031-05-04", "2031-05-05"]),
    st.builds(
        "2031-05-{:02}T{:02}:30:00{}".format,
        st.integers(2, 5),
        st.integers(0, 23),
        st.sampled_from(["", "+00:00", "+14:00", "-12:00", "+05:30"]),
    ),
)


@given(st.lists(st.tuples(_ISO, st.sampled_from("ab")), min_size=2, max_size=5))
def test_no_chain_of_reports_leads_back_to_where_it_began(told: list[tuple[str | None, str]]) -> None:
    moments = [(_at(iso), outlet) for iso, outlet in told]
    for length in range(2, len(moments) + 1):
        for ring in permutations(moments, length):
            following = zip(ring, (*ring[1:], ring[0]), strict=True)
            assert not all(one.before(other, one_outlet=a == b) for (one, a), (other, b) in following)
