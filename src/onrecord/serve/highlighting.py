"""A report's text with what was found in it set off: contents, sources and cues, and whose they are.

The text is cut at every edge of a span, so that spans may overlap as they like. A piece that belongs to
several quotations is marked as the innermost one's, and says how deep it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, Protocol

from markupsafe import Markup, escape

from onrecord.core import Span, Spans
from onrecord.core.visible import visible

Role = Literal["content", "source", "cue", "boilerplate"]


class Relation(Protocol):
    """What is set off: the parts of one quotation."""

    @property
    def id(self) -> str:
        """The quotation's id."""

    @property
    def content(self) -> Spans:
        """What is said."""

    @property
    def source(self) -> Spans:
        """Who says it."""

    @property
    def cue(self) -> Spans:
        """What signals it."""


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    role: Role
    relation: int | None
    """The number of the quotation, from 1."""


def highlighted(text: str, relations: Sequence[Relation], boilerplate: Spans = ()) -> Markup:
    """The text as HTML, a paragraph for each of its lines that is not empty.

    Each quotation's content begins with an element whose id is `q-` and the quotation's id; every part of it
    has the number of the quotation, from 1, in `data-q`.
    """
    marks = [_Mark(span, "boilerplate", None) for span in boilerplate]
    for number, relation in enumerate(relations, 1):
        for role, spans in (
            ("source", relation.source),
            ("cue", relation.cue),
            ("content", relation.content),
        ):
            marks += [_Mark(span, role, number) for span in spans]  # type: ignore[arg-type]
    begun: set[int] = set()
    lines = [Markup("<p>")]
    for start, end, over in _pieces(text, marks):
        first, *others = text[start:end].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        lines.append(_piece(first, over, relations, begun))
        for part in others:
            lines += [Markup("</p>\n<p>"), _piece(part, over, relations, begun)]
    return Markup("").join([*lines, Markup("</p>")])


def _pieces(text: str, marks: Sequence[_Mark]) -> Iterator[tuple[int, int, list[_Mark]]]:
    """The text cut at all edges, each piece with the marks over it, the innermost last."""
    opening: dict[int, list[_Mark]] = {}
    closing: dict[int, list[_Mark]] = {}
    for mark in sorted(marks, key=lambda each: (each.span.start, -each.span.end)):
        if 0 <= mark.span.start < mark.span.end <= len(text):
            opening.setdefault(mark.span.start, []).append(mark)
            closing.setdefault(mark.span.end, []).append(mark)
    over: dict[_Mark, None] = {}
    edges = sorted({0, len(text), *opening, *closing})
    for start, end in pairwise(edges):
        for mark in closing.get(start, ()):
            over.pop(mark, None)
        over.update(dict.fromkeys(opening.get(start, ())))
        yield start, end, [*over]


def _piece(words: str, over: Sequence[_Mark], relations: Sequence[Relation], begun: set[int]) -> Markup:
    shown = escape(visible(words))
    if not over or not words:
        return shown
    roles = " ".join(dict.fromkeys(mark.role for mark in over))
    said = [mark for mark in over if mark.relation is not None]
    if not said:
        return Markup('<span class="{}">{}</span>').format(roles, shown)
    number = said[-1].relation or 0
    anchor = Markup("")
    for mark in said:
        if mark.role == "content" and mark.relation and mark.relation not in begun:
            begun.add(mark.relation)
            place = f"q-{relations[mark.relation - 1].id}"
            anchor += Markup('<a class="start" id="{}" href="#{}" data-q="{}">{}</a>').format(
                place, place, mark.relation, mark.relation
            )
    return anchor + Markup('<span class="{}" data-q="{}">{}</span>').format(roles, number, shown)
