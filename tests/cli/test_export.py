"""`onrecord export` in every format, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import etree

from tests.cli.conftest import Run

LINES = {"webannotation": 1, "schema": 2, "ftm": 7}


@pytest.fixture
def added(run: Run, harbour: Path) -> None:
    run("add", harbour)


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize("form", [*LINES, "labelstudio"])
def test_an_export_is_the_same_on_screen_and_in_a_file(run: Run, form: str, tmp_path: Path) -> None:
    printed = run("export", "--format", form)
    assert printed.status == 0
    assert run("export", "--format", form, "-o", "out").status == 0
    assert (tmp_path / "out").read_bytes().decode() == printed.out
    if form in LINES:
        assert len([json.loads(line) for line in printed.out.splitlines()]) == LINES[form]
    else:
        assert len(json.loads(printed.out)) == 1


@pytest.mark.usefixtures("added")
def test_files_in_a_folder_are_called_after_the_report(run: Run, tmp_path: Path) -> None:
    for form in ("brat", "tei"):
        assert run("export", "--format", form).status == 2
        assert run("export", "--format", form, "-o", form).err == f"1 report written to {form}\n"
    (text,) = (tmp_path / "brat").glob("harbour-*.txt")
    assert {path.name for path in (tmp_path / "brat").iterdir()} == {
        "annotation.conf",
        text.name,
        f"{text.stem}.ann",
    }
    (tei,) = (tmp_path / "tei").iterdir()
    assert tei.name == f"{text.stem}.xml"
    body = etree.parse(tei).find(".//{*}body")
    assert "".join(body.itertext()) == text.read_text(encoding="utf-8")


@pytest.mark.usefixtures("added")
def test_addresses_begin_where_the_record_is_served(run: Run) -> None:
    page = json.loads(run("export", "--format", "webannotation", "--base", "https://desk.example").out)
    assert page["items"][0]["id"].startswith("https://desk.example/reports/")
    assert json.loads(run("export", "--format", "webannotation").out)["id"].startswith(
        "urn:onrecord:reports/"
    )
    assert run("export", "--base", "desk.example").status == 2


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(
    ("what", "title", "entries"),
    [
        (["--speaker", "marrow"], "What marrow said", ["Ilse Marrow: “The eastern quay opens in June,”"]),
        (["--about", "million"], "What was said on million", ["Tomas Weir: “It will cost 40 million,”"]),
        (["--due"], "Commitments that are due", []),
    ],
)
def test_a_feed_is_of_one_thing(run: Run, what: list[str], title: str, entries: list[str]) -> None:
    feed = etree.fromstring(run("export", "--format", "atom", *what).out.encode())
    assert feed.findtext("{*}title") == title
    assert [entry.findtext("{*}title") for entry in feed.iterfind("{*}entry")] == entries


@pytest.mark.usefixtures("added")
def test_a_feed_has_the_newest(run: Run) -> None:
    feed = etree.fromstring(run("export", "--format", "atom", "--about", "it", "--limit", "1").out.encode())
    assert len(feed.findall("{*}entry")) == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("--format atom", "--speaker NAME"),
        ("--format atom --due --about quay", "of one thing"),
        ("--format csv --due", "for --format atom"),
        ("--speaker marrow", "for --format atom"),
    ],
)
def test_what_is_of_a_feed_is_for_a_feed(run: Run, line: str, says: str) -> None:
    outcome = run("export", *line.split())
    assert outcome.status == 2
    assert says in outcome.err
