"""What the page of a statement tells of its reports: who speaks, and which report is which."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.core import Extraction, Fact, Interval, Likeness, Model, Quotation, Report, Span, Speaker
from onrecord.record import Record, Repeat, StatementRow
from onrecord.record.statements import Statements
from onrecord.record.understanding import understood
from tests.cli.conftest import Run

WORDS = "“The eastern quay will open in June and the ferry will cost 40 marks for lorries,”"

MORE = (
    " Dockers had asked for a longer pier since spring, and fishermen of the outer islands for a colder store"
    " beside it; the harbour master, whose office overlooks both, wants neither before the dredging is paid."
)


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


@pytest.mark.parametrize(
    ("speaker", "told"), [(None, "Online · “a clerk” (the report's words)"), ("Ilse Marrow", "Online")]
)
def test_a_speaker_is_told_where_it_is_not_the_heading_s(
    run: Run, here: Path, speaker: str | None, told: str
) -> None:
    shown = page(run, here, report("a", 3, "Ilse Marrow", "Gazette"), report("b", 4, speaker, "Online"))
    assert shown.startswith("Ilse Marrow · ")
    assert f"4 Mar 2031 · {told} · direct" in shown
    assert "3 Mar 2031 · Gazette · direct" in shown


@pytest.mark.parametrize(
    ("titles", "files", "marks"),
    [
        (("The quay", "The ferry"), ("a.txt", "b.txt"), ("“The quay”", "“The ferry”")),
        (("The quay", "The quay"), ("a.txt", "b.txt"), ("a.txt", "b.txt")),
        (("The quay", None), ("a.txt", "b.txt"), ("a.txt", "b.txt")),
        ((None, None), ("1/a.txt", "2/a.txt"), ("", "")),
    ],
)
def test_reports_of_one_outlet_are_told_apart(
    run: Run, here: Path, titles: tuple[str | None, ...], files: tuple[str, ...], marks: tuple[str, str]
) -> None:
    several = []
    for title, file, day in zip(titles, files, (3, 5), strict=True):
        made = report(file, day, "Ilse Marrow", "Gazette")
        several.append(replace(made, report=replace(made.report, title=Fact(title) if title else None)))
    shown = page(run, here, *several, report("c", 4, "Ilse Marrow", "Online"))
    ids = re.findall(r"direct · (\w{8})\w{8}-q", shown)
    first, second = (f"Gazette, {mark or identity}" for mark, identity in zip(marks, ids[::2], strict=True))
    assert f"{first}, followed by {second}; Online." in shown
    assert f"First observed in {first} (3 March 2031)." in shown
    assert f"5 Mar 2031 · {second} · direct" in shown
    assert f"quotes the words that stood in {first} before" in shown


def test_how_much_of_a_report_stands_in_another_of_its_outlet(run: Run, here: Path) -> None:
    several = []
    for name, day in (("a", 3), ("b", 5)):
        made = report(name, day, "Ilse Marrow", "Gazette")
        text = made.report.text + MORE
        several.append(replace(made, report=replace(made.report, text=text, data=text.encode())))
    shown = page(run, here, *several)
    assert re.search(r"b · direct · .* \d+% of it, quotations apart, stands in Gazette, a$", shown)


def test_what_two_reports_of_one_outlet_owe_is_said_once_above(run: Run, here: Path) -> None:
    credited = []
    for name in ("a", "b"):
        made = report(name, 3, "Ilse Marrow", "Gazette")
        whose = replace(made.report, author="Basin Wire", credited=(Fact("Basin Wire"),))
        credited.append(replace(made, report=whose))
    above = page(run, here, *credited).partition("reports, the earliest first")[0]
    assert above.count("Gazette credits Basin Wire, of whom no earlier report is among these.") == 1


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("2031-03-01", "2031-03-01"), "1 March 2031"),
        (("2031-03-01", "2031-03-03"), "1 or 3 March 2031, as told"),
        (("2031-02-27", "2031-03-01"), "27 February 2031 or 1 March 2031, as told"),
    ],
)
def test_days_on_which_reports_do_not_agree_are_all_told(
    run: Run, here: Path, days: tuple[str, str], told: str
) -> None:
    reports = []
    for name, day, said in zip("ab", (3, 4), days, strict=True):
        made = report(name, day, "Ilse Marrow", name.upper())
        (quotation,) = made.quotations
        quotation = replace(quotation, said_on=Interval(said, said, quotation.source[0]))
        reports.append(replace(made, quotations=(quotation,)))
    assert page(run, here, *reports).startswith(f"Ilse Marrow · {told} · ")


@pytest.mark.parametrize(
    ("speakers", "heading", "below"),
    [
        (("Ida Holt", "Ida Holt"), "Ida Holt", "5 Sep 2031 · 1 report · b"),
        (("Ida Holt", None), "Ida Holt", "5 Sep 2031 · “a clerk” (the report's words) · 1 report · b"),
        ((None, "Ida Holt"), "“a clerk” (the report's words)", "5 Sep 2031 · Ida Holt · 1 report · b"),
    ],
)
def test_what_was_said_again_is_each_under_its_own_speaker(
    run: Run,
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    speakers: tuple[str | None, ...],
    heading: str,
    below: str,
) -> None:
    rows = tuple(
        StatementRow(
            identity, who, who, day, day, 1, (), WORDS, "r-q", None, "record", None if who else "a clerk"
        )
        for identity, who, day in zip("ab", speakers, ("2031-03-05", "2031-09-05"), strict=True)
    )
    again = Repeat(rows, (Likeness("r-a", "r-b", 0.1, 0.8, "other_occasion", ""),))
    monkeypatch.setattr(Statements, "repeats", lambda *_, **__: iter([again]))
    with Record.open(here / "again.db"):
        pass
    shown = run("repeats", "--db", str(here / "again.db")).out
    assert shown.startswith(f"{heading} · said again in 2 statements · ")
    assert below in shown


def test_a_day_in_the_name_of_a_file_stays(run: Run, here: Path) -> None:
    shown = page(run, here, report("tarn-2031-03-03.txt", 3, "Ilse Marrow", None))
    assert "First observed in tarn-2031-03-03.txt (3 March 2031)." in shown
