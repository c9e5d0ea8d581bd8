"""What is one commitment is so whether all are read or only those around some of them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core import Extraction, Fact
from onrecord.record import Record, ledger_grouping
from tests.record import fake_ledger

Make = Callable[..., Extraction]

WHO = st.sampled_from(("The council", "The harbour", "We"))
WHAT = st.sampled_from(("mend the quay", "open the ferry", "quay the mend"))
DUE = st.sampled_from(("", " by 2031-06-30", " by 2032-01-31"))
DAYS = st.sampled_from(("2031-02-01", "2031-02-02", "2031-03-01", None))
PROMISES = st.lists(st.tuples(WHO, WHAT, DUE, DAYS), min_size=1, max_size=9)


@pytest.fixture(autouse=True)
def rules() -> Iterator[None]:
    with fake_ledger.rules():
        yield


def keys_of(found: Sequence[ledger_grouping.Group]) -> list[list[int]]:
    return [group.keys for group in found]


@settings(max_examples=15, deadline=None)
@given(promises=PROMISES, picked=st.sets(st.integers(1, 9)), as_of=DAYS)
def test_groups_around_some_are_those_of_all_that_have_one_of_them(
    template: Path,
    quoting: Make,
    promises: list[tuple[str, str, str, str | None]],
    picked: set[int],
    as_of: str | None,
) -> None:
    with TemporaryDirectory() as folder, Record.open(shutil.copy(template, f"{folder}/record.db")) as record:
        for number, (who, what, due, day) in enumerate(promises):
            said = f"{who} will {what}{due}."
            published = Fact(day) if day else None
            record.add(quoting(f"{number}.txt", said, f"Ida {'Rowan' * (number % 2)}", published=published))
        record.ledger.refresh()
        with record._database.reading() as connection:
            every = ledger_grouping.groups(connection, as_of)
            narrowed = ledger_grouping.groups(connection, as_of, among=picked)
        assert keys_of(narrowed) == keys_of(ledger_grouping.with_any(every, picked))
