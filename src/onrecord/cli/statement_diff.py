"""How a report's wording differs from the fullest one, word by word, for eyes and for pipes.

Words of the fullest wording that the report has not stand in [-…-], its own words in {+…+}: colours
say the same again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from onrecord.core.visible import one_line, visible

if TYPE_CHECKING:
    from onrecord.match.statements.drift import Change, Departure, Segment

LEGEND = "[-only in the fullest wording-] {+only here+}"

_AS_IT_STANDS = frozenset({"same", "shift", "unlike"})
"""Kinds of segments of which the report's own words are shown without a mark."""
_LONG = 60
"""Characters from which what was cut is shortened: the whole wording stands above."""
_HEAD, _TAIL = 4, 3
"""Words that are left of it."""
_OPENING = "“‘«„(["
_OPENING_MARKS = re.compile(r"(?:^|(?<=\s))[“‘«„(\[\"']+\Z")


def drawn(departure: Departure) -> Text:
    """The report's words with what is gone, what is new and what stands in the place of what."""
    shown, end = Text(), None
    for segment in departure.segments:
        if segment.span is not None:
            if end is not None and segment.span.start != end:
                shown = _append(shown, "[…]", "dim", apart=True)
            end = segment.span.end
        for text, style, apart in _pieces(segment):
            shown = _append(shown, text, style, apart=apart)
    shown.rstrip()
    return shown


def _pieces(segment: Segment) -> Iterator[tuple[str, str, bool]]:
    """A segment as stretches of text, each with its style and whether it stands apart."""
    base, here = segment.base_text, segment.text
    if segment.kind in _AS_IT_STANDS:
        if here:
            yield here, "", False
        return
    before, behind = _around(base, here)
    base, here = base[len(before) : len(base) - len(behind)], here[len(before) : len(here) - len(behind)]
    if before:
        yield before, "", False
    if base:
        shown = _shortened(one_line(base)) if segment.kind == "cut" else one_line(base)
        yield f"[-{shown}-]", "dim" if segment.kind == "cut" else "red", not here
    if here:
        yield f"{{+{one_line(here)}+}}", "green", False
    if behind:
        yield behind, "", False


_TYPOGRAPHY = str.maketrans("“”„«»‘’\n\t", '"""""\'\'  ')
_HEAD_MARKS = re.compile(r"\A\W*")
_TAIL_MARKS = re.compile(r"\W*\Z")


def _around(base: str, here: str) -> tuple[str, str]:
    """White space and marks before and behind the words that both have, or the only one that is there.

    They are given as the report has them.
    """
    found = []
    for marks in (_HEAD_MARKS, _TAIL_MARKS):
        own = _found(marks, here or base)
        other = _found(marks, base or here)
        alike = own.translate(_TYPOGRAPHY) == other.translate(_TYPOGRAPHY)
        found.append(own if alike and ((base and here) or own.isspace()) else "")
    return found[0], found[1]


def _found(marks: re.Pattern[str], text: str) -> str:
    match = marks.search(text)
    return match[0] if match else ""


def _append(shown: Text, text: str, style: str, *, apart: bool) -> Text:
    """The text with a stretch more; white space is single, and there is some where words would run on."""
    opening = _OPENING_MARKS.search(shown.plain) if apart else None
    if opening:
        # A quotation mark stays with the words that it opens.
        shown = shown[: opening.start()]
    flat = visible(" ".join(f"|{text}|".split())[1:-1])
    if not shown.plain or shown.plain[-1].isspace():
        flat = flat.lstrip()
    elif _needs_space(shown.plain, flat, apart=apart):
        shown.append(" ")
    shown.append(flat, style)
    return shown.append(f" {opening[0].strip()}") if opening else shown


def _needs_space(before: str, text: str, *, apart: bool) -> bool:
    if before[-1] in _OPENING or text[:1].isspace():
        return False
    if apart or before.endswith("[…]"):
        return True
    return before.endswith("-]") and (text[:1].isalnum() or text[:1] in _OPENING)


def _shortened(text: str) -> str:
    words = text.split()
    if len(text) <= _LONG or len(words) <= _HEAD + _TAIL:
        return text
    return " ".join([*words[:_HEAD], "…", *words[-_TAIL:]])


_TELLING = ("number", "date", "name", "negation", "hedge", "paraphrased", "quoted")
"""Kinds of changes that a reader is told of by name, the gravest first."""
_MARKS = {"paraphrased": "no longer in quotation marks", "quoted": "in quotation marks only here"}


def summary(departure: Departure) -> str:
    """What changed, in words; "" where there is nothing that the words themselves do not show."""
    if not departure.alike:
        otherwise = "worded otherwise: too little in common to compare word by word"
        return "; ".join(dict.fromkeys([otherwise, *map(_told, departure.changes)]))
    if not departure.changes:
        return "the same words"
    told = sorted((each for each in departure.changes if each.kind in _TELLING), key=_gravity)
    return "; ".join(dict.fromkeys(map(_told, told)))


def _gravity(change: Change) -> int:
    return _TELLING.index(change.kind)


def _told(change: Change) -> str:
    base, here = one_line(change.base_text), one_line(change.text)
    if change.kind in _MARKS:
        return f"{_MARKS[change.kind]}: {_shortened(base)}"
    if base and here:
        return f"{change.kind} changed: {base} → {here}"
    return f"{change.kind} dropped: {base}" if base else f"{change.kind} added: {here}"
