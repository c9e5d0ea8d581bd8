"""`onrecord serve` where it cannot."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from onrecord.cli import main
from onrecord.record import Record


def test_a_port_that_is_taken_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Record.open(tmp_path / "onrecord.db").close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--db", str(tmp_path / "onrecord.db"), "--port", str(port)]) == 1
    told = capsys.readouterr().err
    assert f"error: 127.0.0.1 port {port}: " in told
    assert "--port 0" in told


def test_a_record_that_is_not_there_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--db", str(tmp_path / "none.db")]) == 1
    assert "there is no record here" in capsys.readouterr().err


def test_it_answers_under_the_name_that_it_is_given_and_no_other(tmp_path: Path) -> None:
    Record.open(tmp_path / "onrecord.db").close()
    with serving(tmp_path / "onrecord.db", "--host", "0.0.0.0", "--address", "http://desk.example/") as base:
        asked = {
            host: _status(base, host) for host in ("desk.example", "localhost", "192.0.2.7", "evil.example")
        }
    assert asked == {"desk.example": 200, "localhost": 200, "192.0.2.7": 200, "evil.example": 400}


def _status(base: str, host: str) -> int:
    return httpx.get(base, headers={"host": host}, trust_env=False).status_code


@contextmanager
def serving(db: Path, *options: str) -> Iterator[str]:
    """The command as a process of its own; where it answers."""
    command = [sys.executable, "-m", "onrecord", "serve", "--db", str(db), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            told = process.stderr.readline()
            match = re.search(r"is at http://[^/]*:(\d+)/", told)
            assert match, told
            yield f"http://127.0.0.1:{match[1]}"
        finally:
            process.terminate()
