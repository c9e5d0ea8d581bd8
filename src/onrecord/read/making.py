"""Text and what is known about it -> Report: the one place where a report comes into being."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from onrecord.core import Report
from onrecord.read.decoding import well_formed
from onrecord.read.frame import Known, frame_of
from onrecord.read.skips import UnreadableError


def report_of(text: str, name: str, source: str, data: bytes, known: Known | None = None) -> Report:
    """The report whose text is `text`, with its frame; raises UnreadableError where the text says nothing."""
    if not text.strip("\ufeff \t\r\n\v\f\xa0"):
        raise UnreadableError("empty" if not data else "it holds no text")
    known = known or Known()
    frame = frame_of(text, known)
    return Report(
        text=text,
        name=name,
        source=source,
        data=data,
        title=frame.title,
        published=frame.published,
        dateline=frame.dateline,
        place=frame.place,
        outlet=frame.outlet,
        author=frame.author,
        credited=frame.credited,
        language=frame.language,
        boilerplate=frame.boilerplate,
    )


def under_headline(text: str, known: Known) -> tuple[str, Known]:
    """The text of a page or a feed item with its headline above it, unless it begins with it already.

    Only for text that is made here, from markup: a headline is where many attributions stand.
    """
    if known.title is None:
        return text, known
    title = " ".join(known.title.split())
    if text.split("\n", 1)[0] != title:
        text = f"{title}\n\n{text}"
    return text, replace(known, title=title)


def digest(data: bytes) -> str:
    """What names bytes that came without a name of their own: twelve hexadecimal digits.

    A number in a list would name something else as soon as the list grows.
    """
    return hashlib.sha256(data).hexdigest()[:12]


def tidy(value: object, limit: int = 500) -> str | None:
    """A metadata value as one line of text; None for anything but a string that says something."""
    if not isinstance(value, str):
        return None
    line = " ".join(well_formed(value).replace("\0", " ").split())
    return line[:limit] or None
