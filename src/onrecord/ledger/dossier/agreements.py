"""Agreements of a topic: by what name, and when they were signed, came into force, or are to be.

Their words are a name in capitals ("the Treaty of Lissen", "the Agreement on Pilots"), or a noun with what
it is about before it ("a new fisheries agreement"). One between others is left out.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

from onrecord.ledger.dossier import moods, whens
from onrecord.ledger.dossier.decisions import DECIDING
from onrecord.ledger.dossier.pages import Page, Sentence
from onrecord.ledger.dossier.topics import Scope
from onrecord.ledger.dossier.types import Basis, Event, Line
from onrecord.ledger.dossier.words import kind_of, words_of_kind
from onrecord.match.statements.wording import is_content_word, stem_of
from onrecord.resolve.tables import tables

_TABLE = "dossier_agreements"
_AGAIN = frozenset({"the", "this", "that"})
_PLAIN = frozenset(
    {"new", "earlier", "current", "existing", "previous", "old", "draft", "final", "first", "second"}
)
"""Words before "treaty" that do not say which."""
_DETERMINERS = frozenset(
    {"a", "an", "the", "this", "that", "its", "their", "our", "another", "no", "any", "every"}
)
_SUBJECTS = frozenset({"he", "she", "it", "they", "we", "there", "more", "all", "both"})
_FROM = frozenset({"signing", "signature", "conclusion", "ratification", "of", "the"})
_NOUNS_BEFORE = 3
_LONGEST = 14
_SAYING_WHICH = frozenset({"to", "on", "that"})
_YEAR_DIGITS = 4
_ACTING = frozenset({"body", "office"})
_CLAUSES = frozenset({";", ":", "but", "while"})


class Named(NamedTuple):
    """An agreement's words from `first` up to `end`; `again` where they say no more than "the treaty"."""

    first: int
    end: int
    head: int
    again: bool


def agreements(scope: Scope) -> Iterator[tuple[Hashable, Line]]:
    """The agreements of the topic that a page tells of, with what became of them."""
    page = scope.page
    last: dict[str, tuple[frozenset[str], Line]] = {}
    for sentence in page.sentences:
        here = list(_named(scope, sentence))
        for named in here:
            head = page.form(named.head)
            if named.again and head in last:
                key, before = last[head]
                yield key, _line(scope, named, before.name, before.basis, here)
                continue
            basis = _basis(scope, named)
            if basis is None:
                last.pop(head, None)
                continue
            key = _key(page, named)
            line = _line(scope, named, page.shown(named.first, named.end), basis, here)
            last[head] = key, line
            if line.events or (len(key) > 1 and scope.names_topic(sentence.first, sentence.end)):
                yield key if len(key) > 1 else (page.witness.id, named.first), line


def _named(scope: Scope, sentence: Sentence) -> Iterator[Named]:
    page, at = scope.page, sentence.first
    while at < sentence.end:
        if kind_of(page.form(at)) != "agreement":
            at += 1
            continue
        named = _proper(scope, at) if page.words.capital(at) else _common(scope, at)
        if not _acts(page, named) and not _is_consent(page, at):
            yield named
        at = max(named.end, at + 1)


def _is_consent(page: Page, head: int) -> bool:
    """Whether it is what somebody agrees on, and no treaty: "agreement that Norvia should pay more"."""
    at = head + 2
    stated = page.words.capital(at) or page.form(at) in _DETERMINERS | _SUBJECTS
    return page.form(head + 1) == "that" and stated


def _acts(page: Page, named: Named) -> bool:
    """Whether the words are an alliance: "the Northern Pact's council", "leaders of the Northern Pact"."""
    if page.form(named.end) == "'s" and page.words.capital(named.head):
        return True
    at = named.first - 1 - (page.form(named.first - 1) == "the")
    return page.form(at) == "of" and (page.form(at - 1) in DECIDING or kind_of(page.form(at - 1)) in _ACTING)


def _proper(scope: Scope, head: int) -> Named:
    """A name in capitals, with what it is on, between whom, and what it establishes."""
    page = scope.page
    first, end = page.run_start(head), page.run_end(head)
    end = _extended(scope, end)
    bare = end - first == 1
    first = min([first, *(start for start, stop in scope.mentions if start < first <= stop)])
    return Named(first, end, head, bare and page.form(first - 1) in _AGAIN)


def _extended(scope: Scope, end: int) -> int:
    """Past "on ...", "establishing ..." where these have a name in capitals; whose it is stays out."""
    page, joints = scope.page, words_of_kind(_TABLE, "join")
    while page.form(end) in joints:
        at = end + 1 + (page.form(end + 1) == "the")
        owner = page.form(end) == "of" and scope.mention_at(at) is not None
        if not page.proper(at) or page.form(end) == "in" or owner:
            return end
        end = page.run_end(at)
        while page.form(end) in {"and", "&"} and page.proper(end + 1):
            end = page.run_end(end + 1)
    return end


