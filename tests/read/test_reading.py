"""Targets: files, folders and standard input; what cannot be read never takes its neighbours along."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.core import ReadError
from onrecord.read import Skip, from_bytes, read, read_text

ROW_ONE = "rows.jsonl#" + hashlib.sha256(b'{"text": "row one"}').hexdigest()[:12]


@pytest.fixture
def folder(tmp_path, story):
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("hidden", encoding="utf-8")
    (tmp_path / "b" / "rows.jsonl").write_text('{"text": "row one"}\n{broken\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text(story, encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"")
    (tmp_path / "d.bin").write_bytes(b"\x00\x01\x02")
    (tmp_path / "e").write_text(f"<!doctype html><html><body><p>{story}</p></body></html>", encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_in_order_and_what_is_skipped_is_named(folder):
    skips: list[Skip] = []
    reports = list(read(folder, on_skip=skips.append))
    assert [report.name for report in reports] == ["a.txt", ROW_ONE, "e"]
    assert [(skip.where, skip.why.split(" (")[0]) for skip in skips] == [
        (f"{folder}/b/rows.jsonl, line 2", "not JSON"),
        (f"{folder}/c.txt", "empty"),
        (f"{folder}/d.bin", "binary: NUL byte at 0"),
    ]


def test_without_on_skip_the_first_one_raises(folder):
    reports = read(str(folder))
    assert next(reports).name == "a.txt"
    assert next(reports).name == ROW_ONE
    with pytest.raises(ReadError, match="line 2: not JSON"):
        next(reports)


def test_a_missing_path_raises_at_once_with_a_hint(tmp_path):
    with pytest.raises(ReadError, match="no such file or folder") as error:
        read(tmp_path / "none.txt", on_skip=lambda _: None)
    assert error.value.hint


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000, "a.txt/b"])
def test_an_impossible_path_is_one_clear_line(tmp_path, name):
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    with pytest.raises(ReadError):
        read(str(tmp_path / name))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_skipped(tmp_path, story):
    (tmp_path / "a.txt").write_text(story, encoding="utf-8")
    (tmp_path / "b.txt").write_text(story, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    skips: list[Skip] = []
    assert [report.name for report in read(tmp_path, on_skip=skips.append)] == ["b.txt"]
    assert [skip.why for skip in skips] == ["Permission denied"]


@pytest.mark.parametrize("content", [None, b""])
def test_a_folder_without_reports_raises(tmp_path, content):
    if content is not None:
        (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(ReadError, match="no reports in this folder") as error:
        list(read(tmp_path, on_skip=lambda _: None))
    assert error.value.hint


def test_a_file_over_the_limit_is_skipped(tmp_path):
    (tmp_path / "a.txt").write_text("word " * 100, encoding="utf-8")
    with pytest.raises(ReadError, match="larger than 100 bytes"):
        list(read(tmp_path / "a.txt", max_bytes=100))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_folder_with_a_pipe_or_a_loop_does_not_hang(tmp_path, story):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "none.txt")
    (tmp_path / "a.txt").write_text(story, encoding="utf-8")
    skips: list[Skip] = []
    assert [report.name for report in read(tmp_path, on_skip=skips.append)] == ["a.txt"]
    assert [skip.where for skip in skips] == [f"{tmp_path}/dangling.txt", f"{tmp_path}/pipe"]


def test_a_text_file_is_text_whatever_it_looks_like(tmp_path):
    (tmp_path / "a.txt").write_text("<html><p>kept</p></html>", encoding="utf-8")
    assert next(read(tmp_path / "a.txt")).text == "<html><p>kept</p></html>"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("The boat is ready, she said.\r\n", "The boat is ready, she said.\r\n"),
        ('{"text": "from a row"}\n', "from a row"),
        ('{"text": "' + "long " * 30_000 + '"}', "long " * 30_000),
        ("date,text\n2026-02-16,from a cell\n", "from a cell"),
        ("Text, the minister said, is short.", "Text, the minister said, is short."),
        (
            "<rss><channel><item><description>from an item</description></item></channel></rss>",
            "from an item",
        ),
        ("<!DOCTYPE html><html><body><p>from a page</p></body></html>", "from a page"),
        ("[applause] The boat is ready.", "[applause] The boat is ready."),
    ],
)
def test_standard_input_is_known_by_its_content(monkeypatch, data, text):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data.encode())))
    (report,) = read("-")
    assert report.text == text
    assert report.source.startswith("-")


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ("Rain, text\rMore text.\r", ["Rain, text\rMore text.\r"]),
        ("title,text\rOne,The boat is ready.\rTwo,It sails.\r", ["The boat is ready.", "It sails."]),
        ('{"text": "one"}\n{"text": "two"}\n', ["one", "two"]),
    ],
)
def test_each_text_from_standard_input_is_a_report_of_its_own(monkeypatch, data, texts):
    def piped(text):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
        return list(read("-"))

    changed = data
    for text in texts:
        changed = changed.replace(text, f"{text}!")
    reports, again, other = piped(data), piped(data), piped(changed)
    assert [report.text for report in reports] == texts
    assert again == reports
    assert all(report.source.startswith("-#") for report in reports)
    known = {(report.source, report.name) for report in [*reports, *other]}
    assert len(known) == 2 * len(texts)


def test_a_name_in_two_piped_tables_names_two_reports(monkeypatch):
    sources = set()
    for text in ("one", "two"):
        row = f'{{"text": "{text}", "id": "7"}}'.encode()
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(row)))
        (report,) = read("-")
        assert report.name == "7"
        sources.add(report.source)
    assert len(sources) == 2


def test_an_absolute_source_is_the_same_from_everywhere(tmp_path, monkeypatch, story):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(story, encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text('{"text": "one"}\n{', encoding="utf-8")
    (tmp_path / "link").symlink_to("in", target_is_directory=True)
    found = set()
    for here, target in [(".", "in"), ("in", "."), ("in", "../in"), (".", "link"), ("/", tmp_path / "in")]:
        monkeypatch.chdir(tmp_path / here)
        skips: list[Skip] = []
        found.add(tuple(report.source for report in read(target, absolute=True, on_skip=skips.append)))
        assert skips[0].where == f"{Path(target) / 'b.jsonl'}, line 2"
    ((text, row),) = found
    assert text == str(tmp_path.resolve() / "in" / "a.txt")
    assert row.startswith(str(tmp_path.resolve() / "in" / "b.jsonl#"))


@pytest.mark.parametrize("data", [b"SQLite format 3\0text,\r\1\2", b"a,text\r\0\0", b"\xff\xfea,text\r\n"])
@pytest.mark.parametrize("name", ["b", "b.bin", "b.csv"])
def test_a_binary_neighbour_is_skipped(tmp_path, data, name, story):
    (tmp_path / name).write_bytes(data)
    (tmp_path / "a.txt").write_text(story, encoding="utf-8")
    (tmp_path / "c.txt").write_text(story, encoding="utf-8")
    skips: list[Skip] = []
    assert [report.name for report in read(tmp_path, on_skip=skips.append)] == ["a.txt", "c.txt"]
    assert [skip.where for skip in skips] == [str(tmp_path / name)]


@settings(deadline=None)
@given(
    st.binary(max_size=300)
    | st.text('text,body;\t|"\r\n\0é<{[', max_size=60).map(str.encode)
    | st.text("text,\r\né😀", max_size=40).map(lambda text: text.encode("utf-16")),
    st.sampled_from(["a", "a.txt", "a.html", "a.rss", "a.jsonl", "a.csv", "a.tsv"]),
)
@example(b"a,text\rb,c", "a")
@example("a,text\nb,c\n".encode("utf-16") + b"\x00\xd8", "a.csv")
def test_any_bytes_are_read_or_refused_with_a_reason(data, name):
    skips: list[Skip] = []
    reports = list(from_bytes(data, name, name, on_skip=skips.append))
    assert all(report.text.strip() for report in reports)
    assert all(skip.why for skip in skips)


def test_pretty_printed_json_is_refused_once(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{\n  "text": "a"\n}\n')))
    with pytest.raises(ReadError, match="-: JSON, but not one object a line"):
        list(read("-"))


def test_reports_come_one_by_one(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "one"}\n' * 3, encoding="utf-8")
    reports = read(path)
    assert next(reports).text == "one"
    assert len(list(reports)) == 2


@pytest.mark.parametrize("text", ["", " \n", "a\0b", "a\ud800b"])
def test_read_text_refuses_what_cannot_be_a_report(text):
    with pytest.raises(ReadError):
        read_text(text)


def test_read_text_keeps_the_text(story):
    report = read_text(story, name="note", source="desk")
    assert (report.text, report.name, report.source, report.data) == (story, "note", "desk", story.encode())


def test_importing_read_imports_nothing_heavy():
    heavy = ["trafilatura", "httpx", "feedparser", "htmldate", "py3langid", "charset_normalizer", "lxml"]
    script = f"import sys, onrecord.read; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
