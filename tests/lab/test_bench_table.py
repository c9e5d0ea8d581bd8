"""The table of benchmarks: what each part prints becomes rows, and is not measured again."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from lab.bench import growth, peers, table

PRINTED = {
    "beside": [
        {"reader": "accurate", "reports_per_s": 5.5, "peak_mb": 240},
        {"reader": "spacy", "reports_per_s": 7.1, "peak_mb": 227},
        {
            "direct quotations": 26,
            "articles": 8,
            "ours: recall": 0.9,
            "ours: precision": 0.95,
            "textacy: recall with a perfect parser": 0.5,
            "textacy: articles refused": 2,
        },
        {"textacy needs on disk": "447.0 MB"},
    ],
    "reading": [
        {
            "model": "fast 3.0",
            "extract and add, reports/s per core": 8.9,
            "peak memory, MB": 250,
            "reports": 9,
        }
    ],
    "registry": [{"names": 110, "in all, s of one core": 0.2, "peak memory, MB": 33}],
    "duplicates": [{"reports": 60, "sketches/s": 950, "all pairs, s": 0.1, "peak memory, MB": 40}],
    "stored": [{"reports": 900, "the latest, one by one": 20.5, "ms a report, all at once": 15.1}],
    "matching": [{"contents": 8771, "ms a content": 1.7}],
    "batch": [
        {"engine": "ray", "workers": 1, "seconds": 3.0},
        {"engine": "ray", "two to one": 1.8, "start included": 1.5},
        {"same bytes": True},
    ],
}
SERVE = """{"quotation": 1000000, "report": 100000}
pages                  asked     p50     p95     max  ms
search                   300      12      23      87
a speaker                300      59      98     257
server's peak memory, MB: 112
   257 ms /speakers/p87a509e05d9d
