"""`onrecord extract --out` and what becomes of its results, as people give the commands."""

from __future__ import annotations

import json
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Start

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "examples" / "reports"
FEW = [SAMPLES / name for name in ("reactor-2019.txt", "reactor-2023.txt", "agency-fishing-quota.txt")]


def dump(path: Path) -> list[tuple[object, ...]]:
    """What two records of the same reports have in common: all but when it was put there."""
    ever = ("text_sha256", "sha256", "title", "published", "outlet", "dateline", "rules", "quotations")
    tables = {"version": ever, "quotation": ("id", "text", "seal"), "archive": ("sha256", "size")}
    tables |= {"figure": ("id", "value", "unit"), "commitment": ("id", "type")}
    with sqlite3.connect(path) as connection:
        return [
            row
            for table, columns in tables.items()
            for row in connection.execute(
                f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns)}"
            )
        ]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_results_taken_into_a_record_make_it_what_adding_makes_it(here: Path, form: str) -> None:
    from onrecord.cli import main

    files = [str(each) for each in FEW]
    assert main(["extract", *files, "--out", "found", "--format", form, "--workers", "1"]) == 0
    assert main(["add", "found", "--db", "taken.db"]) == 0
    assert main(["add", *files, "--db", "added.db"]) == 0
    assert dump(here / "taken.db") == dump(here / "added.db")
    assert main(["add", *files, "--db", "taken.db"]) == 0
    assert dump(here / "taken.db") == dump(here / "added.db")
    assert main(["verify", "--db", "taken.db"]) == 0


def test_shards_hold_what_is_printed(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from onrecord.cli import main

    path = str(FEW[0])
    assert main(["extract", path]) == 0
    (printed,) = capfd.readouterr().out.splitlines()
    assert main(["extract", path, "--out", "found"]) == 0
    assert "1 report, 13 quotations, 0 set aside; 1 shard; in found" in capfd.readouterr().err
    stored = json.loads((here / "found" / "reports" / "000000.jsonl").read_bytes())
    assert stored["document"].pop("text") == FEW[0].read_text("utf-8")
    assert stored["document"].pop("data") is None
    assert all(row.pop("embedding") for row in stored["quotations"])
    assert stored == json.loads(printed)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--workers", "2"], "--workers needs --out"),
        (["--engine", "ray"], "--engine needs --out"),
        (["--format", "parquet"], "--format parquet needs --out"),
        (["--out", "found", "--format", "brat"], "--out writes jsonl or parquet"),
    ],
)
def test_options_that_belong_together(run: Run, harbour: Path, arguments: list[str], told: str) -> None:
    outcome = run("extract", harbour, *arguments)
    assert outcome.status == 2
    assert told in outcome.err
    assert not Path("found").exists()


def test_standard_input_is_no_target_of_a_run(run: Run) -> None:
    assert "standard input cannot be read twice" in run("extract", "-", "--out", "found").err


def test_an_unfinished_run_is_not_taken_in(run: Run, harbour: Path) -> None:
    from onrecord.cli import main

    assert main(["extract", str(harbour), "--out", "found"]) == 0
    next(Path("found/receipts").iterdir()).unlink()
    outcome = run("add", "found")
    assert outcome.status == 1
    assert "1 of 1 shards are not finished" in outcome.err


def test_a_folder_with_a_manifest_of_its_own_is_a_folder(run: Run, harbour: Path) -> None:
    Path("in").mkdir()
    harbour.rename("in/harbour.txt")
    Path("in/manifest.json").write_text('{"shards": []}\n', "utf-8")
    assert "1 new" in run("add", "in").err


def test_after_ctrl_c_the_same_command_goes_on(here: Path, start: Start) -> None:
    rows = [{"text": f"“Quay {n} opens,” said Ida Rowan."} for n in range(3000)]
    Path("in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    command = ("extract", "in.jsonl", "--out", "found", "--workers", "1", "--shard-size", "1")
    process = start(*command)
    while process.poll() is None and not Path("found/manifest.json").exists():
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on from there" in err
    assert not list(here.glob("found/*/.*"))


def test_statements_of_what_was_extracted(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    from onrecord.cli import main

    assert main(["extract", *map(str, FEW), "--out", "found"]) == 0
    assert main(["match", "found", "--out", "said.jsonl"]) == 0
    err = capfd.readouterr().err
    rows = [json.loads(line) for line in Path("said.jsonl").read_text("utf-8").splitlines()]
    assert f"{len(rows)} quotations, 3 reports; in said.jsonl" in err
    assert main(["add", "found", "--db", "taken.db"]) == 0
    with sqlite3.connect("taken.db") as connection:
        stored = connection.execute("SELECT DISTINCT statement_id FROM relay").fetchall()
    assert {row["statement"] for row in rows} == {statement for (statement,) in stored}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["found", "--out", "said.txt"], "must end in .parquet or .jsonl"),
        (["found", "--out", "none/said.jsonl"], "no such folder"),
        (["found", "--out", "said.jsonl"], "found: no results of `onrecord extract --out`"),
    ],
)
def test_what_cannot_be_matched_is_told(run: Run, arguments: list[str], told: str) -> None:
    outcome = run("match", *arguments)
    assert outcome.status != 0
    assert told in outcome.err
    assert not list(Path().iterdir())
