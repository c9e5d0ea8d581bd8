"""Reading the tables of `data/`: tab-separated, with a header."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table, without its header and comments."""
    for line in (files(__package__) / "data" / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def several(cell: str) -> list[str]:
    """The parts of a cell that holds a list.

    >>> several("Norvia; Norvian"), several("-")
    (['Norvia', 'Norvian'], [])
    """
    return [] if cell == "-" else cell.split("; ")
