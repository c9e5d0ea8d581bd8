"""What all readers of annotations share: spans that are proved by the report's text, and what went wrong.

A file has all that is said in a report, or it says nothing: where one annotation cannot be understood, the
whole report is passed over, since a relation that is missing counts as taken away.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from onrecord.core import Quotation, QuotationType, Span, Spans, Speaker, quotation_id

TextOf = Callable[[str], str]
"""Gives the text of the report that an id, a name or a source names; raises `NotFound` for none."""

# Some programs write line breaks in what they quote as a backslash and a letter, or as nothing.
_BREAKS = re.compile(r"\\[nr]|\s+")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Annotated:
    """All that is said in a report, according to a file; `report` is how the file names it.

    Quotations have spans, type, `nested_in` and, where the file can tell it, the speaker; their ids are those
    that the same content has in the record. `typed` is whether the file gives the type of every one of them:
    where it does not, marks tell it.
    """

    report: str
    quotations: tuple[Quotation, ...]
    typed: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """A report that is passed over: where in the file, and why, in one line."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class NotUnderstood(ValueError):
    """A file says something that cannot be understood; the message says where and what."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a file under the file's own name for it."""

    name: str
    content: Spans
    source: Spans
    cue: Spans
    type: QuotationType | None = None
    within: str | None = None
    """The file's name for the relation that this one stands in."""
    speaker: Speaker | None = None


def ground(text: str, start: int, end: int, exact: str | None) -> Span:
    """The span of `text` that a file means by two offsets and the words they hold, where it gives those.

    Offsets count code points, or else the units of UTF-16, as JavaScript does: the words tell. Raises
    `NotUnderstood` where they do not fit either way.
    """
    span = Span(start, end)
    within = 0 <= start < end <= len(text)
    if within and (exact is None or squashed(span.of(text)) == squashed(exact)):
        return span
    counted = None if exact is None else _in_code_points(text, start, end)
    if exact is not None and counted is not None and squashed(counted.of(text)) == squashed(exact):
        return counted
    if not within:
        raise NotUnderstood(f"{start}-{end} is not within the {len(text)} characters of the report")
    raise NotUnderstood(
        f"the report says “{short(span.of(text))}” at {start}-{end}, and not “{short(exact or '')}”"
    )


def _in_code_points(text: str, start: int, end: int) -> Span | None:
    """The span from offsets in units of UTF-16; None where they are none, or within a character."""
    units = text.encode("utf-16-le", "surrogatepass")
    if not 0 <= start < end <= len(units) // 2:
        return None
    try:
        before = units[: 2 * start].decode("utf-16-le")
        return Span(len(before), len(before) + len(units[2 * start : 2 * end].decode("utf-16-le")))
    except UnicodeDecodeError:
        return None


def squashed(words: str) -> str:
    """The words without white space, which programs write in their own ways."""
    return _BREAKS.sub("", words)


def short(words: str) -> str:
    """The beginning of the words, on one line."""
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def annotated(report: str, text: str, relations: Sequence[Relation]) -> Annotated:
    """The relations as quotations of the report's text, in its order, under the ids of the record.

    Raises `NotUnderstood` where two have the same name or content, one has none, or stands within none.
    """
    ids = _ids(text, relations)
    typed = all(relation.type is not None for relation in relations)
    if not typed:
        by_marks = _types_by_marks(text)
        relations = [replace(each, type=each.type or by_marks(each.content)) for each in relations]
    made = [
        Quotation(
            ids[each.name],
            each.type or "indirect",
            each.content,
            each.source,
            each.cue,
            each.speaker,
            nested_in=None if each.within is None else ids[each.within],
        )
        for each in relations
    ]
    return Annotated(report, tuple(sorted(made, key=lambda quotation: quotation.content)), typed)


def _ids(text: str, relations: Sequence[Relation]) -> dict[str, str]:
    """The id of each relation in the record, by the file's name for it."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for relation in relations:
        if not relation.content:
            raise NotUnderstood(f"{relation.name} has no content")
        if relation.name in ids:
            raise NotUnderstood(f"two are called {relation.name}")
        ids[relation.name] = quotation_id(digest, relation.content)
        if ids[relation.name] in taken:
            raise NotUnderstood(f"{relation.name} has the same content as another")
        taken.add(ids[relation.name])
    for relation in relations:
        if relation.within is not None and relation.within not in ids:
            raise NotUnderstood(f"{relation.name} stands within {relation.within}, which is not there")
    return ids


def _types_by_marks(text: str) -> Callable[[Spans], QuotationType]:
    from onrecord.annotate.confidence import kind_of  # noqa: PLC0415 (it loads the encoder's libraries)
    from onrecord.core.marks import inside  # noqa: PLC0415

    marks = inside(text)
    return lambda content: kind_of(content, text, marks)


def type_named(name: object) -> QuotationType | None:
    """The type of that name; None for anything else."""
    return name if name in ("direct", "indirect", "mixed") else None
