"""`onrecord search --meaning`, with vectors that count words: what shares words is near in meaning."""

from __future__ import annotations

import json
import math
import re
import sqlite3
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

import onrecord
from onrecord.core import quoted_text
from tests.cli.conftest import Outcome, Run

WEIR = "Tomas Weir · undated\n  “It will cost 40 million,”\n  — harbour.txt · direct · similarity "


def embed(text: str, model: str = "accurate") -> bytes:
    counts = [0.0] * 128
    for word in re.findall(r"\w+", text.lower()):
        counts[zlib.crc32(word.encode()) % 128] += 1
    length = math.hypot(*counts) or 1
    return struct.pack("<128e", *(count / length for count in counts))


@pytest.fixture(autouse=True)
def vectors(fake: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """The predictable pipeline, giving a vector with each quotation."""
    plain = fake.extract

    def extract(report: onrecord.Report) -> onrecord.Extraction:
        found: onrecord.Extraction = plain(report)
        said = (
            replace(quotation, embedding=embed(quoted_text(report.text, quotation.content)))
            for quotation in found.quotations
        )
        return replace(found, quotations=tuple(said))

    monkeypatch.setattr(fake, "extract", extract)
    monkeypatch.setattr(fake, "embed", embed, raising=False)


@pytest.fixture
def another_model(fake: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on a model with other weights."""
    monkeypatch.setattr(fake, "model_info", lambda model="": onrecord.Model("fake", "2", "1" * 64))


def test_the_nearest_come_first_and_say_how_near_they_are(run: Run, harbour: Path) -> None:
    run("add", harbour)
    found = run("search", "--meaning", "it", "will", "cost", "20", "million")
    assert found.out.startswith(WEIR + "0.80 · ")
    assert (found.status, found.err) == (0, "1 quotation\n")
    assert run("search", "--meaning", "It will cost 40 million").out.startswith(WEIR + "1.00 · ")


def test_what_is_near_comes_as_json_with_its_similarity(run: Run, harbour: Path) -> None:
    run("add", harbour)
    found = run("search", "--meaning", "doubt it will cost 40 million", "--json")
    hits = json.loads(found.out)
    assert [hit["quote"]["speaker"] for hit in hits] == ["Tomas Weir", None]
    assert [hit["similarity"] for hit in hits] == [0.9129, 0.4714]
    assert found.err == ""
    assert [hit["similarity"] for hit in json.loads(run("search", "million", "--json").out)] == [None]


def test_words_are_searched_for_unless_meaning_is_asked_for(run: Run, harbour: Path) -> None:
    run("add", harbour)
    assert run("search", "it will cost 20 million") == Outcome(0, "", "nothing found\n")
    assert "similarity" not in run("search", "million").out


def test_what_is_cut_is_counted(run: Run, harbour: Path) -> None:
    run("add", harbour)
    cut = run("search", "--meaning", "doubt it will cost 40 million", "--limit", "1")
    assert cut.out.startswith(WEIR)
    assert cut.err == "1 of 2 quotations shown; --limit for more\n"


@pytest.mark.parametrize(
    ("narrowed", "err"),
    [
        ("--speaker weir", "1 quotation\n"),
        ("--speaker marrow", "nothing found\n"),
        ("--outlet courier", "nothing found\n"),
        ("--since 2026", "nothing found\n"),
        ("--until 2026", "nothing found\n"),
        ("--grade record", "2 quotations\n"),
        ("--grade review", "nothing found\n"),
    ],
)
def test_meaning_is_narrowed_as_words_are(run: Run, harbour: Path, narrowed: str, err: str) -> None:
    run("add", harbour)
    found = run("search", "--meaning", "doubt it will cost 40 million", *narrowed.split())
    assert (found.status, found.err) == (0, err)


def test_grades_narrow_words_too(run: Run, harbour: Path) -> None:
    run("add", harbour)
    assert run("search", "june").err == "1 place\n"
    assert run("search", "june", "--grade", "record").err == "1 place\n"
    assert run("search", "june", "--grade", "review").err == "nothing found\n"


@pytest.mark.usefixtures("another_model")
def test_what_the_model_has_read_is_all_there(run: Run, harbour: Path) -> None:
    run("add", harbour)
    assert run("search", "--meaning", "it will cost 40 million").err == "1 quotation\n"


def test_what_another_model_read_is_left_out_until_it_is_added_again(
    run: Run, harbour: Path, request: pytest.FixtureRequest
) -> None:
    run("add", harbour)
    request.getfixturevalue("another_model")
    warning = (
        "warning: 3 quotations not compared: today's model {} has not read them; `{}` their reports again\n"
    )
    words = ("--meaning", "it will cost 40 million")
    assert run("search", *words).err == warning.format("accurate", "onrecord add") + "nothing found\n"
    assert run("search", *words, "--json") == Outcome(0, "[]\n", warning.format("accurate", "onrecord add"))
    fast = warning.format("fast", "onrecord add --model fast")
    assert run("search", *words, "--model", "fast").err == fast + "nothing found\n"
    run("add", harbour)
    assert run("search", *words).err == "1 quotation\n"


def test_what_was_kept_before_there_were_vectors_is_left_out_until_it_is_added_again(
    run: Run, harbour: Path
) -> None:
    run("add", harbour)
    with sqlite3.connect("onrecord.db") as database:
        database.execute("UPDATE quotation SET embedding = NULL")
    database.close()
    assert "3 quotations not compared" in run("search", "--meaning", "it will cost 40 million").err
    assert "1 read again" in run("add", harbour).err
    assert run("search", "--meaning", "it will cost 40 million").err == "1 quotation\n"
    assert run("verify").status == 0


def test_an_empty_record_has_nothing_near(run: Run, harbour: Path) -> None:
    harbour.write_text("Nobody says a thing.", encoding="utf-8")
    run("add", harbour)
    assert run("search", "--meaning", "anything") == Outcome(0, "", "nothing found\n")


def test_meaning_makes_no_database(run: Run, tmp_path: Path) -> None:
    outcome = run("search", "--meaning", "anything")
    assert (outcome.status, list(tmp_path.iterdir())) == (1, [])
    assert outcome.err.startswith("error: onrecord.db: there is no record here\n")


@pytest.mark.parametrize("words", ["", "   ", '""', "*", "...", "— “ ”"])
def test_an_empty_query_is_status_2(run: Run, harbour: Path, words: str) -> None:
    run("add", harbour)
    outcome = run("search", "--meaning", words)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith("error: invalid value: there is no word to search for\n")
