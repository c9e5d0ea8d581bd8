"""Who is who, from the command line: look, decide, undo."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.speaker_reports import filled, listed, undo_of

__all__ = ["filled"]


def test_adding_says_who_is_who_at_once(filled: Run) -> None:
    rows = json.loads(filled("speakers", "--json").out)
    assert all(row["id"] for row in rows)
    assert {row["speaker_id"] for row in json.loads(filled("quotes", "--json").out)} == {
        row["id"] for row in rows
    }


def test_a_speaker_stands_in_one_line_with_other_spellings(filled: Run) -> None:
    filled("speakers", "merge", "Ilse Marrow", "Ilze Marrow")
    filled("speakers", "role", "Ilse Marrow", "mayor of Tarn", "--from", "2020-01-01")
    said = filled("speakers").out
    line = next(line for line in said.splitlines() if line.startswith("Ilse Marrow"))
    assert line.split()[2:4] == ["2", "2"]
    flat = " ".join(said.split())
    assert "mayor of Tarn;" in flat
    assert "Ilze" in flat.split("also", 1)[1]


def test_a_merge_is_told_signed_listed_and_undone(filled: Run) -> None:
    before = listed(filled)
    merged = filled("speakers", "merge", "tomas weir", "anna weir", "--why", "a slip", "--by", "Ada")
    assert merged.status == 0
    assert merged.out == ""
    done, caution = merged.err.splitlines()
    assert re.match("Tomas Weir and Anna Weir are one, shown as (Tomas|Anna) Weir; ", done)
    assert caution == "warning: both are full names, and they differ: Tomas Weir and Anna Weir"
    assert sum(listed(filled).values()) == sum(before.values())
    assert len(listed(filled)) == len(before) - 1
    shown = filled("speakers", "show", "anna weir").out
    assert "Ada, " in shown
    assert "a slip" in shown
    judged = filled("speakers", "judgements", "--people")
    assert judged.err == "1 decision\n"
    undone = filled("speakers", "undo", undo_of(merged))
    assert undone.err.startswith("undone: j")
    assert listed(filled) == before
    again = filled("speakers", "undo", undo_of(merged))
    assert again.status == 1
    assert "nothing is left to undo: " in again.err
    assert "undone by " in filled("speakers", "judgements", "--people").out


@pytest.mark.parametrize(
    ("one", "other", "shown", "cautioned"),
    [
        ("E Marrow", "Ilse Marrow", "Ilse Marrow", False),
        ("Ilse Marrow", "Ilse Marowik", "Ilse Marowik", True),
        ("Ilse Marrow", "Tomas Weir", "Ilse Marrow", True),
    ],
)
def test_the_fullest_name_is_shown_and_of_equals_the_most_used(
    filled: Run, one: str, other: str, shown: str, cautioned: bool
) -> None:
    for number, name in enumerate((shown, shown, one, other), 4):
        Path(f"{number}.txt").write_text(f"“Never,” said {name}.", encoding="utf-8")
    filled("add", ".")
    merged = filled("speakers", "merge", one, other)
    assert merged.err.startswith(f"{one} and {other} are one, shown as {shown}; ")
    assert ("warning: both are full names, and they differ" in merged.err) == cautioned


def test_the_start_of_an_id_will_do_in_capitals_too(filled: Run) -> None:
    row = json.loads(filled("speakers", "--json").out)[0]
    start = next(row["id"][:end] for end in range(3, 13) if re.search("[0-9]", row["id"][:end]))
    assert filled("speakers", "show", f" {start.upper()} ").out.startswith(row["name"])


def test_a_report_is_taken_out(filled: Run) -> None:
    Path("4.txt").write_text("“Never,” said Anna Weir.", encoding="utf-8")
    filled("add", "4.txt")
    done = filled("speakers", "split", "Anna Weir", "--report", "4.txt")
    assert "is somebody else; " in done.err
    quotes = filled("quotes", "--speaker", "Anna Weir")
    assert quotes.err.startswith("Anna Weir fits 2: Anna Weir (p")
    assert quotes.err.endswith("; --speaker ID for one of them\n2 quotations\n")
    ids = re.findall(r"\((p\w+)\)", quotes.err)
    assert [filled("quotes", "--speaker", each).err for each in ids] == ["1 quotation\n"] * 2


def test_whom_a_name_fits_is_said_by_search_too(filled: Run) -> None:
    assert filled("search", "so", "--speaker", "weir").err.splitlines()[0].startswith("weir fits ")


def test_rows_name_the_speaker_as_the_report_and_as_the_registry_does(filled: Run) -> None:
    filled("speakers", "rename", "anna weir", "Dame Anna")
    assert "Anna Weir (Dame Anna) · undated\n" in filled("quotes").out
    assert "Anna Weir (Dame Anna) · undated\n" in filled("search", "so").out
    (row,) = json.loads(filled("quotes", "--json", "--speaker", "dame anna").out)
    assert (row["speaker"], row["entity"]) == ("Anna Weir", "Dame Anna")


def test_whatever_is_entered_can_be_taken_back(filled: Run) -> None:
    before = filled("speakers", "--json").out
    for act in (("rename", "Dame Anna"), ("alias", "The Pilot"), ("role", "pilot", "--until", "2024-01-01")):
        done = filled("speakers", act[0], "anna weir", *act[1:])
        assert done.status == 0
        assert filled("speakers", "--json").out != before
        assert filled("speakers", "undo", undo_of(done)).status == 0
        assert filled("speakers", "--json").out == before


def test_names_and_roles_by_hand_are_listed_with_the_decisions(filled: Run) -> None:
    filled("speakers", "rename", "anna weir", "Dame Anna", "--by", "Ada")
    filled("speakers", "merge", "anna weir", "ilse marrow", "--by", "Ada")
    filled("speakers", "role", "tomas weir", "pilot", "--until", "2024-01-01", "--by", "Ada")
    listed = filled("speakers", "judgements", "--people")
    assert listed.err == "3 decisions\n"
    assert re.findall(r"^[ej]\w{10} · (\w+)", listed.out, re.MULTILINE) == ["role", "same", "name"]
    assert re.search(r"^e\w+ · role · pilot · of Tomas Weir \(p\w{12}\) · until", listed.out, re.MULTILINE)
    assert filled("speakers", "judgements", "anna weir", "--people").err == "2 decisions\n"
    rows = json.loads(filled("speakers", "judgements", "--people", "--json").out)
    assert [row.get("what") for row in rows] == ["role", None, "name"]


def test_what_has_no_effect_says_so_and_what_can_be_done(filled: Run) -> None:
    Path("4.txt").write_text("“Never,” said Petra Lind.", encoding="utf-8")
    filled("add", "4.txt")
    merged = filled("speakers", "merge", "tomas weir", "anna weir", "--by", "Ada")
    role = filled("speakers", "role", "petra lind", "pilot", "--by", "Ada")
    assert filled("speakers", "judgements", "--idle").err == "0 decisions\n"
    assert "notice" not in filled("verify").err
    Path("4.txt").write_text("“Never,” said Ilse Marrow.", encoding="utf-8")
    Path("3.txt").write_text("“Yes,” said Ilse Marrow.", encoding="utf-8")
    filled("add", ".")
    listed = filled("speakers", "judgements", "--idle")
    assert listed.err == "2 decisions\n"
    assert re.findall(r"^[ej]\w{10} · (\w+) · (\w+)", listed.out, re.MULTILINE) == [
        ("role", "gone"),
        ("same", "gone"),
    ]
    assert "no effect: no report or list has “Anna Weir” any longer" in listed.out
    rows = json.loads(filled("speakers", "judgements", "--idle", "--json").out)
    assert [(row["idle"]["why"], row["idle"]["name"]) for row in rows] == [
        ("gone", "Petra Lind"),
        ("gone", "Anna Weir"),
    ]
    verified = filled("verify")
    assert verified.status == 0
    assert verified.err.count("notice: that “") == 2
    for act in (merged, role):
        assert f"or take it back: onrecord speakers undo {undo_of(act)}\n" in verified.err
        assert filled("speakers", "undo", undo_of(act)).status == 0
    assert "notice" not in filled("verify").err


def test_of_many_judgements_those_are_shown_that_matter(filled: Run) -> None:
    Path("4.txt").write_text("“Never,” said Anna B. Weir.", encoding="utf-8")
    filled("add", "4.txt")
    slip = filled("speakers", "merge", "Tomas Weir", "Anna Weir", "--by", "Ada")
    filled("speakers", "undo", undo_of(slip))
    filled("speakers", "merge", "Ilse Marrow", "Anna Weir", "--by", "Ada")
    filled("speakers", "split", "Ilse Marrow", "Tomas Weir", "--by", "Ada", "--why", "two people")
    shown = filled("speakers", "show", "Ilse Marrow").out
    (portrait,) = json.loads(filled("speakers", "show", "Ilse Marrow", "--json").out)
    ids = re.findall(r"^ +(j\w{10}) · (\w+)", shown, re.MULTILINE)
    assert len(ids) == len(portrait["entity"]["profiles"]) - 1 + 1
    assert ids[-1][1] == "different"
    assert len(portrait["judgements"]) == len(ids) + 1
    assert re.search(r"^    Ada, .* · two people$", shown, re.MULTILINE)
    assert "  1 other judgement: onrecord speakers judgements p" in shown


def test_many_notices_are_not_all_told(filled: Run) -> None:
    for number in range(7):
        filled("speakers", "role", "anna weir", f"pilot {number}")
    Path("3.txt").write_text("“Yes,” said Ilse Marrow.", encoding="utf-8")
    filled("add", "3.txt")
    lines = filled("verify").err.splitlines()
    assert lines[-2:] == ["notice: 2 more", "hint: all of them: onrecord speakers judgements --idle"]
    assert len(lines) == 1 + 2 * 6
    assert filled("verify", "--json").out == "[]\n"


def test_who_had_a_role_on_a_day(filled: Run) -> None:
    filled("speakers", "role", "anna weir", "mayor of Tarn", "--from", "2020-01-01", "--until", "2021-01-01")
    filled("speakers", "role", "ilse marrow", "mayor of Tarn", "--from", "2024-01-01")
    asked = filled("speakers", "--role", "mayor", "--on", "2020-05-05")
    assert asked.err == "1 speaker\n"
    assert re.search(r"^Anna Weir +mayor of Tarn +1 Jan 2020 – 1 Jan 2021 +p\w{12}", asked.out, re.MULTILINE)
    nearest = filled("speakers", "--role", "mayor", "--on", "2022-01-01")
    assert "Anna Weir" in nearest.out
    assert nearest.err == "nobody was called so on 1 January 2022; nearest to that day:\n1 speaker\n"
    assert filled("speakers", "--role", "queen").err == "nobody was called so\n"
    (row,) = json.loads(filled("speakers", "--role", "mayor", "--on", "2026-01-01", "--json").out)
    assert row["name"] == "Ilse Marrow"


def test_each_role_that_fits_stands_with_its_days(filled: Run) -> None:
    filled("speakers", "role", "anna weir", "mayor of Tarn", "--from", "2020-01-01")
    filled("speakers", "role", "anna weir", "deputy mayor", "--until", "2019-05-01")
    lines = filled("speakers", "--role", "mayor").out.splitlines()[1:]
    assert [line.split("  ")[0] for line in lines] == ["Anna Weir", ""]
    assert re.search(r"mayor of Tarn +from 1 Jan 2020 +p\w{12}$", lines[0])
    assert re.search(r"deputy mayor +until 1 May 2019 *$", lines[1])


@pytest.mark.parametrize(("columns", "last"), [("60", "when"), ("80", "who they are"), ("120", "outlets")])
def test_a_narrow_screen_has_fewer_columns(
    filled: Run, monkeypatch: pytest.MonkeyPatch, columns: str, last: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert filled("speakers").out.splitlines()[0].rstrip().endswith(last)


def test_what_is_in_doubt_can_be_decided(filled: Run) -> None:
    asked = filled("speakers", "unsure")
    assert asked.status == 0
    count = len(json.loads(filled("speakers", "unsure", "--json").out))
    if count:
        assert "likely 0." in asked.out
        ids = re.findall(r"p\w{12}", asked.out)[:2]
        assert filled("speakers", "split", *ids).status == 0
        assert len(json.loads(filled("speakers", "unsure", "--json").out)) == count - 1


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        ("speakers show nobody", 1, "nobody of that name or id is in the record"),
        ("speakers show weir", 1, "people or organisations fit"),
        ("speakers merge weir marrow", 1, "people or organisations fit"),
        ("speakers undo j00", 1, "no judgement or entry has this id"),
        ("speakers split marrow", 2, "give either the other name, or --report"),
        ("speakers split marrow weir --report 1.txt", 2, "give either the other name, or --report"),
        ("speakers role marrow mayor --from 2020", 2, "'2020' is no day: write it as 2026-03-02"),
        (
            "speakers role marrow mayor --from 2020-01-02 --until 2020-01-01",
            2,
            "--from 2020-01-02 is later than",
        ),
        ("speakers --on 2020-01-01", 2, "--on DAY needs --role"),
        ("speakers --role mayor --on 2020", 2, "is no day"),
        ("speakers --limit 3 show weir", 2, "--limit belongs behind show"),
        ("speakers bogus", 2, "no such command 'bogus'"),
        ("speakers import a.csv --format odd", 2, "'csv', 'ftm', 'wikidata'"),
    ],
)
def test_what_cannot_be_done_is_one_clear_error(filled: Run, line: str, status: int, said: str) -> None:
    outcome = filled(*line.split())
    assert (outcome.status, outcome.out) == (status, "")
    error, hint = outcome.err.splitlines()
    assert error.startswith("error: ")
    assert said in error
    assert hint.startswith("hint: ")


def test_whoever_has_no_login_name_must_sign(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert filled("speakers", "alias", "anna weir", "A. W.").err == (
        "error: there is no login name to sign with\nhint: give one: --by NAME\n"
    )
    assert filled("speakers", "alias", "anna weir", "A. W.", "--by", "Ada").status == 0


@pytest.mark.parametrize("command", ["show x", "judgements", "unsure", "merge x y", "undo j1"])
def test_deciding_makes_no_database(run: Run, command: str, here: Path) -> None:
    assert "there is no record here" in run("speakers", *command.split()).err
    assert list(here.iterdir()) == []
