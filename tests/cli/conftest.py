"""Commands as users give them: `run("add", path)` carries out one line and hands back what came of it."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

import onrecord
from onrecord.cli import main

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def _fake() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fake_pipeline", HERE / "fake_pipeline.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The pipeline replaced by one that can be predicted."""
    module = _fake()
    monkeypatch.setitem(sys.modules, "onrecord.pipeline", module)
    monkeypatch.setitem(vars(onrecord), "pipeline", module)
    return module


@pytest.fixture
def run(
    fake: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Run one command line within this process, in an empty folder of its own, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("ONRECORD_DB", raising=False)

    def run(*arguments: str | Path) -> Outcome:
        capfd.readouterr()
        status = main([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return Outcome(status, said.out, said.err)

    return run


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `onrecord` as a process of its own, with the predictable pipeline at `seconds` a report."""
    started: list[subprocess.Popen[str]] = []
    program = (
        "import importlib.util as u, sys\n"
        f"spec = u.spec_from_file_location('fake_pipeline', {str(HERE / 'fake_pipeline.py')!r})\n"
        "fake = u.module_from_spec(spec); spec.loader.exec_module(fake)\n"
        "sys.modules['onrecord.pipeline'] = fake\n"
        "fake.SECONDS_A_REPORT = float(sys.argv.pop(1))\n"
        "from onrecord.cli import run; run()\n"
    )

    def start(*arguments: str | Path, seconds: float = 0.0, **options: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", program, str(seconds), *map(str, arguments)]
        environment = {**os.environ, "COLUMNS": "80"} | {"PYTHONPATH": str(ROOT / "src")}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        process = subprocess.Popen(command, cwd=tmp_path, env=environment, text=True, **pipes)  # type: ignore[call-overload]
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


HARBOUR = """Quay to open in June

“The eastern quay opens in June,” said Ilse Marrow.

“It will cost 40 million,” said Tomas Weir. “We doubt it,” said some critics.
"""


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A report with three quotations: Ilse Marrow, Tomas Weir and somebody unnamed."""
    path = tmp_path / "harbour.txt"
    path.write_text(HARBOUR, encoding="utf-8")
    return path
