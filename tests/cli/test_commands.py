"""What each command prints, and its exit status."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

import onrecord
from tests.cli.conftest import HARBOUR, ROOT, Outcome, Run

TABLES = ("quotes", "speakers", "reports", "verify", "search")
READING = ["quotes", "speakers", "reports", "verify", "export", "show x", "search x"]


def test_adding_says_what_is_new_changed_and_unchanged(run: Run, harbour: Path) -> None:
    assert run("add", harbour) == Outcome(
        0, "", "1 new, 0 new versions, 0 unchanged, 0 skipped; in onrecord.db\n"
    )
    assert run("add", harbour).err.startswith("0 new, 0 new versions, 1 unchanged, 0 skipped")
    harbour.write_text(HARBOUR + "\n“And so do we,” said Ada Pell.\n", encoding="utf-8")
    assert run("add", harbour).err.startswith("0 new, 1 new version, 0 unchanged, 0 skipped")
    assert "Ada Pell" in run("quotes").out


def test_a_report_is_known_by_its_file_wherever_it_is_added_from(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = tmp_path / "all.db"
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "r.txt").write_text(f"“Yes {folder},” said Ilse Marrow.", encoding="utf-8")
        monkeypatch.chdir(tmp_path / folder)
        assert run("add", "--db", db, "r.txt").err.startswith("1 new, 0 new versions, 0 unchanged")
    for target in (tmp_path / "b" / "r.txt", "../b/r.txt", "."):
        assert run("add", "--db", db, target).err.startswith("0 new, 0 new versions, 1 unchanged")
    assert "Yes b" in run("show", "--db", db, "../b/r.txt").out
    assert run("verify", "--db", db).status == 0


def test_a_feed_polled_again_adds_what_is_new(run: Run, tmp_path: Path) -> None:
    item = "<item><title>{0}</title><description>“{0},” said Ilse Marrow.</description></item>"
    feed = '<rss version="2.0"><channel><title>Ansby Courier</title>{}</channel></rss>'
    path = tmp_path / "feed.xml"
    path.write_text(feed.format(item.format("Yes") + item.format("No")), encoding="utf-8")
    assert run("add", path).err.startswith("2 new, 0 new versions, 0 unchanged")
    path.write_text(feed.format("".join(map(item.format, ("So", "Yes", "No")))), encoding="utf-8")
    assert run("add", path).err.startswith("1 new, 0 new versions, 2 unchanged")
    assert run("verify").status == 0


def test_a_better_model_reads_held_reports_again(
    run: Run, harbour: Path, fake: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", harbour)
    monkeypatch.setattr(fake, "model_info", lambda model="accurate": onrecord.Model("fake", "2", "1" * 64))
    assert run("add", harbour).err.startswith("0 new, 0 new versions, 1 read again, 0 unchanged, 0 skipped")


def test_quotes_say_who_said_what_and_where(run: Run, harbour: Path) -> None:
    run("add", harbour)
    said = run("quotes")
    assert said.status == 0
    assert said.err == "3 quotations\n"
    heading, words, place, gap = said.out.splitlines()[:4]
    assert heading == "Ilse Marrow · undated"
    assert words == "  “The eastern quay opens in June,”"
    assert place.startswith("  — harbour.txt · direct · ")
    assert gap == ""
    assert "“some critics” (the report's words) · undated" in said.out


@pytest.mark.parametrize(
    ("narrowed", "count"),
    [
        ("--speaker marrow", "1 quotation\n"),
        ("--limit 2", "2 of 3 quotations shown; --limit for more\n"),
        ("--limit 3", "3 quotations\n"),
        ("--type direct --grade record", "3 quotations\n"),
        ("--type indirect", "no quotation fits\n"),
        ("--since 2026", "no quotation fits\n"),
        ("--outlet ansby", "no quotation fits\n"),
    ],
)
def test_quotes_are_narrowed(run: Run, harbour: Path, narrowed: str, count: str) -> None:
    run("add", harbour)
    said = run("quotes", *narrowed.split())
    assert (said.status, said.err) == (0, count)


def test_a_report_is_shown_with_its_speakers_in_the_margin(run: Run, harbour: Path) -> None:
    run("add", harbour)
    shown = run("show", "harbour.txt").out
    assert "   1  Ilse Marrow · person · 1 quotation · named in the source\n" in shown
    assert "   1  [1: “The eastern quay opens in June,”] said Ilse Marrow.\n" in shown
    assert " 2,?  [2: “It will cost 40 million,”] said Tomas Weir. [?: “We doubt it,”] said\n" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_a_report_is_found_by_the_start_of_its_id(run: Run, harbour: Path) -> None:
    run("add", harbour)
    (report,) = json.loads(run("reports", "--json").out)
    assert run("show", report["id"][:6]).out == run("show", str(harbour)).out


def test_a_search_that_is_cut_says_what_it_leaves_out(run: Run, harbour: Path) -> None:
    harbour.write_text(HARBOUR + "“No,” said Ada Pell.\n" * 3, encoding="utf-8")
    run("add", harbour)
    assert run("search", "no", "--limit", "2").err == "2 of 3 places shown; --limit for more\n"
    cut = run("search", "no", "--limit", "2", "--json")
    assert (len(json.loads(cut.out)), cut.err) == (2, "2 of 3 places shown; --limit for more\n")
    assert run("search", "no", "--limit", "3").err == "3 places\n"


def test_every_listing_marks_what_is_denied_and_what_is_to_review(
    run: Run, harbour: Path, fake: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = fake.extract

    def doubtful(report: onrecord.Report) -> onrecord.Extraction:
        extraction: onrecord.Extraction = honest(report)
        first, *others = extraction.quotations
        return replace(extraction, quotations=(replace(first, polarity="denied", grade="review"), *others))

    monkeypatch.setattr(fake, "extract", doubtful)
    run("add", harbour)
    for line in ("quotes", "search quay"):
        printed = run(*line.split()).out
        assert "  denied: “The eastern quay opens in June,”  (to review)\n" in printed
        assert printed.count("(to review)") == 1
    assert "[1, denied, to review: “The eastern quay opens in June,”]" in run("show", "harbour.txt").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    assert "[denied, to review: " in run("show", "harbour.txt").out


def test_search_finds_words_said_then_words_elsewhere(run: Run, harbour: Path) -> None:
    run("add", harbour)
    found = run("search", "million")
    assert found.out.startswith("Tomas Weir · undated\n  “It will cost 40 million,”\n")
    assert found.err == "1 place\n"
    assert "not in a quotation" in run("search", "quay to open").out
    assert run("search", "zeppelin") == Outcome(0, "", "nothing found\n")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("boats " * 30, " boats" * 30, "  …boats boats "),
        ("boats " * 30, "", "harbour\n"),
        ("", " boats" * 30, " boats…\n"),
        ("boats ", " boats", "  boats harbour boats\n"),
    ],
)
def test_where_the_text_goes_on_around_words_is_marked(run: Run, before: str, after: str, shown: str) -> None:
    Path("a.txt").write_text(f"{before}harbour{after}", encoding="utf-8")
    run("add", "a.txt")
    found = run("search", "harbour").out
    assert shown in found
    assert found.count("…") == (len(before) > 20) + (len(after) > 20)


def test_speakers_and_reports_are_tables(run: Run, harbour: Path) -> None:
    run("add", harbour)
    speakers, reports = run("speakers").out, run("reports").out
    assert [line.split()[:2] for line in speakers.splitlines()[1:]] == [["Ilse", "Marrow"], ["Tomas", "Weir"]]
    assert "Quay to open in June" in reports


@pytest.mark.parametrize("command", TABLES)
def test_every_table_comes_as_json(run: Run, harbour: Path, command: str) -> None:
    words = ["june"] if command == "search" else []
    empty = harbour.with_name("empty.txt")
    empty.write_text("Nobody says a thing.", encoding="utf-8")
    run("add", empty)
    assert isinstance(json.loads(run(command, *words, "--json").out), list)
    run("add", harbour)
    rows = json.loads(run(command, *words, "--json").out)
    assert (len(rows) > 0) == (command != "verify")


def test_extract_prints_one_object_a_report_in_the_order_given(run: Run, harbour: Path) -> None:
    other = harbour.with_name("a-later-name.txt")
    other.write_text("“No,” said Ada Pell.", encoding="utf-8")
    printed = run("extract", harbour, other, "--format", "jsonl")
    lines = [json.loads(line) for line in printed.out.splitlines()]
    assert [line["document"]["name"] for line in lines] == ["harbour.txt", "a-later-name.txt"]
    assert [len(line["quotations"]) for line in lines] == [3, 1]
    assert printed.err == ""
    for quotation in lines[0]["quotations"]:
        assert " […] ".join(HARBOUR[start:end] for start, end in quotation["content"]) == quotation["text"]


def test_extract_leaves_no_database(run: Run, harbour: Path, tmp_path: Path) -> None:
    run("extract", harbour)
    assert [path.name for path in tmp_path.iterdir()] == ["harbour.txt"]


def test_standoff_names_its_reports_where_there_are_several(run: Run, harbour: Path) -> None:
    alone = run("extract", "--format", "brat", harbour).out
    assert alone.startswith("T1\tSource ")
    assert run("extract", "--format", "brat", harbour, harbour).out == f"#\tharbour.txt\n{alone}" * 2


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_export_is_the_same_on_screen_and_in_a_file(
    run: Run, harbour: Path, form: str, tmp_path: Path
) -> None:
    run("add", harbour)
    printed = run("export", "--format", form).out
    assert run("export", "--format", form, "-o", "out").err.endswith("written to out\n")
    assert (tmp_path / "out").read_bytes().decode() == printed
    if form == "csv":
        assert [row["speaker"] for row in csv.DictReader(io.StringIO(printed))] == [
            "Ilse Marrow",
            "Tomas Weir",
            "",
        ]


def test_parquet_holds_the_same_rows(run: Run, harbour: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    run("add", harbour)
    assert run("export", "--format", "parquet", "-o", "out.parquet").status == 0
    assert parquet.read_table(tmp_path / "out.parquet")["speaker"].to_pylist() == [
        "Ilse Marrow",
        "Tomas Weir",
        None,
    ]


def test_a_folder_for_brat_holds_texts_and_annotations(run: Run, harbour: Path, tmp_path: Path) -> None:
    run("add", harbour)
    assert run("export", "--format", "brat").status == 2
    assert run("export", "--format", "brat", "-o", "out").status == 0
    text, annotations = (next((tmp_path / "out").glob(f"*.{suffix}")) for suffix in ("txt", "ann"))
    assert text.read_bytes() == harbour.read_bytes()
    assert annotations.read_text() == run("extract", "--format", "brat", harbour).out


def test_the_record_is_the_option_else_the_environment_else_here(
    run: Run, harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", harbour)
    monkeypatch.setenv("ONRECORD_DB", "by-environment.db")
    run("add", harbour)
    run("add", harbour, "--db", "by-option.db")
    assert {path.name for path in tmp_path.glob("*.db")} == {
        "onrecord.db",
        "by-environment.db",
        "by-option.db",
    }


def test_verify_names_what_was_altered(run: Run, harbour: Path) -> None:
    run("add", harbour)
    assert run("verify").status == 0
    with sqlite3.connect("onrecord.db") as database:
        database.execute("UPDATE version SET text = replace(text, 'June', 'July')")
    database.close()
    found = run("verify")
    assert found.status == 1
    assert "report" in found.out
    assert "problem" in found.err
    assert len(json.loads(run("verify", "--json").out)) == len(found.out.splitlines())


def test_the_version_is_said_in_one_place(run: Run) -> None:
    assert run("--version").out == f"onrecord {onrecord.__version__}\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("bogus", "no such command 'bogus'"),
        ("quotes --bogus", "no such option: --bogus"),
        ("quotes --since soon", "write it as 2026-03-02"),
        ("quotes --limit 0", "--limit"),
        ("quotes --type odd", "'direct', 'indirect', 'mixed'"),
        ("add", "missing argument"),
        ("export --format odd", "'jsonl'"),
        ("export --format brat", "-o FOLDER"),
        ("quotes --since 2026-04 --until 2026-03-31", "--since 2026-04 is later than --until 2026-03-31"),
        ("search x --since 2027 --until 2026-03", "--since 2027 is later than --until 2026-03"),
        ("quotes --speaker=", "empty"),
        ("search x --outlet=", "empty"),
        ('search ""', "no word"),
    ],
)
def test_a_line_that_is_not_understood_is_status_2(run: Run, line: str, said: str) -> None:
    outcome = run(*line.split())
    assert (outcome.status, outcome.out) == (2, "")
    error, hint = outcome.err.splitlines()
    assert error.startswith("error: ")
    assert said in error
    assert hint.startswith("hint: onrecord")


@pytest.mark.parametrize("line", READING)
def test_reading_makes_no_database(run: Run, line: str, tmp_path: Path) -> None:
    outcome = run(*line.split())
    assert outcome == Outcome(
        1, "", "error: onrecord.db: there is no record here\nhint: `onrecord add` makes one\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("line", ["", "--help", "-h"])
def test_help_is_where_one_starts(run: Run, line: str) -> None:
    told = run(*line.split())
    assert told.status == 0
    assert all(f"\n  {command} " in told.out for command in ("add", "quotes", "show", "extract"))
    assert max(map(len, told.out.splitlines())) <= 80


SPEAKERS = ("show", "judgements", "unsure", "merge", "split", "rename", "alias", "role", "undo", "import")


@pytest.mark.parametrize(
    "command",
    [
        *(
            "",
            "add",
            "quotes",
            "show",
            "search",
            "speakers",
            "reports",
            "cite",
            "verify",
            "export",
            "extract",
        ),
        *(f"speakers {command}" for command in SPEAKERS),
    ],
)
def test_the_documentation_shows_the_help_as_it_is(run: Run, command: str) -> None:
    page = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    name = f"onrecord {command}".strip()
    assert f"<!-- help: {name} -->\n```\n{run(*command.split(), '--help').out}```\n<!-- /help -->" in page
