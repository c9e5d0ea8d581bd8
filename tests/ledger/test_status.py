"""Status: what follows from a deadline and from what was told later, in small histories."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.ledger.status import Status, status
from tests.ledger.status_making import later, made

_HISTORIES = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "status.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _shown(found: Status, moved: bool) -> str:
    day = (found.due and found.due.latest) or "-"
    return f"{found.state} {day}" if moved else found.state


@pytest.mark.parametrize(("made_on", "kind", "promise", "told", "as_of", "expected", "sort"), _HISTORIES)
def test_a_history(
    made_on: str, kind: str, promise: str, told: str, as_of: str, expected: str, sort: str
) -> None:
    one = made(promise, made_on, kind)
    found = status(one.commitment, one.text, one.made_on, later(told), as_of)
    assert _shown(found, " " in expected) == expected, found.evidence
