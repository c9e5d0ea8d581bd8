"""Plain tables: no boxes, cells wrapped to the screen, hostile text made harmless."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from onrecord.core.visible import one_line


@dataclass(frozen=True, slots=True)
class Column:
    """One column; `whole` cells are never broken into lines."""

    name: str
    style: str = ""
    right: bool = False
    whole: bool = False


def print_table(console: Console, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> int:
    """Print the rows under the columns' names, nothing where there are none; returns how many there were."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(
            column.name, style=column.style, justify="right" if column.right else "left", no_wrap=column.whole
        )
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    if table.row_count:
        console.print(table)
    return table.row_count
