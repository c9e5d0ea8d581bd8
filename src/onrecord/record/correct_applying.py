"""Laying corrections over what the model said of a report: pure, so that doing it again gives the same.

They are laid one by one in the order in which they were made: a later one finds what the earlier have put
right, and counts for what both touch. What has no place in the text, or is about a quotation that is not
there, changes nothing and says so.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.core import Quotation, Report, Spans, Speaker, quotation_id
from onrecord.core.corrections import Correction, Lost, Roles, placed
from onrecord.record.correct_items import LEAST, Item, Kin, likest, meant, nested, overlap, same_content
from onrecord.record.correct_speakers import Cast
from onrecord.record.identity import hash_of_text
from onrecord.record.judging import PERSON

State = Literal["applied", "agreed", "overruled", "unanchored", "undone"]


@dataclass(frozen=True, slots=True)
class Before:
    """The deadline that a correction takes the place of; all is None where none is stated."""

    earliest: str | None = None
    latest: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a correction in a text.

    `agreed`: the model says so itself. `overruled`: `by` is the id of a later correction of the same.
    `unanchored`: it changes nothing, and `reason` says why. `target` is the id of the quotation, or of the
    commitment, that it is about now; None where there is none. `before` is what stands without it, where that
    is a deadline.
    """

    state: State
    target: str | None = None
    by: str | None = None
    reason: str | None = None
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """The quotations of a report with what people put right.

    `marks` are the ids of the corrections that hold for a quotation, by its id; `outcomes` what became of
    each correction that was not undone, by its id.
    """

    quotations: tuple[Quotation, ...]
    marks: Mapping[str, tuple[str, ...]]
    outcomes: Mapping[str, Outcome]


def apply(report: Report, said: Sequence[Quotation], corrections: Iterable[Correction]) -> Applied:
    """Lay the corrections of a report, in the order in which they were made, over what the model said of it.

    Those that were undone have no effect, but tell what earlier and later ones are about. Deadlines are left
    to the ledger.
    """
    ours = [each for each in corrections if each.what != "deadline"]
    if all(each.undone_at is not None for each in ours):
        return Applied(tuple(said), {}, {})
    return _Laying(report, said).lay(ours)


