"""What people put right in a record, as something to learn from: `onrecord export --format corrections`.

Where somebody went through a whole report, all of it is an article. Else only the paragraphs are in which
something was put right: there a person has read, and what the model says beside it is taken to be seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lab.corpus.brat import Article, Relation
from onrecord.core import Span, Spans
from onrecord.core.corrections import hull


def read(path: Path) -> Iterator[Article]:
    """The articles of an export, in its order, without relations nested in others."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield from _articles(json.loads(line))


def _articles(row: dict[str, Any]) -> Iterator[Article]:
    text = row["text"]
    relations = [_relation(each) for each in row["relations"] if each["nested_in"] is None]
    if row["whole"]:
        yield Article(row["name"], text, tuple(relations))
        return
    seen = [_whole(_relation(each)) for each in row["relations"] if each["corrected"]]
    seen += [Span(*pair) for pair in row["denied"]]
    for passage in _passages(text, seen, [_whole(each) for each in relations]):
        inside = [_shifted(each, -passage.start) for each in relations if passage.covers(_whole(each))]
        yield Article(f"{row['name']}#{passage.start}", passage.of(text), tuple(inside))


def _passages(text: str, seen: Sequence[Span], relations: Sequence[Span]) -> list[Span]:
    """The paragraphs around what was seen, with all that it would cut through, as one where they touch."""
    found: list[Span] = []
    for span in sorted(seen):
        passage = _paragraphs(text, span)
        while cut := [each for each in (*relations, *found) if _cuts(passage, each)]:
            passage = _paragraphs(text, hull((passage, *cut)))
        found = [each for each in found if not passage.covers(each)]
        if not any(each.covers(passage) for each in found):
            found.append(passage)
    return sorted(found)


def _cuts(passage: Span, span: Span) -> bool:
    return passage.overlaps(span) and not passage.covers(span)


def _paragraphs(text: str, span: Span) -> Span:
    """The lines on which a span stands, without the last line end."""
    end = text.find("\n", max(span.start, span.end - 1))
    return Span(text.rfind("\n", 0, span.start) + 1, len(text) if end < 0 else max(end, span.end))


def _relation(row: dict[str, Any]) -> Relation:
    content, source, cue = (_spans(row[role]) for role in ("content", "source", "cue"))
    return Relation(content, source, cue, row["type"])


def _spans(pairs: Sequence[Sequence[int]]) -> Spans:
    return tuple(Span(start, end) for start, end in pairs)


def _whole(each: Relation) -> Span:
    return hull((*each.content, *each.source, *each.cue))


def _shifted(each: Relation, by: int) -> Relation:
    content, source, cue = (
        tuple(span.shifted(by) for span in spans) for spans in (each.content, each.source, each.cue)
    )
    return Relation(content, source, cue, each.type)