"""
SIZE = "     2.5 MB  justext\n   267.3 MB  in all (254 MiB): 45 packages\n    47.7 MB  onrecord itself\n"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    """A folder in which all parts are measured but the growth."""
    texts = {name: "".join(f"{json.dumps(each)}\n" for each in told) for name, told in PRINTED.items()}
    for name, text in (texts | {"serve": SERVE, "size": SIZE}).items():
        (tmp_path / f"table-{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_record_that_grows_is_measured_by_tenths_and_its_table_is_written(
    cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = cache / "RESULTS.md"
    table.main(["--cache", str(cache), "--growth", "20", "--out", str(out)])
    written = out.read_text(encoding="utf-8")
    rows = dict(line[2:-2].split(" | ")[:2] for line in written.splitlines() if line.startswith("| "))
    assert rows["page, p50, p95 and slowest, 1,000,000 quotations: a speaker"] == "59, 98, 257 ms"
    assert rows["memory of the server at most"] == "112 MB"
    assert rows["two workers to one, engine ray"] == "1.8 once started, 1.5 with it"
    assert rows["matching 8,771 contents by batch"] == "1.7 ms a content"
    assert rows["the default install on disk: what it needs"] == "267.3 MB"
    assert rows["`verify` of all of them"].startswith("0 problems, ")
    assert rows["peak memory: onrecord, accurate model"] == "240 MB"
    assert rows["the same, added to a record too: onrecord, fast model"] == "8.9, 250 MB"
    assert rows["who is who among 110 names"] == "0.2 s, 33 MB"
    assert "another, 26 in 8 articles" in written.replace("\n", " ")
    assert "**batch** (`python -m lab.bench.batch`; " in written
    assert re.search(r"\*\*growth\*\* \(`python -m lab.bench.growth --reports 20`; .* had \d+% of", written)
    assert "Not measured" not in written
    assert str(cache) not in written
    measured = [json.loads(line) for line in (cache / "growth-20.jsonl").read_text().splitlines()]
    assert [each["up_to"] for each in measured] == [*range(2, 21, 2)]
    assert all(each["reports"] == 2 for each in measured)
    capsys.readouterr()
    growth.main(["--reports", "20", "--cache", str(cache)])  # nothing is left to do, and all is told again
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()][:10] == measured


def test_a_part_that_fails_or_cannot_be_measured_is_named_and_the_others_are_told(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("registry", "stored", "serve"):
        (cache / f"table-{name}.txt").unlink()
    monkeypatch.setitem(table._GIVEN["full"], "registry", "--names none")
    monkeypatch.setattr(table, "_CORPUS", cache / "none")
    given = ["--cache", str(cache), "--out", str(cache / "RESULTS.md"), "--only", "registry", "stored"]
    assert table.main(given) == 1
    told, _, missing = (cache / "RESULTS.md").read_text(encoding="utf-8").partition("## Not measured")
    assert "| matching 8,771 contents by batch | 1.7 ms a content | matching |" in told
    assert [line.partition(":")[0] for line in missing.split("- **")[1:]] == [
        "growth**",
        "stored**",
        "registry**",
        "serve**",
    ]
    assert "failed with status 2" in missing


def test_a_part_is_measured_once_and_the_short_table_uses_what_the_full_one_measured(
    cache: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (cache / "table-registry.txt").unlink()
    monkeypatch.setitem(table._GIVEN["short"], "registry", "--names 100 --listed 100")
    given = ["--size", "short", "--only", "registry", "--cache", str(cache), "--out", str(cache / "R.md")]
    assert table.main(given) == 0
    written = (cache / "R.md").read_text(encoding="utf-8")
    assert "who is who among 110 names" in written
    assert "447.0 MB" in written
    assert capsys.readouterr().err == "lab.bench.registry --names 100 --listed 100 ...\n"
    assert table.main(given) == 0
    assert capsys.readouterr().err == ""
    assert (cache / "R.md").read_text(encoding="utf-8") == written


@pytest.mark.skipif(sys.platform != "linux", reason="how busy the machine is is read from /proc")
def test_what_parts_print_is_what_their_rows_are_read_from(tmp_path: Path) -> None:
    parts = ["reading", "registry", "duplicates", "size"]
    given = ["--size", "quick", "--cache", str(tmp_path), "--out", str(tmp_path / "R.md"), "--only", *parts]
    assert table.main(given) == 0
    lines = [line for line in (tmp_path / "R.md").read_text(encoding="utf-8").splitlines() if line]
    rows = [line[2:-2].split(" | ") for line in lines if line.startswith("| ")][2:]
    assert {by for _, _, by in rows} == set(parts)
    assert all(re.search(r"\d", figure) for _, figure, _ in rows)
    assert not [line for line in lines if "{" in line]


def test_a_killed_run_goes_on_where_it_was(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = growth.report

    def killed(number: int, of: int) -> object:
        if number == 7:
            raise KeyboardInterrupt
        return given(number, of)

    monkeypatch.setattr(growth, "report", killed)
    with pytest.raises(KeyboardInterrupt):
        growth.main(["--reports", "20", "--cache", str(cache)])
    monkeypatch.setattr(growth, "report", given)
    growth.main(["--reports", "20", "--cache", str(cache)])
    measured = [json.loads(line) for line in (cache / "growth-20.jsonl").read_text().splitlines()]
    assert [each["reports"] for each in measured] == [2, 2, 2, 1, 2, 2, 2, 2, 2, 2]


def test_a_reader_answers_each_line_with_the_time_it_takes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [json.dumps("“We open,” said Ida Rowan."), peers.END, "once more", "once more"]
    monkeypatch.setattr(sys, "argv", ["peers.py", "fast"])
    monkeypatch.setattr(sys, "stdin", iter(f"{line}\n" for line in lines))
    peers.main()
    *seconds, memory = capsys.readouterr().out.split()
    assert len(seconds) == 2
    assert all(0 < float(each) < 60 for each in seconds)
    assert int(memory) > 20
