"""What is one statement follows from the reports alone: in whatever order they come, some at a time."""

from __future__ import annotations

import random
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.record import Record
from tests.record.telling import MODEL, Said, report

SPEAKERS = ("Ida Holt", "Holt", "Jon Weir", "Marta Brun")
WORDS = (
    "ferry winter harbour engine repaired crew quay storm timber dredger lantern pilot tariff granary sluice "
    "bridge reservoir orchard turbine warehouse"
).split()
SPEECHES = tuple(
    " ".join(random.Random(number).choices(WORDS, k=9)) for number in range(4)
)  # few, so that many reports say the same


@st.composite
def quotations(draw: st.DrawFn) -> Said:
    """Who says what: most of a speech, with a word or two changed."""
    words = draw(st.sampled_from(SPEECHES)).split()
    start, end = draw(st.integers(0, 3)), draw(st.integers(6, 9))
    words = words[start:end]
    for _ in range(draw(st.integers(0, 2))):
        words[draw(st.integers(0, len(words) - 1))] = draw(st.sampled_from(WORDS))
    return draw(st.sampled_from(SPEAKERS)), " ".join(words)


DAYS = st.one_of(st.none(), st.integers(1, 28).map("2031-03-{:02}".format))
REPORTS = st.lists(st.tuples(DAYS, st.lists(quotations(), min_size=0, max_size=3)), min_size=2, max_size=9)


def known(record: Record) -> tuple[object, ...]:
    """Which relays make one statement, all that they are compared by, and all that was found."""
    record.statements.match()
    with record._database.reading() as connection:
        relays = connection.exec_driver_sql(
            "SELECT key, id, speaker, weight, quoted, words, vector, made_from, seal FROM relay ORDER BY key"
        ).all()
        compared = connection.exec_driver_sql("SELECT * FROM likeness ORDER BY later, earlier").all()
        keys = connection.exec_driver_sql("SELECT * FROM relay_key ORDER BY key, relay").all()
    together: dict[str, list[str]] = defaultdict(list)
    for relay, statement in sorted(ids(record).items()):
        together[statement].append(relay)
    return sorted(together.values()), relays, compared, keys


def ids(record: Record) -> dict[str, str]:
    """The statement of each relay."""
    record.statements.match()
    with record._database.reading() as connection:
        return dict(connection.exec_driver_sql("SELECT id, statement_id FROM relay").tuples().all())


