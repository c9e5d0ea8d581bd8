"""Quotations that carry no attribution of their own: the follow-on paragraphs and sentences of a speech.

“We are ready,” the minister said. “We have been ready for years.” belongs to the relation before it; a
quoted paragraph after an indirect report of the same person's words is a quotation without source or cue.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotate.edges import passage_at
from onrecord.core import Span, Spans, plain
from onrecord.core.marks import Passage

_WORDS = 5
"""A passage shorter than this and with no attribution is more often a title or a scare quotation."""
_LOOK_BACK = 40
_GAP = 4
"""Most characters (a full stop and a space) between an attribution and the speech that goes on after it."""
GAP = 6 * _GAP
"""The same with those that a reader does not see, which may stand at each of these places."""


def is_utterance(text: str, passage: Passage) -> bool:
    """Whether a passage reads as something said: it starts a sentence, ends one and has some words."""
    view = plain(text)
    span = view.seen(passage.span)
    lead = view.text[max(0, span.start - _LOOK_BACK) : span.start]
    starts = not lead.strip() or lead.rstrip()[-1] in '.!?…:”"»' or "\n" in lead[len(lead.rstrip()) :]
    body = span.of(view.text).strip("“”„‟«»‘’\"'‹› ")
    ends = not passage.closed or body.endswith((".", "!", "?", "…", ","))
    return starts and ends and not body[:1].islower() and len(body.split()) >= _WORDS


def split_follow_on(content: Spans, cue: Spans, text: str, marks: Sequence[Passage]) -> list[Spans]:
    """Part the content of a relation from whole quoted sentences that only follow its indirect speech.

    She stressed that A. “B.” is two relations: the first keeps source and cue, B has neither. But A, she
    said. “B.” is one, and so is an utterance that its attribution interrupts.
    """
    if len(content) < 2:
        return [content]
    quoted = [_wholly_quoted(part, text, marks) for part in content]
    if all(quoted):
        return _apart(content, quoted, cue, text)
    if not any(quoted):
        return [content]
    framed = max((s.end for s in cue), default=0)
    if any(passage is not None and part.end <= framed for part, passage in zip(content, quoted, strict=True)):
        return [content]
    reported = min(
        (s.end for s, passage in zip(content, quoted, strict=True) if passage is None and s.start >= framed),
        default=len(text),
    )
    keep: list[Span] = []
    alone: list[Spans] = []
    for part, passage in zip(content, quoted, strict=True):
        if passage is not None and part.start >= reported and is_utterance(text, passage):
            alone.append((part,))
        else:
            keep.append(part)
    return [tuple(keep), *alone] if keep else [content]


def _apart(content: Spans, quoted: Sequence[Passage | None], cue: Spans, text: str) -> list[Spans]:
    """Part quoted paragraphs that were closed from the one below them that has the attribution."""
    view = plain(text)
    first = min((s.start for s in cue), default=0)
    near = next((i for i, part in enumerate(content) if "\n" not in view.of(Span(part.end, first))), 0)
    alone = [
        i for i in range(near) if (passage := quoted[i]) and passage.closed and is_utterance(text, passage)
    ]
    kept = tuple(part for i, part in enumerate(content) if i not in alone)
    return [kept, *((content[i],) for i in alone)]


def _wholly_quoted(part: Span, text: str, marks: Sequence[Passage]) -> Passage | None:
    passage = passage_at(marks, part.start)
    if passage is None:
        return None
    rest = text[passage.span.end : part.end]
    return passage if not any(c.isalnum() for c in rest) else None


def unclaimed(text: str, marks: Sequence[Passage], claimed: Sequence[int]) -> list[Spans]:
    """Utterances in quotation marks that no relation claims: one content each, or one a chain of paragraphs.

    `claimed` holds a 1 for each character that something else has a claim to.
    """
    chains: list[list[Span]] = []
    going_on = False
    for passage in marks:
        free = not any(claimed[passage.span.start : passage.span.end])
        chained = going_on and free
        if chained:
            chains[-1].append(passage.span)
        elif free and is_utterance(text, passage):
            chains.append([passage.span])
            chained = True
        going_on = chained and passage.continues
    return [tuple(chain) for chain in chains]


def goes_on(content: Spans, frame: Spans, passage: Span, text: str) -> bool:
    """Whether a passage carries on a quotation whose attribution stands just before it.

    “We are ready,” the minister said. “We always were.”: `frame` is the source and the cue between.
    """
    if not content or not frame:
        return False
    last = max(span.end for span in frame)
    before = max(span.end for span in content) <= min(span.start for span in frame)
    between = plain(text).of(Span(last, passage.start))
    return before and len(between) <= _GAP and not any(c.isalnum() or c == "\n" for c in between)
