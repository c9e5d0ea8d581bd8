"""The frame of a report: what stands around its story and says what, when and whose it is.

Everything is found as spans of the text, which stays as it is. Only the head (64,000 characters) and the
tail (8,000) are looked at, so that the cost does not grow with the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.core import Fact, Span, Spans
from onrecord.read import dates
from onrecord.read.credits import credits_of, is_outlet
from onrecord.read.datelines import Dateline, dateline_of
from onrecord.read.language import language_of
from onrecord.read.lines import Line, NoiseLine, lines_of, noise_above, noise_in

_HEAD, _TAIL = 64_000, 8_000
_ABOVE_THE_STORY = 40
_STAMP = re.compile(
    r"\ufeff?\s{0,9}date\s?:?\s(?P<day>\d{4}-\d\d-\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?"
    r"(?:[ \t]|(?=[\r\n]|$))"
)
_TITLE_WORDS = re.compile(r"[^\W\d_][\w’'-]{3,}")


@dataclass(frozen=True, slots=True)
class Known:
    """What metadata says about a report before its text is looked at; it wins over what the text says."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What was found around the story; see `Report` for the meaning of each field."""

    title: Fact | None
    published: Fact | None
    dateline: Fact | None
    place: Fact | None
    outlet: str | None
    author: str | None
    credited: tuple[Fact, ...]
    language: str | None
    boilerplate: Spans


def frame_of(text: str, known: Known) -> Frame:
    """The frame of `text`, given what is known about it already."""
    stamp = _STAMP.match(text)
    begin = stamp.end() if stamp is not None else int(text.startswith("\ufeff"))
    lines = list(lines_of(text, begin, min(len(text), _HEAD)))
    language = language_of(_sample(text, lines)) or known.language
    head, story_at, title = _above_the_story(lines, language)
    if known.title is not None:
        title = Fact(known.title, _grounded(known.title, text))
        if title.span is not None:
            story_at = max(story_at, _line_after(lines, title.span.end))
    noise = [*head, *_below(text, lines[story_at:], language)]
    published = _published(known, stamp, noise)
    opening = _dateline(text, lines, story_at, published, language)
    if published is None and opening is not None:
        published = opening.day  # the day an agency filed its story, where that gives its year
    return Frame(
        title=title,
        published=published,
        dateline=_opening_day(opening, noise, published),
        place=_place(text, noise) if opening is None else opening.place,
        outlet=known.outlet or _outlet(text, noise),
        author=known.author or _author(text, noise),
        credited=credits_of(text, _credited_at(opening, noise)),
        language=language,
        boilerplate=_boilerplate(text, stamp, noise),
    )


def _above_the_story(lines: list[Line], language: str | None) -> tuple[list[NoiseLine], int, Fact | None]:
    """The noise above the story, the index of the story's first line, and the headline."""
    noise: list[NoiseLine] = []
    title: Fact | None = None
    top = lines[:_ABOVE_THE_STORY]
    kinds = noise_above(top, language)
    for index, (line, found) in enumerate(zip(top, kinds, strict=True)):
        if found is not None:
            noise.append(found)
            continue
        below = next((other for other in range(index + 1, len(top)) if kinds[other] is None), None)
        if title is not None or below is None or not _is_title(line, top[below], apart=below > index + 1):
            return noise, index, title
        title = Fact(line.text, line.span)
    return noise, len(top), title


def _is_title(line: Line, below: Line, *, apart: bool) -> bool:
    """Whether a line is a headline: short, no sentence of the story, with the story `below` it.

    `apart` says that something else (a date, a source) stands between the two.
    """
    if not 8 <= len(line.text) <= 200 or len(line.text.split()) > 30 or not any(map(str.isalpha, line.text)):
        return False
    if line.text.endswith((",", ";", ":", "-", "—")):
        return False
    if line.text.endswith((".", "…")):
        return line.blank_after and len(below.text) > len(line.text) and _in_title_case(line.text)
    if line.blank_after or apart:
        return True
    # Without a blank line between, a short line over another short one may be a sentence broken in two.
    return len(below.text) >= 120 and not below.text[0].islower()


