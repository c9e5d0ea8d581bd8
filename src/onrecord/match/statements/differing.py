"""Words between quotation marks that differ between reports of one statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.match.statements.cautions import Caution, Evidence, Told, outlets
from onrecord.match.statements.changes import Difference, Kind, Words
from onrecord.match.statements.drift import when
from onrecord.match.statements.forms import spelling_of
from onrecord.match.statements.quoting import Passage, Side

GRAVITY: tuple[Difference, ...] = (
    "number",
    "date",
    "name",
    "negation",
    "hedge",
    "replaced",
    "added",
    "dropped",
)
"""The differences that are warned of, the gravest first."""
_GRAVE: dict[Kind, Difference] = {each: each for each in GRAVITY}


@dataclass(frozen=True, slots=True)
class _Spot:
    """Words of the base that another relay has otherwise; either may have none."""

    base: range
    here: range
    change: Difference


@dataclass(frozen=True, slots=True)
class Variant:
    """What one relay says at a spot, and the same with a word on either side."""

    told: Told
    here: range
    around: range

    @property
    def forms(self) -> tuple[str, ...]:
        """The words as they are compared."""
        return tuple(spelling_of(self.told.words[at].form) for at in self.here)

    @property
    def evidence(self) -> Evidence:
        """The words, or where there are none, those between which they are missing."""
        return self.told.evidence(self.here or self.around)


def differing(passage: Passage) -> Iterator[Caution]:
    """The warnings of one passage, in the order of its words."""
    spots = [(side, spot) for side in passage.sides for spot in _spots(passage.base.words, side)]
    for several in _overlapping(spots):
        place = range(min(s.base.start for _, s in several), max(s.base.stop for _, s in several))
        change = min((spot.change for _, spot in several), key=GRAVITY.index)
        own = {id(side): spot for side, spot in several}
        sides = (_of_side(side, place, own.get(id(side)), passage.base.words) for side in passage.sides)
        variants = [variant(passage.base, place), *(each for each in sides if each)]
        if len({variant.forms for variant in variants}) > 1:
            yield _caution(variants, change)


def _spots(base: Words, side: Side) -> Iterator[_Spot]:
    """Where a relay and the base quote one passage in other words, without a gap in either."""
    here = side.told.words
    kinds = {(0, at): step.kind for step in side.steps for at in step.base}
    kinds |= {(1, at): step.kind for step in side.steps for at in step.here}
    shared = [(one, at) for one, at in side.places.items() if base[one].quoted and here[at].quoted]
    for before, behind in pairwise([None, *shared, None]):
        one = range(before[0] + 1 if before else 0, behind[0] if behind else len(base))
        other = range(before[1] + 1 if before else 0, behind[1] if behind else len(here))
        if not (before and behind):
            # At an end only words in the place of others differ: what is missing there is not quoted.
            one = range(*_near(one, kinds, 0, from_end=before is None))
            other = range(*_near(other, kinds, 1, from_end=before is None))
            if not one or not other:
                continue
        changes = [_GRAVE.get(kinds[0, at]) for at in one] + [_GRAVE.get(kinds[1, at]) for at in other]
        grave = [change for change in changes if change]
        whole = _is_whole(base, one, behind is not None) and _is_whole(here, other, behind is not None)
        if grave and len(grave) == len(changes) and whole:
            yield _Spot(one, other, min(grave, key=GRAVITY.index))


def _near(
    places: range, kinds: dict[tuple[int, int], Kind], which: int, *, from_end: bool
) -> tuple[int, int]:
    """Of the words at an end those next to the shared ones that were changed, not cut."""
    start, stop = places.start, places.stop
    if from_end:
        at = stop
        while at > start and kinds[which, at - 1] in _GRAVE:
            at -= 1
        return at, stop
    at = start
    while at < stop and kinds[which, at] in _GRAVE:
        at += 1
    return start, at


def _is_whole(words: Words, places: range, goes_on: bool) -> bool:
    """Whether these words are quoted, an editor's are not among them, and no gap is there."""
    until = places.stop + 1 if goes_on else places.stop
    return all(words[at].quoted and not words[at].bracketed for at in places) and not any(
        words[at].gap for at in range(max(places.start, 1), until)
    )


def _overlapping(spots: Sequence[tuple[Side, _Spot]]) -> Iterator[list[tuple[Side, _Spot]]]:
    """The spots of all relays, those of one place of the base together."""
    group: list[tuple[Side, _Spot]] = []
    end = 0
    for side, spot in sorted(spots, key=lambda each: (each[1].base.start, each[1].base.stop)):
        if group and not _meets(spot, group[-1][1], end):
            yield group
            group, end = [], 0
        end = max(end, spot.base.stop)
        group.append((side, spot))
    if group:
        yield group


def _meets(spot: _Spot, last: _Spot, end: int) -> bool:
    """Whether a spot begins before others end, or words were put in where they end."""
    return spot.base.start < end or (spot.base.start == end and not (spot.base and last.base))


def _of_side(side: Side, place: range, own: _Spot | None, base: Words) -> Variant | None:
    """What a relay quotes at a place of the base; None where it does not quote it whole."""
    places, here = side.places, side.told.words
    before = places.get(place.start - 1) if place.start else None
    behind = places.get(place.stop) if place.stop < len(base) else None
    inner = [at for one in place if (at := places.get(one)) is not None]
    inner += own.here if own else ()
    start = before + 1 if before is not None else min(inner, default=None)
    stop = behind if behind is not None else max(inner, default=-1) + 1
    if start is None or (before is None and behind is None) or start > stop:
        return None
    if (before is None or behind is None) and not (own or len(inner) == len(place)):
        return None
    found = range(start, stop)
    return variant(side.told, found) if _is_whole(here, found, behind is not None) else None


def variant(told: Told, here: range) -> Variant:
    """The variant at some places of a relay's words."""
    around = range(max(0, here.start - 1), min(len(told.words), here.stop + 1))
    return Variant(told, here, around)


def _caution(variants: Sequence[Variant], change: Difference) -> Caution:
    """One reading against all others, or several against each other."""
    several = readings(variants)
    if change in {"added", "dropped"}:
        change = "dropped" if several[0][0].here else "added"
    evidence = tuple(each.evidence for reading in several for each in reading)
    shown = list(map(attributed, several))
    alone = several[-1]
    if len(several) == 2 and alone[0].here and _reports(alone) == 1 and _reports(several[0]) > 1:
        count = _reports(several[0])
        sentence = (
            f"{_quoted(alone)} stands in one report alone ({outlets(v.told.relay for v in alone)});"
            f" {count} others quote the same passage with {shown[0]}."
        )
        return Caution("only_here", sentence, evidence, change)
    sentence = f"Reports quote this passage differently: {'; '.join(shown)}."
    return Caution("quoted_differently", sentence, evidence, change)


def readings(variants: Sequence[Variant]) -> list[list[Variant]]:
    """The variants by what they say: those that most reports have first, then the earliest."""
    alike: dict[tuple[str, ...], list[Variant]] = {}
    for each in variants:
        alike.setdefault(each.forms, []).append(each)
    return sorted(alike.values(), key=lambda some: (-_reports(some), min(when(v.told.relay) for v in some)))


def attributed(reading: Sequence[Variant]) -> str:
    """What some say alike, and whose reports they are in."""
    return f"{_quoted(reading)} ({outlets(each.told.relay for each in reading)})"


def _reports(reading: Sequence[Variant]) -> int:
    return len({variant.told.relay.report_id for variant in reading})


def _quoted(reading: Sequence[Variant]) -> str:
    first = reading[0]
    return f"“{first.told.shown(first.around)}”"
