"""Parquet, one row a quotation, for DuckDB, pandas and Spark; needs `pip install onrecord[parquet]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.core import OnrecordError, Spans
from onrecord.export.columns import LATER_TEXT_COLUMNS, NUMBER_COLUMNS, SPAN_COLUMNS, TEXT_COLUMNS

if TYPE_CHECKING:
    from onrecord.record import QuoteRow

ROW_GROUP = 10_000
"""Rows held in memory at a time."""


def write_parquet(rows: Iterable[QuoteRow], to: BinaryIO) -> int:
    """Write the rows as one Parquet file; the number of rows. Spans are lists of {start, end}.

    Raises `OnrecordError` if pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 (an extra: 100 MB that most users do not need)
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise OnrecordError(
            "Parquet needs pyarrow, which is not installed", "pip install 'onrecord[parquet]'"
        ) from None
    schema = _schema(pa)
    count = 0
    with pq.ParquetWriter(to, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pydict(_columns(group), schema))
            count += len(group)
    return count


def _groups(rows: Iterable[QuoteRow]) -> Iterator[list[QuoteRow]]:
    source = iter(rows)
    while group := list(islice(source, ROW_GROUP)):
        yield group


def _schema(arrow: Any) -> Any:
    spans = arrow.list_(arrow.struct([("start", arrow.int64()), ("end", arrow.int64())]))
    return arrow.schema(
        [
            *((name, arrow.string()) for name in TEXT_COLUMNS),
            ("version", arrow.int32()),
            ("confidence", arrow.float64()),
            *((name, spans) for name in SPAN_COLUMNS),
            *((name, arrow.string()) for name in LATER_TEXT_COLUMNS),
        ]
    )


def _columns(rows: list[QuoteRow]) -> dict[str, list[object]]:
    return {
        **{name: [of(row) for row in rows] for name, of in TEXT_COLUMNS.items()},
        **{name: [of(row) for row in rows] for name, of in NUMBER_COLUMNS.items()},
        **{name: [_listed(of(row)) for row in rows] for name, of in SPAN_COLUMNS.items()},
        **{name: [of(row) for row in rows] for name, of in LATER_TEXT_COLUMNS.items()},
    }


def _listed(spans: Spans) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]
