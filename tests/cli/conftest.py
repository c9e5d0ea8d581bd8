"""Commands as users give them: `run("add", path)` carries out one line and hands back what came of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import IO

import pytest

import onrecord
from onrecord.cli import main
from tests.cli import fake_pipeline

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


Run = Callable[..., Outcome]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The pipeline replaced by one that can be predicted."""
    monkeypatch.setitem(sys.modules, "onrecord.pipeline", fake_pipeline)
    monkeypatch.setitem(vars(onrecord), "pipeline", fake_pipeline)
    return fake_pipeline


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder to work in, before a screen of 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("ONRECORD_DB", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def run(fake: ModuleType, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run one command line within this process."""

    def run(*arguments: str | Path) -> Outcome:
        capfd.readouterr()
        status = main([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return Outcome(status, said.out, said.err)

    return run


# Whoever runs the tests in the background has told their children to ignore Ctrl-C.
PROGRAM = """
import resource, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from tests.cli import fake_pipeline
sys.modules["onrecord.pipeline"] = fake_pipeline
fake_pipeline.SECONDS_A_REPORT = float(sys.argv.pop(1))
if room := int(sys.argv.pop(1)):
    from onrecord.read import read_text
    read_text("The language model unpacks itself into a temporary file: let it do so before room is short.")
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
from onrecord.cli import run
run()
"""


@pytest.fixture
def start(here: Path) -> Iterator[Start]:
    """Start `onrecord` as a process of its own, with the predictable pipeline.

    It takes `seconds` a report; `room` is the largest file it can write, in bytes, 0 for no limit: what goes
    beyond fails as on a full disk.
    """
    started: list[subprocess.Popen[str]] = []

    def start(
        *arguments: str | Path, seconds: float = 0.0, room: int = 0, stdout: int | IO[str] = subprocess.PIPE
    ) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", PROGRAM, str(seconds), str(room), *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"}
        process = subprocess.Popen(
            command, cwd=here, env=environment, text=True, stdout=stdout, stderr=subprocess.PIPE
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()


HARBOUR = """Quay to open in June

“The eastern quay opens in June,” said Ilse Marrow.

“It will cost 40 million,” said Tomas Weir. “We doubt it,” said some critics.
"""


@pytest.fixture
def harbour(here: Path) -> Path:
    """A report with three quotations: Ilse Marrow, Tomas Weir and somebody unnamed."""
    path = Path("harbour.txt")
    path.write_text(HARBOUR, encoding="utf-8")
    return path
