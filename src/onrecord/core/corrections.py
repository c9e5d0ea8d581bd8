"""Corrections by people, and how they hold on to a text.

As selectors of W3C Web Annotation do: by position in a text of a known hash, and by the quoted words with
what stands before and after them, so that they are found again where the text has changed elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from onrecord.core.errors import NotFound, Repeated
from onrecord.core.spans import Span, Spans
from onrecord.core.types import QuotationType, SpeakerKind

CorrectionKind = Literal["span", "speaker", "none", "missed", "deadline"]
CONTEXT = 32
"""Characters kept of what stands before and after quoted words; so many words' characters need none."""
_NEAR = 200
"""Characters on either side of a quotation in which its parts are looked for first."""
_SENTENCE_END = re.compile(r"[.!?][\"'”’»]*\s")
_LINE_END = re.compile(r"\n")
_SHOWN = 8
_ALIKE = {mark: f"[{re.escape(marks)}]" for marks in ('"“”„‟«»＂', "'‘’‚‛‹›") for mark in marks}

Roles = Mapping[str, Spans]
"""Spans by role: content, source and cue of a quotation; those of a commitment."""


class Anchor(NamedTuple):
    """One span with its role, its words, and up to `CONTEXT` characters before and after them."""

    role: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @classmethod
    def at(cls, text: str, role: str, span: Span) -> Anchor:
        """What holds on to a span of `text`."""
        before = text[max(0, span.start - CONTEXT) : span.start]
        return cls(role, *span, span.of(text), before, text[span.end : span.end + CONTEXT])

    @property
    def span(self) -> Span:
        """Where it stood in the text it was made on."""
        return Span(self.start, self.end)

    def places(self, text: str) -> list[Span]:
        """Where it stands in another text: its one place, several that cannot be told apart, or none.

        The words count with all their context; else with that of one side; alone only where they are long.
        """
        whole = _found(text, self.prefix, self.exact, self.suffix)
        if whole:
            return whole
        sides = {
            place
            for prefix, suffix in ((self.prefix, ""), ("", self.suffix))
            if prefix or suffix
            for place in _found(text, prefix, self.exact, suffix)
        }
        if sides or len(self.exact) < CONTEXT:
            return sorted(sides)
        return _found(text, "", self.exact, "")


def _found(text: str, prefix: str, exact: str, suffix: str) -> list[Span]:
    whole, places = prefix + exact + suffix, []
    at = text.find(whole)
    while at >= 0:
        start = at + len(prefix)
        places.append(Span(start, start + len(exact)))
        at = text.find(whole, at + 1)
    return places


def anchored(text: str, roles: Roles) -> tuple[Anchor, ...]:
    """What holds on to these spans of `text`."""
    return tuple(Anchor.at(text, role, span) for role, spans in roles.items() for span in spans)


class Lost(Exception):
    """A correction has no place in a text; the message says why, for readers."""


def placed(
    anchors: Iterable[Anchor], text: str, *, same: bool, needed: str | None = None
) -> dict[str, Spans]:
    """The spans of the anchors in `text`, by role; `same` where it is the text they were made on.

    Raises `Lost` where one has no place of its own, or not the place among the others that it had; where only
    one role is `needed`, others are left out instead.
    """
    found: dict[str, list[Span]] = {}
    order: list[tuple[int, int]] = []
    for anchor in anchors:
        places = [anchor.span] if same else anchor.places(text)
        if len(places) == 1:
            found.setdefault(anchor.role, []).append(places[0])
            order.append((anchor.start, places[0].start))
        elif needed in (None, anchor.role):
            words = " ".join(anchor.exact.split())
            short = words if len(words) <= 2 * CONTEXT else f"{words[: 2 * CONTEXT]}…"
            raise Lost(f"“{short}” is in the report {'no longer' if not places else 'more than once now'}")
    if [now for _, now in sorted(order)] != sorted(now for _, now in order):
        raise Lost("its words stand in another order now")
    return {role: tuple(spans) for role, spans in found.items()}


@dataclass(frozen=True, slots=True)
class CorrectedSpeaker:
    """Who says something according to a person; `entity` is the id in the registry where one was given."""

    name: str
    kind: SpeakerKind
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What one person put right in one report, and where.

    `target` is the id of the quotation or commitment as it was then, `anchors` where it stood. `span` and
    `missed` give a quotation the spans `spans` and the type `type`, `made` is its id in that text. `speaker`
    is who says it, None for nobody. `earliest` and `latest` are days (ISO 8601): None is open, both None
    says that no deadline is stated. `whole`: somebody went through the whole report, and this is one of the
    differences. `at` and `undone_at` are ISO 8601; `by` and `undone_by` begin with "person:".
    """

    id: str
    report_id: str
    what: CorrectionKind
    text_sha256: str
    target: str
    anchors: tuple[Anchor, ...]
    by: str
    why: str
    at: str
    spans: tuple[Anchor, ...] = ()
    type: QuotationType | None = None
    made: str | None = None
    speaker: CorrectedSpeaker | None = None
    earliest: str | None = None
    latest: str | None = None
    whole: bool = False
    position: int = 0
    undone_at: str | None = None
    undone_by: str | None = None


def find_words(text: str, words: str, *, near: Span | None = None, at: int | None = None) -> Span:
    """Where words that somebody typed stand in `text`; white space and the form of marks may differ.

    Of several places that nearest to the offset `at` is meant; without one, the only one, or the only one
    in the sentence of the span `near`, else in its line, else not far from it. Raises `NotFound` where that
    is none, `Repeated` where it is several.
    """
    parts = ("".join(_ALIKE.get(char, re.escape(char)) for char in part) for part in words.split())
    pattern = r"\s+".join(parts)
    places = [Span(*match.span()) for match in re.finditer(pattern, text)] if pattern else []
    if not places:
        hint = "give the report's own words; white space and the form of quotation marks do not matter"
        raise NotFound(f"“{words}”: these words are not in the report", hint)
    if at is not None:
        return min(places, key=lambda place: (abs(place.start - at), place))
    if len(places) > 1 and near is not None:
        about = ([place for place in places if each.covers(place)] for each in _around(text, near))
        places = next(filter(None, about), places)
    if len(places) > 1:
        offsets = ", ".join(str(place.start) for place in places[:_SHOWN])
        more = ", …" if len(places) > _SHOWN else ""
        raise Repeated(
            f"“{words}”: these words are in the report more than once",
            f"give more of them, or the offset of one: {offsets}{more}",
            tuple(place.start for place in places),
        )
    return places[0]


def _around(text: str, near: Span) -> Iterator[Span]:
    """What stands around a span: its sentence or sentences, its line or lines, and some of what is beyond."""
    for end in (_SENTENCE_END, _LINE_END):
        before = [match.end() for match in end.finditer(text, 0, near.start)]
        after = end.search(text, max(near.start, near.end - 2))
        yield Span(before[-1] if before else 0, after.end() if after else len(text))
    yield Span(near.start - _NEAR, near.end + _NEAR)


def hull(spans: Sequence[Span]) -> Span:
    """From the first character of the spans to the last."""
    return Span(min(span.start for span in spans), max(span.end for span in spans))
