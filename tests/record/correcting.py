"""Quotations of a text of many short words, to be put right."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import strategies as st

from onrecord.core import Extraction, Quotation, QuotationType, Span, Speaker, quotation_id
from tests.record.conftest import extraction

TEXT = "".join(f"word{number} " for number in range(60)) + "\n"
WORDS = [Span(at, TEXT.index(" ", at)) for at in (TEXT.index(f"word{n} ") for n in range(60))]


def words(first: int, last: int) -> Span:
    """From one word to another, both included."""
    return Span(WORDS[first].start, WORDS[last].end)


def quotation(
    content: tuple[Span, ...],
    *,
    source: tuple[Span, ...] = (),
    cue: tuple[Span, ...] = (),
    speaker: str | None = None,
    text: str = TEXT,
    kind: QuotationType = "indirect",
) -> Quotation:
    """One attribution relation in `text`."""
    who = None if speaker is None else Speaker(f"s-{speaker}", speaker, "person", "named", 0.8)
    identity = quotation_id(sha256(text.encode()).hexdigest(), content)
    return Quotation(identity, kind, content, source, cue, who, confidence=0.7)


def report(*quotations: Quotation, text: str = TEXT, name: str = "words.txt") -> Extraction:
    """A report of these quotations."""
    return extraction(name, text=text, quotations=quotations)


@st.composite
def readings(draw: st.DrawFn) -> tuple[Quotation, ...]:
    """What a model may say of the text: quotations side by side, each with some words around it."""
    found: list[Quotation] = []
    at = draw(st.integers(0, 3))
    while at < 50 and len(found) < 5:
        length, gap = draw(st.integers(0, 4)), draw(st.integers(2, 5))
        content = (words(at, at + length),)
        source = (WORDS[at + length + 1],) if draw(st.booleans()) else ()
        cue = (WORDS[at + length + 2],) if draw(st.booleans()) else ()
        who = draw(st.sampled_from([None, "Ida Rowan", "Jon Weir"]))
        kind = draw(st.sampled_from(["direct", "indirect", "mixed"]))
        found.append(quotation(content, source=source, cue=cue, speaker=who, kind=kind))
        at += length + gap + 2
    return tuple(found)