class _Laying:
    def __init__(self, report: Report, said: Sequence[Quotation]) -> None:
        self._report = report
        self._digest = hash_of_text(report)
        self._said = said
        self._items = [Item(each, each) for each in said]
        self._instead: dict[str, str | None] = {}
        self._kin = Kin()
        self._outcomes: dict[str, Outcome] = {}
        self._about: dict[str, Item] = {}
        self._denied: list[tuple[Correction, Spans]] = []

    def lay(self, corrections: Sequence[Correction]) -> Applied:
        places = {each.id: place for each in corrections if (place := self._place(each)) is not None}
        for each in corrections:
            if each.what == "span" and each.id in places:
                target, spans = places[each.id]
                self._kin.join(target["content"], spans["content"])
        for each in corrections:
            if each.undone_at is None and each.id in places:
                self._lay(each, *places[each.id])
        quotations = self._finished()
        for identity, item in self._about.items():
            if item in self._items:
                self._outcomes[identity] = replace(self._outcomes[identity], target=item.quotation.id)
        marks = {
            item.quotation.id: tuple(dict.fromkeys(each.id for each in sorted_by_time(item.by.values())))
            for item in self._items
            if item.by
        }
        return Applied(quotations, marks, self._outcomes)

    def _place(self, each: Correction) -> tuple[Roles, Roles] | None:
        """Where the quotation stands that a correction is about, and the spans that it gives it."""
        text, same = self._report.text, each.text_sha256 == self._digest
        try:
            target = placed(each.anchors, text, same=same, needed="content")
            return target, placed(each.spans, text, same=same)
        except Lost as lost:
            if each.undone_at is None:
                self._outcomes[each.id] = Outcome("unanchored", reason=str(lost))
            return None

    def _lay(self, each: Correction, target: Roles, spans: Roles) -> None:
        if each.what in {"span", "missed"}:
            self._give_spans(each, target, spans)
        elif each.what == "none":
            self._take_out(each, meant(self._items, target, self._kin))
            self._denied.append((each, target["content"]))
        elif (item := meant(self._items, target, self._kin)) is None:
            self._outcomes[each.id] = Outcome("unanchored", reason="nobody is quoted there now")
        else:
            self._give_speaker(each, item)

    def _give_spans(self, each: Correction, target: Roles, spans: Roles) -> None:
        item = same_content(self._items, spans["content"])
        if each.what == "span":
            wrong = meant(self._items, target, self._kin)
            if item is not None and wrong is not None and wrong.quotation.content == target["content"]:
                self._merge(wrong, item)
            item = item or wrong
        item = item or likest(self._items, spans)
        if item is None:
            nothing = Quotation("", each.type or "indirect", ())
            self._items.append(item := Item(nothing, None, anew=True))
            for denied, content in self._denied:
                if overlap(content, spans["content"]) >= LEAST:
                    self._overrule(denied, each)
        elif item.quotation.source != spans.get("source", ()):
            item.anew = "speaker" not in item.by
        item.quotation = replace(
            item.quotation,
            id=quotation_id(self._digest, spans["content"]),
            type=each.type or item.quotation.type,
            content=spans["content"],
            source=spans.get("source", ()),
            cue=spans.get("cue", ()),
        )
        self._overrule(item.by.get("spans"), each)
        item.by["spans"] = each
        self._note(each, item, agreed=item.said is not None and _same_spans(item.said, item.quotation))

    def _merge(self, wrong: Item, right: Item) -> None:
        """Where the model has both what was wrong and what is right of one quotation, the wrong one goes."""
        if wrong is not right:
            self._items.remove(wrong)
            self._leave(wrong, right.said.id if right.said else None)

    def _leave(self, item: Item, instead: str | None) -> None:
        """Note what stands around that in which something was nested, as the model names it."""
        if item.said is not None:
            self._instead[item.said.id] = instead

    def _give_speaker(self, each: Correction, item: Item) -> None:
        told, reason = each.speaker, f"corrected by {each.by.removeprefix(PERSON)}"
        who = None if told is None else Speaker("", told.name, told.kind, reason)
        agreed = _called(item.said.speaker if item.said else None) == _called(who)
        item.quotation, item.anew = replace(item.quotation, speaker=who), item.anew and item.said is None
        self._overrule(item.by.get("speaker"), each)
        item.by["speaker"] = each
        self._note(each, item, agreed=agreed and item.said is not None)

    def _take_out(self, each: Correction, item: Item | None) -> None:
        self._outcomes[each.id] = Outcome("applied" if item else "agreed")
        if item is not None:
            self._items.remove(item)
            self._leave(item, item.said.nested_in if item.said else None)
            for earlier in item.by.values():
                self._overrule(earlier, each)

    def _note(self, each: Correction, item: Item, *, agreed: bool) -> None:
        self._outcomes[each.id] = Outcome("agreed" if agreed else "applied")
        self._about[each.id] = item

    def _overrule(self, earlier: Correction | None, later: Correction) -> None:
        if earlier is not None:
            self._outcomes[earlier.id] = Outcome("overruled", by=later.id)

    def _finished(self) -> tuple[Quotation, ...]:
        self._in_order()
        for item in self._items:
            if item.by:
                item.quotation = replace(item.quotation, confidence=1.0, grade="record")
        for item, outer in nested(self._items, self._instead):
            item.quotation = replace(item.quotation, nested_in=outer)
        Cast(self._report, self._items).name_speakers()
        return tuple(item.quotation for item in self._items)

    def _in_order(self) -> None:
        """Put what has other spans in its place in the text, and leave the rest as the model ordered it."""
        moved = {id(item) for item in self._items if "spans" in item.by}
        kept = [item for item in self._items if id(item) not in moved]
        others = [item for item in self._items if id(item) in moved]
        for item in sorted(others, key=_start):
            kept.insert(bisect(kept, _start(item), key=_start), item)
        self._items = kept


def sorted_by_time(corrections: Iterable[Correction]) -> list[Correction]:
    """The corrections in the order in which they were made."""
    return sorted(corrections, key=lambda each: (each.at, each.position, each.id))


def _start(item: Item) -> tuple[int, int]:
    content = item.quotation.content
    return min(span.start for span in content), -max(span.end for span in content)


def _same_spans(one: Quotation, other: Quotation) -> bool:
    return (one.content, one.source, one.cue, one.type) == (
        other.content,
        other.source,
        other.cue,
        other.type,
    )


def _called(who: Speaker | None) -> tuple[str, str] | None:
    return None if who is None else (who.name, who.kind)
