"""Evidence bundles: what is written proves itself, and what follows from what."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core import OnrecordError, Quotation, Span, quotation_id
from onrecord.core.corrections import Anchor, Correction
from onrecord.export import bundle, bundle_following
from onrecord.export.bundle import Checked
from onrecord.export.cite import Place, Subject
from onrecord.read import from_bytes
from onrecord.read.kinds import Kind
from onrecord.record import StoredReport
from onrecord.record.correct_rows import CorrectionRow
from tests.export.cited import TEXT, bundled, quotations, stored, subject

PAGE = """<!doctype html><html lang="en"><head><title>Quay to open</title></head><body><article>
<h1>Quay to open</h1><p>The port has named a day, and fares are to stay as they were all summer long.</p>
<p>“It opens <b>in June</b>,” said Ilse Marrow of the port on Monday, before the council of the town met.</p>
<p>Boats will call at it twice a day, and the old pier is to be closed when the season is over.</p>
</article></body></html>"""
FEED = """<rss version="2.0"><channel><title>Tarn Gazette</title><item><title>Quay to open</title>
<guid>q1</guid><description>&lt;p&gt;“It opens in June,” said Ilse Marrow.&lt;/p&gt;</description></item>
</channel></rss>"""
JSONL = '{"title": "Quay to open", "text": "“It opens in June,” said Ilse Marrow."}\n'
CSV = 'title,text\r\nQuay to open,"“It opens\r\nin June,” said ""Ilse"" Marrow."\r\n'


def checked(data: bytes) -> Checked:
    return bundle.check(BytesIO(data))


def read_as(kind: Kind, data: bytes) -> StoredReport:
    """What is stored of the one report in the bytes, with all of its last line as a quotation."""
    (report,) = from_bytes(data, "quay", "https://news.example/quay", kind=kind)
    words = "It opens"
    span = (Span(report.text.index(words), report.text.index(words) + len(words)),)
    found = Quotation(quotation_id("", span), "indirect", span)
    return stored(
        report.text, report.data, found=(found,), title=report.title, credited=(), outlet=report.outlet
    )


@pytest.mark.parametrize("number", [0, 1, None])
def test_what_is_written_proves_itself(number: int | None) -> None:
    found = checked(bundled(subject(number=number)))
    assert (found.problems, found.unproved) == ((), ())
    assert found.manifest is not None
    # What a quotation is nested in comes with it.
    assert found.relations == {0: 1, 1: 2, None: 2}[number]


def test_the_same_is_written_each_time() -> None:
    assert bundled(subject()) == bundled(subject())


def test_bundles_of_format_1_hold_for_ever() -> None:
    """One as it was written then; who breaks this makes another format version instead."""
    found = checked((Path(__file__).parent / "evidence_1.zip").read_bytes())
    assert (found.problems, found.unproved) == ((), ())
    assert found.relations == 2


def test_other_programs_read_it(tmp_path: Path) -> None:
    archive = zipfile.ZipFile(BytesIO(bundled(subject())))
    assert archive.testzip() is None
    folder = f"reports/{stored().id}-v2"
    assert archive.namelist() == [
        "README.txt",
        "manifest.json",
        f"{folder}/original.dat",
        f"{folder}/text.txt",
    ]
    manifest = json.loads(archive.read("manifest.json"))
    (report,) = manifest["reports"]
    text = archive.read(report["text"]["path"]).decode()
    assert (
        hashlib.sha256(archive.read(report["original"]["path"])).hexdigest() == report["original"]["sha256"]
    )
    for part in (*report["relations"][0]["content"], *report["relations"][0]["source"]):
        assert text[part["start"] : part["end"]] == part["exact"]
        assert text[: part["start"]].endswith(part["prefix"])
        assert text[part["end"] :].startswith(part["suffix"])
    unzip = shutil.which("unzip")
    if unzip is not None:
        (tmp_path / "b.zip").write_bytes(bundled(subject()))
        assert (
            subprocess.run([unzip, "-tq", "b.zip"], cwd=tmp_path, capture_output=True, check=False).returncode
            == 0
        )


def test_a_path_on_somebodys_disk_is_in_no_bundle() -> None:
    data = bundled(subject(stored(source="/home/reporter/secret/quay.txt")))
    assert b"reporter" not in data.replace(b"the reporter", b"")
    assert checked(data).problems == ()


@pytest.mark.parametrize(
    ("kind", "data", "way"),
    [
        ("text", TEXT.encode(), None),
        ("text", "“It opens in Juné,” said Ilse".encode("cp1252"), None),
        ("text", TEXT.encode("utf-16"), None),
        # Damaged UTF-8: no decoding gives the U+FFFD, but the reader does.
        ("text", "“It opens in June”, é é é é é é é é".encode() + b"\xff.", "text"),
        ("html", PAGE.encode(), "html"),
        ("html", PAGE.encode("cp1252"), "html"),
        ("feed", FEED.encode(), "feed item"),
        ("jsonl", JSONL.encode(), "json row"),
        ("csv", CSV.encode(), "table row"),
        ("csv", CSV.replace("June", "June " * 40_000).encode(), "table row"),
        ("csv", CSV.encode("utf-16"), "table row"),
        ("csv", CSV.replace("Marrow", "ж" * 99).encode("utf-16"), "table row"),
    ],
)
def test_every_text_is_shown_to_follow_from_its_bytes(kind: Kind, data: bytes, way: str | None) -> None:
    found = checked(bundled(subject(read_as(kind, data))))
    assert (found.problems, found.unproved) == ((), ())
    assert found.manifest is not None
    (entry,) = found.manifest.reports
    assert entry.following.way == way
    assert (entry.following.encoding is None) == (way is not None)


def test_a_text_that_its_bytes_do_not_give_is_found() -> None:
    for data in (PAGE.replace("June", "July").encode(), b"", b"\xff\xfe\x00"):
        of = replace_data(read_as("html", PAGE.encode()), data)
        assert checked(bundled(subject(of))).manifest is not None
    other = replace_data(read_as("html", PAGE.encode()), PAGE.replace("It opens", "It may open").encode())
    (problem,) = checked(bundled(subject(other))).problems
    assert "do not hold these words: It opens" in problem.what


def replace_data(of: StoredReport, data: bytes) -> StoredReport:
    return replace(of, report=replace(of.report, data=data))


def test_another_version_of_the_readers_is_told_from_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bundled(subject(read_as("html", PAGE.encode())))
    monkeypatch.setattr(bundle_following, "reads_as", lambda *_: False)
    (problem,) = checked(data).problems
    assert "read again by the same programs" in problem.what
    later = {"onrecord": "9.0", "trafilatura": version("trafilatura")}
    monkeypatch.setattr(bundle_following, "readers", lambda: later)
    found = checked(data)
    assert found.problems == ()
    (doubt,) = found.unproved
    assert "onrecord 0.1.0, here 9.0" in doubt.what
    assert "trafilatura" not in doubt.what


def corrected(what: str, state: str, target: str, report: str) -> CorrectionRow:
    anchors = (Anchor.at(TEXT, "content", quotations()[0].content[0]),)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    made = Correction(
        f"c-{what}-{state}",
        report,
        what,
        digest,
        "0" * 12,
        anchors,
        "person:Ada Vole",
        "misread",
        "2031-03-06",  # type: ignore[arg-type]
    )
    return CorrectionRow(made, state, target, None, None)  # type: ignore[arg-type]


def test_corrections_that_hold_are_in_it_with_who_when_and_why() -> None:
    of, (first, second) = stored(), quotations()
    rows = (
        corrected("span", "applied", f"{of.id}-{first.id}", of.id),
        corrected("speaker", "agreed", f"{of.id}-{first.id}", of.id),
        corrected("speaker", "overruled", f"{of.id}-{first.id}", of.id),
        corrected("span", "unanchored", f"{of.id}-{first.id}", of.id),
        corrected("deadline", "applied", f"{of.id}-{first.id}", of.id),
        corrected("missed", "applied", f"{of.id}-{second.id}", of.id),
        corrected("none", "applied", f"{of.id}-{first.id}", "another"),
    )
    ids = {}
    for number in (0, None):
        found = checked(bundled(replace(subject(of, number), corrections=rows)))
        assert found.problems == ()
        assert found.manifest is not None
        entries = found.manifest.reports[0].corrections
        assert {(each.by, each.why, each.at) for each in entries} == {("Ada Vole", "misread", "2031-03-06")}
        ids[number] = [each.id for each in entries]
    assert ids[0] == ["c-span-applied", "c-speaker-agreed"]
    assert ids[None] == ["c-span-applied", "c-speaker-agreed", "c-missed-applied"]


def test_the_statement_has_every_report_that_relays_it() -> None:
    one, other = stored(), stored(source="https://other.example/quay", outlet="Ansby Courier")
    both = Subject(
        "quotation", subject(one).id, (Place(one, one.quotations[0]), Place(other, other.quotations[0]))
    )
    found = checked(bundled(both))
    assert found.problems == ()
    assert found.manifest is not None
    assert [entry.frame.outlet for entry in found.manifest.reports] == ["Tarn Gazette", "Ansby Courier"][
        :: 1 if one.id < other.id else -1
    ]


def test_evidence_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MOST_KEPT", 10)
    with pytest.raises(OnrecordError, match="larger than a bundle may be"):
        bundled(subject())


WORDS = st.text(st.sampled_from("ab “”.\r\n\t\u202e\u200f🚢é\u0301\x1b\ufeff"), min_size=1, max_size=30)


@settings(deadline=None)
@given(before=WORDS, content=WORDS, after=WORDS, source=WORDS)
def test_any_text_proves_itself(before: str, content: str, after: str, source: str) -> None:
    text = before + content + source + after
    start = len(before)
    middle = start + len(content)
    spans = (Span(start, middle),), (Span(middle, middle + len(source)),)
    of = stored(text, found=(Quotation("ab" * 6, "mixed", *spans),), title=None)
    found = checked(bundled(subject(of)))
    assert (found.problems, found.unproved) == ((), ())


def test_a_bundle_is_read_without_seeking() -> None:
    class Pipe(BytesIO):
        seek: Callable[..., int] = None  # type: ignore[assignment]

    assert bundle.check(Pipe(bundled(subject()))).problems == ()