def _in_title_case(text: str) -> bool:
    words = _TITLE_WORDS.findall(text)
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _below(text: str, story: list[Line], language: str | None) -> list[NoiseLine]:
    """The noise within and under the story."""
    lines = story
    if len(text) > _HEAD:
        tail = max(_HEAD, len(text) - _TAIL)
        at = text.find("\n", tail) + 1 or len(text)  # the tail may begin within a line
        lines = [*story[:-1], *lines_of(text, at, len(text))]
    return [found for line in lines if (found := noise_in(line, language, at_head=False)) is not None]


def _published(known: Known, stamp: re.Match[str] | None, noise: list[NoiseLine]) -> Fact | None:
    if known.published is not None:
        return Fact(known.published)
    if stamp is not None and (day := dates.alone(stamp["day"])) is not None and day.iso is not None:
        return Fact(day.iso, Span(*stamp.span("day")))
    for kind in ("published", "date"):
        for line in noise:
            if line.noise == kind and line.day is not None and line.day.iso is not None:
                return Fact(line.day.iso, line.value)
    return None


def _dateline(
    text: str, lines: list[Line], story_at: int, published: Fact | None, language: str | None
) -> Dateline | None:
    day = None if published is None else published.value
    # A headline that was not recognised as one is the first line of the story; the dateline is below it.
    for line in lines[story_at : story_at + 2]:
        found = dateline_of(text, line.span.start, day, language)
        if found is not None:
            return found
    return None


def _opening_day(opening: Dateline | None, noise: list[NoiseLine], published: Fact | None) -> Fact | None:
    if opening is not None and opening.day is not None:
        return opening.day
    for line in noise:
        if line.noise == "date" and line.day is not None:
            iso = line.day.near(None if published is None else published.value)
            return None if iso is None else Fact(iso, line.value)
    return None


def _outlet(text: str, noise: list[NoiseLine]) -> str | None:
    names = [
        line.name if line.noise == "date" else line.value
        for line in noise
        if line.noise in {"date", "outlet"}
    ]
    return next((name.of(text) for name in names if name is not None and is_outlet(name.of(text))), None)


def _place(text: str, noise: list[NoiseLine]) -> Fact | None:
    """The place in a line such as "Harbour City, 9 October 2025" above the story."""
    for line in noise:
        if line.name is not None and not is_outlet(line.name.of(text)):
            return Fact(line.name.of(text), line.name)
    return None


def _author(text: str, noise: list[NoiseLine]) -> str | None:
    names = [line.value for line in noise if line.noise == "byline" and line.value is not None]
    return names[0].of(text) if names else None


def _credited_at(opening: Dateline | None, noise: list[NoiseLine]) -> list[Span]:
    spans = [line.value for line in noise if line.noise == "source" and line.value is not None]
    if opening is not None and opening.agency is not None and opening.agency.span is not None:
        spans.append(opening.agency.span)
    return spans


def _boilerplate(text: str, stamp: re.Match[str] | None, noise: list[NoiseLine]) -> Spans:
    spans = [line.span for line in noise]
    if stamp is not None:
        spans.append(Span(*stamp.span()))
    elif text.startswith("\ufeff"):
        spans.append(Span(0, 1))
    return tuple(sorted(spans))


def _grounded(title: str, text: str) -> Span | None:
    """Where the headline stands as a line of its own at the head of the text."""
    at = text.find(title, 0, 4000 + len(title))
    if at < 0 or text[:at].rstrip(" \t\ufeff")[-1:] not in {"", "\n", "\r"}:
        return None
    end = at + len(title)
    return Span(at, end) if text[end : end + 1] in {"", "\n", "\r"} else None


def _line_after(lines: list[Line], at: int) -> int:
    return next((index for index, line in enumerate(lines) if line.span.start >= at), len(lines))


def _sample(text: str, lines: list[Line]) -> str:
    """Where the story most likely is: from the first long line on."""
    start = next((line.span.start for line in lines if len(line.text) > 80), 0)
    return text[start : start + 1000]
