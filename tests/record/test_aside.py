"""Long changes are worked out beside the record: others write meanwhile, and the outcome is the same."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.core import Extraction, Model, RecordError, Speaker
from onrecord.match import Entity
from onrecord.match.lists import from_csv
from onrecord.record import Record, aside, deciding

pytestmark = pytest.mark.sqlite

Make = Callable[..., Extraction]

NAMES = ("Alena Petrenko", "Petrenko", "Алена Петренко", "A. Petrenko", "Ida Rowan", "Rowan", "Zelda Oake")
ROLES = ("", "Norvian foreign minister", "Velmoran foreign minister")


def judged(record: Record, *, undone: bool = False) -> list[tuple[str, str, str]]:
    """The judgements that count, or those that do not."""
    return sorted(
        (each.judgement.left, each.judgement.right, each.judgement.verdict)
        for each in record.registry.judgements()
        if (each.undone_at is not None) == undone
    )


def known(record: Record) -> tuple[list[Entity], list[tuple[str, str, str]]]:
    """What the registry says, and why."""
    return list(record.people()), judged(record)


def add(record: Record, quoting: Make, name: str = "more", speaker: str | None = "Petrenka") -> None:
    record.add(quoting(name, "So it was.", speaker))


@pytest.fixture
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is too much to be done in the record itself."""
    monkeypatch.setattr(aside, "AT_MOST", -1)


@pytest.fixture
def filled(record: Record, quoting: Make) -> Record:
    for name in NAMES:
        record.add(quoting(name, "So it is.", name))
    return record


def twin(record: Record, path: Path) -> Record:
    """A copy of a record, open."""
    with record._database.reading() as connection, closing(sqlite3.connect(path)) as copy:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.backup(copy)
    return Record.open(path)


ACT = st.one_of(
    st.tuples(st.just("read"), st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(ROLES)),
    st.tuples(
        st.sampled_from(("merge", "split", "alias", "take in")),
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
    ),
    st.tuples(st.sampled_from(("take out", "role", "undo", "upgrade")), st.sampled_from(NAMES)),
)


def do(record: Record, quoting: Make, act: tuple[str, ...], patch: pytest.MonkeyPatch) -> None:
    people = record.registry
    what, one, *more = act
    if what == "read":
        roles = (more[1],) if more[1] else ()
        record.add(quoting(one, "So it was.", Speaker("s1", more[0], "person", "named", roles=roles)))
    elif what == "merge":
        people.merge(one, more[0], by="Ada")
    elif what == "split":
        people.split(one, more[0], by="Ada")
    elif what == "alias":
        people.alias(one, f"{more[0]} of Tarn", by="Ada")
    elif what == "take in":
        table = ["name,aliases,qid", f"{one},{more[0]},Q7"]
        assert not list(people.take_in("l.csv", by="Ada").run(from_csv(table), everything=False))
    elif what == "take out":
        people.take_out(one, "Petrenko", by="Ada")
    elif what == "role":
        people.role(one, "pilot", by="Ada")
    elif what == "undo":
        people.undo(min(each.id for each in people.entries()), by="Ada")
    else:
        patch.setattr("onrecord.record.registry.__version__", f"9.{len(one)}")


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACT, min_size=1, max_size=5))
def test_what_is_worked_out_beside_the_record_is_what_would_be_done_in_it(
    template: Path, tmp_path: Path, quoting: Make, acts: list[tuple[str, ...]]
) -> None:
    outcomes = []
    for at_most in (10**9, -1):
        with (
            pytest.MonkeyPatch.context() as patch,
            Record.open(shutil.copy(template, tmp_path / f"{at_most}.db")) as record,
        ):
            patch.setattr(aside, "AT_MOST", at_most)
            for name in NAMES[:4]:
                record.add(quoting(name, "So it is.", name))
            done = []
            for act in acts:
                with suppress(RecordError, ValueError):
                    do(record, quoting, act, patch)
                    done.append(act)
            outcomes.append((known(record), judged(record, undone=True), done))
            assert list(record.verify()) == []
    assert outcomes[0] == outcomes[1]


Meanwhile = Callable[[Record, Make], object]
MEANWHILE: dict[str, Meanwhile] = {
    "nothing": lambda _record, _quoting: None,
    "a report": add,
    "a new version": lambda record, quoting: add(record, quoting, "Rowan", "Zelda Oake"),
    "a version without anybody": lambda record, quoting: add(record, quoting, "Rowan", None),
    "another reading": lambda record, quoting: record.add(
        replace(quoting("Rowan", "So it is.", "Ida Harl"), model=Model("reader", "2", "cd" * 32))
    ),
    "a matching": lambda record, _quoting: record.match_speakers(),
    "a report and a matching": lambda record, quoting: (add(record, quoting), record.match_speakers()),
    "a merge": lambda record, _quoting: record.registry.merge("Zelda Oake", "Ida Rowan", by="Ada"),
    "a role": lambda record, _quoting: record.registry.role("Zelda Oake", "pilot", by="Ada"),
}


def interfering(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object], times: int = 1) -> list[int]:
    """Let something happen while profiles are decided about, that many times; tells how often they were."""
    real, calls = deciding.decide, list[int]()

    def decide(*arguments: object) -> object:
        calls.append(len(calls))
        if len(calls) <= times:
            with monkeypatch.context() as undisturbed:
                undisturbed.setattr(deciding, "decide", real)
                undisturbed.setattr(aside, "AT_MOST", 10**9)
                act()
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(deciding, "decide", decide)
    return calls


