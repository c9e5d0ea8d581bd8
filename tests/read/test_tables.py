"""Rows of JSONL, CSV and TSV: one report each, their text untouched, a broken row skipped by name."""

from __future__ import annotations

import hashlib
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Report
from onrecord.read import Skip, from_bytes
from onrecord.read.tables import from_jsonl


def test_jsonl_rows(reading):
    row = {"text": "The boat is ready.", "title": "Boat", "date": "2026-02-16", "publisher": "Vale"}
    row |= {"author": "A. Lee", "url": "https://vale.example/1", "id": "7"}
    line = json.dumps(row)
    first, second = reading(line + "\r\n\n" + '{"BODY": "Rain is due."}', "crawl.jsonl")
    assert (first.text, first.name, first.source) == ("The boat is ready.", "7", "https://vale.example/1")
    assert (first.title.value, first.published.value) == ("Boat", "2026-02-16")
    assert (first.outlet, first.author) == ("Vale", "A. Lee")
    assert first.sha256 == hashlib.sha256(line.encode()).hexdigest()
    assert (second.text, second.name) == ("Rain is due.", second.source)
    assert second.name == f"crawl.jsonl#{second.sha256[:12]}"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{broken", "not JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))"),
        ("[1]", "not a JSON object"),
        ('{"title": "t"}', "no text in text, body, content, article"),
        ('{"text": 5}', "no text in text, body, content, article"),
        ('{"text": " "}', "it holds no text"),
        ('{"text": "a\\u0000b"}', "binary: it holds a NUL character"),
        (b'{"text": "\xff"}', "not UTF-8 at byte 10"),
        ('{"text": ' + "9" * 5000 + "}", None),
        ("[" * 100_000, None),
    ],
)
def test_a_broken_line_is_skipped_and_its_neighbours_are_read(reading, line, why):
    data = line if isinstance(line, bytes) else line.encode()
    reports = reading(b'{"text": "one"}\n' + data + b'\n{"text": "two"}\n', "crawl.jsonl")
    assert [report.text for report in reports] == ["one", "two"]
    (skip,) = reading.skips
    assert skip.where == "crawl.jsonl, line 2"
    assert skip.why == why or why is None


def test_a_line_over_the_limit_is_read_past():
    data = b'{"text": "one"}\n{"text": "' + b"a" * 500 + b'"}\n{"text": "two"}'
    items = list(from_jsonl(io.BytesIO(data), "a.jsonl", "a.jsonl", 100))
    assert [item.text if isinstance(item, Report) else item for item in items] == [
        "one",
        Skip("a.jsonl, line 2", "longer than 100 bytes"),
        "two",
    ]


def test_a_lone_surrogate_in_json_can_be_stored(reading):
    assert reading.one('{"text": "a \\ud800 b \\ud83d\\ude00"}', "a.jsonl").text == "a \ufffd b 😀"


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "|"), ("a.tsv", "\t")]
)
def test_csv_rows(reading, name, delimiter):
    rows = [
        ["ID", "Content", "Published"],
        ["r1", '"The boat\nis ready,"', "2026-02-16"],
        ["r2", '"She said ""go""."', "soon"],
    ]
    lines = [delimiter.join(row) + "\r\n" for row in rows]
    first, second = reading("\ufeff" + "".join(lines), name)
    assert (first.name, first.text, first.published.value) == ("r1", "The boat\nis ready,", "2026-02-16")
    assert (second.name, second.text, second.published) == ("r2", 'She said "go".', None)
    assert (first.data, second.data) == (lines[1].rstrip().encode(), lines[2].rstrip().encode())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("name", ["a.csv", "a"])
def test_a_table_ends_its_lines_as_any_system_does(reading, end, name):
    reports = reading(end.join(["title,text", 't,"one\ntwo"', "u,three", ""]), name)
    assert [report.text for report in reports] == ["one\ntwo", "three"]
    assert reading.skips == []


@pytest.mark.parametrize("data", ['{"text": "%s"}\n', "%s\n"])
def test_a_row_more_leaves_the_others_as_they_were(reading, data):
    name, head = ("a.jsonl", "") if "{" in data else ("a.csv", "text\n")
    before = reading(head + "".join(data % text for text in ("one", "two")), name)
    new, *after = reading(head + "".join(data % text for text in ("new", "one", "two")).rstrip(), name)
    assert (new.text, after) == ("new", before)


def test_a_row_of_the_wrong_width_is_skipped(reading):
    (report,) = reading("title,text\na,b,c\n\nt,fine\n", "a.csv")
    assert report.text == "fine"
    assert reading.skips == [Skip("a.csv, row 1", "3 columns where the header has 2")]


def test_a_table_in_another_encoding(reading):
    text = "Министр транспорта сообщил в среду, что паромная переправа откроется весной."
    assert reading.one(f"title;text\nПаром;{text}\n".encode("cp1251"), "a.csv").text == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_a_table_in_a_wide_encoding(reading, encoding):
    """As spreadsheets save "Unicode text"; a ਊ has the byte of a line feed in it."""
    (report,) = reading("title\ttext\r\nBoat ਊ\t“The boat ਊ is ready.”\r\n".encode(encoding), "crawl.tsv")
    assert (report.text, report.title.value) == ("“The boat ਊ is ready.”", "Boat ਊ")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("a,b\n1,2\n", "no column named text, body, content, article (columns: a, b)"),
        ("", "empty"),
        (
            "ж,".encode() * 20 + b"\xff\n",
            f"no column named text, body, content, article (columns: {'ж, ' * 20}\ufffd)",
        ),
        (b"text,b\n\0", "binary: NUL byte at 7"),
    ],
)
def test_what_is_not_a_table_of_reports_is_named(reading, data, why):
    assert reading.why(data, "a.csv") == why


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2026-02-16T01:00:00Z", "2026-02-16T01:00:00+00:00"),
        ("16 February 2026", "2026-02-16"),
        ("20260216", "2026-02-16"),
        ("03/04/2026", None),
        ("yesterday", None),
        ("31 February 2026", None),
        ("Mon, 16 Feb 99999999999999999999 01:00:00 +0300", None),
        (1771200000, None),
    ],
)
def test_a_date_that_can_be_read_in_one_way_only(reading, date, published):
    report = reading.one(json.dumps({"text": "The boat is ready.", "date": date}), "a.jsonl")
    assert (report.published and report.published.value) == published


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=5))
def test_json_text_is_kept_code_point_for_code_point(texts):
    kept = [text for text in texts if text.strip("\ufeff \t\r\n\v\f\xa0") and "\0" not in text]
    data = "\n".join(json.dumps({"text": text}) for text in kept).encode()
    assert [report.text for report in from_bytes(data, "a.jsonl", "a.jsonl")] == kept
