"""Reading waits for nobody who writes, and what is new is there soon all the same."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.record import Record
from onrecord.serve import Settings, application
from onrecord.serve.keeping import Keeper
from tests.record.telling import report

ADDRESSES = ("/", "/search?q=quay", "/speakers", "/statements", "/commitments", "/figures", "/review")
QUAY = "We will repair the eastern quay by 2031-06-30"
ROAD = "We will widen the harbour road by 2032-06-30"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of one report, up to date."""
    path = tmp_path / "record.db"
    with Record.open(path) as made:
        made.add(report("a.txt", "2025-03-03", [("Ida Holt", QUAY)]))
        made.refresh()
    return path


def add(path: Path) -> None:
    with Record.open(path) as record:
        record.add(report("b.txt", "2025-03-04", [("Tomas Brandt", ROAD)]))


@contextmanager
def written_to(path: Path) -> Iterator[None]:
    """Another process holds the write lock."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def until(seen: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def test_no_page_waits_for_another_process_that_writes(record: Path) -> None:
    add(record)
    told: list[str] = []
    app = application(Settings(record), told.append)
    with written_to(record), TestClient(app, base_url="http://localhost") as room:
        until(lambda: bool(told))
        assert told == [f"{record} is being brought up to date; until then pages show what stands"]
        for address in ADDRESSES:
            began = time.monotonic()
            page = room.get(address)
            assert page.status_code == 200
            assert time.monotonic() - began < 5
            assert "being brought up to date" in page.text
        assert "eastern quay" in room.get("/statements").text
        assert "harbour road" not in room.get("/statements").text


def test_what_others_add_is_there_soon(record: Path) -> None:
    with TestClient(application(Settings(record)), base_url="http://localhost") as room:
        add(record)
        for address in ("/statements", "/commitments"):
            until(lambda address=address: "harbour road" in room.get(address).text)  # type: ignore[misc]
        until(lambda: "being brought up to date" not in room.get("/").text)


def test_reading_alone_writes_nothing(record: Path) -> None:
    add(record)
    with Record.open(record, as_it_stands=True) as standing:
        assert [entity.name for entity in standing.people()] == ["Ida Holt"]
        assert QUAY in " ".join(row.text for row in standing.statements.list())
        assert len(standing.ledger.commitments()) == 1
        assert standing.is_current()
    with Record.open(record, read_only=True) as known:
        assert not known.is_current()
        known.refresh()
        assert known.is_current()


def test_long_work_is_told_of_and_stops_where_the_room_closes(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.serve.keeping._TELL_EVERY", 0)
    add(record)
    told: list[str] = []
    keeper = Keeper(record, told.append)
    keeper.catch_up()
    assert "bringing it up to date: 1 of 1 reports" in told
    with Record.open(record) as known:
        known.add(report("c.txt", "2025-03-05", [("Mara Lind", "The choir will sing on 2031-07-01")]))
    keeper.close()
    with Record.open(record, as_it_stands=True) as known:
        assert "Mara Lind" not in {entity.name for entity in known.people()}
