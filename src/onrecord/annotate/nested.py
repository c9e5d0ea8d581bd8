"""What somebody says inside somebody else's words.

A speech read by itself is full of "we hope" and "I believe": attitudes of the speaker, which the outer
relation already reports. Nested relations are kept where words are relayed: inside marks of their own, or
after a verb of saying; in the first person only a past one ("I told them that ...").
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from onrecord.core import Quotation, Span, plain, quotation_id, trim
from onrecord.core.marks import passages

_MARKS = " \"“”„‟«»‘’'‚‹›＂"
_LEAST_WORDS = 10
"""Direct speech shorter than this is not searched."""
_LEAST_TOLD = 3
"""Fewer words ("I asked the builders") are whom or what it was about, not what was said."""
_LEAST_SURE = 0.5
"""A relation read out of its surroundings that is less likely right is not one."""
_MOST = 0.85
"""A content that is more than this share of the words around it is the same statement again."""
_SAID = frozenset(
    "said told asked answered replied responded wrote written claimed promised announced warned declared "
    "insisted reported denied admitted argued explained repeated quoted suggested proposed stated assured "
    "demanded urged threatened swore sworn noted complained predicted testified tweeted".split()
)
# Forms that are nouns more often than verbs ("the report", "an answer") are left out.
_SAYING = _SAID | frozenset(
    "say says saying tell tells telling ask asks asking claim claims claiming announce announces warn warns "
    "insist insists deny denies argue argues writes according".split()
)
_SENTENCE_END = re.compile(r"[.!?][\"”’»“]*\s+[^\W\d_]")
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[a-z]+")
_FIRST_PERSON = frozenset({"i", "we"})
_NOBODY = frozenset({"nobody", "no one", "no-one", "none"})


def searchable(outer: Quotation, text: str) -> Iterator[Span]:
    """The paragraphs of direct speech, without their marks, that may quote something in turn."""
    if outer.type == "direct":
        view = plain(text)
        for span in outer.content:
            for line in _LINE.finditer(view.text, *view.seen(span)):
                part = trim(Span(*line.span()), view.text, _MARKS)
                words = part.of(view.text)
                if len(words.split()) >= _LEAST_WORDS and _may_quote(words):
                    yield view.original(part)


def _may_quote(words: str) -> bool:
    """Whether there are marks or a verb without which nothing found in these words would be kept.

    To ask costs next to nothing beside the encoder's reading that it saves.
    """
    return not _SAYING.isdisjoint(_WORD.findall(words.lower())) or bool(passages(words))


def is_quoted(inner: Quotation, words: str) -> bool:
    """Whether a relation found in somebody's `words` relays words in turn, and not all of his own again."""
    view = plain(words)
    content = [view.of(span) for span in inner.content]
    again = sum(map(len, content)) >= _MOST * len(view.text)
    if again or inner.confidence < _LEAST_SURE or not inner.cue or not inner.source:
        return False
    # Where a sentence ends, the speaker himself goes on: his words would be put into another mouth.
    if inner.type != "direct" and any(_SENTENCE_END.search(part) for part in content):
        return False
    if inner.type != "indirect":
        return True
    if sum(len(part.split()) for part in content) < _LEAST_TOLD:
        return False
    source = {view.of(s).lower() for s in inner.source}
    if source & _NOBODY:
        return False
    verbs = {word for s in inner.cue for word in _WORD.findall(view.of(s).lower())}
    return bool(verbs & (_SAID if source & _FIRST_PERSON else _SAYING))


def moved(inner: Quotation, part: Span, outer: Quotation, digest: str) -> Quotation:
    """A relation found in `part` of a text with this digest, as one of the whole text.

    Its grade is "review": the calibration was fitted on relations that are not nested.
    """
    content, source, cue = (
        tuple(span.shifted(part.start) for span in spans)
        for spans in (inner.content, inner.source, inner.cue)
    )
    return dataclasses.replace(
        inner,
        id=quotation_id(digest, content),
        content=content,
        source=source,
        cue=cue,
        nested_in=outer.id,
        grade="review",
    )
