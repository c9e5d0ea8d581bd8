"""Attribution corpora in brat standoff, as the training and the evaluation read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.core import NameKind, QuotationType, Span, Spans


@dataclass(frozen=True, slots=True)
class Relation:
    """One annotated attribution: the spans of its three roles; `type` is None where the marks tell it."""

    content: Spans
    source: Spans
    cue: Spans
    type: QuotationType | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One annotated text; `names` are spans with their kind, None where nobody annotated them."""

    name: str
    text: str
    relations: tuple[Relation, ...]
    names: tuple[tuple[Span, NameKind], ...] | None = None


def read_brat(folder: Path, wanted: Callable[[str], bool] = lambda _: True) -> Iterator[Article]:
    """The `wanted` articles of `folder`, which holds `text/NAME.txt` and `attributions/NAME*.ann`.

    Where an article has several annotations the first by name counts; lines that do not parse (a few
    of PolNeAR's T lines lack their text) are read as far as they go, as the corpus's scorer does.
    """
    for path in sorted((folder / "text").glob("*.txt")):
        if not wanted(path.stem):
            continue
        pattern = re.sub(r"([*?[])", r"[\1]", path.stem) + "*.ann"
        found = sorted((folder / "attributions").glob(pattern))
        if found:
            text = path.read_bytes().decode("utf-8")
            relations = tuple(_relations(found[0].read_bytes().decode("utf-8")))
            yield Article(path.name, text, relations)


def _relations(standoff: str) -> Iterator[Relation]:
    spans: dict[str, tuple[str, list[Span]]] = {}
    for line in standoff.split("\n"):
        parts = line.split("\t")
        if len(parts) < 2:
            continue
        if parts[0].startswith("T") and " " in parts[1]:
            role, where = parts[1].split(" ", 1)
            pairs = (piece.split() for piece in where.split(";"))
            spans[parts[0]] = (role.lower(), [Span(int(s), int(e)) for s, e in pairs])
        elif parts[0].startswith("E"):
            roles: dict[str, list[Span]] = {"content": [], "source": [], "cue": []}
            for item in parts[1].split():
                role, where_list = spans.get(item.split(":")[1], ("", []))
                roles.get(role, []).extend(where_list)
            content, source, cue = (tuple(sorted(roles[r])) for r in ("content", "source", "cue"))
            yield Relation(content, source, cue)