@pytest.fixture(params=["as they are", "tight"])
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits on what is compared as they ship, and so tight that they are met by a few reports."""
    monkeypatch.setattr("onrecord.record.statements.AT_ONCE", 2)
    if request.param == "tight":
        monkeypatch.setattr("onrecord.record.statement_neighbours.CROWD", 3)
        monkeypatch.setattr("onrecord.record.statement_voices.MOST_OF_ONE", 3)
        monkeypatch.setattr("onrecord.match.statements.candidates.NEAREST", 1)
        monkeypatch.setattr("onrecord.match.statements.candidates.MOST", 3)


NAMES = count()


def fresh(template: Path, folder: Path) -> Record:
    return Record.open(shutil.copy(template, folder / f"{next(NAMES)}.db"))


def add(record: Record, numbers: Iterable[int], reports: Sequence[tuple[str | None, list[Said]]]) -> None:
    for number in numbers:
        record.add(report(f"{number}.txt", *reports[number]))


@pytest.mark.usefixtures("limits")
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    reports=REPORTS,
    order=st.randoms(use_true_random=False),
    batches=st.lists(st.integers(1, 4), min_size=9, max_size=9),
)
def test_neither_the_order_of_reports_nor_how_many_come_at_a_time_makes_a_difference(
    template: Path,
    tmp_path: Path,
    reports: list[tuple[str | None, list[Said]]],
    order: random.Random,
    batches: list[int],
) -> None:
    shuffled = list(range(len(reports)))
    order.shuffle(shuffled)
    with fresh(template, tmp_path) as once, fresh(template, tmp_path) as often:
        add(once, range(len(reports)), reports)
        once.statements.match()
        while shuffled:
            some, shuffled = shuffled[: batches[0]], shuffled[batches[0] :]
            batches = batches[1:]
            add(often, some, reports)
            often.statements.match()
        assert known(often) == known(once)
        assert list(often.verify()) == list(once.verify()) == []


@pytest.mark.usefixtures("limits")
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    reports=REPORTS,
    changes=st.lists(st.tuples(st.integers(0, 8), DAYS, st.lists(quotations(), max_size=3)), max_size=4),
)
def test_reports_that_change_and_change_back_leave_no_trace(
    template: Path,
    tmp_path: Path,
    reports: list[tuple[str | None, list[Said]]],
    changes: list[tuple[int, str | None, list[Said]]],
) -> None:
    with fresh(template, tmp_path) as steady, fresh(template, tmp_path) as changing:
        for record in (steady, changing):
            add(record, range(len(reports)), reports)
        changing.statements.match()
        for number, day, said in changes:
            changing.add(report(f"{number % len(reports)}.txt", day, said))
            changing.statements.match()
        add(changing, range(len(reports)), reports)
        # A report in the same words again is another version of it: seals know, statements do not.
        assert known(changing)[0] == known(steady)[0]
        assert _pairs(changing) == _pairs(steady)
        assert list(changing.verify()) == []


def _pairs(record: Record) -> list[object]:
    with record._database.reading() as connection:
        return connection.exec_driver_sql("SELECT * FROM likeness ORDER BY later, earlier").all()  # type: ignore[return-value]


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports=REPORTS)
def test_the_same_reports_in_the_same_order_have_the_same_ids_again(
    template: Path, tmp_path: Path, reports: list[tuple[str | None, list[Said]]]
) -> None:
    with fresh(template, tmp_path) as one, fresh(template, tmp_path) as other:
        for record in (one, other):
            for number in range(len(reports)):
                add(record, [number], reports)
                record.statements.match()
        assert ids(one) == ids(other)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports=REPORTS)
def test_reading_again_with_the_same_quotations_changes_no_id(
    template: Path, tmp_path: Path, reports: list[tuple[str | None, list[Said]]]
) -> None:
    with fresh(template, tmp_path) as record:
        add(record, range(len(reports)), reports)
        before = ids(record)
        for number, each in enumerate(reports):
            made = report(f"{number}.txt", *each)
            said = tuple(replace(quotation, confidence=0.5) for quotation in made.quotations)
            record.add(replace(made, quotations=said, model=replace(MODEL, version="2")))
        assert ids(record) == before


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports=REPORTS, stop=st.integers(0, 4))
def test_a_matching_that_is_stopped_goes_on_where_it_was(
    template: Path,
    tmp_path: Path,
    reports: list[tuple[str | None, list[Said]]],
    stop: int,
) -> None:
    with (
        fresh(template, tmp_path) as whole,
        fresh(template, tmp_path) as stopped,
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr("onrecord.record.statements.AT_ONCE", 1)
        for record in (whole, stopped):
            add(record, range(len(reports)), reports)

        def killed(done: int, of: int) -> None:
            if done > stop:
                raise KeyboardInterrupt

        try:
            stopped.statements.match(killed)
        except KeyboardInterrupt:
            assert list(stopped.verify()) == []
        assert known(stopped) == known(whole)
        assert ids(stopped) == ids(whole)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports=REPORTS)
def test_other_rules_start_anew_and_keep_the_ids(
    template: Path, tmp_path: Path, reports: list[tuple[str | None, list[Said]]]
) -> None:
    with fresh(template, tmp_path) as record, pytest.MonkeyPatch.context() as patched:
        patched.setattr("onrecord.record.statements.AT_ONCE", 2)
        add(record, range(len(reports)), reports)
        before, found = ids(record), known(record)[0]
        patched.setattr("onrecord.record.statement_rules.RULES", 91)
        assert ids(record) == before
        assert known(record)[0] == found
        assert list(record.verify()) == []
