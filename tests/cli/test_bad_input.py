"""Bad input as users meet it: a one-line error, or a skip that is named and counted; what was added stays."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.core import Extraction, Report, Span
from tests.cli.conftest import Outcome, Run, Start

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Ansby Courier</title>
<item><title>Dated</title><link>https://ansby.example/1</link>
<pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>
<description>“Yes,” said Ilse Marrow.</description></item>
<item><title>Undated</title>
<link>https://ansby.example/2</link>
<description>“No,” said Tomas Weir.</description></item></channel></rss>"""

PAGE = """<html><head><title>Quay</title><script>alert("“Never,” said Evil Script.")</script></head><body>
<article><p>“The eastern quay opens in June,” said Ilse Marrow, and the <b>council<p>agreed after a long
debate that went on into the evening, as debates about the quay have done for years.<div></span>
<p>“It will cost 40 million,” said Tomas Weir, who keeps the books of the harbour and has
done so for eleven years.</article><script>
document.write("“Never,” said Evil Script.")"""


def skipped(outcome: Outcome) -> list[str]:
    return [line for line in outcome.err.splitlines() if line.startswith("warning: skipped ")]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "no text"),
        ("binary.txt", bytes(range(256)) * 8, "binary"),
        ("photo.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("line.txt", b"word " * 10_000_000, "than 10 MiB"),
        ("line.jsonl", b'{"text": "' + b"word " * 10_000_000 + b'"}', "than 10 MiB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_skipped_and_its_neighbours_are_not(
    run: Run, harbour: Path, name: str, data: bytes, why: str
) -> None:
    bad = harbour.with_name(name)
    bad.write_bytes(data)
    outcome = run("add", bad, harbour)
    assert outcome.status == 1
    (warning,) = skipped(outcome)
    assert name in warning
    assert why in warning
    assert "1 new, 0 new versions, 0 unchanged, 1 skipped" in outcome.err
    assert len(run("extract", bad, harbour).out.splitlines()) == 1


def test_a_database_among_the_reports_is_skipped_too(run: Run, harbour: Path, tmp_path: Path) -> None:
    run("add", harbour)
    outcome = run("add", tmp_path)
    assert outcome.status == 0
    assert "onrecord.db" in skipped(outcome)[0]


def test_bytes_that_are_not_utf8_are_read_as_what_they_are(run: Run, tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("“Le café ouvre à Noël,” said Zoë Brûlé.".encode("cp1252"))
    assert run("add", "latin.txt").status == 0
    assert "“Le café ouvre à Noël,”" in run("quotes").out
    assert run("verify").status == 0


def test_a_page_gives_its_words_and_never_its_scripts(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    assert run("add", "page.html").status == 0
    said = run("quotes").out
    assert "Ilse Marrow" in said
    assert "Tomas Weir" in said
    assert "Evil" not in said


def test_a_feed_item_without_a_date_is_undated(run: Run, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    assert run("add", "feed.xml").status == 0
    said = run("quotes").out
    assert "Ilse Marrow · 2 March 2026" in said
    assert "Tomas Weir · undated" in said


def test_a_folder_without_reports_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    outcome = run("add", "nothing")
    assert outcome.status == 1
    assert outcome.err.startswith("error: nothing: no reports in this folder")


def test_a_path_that_is_not_there_does_not_keep_the_next_from_being_read(run: Run, harbour: Path) -> None:
    outcome = run("add", "nowhere", harbour)
    assert outcome.status == 1
    assert outcome.err.startswith("error: nowhere: no such file or folder\nhint: ")
    assert "1 new" in outcome.err


def test_a_report_that_the_record_refuses_does_not_keep_the_next_out(
    run: Run, harbour: Path, fake: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("first.txt").write_text("“Yes,” said Ilse Marrow.")
    honest = fake.extract

    def beyond_the_end(report: Report) -> Extraction:
        extraction: Extraction = honest(report)
        if report.name == "harbour.txt":
            return extraction
        (quotation,) = extraction.quotations
        return replace(extraction, quotations=(replace(quotation, content=(Span(0, 999),)),))

    monkeypatch.setattr(fake, "extract", beyond_the_end)
    outcome = run("add", "first.txt", harbour)
    assert "first.txt" in skipped(outcome)[0]
    assert "1 new, 0 new versions, 0 unchanged, 1 skipped" in outcome.err


def test_hostile_text_is_shown_and_not_obeyed(run: Run, tmp_path: Path) -> None:
    hostile = "“\x1b[2JGone \u202eevil\x9b31m [bold]rich[/bold] :smile:,” said Ilse Marrow.\n"
    (tmp_path / "hostile.txt").write_text(hostile, encoding="utf-8")
    assert run("add", "hostile.txt").status == 0
    for line in (["quotes"], ["show", "hostile.txt"], ["search", "gone"], ["reports"], ["quotes", "--json"]):
        printed = run(*line).out
        assert not {"\x1b", "\x9b", "\u202e"} & set(printed), line
    assert "\\x1b[2JGone \\u202eevil\\x9b31m [bold]rich[/bold] :smile:" in run("quotes").out.replace(
        "\n    ", " "
    )


def test_a_database_from_the_future_is_left_alone(run: Run, harbour: Path) -> None:
    run("add", harbour)
    with sqlite3.connect("onrecord.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = Path("onrecord.db").read_bytes()
    for line in (["add", harbour], ["quotes"]):
        outcome = run(*line)
        assert outcome.status == 1
        assert outcome.err.startswith("error: onrecord.db: ")
        assert "later version" in outcome.err
    assert Path("onrecord.db").read_bytes() == before


@pytest.mark.parametrize("target", ["folder", "/proc/onrecord.db", "/dev/null/onrecord.db"])
def test_a_place_where_nothing_can_be_written_is_one_line(run: Run, harbour: Path, target: str) -> None:
    Path("folder").mkdir()
    outcome = run("add", harbour, "--db", target)
    assert outcome.status == 1
    error, hint = outcome.err.splitlines()
    assert error.startswith(f"error: {target}: ")
    assert hint.startswith("hint: ")


def test_another_programs_database_is_left_alone(run: Run, harbour: Path) -> None:
    with sqlite3.connect("other.db") as database:
        database.execute("CREATE TABLE theirs (x)")
    database.close()
    before = Path("other.db").read_bytes()
    assert run("add", harbour, "--db", "other.db").status == 1
    assert Path("other.db").read_bytes() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("line", [["quotes"], ["quotes", "--json"], ["export"], ["extract", "harbour.txt"]])
def test_output_to_a_full_disk_is_one_line(start: Start, run: Run, harbour: Path, line: list[str]) -> None:
    run("add", harbour)
    with Path("/dev/full").open("w") as full:
        _, said = (process := start(*line, stdout=full)).communicate(timeout=60)
    assert process.returncode == 1
    assert said == "error: writing the output: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_an_export_to_a_full_disk_is_one_line(run: Run, harbour: Path) -> None:
    run("add", harbour)
    for form in ("jsonl", "csv"):
        outcome = run("export", "--format", form, "-o", "/dev/full")
        assert outcome == Outcome(1, "", "error: writing the output: No space left on device\n")


def test_a_failed_export_leaves_what_stood_there(
    run: Run, harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", harbour)
    Path("out.csv").write_text("before")

    def no_room(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    assert run("export", "--format", "csv", "-o", "out.csv").status == 1
    assert Path("out.csv").read_text() == "before"
    assert not list(Path.cwd().glob("*.part")) + list(Path.cwd().glob(".*.part"))


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "brat"])
@pytest.mark.parametrize(
    "target", ["onrecord.db", "./onrecord.db", "onrecord.db-wal", "onrecord.db-shm", "onrecord.db-journal"]
)
def test_an_export_never_takes_the_place_of_the_record(
    run: Run, harbour: Path, form: str, target: str
) -> None:
    run("add", harbour)
    before = Path("onrecord.db").read_bytes()
    outcome = run("export", "--format", form, "-o", target)
    assert outcome.status == 1
    assert "this is the record itself; nothing was written\nhint: " in outcome.err
    assert Path("onrecord.db").read_bytes() == before
    assert run("verify").status == 0


@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_an_export_is_not_led_to_the_record_by_a_link(run: Run, harbour: Path, link: str) -> None:
    run("add", harbour)
    getattr(Path("link.csv"), link)("onrecord.db")
    assert run("export", "-o", "link.csv").status == 1
    assert run("verify").status == 0


def test_a_record_behind_a_link_keeps_its_files(run: Run, harbour: Path) -> None:
    run("add", harbour)
    Path("link.db").symlink_to("onrecord.db")
    for target in ("onrecord.db-wal", "link.db-wal"):
        assert run("export", "-o", target, "--db", "link.db").status == 1


def test_an_export_leaves_other_databases_alone(run: Run, harbour: Path) -> None:
    run("add", harbour)
    run("add", harbour, "--db", "other.db")
    before = Path("other.db").read_bytes()
    outcome = run("export", "-o", "other.db")
    assert outcome.status == 1
    assert outcome.err.startswith("error: other.db: a database stands there; nothing was written\nhint: ")
    assert Path("other.db").read_bytes() == before


def test_an_export_to_a_folder_that_is_not_there_names_the_folder(run: Run, harbour: Path) -> None:
    run("add", harbour)
    outcome = run("export", "-o", "nowhere/q.csv")
    assert (outcome.status, outcome.err.splitlines()[0]) == (1, "error: nowhere: no such folder")


def test_a_damaged_record_is_not_sent_to_verify_by_verify(run: Run, harbour: Path) -> None:
    run("add", harbour)
    content = bytearray(Path("onrecord.db").read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    Path("onrecord.db").write_bytes(content)
    outcome = run("verify")
    assert outcome.status == 1
    assert "onrecord verify" not in outcome.err
    assert "hint: restore it from a copy" in outcome.err


def test_a_report_that_is_not_there_leads_to_the_list_of_reports(run: Run, harbour: Path) -> None:
    run("add", harbour)
    assert "hint: `onrecord reports` " in run("show", "zzzzzzzz").err


def test_a_disk_that_fills_while_adding_keeps_what_was_added(start: Start, run: Run, tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for number in range(40):
        text = f"“Number {number},” said Ilse Marrow.\n" + "word " * 5000 + os.urandom(20_000).hex(" ", 4)
        (tmp_path / "reports" / f"{number:02}.txt").write_text(text)
    limited = start("add", "reports", room=2_000_000)
    _, said = limited.communicate(timeout=60)
    assert limited.returncode == 1
    errors = [line for line in said.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert "the disk" in errors[0]
    assert "Traceback" not in said
    kept = run("quotes").err
    assert kept.endswith(" quotations\n")
    assert 0 < int(kept.split()[0]) < 40
    assert run("verify").status == 0


def test_ctrl_c_keeps_what_was_added_and_says_so(start: Start, run: Run, tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number:02}.txt").write_text(f"“Number {number},” said Ilse Marrow.\n")
    adding = start("add", *(f"{number:02}.txt" for number in range(50)), seconds=0.2)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not run("quotes").err.endswith((" quotation\n", " quotations\n")):
        time.sleep(0.05)
    adding.send_signal(signal.SIGINT)
    out, said = adding.communicate(timeout=60)
    assert adding.returncode == 130
    assert out == ""
    (line,) = said.splitlines()
    assert line.startswith("stopped; kept in onrecord.db: ")
    kept = int(run("quotes").err.split()[0])
    told = int(line.removeprefix("stopped; kept in onrecord.db: ").split()[0])
    # The signal may come when a report has just been kept and is not counted yet.
    assert told in {kept, kept - 1}
    assert 0 < kept < 50
    assert run("verify").status == 0


@pytest.mark.parametrize("line", [["quotes"], ["quotes", "--json"], ["export"], ["show", "harbour.txt"]])
def test_a_reader_who_leaves_is_no_error(start: Start, run: Run, harbour: Path, line: list[str]) -> None:
    harbour.write_text("“Yes,” said Ilse Marrow.\n" * 2_000)
    run("add", harbour)
    process = start(*line)
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(timeout=60) == 141
    assert process.stderr is not None
    assert process.stderr.read() == ""


def test_no_color_is_respected(
    run: Run, start: Start, harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", harbour)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[1m" in start("show", "harbour.txt").communicate(timeout=60)[0]
    monkeypatch.setenv("NO_COLOR", "1")
    coloured = start("show", "harbour.txt").communicate(timeout=60)[0]
    assert "\x1b[36m" not in coloured
    assert "\x1b[1;36m" not in coloured
