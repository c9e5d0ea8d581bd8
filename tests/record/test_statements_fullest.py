"""The wording that a list shows is the one that the page of the statement compares all others with."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.core import Extraction, Likeness
from onrecord.match.statements.drift import drift
from onrecord.match.statements.wording import Wording
from onrecord.record import Record
from tests.record.telling import report

WORDS = (
    "ferry I will be 1,200 [the] harbour stay not engine two reopened of winter [Norvia] tariff they".split()
)
NAMES = count()
TOLD = st.tuples(
    st.sampled_from([None, "2031-03-01", "2031-03-02"]),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9),
    st.booleans(),
)


def same(one: Wording, other: Wording) -> Likeness:
    """Whatever is said is one statement."""
    first, second = sorted((one.relay.id, other.relay.id))
    return Likeness(first, second, 0.9, 0.05, "same", "for: the same words")


def told(number: int, day: str | None, words: Sequence[str], *, marked: bool) -> Extraction:
    made = report(f"{number}.txt", day, [("Ida Holt", f"the granary {' '.join(words)}")])
    if marked:
        return made
    bare = made.report.text.translate(str.maketrans("“”", "  "))
    (quotation,) = made.quotations
    return replace(
        made,
        report=replace(made.report, text=bare, data=bare.encode()),
        quotations=(replace(quotation, type="indirect"),),
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports=st.lists(TOLD, min_size=2, max_size=5))
def test_a_list_shows_the_wording_that_drift_starts_from(
    template: Path, tmp_path: Path, reports: list[tuple[str | None, list[str], bool]]
) -> None:
    path = shutil.copy(template, tmp_path / f"{next(NAMES)}.db")
    with pytest.MonkeyPatch.context() as patched, Record.open(path) as record:
        patched.setattr("onrecord.record.statement_comparing.compare", same)
        for number, (day, words, marked) in enumerate(reports):
            record.add(told(number, day, words, marked=marked))
        for row in record.statements.list():
            assert row.relay == drift(record.statements.statement(row.id).relays).base
