"""How the relays of one statement differ from its most complete wording, word by word.

The base is the earliest of the most complete (`fullness.py`), by day of publication, then by id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import fsum
from typing import get_args

from onrecord.core import Relay, Span, Spans
from onrecord.match.statements.changes import Difference, Kind, Words
from onrecord.match.statements.comparison import compared
from onrecord.match.statements.forms import PERSON
from onrecord.match.statements.fullness import Telling, fullest
from onrecord.match.statements.pieces import Marks, Piece, covering, in_pieces, stretches
from onrecord.match.statements.spoken import Word, words
from onrecord.match.statements.wording import is_content_word, stem_of

_DIGITS = 3
"""Of what a wording tells, so that it is the same in whatever order it is added."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference from the base; the spans are offsets in the two reports' texts and hold whole words.

    `base` and `span` are None where that side has nothing. What is "cut" stands in the base before or behind
    what the report quotes, or where it shows a gap; "paraphrased" has lost its quotation marks, whether or
    not its words changed too, "quoted" has come by them.
    """

    kind: Difference
    base: Span | None
    span: Span | None
    base_text: str
    text: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the two contents side by side, ready to be drawn.

    The segments of one side, in order, are all characters of its content (but parts without a word); none
    goes beyond one part of it. "same" is equal but for case, spelling and typography; "shift" is the same
    word in another form or person, or what an editor put in brackets; "unlike" is all of both, where they
    have too little in common. A change that goes on over several parts of a content has several segments.
    """

    kind: Kind
    base: Span | None
    span: Span | None
    base_text: str
    text: str
    marks: Marks = "kept"
    """Whether words of both stand between quotation marks in the base alone (lost) or the other (gained)."""


@dataclass(frozen=True, slots=True)
class Departure:
    """How one relay differs from the base.

    `similarity` (0 to 1) is the weight of the words both have, in what both tell: what is cut does not count.
    Where they have too little in common, `alike` is False and there are no changes.
    """

    relay: str
    similarity: float
    alike: bool
    changes: tuple[Change, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """How the relays of a statement differ from the most complete wording; `base` is the id of its relay."""

    base: str
    departures: tuple[Departure, ...]
    """Of all other relays, by day of publication, then by id."""


def drift(relays: Sequence[Relay]) -> Drift:
    """How the relays of one statement differ; raises ValueError where there are none."""
    if not relays:
        raise ValueError("no relays, so no wording to compare with: a statement has at least one")
    said = {relay.id: words(relay) for relay in relays}
    base = most_complete(relays, said)
    others = sorted((relay for relay in relays if relay.id != base.id), key=when)
    return Drift(base.id, tuple(_departure(base, said[base.id], other, said[other.id]) for other in others))


def when(relay: Relay) -> tuple[str, str]:
    """The order of relays: by day of publication, those without one last, then by id."""
    published = relay.report.published or relay.report.dateline
    return (published.value[:10] if published else "9999", relay.id)


def most_complete(relays: Sequence[Relay], said: dict[str, tuple[Word, ...]]) -> Relay:
    """The base, by the rule at the top of this file; `said` are the words of each relay."""
    among = fullest([telling(said[relay.id]) for relay in relays])
    return min((relays[number] for number in among), key=when)


def telling(said: Words) -> Telling:
    """How much the words tell that are the speaker's, each counted once."""
    own = [word for word in said if not word.bracketed and _tells(word)]
    return Telling(_weight(own), _weight(word for word in own if word.quoted))


def _weight(said: Iterable[Word]) -> float:
    return round(fsum({word.kin: word.weight for word in said}.values()), _DIGITS)


def _tells(word: Word) -> bool:
    return word.sort == "number" or (is_content_word(stem_of(word.form)) and word.kin not in _AUXILIARIES)


_AUXILIARIES = frozenset({PERSON, "@be", "@have", "@do", "@will", "@can", "@may"})
"""Kin of pronouns and auxiliary verbs."""


def _departure(base: Relay, said: Words, other: Relay, told: Words) -> Departure:
    comparison = compared(said, told)
    sides = _Side(base, said), _Side(other, told)
    pieces = in_pieces(comparison.steps, said, told)
    changes = tuple(_changes(pieces, *sides) if comparison.alike else ())
    segments = tuple(_segments(pieces, *sides))
    return Departure(other.id, comparison.similarity, comparison.alike, changes, segments)


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two that are compared."""

    relay: Relay
    words: Words

    @property
    def content(self) -> Spans:
        return tuple(sorted(self.relay.quotation.content))

    def text(self, span: Span | None) -> str:
        return span.of(self.relay.report.text) if span else ""

    def hull(self, places: range) -> Span | None:
        """From the first to the last of some words."""
        return Span(self.words[places[0]].span.start, self.words[places[-1]].span.end) if places else None


def _changes(pieces: Sequence[Piece], base: _Side, other: _Side) -> Iterator[Change]:
    """What is no longer as it was; a stretch without its marks comes before what changed in it."""
    for marks, stretch in stretches(pieces):
        if marks != "kept":
            kind: Difference = "paraphrased" if marks == "lost" else "quoted"
            yield from (_change(kind, one, here, base, other) for one, here in _wholes(stretch, base, other))
        for piece in stretch:
            changed = _DIFFERENCES.get(piece.kind)
            if changed and changed != "paraphrased":
                yield _change(changed, piece.base, piece.here, base, other)


_DIFFERENCES: dict[Kind, Difference] = {each: each for each in get_args(Difference)}


def _wholes(stretch: Sequence[Piece], base: _Side, other: _Side) -> Iterator[tuple[range, range]]:
    """A stretch as one, or as one for each part of the two contents."""
    both = [piece for piece in stretch if piece.base and piece.here]
    for _, several in groupby(both, lambda p: (base.words[p.base[0]].part, other.words[p.here[0]].part)):
        run = list(several)
        kept = [at for piece in run if piece.kind in _SAID_AGAIN for at in piece.base]
        # Of “I am content” as "that he is “content”" no word that tells anything lost its marks.
        if any(_tells(base.words[at]) for at in kept):
            yield range(run[0].base[0], run[-1].base[-1] + 1), range(run[0].here[0], run[-1].here[-1] + 1)


_SAID_AGAIN = frozenset({"same", "shift", "paraphrased"})


def _change(kind: Difference, one: range, here: range, base: _Side, other: _Side) -> Change:
    spans = base.hull(one), other.hull(here)
    return Change(kind, *spans, base.text(spans[0]), other.text(spans[1]))


def _segments(pieces: Sequence[Piece], base: _Side, other: _Side) -> Iterator[Segment]:
    kinds = [piece.kind for piece in pieces]
    ones = covering(kinds, [piece.base for piece in pieces], base.words, base.content)
    heres = covering(kinds, [piece.here for piece in pieces], other.words, other.content)
    for at, piece in enumerate(pieces):
        one, here = ones.get(at), heres.get(at)
        yield Segment(piece.kind, one, here, base.text(one), other.text(here), piece.marks or "kept")
