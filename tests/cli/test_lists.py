"""A list of one's own, from the command line: taken in, taken back, or told why not."""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.speaker_reports import filled, undo_of

__all__ = ["filled"]

LIST = "name,aliases,roles,qid\nIlse Marrow,I. Marrow,mayor of Tarn|2020-01-01,Q7\nNobody Here,,,\n,,,Q1\n"
PERSON = {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}]}
ITEM = {"type": "item", "id": "Q7", "labels": {"en": {"value": "Ilse Marrow"}}, "claims": PERSON}


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
