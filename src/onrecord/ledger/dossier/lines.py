"""Finds of many pages joined: what several sentences or reports tell of one thing is one line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from onrecord.ledger.dossier.types import Basis, Event, EventKind, Line, Proof

_Line = TypeVar("_Line", bound=Line)
_STRENGTH: dict[Basis, int] = {"named": 0, "related": 1, "context": 2}
_NO_DAY = "9999"


def ordered(proofs: Iterable[Proof]) -> tuple[Proof, ...]:
    """Each proof once, the earliest report first."""
    return tuple(sorted(set(proofs), key=place_of))


def place_of(proof: Proof) -> tuple[str, str, int, int]:
    """What proofs are put in order by: the day, the report, the place in it; the undated come last."""
    return proof.day or _NO_DAY, proof.report, *proof.span


def joined(
    found: Iterable[tuple[Hashable, _Line]], finish: Callable[[_Line, Sequence[_Line]], _Line] | None = None
) -> tuple[_Line, ...]:
    """One line for each key, in the order in which reports first tell of them.

    A line has the name that most places give it, the shorter of those that as many do. `finish` adds to it
    what only lines of its sort have, from those it was made of.
    """
    groups: dict[Hashable, list[_Line]] = defaultdict(list)
    for key, line in found:
        groups[key].append(line)
    lines = [finish(_as_one(group), group) if finish else _as_one(group) for group in groups.values()]
    return tuple(sorted(lines, key=lambda line: place_of(line.sources[0])))


def _as_one(lines: Sequence[_Line]) -> _Line:
    names = Counter(line.name for line in lines)
    name = min(names, key=lambda each: (-names[each], len(each), each))
    return replace(
        lines[0],
        name=name,
        basis=min((line.basis for line in lines), key=_STRENGTH.__getitem__),
        sources=ordered(proof for line in lines for proof in line.sources),
        events=events_of(event for line in lines for event in line.events),
    )


def events_of(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events in order of time, each once with all its proofs; one without days is told by one with days."""
    groups: dict[tuple[EventKind, str | None, str | None], list[Proof]] = defaultdict(list)
    for event in events:
        groups[event.kind, event.earliest, event.latest] += event.words
    dated = {kind for kind, earliest, _ in groups if earliest}
    found = [
        Event(kind, earliest, latest, ordered(proofs))
        for (kind, earliest, latest), proofs in groups.items()
        if earliest or latest or kind not in dated
    ]
    return tuple(
        sorted(found, key=lambda each: (each.earliest or _NO_DAY, each.latest or _NO_DAY, each.kind))
    )
