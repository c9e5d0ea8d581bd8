"""Where reports come from, as readers are told it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit

from onrecord.core.phrases import shortened

_LONG = 40
"""Characters of a title or a file's name that tell reports apart."""
_SHORT_ID = 8


def site_or_file(source: str) -> str:
    """Where a report came from, in short."""
    return site(source) or PurePath(source).name


def site(source: str) -> str:
    """The site that a report was read from; "" for a file."""
    return urlsplit(source).netloc if _on_the_web(source) else ""


def address_or_file(source: str) -> str:
    """Where a report came from: a web address whole, of a file its name alone.

    >>> address_or_file("https://ledger.example/quay"), address_or_file("/home/vera/quay.txt")
    ('https://ledger.example/quay', 'quay.txt')
    """
    return source if _on_the_web(source) else PurePath(source).name


def _on_the_web(source: str) -> bool:
    try:
        return urlsplit(source).scheme in {"http", "https"}
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Named:
    """A report as it is told from others: `name` is its outlet, or whatever else it is called by."""

    id: str
    name: str
    title: str | None
    source: str


def told_apart(reports: Iterable[Named]) -> dict[str, str]:
    """What tells each report from others of its name, by its id; "" where no other has that name.

    It is the title where all of the name have their own, else the file name, else the start of the id.
    """
    by_name: defaultdict[str, list[Named]] = defaultdict(list)
    for each in reports:
        by_name[each.name].append(each)
    return {
        report: mark
        for some in by_name.values()
        for report, mark in zip((each.id for each in some), _marks(some), strict=True)
    }


def _marks(reports: Sequence[Named]) -> list[str]:
    if len(reports) == 1:
        return [""]
    titles = [f"“{shortened(each.title, _LONG)}”" if each.title else "" for each in reports]
    files = [shortened(site_or_file(each.source), _LONG) for each in reports]
    for marks in (titles, files):
        if all(marks) and len(set(marks)) == len(reports):
            return marks
    return [each.id[:_SHORT_ID] for each in reports]
