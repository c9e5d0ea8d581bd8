"""JSON lines, one report a line, as the output contract has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from onrecord.core import Extraction
from onrecord.export.contract import jsonl_line


def write_jsonl(extractions: Iterable[Extraction], to: TextIO) -> int:
    """Write one line for each extraction; the number of lines."""
    count = 0
    for extraction in extractions:
        to.write(jsonl_line(extraction))
        count += 1
    return count
