"""Datelines: the place and day a report opens with, "HARBOUR CITY, March 4 (Northern Wire) —"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.core import Fact, Span, trim
from onrecord.read import dates

_REACH = 120
_END = re.compile(r"\s[—–-]{1,2}\s|—|(?<=/)[.:]\s|\)\s?[:—–]\s?")
_AGENCY = re.compile(r"\(\s?([^()/]{2,40}?)\s?\)|/\s?([^()/]{2,40}?)\s?/")
_PLACE = re.compile(r"[^\W\d_][\w.’'-]*(?:\s[\w.’'-]+){0,3}")
_SMALL = {"of", "the", "de", "la", "on", "upon", "am", "sur", "le", "al", "el", "in"}


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says; the day is None where its year is not known."""

    place: Fact
    day: Fact | None
    agency: Fact | None


def dateline_of(text: str, start: int, published: str | None, language: str | None) -> Dateline | None:
    """The dateline with which the paragraph at `start` opens; None unless all of it can be read as one."""
    head = text[start : start + _REACH].split("\n", 1)[0]
    for end in _END.finditer(head):
        stop = end.end() if head[end.start()] == ")" else end.start()
        found = _parse(text, Span(start, start + stop), published, language)
        if found is not None:
            return found
    return None


def _parse(text: str, span: Span, published: str | None, language: str | None) -> Dateline | None:
    words = span.of(text)
    match = _AGENCY.search(words)
    agency = None
    if match is not None:
        where = Span(*match.span(match.lastindex or 0)).shifted(span.start)
        agency = Fact(where.of(text), where)
        rest = words[match.end() :].strip(" .:—–-/)")
        words = words[: match.start()]
        if rest:
            return None
    day = dates.find(words, language)
    if day is not None and words[day.end :].strip(" .,:—–-/"):
        return None
    places = words if day is None else words[: day.start]
    sure = day is not None or agency is not None
    place = _place(text, Span(span.start, span.start + len(places)), sure=sure)
    if place is None:
        return None
    iso = None if day is None else day.near(published)
    fact = None if day is None or iso is None else Fact(iso, Span(day.start, day.end).shifted(span.start))
    return Dateline(place, fact, agency)


def _place(text: str, span: Span, *, sure: bool) -> Fact | None:
    """The place: its first comma-separated part; without a date or an agency beside it, only in capitals."""
    parts = [part for part in re.split(r"[,.]\s", span.of(text).strip(" ,.")) if part]
    if not 1 <= len(parts) <= 3 or not all(_is_place(part) for part in parts):
        return None
    if not sure and not (parts[0].isupper() and len(parts[0]) > 2):
        return None
    at = text.index(parts[0], span.start)
    where = trim(Span(at, at + len(parts[0])), text, " ,.")
    return Fact(where.of(text), where)


def _is_place(part: str) -> bool:
    if not _PLACE.fullmatch(part.strip()):
        return False
    return all(word[0].isupper() or word in _SMALL for word in part.split())
