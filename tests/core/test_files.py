"""A file is there whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from onrecord.core.files import make_folder, whole


def test_it_takes_the_place_of_what_stood_there_when_all_of_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_text("before", "utf-8")
    with whole(path) as stream:
        stream.write(b"now")
        stream.flush()
        assert path.read_text("utf-8") == "before"
    assert path.read_text("utf-8") == "now"
    assert [each.name for each in tmp_path.iterdir()] == ["out.txt"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_what_stood_there_stays_where_writing_stops(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "out.txt"
    path.write_text("before", "utf-8")

    def write() -> None:
        with whole(path) as stream:
            stream.write(b"now")
            raise error

    with pytest.raises(error):
        write()
    assert path.read_text("utf-8") == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["out.txt"]


def test_an_error_is_about_the_file_that_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "none" / "out.txt"
    with pytest.raises(FileNotFoundError) as caught, whole(path):
        pass
    assert caught.value.filename == str(path)


@pytest.fixture
def forced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is forced out, one after the other."""
    seen, fsync = list[str](), os.fsync

    def noted(descriptor: int) -> None:
        seen.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    return seen


def test_content_and_name_are_forced_out(tmp_path: Path, forced: list[str]) -> None:
    with whole(tmp_path / "out.txt") as stream:
        stream.write(b"now")
    assert forced == [str(tmp_path / ".out.txt.part"), str(tmp_path)]


def test_the_names_of_new_folders_are_forced_out(tmp_path: Path, forced: list[str]) -> None:
    for _ in range(2):
        make_folder(tmp_path / "one" / "two")
    assert sorted(forced) == [str(tmp_path), str(tmp_path / "one")]
    assert (tmp_path / "one" / "two").is_dir()


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP, errno.EACCES])
def test_a_disk_that_forces_out_no_folders_is_written_to_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refused(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink().is_dir():
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refused)
    make_folder(tmp_path / "made")
    with whole(tmp_path / "made" / "out.txt") as stream:
        stream.write(b"now")
    assert (tmp_path / "made" / "out.txt").read_bytes() == b"now"


def test_a_disk_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", failing)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)), whole(tmp_path / "out.txt"):
        pass
    assert list(tmp_path.iterdir()) == []
