"""Routes and works of a topic: what joins which two places, what is built, and from when on.

A route is a pair of places beside a word such as "train": "trains between Lissen and Tarn", "the Lissen–Tarn
line". A work has a name in capitals: "the Orrin Bridge". Where a sentence denies it, there is no line.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import NamedTuple

from onrecord.ledger.dossier import moods, whens
from onrecord.ledger.dossier.pages import Page, Sentence
from onrecord.ledger.dossier.topics import Scope
from onrecord.ledger.dossier.types import Event, Project
from onrecord.ledger.dossier.words import kind_of, phrase_at, words_of_kind

_TABLE = "dossier_projects"
_DASHES = frozenset({"-", "–", "—", "/"})
_AND = frozenset({"and", "to", "with"})
_LINKING = frozenset({"linking", "connecting", "links", "connects", "link", "connect", "joining"})
_AHEAD, _BEHIND = 12, 5
"""So many words before a route or a work, and behind it, can deny it."""
_MORE = ((",", "as", "well", "as"), ("as", "well", "as"), (",", "and"), ("and",), (",",))


class Pair(NamedTuple):
    """Two places that something joins, by the words from `first` up to `end`."""

    first: int
    end: int
    one: str
    other: str


def projects(scope: Scope) -> Iterator[tuple[Hashable, Project]]:
    """The routes and works of the topic that a page tells of."""
    page = scope.page
    for sentence in page.sentences:
        sort = _sort(page, sentence)
        found = list(_pairs(page, sentence)) if sort else []
        for pair in found:
            basis = scope.basis(pair.first)
            if basis is None or sort is None or _is_denied(page, sentence, pair.first, pair.end):
                continue
            ends = tuple(sorted((pair.one, pair.other)))
            events = tuple(_events(page, sentence, sort))
            name = f"{ends[0]}–{ends[1]}"
            proof = page.proof(page.span(pair.first, pair.end))
            line = Project(name, basis, (proof,), events, kind=sort, ends=(ends[0], ends[1]))
            yield (sort, ends), line
        yield from _works(scope, sentence)


def _sort(page: Page, sentence: Sentence) -> str | None:
    """What sort of route a sentence speaks of; None where of none, or of several."""
    places = range(sentence.first, sentence.end)
    found = (phrase_at(page.folded, at, _TABLE, "route") for at in places)
    sorts = {phrase.value for phrase in found if phrase is not None}
    return sorts.pop() if len(sorts) == 1 else None


def _pairs(page: Page, sentence: Sentence) -> Iterator[Pair]:
    """All pairs of places that are joined, "as well as Lissen and Tarn" behind another pair among them."""
    at = sentence.first
    while at < sentence.end:
        pair = _pair(page, at)
        if pair is None:
            at += 1
            continue
        yield pair
        at = pair.end
        while (more := _another(page, at, dashed=_is_dashed(page, pair))) is not None:
            yield more
            at = more.end


def _is_dashed(page: Page, pair: Pair) -> bool:
    return any(page.form(at) in _DASHES for at in range(pair.first, pair.end))


def _pair(page: Page, at: int) -> Pair | None:
    word = page.form(at)
    if word == "between":
        return _joined(page, at, at + 1, {"and"})
    if word == "from":
        return _joined(page, at, at + 1, {"to"})
    if word in _LINKING:
        return _joined(page, at, at + 1, _AND)
    return _joined(page, at, at, _DASHES)


def _joined(page: Page, first: int, at: int, joints: frozenset[str] | set[str]) -> Pair | None:
    """Two names in capitals with a joint between."""
    one = _place_end(page, at)
    if one is None or page.form(one) not in joints:
        return None
    other = _place_end(page, one + 1)
    if other is None:
        return None
    names = page.shown(at, one), page.shown(one + 1, other)
    return Pair(first, other, *names) if names[0] != names[1] else None


def _place_end(page: Page, at: int) -> int | None:
    """The place behind a name of up to three words; a hyphen ends it."""
    end = at
    while (
        page.proper(end) and end - at < 3 and (end == at or page.spaced(end)) and not kind_of(page.form(end))
    ):
        end += 1
    return end if end > at else None


def _another(page: Page, at: int, *, dashed: bool) -> Pair | None:
    """A second pair behind a first: "and Orrin–Tarn", "as well as Lissen and Tarn", "and between ..."."""
    for words in _MORE:
        if tuple(page.folded[at : at + len(words)]) != words:
            continue
        start = at + len(words)
        if page.form(start) in {"between", "from"}:
            return _pair(page, start)
        return _joined(page, start, start, _DASHES if dashed else {"and"})
    return None


def _works(scope: Scope, sentence: Sentence) -> Iterator[tuple[Hashable, Project]]:
    """Works with a name of their own that ends in a word of the table."""
    page, nouns = scope.page, words_of_kind(_TABLE, "work")
    for at in range(sentence.first, sentence.end):
        if page.form(at) not in nouns or not page.proper(at) or (page.proper(at + 1) and page.spaced(at + 1)):
            continue
        first = page.run_start(at)
        basis = scope.basis(at)
        if first == at or basis is None or page.possessive(first) or _is_denied(page, sentence, first, at):
            continue
        proof = page.proof(page.span(first, at + 1))
        name = page.shown(first, at + 1)
        events = tuple(_events(page, sentence, None))
        yield name.casefold(), Project(name, basis, (proof,), events, kind=page.form(at))


def _is_denied(page: Page, sentence: Sentence, first: int, end: int) -> bool:
    """Whether words near those from `first` up to `end`, in their clause, deny it: "no trains run"."""
    denied = words_of_kind("dossier_events", "denied")
    before = range(first - 1, max(sentence.first, first - _AHEAD) - 1, -1)
    behind = range(end, min(sentence.end, end + _BEHIND))
    for places in (before, behind):
        for at in places:
            if page.form(at) in {",", ";", ":"}:
                break
            if page.form(at) in denied:
                return True
    return False


def _events(page: Page, sentence: Sentence, sort: str | None) -> Iterator[Event]:
    """What becomes of a route or a work, on the days of its sentence or of the one that announces it."""
    for told, own in moods.happenings(page, sentence, "project"):
        to_come = told.kind in {"starts", "ends"}
        when = _announced(page, sentence, sort) if own is None and to_come and sort else own
        yield moods.event(page, told, when)


def _announced(page: Page, sentence: Sentence, sort: str) -> whens.When | None:
    """The days of the sentence before, where it speaks of such a route to come and names no other places."""
    before = page.before(sentence)
    if before is None or _sort(page, before) != sort or next(_pairs(page, before), None) is not None:
        return None
    to_come = any(told.kind == "starts" for told in moods.told(page, before, "project"))
    days = whens.ahead(page, before)
    return days[0] if to_come and len(days) == 1 else None
