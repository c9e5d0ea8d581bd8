"""The measuring of the reading room runs, on a record of a moment's work."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from lab.bench import serve


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_every_kind_of_page_is_asked_for_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["serve", "--quotations", "300", "--cache", str(tmp_path), "--requests", "10"]
    monkeypatch.setattr(sys, "argv", given)
    serve.main()
    told = capsys.readouterr().out
    for kind in (
        "search",
        "a speaker",
        "a statement",
        "a report",
        "all speakers",
        "home",
        "server's peak memory",
    ):
        assert f"\n{kind}" in told
