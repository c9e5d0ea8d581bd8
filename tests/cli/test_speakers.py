"""Who is who, from the command line: look, decide, undo, take a list in."""

from __future__ import annotations

import bz2
import gzip
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome, Run

REPORTS = {
    "1.txt": "“The quay opens in June,” said Ilse Marrow.",
    "2.txt": "“No,” said Ilze Marrow. “It opens in May,” said Tomas Weir.",
    "3.txt": "“Yes,” said Тома́с Вейр. “So be it,” said Anna Weir.",
}
LIST = "name,aliases,roles,qid\nIlse Marrow,I. Marrow,mayor of Tarn|2020-01-01,Q7\nNobody Here,,,\n,,,Q1\n"


@pytest.fixture
def filled(run: Run, here: Path) -> Run:
    for name, text in REPORTS.items():
        Path(name).write_text(text, encoding="utf-8")
    assert run("add", ".").status == 0
    return run


PERSON = {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}]}
ITEM = {"type": "item", "id": "Q7", "labels": {"en": {"value": "Ilse Marrow"}}, "claims": PERSON}


def undo_of(outcome: Outcome) -> str:
    """The id with which what was done can be taken back."""
    match = re.search(r"`onrecord speakers undo (\w+)`", outcome.err)
    assert match, outcome
    return match[1]


def listed(run: Run) -> dict[str, int]:
    return {row["name"]: row["quotations"] for row in json.loads(run("speakers", "--json").out)}


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


@pytest.mark.parametrize("pack", [None, gzip.compress, bz2.compress])
def test_a_list_is_taken_in_and_taken_back(filled: Run, pack: Callable[[bytes], bytes] | None) -> None:
    before = filled("speakers", "--json").out
    path = Path("people.csv" + {None: "", gzip.compress: ".gz", bz2.compress: ".bz2"}[pack])
    path.write_bytes(pack(LIST.encode()) if pack else LIST.encode())
    done = filled("speakers", "import", path)
    assert (done.status, done.out) == (0, "")
    assert f"warning: {path}: line 4: it has no name\n" in done.err
    assert "2 read, 1 kept; 4 new names, roles and ids; 1 line not understood; in onrecord.db\n" in done.err
    assert "wikidata Q7" in filled("speakers", "show", "Q7").out
    undone = filled("speakers", "undo", undo_of(done))
    assert undone.err.startswith("undone: e")
    assert filled("speakers", "--json").out == before


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("a.csv", "name\nIlse Marrow\n", 1),
        ("a.txt", "kind,name\nperson,Ilse Marrow\n", 1),
        ("a.tsv", "name\tqid\nIlse Marrow\tQ7\n", 1),
        ("a.json", '{"id": "x", "schema": "Person", "properties": {"name": ["Ilse Marrow"]}}\n', 1),
        (
            "b.json",
            f"[\n{json.dumps(ITEM)},\n]\n",
            1,
        ),
    ],
)
def test_the_format_of_a_list_is_found_out(filled: Run, name: str, text: str, kept: int) -> None:
    Path(name).write_text(text, encoding="utf-8")
    assert f" read, {kept} kept; " in filled("speakers", "import", name).err


def test_a_line_that_is_no_text_is_named_and_passed_over(filled: Run) -> None:
    Path("a.csv").write_bytes(b"name\nIlse M\xe4rrow\nIlse Marrow\n")
    done = filled("speakers", "import", "a.csv")
    assert "warning: a.csv: line 2: it is no UTF-8\n" in done.err
    assert "1 read, 1 kept" in done.err


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "no such file"),
        (b"\x89PNG", "none of the lists"),
        (b"{}\n", "none of the lists"),
        (b"", "none of"),
    ],
)
def test_a_list_that_is_none_is_one_error(filled: Run, content: bytes | None, message: str) -> None:
    if content is not None:
        Path("a.dat").write_bytes(content)
    done = filled("speakers", "import", "a.dat")
    assert done.status == 1
    error, hint = done.err.splitlines()[-2:]
    assert message in error
    assert hint.startswith("hint: ")


@pytest.mark.parametrize(
    ("text", "warned"),
    [
        (
            "name;kind\nIlse Marrow;person\n",
            "line 1: no column is called “name”; columns are split at commas or",
        ),
        ("who,name of\nIlse Marrow,person\n", "line 1: no column is called “name”; the first line must"),
        ("name,kind\nIlse Marrow, of Tarn,person\n", "line 2: it has 3 cells, the first line 2"),
        ("name,kind,qid\nIlse Marrow,person\n", "line 2: it has 2 cells, the first line 3"),
        ("name,kind\n", ""),
    ],
)
def test_a_list_of_which_nothing_can_be_read_is_an_error(filled: Run, text: str, warned: str) -> None:
    Path("a.csv").write_text(text, encoding="utf-8")
    done = filled("speakers", "import", "a.csv")
    assert done.status == 1
    assert warned in done.err
    assert "error: a.csv: nobody in it could be read; nothing was taken in\nhint: " in done.err


def test_a_folder_is_no_list(filled: Run) -> None:
    Path("lists").mkdir()
    done = filled("speakers", "import", "lists")
    assert (done.status, done.err.splitlines()[0]) == (1, "error: lists: it is a folder")


def test_a_packed_list_that_is_cut_keeps_what_was_read(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.importing._AT_ONCE", 1)
    rows = "".join(f"Nobody {number:x},Q{number}\n" for number in range(1000, 9000))
    Path("a.csv.gz").write_bytes(gzip.compress(f"name,qid\nIlse Marrow,Q7\n{rows}".encode())[:-40])
    done = filled("speakers", "import", "a.csv.gz")
    assert done.status == 1
    assert "it is damaged" in done.err
    assert filled("speakers", "show", "Q7").status == 0
    assert filled("verify").status == 0


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
