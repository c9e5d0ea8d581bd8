"""Inputs cut into slices: however they are cut, every record is in one of them, and read as it is uncut."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.batch.plan import planned
from onrecord.batch.records import records
from onrecord.batch.work import Options, Slice, Unfinished
from onrecord.core import OnrecordError, Report
from onrecord.read import Skip, read
from tests.batch import making
from tests.batch.making import texts

AWKWARD = [
    "“Rain is due,” said Ida Rowan.",
    'Two lines, and marks:\n"It "" rains," said Ida Rowan.\n\n\nThe end; of, it.',
    "x" * 3000,
    "«Pluie», said Ilse Marrow… \u2028 and so on",
]
Maker = Callable[[Path, list[str]], Path]
KINDS: dict[str, tuple[str, Maker]] = {
    "jsonl": ("in.jsonl", making.jsonl),
    "csv": ("in.csv", making.csv_table),
    "csv in UTF-16": ("in.csv", lambda path, some: making.csv_table(path, some, "utf-16")),
    "parquet": ("in.parquet", lambda path, some: making.parquet(path, some, group=2)),
    "warc.gz": ("in.warc.gz", making.warc),
    "warc.gz as one": ("in.warc.gz", making.warc_as_one),
    "warc": ("in.warc", making.warc),
    "folder": ("in", making.folder),
}


def found(target: Path | str, options: Options) -> list[Report | Skip]:
    shards = planned([str(target)], options)
    return [
        item
        for shard in shards
        for piece in shard.slices
        for record in records(piece, options)
        for item in record.reports()
    ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shard_bytes", [1, 97, 1000, 10**7])
def test_all_slices_together_read_as_the_whole(tmp_path: Path, kind: str, shard_bytes: int) -> None:
    name, make = KINDS[kind]
    some = [*AWKWARD, *texts(9)]
    target = make(tmp_path / name, some)
    options = Options(shard_bytes=shard_bytes)
    assert len(planned([str(target)], options)) > 3 or shard_bytes > 500 or kind == "warc.gz as one"
    assert found(target, options) == list(read(target, absolute=True))
    assert [item.text for item in found(target, options) if isinstance(item, Report)] == some


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.binary(max_size=40).map(lambda row: row.replace(b"\n", b"")), max_size=12),
    end=st.sampled_from([b"", b"\n", b"\r\n"]),
    shard_bytes=st.integers(1, 200),
)
def test_however_lines_are_cut_none_is_lost_or_doubled(
    tmp_path: Path, rows: list[bytes], end: bytes, shard_bytes: int
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"\n".join(rows) + end)
    options = Options(shard_bytes=shard_bytes, max_bytes=30)
    where = [
        record.where
        for shard in planned([str(path)], options)
        for piece in shard.slices
        for record in records(piece, options)
    ]
    whole = Options(shard_bytes=10**9, max_bytes=30)
    assert where == [record.where for record in records(Slice(str(path), "jsonl"), whole)]
    assert len(where) == sum(bool(row.strip()) for row in (b"\n".join(rows) + end).split(b"\n"))


def test_a_slice_has_its_records_whether_or_not_they_are_read(tmp_path: Path) -> None:
    """What makes it possible to go on behind a record that no process survives."""
    path = making.warc(tmp_path / "in.warc.gz", texts(5))
    piece, options = Slice(str(path), "warc"), Options()
    untouched = [record.where for record in records(piece, options)]
    assert untouched == [record.where for record in records(piece, options) if list(record.reports())]


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "warc"])
def test_an_input_that_changes_while_it_is_read_is_told_in_the_end(tmp_path: Path, kind: str) -> None:
    name, make = KINDS[kind]
    path = make(tmp_path / name, texts(3))
    ((piece,),) = (shard.slices for shard in planned([str(path)], Options()))
    reading = records(piece, Options())
    assert next(reading)
    os.utime(path, ns=(0, 0))
    with pytest.raises(Unfinished, match=f"{name}: it was changed since the run began"):
        list(reading)


def test_of_an_input_that_changed_is_told_what_and_what_to_do(tmp_path: Path) -> None:
    path = making.jsonl(tmp_path / "in.jsonl", texts(1))
    ((piece,),) = (shard.slices for shard in planned([str(path)], Options()))
    before, told = path.stat(), list[OnrecordError]()
    for bytes_more in (0, 9):
        path.write_bytes(path.read_bytes() + b" " * bytes_more)
        os.utime(path, ns=(0, 0))
        with pytest.raises(Unfinished) as caught:
            list(records(piece, Options()))
        told.append(caught.value)
    assert "(as long as then, but written later or replaced)" in str(told[0])
    assert "cp -p" in (told[0].hint or "")
    assert f"({before.st_size:,} bytes then, {before.st_size + 9:,} now)" in str(told[1])
    path.write_bytes(path.read_bytes()[:-9])
    os.utime(path, ns=(0, before.st_mtime_ns))
    assert len(list(records(piece, Options()))) == 1


def test_a_damaged_record_of_an_archive_takes_no_other_along(tmp_path: Path) -> None:
    path = making.warc(tmp_path / "in.warc.gz", texts(5))
    parts = [
        gzip.compress(making.record(f"https://a.example/{n}", text.encode()))
        for n, text in enumerate(texts(5))
    ]
    parts[2] = parts[2][:60] + b"\xff" * 40 + parts[2][100:]
    path.write_bytes(b"".join(parts))
    items = found(path, Options())
    assert [item.text for item in items if isinstance(item, Report)] == [*texts(5)[:2], *texts(5)[3:]]
    assert "damaged" in next(item.why for item in items if isinstance(item, Skip))


@pytest.mark.parametrize("name", ["in.warc", "in.warc.gz"])
@pytest.mark.parametrize("shard_bytes", [1, 10**7])
def test_a_body_that_cannot_be_decoded_takes_no_other_along(
    tmp_path: Path, name: str, shard_bytes: int
) -> None:
    parts = [making.record(f"https://a.example/{n}.txt", text.encode()) for n, text in enumerate(texts(4))]
    parts[1] = making.record("https://a.example/bad.txt", b"\x0bgarbage", coding="br")
    packed = gzip.compress if name.endswith("gz") else bytes
    (tmp_path / name).write_bytes(b"".join(map(packed, parts)))
    items = found(tmp_path / name, Options(shard_bytes=shard_bytes))
    assert [item.text for item in items if isinstance(item, Report)] == [texts(1)[0], *texts(4)[2:]]
    (skip,) = (item for item in items if isinstance(item, Skip))
    assert f", byte {len(packed(parts[0]))}" in skip.where
    assert "https://a.example/bad.txt: damaged, or not br" in skip.why


@pytest.mark.parametrize("name", ["in.warc", "in.warc.gz"])
@pytest.mark.parametrize("longer", [-30, 10, 100, 10**5, 10**8])
@pytest.mark.parametrize("shard_bytes", [1, 10**7])
def test_a_record_that_is_not_as_long_as_it_says_takes_no_other_along(
    tmp_path: Path, name: str, longer: int, shard_bytes: int
) -> None:
    parts = [making.record(f"https://a.example/{n}.txt", text.encode()) for n, text in enumerate(texts(5))]
    parts[1] = making.record("https://a.example/lies.txt", texts(2)[1].encode(), longer=longer)
    packed = gzip.compress if name.endswith("gz") else bytes
    (tmp_path / name).write_bytes(b"".join(map(packed, parts)))
    for max_bytes in (700, 10**9):
        items = found(tmp_path / name, Options(shard_bytes=shard_bytes, max_bytes=max_bytes))
        assert [item.text for item in items if isinstance(item, Report)] == [texts(1)[0], *texts(5)[2:]]
        (skip,) = (item for item in items if isinstance(item, Skip))
        assert skip.where.endswith(f", byte {len(packed(parts[0]))}")
        assert "the record is not as long as it says" in skip.why


@pytest.mark.parametrize("body_longer", [-30, -1000, 30, 10**9])
def test_what_a_server_says_of_the_length_of_a_body_is_not_believed(tmp_path: Path, body_longer: int) -> None:
    some = (
        making.record(f"https://a.example/{n}.txt", text.encode(), body_longer=body_longer)
        for n, text in enumerate(texts(3))
    )
    (tmp_path / "in.warc").write_bytes(b"".join(some))
    assert [
        item.text for item in found(tmp_path / "in.warc", Options()) if isinstance(item, Report)
    ] == texts(3)


@pytest.mark.parametrize("name", ["in.warc", "in.warc.gz"])
@pytest.mark.parametrize("behind", [b"", b"\n", b"\r\n", b"\r\n" * 4])
def test_other_line_ends_behind_records_are_no_damage(tmp_path: Path, name: str, behind: bytes) -> None:
    parts = [making.record(f"https://a.example/{n}.txt", text.encode()) for n, text in enumerate(texts(3))]
    packed = gzip.compress if name.endswith("gz") else bytes
    (tmp_path / name).write_bytes(b"".join(packed(each[:-4] + behind) for each in parts))
    assert [getattr(item, "text", item) for item in found(tmp_path / name, Options())] == texts(3)


@pytest.mark.parametrize("shard_bytes", [1, 10**7])
def test_what_is_no_record_takes_no_record_along(tmp_path: Path, shard_bytes: int) -> None:
    parts = [making.record(f"https://a.example/{n}.txt", text.encode()) for n, text in enumerate(texts(3))]
    (tmp_path / "in.warc").write_bytes(parts[0] + b"no such thing\r\n" * 99 + parts[1] + parts[2])
    items = found(tmp_path / "in.warc", Options(shard_bytes=shard_bytes))
    assert [item.text for item in items if isinstance(item, Report)] == texts(3)
    assert "damaged" in next(item.why for item in items if isinstance(item, Skip))


def test_an_address_that_is_none_takes_no_other_page_along(tmp_path: Path) -> None:
    path = tmp_path / "in.warc"
    addresses = ("https://a.example/1.txt", "http://[bad/", "https://a.example/2.txt")
    path.write_bytes(b"".join(making.record(each, b"Yes, she said.") for each in addresses))
    one, bad, other = found(path, Options())
    assert isinstance(bad, Skip)
    assert bad.where.endswith("http://[bad/")
    assert "it is no address" in bad.why
    assert [each.source for each in (one, other) if isinstance(each, Report)] == [addresses[0], addresses[2]]


def test_of_an_archive_only_pages_are_read(tmp_path: Path) -> None:
    path = tmp_path / "in.warc"
    story = "<p>“Rain is due,” said Ida Rowan to the harbour council.</p>"
    page = f"<html><body><article>{story}</article></body></html>"
    path.write_bytes(
        making.record("https://a.example/gone", b"no such page", status="404 Not Found")
        + making.record("https://a.example/x.png", b"\x89PNG", media_type="image/png")
        + making.record("https://a.example/news/rain", page.encode(), media_type="text/html; charset=utf-8")
    )
    (report,) = found(path, Options())
    assert isinstance(report, Report)
    assert (report.source, report.name) == ("https://a.example/news/rain", "rain")
    assert "“Rain is due,” said Ida Rowan" in report.text


@pytest.mark.parametrize("kind", ["jsonl", "csv", "parquet", "warc.gz", "folder"])
def test_inputs_are_read_from_addresses(tmp_path: Path, kind: str) -> None:
    fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed")
    name, make = KINDS[kind]
    target = make(tmp_path / name, texts(9))
    memory = fsspec.filesystem("memory")
    memory.put(str(target), f"/in/{name}", recursive=True)
    try:
        items = found(f"memory://in/{name}", Options(shard_bytes=200))
    finally:
        memory.rm("/in", recursive=True)
    assert [item.text for item in items if isinstance(item, Report)] == texts(9)


def test_tables_without_text_and_broken_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("one,two\n1,2\n", "utf-8")
    (tmp_path / "in" / "b.parquet").write_bytes(b"no such thing")
    (tmp_path / "in" / "c.warc").write_bytes(b"no such thing" * 100)
    whys = [item.why for item in found(tmp_path / "in", Options()) if isinstance(item, Skip)]
    assert [why.split(" (")[0] for why in whys] == [
        "no column named text, body, content, article",
        "not Parquet, or damaged",
        "the archive is damaged here",
    ]


def test_what_is_not_there_is_no_empty_run(tmp_path: Path) -> None:
    with pytest.raises(OnrecordError, match="No such file"):
        planned([str(tmp_path / "none")], Options())
    with pytest.raises(OnrecordError, match="no files in this folder"):
        planned([str(tmp_path)], Options())
    with pytest.raises(OnrecordError, match="no such kind of address"):
        planned(["quux://bucket/in.jsonl"], Options())
    with pytest.raises(Unfinished, match="No such file"):
        list(records(Slice(str(tmp_path / "none.jsonl"), "jsonl"), Options()))
