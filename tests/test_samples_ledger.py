"""A lock that was to reopen, a speaker over seven years: the page on the ledger shows both to the letter."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from icalendar import Calendar

from onrecord.cli import main
from onrecord.pipeline import extract_all
from onrecord.read import from_bytes
from onrecord.record import Record

EXAMPLES = Path(__file__).parents[1] / "examples"
PAGE = EXAMPLES.parent / "docs" / "ledger.md"
_EXAMPLE = re.compile(r"^\$ onrecord (?P<command>.+)\n(?P<output>(?:.*\n)*?)(?=\$ |```)", re.MULTILINE)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both, under the bare names of their files: the same ids come out everywhere."""
    path = tmp_path_factory.mktemp("story") / "onrecord.db"
    files = sorted([*EXAMPLES.glob("lock/*.txt"), *EXAMPLES.glob("reports/reactor-*.txt")])
    reports = [report for file in files for report in from_bytes(file.read_bytes(), file.name, file.name)]
    with Record.open(path) as record:
        for extraction in extract_all(reports):
            record.add(extraction)
    return path


def examples() -> list[tuple[str, str]]:
    page = PAGE.read_text(encoding="utf-8")
    return [(match["command"], match["output"]) for match in _EXAMPLE.finditer(page)]


@pytest.mark.parametrize(("command", "expected"), examples())
def test_the_page_shows_what_is_printed(
    story: Path,
    command: str,
    expected: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("ONRECORD_DB", str(story))
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert main(shlex.split(command)) == 0
    assert capsys.readouterr().out == expected


def test_the_page_has_examples() -> None:
    shown = [command.split()[0] for command, _ in examples()]
    assert shown == ["commitments", "commitment", "figures", "positions"]


@pytest.mark.parametrize(("who", "found"), [("transport ministry", 1), ("Orrel", 1), ("lock ministry", 0)])
def test_who_is_to_do_it_is_found_by_the_reports_words_for_them(story: Path, who: str, found: int) -> None:
    """As in the page's example of a calendar; in one place it is whoever says "we"."""
    assert 'commitments --who "transport ministry" --format ics' in PAGE.read_text(encoding="utf-8")
    with Record.open(story) as record:
        rows = record.ledger.commitments(who=who, about="Hollin lock", as_of="2026-10-01")
    assert len(rows) == found


@pytest.mark.parametrize(
    ("day", "status", "last_day"),
    [
        ("2026-03-02", None, None),
        ("2026-03-03", "due", "2026-06-30"),
        ("2026-05-19", "due", "2026-06-30"),
        ("2026-05-20", "delayed", "2026-09-30"),
        ("2026-07-01", "delayed", "2026-09-30"),
        ("2026-09-13", "delayed", "2026-09-30"),
        ("2026-09-14", "kept", "2026-09-30"),
        ("2027-01-01", "kept", "2026-09-30"),
    ],
)
def test_the_lock_ages_by_itself(story: Path, day: str, status: str | None, last_day: str | None) -> None:
    with Record.open(story) as record:
        rows = record.ledger.commitments(about="Hollin lock", as_of=day)
        found = [(row.status, row.due and row.due.latest) for row in rows]
    assert found == ([] if status is None else [(status, last_day)])


def test_one_promise_in_three_places_is_one_line_proved_in_each(story: Path) -> None:
    with Record.open(story) as record:
        (row,) = record.ledger.commitments(about="Hollin lock", as_of="2026-12-01")
        page = record.ledger.commitment(row.id, as_of="2026-12-01")
        assert (row.reports, len(page.stands), len(row.evidence)) == (2, 3, 2)
        for stand in page.stands:
            text = record.report(stand.source.report_id).report.text
            assert stand.span.of(text) == stand.text and "reopen the Hollin lock" in stand.what
        assert list(record.verify()) == []


def test_its_deadline_is_in_the_calendar(
    story: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_DB", str(story))
    assert main(["commitments", "--about", "lock", "--as-of", "2026-06-01", "--format", "ics"]) == 0
    (event,) = Calendar.from_ical(capfd.readouterr().out).events
    assert event.start.isoformat() == "2026-09-30"
    assert "postponed to September 2026" in event["DESCRIPTION"]
