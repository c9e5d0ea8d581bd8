"""Who the parties of a topic are, where a report says so in words of the table."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from onrecord.ledger.dossier.moods import is_real
from onrecord.ledger.dossier.pages import Page
from onrecord.ledger.dossier.topics import Lexicon, Topic, mentions
from onrecord.ledger.dossier.types import Event, Line
from onrecord.ledger.dossier.words import kind_of, phrases
from onrecord.match.roles import place_key

_TABLE = "dossier_parties"
_LEAST_LISTED = 2
_FORMS_OF_STATE = frozenset({"republic", "kingdom", "principality", "commonwealth", "federation", "duchy"})

Names = tuple[tuple[int, int], ...]


def parties(page: Page, topic: Topic, lexicon: Lexicon) -> Iterator[tuple[Hashable, Line]]:
    """The parties of the topic that a page tells of; one that left has an event that says so."""
    for first, end in mentions(page, topic):
        for names, proof_first, proof_end, left in _told(page, lexicon, first, end):
            proof = page.proof(page.span(proof_first, proof_end))
            events = (Event("ended", None, None, (proof,)),) if left else ()
            for start, stop in names:
                name = page.shown(start, stop)
                yield place_key(name), Line(name, "named", (proof,), events)


def _told(page: Page, lexicon: Lexicon, first: int, end: int) -> Iterator[tuple[Names, int, int, bool]]:
    for words, value in phrases(_TABLE, "behind"):
        if tuple(page.folded[end : end + len(words)]) == words:
            names, stop = listed(page, lexicon, end + len(words))
            if value != "list" or len(names) >= _LEAST_LISTED:
                yield names, first, stop, False
            break
    for kind in ("ahead", "left"):
        for words, value in phrases(_TABLE, kind):
            start = first - len(words)
            if start < 0 or tuple(page.folded[start:first]) != words:
                continue
            names = _listed_before(page, lexicon, start)
            if names and (value == "one" or len(names) >= _LEAST_LISTED) and is_real(page, names[0][0]):
                yield names, names[0][0], end, kind == "left"
            break


def listed(page: Page, lexicon: Lexicon, at: int) -> tuple[Names, int]:
    """The names listed from a place on ("Norvia, Merrow and Caldria"), and the place behind the last."""
    names: list[tuple[int, int]] = []
    end = at
    while True:
        start = _name_start(page, end)
        stop = lexicon.name_end(page, start)
        if stop is None or _is_no_party(page, start, stop):
            break
        names.append((start, stop))
        end = stop
        if page.form(end) == "and":
            closing = lexicon.name_end(page, _name_start(page, end + 1))
            if closing is not None and not _is_no_party(page, _name_start(page, end + 1), closing):
                return (*names, (_name_start(page, end + 1), closing)), closing
            break
        if page.form(end) != ",":
            break
        end = end + 1 + (page.form(end + 1) == "and")
    # A list that does not close with "and" is none: what follows the comma is something else.
    return tuple(names[:1]), names[0][1] if names else at


def _name_start(page: Page, at: int) -> int:
    """Past "the" and "the Republic of"."""
    at += page.form(at) == "the"
    if page.form(at) in _FORMS_OF_STATE and page.form(at + 1) == "of":
        return at + 2 + (page.form(at + 2) == "the")
    return at


def _is_no_party(page: Page, first: int, end: int) -> bool:
    return any(kind_of(page.form(at)) for at in range(first, end))


def _listed_before(page: Page, lexicon: Lexicon, end: int) -> Names:
    """The names listed right before a place, the last of them alone where the list says no more."""
    sentence = page.sentence(end - 1)
    for start in range(sentence.first, end):
        if not page.proper(start) or (page.proper(start - 1) and page.spaced(start)):
            continue
        names, stop = listed(page, lexicon, start)
        if names and stop == end and len(names) >= _LEAST_LISTED:
            return names
    last = page.run_start(end - 1) if page.proper(end - 1) else end
    alone = last < end and page.form(last - 1) not in {"and", "of", "or", "nor", ",", "-"}
    return ((last, end),) if alone and not _is_no_party(page, last, end) else ()


def known(found: Sequence[Line]) -> list[str]:
    """The names of those that are parties still."""
    return [line.name for line in found if not any(event.kind == "ended" for event in line.events)]
