"""How a report's wording differs from the fullest one, word by word and in a sentence, for readers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.core.visible import one_line, visible
from onrecord.match.statements.drift import Change, Departure, Segment

StretchKind = Literal["same", "cut", "dropped", "added", "gap"]
OPEN = {"cut": "[-", "dropped": "[-", "added": "{+"}
CLOSE = {"cut": "-]", "dropped": "-]", "added": "+}"}

_AS_IT_STANDS = frozenset({"same", "shift", "unlike"})
"""Kinds of segments of which the report's own words are shown without a mark."""
_LONG = 60
"""Characters from which what was cut is shortened: the whole wording stands above."""
_HEAD, _TAIL = 4, 3
"""Words that are left of it."""
_OPENING = "“‘«„(["
_OPENING_MARKS = re.compile(r"(?:^|(?<=\s))[“‘«„(\[\"']+\Z")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a comparison on one line: words of both, of the fullest wording, or of the report alone.

    Of "cut" the fullest wording has more before or behind what the report quotes; it is shortened. A "gap"
    is where the report breaks off and goes on.
    """

    kind: StretchKind
    text: str

    @property
    def plain(self) -> str:
        """The text with marks around it that tell its kind: `[-gone-]`, `{+new+}`."""
        return f"{OPEN.get(self.kind, '')}{self.text}{CLOSE.get(self.kind, '')}"


def compared(departure: Departure) -> tuple[Stretch, ...]:
    """The report's words with what is gone, what is new and what stands in the place of what."""
    line, end = _Line(), None
    for segment in departure.segments:
        if segment.span is not None:
            if end is not None and segment.span.start != end:
                line.add(Stretch("gap", "[…]"), apart=True)
            end = segment.span.end
        for stretch, apart in _pieces(segment):
            line.add(stretch, apart=apart)
    return line.stretches()


class _Line:
    """Stretches as they come, with single white space, and some where words would run on."""

    def __init__(self) -> None:
        self._parts: list[tuple[StretchKind, str]] = []
        self._plain = ""

    def add(self, stretch: Stretch, *, apart: bool) -> None:
        opening = _OPENING_MARKS.search(self._plain) if apart else None
        if opening:
            # A quotation mark stays with the words that it opens.
            self._cut(len(opening[0]))
        flat = visible(" ".join(f"|{stretch.plain}|".split())[1:-1])
        if not self._plain or self._plain[-1].isspace():
            flat = flat.lstrip()
        elif _needs_space(self._plain, flat, apart=apart):
            self._put("same", " ")
        self._put(stretch.kind, flat)
        if opening:
            self._put("same", f" {opening[0]}")

    def stretches(self) -> tuple[Stretch, ...]:
        self._cut(len(self._plain) - len(self._plain.rstrip()))
        found: list[Stretch] = []
        for kind, plain in self._parts:
            text = plain.removeprefix(OPEN.get(kind, "")).removesuffix(CLOSE.get(kind, ""))
            if kind == "same" and found and found[-1].kind == "same":
                text = found.pop().text + text
            if text:
                found.append(Stretch(kind, text))
        return tuple(found)

    def _put(self, kind: StretchKind, plain: str) -> None:
        self._parts.append((kind, plain))
        self._plain += plain

    def _cut(self, length: int) -> None:
        """Take so many characters off the end, all of them words that both have."""
        self._plain = self._plain[: len(self._plain) - length]
        while length and self._parts:
            kind, plain = self._parts.pop()
            if len(plain) > length:
                self._parts.append((kind, plain[:-length]))
            length = max(0, length - len(plain))


def _pieces(segment: Segment) -> Iterator[tuple[Stretch, bool]]:
    """A segment as stretches, each with whether it stands apart."""
    base, here = segment.base_text, segment.text
    if segment.kind in _AS_IT_STANDS:
        if here:
            yield Stretch("same", here), False
        return
    before, behind = _around(base, here)
    base, here = base[len(before) : len(base) - len(behind)], here[len(before) : len(here) - len(behind)]
    if before:
        yield Stretch("same", before), False
    if base:
        cut = segment.kind == "cut"
        shown = _in_short(one_line(base)) if cut else one_line(base)
        yield Stretch("cut" if cut else "dropped", shown), not here
    if here:
        yield Stretch("added", one_line(here)), False
    if behind:
        yield Stretch("same", behind), False


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


def _needs_space(before: str, text: str, *, apart: bool) -> bool:
    if before[-1] in _OPENING or text[:1].isspace():
        return False
    if apart or before.endswith("[…]"):
        return True
    return before.endswith("-]") and (text[:1].isalnum() or text[:1] in _OPENING)


def _in_short(text: str) -> str:
    """The text with its middle left out where it is long."""
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
        return f"{_MARKS[change.kind]}: {_in_short(base)}"
    if base and here:
        return f"{change.kind} changed: {base} → {here}"
    return f"{change.kind} dropped: {base}" if base else f"{change.kind} added: {here}"
