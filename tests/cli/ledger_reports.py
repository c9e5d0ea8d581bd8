"""Reports of one story for the commands on the ledger, read by rules that can be predicted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.record import fake_ledger

REPORT = "{outlet}\n{day}\n\n{said} said {who}. The council of Tarn met on that day.\n"
PROMISE = "“We will repair the eastern quay by 2031-06-30. Quays cost 40 marks,”"
AGAIN = "“We will repair the eastern quay by 2031-06-30. Quays cost 50 marks,”"
ROAD = "“The council will widen the harbour road for everybody if it is dry. Tolls cost 3 marks,”"
KEPT = "“The eastern quay opened in the morning and the band played on,”"


def write(name: str, day: str, said: str, who: str = "Ilse Marrow") -> None:
    text = REPORT.format(outlet=f"Tarn {name.title()}", day=day, said=said, who=who)
    Path(f"{name}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def ledger(run: Run, here: Path) -> Iterator[Run]:
    """A promise in two reports, another in one, and what was told of the first in July."""
    with fake_ledger.rules():
        write("gazette", "3 March 2031", PROMISE)
        write("courier", "4 March 2031", AGAIN, "Tomas Weir")
        write("online", "5 March 2031", ROAD, "Tomas Weir")
        write("ledger", "2 July 2031", KEPT, "Ada Brun")
        assert run("add", ".").status == 0
        yield run
