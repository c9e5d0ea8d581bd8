"""One report's quotations while corrections are laid over them: which is meant, and what was put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.core import Quotation, Spans
from onrecord.core.corrections import Correction, Roles

Aspect = Literal["spans", "speaker"]
LEAST = 0.5
"""Share of the characters of two contents that both have, where one has the other's place."""


@dataclass(slots=True, eq=False)
class Item:
    """A quotation with what the model said of it, None where it found none, and what was put right.

    `by` is the correction that counts for each aspect; `anew` is set where the speaker has to be read again,
    as other words name who speaks.
    """

    quotation: Quotation
    said: Quotation | None
    by: dict[Aspect, Correction] = field(default_factory=dict)
    anew: bool = False


def same_content(items: Iterable[Item], content: Spans) -> Item | None:
    """The quotation with this very content."""
    return next((item for item in items if item.quotation.content == content), None)


def likest(items: Iterable[Item], wanted: Roles) -> Item | None:
    """The quotation that is most alike to the spans wanted, if any is alike."""
    best: tuple[float, Item] | None = None
    for item in items:
        share = alike(item.quotation, wanted)
        if share is not None and (best is None or share > best[0]):
            best = share, item
    return best and best[1]


def alike(quotation: Quotation, wanted: Roles) -> float | None:
    """How much of its content a quotation shares with the spans wanted; None where it is another one.

    The words for the act of saying tell: with the same, any character in common will do, and with others it
    is another one, as what is told within what is told shares most of its content with that. Where they are
    not known of both, half of what either has must be in common.
    """
    if quotation.content == wanted["content"]:
        return 1.0
    share, cue = overlap(quotation.content, wanted["content"]), wanted.get("cue", ())
    if quotation.cue and cue:
        told = any(one.overlaps(other) for one in quotation.cue for other in cue)
        return share if told and share else None
    return share if share >= LEAST else None


def overlap(one: Spans, other: Spans) -> float:
    """How much of the characters that either covers both cover, 0 to 1."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    either = sum(span.end - span.start for span in (*one, *other)) - both
    return both / either if either else 0.0


class Kin:
    """Contents that are one quotation's at different times: what a correction was made on, and what it made.

    Corrections that were undone count too: a later one on what an earlier had made is meant for the
    quotation that both are about.
    """

    def __init__(self) -> None:
        self._to: dict[Spans, set[Spans]] = {}

    def join(self, one: Spans, other: Spans) -> None:
        """Say that two contents are one quotation's."""
        self._to.setdefault(one, set()).add(other)
        self._to.setdefault(other, set()).add(one)

    def of(self, content: Spans) -> list[Spans]:
        """The content, then all that are one with it, the nearest first."""
        found = [content]
        for each in found:
            found += sorted(self._to.get(each, set()) - set(found))
        return found


def meant(items: Sequence[Item], wanted: Roles, kin: Kin) -> Item | None:
    """The quotation that a correction was made on, or what has its place now."""
    for content in kin.of(wanted["content"]):
        if (item := same_content(items, content)) is not None:
            return item
    return likest(items, wanted)


def nested(items: Sequence[Item], instead: Mapping[str, str | None]) -> list[tuple[Item, str | None]]:
    """The id of the quotation in which each is nested now.

    What the model says holds between those of which nobody put the spans right; else a quotation is nested in
    the smallest that covers it. `instead` has what is to be taken in place of one that has gone, all by the
    model's ids.
    """
    spanned = [item for item in items if "spans" in item.by]
    by_id = {item.said.id: item for item in items if item.said}
    found: list[tuple[Item, str | None]] = []
    for item in items:
        given = item.said.nested_in if item.said else None
        while given is not None and given in instead:
            given = instead[given]
        outer = by_id.get(given) if given else None
        if item in spanned or outer in spanned:
            found.append((item, _smallest_around(item, items)))
        elif outer is not None:
            found.append((item, outer.quotation.id))
        else:
            found.append((item, _smallest_around(item, spanned)))
    return found


def _smallest_around(item: Item, others: Iterable[Item]) -> str | None:
    size = _size(item)
    around = [
        other
        for other in others
        if _size(other) > size
        and all(any(span.covers(part) for span in other.quotation.content) for part in item.quotation.content)
    ]
    return min(around, key=_size).quotation.id if around else None


def _size(item: Item) -> int:
    return sum(span.end - span.start for span in item.quotation.content)
