"""Two who write and ten who read at once, each a process of its own: nobody fails, and nothing is lost."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from onrecord.record import Record
from tests.record.telling import report

_EACH = 5


def write(path: Path | str, who: int) -> None:
    with Record.open(path) as record:
        for number in range(_EACH):
            said = [("Ida Holt", f"Bridge {who} and road {number} will be repaired by 2031-06-30")]
            record.add(report(f"{who}-{number}.txt", f"2031-03-0{number + 1}", said))
            record.refresh()


def read(path: Path | str, _: int) -> None:
    with Record.open(path, read_only=True) as record:
        seen = 0
        for _ in range(2):
            quotes = list(record.quotes())
            assert len(quotes) >= seen  # nothing that was there goes
            seen = len(quotes)
            assert all(row.text for row in quotes)
            record.search("bridge")
            list(record.statements.list())
            record.ledger.commitments()


@pytest.mark.slow
def test_two_write_and_ten_read_at_once(path: Path | str) -> None:
    # Forked, so that ten processes need not load everything anew.
    context = multiprocessing.get_context("fork")
    doing = [(write, who) for who in range(2)] + [(read, who) for who in range(10)]
    processes = [context.Process(target=what, args=(path, who)) for what, who in doing]
    for each in processes:
        each.start()
    for each in processes:
        each.join(100)
    assert [each.exitcode for each in processes] == [0] * len(processes)
    with Record.open(path) as record:
        record.refresh()
        names = {f"{who}-{number}.txt" for who in range(2) for number in range(_EACH)}
        assert {row.name for row in record.reports()} == names
        assert len(list(record.quotes())) == len(names)
        assert list(record.verify()) == []
