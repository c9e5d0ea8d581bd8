"""A sentence as its verbs are read: what happened, who did it, to what; by small words and marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Literal

from onrecord.core import Quotation, Relay, Report, Span
from onrecord.core.tables import rows, several
from onrecord.ledger.timewords import past_forms
from onrecord.match.statements.spoken import Word, words

Voice = Literal["active", "passive"]
Happening = Literal["happened", "to come", "refused"]

_BREAKS = frozenset(",;:—–()…")
_QUOTES = str.maketrans(dict.fromkeys("“”\"«»„'’‘"))
_JOINTS = frozenset(
    "that and but or while as because after who which where so said says saying then though although".split()
)
PREPOSITIONS = frozenset(
    "of in at on to for from with by under over across between near into against through within without "
    "about outside inside along around behind beyond off before after until till since during despite "
    "amid following".split()
)
PLACING = frozenset("of in at near over across between from with to outside inside into".split())
_DETERMINERS = frozenset("the a an its his her their our my this that these those".split())
_ADVERBS = frozenset("now already also just finally today still even only soon almost nearly".split())
_FINITE = frozenset("is are was were has have had will would can could may might must shall should".split())
_TIMES = frozenset(
    "yesterday today tonight tomorrow again last this next early earlier late later on monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)
_FUTURE = frozenset({"will", "shall"})
_AHEAD = frozenset("due set expected scheduled plans plan planning aims intends is are slated".split())


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a sentence in a text, asked for by their place."""

    words: tuple[Word, ...]
    span: Span
    text: str

    def form(self, at: int) -> str:
        """The word at a place, "" where there is none."""
        return self.words[at].form if 0 <= at < len(self.words) else ""

    def forms(self, places: range) -> list[str]:
        """The words at some places."""
        return [self.words[at].form for at in places]

    def kins(self, places: range) -> list[str]:
        """The same as they are compared."""
        return [self.words[at].kin for at in places]

    def marks(self, at: int) -> str:
        """What stands before a word, without white space and quotation marks; "." at the end."""
        if at >= len(self.words):
            return "."
        start = self.words[at - 1].span.end if at else self.span.start
        return "".join(self.text[start : self.words[at].span.start].translate(_QUOTES).split())

    def has_phrase(self, at: int, phrase: Sequence[str]) -> bool:
        """Whether these forms stand at a place."""
        return tuple(self.forms(range(at, min(at + len(phrase), len(self.words))))) == tuple(phrase)

    def breaks(self, at: int) -> bool:
        """Whether another clause, or none, begins at a place."""
        marks = self.marks(at)
        return bool(_BREAKS & set(marks)) or "--" in marks or "." in marks or self.form(at) in _JOINTS

    def hull(self, places: range) -> Span:
        """From the first to the last of some words."""
        return Span(self.words[places[0]].span.start, self.words[places[-1]].span.end)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for a noun: `core` up to its first preposition, `whole` with all that hangs on it."""

    core: range
    whole: range

    @property
    def head(self) -> int:
        """The place of the word that says what it is."""
        return self.core[-1]


@dataclass(frozen=True, slots=True)
class Event:
    """A verb as a sentence tells of it: `verb` are its words, `group` begins with its auxiliaries."""

    verb: range
    group: int
    voice: Voice
    happening: Happening
    subject: Phrase | None
    object: Phrase | None


@lru_cache(maxsize=1024)
def said(text: str, span: Span) -> Said:
    """The words of a sentence that stands in a text."""
    sentence = span.of(text)
    content = (Span(0, len(sentence)),)
    relay = Relay("", "", Report(sentence, "", ""), Quotation("", "indirect", content))
    return Said(tuple(_shifted(word, span.start) for word in words(relay)), span, text)


def _shifted(word: Word, by: int) -> Word:
    return replace(word, span=word.span.shifted(by))


def event(told: Said, verb: range) -> Event | None:
    """What a sentence tells of one of its verbs; None where it is not plain that it happened or will."""
    at = _skip_back(told, verb.start - 1)
    before = told.form(at)
    passive = before == "been" or before in {"be", "was", "were"}
    if before in {"be", "been"}:
        at = _skip_back(told, at - 1)
    found = _happening(told, verb, at, before)
    if found is None:
        return None
    happening, group = found
    subject = _subject(told, group)
    return Event(verb, group, "passive" if passive else "active", happening, subject, _object(told, verb))


def _happening(told: Said, verb: range, at: int, before: str) -> tuple[Happening, int] | None:
    """Whether a verb happened, and the first place of its group; `at` is the last auxiliary but "be"."""
    auxiliary = told.form(at)
    if auxiliary in {"has", "have"}:
        # "May have opened": a modal makes it no news.
        modal = told.form(_skip_back(told, at - 1)) in _FINITE | {"to", "not"}
        return None if modal or before == "be" else ("happened", at)
    if auxiliary in _FUTURE | {"not", "never", "to"}:
        return _to_come(told, at)
    if before in {"was", "were"}:
        return "happened", at
    if before in {"be", "been"} or not _is_simple_past(told, verb, auxiliary):
        return None
    return "happened", at + 1


def _to_come(told: Said, at: int) -> tuple[Happening, int] | None:
    """As in "will", "will not", "is due to", whose last word stands at a place."""
    ahead = _skip_back(told, at - 1)
    if told.form(at) in _FUTURE:
        return "to come", at
    if told.form(at) != "to":
        return ("refused", ahead) if told.form(ahead) in _FUTURE else None
    if told.form(ahead) not in _AHEAD:
        return None
    be = _skip_back(told, ahead - 1)
    return "to come", be if told.form(be) in {"is", "are"} else ahead


def _is_simple_past(told: Said, verb: range, auxiliary: str) -> bool:
    form = told.form(verb.start)
    past = form in past_forms() or form.endswith("ed")
    barred = auxiliary in _FINITE | {"to", "being", "having", "am", "did", "do", "does", "be", "been"}
    return past and not barred and not _is_reduced(told, verb)


def _is_reduced(told: Said, verb: range) -> bool:
    """Whether a participle may tell of its noun: "the pier opened in spring is closed"."""
    for at in range(verb.stop, len(told.words)):
        if told.breaks(at):
            return False
        if told.form(at) in _FINITE:
            return True
    return False


def _skip_back(told: Said, at: int) -> int:
    while at >= 0 and (
        told.form(at) in _ADVERBS or (len(told.form(at)) > 4 and told.form(at).endswith("ly"))
    ):
        at -= 1
    return at


def _subject(told: Said, group: int) -> Phrase | None:
    """The words from the last break up to a verb group, an opening "in ..." left out."""
    end = group
    while end > 0 and _skip_back(told, end - 1) != end - 1:
        end = _skip_back(told, end - 1) + 1
    if end <= 0 or told.breaks(group) or told.breaks(end):
        return None
    start = end - 1
    while start > 0 and not told.breaks(start):
        start -= 1
    if told.form(start) in _JOINTS:
        start += 1
    # "At noon the pier ...", "few believe the pier ...": the noun begins with its article.
    opened = told.form(start) in PREPOSITIONS
    until = end if opened else next((at for at in range(start, end) if told.form(at) in PREPOSITIONS), end)
    articles = (at for at in range(start + 1, until) if told.form(at) in _DETERMINERS)
    nouns = [at for at in articles if told.form(at - 1) not in PREPOSITIONS]
    if nouns or opened:
        start = nouns[-1] if nouns else end
    if any(told.form(at) in _FINITE for at in range(start, end)):
        return None
    return phrase(told, range(start, end))


def _object(told: Said, verb: range) -> Phrase | None:
    """The words behind a verb up to a break; None where no noun follows."""
    end = verb.stop
    while end < len(told.words) and not (end > verb.stop and told.breaks(end)) and not _closes(told, end):
        end += 1
    if verb.stop >= len(told.words) or told.breaks(verb.stop) or told.form(verb.stop) in _TIMES | _ADVERBS:
        return None
    return phrase(told, range(verb.stop, end))


def _closes(told: Said, at: int) -> bool:
    return bool(_BREAKS & set(told.marks(at)))


def phrase(told: Said, whole: range) -> Phrase | None:
    """A noun with what hangs on it; None where there is none."""
    core_end = next((at for at in whole if told.form(at) in PREPOSITIONS), whole.stop)
    start = whole.start
    while start < core_end and told.form(start) in _DETERMINERS:
        start += 1
    times = next((at for at in range(start, core_end) if told.form(at) in _TIMES), core_end)
    return Phrase(range(start, times), range(start, whole.stop)) if times > start else None


@cache
def table(kind: str) -> frozenset[tuple[str, ...]]:
    """The phrases of a kind of `data/status_words.tsv`."""
    found = ((several(cell), told) for cell, told, _ in rows(__package__, "status_words"))
    return frozenset(tuple(each.split()) for cell, told in found if told == kind for each in cell)


def find(told: Said, places: Iterable[int], kind: str) -> Iterator[bool]:
    """For each of some places, whether a phrase of a kind begins there."""
    known = table(kind)
    return (any(told.has_phrase(at, each) for each in known) for at in places)
