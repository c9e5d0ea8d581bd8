"""What fails half-way: a full disk, a stop, a kill, two at once. What was added before stays."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from onrecord.core import Extraction, RecordError
from onrecord.record import Added, Record, errors, writing

pytestmark = pytest.mark.sqlite

Make = Callable[..., Extraction]


def fill_up(record: Record, pages: int) -> None:
    """Let the file grow to that many pages of 4 kB and no further: SQLite then answers as on a full disk."""
    engine = record._database._engine

    @event.listens_for(engine, "connect")
    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    engine.dispose()


def test_a_full_disk_is_one_line_and_what_was_added_before_stays(
    record: Record, path: Path, extraction: Make
) -> None:
    record.add(extraction())
    fill_up(record, path.stat().st_size // 4096 + 10)
    more = (extraction(f"{n}.txt", text=os.urandom(2000).hex(), data=os.urandom(2000)) for n in range(100))
    added: list[Added] = []
    with pytest.raises(RecordError) as full:
        added.extend(map(record.add, more))
    assert str(full.value) == f"{path}: the disk is full; what was added before stays"
    assert full.value.hint == "free some space, then run the same command again"
    assert len(list(record.reports())) == 1 + len(added)
    fill_up(record, 100_000)
    assert record.add(extraction("later.txt")).status == "new"
    assert list(record.verify()) == []


def test_a_full_disk_while_the_record_is_made_leaves_a_file_that_can_be_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "new.db"
    real = sqlite3.connect

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = real(*arguments, **options)
        connection.execute("PRAGMA max_page_count = 5")
        return connection

    with monkeypatch.context() as patched:
        patched.setattr(sqlite3, "connect", connect)
        with pytest.raises(RecordError, match="the disk is full"):
            Record.open(path)
    with Record.open(path) as record:
        assert list(record.verify()) == []


def test_a_disk_that_refuses_to_write_is_one_line(path: Path) -> None:
    code = f"""
import resource
from onrecord.core import Extraction, Model, RecordError, Report
from onrecord.record import Record
with Record.open({str(path)!r}) as record:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
    for number in range(100):
        try:
            record.add(Extraction(Report("x" * 9000, str(number), "here"), (), Model("", "", "")))
        except RecordError as error:
            print(number, error)
            break
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert len(list(record.reports())) == number
    assert not list(record.verify())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "the disk failed while reading or writing; what was added before stays" in done.stdout


@pytest.mark.parametrize("step", ["_archive", "_put_version", "_put_quotations", "_put_speakers"])
@pytest.mark.parametrize("case", ["new", "version", "reread"])
def test_ctrl_c_in_the_middle_of_an_add_leaves_the_state_before(
    record: Record, extraction: Make, monkeypatch: pytest.MonkeyPatch, step: str, case: str
) -> None:
    first = extraction()
    record.add(first)
    later = {
        "new": extraction("other.txt"),
        "version": extraction(text=first.report.text + "Corrected.\n"),
        "reread": replace(first, quotations=first.quotations[:2]),
    }[case]
    before = list(record.quotes()), list(record.reports()), record.versions("ferry.txt")

    def stop_after(*arguments: Any) -> None:
        real(*arguments)
        raise KeyboardInterrupt

    real = getattr(writing, step)
    with monkeypatch.context() as patched:
        patched.setattr(writing, step, stop_after)
        with pytest.raises(KeyboardInterrupt):
            record.add(later)
    assert (list(record.quotes()), list(record.reports()), record.versions("ferry.txt")) == before
    assert list(record.verify()) == []
    assert record.add(later).status == case


ADD_FOR_EVER = """
import sys
from onrecord.core import Extraction, Model, Report
from onrecord.record import Record
with Record.open(sys.argv[1]) as record:
    for number in range(10**6):
        record.add(Extraction(Report(f"{number} boats " * 200, str(number), "here"), (), Model("", "", "")))
        print(number, flush=True)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_stopped_process_loses_nothing_it_acknowledged(path: Path, how: signal.Signals) -> None:
    command = [sys.executable, "-c", ADD_FOR_EVER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line == "5\n":
                break
        process.send_signal(how)
        acknowledged = 5 + len(process.stdout.read().split())
    with Record.open(path) as record:
        assert len(list(record.reports())) >= acknowledged + 1
        assert list(record.verify()) == []


WORKER = """
import sys
from onrecord.core import Extraction, Model, Report
from onrecord.record import Record
path, own = sys.argv[1:]
with Record.open(path) as record:
    for number in range(10):
        for name in (own, "shared"):
            record.add(Extraction(Report("boats", f"{name}-{number}", "here"), (), Model("", "", "")))
"""


def test_two_processes_make_a_record_and_add_to_it_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    workers = [subprocess.Popen([sys.executable, "-c", WORKER, str(path), name]) for name in ("a", "b")]
    assert [worker.wait() for worker in workers] == [0, 0]
    with Record.open(path) as record:
        assert len(list(record.reports())) == 30
        assert list(record.verify()) == []


def test_a_writer_that_waits_too_long_says_so(
    path: Path, extraction: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.sqlite.BUSY_SECONDS", 0.1)
    with Record.open(path) as record, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError) as busy:
            record.add(extraction())
        assert str(busy.value) == (
            f"{path}: another process has been writing for more than {errors.BUSY_SECONDS} seconds"
        )
        assert list(record.quotes()) == []
        other.execute("ROLLBACK")
        assert record.add(extraction()).status == "new"


def test_reading_goes_on_while_something_is_added(record: Record, extraction: Make) -> None:
    record.add(extraction("a.txt"))
    rows = record.quotes()
    first = next(rows)
    record.add(extraction("b.txt"))
    assert [first.report_id, *(row.report_id for row in rows)] == [first.report_id] * 3
    assert len(list(record.quotes())) == 6


def test_damage_met_while_reading_is_one_line(record: Record, path: Path, extraction: Make) -> None:
    record.add(extraction())
    record.close()
    data = path.read_bytes()
    path.write_bytes(data.replace("Łukasz Brzoza".encode(), b"\xff" * len("Łukasz Brzoza".encode())))
    with Record.open(path) as damaged:
        with pytest.raises(RecordError, match="it is damaged") as error:
            list(damaged.speakers())
        assert "\n" not in str(error.value)
        assert "onrecord verify" in str(error.value.hint)
        assert any("Łukasz" in str(problem) for problem in damaged.verify())
