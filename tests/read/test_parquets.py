"""Parquet with cells that Python has no value for: only what cannot do without them is left out."""

from __future__ import annotations

import io
from typing import Any

import pytest

from onrecord.core import Report
from onrecord.read.parquets import from_parquet
from onrecord.read.skips import Skip

pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")

TEXTS = ["“It floats,” said Ida Rowan.", "“It sinks,” said Anna Holt.", "“It stays,” said Ida Rowan."]
FAR = 2**62
"""As microseconds, later than any year of Python's."""


def read(**columns: Any) -> list[Report | Skip]:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    stream.seek(0)
    return list(from_parquet(stream, "in.parquet", "in.parquet", 10_000))


def cut_up(rows: int, group: int) -> tuple[bytearray, list[int]]:
    """A file of as many rows in several groups, and where the rows of each group begin in it."""
    stream = io.BytesIO()
    texts = [f"“Quay {n} floats,” said Ida Rowan." for n in range(rows)]
    pq.write_table(pa.table({"text": texts}), stream, row_group_size=group, compression="none")
    about = pq.ParquetFile(stream).metadata
    columns = [about.row_group(n).column(0) for n in range(about.num_row_groups)]
    return bytearray(stream.getvalue()), [each.dictionary_page_offset for each in columns]


def strings(*values: bytes) -> Any:
    """A column of strings with these bytes, of whatever encoding."""
    return pa.StringArray.from_buffers(
        len(values),
        pa.array([sum(map(len, values[:n])) for n in range(len(values) + 1)], pa.int32()).buffers()[1],
        pa.py_buffer(b"".join(values)),
    )


@pytest.mark.parametrize(
    ("column", "days"),
    [
        (pa.array([0, FAR, 0], pa.timestamp("us")), ["1970-01-01", None, "1970-01-01"]),
        (
            pa.array([1, 1_700_000_000_000_000_001, None], pa.timestamp("ns")),
            ["1970-01-01", "2023-11-14", None],
        ),
        (pa.array([0] * 3, pa.timestamp("us", tz="Nowhere/Atall")), [None] * 3),
        (pa.array([float("nan"), 1.0, 2.0]), [None] * 3),
        (pa.array(["2026-03-02", None, "soon"]), ["2026-03-02", None, None]),
    ],
)
def test_a_day_that_is_none_costs_no_report(column: Any, days: list[str | None]) -> None:
    found = read(text=TEXTS, published=column)
    assert all(isinstance(each, Report) for each in found)
    assert [
        each.published and each.published.value[:10] for each in found if isinstance(each, Report)
    ] == days


def test_a_text_that_is_no_utf8_costs_its_own_row() -> None:
    first, last = TEXTS[0].encode(), TEXTS[2].encode()
    found = read(text=strings(first, b"\xff\xfe", last), outlet=["Alder Bay Courier"] * 3)
    assert [each.text for each in found if isinstance(each, Report)] == [TEXTS[0], TEXTS[2]]
    (skip,) = (each for each in found if isinstance(each, Skip))
    assert skip.where == "in.parquet, row 2"
    assert skip.why.startswith("its text cannot be read ('utf-8' codec")


def test_an_outlet_that_is_no_utf8_is_none() -> None:
    found = read(text=TEXTS[:2], outlet=strings(b"\xff", b"Alder Bay Courier"))
    outlets = [each.outlet for each in found if isinstance(each, Report)]
    assert outlets == [None, "Alder Bay Courier"]


def test_a_damaged_row_group_takes_no_other_along() -> None:
    data, starts = cut_up(rows=8, group=3)
    data[starts[1] : starts[1] + 8] = b"\xff" * 8
    found = list(from_parquet(io.BytesIO(data), "in.parquet", "in.parquet", 10_000))
    texts = [each.text for each in found if isinstance(each, Report)]
    assert texts == [f"“Quay {n} floats,” said Ida Rowan." for n in (0, 1, 2, 6, 7)]
    (skip,) = (each for each in found if isinstance(each, Skip))
    assert skip.where == "in.parquet, rows 4 to 6"
    assert skip.why.startswith("a damaged Parquet file (")
    assert "\n" not in skip.why
