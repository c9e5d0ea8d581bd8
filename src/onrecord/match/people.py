"""A person's name cut into what matters: given names, family name, generation, and what the order tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.match.han import in_chinese_order, in_korean_order, split_characters
from onrecord.match.sounds import readings, sounds_carried_over
from onrecord.match.tables import Gender, tables
from onrecord.match.words import ascii_of, clean, is_arabic, is_han, is_other_script, words_of

_QUOTED = re.compile(r"[\"“”„«»‘]([^\"“”„«»‘’]+)[\"“”„«»’]|\(([^)]+)\)")
_COMMA = re.compile(r"[,،，]")
_SENIOR = frozenset({"sr", "senior", "elder", "pere"})
_JUNIOR = frozenset({"jr", "jnr", "junior", "younger", "fils"})
# Of the numbers of popes, kings and sons only those that are nobody's name or initial.
_NUMBERS = frozenset("II III IV VII VIII IX XII XIII XIV XVI XXIII".split())
_ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|ar|at|an|ad|az)[-‐‑'’](?=\w)", re.IGNORECASE)
_ARABIC_ARTICLE = "ال"
_SERVANT = frozenset({"abd", "abdel", "abdul", "abdal", "abdur", "عبد"})
"""The first half of names such as Abd al-Rahman: one name, however it is spaced."""
_ARABIC_PARTICLES = frozenset({"al", "el", "bin", "ibn", "bint"})
_PATRONYMIC = re.compile("(?:ovich|evich|avich|ovych|evych|ovna|evna|ivna|avna)$")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"}
_UMLAUT = re.compile("[äöüøåæ]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name, with all that comparing asks of it."""

    text: str
    """As written, in lower case and without an article."""
    plain: str
    """Its ASCII letters; those in Arabic script lack their vowels."""
    spellings: frozenset[str]
    """Its ASCII letters, and those with "ue" for "ü"."""
    readings: frozenset[str]
    """How it may sound (see `sounds`)."""
    name: str | None
    """The given name of the tables that it is a spelling of."""
    arabic: bool
    carried_over: bool
    """Whether it shows by itself that the name comes from another script."""

    @property
    def initial(self) -> bool:
        """Whether it is a single letter that stands for a name."""
        return len(self.text) == 1 and self.text.isalpha() and not is_han(self.text)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name; `family` is None where there is no word at all.

    `characters` are the Chinese characters it was written in, simplified; `in_pinyin` tells whether it is a
    Chinese name in Latin letters; `key` is the folded name by which
    appearances are put together, and `told_apart` what keeps namesakes apart in the name itself.
    """

    given: tuple[Word, ...]
    family: Word | None
    short: tuple[str, ...] = ()
    generation: str | None = None
    gender: Gender | None = None
    characters: str | None = None
    in_pinyin: bool = False
    key: str = ""

    @property
    def bare(self) -> bool:
        """Whether it is one word alone: a family name, or a name by which somebody is known."""
        return not self.given

    @property
    def told_apart(self) -> str:
        """What keeps its bearer from namesakes: generation, title, characters."""
        told = (self.generation, self.gender if self.bare else None, self.characters)
        return " ".join(each for each in told if each)


@lru_cache(maxsize=1 << 16)
def word(text: str) -> Word:
    """What a word of a name is; `text` as written."""
    lowered = text.lower()
    stripped = lowered.removeprefix(_ARABIC_ARTICLE) if is_arabic(lowered) else _ARTICLE.sub("", lowered)
    article = stripped != lowered
    stripped = stripped or lowered
    plain = ascii_of(stripped) or stripped
    spellings = {plain}
    if _UMLAUT.search(stripped):
        spellings.add(ascii_of(_UMLAUT.sub(lambda match: _UMLAUTS[match[0]], stripped)))
    arabic = is_arabic(stripped)
    known = tables().given
    name = known.of.get(stripped if arabic else plain)
    foreign = name is not None and plain not in known.western
    other = is_other_script(stripped) and not is_han(stripped)
    carried = article or foreign or other or sounds_carried_over(stripped)
    return Word(stripped, plain, frozenset(spellings), readings(stripped), name, arabic, carried)


@lru_cache(maxsize=1 << 15)
def read_person(name: str) -> PersonName:
    """A person's name, cut into its parts.

    >>> found = read_person("Dr. Robert C. “Bobby” Dent Jr.")
    >>> [each.text for each in found.given], found.family.text, found.short, found.generation
    (['robert', 'c'], 'dent', ('bobby',), 'junior')
    >>> read_person("Xi Jin-ping").key == read_person("习近平").key == read_person("XI Jinping").key
    True
    """
    cleaned = clean(name)
    quoted = _QUOTED.findall(cleaned)
    short = tuple(ascii_of(one or other) for one, other in quoted)
    found = words_of(_QUOTED.sub(" ", cleaned)) or words_of(cleaned)
    found, gender = _untitled(found)
    found, generation = _without_generation(found)
    if found and _surname_comma(cleaned, found):
        found = [*found[1:], found[0]]
    if not found:
        return PersonName((), None, key=cleaned.lower())
    characters = "".join(found) if all(map(is_han, found)) else None
    if characters is not None:
        characters = characters.translate(tables().simplified)
        found = split_characters(characters)
    given, family = _parted(found)
    pinyin = characters is None and len(found) > 1 and in_chinese_order(found) is not None
    key = " ".join(each.plain for each in (*given, family))
    return PersonName(given, family, short, generation, gender, characters, pinyin, key)


def _untitled(found: list[str]) -> tuple[list[str], Gender | None]:
    """Without forms of address before the name, and the gender they tell."""
    gender: Gender | None = None
    while len(found) > 1 and ascii_of(found[0]) in tables().titles:
        gender = gender or tables().titles[ascii_of(found[0])]
        found = found[1:]
    return found, gender


def _without_generation(found: list[str]) -> tuple[list[str], str | None]:
    generation = None
    while len(found) > 1:
        last = found[-1]
        folded = ascii_of(last)
        if last in _NUMBERS:
            generation = last.lower()
        elif folded in _SENIOR:
            generation = "senior"
        elif folded in _JUNIOR:
            generation = "junior"
        else:
            break
        found = found[:-1]
        if found[-1].lower() == "the" and len(found) > 1:
            found = found[:-1]
    return found, generation


def _surname_comma(name: str, found: list[str]) -> bool:
    """Whether the name is written "Dent, Ivo"."""
    before, *after = _COMMA.split(name)
    return bool(after) and words_of(before) == found[:1] and len(found) > 1


def _parted(found: list[str]) -> tuple[tuple[Word, ...], Word]:
    """Given names and family name, whichever comes first."""
    found = _joined(found)
    if len(found) > 1:
        for ordered in (in_chinese_order(found), in_korean_order(found)):
            if ordered is not None:
                family, *given = ordered
                return tuple(map(word, given)), word(family)
        capital = [len(each) > 1 and each.isupper() for each in found]
        shouted = capital[0] and not any(capital[1:]) and not _initials(found[0])
        if shouted or _in_slavic_order(found):
            found = [*found[1:], found[0]]
    head, *rest = _without_particles(found)
    if not rest:
        return (), word(head)
    spelt = [part for each in (head, *rest[:-1]) for part in _spelt(each)]
    return tuple(map(word, spelt)), word(rest[-1])


def _without_particles(found: list[str]) -> list[str]:
    """Without the small words of a surname: "Zelda van der Oake", "Samir Al Haddad", "de Harl".

    A capital makes them a name ("Ben", "Van"), but for an Arabic article or "son of" between two names.
    """
    *before, last = found
    kept = [
        each
        for i, each in enumerate(before)
        if not (each.islower() and ascii_of(each) in tables().particles)
        and not (i and ascii_of(each) in _ARABIC_PARTICLES)
    ]
    return [*kept, last]


def _joined(found: list[str]) -> list[str]:
    """With "Abd al-Rahman" and "Abdel Rahman" as one word each."""
    joined: list[str] = []
    for each in found:
        if joined and joined[-1].lower() in _SERVANT:
            joined[-1] += each if is_arabic(each) else _ARTICLE.sub("", each)
        else:
            joined.append(each)
    return joined


def _in_slavic_order(found: list[str]) -> bool:
    """Whether the family name comes first, as in Russian lists: "Lukashenko Aleksandr Grigoryevich"."""
    given = tables().given.of
    first, second, *more = map(ascii_of, found)
    if first in given or second not in given or not sounds_carried_over(found[0]):
        return False
    return not more or (len(more) == 1 and _PATRONYMIC.search(more[0]) is not None)


def _initials(text: str) -> bool:
    return len(text) == 2 and not set("aeiouy") & set(text.lower())


def _spelt(text: str) -> tuple[str, ...]:
    """The initials of "JR", or the word itself."""
    return tuple(text) if text.isupper() and text.isascii() and _initials(text) else (text,)
