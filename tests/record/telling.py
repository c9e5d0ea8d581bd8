"""Reports of invented outlets that say who said what, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import numpy as np

from onrecord.core import Extraction, Fact, Model, Quotation, Report, Span, Speaker, quotation_id
from onrecord.record import Record

MODEL = Model("reader", "1", "ab" * 32)

Said = tuple[str, str]
"""Who says what."""


def vector(said: str) -> bytes:
    """One that is near those of what has the same words."""
    total = np.zeros(128)
    for word in said.split():
        seed = int.from_bytes(sha256(word.strip(".,“”").lower().encode()).digest()[:4], "big")
        total += np.random.default_rng(seed).normal(size=128)
    return (total / (np.linalg.norm(total) or 1)).astype("<f2").tobytes()


def report(
    name: str, day: str | None, said: Sequence[Said], *, before: str = "", outlet: str | None = None
) -> Extraction:
    """A report of that name that quotes each of these in a paragraph: “Rain is due”, said Ida Holt."""
    text = before
    places: list[tuple[str, str, Span, Span]] = []
    for speaker, words in said:
        start = len(text)
        content = Span(start, start + len(words) + 2)
        source = Span(content.end + 7, content.end + 7 + len(speaker))
        text += f"“{words}”, said {speaker}.\n"
        places.append((speaker, words, content, source))
    digest = sha256(text.encode()).hexdigest()
    quotations = tuple(
        Quotation(
            quotation_id(digest, (content,)),
            "direct",
            (content,),
            (source,) if speaker else (),
            speaker=Speaker(speaker, speaker, "person", "named") if speaker else None,
            embedding=vector(words),
        )
        for speaker, words, content, source in places
    )
    made = Report(
        text,
        name,
        f"/news/{name}",
        text.encode(),
        published=None if day is None else Fact(day),
        outlet=outlet or name.partition(".")[0].title(),
    )
    return Extraction(made, quotations, MODEL)


def together(record: Record) -> list[list[str]]:
    """What is said in each statement, once it is matched: both in alphabetical order."""
    found = (record.statements.statement(row.id) for row in record.statements.list())
    return sorted(sorted(quote.text.strip("“”") for quote in each.quotes) for each in found)
