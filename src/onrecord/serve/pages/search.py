"""`/search`: where words stand, in quotations first, with the reason why each hit is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypedDict
from unicodedata import normalize

from onrecord.core import Grade, QuotationType
from onrecord.record import Hit
from onrecord.record.folding import tokens
from onrecord.serve.addresses import Address
from onrecord.serve.pages import showing
from onrecord.serve.pages.asking import PAGE, Day, Name, Number, Words

if TYPE_CHECKING:
    from onrecord.record import Record


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for; without words nothing is."""

    q: Words = ""
    by: Literal["words", "meaning"] = "words"
    speaker: Name | None = None
    outlet: Name | None = None
    type: QuotationType | None = None
    grade: Grade | None = None
    since: Day | None = None
    until: Day | None = None
    page: Number = 1


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found."""

    asked: Asked
    hits: tuple[Hit, ...]
    more: bool
    found: int = 0
    """How many hits there are: by meaning all, by words those up to this page."""
    unstated: tuple[str, ...] = ()
    """The ids of quotations that are in no statement: they say next to nothing."""
    put_right: tuple[showing.Mark, ...] = ()
    """What people put right in the quotations; the `corrected` of each names those that are about it."""
    spelt: tuple[tuple[str, ...], ...] = ()
    """For each hit the words that were found in other letters than were typed."""
    left_out: int = 0
    """By meaning: how many quotations could not be compared."""


class _Narrowed(TypedDict):
    """What narrows a search, as `Record.search` takes it."""

    speaker: str | None
    since: str | None
    until: str | None
    outlet: str | None
    type: QuotationType | None
    grade: Grade | None


def find(record: Record, asked: Asked) -> Found:
    """The hits of one page: quotations, then places elsewhere in reports; the newest, or nearest, first."""
    if not any(map(str.isalnum, asked.q)):
        return Found(asked, (), more=False)
    first = (asked.page - 1) * PAGE
    narrowed = _Narrowed(
        speaker=asked.speaker,
        since=asked.since,
        until=asked.until,
        outlet=asked.outlet,
        type=asked.type,
        grade=asked.grade,
    )
    if asked.by == "meaning":
        from onrecord import pipeline  # noqa: PLC0415 (the model takes a second and 100 MB)

        query, model = pipeline.embed(asked.q), pipeline.model_info()
        near = record.search_by_meaning(query, model, **narrowed, limit=PAGE + 1, offset=first)
        hits, left_out = list(near.hits), near.left_out
        found = near.found
    else:
        hits = record.search(asked.q, **narrowed, limit=PAGE + 1, offset=first)
        left_out = 0
        found = first + min(len(hits), PAGE) if hits else 0
    shown = hits[:PAGE]
    unstated = showing.unstated(record, (hit.quote for hit in shown))
    return Found(
        asked,
        tuple(map(showing.hit, shown)),
        more=len(hits) > PAGE,
        found=found,
        unstated=unstated,
        put_right=showing.put_right(record, (hit.quote for hit in shown)),
        spelt=tuple(spelt_otherwise(hit, asked.q) for hit in shown),
        left_out=left_out,
    )


def spelt_otherwise(hit: Hit, words: str) -> tuple[str, ...]:
    """What was found in other letters than were typed: with accents or without, or in another script."""
    typed = normalize("NFC", words).casefold()
    begun = tuple(re.findall(r"(\w+)\*", typed))
    found = {}
    for mark in hit.marks:
        for token in tokens(mark.of(hit.snippet)):
            word = token.span.of(mark.of(hit.snippet))
            plain = normalize("NFC", word).casefold()
            if plain not in typed and not (begun and plain.startswith(begun)):
                found[word] = True
    return tuple(found)


ADDRESS = Address("/search", "Where words stand, the newest first.", Asked, Found, find, "search.html")
