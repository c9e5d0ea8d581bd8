"""Spans: where in a report's text something stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """A run of characters: 0-based, end-exclusive, in code points of `report.text`.

    >>> text = "Rain is due, the minister said."
    >>> Span(13, 25).of(text)
    'the minister'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """The same span `by` characters further on."""
        return Span(self.start + by, self.end + by)


Spans = tuple[Span, ...]


def trim(span: Span, text: str, chars: str | None = None) -> Span:
    """The span without `chars` (white space by default) at its two ends; it may become empty.

    >>> trim(Span(0, 5), " one ")
    Span(start=1, end=4)
    """
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip(chars))
    end = span.end - (len(piece) - len(piece.rstrip(chars)))
    return Span(start, max(start, end))


def mask_of(length: int, spans: Iterable[Span]) -> bytearray:
    """One byte a character of a text of `length`: 1 where one of `spans` covers it, else 0."""
    mask = bytearray(length)
    claim(mask, spans)
    return mask


def claim(mask: bytearray, spans: Iterable[Span]) -> None:
    """Set the bytes of `mask` that `spans` cover to 1."""
    for start, end in spans:
        mask[start:end] = b"\x01" * (min(end, len(mask)) - start)
