"""Reports in which people speak under several spellings."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome, Run

REPORTS = {
    "1.txt": "“The quay opens in June,” said Ilse Marrow.",
    "2.txt": "“No,” said Ilze Marrow. “It opens in May,” said Tomas Weir.",
    "3.txt": "“Yes,” said Тома́с Вейр. “So be it,” said Anna Weir.",
}


@pytest.fixture
def filled(run: Run, here: Path) -> Run:
    for name, text in REPORTS.items():
        Path(name).write_text(text, encoding="utf-8")
    assert run("add", ".").status == 0
    return run


def undo_of(outcome: Outcome) -> str:
    """The id with which what was done can be taken back."""
    match = re.search(r"`onrecord speakers undo (\w+)`", outcome.err)
    assert match, outcome
    return match[1]


def listed(run: Run) -> dict[str, int]:
    return {row["name"]: row["quotations"] for row in json.loads(run("speakers", "--json").out)}
