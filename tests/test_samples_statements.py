"""One story in four outlets, as it comes out: the page on statements shows it to the letter."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.pipeline import extract_all
from onrecord.read import from_bytes
from onrecord.record import Record
from onrecord.record.understanding import understood

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "examples" / "reports"
_EXAMPLE = re.compile(r"^\$ onrecord (?P<command>.+)\n(?P<output>(?:.*\n)*?)(?=\$ |```)", re.MULTILINE)


def recorded(path: Path, files: str) -> Path:
    """A record of some reports, under their bare names: the same ids come out everywhere."""
    found = sorted(REPORTS.glob(files))
    reports = [report for file in found for report in from_bytes(file.read_bytes(), file.name, file.name)]
    with Record.open(path) as record:
        for extraction in extract_all(reports):
            record.add(extraction)
    return path


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One story in four outlets."""
    return recorded(tmp_path_factory.mktemp("story") / "onrecord.db", "toll-*.txt")


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One speaker on one matter, over seven years."""
    return recorded(tmp_path_factory.mktemp("years") / "onrecord.db", "reactor-*.txt")


def examples() -> list[tuple[str, str]]:
    page = (ROOT / "docs" / "statements.md").read_text(encoding="utf-8")
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
    assert main(command.split()) == 0
    assert capsys.readouterr().out == expected


def test_the_page_has_examples() -> None:
    assert [command.split()[0] for command, _ in examples()] == ["statements", "statement", "duplicates"]


def test_of_one_story_each_remark_is_one_statement(story: Path) -> None:
    """By the words that open the fullest wording: how many quotations, reports, and independent reports."""
    with Record.open(story, create=False, read_only=True) as record:
        found = {row.id: understood(record, row.id) for row in record.statements.list(min_reports=2)}
    counts = {
        (each.statement.row.speaker, each.base.quote.text.strip('“”"')[:22]): (
            len(each.told),
            len(each.lineage.reports),
            each.lineage.independent,
            {
                each.names[relay.id]
                for relay in each.statement.relays
                if relay.report_id in each.lineage.first
            },
        )
        for each in found.values()
    }
    assert counts == {
        ("Dagny Stroud", 'the answer was "half a'): (4, 3, 2, {"Merrow Press"}),
        ("Bastian Orrel", "It is a bridge, not a "): (3, 3, 2, {"Merrow Press"}),
        ("Bastian Orrel", "Velmora will keep the "): (4, 3, 2, {"Merrow Press"}),
        ("Bastian Orrel", "The toll stays at 12 m"): (3, 3, 1, {"Merrow Press"}),
        ("Bastian Orrel", "the bridge had earned "): (2, 2, 1, {"Merrow Press"}),
        ("Bastian Orrel", "that electronic paymen"): (2, 2, 1, {"Merrow Press"}),
        ("Una Tarrick", "that “nobody asked us "): (2, 2, 2, {"Merrow Press"}),
    }


def test_an_altered_figure_is_named_with_who_really_said_it(story: Path) -> None:
    with Record.open(story, create=False, read_only=True) as record:
        (row,) = (each for each in record.statements.list() if "The toll stays at 12 marks" in each.text)
        known = understood(record, row.id)
    last = known.told[-1]
    assert last.quote.speaker == "Bastian Orrel"
    assert last.departure is not None
    assert "20" in {change.text for change in last.departure.changes if change.kind == "number"}
    alone = "20 marks” stands in one report alone (Basin Online)"
    assert any(alone in each.sentence for each in known.warnings)


def test_a_stock_phrase_is_named_with_each_occasion(
    years: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    assert main(["repeats", "--speaker", "mabry", "--db", str(years)]) == 0
    groups = capsys.readouterr().out.split("\n\n")
    (group,) = (" ".join(each.split()) for each in groups if "It is too dear" in each)
    assert group.startswith("Corin Mabry · said again in ")
    assert "14 May 2019 · 1 report · " in group
    assert "21 Nov 2023 · 1 report · " in group
    phrase = '"It is too dear, it is too late, and nobody can tell me where the waste will go."'
    assert f"word for word: {phrase}" in group
    assert main(["repeats", "--json", "--db", str(years)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found) == len(groups)
    assert all(likeness["decision"] == "other_occasion" for each in found for likeness in each["likenesses"])
