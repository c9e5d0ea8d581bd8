"""A file is there whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.core.files import whole


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


def test_content_and_name_are_forced_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forced, fsync = [], os.fsync

    def noted(descriptor: int) -> None:
        forced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    with whole(tmp_path / "out.txt") as stream:
        stream.write(b"now")
    assert forced == [str(tmp_path / ".out.txt.part"), str(tmp_path)]
