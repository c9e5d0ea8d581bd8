"""Turns of a transcript: "ROWAN: We are ready." is Rowan speaking until the next turn; so are Q and A."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.core import Span, Spans, plain, trim

_TURN = re.compile(
    r"^ *(?P<mark>[\"“]?)"
    r"(?:(?P<letter>[QA])(?P<stop>[.:])|(?P<name>[^\W\d_][\w.'’ -]{1,40}?)(?P<colon>:)) +(?=\S)",
    re.MULTILINE,
)
_LINE = re.compile(r"[^\n]+")
_LEAST = 3
"""With fewer turns a name in capitals and a colon is more likely a heading."""
_SHORTEST = 3
_OFTEN = 2
"""A name that is not in capitals must come back, and another too, or the lines are a list."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before the next one does: name, colon, and the words paragraph by paragraph.

    `sure` is False where later paragraphs may be the reporter's: nothing marks them as spoken.
    """

    name: Span
    colon: Span
    words: Spans
    sure: bool = True


def turns(text: str) -> Iterator[Turn]:
    r"""The turns of `text` in order; none where it does not look like a transcript.

    The last turn is one paragraph long: where it ends and the report goes on, nothing says.

    >>> text = "ROWAN: Yes.\nAnd soon.\nIDE: When?\nROWAN: In May."
    >>> [(t.name.of(text), [w.of(text) for w in t.words]) for t in turns(text)]
    [('ROWAN', ['Yes.', 'And soon.']), ('IDE', ['When?']), ('ROWAN', ['In May.'])]
    """
    view = plain(text)
    for turn in _in_plain(view.text):
        words = tuple(view.original(span) for span in turn.words)
        yield Turn(view.original(turn.name), view.original(turn.colon), words, turn.sure)


def _in_plain(text: str) -> Iterator[Turn]:
    matches = [match for match in _TURN.finditer(text) if _label(match)[0].isupper()]
    labels = _labels(Counter(_label(match) for match in matches))
    if sum(_label(match) in labels for match in matches) < _LEAST:
        return
    # A label that comes once ends the turn before it, whatever it is; a full name there takes a turn itself.
    ends = [m.start() for m in matches[1:]] + [len(text)]
    for i, (match, end) in enumerate(zip(matches, ends, strict=True)):
        if _label(match) not in labels and not _full_name(_label(match)):
            continue
        words: list[Span] = []
        for line in _LINE.finditer(text, match.end(), end):
            span = trim(trim(Span(*line.span()), text), text, '"“”' if match["mark"] else None)
            if words and (i == len(matches) - 1 or span.of(text).startswith(("(", "["))):
                break
            if any(c.isalnum() for c in span.of(text)):
                words.append(span)
        if words:
            name, colon = ("letter", "stop") if match["letter"] else ("name", "colon")
            sure = len(words) == 1 or bool(match["mark"])
            yield Turn(Span(*match.span(name)), Span(*match.span(colon)), tuple(words), sure)


def _full_name(label: str) -> bool:
    """Whether a label can only be somebody's name: two words or more, all with a capital."""
    return " " in label and all(word[0].isupper() for word in label.split())


def _label(match: re.Match[str]) -> str:
    return match["letter"] or match["name"]


def _labels(counts: Counter[str]) -> set[str]:
    """Which words before a colon are speakers: names in capitals, Q and A, and names that take turns."""
    capitals = {label for label in counts if label.isupper() and len(label) >= _SHORTEST}
    letters = {"Q", "A"} if counts["Q"] and counts["A"] else set()
    often = {label for label, count in counts.items() if count >= _OFTEN} - {"Q", "A"}
    return capitals | letters | (often if len(often) > 1 else set())
