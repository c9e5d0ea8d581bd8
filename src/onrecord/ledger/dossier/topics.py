"""The topic of a dossier: the names it goes by, its parties, and where a page speaks of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.core.tables import countries
from onrecord.ledger.dossier.pages import Page, forms_of
from onrecord.ledger.dossier.types import Basis
from onrecord.ledger.dossier.words import kind_of
from onrecord.match.roles import place_key
from onrecord.resolve.tables import fold, tables

_RELATION = re.compile(
    r"(?:relations|ties|relationship) (?:between|of) (?P<a>.+) and (?P<b>.+)"
    r"|(?P<c>.+?)(?: and | [-–—] )(?P<d>.+?)(?: relations| ties| relationship)?"
    r"|(?P<e>\w+)[-–—](?P<f>\w+) (?:relations|ties|relationship)",
)
_LEAST_TOPICAL = 3
"""So many sentences name the topic of a report that is about it, that of its title or lead among them."""
_INITIALS = 2
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Party:
    """A party as it is named; `forms` are its name, its people and its capital, `stem` what they share."""

    name: str
    forms: frozenset[tuple[str, ...]]
    stem: tuple[str, bool] | None = None

    def end(self, page: Page, at: int) -> int | None:
        """The place behind this party's name where it stands at a place."""
        if not page.words.capital(at):
            return None
        for form in self.forms:
            if tuple(page.folded[at : at + len(form)]) == form:
                return at + len(form)
        return at + 1 if self.stem and _stem(page.form(at)) == self.stem else None

    def within(self, words: str) -> bool:
        """Whether it is named in words such as those of a role ("Norvian president")."""
        tokens = forms_of(words)
        named = any(tokens[at : at + len(form)] == form for form in self.forms for at in range(len(tokens)))
        return named or any(self.stem is not None and _stem(token) == self.stem for token in tokens)


def party(name: str) -> Party:
    """A party by its name.

    >>> party("Norvia").within("Norvian foreign minister")
    True
    """
    forms = {forms_of(name)}
    known = next((each for each in countries() if fold(name) in map(fold, each.names)), None)
    if known:
        words = (*known.names, *known.adjectives, *known.people, *known.capitals)
        forms |= {forms_of(word) for word in words}
    single = len(forms_of(name)) == 1
    return Party(name, frozenset(forms), _stem(forms_of(name)[0]) if single else None)


def _stem(word: str) -> tuple[str, bool] | None:
    """What a place, its adjective and its people share."""
    return place_key(word) if word.isalpha() else None


@dataclass(frozen=True, slots=True)
class Topic:
    """What is asked for; of a relation of two parties there are no `names`."""

    asked: str
    names: tuple[tuple[str, ...], ...]
    parties: tuple[Party, ...] = ()


def topic_of(asked: str, also: Iterable[str] = ()) -> Topic:
    """The topic that these words name; `also` are other names of it.

    >>> [each.name for each in topic_of("Norvia and Merrow").parties]
    ['Norvia', 'Merrow']
    """
    asked = " ".join(asked.split()).removeprefix("the ").removeprefix("The ")
    found = _RELATION.fullmatch(asked)
    if found:
        pair = [word.strip() for word in found.groups() if word]
        if len(pair) == _PAIR and all(word[:1].isupper() for word in pair) and not _is_body(pair):
            return Topic(asked, (), tuple(map(party, pair)))
    names = dict.fromkeys(form for name in (asked, *also) if (form := forms_of(name)))
    return Topic(asked, tuple(names))


def _is_body(pair: Sequence[str]) -> bool:
    """Whether the words are one name with "and" in it ("Committee on Trade and Quality")."""
    return any(kind_of(word) or word in {"of", "on", "for"} for each in pair for word in forms_of(each))


