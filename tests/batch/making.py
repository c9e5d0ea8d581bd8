"""Inputs of every kind, all of the same invented reports."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

from onrecord.batch import Options, Summary, extract_batch
from onrecord.batch.work import Maker
from tests.batch import fakes

NAMES = ("Ilse Marrow", "Tomas Weir", "Ida Rowan")


def text(number: int) -> str:
    return f"“The quay number {number} opens in June,” said {NAMES[number % 3]}.\n\nThe harbour was busy."


def texts(count: int) -> list[str]:
    return [text(number) for number in range(count)]


def jsonl(path: Path, some: list[str]) -> Path:
    rows = [{"id": f"r{n}", "text": each, "title": "Quay"} for n, each in enumerate(some)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def csv_table(path: Path, some: list[str], encoding: str = "utf-8") -> Path:
    stream = io.StringIO(newline="")
    rows = csv.writer(stream)
    rows.writerow(["id", "text", "title"])
    rows.writerows((f"r{n}", each, "Quay") for n, each in enumerate(some))
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def parquet(path: Path, some: list[str], group: int = 7) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = pa.table({"id": [f"r{n}" for n in range(len(some))], "text": some, "pages": [1] * len(some)})
    pq.write_table(rows, path, row_group_size=group)
    return path


def record(
    url: str,
    body: bytes,
    *,
    status: str = "200 OK",
    media_type: str = "text/plain",
    coding: str = "identity",
    longer: int = 0,
    body_longer: int = 0,
) -> bytes:
    """A page in an archive; its record says that it is `longer` than it is, its server that its body is."""
    http = (
        f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Encoding: {coding}\r\n"
        f"Content-Length: {len(body) + body_longer}\r\n\r\n"
    ).encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-14T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http) + len(body) + longer}\r\n\r\n"
    )
    return head.encode() + http + body + b"\r\n\r\n"


def warc(path: Path, some: list[str]) -> Path:
    """Compressed record by record where the name says so."""
    records = [record(f"https://news.example/{n}.txt", each.encode()) for n, each in enumerate(some)]
    packed = path.suffix == ".gz"
    path.write_bytes(b"".join(gzip.compress(each, mtime=0) if packed else each for each in records))
    return path


def warc_as_one(path: Path, some: list[str]) -> Path:
    """Compressed as a whole, as the format does not ask for."""
    plain = warc(path.with_suffix(""), some)
    path.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
    plain.unlink()
    return path


def folder(path: Path, some: list[str]) -> Path:
    path.mkdir()
    for number, each in enumerate(some):
        (path / f"{number:04}.txt").write_text(each, encoding="utf-8")
    return path


def run(
    targets: list[Path], out: Path | str, maker: Maker = fakes.honest, shard: int = 1024, **given: object
) -> Summary:
    form = given.pop("form", "jsonl")
    options = Options(shard_bytes=shard, form=form)  # type: ignore[arg-type]
    return extract_batch(
        [str(each) for each in targets],
        str(out),
        fakes.MODEL,
        options,
        maker=maker,
        **given,  # type: ignore[arg-type]
    )


def tree(root: Path) -> dict[str, bytes]:
    """Every file of a run and its bytes."""
    return {str(each.relative_to(root)): each.read_bytes() for each in root.rglob("*") if each.is_file()}


def said(root: Path) -> list[str]:
    """The texts of the quotations in a run's JSONL, in order."""
    lines = [line for each in sorted(root.glob("reports/*")) for line in each.read_text("utf-8").splitlines()]
    return [found["text"] for line in lines for found in json.loads(line)["quotations"]]


def aside(root: Path) -> list[tuple[str, str]]:
    """What a run set aside, in order."""
    lines = [line for each in sorted(root.glob("errors/*")) for line in each.read_text("utf-8").splitlines()]
    return [(row["where"], row["why"]) for row in map(json.loads, lines)]
