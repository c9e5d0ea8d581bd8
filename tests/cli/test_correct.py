"""What is wrong in a report is put right, listed, taken back and exported to learn from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.cli.ledger_reports import ledger

__all__ = ["ledger"]

TEXT = (
    "ALDER BAY, 3 March 2031 - “The ferry will run all winter,” said Ida Rowan on Monday.\n"
    "The pilots want more boats, the union said. “Fares stay,” said Jon Weir.\n"
)


@pytest.fixture
def ferry(run: Run) -> Run:
    """A record of one report."""
    Path("ferry.txt").write_text(TEXT)
    assert run("add", "ferry.txt").status == 0
    return run


def rows(run: Run) -> list[dict[str, Any]]:
    return json.loads(run("quotes", "--json").out)  # type: ignore[no-any-return]


def the(run: Run, words: str) -> dict[str, Any]:
    (row,) = [row for row in rows(run) if words in row["text"]]
    return row


def flat(words: str) -> str:
    return " ".join(words.split())


def test_words_are_found_however_white_space_and_marks_are_typed(ferry: Run) -> None:
    which = the(ferry, "ferry")["id"]
    done = ferry(
        "correct", "span", which.upper(), "--content", '"The ferry will  run', "--source", "", "--by", "Ada"
    )
    assert done.status == 0
    assert "“The ferry will run all winter,” is “The ferry will run”; `onrecord correct undo x" in flat(
        done.err
    )
    row = the(ferry, "ferry")
    assert (row["text"], row["source"], row["grade"]) == ("“The ferry will run", [], "record")
    assert len(row["corrected"]) == 1


def test_of_words_that_stand_often_the_offset_tells(ferry: Run) -> None:
    which = the(ferry, "Fares")["id"]
    refused = ferry("correct", "missed", "ferry.txt", "--content", "said", "--by", "Ada")
    assert refused.status == 1
    assert "these words are in the report more than once" in flat(refused.err)
    assert f"the offset of one: {TEXT.index('said')}, " in flat(refused.err)
    at = TEXT.rindex("said")
    assert ferry("correct", "span", which, "--cue", "said Jon", "--at", str(at), "--by", "Ada").status == 0
    assert the(ferry, "Fares")["cue"] == [[at, at + 8]]


def test_what_was_corrected_is_listed_and_taken_back(ferry: Run) -> None:
    which = the(ferry, "Fares")["id"]
    assert ferry("correct", "speaker", which, "Anna Holt", "--by", "Ada", "--why", "so on tape").status == 0
    assert ferry("correct", "speaker", which, "--nobody", "--by", "Bo").status == 0
    gone = ferry("correct", "none", the(ferry, "ferry")["id"], "--by", "Bo", "--json")
    (made,) = json.loads(gone.out)
    assert (made["what"], made["state"], made["about"], made["by"]) == ("none", "applied", None, "person:Bo")
    listed = ferry("corrections", "ferry.txt")
    assert listed.err == "3 corrections\n"
    assert f"{made['id']} · “The ferry will run all winter,” is no quotation" in flat(listed.out)
    assert "is said by nobody known" in flat(listed.out)
    assert "is said by Anna Holt · overruled by x" in flat(listed.out)
    assert "so on tape" in flat(listed.out)
    assert all(len(line) <= 80 for line in listed.out.splitlines())
    undone = ferry("correct", "undo", made["id"], "--by", "Ada")
    assert undone.err == f"undone: {made['id']}, “The ferry will run all winter,” is no quotation\n"
    assert "undone by Ada" in flat(ferry("corrections").out)
    assert len(rows(ferry)) == 2
    assert ferry("corrections", "--idle").err == "0 corrections\n"
    assert ferry("correct", "undo", made["id"], "--by", "Ada").status == 1


def test_reading_again_changes_nothing_and_what_is_not_found_says_so(ferry: Run) -> None:
    missed = ferry(
        *("correct", "missed", "ferry.txt", "--content", "The pilots want more boats"),
        *("--source", "the union", "--cue", "said", "--by", "Ada"),
    )
    assert "“The pilots want more boats” is a quotation" in flat(missed.err)
    ferry("add", "ferry.txt")
    assert [row["text"] for row in rows(ferry)][1] == "The pilots want more boats"
    Path("ferry.txt").write_text("The pilots are silent.\n")
    ferry("add", "ferry.txt")
    assert rows(ferry) == []
    listed = ferry("corrections", "--idle")
    assert "has no effect: “The pilots want more boats” is in the report no longer" in flat(listed.out)
    noticed = ferry("verify")
    assert noticed.status == 0
    assert "onrecord correct undo x" in flat(noticed.err)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("speaker", "ID"), "give one of NAME, --entity SPEAKER and --nobody"),
        (("speaker", "ID", "Anna Holt", "--nobody"), "give one of NAME"),
        (("speaker", "ID", "--nobody", "--kind", "person"), "--kind goes with NAME"),
        (("deadline", "ID"), "give --earliest DAY or --latest DAY"),
        (("deadline", "ID", "--none", "--latest", "2031-01-01"), "give --earliest DAY or --latest DAY"),
        (("none", "ID"), "a quotation's id is wanted"),
        (("none", "0" * 16 + "-abc"), "no such report"),
        (("missed", "ferry.txt", "--content", "the mayor"), "these words are not in the report"),
        (("missed", "ferry.txt", "--content", "Fares stay"), "somebody is quoted there already"),
        (("undo", "x12"), "no correction has this id"),
    ],
)
def test_what_cannot_be_is_one_line_with_a_hint(ferry: Run, arguments: tuple[str, ...], what: str) -> None:
    refused = ferry("correct", *arguments)
    assert refused.status in {1, 2}
    assert what in flat(refused.err)
    assert "hint: " in refused.err
    assert ferry("corrections").err == "0 corrections\n"


def test_a_deadline_is_put_right(ledger: Run) -> None:
    arguments = ("commitments", "--about", "quay", "--as-of", "2031-12-31", "--json")
    (row,) = json.loads(ledger(*arguments).out)
    done = ledger("correct", "deadline", row["id"], "--latest", "2032-01-31", "--by", "Ada")
    assert done.status == 0
    assert "“We will repair the eastern quay by 2031-06-30” is due by 31 January 2032" in flat(done.err)
    (row,) = json.loads(ledger(*arguments).out)
    assert (row["due"]["latest"], row["status"]) == ("2032-01-31", row["status"])
    assert ledger("correct", "deadline", row["id"], "--none", "--words", "by 2031-06-30").status == 0
    (row,) = json.loads(ledger(*arguments).out)
    assert row["due"] is None


def test_corrections_are_exported_to_learn_from(ferry: Run) -> None:
    which = the(ferry, "Fares")["id"]
    ferry("correct", "speaker", which, "Anna Holt", "--by", "Ada", "--why", "so on tape")
    ferry("correct", "none", the(ferry, "ferry")["id"], "--by", "Ada")
    written = ferry("export", "--format", "corrections")
    assert written.err == "1 report written\n"
    (line,) = [json.loads(line) for line in written.out.splitlines()]
    assert (line["text"], line["whole"], len(line["denied"])) == (TEXT, False, 1)
    (relation,) = line["relations"]
    assert relation["speaker"] == {"name": "Anna Holt", "kind": "person"}
    assert [each["what"] for each in line["corrections"]] == ["speaker", "none"]
    assert relation["corrected"] == [line["corrections"][0]["id"]]