class Scope:
    """Where one page speaks of the topic, sentence by sentence."""

    def __init__(self, page: Page, topic: Topic, parties: Sequence[Party]) -> None:
        self.page, self.topic, self.parties = page, topic, tuple(parties)
        self.mentions = tuple(mentions(page, topic))
        named = {page.sentence(first).number for first, _ in self.mentions}
        spoken = {each.number: self._parties_in(each.first, each.end) for each in page.sentences}
        pair = len(self.parties) == _PAIR
        self._related = {number for number, found in spoken.items() if pair and len(found) == _PAIR}
        self._named = named if topic.names else self._related
        self.topical = bool(self._named & page.lead) and len(self._named) >= _LEAST_TOPICAL
        at = self._named | self._related
        self._paragraphs = {page.sentences[number].paragraph for number in at}

    @property
    def tells(self) -> bool:
        """Whether the page speaks of the topic at all."""
        return bool(self._named or self._related)

    def _parties_in(self, first: int, end: int) -> frozenset[str]:
        return frozenset(
            each.name
            for each in self.parties
            if any(each.end(self.page, at) is not None for at in range(first, end))
        )

    def parties_in(self, first: int, end: int) -> frozenset[str]:
        """The names of the parties that the words from `first` up to `end` name."""
        return self._parties_in(first, end)

    def names_topic(self, first: int, end: int) -> bool:
        """Whether the topic is named among the words from `first` up to `end`."""
        return any(first <= start and stop <= end for start, stop in self.mentions)

    def mention_at(self, at: int) -> int | None:
        """The place behind the topic's name where it begins at a place."""
        return next((end for first, end in self.mentions if first == at), None)

    def mention_before(self, at: int) -> int | None:
        """Where the topic's name begins that ends right before a place."""
        return next((first for first, end in self.mentions if end == at), None)

    def is_topic(self, name: str | None) -> bool:
        """Whether a name is one of the topic's, as that of whoever says something."""
        return name is not None and forms_of(name) in self.topic.names

    def basis(self, at: int) -> Basis | None:
        """Why what is told at a place belongs to the topic; None where it does not."""
        sentence = self.page.sentence(at)
        if sentence.number in self._named:
            return "named"
        if sentence.number in self._related:
            return "related"
        return "context" if self.topical and sentence.paragraph in self._paragraphs else None


def mentions(page: Page, topic: Topic) -> Iterable[tuple[int, int]]:
    """Where the topic's names stand on a page, longer ones first; parts of other names are none."""
    taken: set[int] = set()
    for name in sorted(topic.names, key=len, reverse=True):
        for at in page.find(name, 0, len(page)):
            end = at + len(name)
            owns = name[-1] in _organisations()
            if taken.isdisjoint(range(at, end)) and not _is_part(page, at, end, owns=owns):
                taken.update(range(at, end))
                yield at, end


@cache
def _organisations() -> frozenset[str]:
    """Words that make a name that of an organisation, as names are compared."""
    return frozenset(map(fold, tables().organisation_words))


def _is_part(page: Page, at: int, end: int, *, owns: bool) -> bool:
    """Whether a name in capitals is part of a longer one ("Eastern Coastal Union", "Coastal Union Bank").

    What `owns` bodies and agreements, an organisation, is named in theirs: "the Coastal Union Council". A
    place is not: the Merrow Sea Council is another than the Merrow Sea.
    """
    if not page.words.capital(at):
        return False
    before = page.proper(at - 1) and page.spaced(at) and at > page.sentence(at).first
    if before and not (_is_title(page.form(at - 1)) or kind_of(page.form(at - 1)) == "office"):
        return True
    if not (page.proper(end) and page.spaced(end)):
        return False
    behind = range(end, page.run_end(end))
    titled = any(_is_title(page.form(place)) or kind_of(page.form(place)) == "office" for place in behind)
    return not titled and not (owns and any(kind_of(page.form(place)) for place in behind))


def _is_title(word: str) -> bool:
    return word in tables().roles or word in tables().honorifics


def acronyms(pages: Iterable[Page], topic: Topic) -> list[tuple[str, ...]]:
    """Short forms of the topic's names that stand behind them in brackets."""
    found: dict[tuple[str, ...], None] = {}
    for page in pages:
        for _, end in mentions(page, topic):
            short = page.words.text[slice(*page.words.tokens[end + 1].span)] if end + 1 < len(page) else ""
            letters = page.form(end) == "(" and page.form(end + 2) == ")" and short.isupper()
            if letters and short.isalpha() and len(short) >= _INITIALS:
                found[forms_of(short)] = None
    return list(found)


class Lexicon:
    """The names in capitals of all pages, and how often each stands by itself."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._counts = Counter(tuple(page.folded[first:end]) for page in pages for first, end in page.runs())
        self._places = {forms_of(name) for each in countries() for name in each.names}

    def name_end(self, page: Page, at: int) -> int | None:
        """Where the name of a place or a party ends that begins a run of capitals at a place.

        "Merrow Mira Holt" is a party and a person: as much of the run is taken as stands by itself elsewhere.
        """
        end = page.run_end(at)
        if end <= at + 1:
            return end if end > at else None
        words = tuple(page.folded[at:end])
        if words in self._places or self._counts[words] > 1:
            return end
        known = [cut for cut in range(at + 1, end) if self._is_known(tuple(page.folded[at:cut]))]
        return known[-1] if known else None

    def _is_known(self, words: tuple[str, ...]) -> bool:
        return words in self._places or self._counts[words] > 0
