"""The real command killed at moments that nobody chose: what it began is done by whoever comes after it."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import onrecord
from tests.watch.conftest import Server, feed, page
from tests.watch.test_alerts import SAID

WATCH = (
    sys.executable,
    "-m",
    "onrecord",
    "watch",
    "feeds.toml",
    "--once",
    "--model",
    "fast",
    "--allow-private",
)


@pytest.mark.timeout(120)
def test_a_watch_killed_again_and_again_loses_nothing_and_tells_nothing_twice(
    tmp_path: Path, server: Server
) -> None:
    paths = [f"/{number}" for number in range(len(SAID))]
    server.answers["/news.xml"] = feed(*paths)
    server.answers |= {path: page(said) for path, said in zip(paths, SAID, strict=True)}
    (tmp_path / "feeds.toml").write_text(
        f'contact = "desk@vale.example"\ndelay = "1s"\n[[feeds]]\nurl = "{server.url}/news.xml"\n'
        '[[alerts]]\nname = "Marrow"\nspeaker = "Ilse Marrow"\nreview = true\n'
        '[deliver]\natom = "alerts.xml"\nmail = "mail"\nmail_to = "desk@vale.example"\n',
        encoding="utf-8",
    )
    command = (*WATCH, "--db", "desk.db")
    rng = random.Random(5)
    killed = 0
    for _ in range(4):
        with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as watch:
            time.sleep(rng.uniform(1, 3))
            watch.kill()
            killed += watch.wait() == -signal.SIGKILL
    assert killed >= 2
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "0 not read" in done.stderr
    with onrecord.Record.open(tmp_path / "desk.db") as record:
        assert sorted(row.source for row in record.reports()) == [f"{server.url}{path}" for path in paths]
        assert list(record.verify()) == []
        told = sum(row.entity == "Ilse Marrow" for row in record.quotes())
    assert told == len(SAID)
    assert len(list((tmp_path / "mail").glob("*.eml"))) == told
    assert (tmp_path / "alerts.xml").read_text("utf-8").count("<entry>") == told
    assert not list(tmp_path.rglob(".*.part"))
