"""Opening: what is there, what is not, and what is something else; one clear line for each."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from onrecord.core import Extraction, NotFound, OnrecordError, RecordError, RecordTooNew
from onrecord.record import Record

pytestmark = pytest.mark.sqlite

Make = Callable[..., Extraction]


def run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement)


def test_a_fresh_file_is_a_whole_record(tmp_path: Path, extraction: Make) -> None:
    with Record.open(tmp_path / "new.db") as record:
        record.add(extraction())
        assert list(record.verify()) == []
    with closing(sqlite3.connect(tmp_path / "new.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_empty_file_becomes_a_record(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with Record.open(path) as record:
        assert list(record.quotes()) == []


@pytest.mark.parametrize("name", ["a b.db", "50%.db", "what?.db", "#1.db", "récord ☂.db", ":memory:"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    Record.open(tmp_path / name).close()
    assert (tmp_path / name).stat().st_size > 0
    Record.open(tmp_path / name, read_only=True).close()


def test_a_name_that_is_no_text_will_do(tmp_path: Path) -> None:
    Record.open(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.db"))).close()
    assert [os.fsencode(each.name) for each in tmp_path.iterdir()] == [b"caf\xe9.db"]


@pytest.mark.parametrize("name", ["x" * 300, "null\0.db"])
def test_a_name_that_no_file_can_have_is_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(RecordError, match="it cannot be opened") as error:
        Record.open(tmp_path / name)
    assert "\n" not in str(error.value)
    assert error.value.hint


def test_a_relative_path_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Record.open("here.db").close()
    assert (tmp_path / "here.db").exists()


def refused(path: Path, **options: bool) -> OnrecordError:
    with pytest.raises(RecordError) as error:
        Record.open(path, **options)
    message = str(error.value)
    assert "\n" not in message
    assert str(path) in message
    assert error.value.hint
    return error.value


def test_no_record_where_none_is_to_be_made(tmp_path: Path) -> None:
    assert isinstance(refused(tmp_path / "none.db", create=False), NotFound)
    assert isinstance(refused(tmp_path / "none.db", read_only=True), NotFound)
    assert not (tmp_path / "none.db").exists()


def test_an_empty_file_is_no_record_to_read(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    assert "it lacks today's tables" in str(refused(path, read_only=True))
    assert path.read_bytes() == b""


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    error = refused(tmp_path / "no" / "such" / "record.db")
    assert "there is no folder" in str(error)
    assert error.hint == f"make it first: mkdir -p {tmp_path / 'no' / 'such'}"


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    assert "it is a folder" in str(refused(tmp_path))


@pytest.mark.parametrize("data", [b"Ferry to run all winter\n" * 50, b"\0" * 5000, b"PK\3\4" + b"x" * 3000])
def test_another_kind_of_file_is_left_alone(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(data)
    assert "it is not a SQLite database" in str(refused(path))
    assert path.read_bytes() == data


@pytest.mark.parametrize("statement", ["CREATE TABLE t (x)", "CREATE TABLE alembic_version (version_num)"])
def test_another_programs_database_is_left_alone(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "other.db"
    run(path, statement)
    before = path.read_bytes()
    assert "not one that onrecord made" in str(refused(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
def test_a_database_from_the_future_is_left_alone(path: Path, read_only: bool) -> None:
    run(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    error = refused(path, read_only=read_only)
    assert isinstance(error, RecordTooNew)
    assert "a later version of onrecord" in str(error)
    assert error.hint == "upgrade: pip install --upgrade onrecord"
    assert path.read_bytes() == before


def test_a_record_opened_for_reading_refuses_to_write(path: Path, extraction: Make) -> None:
    with Record.open(path, read_only=True) as record:
        with pytest.raises(RecordError, match="it can be read but not written") as error:
            record.add(extraction())
        assert error.value.hint
        assert list(record.quotes()) == []


READ_ONLY = """
import os, sys
from onrecord.core import Extraction, Model, RecordError, Report
from onrecord.record import Record

folder, scratch = sys.argv[1:]
with Record.open(scratch) as record:
    list(record.verify())  # everything is imported while it still can be
if os.getuid() == 0:
    os.setgid(65534)  # permissions do not bind root
    os.setuid(65534)
with Record.open(folder + "/record.db") as record:
    print(len(list(record.quotes())), len(list(record.verify())))
    try:
        record.add(Extraction(Report("x", "x", "x"), (), Model("", "", "")))
    except RecordError as error:
        print(error)
try:
    Record.open(folder + "/new.db")
except RecordError as error:
    print(error)
"""


@pytest.fixture
def locked(path: Path, extraction: Make) -> Iterator[Path]:
    """A folder that cannot be written, outside pytest's own, which are closed to other users."""
    with Record.open(path) as record:
        record.add(extraction())
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(path, folder / "record.db")
        (folder / "record.db").chmod(0o444)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


def test_a_record_on_a_read_only_path_is_read_and_refuses_to_write(locked: Path, path: Path) -> None:
    command = [sys.executable, "-c", READ_ONLY, str(locked), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [
        "3 0",
        f"{locked}/record.db: it can be read but not written",
        f"{locked}/new.db: it cannot be opened",
    ], done.stderr


def test_opening_is_silent_and_imports_no_alembic(path: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from onrecord.record import Record\n"
        f"Record.open({str(path)!r}).close(); Record.open({str(tmp_path / 'fresh.db')!r}).close()\n"
        "assert 'alembic' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_closing_twice_is_fine_and_leaves_one_file(path: Path, extraction: Make) -> None:
    record = Record.open(path)
    record.add(extraction())
    record.close()
    record.close()
    assert [each.name for each in path.parent.iterdir()] == ["record.db"]
