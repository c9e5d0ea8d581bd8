"""How a name that was carried over from another script sounds, whichever language's letters it stands in.

"Lukashenko", "Łukaszenka", "Loukachenko", "Lukaschenko" and "Лукашэнка" are one name read by the rules of
English, Polish, French, German and Belarusian. Each word is read by every set of rules; two words are
spellings of one name if one reading is common to both. Letters are near-phonetic: S as in ship, Z as in
measure, C as in church, h also for kh, c for ts, y for the glide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from onrecord.match.reading import rows
from onrecord.match.words import ascii_of, is_arabic, is_cyrillic, is_han

_LATIN = ("english", "polish", "german", "german_soft", "french", "czech")
_CYRILLIC = ("cyrillic", "cyrillic_soft")
_FRENCH_ENDINGS = ((re.compile("ine$"), "in"), (re.compile("off$"), "ov"), (re.compile("eff$"), "ev"))
# The same sound written in two ways within one set of rules.
_SAME_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?<=[SCZ])y(?=[aeou])", ""),
        (r"(?<=[SC])[oe](?=v)", "e"),
        (r"[iy]e", "e"),
        (r"(?<=[bdfgklmnprstvz])(?:yo|io)(?=v)", "e"),
        (r"[iy]+a", "ya"),
        (r"[iy]+u", "yu"),
        (r"(?<=[aeou])[iy]+", "y"),
        (r"(?<![aeou])y+(?![aeou])", "i"),
        (r"[iy]{2,}", "i"),
        (r"(?<=[kg])i[iy]$", "i"),
        (r"ou(?=sk|$)", "ov"),
        (r"(.)\1+", r"\1"),
        (r"enka$", "enko"),
        (r"(?<=[oe])ff?$|(?<=[oe])w$", "v"),
    )
)
_CARRIED_OVER = re.compile(
    r"(?:enko|[oe]va?|skiy?|skaya|ska|viC|ovna|evna|Cuk|yuk|Cenko|yan|Svili|dze|Cyk|Cik|ayka|eyko|[CS]in)$"
)
"""Endings, as they sound, of family names whose own script is most often not Latin."""


def _reader(rules: Mapping[str, str]) -> Callable[[str], str]:
    longest_first = sorted(rules, key=lambda letters: (-len(letters), letters))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return lambda word: pattern.sub(lambda match: rules[match[0]], word)


@cache
def _readers() -> dict[str, Callable[[str], str]]:
    """What reads a word by the rules of each language."""
    rules: dict[str, dict[str, str]] = {"-": {}}
    for language, like, letters in rows("sounds"):
        rules[language] = rules[like] | dict(pair.split("=", 1) for pair in letters.split())
    return {language: _reader(own) for language, own in rules.items() if own}


@lru_cache(maxsize=1 << 16)
def readings(word: str) -> frozenset[str]:
    """The ways a word in Latin or Cyrillic letters may sound; for other scripts its ASCII letters alone.

    >>> sorted(readings("Łukaszenka") & readings("Лукашенко"))
    ['lukaSenko']
    >>> readings("Lukashevich") & readings("Łukaszenka")
    frozenset()
    """
    lowered = word.lower().replace("-", "")
    if is_cyrillic(lowered):
        return frozenset(_settled(_readers()[rules](lowered)) for rules in _CYRILLIC)
    if is_arabic(lowered) or is_han(lowered):
        return frozenset((ascii_of(lowered),))
    found = {_settled(_readers()[language](lowered)) for language in _LATIN}
    for ending, sound in _FRENCH_ENDINGS:
        if ending.search(lowered):
            found.add(_settled(_readers()["french"](ending.sub(sound, lowered))))
    return frozenset(found)


def _settled(read: str) -> str:
    """A reading with each sound written one way, in ASCII."""
    if not read.isascii():
        kept = re.split("([SCZ])", read)
        read = "".join(part if part in {"S", "C", "Z"} else ascii_of(part) for part in kept)
    read = re.sub("[^a-zSCZ]", "", read)
    for pattern, sound in _SAME_SOUNDS:
        read = pattern.sub(sound, read)
    return read


@lru_cache(maxsize=1 << 16)
def sounds_carried_over(word: str) -> bool:
    """Whether a family name ends as those do that are mostly carried over from another script.

    >>> sounds_carried_over("Lukashenko"), sounds_carried_over("Fischer")
    (True, False)
    """
    return any(_CARRIED_OVER.search(reading) for reading in readings(word))
