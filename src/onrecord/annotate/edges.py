"""Edges of what the model found, set right by what is certain: quotation marks, full stops, boilerplate.

Edges are moved in what a reader sees of the text (`plain`), so that nothing unseen holds one up.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.core import Plain, Span, Spans, plain, trim
from onrecord.core.marks import Passage

_SENTENCE = re.compile(r"[.!?…][\"”’»)]?\s+[\"“‘«(\[]?[A-Z]")
_HEAD = re.compile(r"[’']s?\s+|[.,;:!?]+\s+")
_NEAR = 12
"""A content that begins or ends this many characters inside a passage begins or ends with its mark."""
_TAIL = " \n,;:.–—-"


def settle(content: Spans, text: str, marks: Sequence[Passage], boilerplate: Spans) -> Spans:
    """The parts of a content with their edges settled; parts that come to nothing are left out.

    A part that begins or ends just inside or outside a quotation mark takes the mark in, as its writer
    meant; outside marks, the closing full stop and stray punctuation are not part of what was said.
    """
    view = plain(text)
    settled: list[Span] = []
    for part in sorted(content):
        for piece in _without(part, boilerplate):
            headed = _without_head(trim(view.seen(piece), view.text), view.text)
            edged = _without_tail(_to_marks(headed, view, marks), view, marks)
            if any(c.isalnum() for c in edged.of(view.text)):
                settled.append(edged)
    joined = _joined(settled, view.text)
    # A single word beside longer parts is a slip of the tagger ("In […] should it rain […] we stay").
    longer = [s for s in joined if " " in s.of(view.text) or passage_at(marks, view.starts[s.start])]
    return tuple(view.original(s) for s in longer or joined)


def _without(span: Span, boilerplate: Spans) -> list[Span]:
    """What is left of `span` without the boilerplate, which is in order and does not overlap."""
    pieces = []
    start = span.start
    for cut in boilerplate:
        if cut.overlaps(span):
            pieces.append(Span(start, max(start, cut.start)))
            start = cut.end
    pieces.append(Span(start, max(start, span.end)))
    return [piece for piece in pieces if piece.start < piece.end]


def passage_at(marks: Sequence[Passage], position: int) -> Passage | None:
    """The passage that holds the character at `position`, if any."""
    i = bisect_left(marks, position + 1, key=lambda p: p.span.start) - 1
    if i >= 0 and marks[i].span.start <= position < marks[i].span.end:
        return marks[i]
    return None


def _to_marks(span: Span, view: Plain, marks: Sequence[Passage]) -> Span:
    start, end = span
    if start >= end:
        return span
    first, last = passage_at(marks, view.starts[start]), passage_at(marks, view.starts[end - 1])
    if first is not None and end > start + _NEAR:
        opening = view.seen(first.span).start
        start = opening if start - opening <= _NEAR else start
    if last is not None and end > start + _NEAR:
        closing = view.seen(last.span).end
        end = closing if closing - end <= _NEAR else end
    return Span(start, end)


def _without_tail(span: Span, view: Plain, marks: Sequence[Passage]) -> Span:
    start, end = span
    while start < end and view.text[end - 1] in _TAIL and not passage_at(marks, view.starts[end - 1]):
        end -= 1
    return Span(start, end)


def _without_head(span: Span, text: str) -> Span:
    """The span without what belongs to the words before: a possessive ending ("Orrel’s pledge"), a stop."""
    head = _HEAD.match(text, span.start, span.end)
    return Span(head.end(), span.end) if head else span


def _joined(parts: Sequence[Span], text: str) -> Spans:
    """Parts of one paragraph with nothing but white space between them are one."""
    out: list[Span] = []
    for part in parts:
        if out and not text[out[-1].end : part.start].strip(" "):
            out[-1] = Span(out[-1].start, max(out[-1].end, part.end))
        else:
            out.append(part)
    return tuple(out)


def in_sentence(content: Spans, cue: Spans, text: str, marks: Sequence[Passage]) -> Spans:
    """The content without unquoted parts of other sentences than the cue's, unless nothing else is left.

    Quoted speech goes on from sentence to sentence; a second sentence of indirect speech that hangs on
    the same verb is nearly always the reporter's own.
    """
    if len(content) < 2 or not cue:
        return content
    view = plain(text)
    kept = tuple(s for s in content if passage_at(marks, s.start) or not _sentence_between(s, cue[0], view))
    return kept or content


def _sentence_between(one: Span, other: Span, view: Plain) -> bool:
    first, second = sorted((view.seen(one), view.seen(other)))
    return _SENTENCE.search(view.text, first.end - 1, second.start + 1) is not None
