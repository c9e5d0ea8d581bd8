"""CSV, one row a quotation, as RFC 4180 has it and as a spreadsheet can open it safely.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which spreadsheets show or
hide and never run. So that the words can be had back exactly, a cell that begins with apostrophes and then
such a sign gets one more: `plain` takes one away.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from onrecord.core import Spans
from onrecord.export.columns import LATER_TEXT_COLUMNS, NUMBER_COLUMNS, SPAN_COLUMNS, TEXT_COLUMNS

if TYPE_CHECKING:
    from onrecord.record import QuoteRow

# https://owasp.org/www-community/attacks/CSV_Injection, with the full-width signs that Excel also takes.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def write_csv(rows: Iterable[QuoteRow], to: TextIO) -> int:
    """Write a heading and one line for each row, ended by CR LF; the number of rows.

    `to` should be opened with `newline=""` and UTF-8. What is unknown is empty; spans are written as
    `start-end`, several with a space between.
    """
    writer = csv.writer(to)
    writer.writerow([*TEXT_COLUMNS, *NUMBER_COLUMNS, *SPAN_COLUMNS, *LATER_TEXT_COLUMNS])
    count = 0
    for row in rows:
        count += 1
        words = [safe(of(row) or "") for of in TEXT_COLUMNS.values()]
        numbers = [of(row) for of in NUMBER_COLUMNS.values()]
        spans = [_written(of(row)) for of in SPAN_COLUMNS.values()]
        later = [safe(of(row) or "") for of in LATER_TEXT_COLUMNS.values()]
        writer.writerow([*words, *numbers, *spans, *later])
    return count


def safe(cell: str) -> str:
    """The cell as no spreadsheet runs it.

    >>> safe("=1+1"), safe("- Agreed, she said"), safe("'tis")
    ("'=1+1", "'- Agreed, she said", "'tis")
    """
    return "'" + cell if _FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """The words that `safe` was given.

    >>> plain("'=1+1"), plain("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _written(spans: Spans) -> str:
    return " ".join(f"{span.start}-{span.end}" for span in spans)
