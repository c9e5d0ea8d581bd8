"""CSV and Parquet: one row a quotation, every column, nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import OnrecordError, Span
from onrecord.export import parquet, write_csv, write_parquet
from onrecord.export.csvs import plain, safe
from onrecord.record import QuoteRow

ROW = QuoteRow(
    id="0" * 16 + "-" + "a" * 12,
    report_id="0" * 16,
    version=2,
    title='Fares, "boats" and rain',
    source_address="/news/fares.txt",
    outlet="Alder Bay Courier",
    published="2026-02-16",
    said_earliest=None,
    said_latest=None,
    speaker="Łukasz Brzoza",
    speaker_kind="person",
    addressee=None,
    occasion="first line\nsecond line",
    type="direct",
    text="=1+1 is what she said",
    content=(Span(0, 4), Span(9, 12)),
    source=(Span(20, 30),),
    cue=(),
    nested_in=None,
    polarity=None,
    confidence=0.5,
    grade="review",
    speaker_id="p0123456789ab",
    entity="Lukasz Brzoza",
)


def written(rows: list[QuoteRow]) -> str:
    to = io.StringIO(newline="")
    assert write_csv(rows, to) == len(rows)
    return to.getvalue()


def test_csv_as_rfc_4180_has_it() -> None:
    heading, *lines = csv.reader(io.StringIO(written([ROW]), newline=""))
    (line,) = lines
    cells = dict(zip(heading, line, strict=True))
    assert cells == {
        "id": ROW.id,
        "speaker": "Łukasz Brzoza",
        "speaker_kind": "person",
        "text": "'=1+1 is what she said",
        "type": "direct",
        "said_earliest": "",
        "said_latest": "",
        "addressee": "",
        "occasion": "first line\nsecond line",
        "outlet": "Alder Bay Courier",
        "title": 'Fares, "boats" and rain',
        "published": "2026-02-16",
        "report_id": ROW.report_id,
        "report_source": "/news/fares.txt",
        "nested_in": "",
        "polarity": "",
        "grade": "review",
        "version": "2",
        "confidence": "0.5",
        "content": "0-4 9-12",
        "source": "20-30",
        "cue": "",
        "speaker_id": "p0123456789ab",
        "entity": "Lukasz Brzoza",
    }
    assert '"Fares, ""boats"" and rain"' in written([ROW])
    assert written([ROW]).endswith("\r\n")


def test_an_empty_record_is_a_heading() -> None:
    assert written([]).count("\r\n") == 1


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(sign: str) -> None:
    assert safe(f"{sign}HYPERLINK()") == f"'{sign}HYPERLINK()"


@given(st.text(st.sampled_from("'=+-@\t ab"), max_size=6) | st.text(max_size=10))
def test_no_cell_begins_as_a_formula_and_every_cell_can_be_had_back(cell: str) -> None:
    assert not safe(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert plain(safe(cell)) == cell


def test_rows_are_written_as_they_come() -> None:
    to = io.StringIO(newline="")

    def rows() -> Iterator[QuoteRow]:
        yield ROW
        assert to.getvalue().count("Łukasz Brzoza") == 1
        yield ROW

    assert write_csv(rows(), to) == 2


def test_parquet_has_every_column_with_its_type(monkeypatch: pytest.MonkeyPatch) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    monkeypatch.setattr(parquet, "ROW_GROUP", 2)
    to = io.BytesIO()
    rows = [replace(ROW, version=number) for number in range(5)]
    assert write_parquet(iter(rows), to) == 5
    file = pq.ParquetFile(to)
    assert file.num_row_groups == 3
    table = file.read()
    assert table.column("version").to_pylist() == [0, 1, 2, 3, 4]
    first = table.to_pylist()[0]
    assert first["text"] == ROW.text
    assert first["addressee"] is None
    assert first["content"] == [{"start": 0, "end": 4}, {"start": 9, "end": 12}]
    assert first["cue"] == []
    assert set(first) == set(next(csv.reader(io.StringIO(written([])))))


def test_an_empty_record_is_a_parquet_file_with_columns() -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    to = io.BytesIO()
    assert write_parquet([], to) == 0
    assert pq.ParquetFile(to).read().num_rows == 0


def test_without_pyarrow_it_is_one_line_that_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(OnrecordError, match="Parquet needs pyarrow") as error:
        write_parquet([ROW], io.BytesIO())
    assert error.value.hint == "pip install 'onrecord[parquet]'"
