"""The lines of a text, and which of them are not the story.

Every pattern here is tried on one short line at a time and cannot backtrack across it, so that no input
makes reading slow: a line longer than `_SHORT` is body text, whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.core import Span, trim
from onrecord.read import dates
from onrecord.read.credits import is_outlet

Noise = Literal["ticker", "date", "published", "updated", "source", "byline", "outlet", "furniture"]

_SHORT = 200
_LINE = re.compile(r"[^\r\n]+")
_NUMBER = re.compile(r"[+\-–−(]?[$€£¥₽]?[+\-–−]?\d[\d.,]*[%‰)°]*[$€£¥₽]?[)]?")
_MARKET_CODE = re.compile(r"(?:[A-Z]{3}/)?[A-Z]{3}|[$€£¥₽%▲▼↑↓+\-–|/:]|°[CF]|Brent|WTI|BTC|Bitcoin|Gold|Oil")
_LABELLED = re.compile(
    r"(?P<label>published|posted|date|issued|released|updated|last updated|last modified)"
    r"(?:\son|\sat)?\s{0,3}[:\-–—]?\s{0,3}(?P<rest>\S.*)",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:sources?|via|quelle|fuente|źródło|источник|крыніца|джерело)\s{0,2}:\s{0,3}(?P<name>\S.*)",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"By\s(?P<name>[A-Z][\w.’'-]{0,30}(?:\s[\w.’'-]{1,30}){1,5})(?:,\s[^.]{1,60})?")
_FURNITURE_FORMS = (
    r"advertisement$|sponsored content$|most read$|print this\b|click here\b|tags\s{0,2}:",
    r"©|(?:\(c\)|copyright)\s(?:©|\(c\)|\d{4})|all rights reserved\.?$",
    r"share(?:\s(?:this|on|via)\b.{0,60})?:?$|share this\b|follow us\b|sign up (?:for|to)\b",
    r"subscribe(?:\snow|\shere)?[.!]?$|subscribe to (?:our|the|this)\b",
    r"join our\b.{0,40}\b(?:channel|newsletter|group)\b",
    r"(?:read (?:more|also|next)|see also|related(?:\s(?:articles|stories|news))?)\s{0,2}(?::|$)",
    r"(?:leave a comment|no comments|comments(?:\s\(?\d{1,6}\)?)?)$",
    r"the post\s.{1,180}\sappeared first on\b",
    r"\(?(?:file\s)?(?:photos?|images?|pictures?|foto|фото)(?:\scredits?)?\s{0,2}:",
    r"\(?(?:photo|image|picture) by\b|file photo\b|from our (?:own )?correspondents?\b",
    r"\((?:additional )?(?:reporting|writing|editing) by\b",
)
_FURNITURE = re.compile("|".join(_FURNITURE_FORMS), re.IGNORECASE)
_UPDATES = {"updated", "last updated", "last modified"}
_SENTENCE_END = (".", "!", "?", "…", "”", '"', "»")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; `blank_after` where an empty line follows."""

    span: Span
    text: str
    blank_after: bool


@dataclass(frozen=True, slots=True)
class NoiseLine:
    """A line that is not the story, and what it says.

    `value` is the part that carries the value of its kind (a date, an author, an outlet); `name` is what
    stands before the date in "Vale Courier, 9 October 2025".
    """

    noise: Noise
    span: Span
    value: Span | None = None
    day: dates.Found | None = None
    name: Span | None = None


def lines_of(text: str, start: int, end: int) -> Iterator[Line]:
    """The lines of `text[start:end]` that hold anything."""
    pending: Span | None = None
    for match in _LINE.finditer(text, start, end):
        span = trim(Span(*match.span()), text)
        if span.start == span.end:
            continue
        if pending is not None:
            yield _line(text, pending, span.start)
        pending = span
    if pending is not None:
        yield _line(text, pending, end)


def noise_in(line: Line, language: str | None, *, at_head: bool) -> NoiseLine | None:
    """What the line is if it is not the story; tickers, dates and bylines count only above the story."""
    if len(line.text) > _SHORT:
        return None
    if source := _SOURCE.fullmatch(line.text):
        name = source["name"]
        # In a transcript "Source:" may be a speaker; a credit is a short name, not a sentence.
        if len(name.split()) <= 12 and not name.endswith(_SENTENCE_END):
            return NoiseLine("source", line.span, _part(line, source, "name"))
    if _FURNITURE.match(line.text):
        return NoiseLine("furniture", line.span)
    return _noise_at_head(line, language) if at_head else None


def noise_above(lines: list[Line], language: str | None) -> list[NoiseLine | None]:
    """What each of the lines at the head of a text is, None for headline and story.

    The name of a paper is noise only beside a line that dates it: elsewhere it may be a headline.
    """
    found = [noise_in(line, language, at_head=True) for line in lines]
    dated = [noise is not None and noise.day is not None for noise in found]
    for index, line in enumerate(lines):
        beside = any(dated[max(0, index - 1) : index + 2])
        if beside and found[index] is None and len(line.text.split()) <= 5 and is_outlet(line.text):
            found[index] = NoiseLine("outlet", line.span, line.span)
    return found


def _noise_at_head(line: Line, language: str | None) -> NoiseLine | None:
    if (day := dates.alone(line.text, language)) is not None:
        return NoiseLine("date", line.span, _at(line, day.start, day.end), day)
    if len(line.text) <= 80 and (day := dates.after_name(line.text, language)) is not None:
        name = _at(line, 0, len(line.text[: day.start].rstrip(" ,|–—-")))
        return NoiseLine("date", line.span, _at(line, day.start, day.end), day, name)
    if labelled := _LABELLED.fullmatch(line.text):
        day = dates.alone(labelled["rest"], language)
        if day is not None:
            noise: Noise = "updated" if labelled["label"].lower() in _UPDATES else "published"
            at = line.span.start + labelled.start("rest")
            return NoiseLine(noise, line.span, Span(day.start, day.end).shifted(at), day)
    if byline := _BYLINE.fullmatch(line.text):
        return NoiseLine("byline", line.span, _part(line, byline, "name"))
    return NoiseLine("ticker", line.span) if _is_ticker(line.text) else None


def _is_ticker(line: str) -> bool:
    """Whether a line is a price or a rate: numbers, and nothing else but codes and signs."""
    words = line.split()
    if len(words) > 8 or len(line) > 60:
        return False
    numbers = [word for word in words if _NUMBER.fullmatch(word)]
    others = [word for word in words if not _NUMBER.fullmatch(word)]
    if not numbers or not all(_MARKET_CODE.fullmatch(word) for word in others):
        return False
    return bool(others) or any(not word.isdigit() for word in numbers)


def _part(line: Line, match: re.Match[str], group: str) -> Span:
    return _at(line, *match.span(group))


def _at(line: Line, start: int, end: int) -> Span:
    return Span(start, end).shifted(line.span.start)


def _line(text: str, span: Span, next_at: int) -> Line:
    gap = text[span.end : next_at].replace("\r\n", "\n").replace("\r", "\n")
    return Line(span, span.of(text), gap.count("\n") > 1)