@pytest.mark.parametrize("what", MEANWHILE)
@pytest.mark.parametrize("act", ["match", "merge"])
def test_others_write_meanwhile_and_nothing_is_lost(
    filled: Record,
    path: Path,
    tmp_path: Path,
    quoting: Make,
    *,
    beside: None,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    act: str,
) -> None:
    def acted(record: Record) -> None:
        if act == "merge":
            record.registry.merge("Zelda Oake", "Petrenko", by="Grace")
        record.match_speakers()

    with twin(filled, tmp_path / "twin.db") as one_by_one:
        MEANWHILE[what](one_by_one, quoting)
        acted(one_by_one)
        expected = known(one_by_one)
    monkeypatch.setattr("onrecord.record.sqlite.BUSY_SECONDS", 0)

    def meanwhile() -> None:
        with Record.open(path) as other:
            MEANWHILE[what](other, quoting)

    calls = interfering(monkeypatch, meanwhile)
    acted(filled)
    assert calls
    assert list(filled.verify()) == []
    filled.match_speakers()
    assert known(filled) == expected
    assert list(filled.verify()) == []


def test_who_is_overtaken_again_and_again_gets_through(
    filled: Record, path: Path, quoting: Make, beside: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled.match_speakers()

    def meanwhile() -> None:
        with Record.open(path) as other:
            other.registry.role("Zelda Oake", f"pilot {len(calls)}", by="Ada")

    calls = interfering(monkeypatch, meanwhile, times=aside._TRIES)
    filled.registry.merge("Zelda Oake", "Ida Rowan", by="Grace")
    assert len(calls) == aside._TRIES + 1
    (entity,) = filled.people(called="Ida Rowan")
    assert {role.text for role in entity.roles} == {
        f"pilot {number}" for number in range(1, aside._TRIES + 1)
    }
    assert "Zelda Oake" in entity.names
    assert list(filled.verify()) == []


def test_only_what_is_much_is_worked_out_beside_the_record(
    filled: Record, quoting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked, real = [], aside._beside

    def counted(*arguments: object) -> object:
        worked.append(1)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(aside, "_beside", counted)
    monkeypatch.setattr(aside, "AT_MOST", 3)
    filled.match_speakers()
    assert len(worked) == 1  # seven reports
    add(filled, quoting, "o", "Zelda Oake")
    filled.match_speakers()
    assert len(worked) == 1
    add(filled, quoting)
    filled.match_speakers()
    assert len(worked) == 2  # one report, and five names that are alike
    monkeypatch.setattr("onrecord.record.registry.__version__", "9.9.9")
    filled.match_speakers()
    assert len(worked) == 3


def test_a_record_open_for_reading_is_matched_beside_as_well(
    path: Path, quoting: Make, beside: None, filled: Record
) -> None:
    with Record.open(path, read_only=True) as reading:
        assert len(list(reading.people())) == 3
    assert list(filled.verify()) == []


def test_an_act_that_cannot_be_done_beside_changes_nothing(filled: Record, beside: None) -> None:
    filled.match_speakers()
    before = known(filled)
    with pytest.raises(RecordError, match="are one already"):
        filled.registry.merge("Petrenko", "Alena Petrenko", by="Ada")
    assert known(filled) == before


STEPS = (
    "_fill",
    "_registry",
    "_carry_over",
    "INSERT INTO main.profile",
    "DELETE FROM main.tally",
    "UPDATE main",
)
STOPPING = """
import os, signal, sys
from onrecord.record import Record, aside
path, step = sys.argv[1:]
def killed(*_): os.kill(os.getpid(), signal.SIGKILL)
aside.AT_MOST = -1
real = aside._do
def do(connection, statement):
    real(connection, statement)
    if statement.startswith(step):
        killed()
if step.startswith("_"):
    setattr(aside, step, killed)
else:
    aside._do = do
with Record.open(path) as record:
    record.match_speakers()
"""
REGISTRY = ("appearance", "blocking", "entity", "entity_name", "entry", "judgement", "profile", "tally")


def rows(path: Path) -> dict[str, list[object]]:
    """Everything that the registry's tables hold, and what it has taken in."""
    with closing(sqlite3.connect(path)) as connection:
        found = {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in REGISTRY}
        return found | {"matched": connection.execute("SELECT key, matched FROM version").fetchall()}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("earlier", [False, True])
def test_a_matching_that_is_killed_has_changed_nothing_and_the_next_one_does_it_all(
    filled: Record, path: Path, tmp_path: Path, quoting: Make, *, beside: None, step: str, earlier: bool
) -> None:
    if earlier:
        filled.match_speakers()
        add(filled, quoting, "Rowan", "Petrenka")
    with twin(filled, tmp_path / "twin.db") as undisturbed:
        expected = known(undisturbed)
    filled.close()
    before = rows(path)
    done = subprocess.run([sys.executable, "-c", STOPPING, path, step], check=False)
    assert done.returncode == -signal.SIGKILL
    assert rows(path) == before
    with Record.open(path) as record:
        assert list(record.verify()) == []
        assert known(record) == expected
        assert list(record.verify()) == []