def _common(scope: Scope, head: int) -> Named:
    """A noun in small letters, with the words before that say what it is about: "a security agreement"."""
    page, first = scope.page, head
    while head - first < _NOUNS_BEFORE and page.spaced(first) and _is_about(page, first - 1):
        first -= 1
    end = _extended(scope, head + 1)
    about = [at for at in range(first, head) if page.form(at) not in _PLAIN]
    first = about[0] if about else first
    first = min([first, *(start for start, stop in scope.mentions if start < first <= stop)])
    again = not about and end == head + 1 and page.form(first - 1) in _AGAIN
    if not about and not again and end == head + 1 and page.form(end) in _SAYING_WHICH:
        end = _clause_end(page, end)
    return Named(first, end, head, again)


def _clause_end(page: Page, at: int) -> int:
    """The place behind the words that say which agreement it is: "to allow ferries into the harbour"."""
    last = min(at + _LONGEST, page.sentence(at).end)
    return next((place for place in range(at, last) if not page.form(place).isalnum()), last)


def _is_about(page: Page, at: int) -> bool:
    form = page.form(at)
    if not form.isalnum() or form in _DETERMINERS or form in tables().function_words - _PLAIN:
        return False
    if form.endswith("ing"):  # "A fishing pact", but not "after signing pacts".
        return page.form(at - 1) in _DETERMINERS | _PLAIN
    return not form.endswith(("ed", "ly")) or page.words.capital(at)


def _key(page: Page, named: Named) -> frozenset[str]:
    """What tells agreements apart: the stems of their words, in any order."""
    words = page.folded[named.first : named.end]
    stems = {
        stem_of(word) for word in words if word.isalnum() and word not in _PLAIN and not word.isdecimal()
    }
    return frozenset(
        stem for stem in stems if is_content_word(stem) or stem == stem_of(page.form(named.head))
    )


def _line(scope: Scope, named: Named, name: str, basis: Basis, here: Sequence[Named]) -> Line:
    proof = scope.page.proof(scope.page.span(named.first, named.end))
    return Line(name, basis, (proof,), tuple(_events(scope.page, named, here)))


def _basis(scope: Scope, named: Named) -> Basis | None:
    """Why an agreement belongs to the topic; one that names others, or is owned by others, does not."""
    page = scope.page
    if (
        scope.names_topic(named.first, named.end)
        or _is_owned(scope, named.end)
        or len(scope.parties_in(named.first, named.end)) > 1
    ):
        return "named"
    if page.possessive(named.first):
        ahead = named.first - 1
        mine = scope.mention_before(ahead) is not None
        return "named" if mine else None
    if _is_with_others(scope, named):
        return None
    return scope.basis(named.head)


def _is_owned(scope: Scope, end: int) -> bool:
    """Whether the words behind say that it is the topic's."""
    page = scope.page
    at = end + 1 + (page.form(end + 1) == "the")
    return page.form(end) == "of" and scope.mention_at(at) is not None


def _is_with_others(scope: Scope, named: Named) -> bool:
    """Whether it is said to be between, with or of somebody who is no party."""
    page = scope.page
    for at in range(named.first, min(named.end + 1, len(page))):
        if page.form(at) not in {"between", "with", "of"}:
            continue
        start = at + 1 + (page.form(at + 1) == "the")
        if not page.proper(start):
            continue
        stop = page.run_end(start)
        if page.form(at) == "of" and at < named.end:
            continue
        while page.form(stop) in {"and", ","} and page.proper(stop + 1):
            stop = page.run_end(stop + 1)
        if not scope.names_topic(start, stop) and len(scope.parties_in(start, stop)) < (
            2 if page.form(at) == "between" else 1
        ):
            return True
    return False


def _events(page: Page, named: Named, here: Sequence[Named]) -> Iterator[Event]:
    sentence = page.sentence(named.head)
    yield from _anniversary(page, sentence, named)
    for told, when in moods.happenings(page, sentence, "agreement"):
        if _told_of(told, here) == named and not _is_parted(page, named, told):
            yield moods.event(page, told, when)
    year = page.form(named.first)
    if year.isdecimal() and len(year) == _YEAR_DIGITS and page.form(named.first - 1) in _AGAIN:
        words = (page.proof(page.span(named.first, named.first + 1)),)
        yield Event("dates from", f"{year}-01-01", f"{year}-12-31", words)


def _told_of(told: moods.Told, here: Sequence[Named]) -> Named:
    """The agreement that words tell of: the last before them, else the first behind them."""
    before = [each for each in here if each.first < told.first]
    return before[-1] if before else here[0]


def _is_parted(page: Page, named: Named, told: moods.Told) -> bool:
    low, high = min(named.end, told.end), max(named.first, told.first)
    return not _CLAUSES.isdisjoint(page.folded[low:high])


def _anniversary(page: Page, sentence: Sentence, named: Named) -> Iterator[Event]:
    """As in "in April it will be thirty years since the treaty": from April thirty years before."""
    for counted in whens.anniversaries(page, sentence):
        if counted.end <= named.first and set(page.folded[counted.end : named.first]) <= _FROM:
            when = whens.origin(page, sentence, counted)
            yield moods.event_of(page, "dates from", counted.first, counted.end, when)
