"""Runs from start to end, by real processes: what is finished, set aside, gone on with, refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from onrecord.batch import Options, extract_batch, results
from onrecord.core import OnrecordError
from tests.batch import fakes, making
from tests.batch.making import aside, run, said, texts, tree

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_results_are_read_back_as_they_were_found(tmp_path: Path, form: str) -> None:
    source = making.jsonl(tmp_path / "in.jsonl", texts(30))
    summary = run([source], tmp_path / "out", form=form, workers=2)
    assert (summary.reports, summary.quotations, summary.aside, summary.unfinished) == (30, 30, 0, ())
    assert summary.shards > 3
    found = list(results(str(tmp_path / "out")))
    assert [each.report.text for each in found] == texts(30)
    from onrecord.read import read

    assert [each.report for each in found] == list(read(source, absolute=True))


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_what_was_cut_is_done_again_and_what_was_altered_is_not_read(tmp_path: Path, form: str) -> None:
    source = making.jsonl(tmp_path / "in.jsonl", texts(30))
    run([source], tmp_path / "out", form=form)
    whole = tree(tmp_path / "out")
    cut, altered = sorted((tmp_path / "out" / "reports").iterdir())[:2]
    cut.write_bytes(cut.read_bytes()[:-9])
    with pytest.raises(OnrecordError, match="shards are not finished"):
        results(str(tmp_path / "out"))
    run([source], tmp_path / "out", form=form)
    assert tree(tmp_path / "out") == whole
    data = altered.read_bytes()
    altered.write_bytes(data[:50] + bytes([data[50] ^ 1]) + data[51:])
    with pytest.raises(OnrecordError, match=f"{altered.name}: it is not what"):
        list(results(str(tmp_path / "out")))


@pytest.mark.parametrize("workers", [1, 3])
def test_the_same_input_gives_the_same_bytes(tmp_path: Path, workers: int) -> None:
    source = making.folder(tmp_path / "in", texts(40))
    run([source], tmp_path / "one", workers=1)
    run([source], tmp_path / "other", workers=workers)
    assert tree(tmp_path / "one") == tree(tmp_path / "other")


@pytest.mark.timeout(300)
def test_ray_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="ray is not installed")
    source = making.jsonl(tmp_path / "in.jsonl", [*texts(20), "EXIT", *texts(3)])
    run([source], tmp_path / "local", fakes.poisoned, workers=2)
    program = f"""
