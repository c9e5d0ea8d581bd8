"""Which reports a dossier is made from, and what the record knows beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.record import Record, dossiers
from tests.record.telling import report


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record.open(tmp_path / "record.db")


ALLIANCE = "The Coastal Union of Norvia and Merrow met. "


def test_reports_that_name_the_topic_or_both_its_parties_are_read(record: Record) -> None:
    record.add(report("on-it.txt", "2031-03-01", [("Ida Holt", "It will rain")], before=ALLIANCE))
    record.add(report("both.txt", "2030-03-01", [("Ida Holt", "Norvians and Merrow are friends")]))
    record.add(report("one.txt", "2030-03-02", [("Ida Holt", "Norvia is rainy")]))
    record.add(report("other.txt", "2030-03-03", [("Ida Holt", "The Eastern Coastal Union is far")]))
    page = record.dossier("coastal union")
    assert sorted(row.name for row in page.reports.values()) == ["both.txt", "on-it.txt"]
    (position,) = page.dossier.positions
    assert (position.name, position.earliest) == ("“Norvians and Merrow are friends”", "2030-03-01")


def test_one_remark_in_two_reports_is_one_position(record: Record) -> None:
    said = "The Coastal Union will dredge the strait before the winter storms come"
    record.add(report("a.txt", "2031-03-01", [("Ida Holt", said)]))
    record.add(report("b.txt", "2031-03-01", [("Ida Holt", said)]))
    (position,) = record.dossier("Coastal Union").dossier.positions
    assert len(position.sources) == 2


def test_the_spellings_of_a_speaker_are_one_speaker(record: Record) -> None:
    record.add(report("a.txt", "2031-03-01", [("Aleksandr Holtenko", "The Coastal Union is our home")]))
    record.add(report("b.txt", "2031-03-02", [("Alexander Holtenko", "The Coastal Union will grow")]))
    assert len({each.speaker for each in record.dossier("Coastal Union").dossier.positions}) == 1


def test_where_there_are_too_many_the_oldest_are_left_out_and_counted(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossiers, "AT_MOST", 2)
    for day in (1, 2, 3):
        record.add(
            report(f"{day}.txt", f"2031-03-0{day}", [("Ida Holt", f"The Coastal Union has {day} ports")])
        )
    page = record.dossier("Coastal Union")
    assert sorted(row.name for row in page.reports.values()) == ["2.txt", "3.txt"]
    assert page.left_out == 1


def test_only_the_current_version_of_a_report_is_read(record: Record) -> None:
    record.add(report("a.txt", "2031-03-01", [("Ida Holt", "The Coastal Union is our home")]))
    record.add(report("a.txt", "2031-03-01", [("Ida Holt", "The weather is fine")]))
    assert record.dossier("Coastal Union").reports == {}
