"""What the page of a statement tells of its reports: who speaks, and which report is which."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from onrecord.cli.statement_understanding import understood
from onrecord.core import Extraction, Fact, Model, Quotation, Report, Span, Speaker
from onrecord.record import Record
from tests.cli.conftest import Run

WORDS = "“The eastern quay will open in June and the ferry will cost 40 marks for lorries,”"


def report(name: str, day: int, speaker: str | None, outlet: str | None) -> Extraction:
    """A report of one quotation, which gives it to a speaker or to nobody by name."""
    text = f"{WORDS} said {speaker or 'a clerk'}. The council of Tarn met as {name} went to press."
    start = text.index(" said ") + len(" said ")
    source = Span(start, text.index(". The"))
    who = Speaker("s1", speaker, "person", "named in the source") if speaker else None
    made = Report(
        text,
        name,
        name,
        text.encode(),
        published=Fact(date(2031, 3, day).isoformat()),
        outlet=outlet,
    )
    quotation = Quotation(f"q{day}", "direct", (Span(0, len(WORDS)),), (source,), speaker=who)
    return Extraction(made, (quotation,), Model("made", "1", "ab"))


def page(run: Run, here: Path, *reports: Extraction) -> str:
    """The page of the one statement in these reports, on one line."""
    with Record.open(here / "page.db") as record:
        for each in reports:
            record.add(each)
        (row,) = record.statements.list()
        assert len(understood(record, row.id).told) == len(reports)
    return " ".join(run("statement", row.id, "--db", str(here / "page.db")).out.split())


@pytest.mark.parametrize(("speaker", "told"), [(None, "Online · speaker unnamed"), ("Ilse Marrow", "Online")])
def test_a_speaker_is_told_where_it_is_not_the_heading_s(
    run: Run, here: Path, speaker: str | None, told: str
) -> None:
    shown = page(run, here, report("a", 3, "Ilse Marrow", "Gazette"), report("b", 4, speaker, "Online"))
    assert shown.startswith("Ilse Marrow · ")
    assert f"4 Mar 2031 · {told} · direct" in shown
    assert "3 Mar 2031 · Gazette · direct" in shown


def test_reports_of_one_outlet_are_told_apart_by_their_days(run: Run, here: Path) -> None:
    several = [report(name, day, "Ilse Marrow", "Gazette") for name, day in (("a", 3), ("b", 5))]
    shown = page(run, here, *several, report("c", 4, "Ilse Marrow", "Online"))
    assert "Gazette (3 Mar 2031) with Gazette (5 Mar 2031); Online." in shown


def test_a_day_in_the_name_of_a_file_stays(run: Run, here: Path) -> None:
    shown = page(run, here, report("tarn-2031-03-03.txt", 3, "Ilse Marrow", None))
    assert "First observed in tarn-2031-03-03.txt (3 March 2031)." in shown
