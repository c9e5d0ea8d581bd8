"""Who is who follows from the reports alone: in whatever order they come, however often it is looked at."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.core import Extraction, Fact, RecordError, Speaker
from onrecord.match import Entity
from onrecord.record import Matched, Record, matching

Make = Callable[..., Extraction]

SPELLINGS = ("Alena Petrenko", "Petrenko", "Алена Петренко", "Petrenka", "A. Petrenko")
OTHERS = ("Alena Petrovich", "Ida Rowan", "Idalia Rowan", "Holt", "Anna Holt", "Peter Holt", "Anna Holt Jr.")
ROLES = ("", "Norvian foreign minister", "Velmoran foreign minister", "mayor of Tarn")


@pytest.fixture
def filled(record: Record, quoting: Make) -> Record:
    """Each name in a report of its own."""
    for number, name in enumerate((*SPELLINGS, *OTHERS)):
        record.add(quoting(f"{number}", "So it is.", name))
    return record


def known(record: Record) -> tuple[list[Entity], set[str]]:
    """What the registry says, and why."""
    judged = {each.id for each in record.registry.judgements() if each.undone_at is None}
    return sorted(record.people(), key=lambda entity: entity.id), judged


def test_all_spellings_are_one_and_nobody_else_is(filled: Record) -> None:
    (one,) = [entity for entity in filled.people() if "Petrenko" in entity.names]
    assert set(one.names) == set(SPELLINGS)
    assert {row.name for row in filled.speakers()} >= {"Alena Petrovich", "Anna Holt", "Peter Holt"}


def test_matching_again_changes_nothing(filled: Record) -> None:
    assert filled.match_speakers().joined > 0
    before, judged = known(filled), list(filled.registry.judgements())
    assert filled.match_speakers() == Matched(0, 0, 0)
    assert (known(filled), list(filled.registry.judgements())) == (before, judged)


@pytest.mark.sqlite
def test_the_registry_can_be_thrown_away_and_made_again(filled: Record, path: Path) -> None:
    before, judged = known(filled), list(filled.registry.judgements())
    filled.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE profile SET rules = '0.0.9'")
    with Record.open(path) as record:
        assert known(record) == before
        assert list(record.registry.judgements()) == judged
        assert list(record.verify()) == []


def test_only_what_a_report_can_bear_on_is_looked_at_again(filled: Record, quoting: Make) -> None:
    assert filled.match_speakers().profiles > 2
    filled.add(quoting("more", "So it is.", "Ida Rowan"))
    assert filled.match_speakers().profiles == 2  # and the other Rowan


def test_whatever_reads_the_registry_brings_it_up_to_date(record: Record, quoting: Make) -> None:
    reading: tuple[Callable[[], object], ...] = (
        lambda: next(record.quotes()).entity,
        lambda: record.search("so")[0].quote.entity,  # type: ignore[union-attr]
        lambda: next(record.speakers()).name,
        lambda: next(record.people()).name,
        lambda: record.registry.portrait("rowan").entity.name,
    )
    for number, read in enumerate(reading):
        record.add(quoting("1", "So it is." + " " * number, "Ida Rowan"))
        with record._database.reading() as connection:
            assert not matching.is_current(connection, "0.1.0")
        assert read() == "Ida Rowan"
        with record._database.reading() as connection:
            assert matching.is_current(connection, "0.1.0")


@pytest.mark.sqlite
def test_a_record_that_cannot_be_written_answers_from_what_is_there(
    path: Path, quoting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(path) as record:
        record.add(quoting("1", "So it is.", "Petrenko"))
        record.match_speakers()
        record.add(quoting("2", "So it was.", "Алена Петренко"))
    monkeypatch.setattr("onrecord.record.sqlite.SqliteDatabase.can_be_written", False)
    with Record.open(path, read_only=True) as record:
        rows = {row.text: row for row in record.quotes()}
        assert (rows["So it is."].entity, rows["So it was."].entity) == ("Petrenko", None)
        assert [row.name for row in record.speakers()] == ["Petrenko", "Алена Петренко"]
        assert [row.text for row in record.quotes(speaker="Алена")] == ["So it was."]


@pytest.mark.sqlite
def test_readers_do_with_what_is_there_while_another_process_writes_for_long(
    path: Path, quoting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.sqlite.BUSY_SECONDS", 0.1)
    with Record.open(path) as record, closing(sqlite3.connect(path, isolation_level=None)) as other:
        record.add(quoting("1", "So it is.", "Petrenko"))
        other.execute("BEGIN IMMEDIATE")
        assert [(row.speaker, row.entity) for row in record.quotes()] == [("Petrenko", None)]
        other.execute("ROLLBACK")
        assert [row.entity for row in record.quotes()] == ["Petrenko"]


def test_a_record_open_for_reading_is_brought_up_to_date_where_it_can_be(path: Path, quoting: Make) -> None:
    with Record.open(path) as record:
        record.add(quoting("1", "So it is.", "Petrenko"))
    with Record.open(path, read_only=True) as record:
        assert next(record.quotes()).entity == "Petrenko"


def test_a_new_version_takes_the_place_of_the_old_one(record: Record, quoting: Make) -> None:
    record.add(quoting("1", "So it is.", "Ida Rowan"))
    assert [entity.name for entity in record.people()] == ["Ida Rowan"]
    record.add(quoting("1", "So it was.", "Anna Holt"))
    assert [entity.name for entity in record.people()] == ["Anna Holt"]
    assert list(record.verify()) == []


def test_who_is_gone_is_gone_with_what_the_program_decided(record: Record, quoting: Make) -> None:
    record.add(quoting("1", "So it is.", "Anna Holt"))
    record.add(quoting("2", "So it is.", "Holt"))
    record.match_speakers()
    record.add(replace(quoting("2", "So it is."), quotations=()))
    assert [entity.names for entity in record.people()] == [("Anna Holt",)]
    (judged,) = record.registry.judgements()
    assert judged.undone_by == "onrecord 0.1.0"


def test_groups_documents_and_the_unnamed_are_in_no_registry(record: Record, quoting: Make) -> None:
    record.add(quoting("1", "So it is.", Speaker("d", "Democrats", "group", "named")))
    record.add(quoting("2", "So it is.", Speaker("r", "Tarn report", "document", "named")))
    record.add(quoting("3", "So it is."))
    assert list(record.people()) == []
    assert [(row.name, row.id) for row in record.speakers()] == [("Democrats", None), ("Tarn report", None)]
    assert list(record.verify()) == []


def joint(*names: str) -> Speaker:
    members = tuple(Speaker(name, name, "person", "named") for name in names)
    return Speaker("both", " and ".join(names), "group", "joined in the source", members=members)


def test_what_two_say_together_is_said_by_each(record: Record, quoting: Make) -> None:
    record.add(quoting("1", "Tolls stay.", joint("Ida Rowan", "Anna Holt")))
    record.add(quoting("2", "Fares fall.", "Rowan"))
    counts = {row.name: (row.quotations, row.reports) for row in record.speakers()}
    assert counts == {"Ida Rowan": (2, 2), "Anna Holt": (1, 1)}
    for name, found in (("rowan", {"Tolls stay.", "Fares fall."}), ("Anna Holt", {"Tolls stay."})):
        assert {row.text for row in record.quotes(speaker=name)} == found
    row = next(row for row in record.quotes() if row.text == "Tolls stay.")
    ids = {entity.name: entity.id for entity in record.people()}
    assert row.entity == "Ida Rowan and Anna Holt"
    assert row.speaker_id == f"{ids['Ida Rowan']} {ids['Anna Holt']}"


REPORTS = st.lists(
    st.tuples(
        st.sampled_from((*SPELLINGS, *OTHERS)),
        st.sampled_from(ROLES),
        st.sampled_from(("2020", "2024", "2026")),
    ),
    min_size=1,
    max_size=7,
)


def add(record: Record, quoting: Make, numbers: Iterable[int], reports: list[tuple[str, str, str]]) -> None:
    for number in numbers:
        name, role, year = reports[number]
        who = Speaker("s1", name, "person", "named", roles=(role,) if role else ())
        record.add(quoting(f"{number}", "So it is.", who, published=Fact(f"{year}-03-01")))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(reports=REPORTS, order=st.randoms(use_true_random=False))
def test_neither_the_order_of_reports_nor_the_number_of_matchings_makes_a_difference(
    template: Path, tmp_path: Path, quoting: Make, reports: list[tuple[str, str, str]], order: object
) -> None:
    shuffled = list(range(len(reports)))
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    with (
        Record.open(shutil.copy(template, tmp_path / "once.db")) as once,
        Record.open(shutil.copy(template, tmp_path / "often.db")) as often,
    ):
        add(once, quoting, range(len(reports)), reports)
        for number in shuffled:
            add(often, quoting, [number], reports)
            often.match_speakers()
        # Read again as somebody else, and then as before.
        often.add(quoting("0", "So it is.", "Ida Petrenko"))
        often.match_speakers()
        add(often, quoting, [0], reports)
        assert known(often) == known(once)
        assert list(often.verify()) == list(once.verify()) == []


ALONE = ("Ida Rowan", "Peter Holt", "Alena Petrenko", "Zelda Oake")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    merges=st.lists(st.tuples(st.sampled_from(ALONE), st.sampled_from(ALONE)), min_size=1, max_size=3),
    readings=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from((*ALONE, "Petrenka", "Holt"))), min_size=1, max_size=4
    ),
)
def test_what_reports_say_anew_of_those_people_joined_is_as_if_made_from_scratch(
    template: Path,
    tmp_path: Path,
    quoting: Make,
    merges: list[tuple[str, str]],
    readings: list[tuple[int, str]],
) -> None:
    path = Path(shutil.copy(template, tmp_path / "grown.db"))
    with Record.open(path) as record:
        for number, name in enumerate(ALONE):
            record.add(quoting(f"{number}", "So it is.", name))
        for one, other in merges:
            with suppress(RecordError):  # they may be one already
                record.registry.merge(one, other, by="Ada")
        for number, name in readings:
            record.add(quoting(f"{number}", "So it was.", name))
            record.match_speakers()
        assert list(record.verify()) == []
        grown = known(record)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE profile SET rules = '0.0.9'")
    with Record.open(path) as record:
        assert known(record) == grown