from pathlib import Path
from tests.batch import fakes, making
making.run([Path({str(source)!r})], {str(tmp_path / "ray")!r}, fakes.poisoned, engine="ray", workers=2)
"""
    done = _started(program)
    assert done.wait(280) == 0
    assert tree(tmp_path / "local") == tree(tmp_path / "ray")


def test_poison_is_set_aside_and_nothing_with_it(tmp_path: Path) -> None:
    bad = ["RAISE", "EXIT", "KILL", "HANG", "STUMBLE “Ferries run,” said Ida Rowan."]
    mixed = [each for pair in zip(texts(5), bad, strict=True) for each in pair]
    source = making.jsonl(tmp_path / "in.jsonl", [*mixed, making.text(5)])
    summary = run([source], tmp_path / "out", fakes.poisoned, shard=10**6, time_limit=8.0)
    whys = [why for _, why in aside(tmp_path / "out")]
    assert whys == [
        "ValueError: this cannot be understood",
        "the worker ended (exit status 7)",
        "the worker ended (signal 9)",
        "not done within 8 s",
    ]
    assert len(said(tmp_path / "out")) == 7  # the six, and the one that a fresh process understands
    assert (summary.records, summary.reports, summary.aside) == (11, 7, 4)
    rows = source.read_bytes().splitlines(keepends=True)
    places = [f"{source}, byte {sum(map(len, rows[:at]))}" for at in (1, 3, 5, 7)]
    assert [where for where, _ in aside(tmp_path / "out")] == places


def test_what_cannot_be_read_is_set_aside(tmp_path: Path) -> None:
    rows = b'{"text": "\xe2\x80\x9cRain,\xe2\x80\x9d said Ida Rowan."}\n{broken\n{"other": 1}\n\n'
    (tmp_path / "in.jsonl").write_bytes(rows + rows)
    (tmp_path / "empty.txt").write_bytes(b"")
    run([tmp_path / "in.jsonl", tmp_path / "empty.txt"], tmp_path / "out", shard=50)
    assert [why.split(" (")[0] for _, why in aside(tmp_path / "out")] == [
        "not JSON",
        "no text in text, body, content, article",
    ] * 2 + ["empty"]
    assert len(said(tmp_path / "out")) == 2


@pytest.mark.timeout(300)
def test_killed_at_any_moment_a_run_ends_as_though_it_had_not_been(tmp_path: Path) -> None:
    source = making.jsonl(tmp_path / "in.jsonl", [*texts(60), "RAISE", *texts(60)])
    run([source], tmp_path / "whole", fakes.poisoned, shard=600)
    rng, kills = Random(5), 0
    receipts = tmp_path / "out" / "receipts"
    while True:
        process = _started(_run_of(source, tmp_path / "out"))
        enough = _count(receipts) + rng.randint(0, 4)
        while process.poll() is None and _count(receipts) < enough:
            time.sleep(0.001)
        time.sleep(rng.uniform(0, 0.02))
        process.kill()
        if process.wait() == 0:
            break
        kills += 1
    assert kills > 4
    assert tree(tmp_path / "whole") == tree(tmp_path / "out")


def test_a_finished_shard_is_not_done_again(tmp_path: Path) -> None:
    source = making.jsonl(tmp_path / "in.jsonl", texts(40))
    run([source], tmp_path / "out")
    before = tree(tmp_path / "out")
    gone = sorted((tmp_path / "out" / "reports").iterdir())[1]
    gone.unlink()
    times = {each: each.stat().st_mtime_ns for each in (tmp_path / "out" / "reports").iterdir()}
    summary = run([source], tmp_path / "out")
    assert summary.finished_before == summary.shards - 1
    assert tree(tmp_path / "out") == before
    assert {each: each.stat().st_mtime_ns for each in times} == times


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"nested": False}, "other options"),
        ({"model": "fast"}, "other options"),
        ({"shard_bytes": 77}, "other options"),
    ],
)
def test_a_run_of_other_options_is_refused(tmp_path: Path, change: dict[str, object], told: str) -> None:
    source = making.jsonl(tmp_path / "in.jsonl", texts(2))
    run([source], tmp_path / "out", shard=1024)
    given = {"shard_bytes": 1024} | change
    with pytest.raises(OnrecordError, match=told):
        extract_batch([str(source)], str(tmp_path / "out"), fakes.MODEL, Options(**given), maker=fakes.honest)  # type: ignore[arg-type]


def test_a_run_of_another_model_version_or_target_is_refused(tmp_path: Path) -> None:
    from dataclasses import replace

    source, out = making.jsonl(tmp_path / "in.jsonl", texts(2)), str(tmp_path / "out")
    run([source], out)
    options = Options(shard_bytes=1024)
    with pytest.raises(OnrecordError, match="other model"):
        extract_batch([str(source)], out, replace(fakes.MODEL, version="2"), options, maker=fakes.honest)
    with pytest.raises(OnrecordError, match="other targets"):
        extract_batch([str(tmp_path)], out, fakes.MODEL, options, maker=fakes.honest)
    manifest = tmp_path / "out" / "manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace('"onrecord": "', '"onrecord": "9.'), "utf-8")
    with pytest.raises(OnrecordError, match="other version of onrecord"):
        run([source], out)
    manifest.write_text("{}", "utf-8")
    with pytest.raises(OnrecordError, match="not the manifest of a run"):
        run([source], out)


@pytest.mark.parametrize("later", [texts(21), [each.replace("June", "July") for each in texts(20)]])
def test_an_input_that_changed_is_not_read_as_what_was_planned(tmp_path: Path, later: list[str]) -> None:
    source = making.jsonl(tmp_path / "in.jsonl", texts(20))
    run([source], tmp_path / "out")
    for each in (tmp_path / "out" / "receipts").iterdir():
        each.unlink()
    making.jsonl(source, later)
    summary = run([source], tmp_path / "out")
    assert summary.reports == 0
    assert "changed since the run began" in summary.unfinished[0]
    with pytest.raises(OnrecordError, match="shards are not finished"):
        next(results(str(tmp_path / "out")))


def test_a_name_in_no_encoding_is_no_obstacle_to_going_on(tmp_path: Path) -> None:
    folder = making.folder(tmp_path / "in", texts(2))
    (folder / os.fsdecode(b"bad\xff.txt")).write_text(texts(3)[2], encoding="utf-8")
    first = run([folder], tmp_path / "out")
    assert (first.reports, first.unfinished) == (3, ())
    again = run([folder], tmp_path / "out")
    assert (again.reports, again.unfinished) == (3, ())
    assert len(list(results(str(tmp_path / "out")))) == 3


def test_workers_that_cannot_begin_end_the_run(tmp_path: Path) -> None:
    source = making.jsonl(tmp_path / "in.jsonl", texts(2))
    summary = run([source], tmp_path / "out", fakes.missing)
    assert "the worker ends as it reads (exit status 9)" in summary.unfinished[0]


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    pytest.importorskip("fcntl", reason="folders are not locked on this system")
    source = making.jsonl(tmp_path / "in.jsonl", texts(400))
    process = _started(_run_of(source, tmp_path / "out", "slow"))
    while not (tmp_path / "out" / "manifest.json").exists():
        time.sleep(0.02)
    with pytest.raises(OnrecordError, match="another run is writing there"):
        run([source], tmp_path / "out", fakes.slow, shard=600)
    process.kill()
    process.wait()


def test_results_go_to_any_address_that_fsspec_knows(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")
    source = making.jsonl(tmp_path / "in.jsonl", [*texts(20), "RAISE"])
    run([source], tmp_path / "disk", fakes.poisoned)
    run([source], "memory://runs/one", fakes.poisoned)
    summary = run([source], "memory://runs/one", fakes.poisoned)
    assert summary.finished_before == summary.shards
    memory = fsspec.filesystem("memory")
    found = {each.removeprefix("/runs/one/"): memory.cat_file(each) for each in memory.find("/runs/one")}
    assert found == tree(tmp_path / "disk")
    assert len(list(results("memory://runs/one"))) == 20
    memory.rm("/runs", recursive=True)


def _count(folder: Path) -> int:
    return len(list(folder.glob("*.json")))


def _run_of(source: Path, out: Path, maker: str = "poisoned") -> str:
    return f"""
from pathlib import Path
from tests.batch import fakes, making
making.run([Path({str(source)!r})], {str(out)!r}, fakes.{maker}, shard=600, workers=2)
"""


def _started(program: str) -> subprocess.Popen[bytes]:
    # `spawn` runs the main module again in each worker: here that is the program itself.
    guarded = "if __name__ == '__main__':\n" + "".join(
        f"    {line}\n" for line in program.splitlines() if line
    )
    environment = {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "PATH": "/usr/bin:/bin", "HOME": "/tmp"}
    return subprocess.Popen([sys.executable, "-c", guarded], cwd=ROOT, env=environment)


def test_a_manifest_tells_which_bytes_each_shard_reads(tmp_path: Path) -> None:
    source = making.jsonl(tmp_path / "in.jsonl", texts(20))
    run([source], tmp_path / "out", shard=1000)
    shards = json.loads((tmp_path / "out" / "manifest.json").read_bytes())["shards"]
    pieces = [piece for shard in shards for piece in shard["slices"]]
    assert [each.get("start", 0) for each in pieces] == list(range(0, source.stat().st_size, 1000))
    assert {each["address"] for each in pieces} == {str(source)}
