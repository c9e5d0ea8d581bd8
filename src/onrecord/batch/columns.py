"""Packed lines as Parquet, one row a report, and back: for DuckDB, pandas, Spark, and matching."""

from __future__ import annotations

import io
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from onrecord.core import OnrecordError

_GROUP = 500
"""Rows of a row group."""
_AT_ONCE = 50
"""Rows held in memory at a time: a page may be megabytes."""
_TOLD = ("name", "source", "sha256", "title", "published", "outlet", "author", "language")
_SAID = ("id", "type", "text", "addressee", "occasion", "nested_in", "polarity", "grade")
_SPANS = ("content", "source", "cue")


def as_parquet(lines: Sequence[str]) -> bytes:
    """A Parquet file of packed lines; the same lines give the same bytes.

    The columns are for queries, `packed` is for taking the results into a record: the line without what has
    a column of its own (`text`, `data`, and the embeddings). Raises OnrecordError without pyarrow.
    """
    arrow, parquet = libraries()
    to, schema = io.BytesIO(), _schema(arrow)
    with parquet.ParquetWriter(to, schema, compression="zstd") as writer:
        for at in range(0, len(lines), _GROUP):
            rows = [_row(json.loads(line)) for line in lines[at : at + _GROUP]]
            writer.write_table(arrow.Table.from_pylist(rows, schema))
    return to.getvalue()


def lines_of(stream: BinaryIO) -> Iterator[str]:
    """The packed lines of a Parquet file that `as_parquet` wrote."""
    arrow, parquet = libraries()
    try:
        file = parquet.ParquetFile(stream)
        for batch in file.iter_batches(_AT_ONCE, columns=["text", "data", "quotations", "packed"]):
            for row in batch.to_pylist():
                yield _line(row)
    except (arrow.ArrowInvalid, KeyError, TypeError, ValueError) as error:
        raise OnrecordError(f"not what `onrecord extract --out` writes ({error})") from error


def libraries() -> tuple[Any, Any]:
    """The library and its part for Parquet; raises OnrecordError where they are not installed."""
    try:
        import pyarrow as pa  # noqa: PLC0415 (an extra: 150 MB that most users do not need)
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        hint = "pip install 'onrecord[parquet]', or write --format jsonl"
        raise OnrecordError("Parquet needs pyarrow, which is not installed", hint) from None
    return pa, pq


def _schema(arrow: Any) -> Any:
    text, number = arrow.string(), arrow.float64()
    spans = arrow.list_(arrow.struct([("start", arrow.int64()), ("end", arrow.int64())]))
    quotation = arrow.struct(
        [
            *((name, text) for name in _SAID),
            *((name, spans) for name in _SPANS),
            *((name, text) for name in ("speaker", "speaker_kind", "said_earliest", "said_latest")),
            ("confidence", number),
            ("embedding", arrow.binary()),
        ]
    )
    return arrow.schema(
        [
            *((name, text) for name in _TOLD),
            ("text", text),
            ("data", arrow.binary()),
            ("quotations", arrow.list_(quotation)),
            ("packed", text),
        ]
    )


def _row(line: Any) -> dict[str, object]:
    document = line["document"]
    told = {name: document[name] for name in _TOLD}
    text, data = document.pop("text"), document.pop("data")
    quotations = [_quotation(each) for each in line["quotations"]]
    return {
        **told,
        "text": text,
        "data": None if data is None else b64decode(data),
        "quotations": quotations,
        "packed": json.dumps(line, ensure_ascii=False),
    }


def _quotation(row: Any) -> dict[str, object]:
    speaker, said = row["speaker"] or {}, row["said_on"] or {}
    return {
        **{name: row[name] for name in _SAID},
        **{name: [{"start": start, "end": end} for start, end in row[name]] for name in _SPANS},
        "speaker": speaker.get("name"),
        "speaker_kind": speaker.get("kind"),
        "said_earliest": said.get("earliest"),
        "said_latest": said.get("latest"),
        "confidence": row["confidence"],
        "embedding": b64decode(row.pop("embedding")),
    }


def _line(row: Any) -> str:
    line = json.loads(row["packed"])
    data = row["data"]
    line["document"] |= {
        "text": row["text"],
        "data": None if data is None else b64encode(data).decode("ascii"),
    }
    for said, found in zip(line["quotations"], row["quotations"], strict=True):
        said["embedding"] = b64encode(found["embedding"]).decode("ascii")
    return json.dumps(line, ensure_ascii=False)
