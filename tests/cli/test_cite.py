"""Citing, and checking evidence where there is no record."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from onrecord.core import Span
from onrecord.record import Record
from tests.cli.conftest import HARBOUR, Outcome, Run


@pytest.fixture
def filled(run: Run, harbour: Path) -> Run:
    assert run("add", harbour).status == 0
    return run


def quotation(run: Run) -> str:
    return str(json.loads(run("quotes", "--json").out)[0]["id"])


def bundled(run: Run, which: str) -> Path:
    written = run("cite", which, "--format", "bundle", "-o", "evidence.zip")
    assert written.status == 0, written
    return Path("evidence.zip")


def moved(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The bundle as somebody else has it, who has no record."""
    away = Path("away")
    away.mkdir()
    held = path.rename(away / path.name)
    monkeypatch.chdir(away)
    return Path(held.name)


def test_a_quotation_is_cited_on_standard_output(filled: Run) -> None:
    cited = filled("cite", quotation(filled))
    assert cited.status == 0
    assert cited.out.startswith(
        "Ilse Marrow: “The eastern quay opens in June,” (reported by “Quay to open in June”, "
    )
    assert cited.err == ""


@pytest.mark.parametrize(
    ("form", "begins"), [("bibtex", "@misc{r"), ("csl", '[\n  {\n    "id": "'), ("text", "Ilse ")]
)
def test_each_form_goes_to_a_file_as_to_the_screen(filled: Run, form: str, begins: str) -> None:
    which = quotation(filled)
    shown = filled("cite", which, "--format", form)
    assert filled("cite", which, "--format", form, "-o", "cited").status == 0
    assert Path("cited").read_text(encoding="utf-8") == shown.out
    assert shown.out.startswith(begins)


def test_addresses_begin_as_they_are_told_to(filled: Run) -> None:
    assert (
        "Record: https://desk.example/reports/"
        in filled("cite", "harbour.txt", "--base", "https://desk.example").out
    )
    assert "Record: urn:onrecord:reports/" in filled("cite", "harbour.txt").out


@pytest.mark.parametrize("kind", ["quotation", "statement", "report"])
def test_evidence_holds_where_there_is_no_record(
    filled: Run, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    which = {
        "quotation": quotation(filled),
        "statement": json.loads(filled("statements", "--json").out)[0]["id"],
        "report": "harbour.txt",
    }[kind]
    path = moved(bundled(filled, which), monkeypatch)
    found = filled("verify", path)
    assert (found.status, found.out) == (0, "")
    assert f"evidence.zip: evidence of {kind} " in found.err
    assert f"its SHA-256: {hashlib.sha256(path.read_bytes()).hexdigest()}" in found.err
    assert filled("verify", path, "--json").out == "[]\n"
    assert sorted(map(str, Path().iterdir())) == ["evidence.zip"]


def test_altered_evidence_is_a_line_and_exit_status_1(filled: Run) -> None:
    path = bundled(filled, quotation(filled))
    path.write_bytes(path.read_bytes().replace(b"in June", b"in July"))
    found = filled("verify", path)
    assert found.status == 1
    assert len(found.out.splitlines()) == 1
    assert found.err == "1 problem found in evidence.zip\n"
    assert len(json.loads(filled("verify", path, "--json").out)) == 1


def refused(outcome: Outcome, error: str) -> None:
    assert outcome.status == 1
    assert outcome.out == ""
    assert outcome.err.startswith("error: ")
    assert error in outcome.err
    assert "Traceback" not in outcome.err


def test_what_is_no_bundle_says_so(filled: Run) -> None:
    refused(filled("verify", "onrecord.db"), "hint: to check a record: onrecord verify --db onrecord.db")
    refused(filled("verify", "harbour.txt"), "this is no bundle of evidence")
    refused(filled("verify", "missing.zip"), "missing.zip")
    refused(filled("verify", "."), "Is a directory")
    Path("empty.zip").write_bytes(b"")
    refused(filled("verify", "empty.zip"), "this is no bundle of evidence")


def test_what_cannot_be_cited_is_a_line(filled: Run) -> None:
    refused(filled("cite", "0123456789ab"), "no report, quotation or statement has this id")
    refused(filled("cite", "x" * 300), "no id is that long")
    refused(filled("cite", "harbour.txt", "-o", "onrecord.db"), "this is the record itself")


def test_a_quotation_that_was_corrected_says_what_it_is_now(filled: Run) -> None:
    which = quotation(filled)
    with Record.open("onrecord.db") as record:
        start = HARBOUR.index("The eastern")
        content = [Span(start, start + len("The eastern quay opens in June"))]
        row = record.corrections.span(which, content=content, by="Ada Vole", why="marks")
    cited = filled("cite", which)
    assert cited.status == 0
    assert cited.err == f"{which} was corrected, and is {row.target} now\n"
    assert "“The eastern quay opens in June”" in cited.out


def test_a_quotation_of_an_earlier_version_says_so(filled: Run, harbour: Path) -> None:
    which = quotation(filled)
    harbour.write_text(HARBOUR.replace("eastern", "western"), encoding="utf-8")
    assert filled("add", harbour).status == 0
    cited = filled("cite", which)
    assert "in June" in cited.out
    assert cited.err == f"{which} is in version 1 of its report; the current one has not got it\n"
