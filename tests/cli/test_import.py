"""`onrecord import`: what comes back as it was changes nothing, what was annotated is put right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.record import Record
from tests.cli.conftest import Run

FORMS = ["brat", "labelstudio", "webannotation"]


@pytest.fixture(autouse=True)
def added(run: Run, harbour: Path) -> None:
    run("add", harbour)


def exported(run: Run, form: str) -> Path:
    """What is in the record, as somebody who annotates in that program would hand it back unchanged."""
    if form == "brat":
        run("export", "--format", form, "-o", "out")
        return next(Path("out").glob("*.ann"))
    path = Path("out.json")
    run("export", "--format", form, "-o", path)
    if form == "labelstudio":
        tasks = json.loads(path.read_text(encoding="utf-8"))
        done = [{"data": task["data"], "annotations": task["predictions"]} for task in tasks]
        path.write_text(json.dumps(done), encoding="utf-8")
    return path


def contents() -> list[str]:
    with Record.open("onrecord.db") as record:
        return [row.text for row in record.quotes()]


@pytest.mark.parametrize("form", FORMS)
def test_what_comes_back_unchanged_changes_nothing(run: Run, form: str) -> None:
    before = contents()
    path = exported(run, form)
    outcome = run("import", path, "--format", form, "--by", "Nell")
    assert (outcome.status, outcome.err) == (0, "1 report read, 0 corrections, 0 skipped; in onrecord.db\n")
    assert contents() == before


def test_what_was_moved_or_taken_away_in_brat_is_put_right(run: Run) -> None:
    path = exported(run, "brat")
    lines = path.read_text(encoding="utf-8").splitlines()
    gone = [line for line in lines if not line.startswith(("E3", "A3", "#3"))]
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    words = "eastern quay opens in June,”"
    start = text.index(words)
    changed = [
        f"T3\tContent {start} {start + len(words)}\t{words}" if line.startswith("T3\t") else line
        for line in gone
    ]
    path.write_text("\n".join(changed), encoding="utf-8")
    outcome = run("import", path, "--format", "brat", "--by", "Nell", "--why", "read it again")
    assert outcome.err.startswith("1 report read, 2 corrections, 0 skipped")
    assert sorted(contents()) == [words, "“It will cost 40 million,”"]
    with Record.open("onrecord.db") as record:
        assert {(row.who, row.correction.why) for row in record.corrections.list()} == {
            ("Nell", "read it again")
        }
    again = run("import", path, "--format", "brat", "--by", "Nell")
    assert again.err.startswith("1 report read, 0 corrections")


def test_another_speaker_in_label_studio_is_put_right(run: Run) -> None:
    path = exported(run, "labelstudio")
    path.write_text(
        path.read_text(encoding="utf-8").replace('["Tomas Weir"]', '["Ida Rowan"]'), encoding="utf-8"
    )
    assert "1 correction," in run("import", path, "--format", "labelstudio", "--by", "Nell").err
    with Record.open("onrecord.db") as record:
        assert [row.speaker for row in record.quotes()] == ["Ilse Marrow", "Ida Rowan", None]


def test_a_folder_of_brat_is_all_its_annotations_and_a_broken_one_is_passed_over(run: Run) -> None:
    path = exported(run, "brat")
    Path("out/broken-0123456789abcdef.ann").write_text("T1\tContent x\n", encoding="utf-8")
    outcome = run("import", "out", "--format", "brat", "--by", "Nell")
    assert outcome.status == 1
    assert "out/broken-0123456789abcdef.ann: 0123456789abcdef: " in outcome.err
    assert outcome.err.endswith("1 report read, 0 corrections, 1 skipped; in onrecord.db\n")
    assert run("import", path, path.with_suffix(".txt"), "--format", "brat", "--by", "Nell").status == 0


def test_lines_of_web_annotation_are_passed_over_one_by_one(run: Run) -> None:
    path = exported(run, "webannotation")
    path.write_text("{\n" + path.read_text(encoding="utf-8") + '{"type": "Annotation"}\n', encoding="utf-8")
    outcome = run("import", path, "--format", "webannotation", "--by", "Nell")
    assert outcome.status == 0
    assert "out.json: line 1: it is no JSON" in outcome.err
    assert "out.json: line 3: it is no AnnotationPage" in outcome.err
    assert outcome.err.endswith("1 report read, 0 corrections, 2 skipped; in onrecord.db\n")


@pytest.mark.parametrize(
    ("name", "form", "says"),
    [
        ("nowhere.ann", "brat", "no such file"),
        (".", "labelstudio", "it is a folder"),
        ("bad.json", "webannotation", "it is no UTF-8: byte 1"),
    ],
)
def test_what_cannot_be_read_is_one_line(run: Run, name: str, form: str, says: str) -> None:
    Path("bad.json").write_bytes(b"{\xff")
    outcome = run("import", name, "--format", form, "--by", "Nell")
    assert outcome.status == 1
    assert says in outcome.err
