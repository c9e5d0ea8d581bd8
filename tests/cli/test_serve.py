"""`onrecord serve` where it cannot."""

from __future__ import annotations

import socket
from pathlib import Path

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
