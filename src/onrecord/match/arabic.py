"""Words in Arabic script against Latin letters: Arabic writes no short vowels, so letters are aligned."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from onrecord.match.reading import rows

_SHORT = "[aeiou]?"
_LATIN_CLASSES = (
    (re.compile("tch|sch|sh|th|dh|zh|[tdsz]"), "t"),
    (re.compile("dj|kh|gh|[kqgjxc]"), "k"),
    (re.compile("[bp]"), "b"),
    (re.compile("[fv]"), "f"),
    (re.compile("[^tkbfrlmn]"), ""),
)


@cache
def _letters() -> dict[str, tuple[str, str]]:
    """Letter -> what it may be in Latin letters, and its class."""
    return {letter: (latin.strip("-"), its.strip("-")) for letter, latin, its in rows("arabic")}


@lru_cache(maxsize=1 << 14)
def _pattern(word: str) -> re.Pattern[str]:
    letters = [f"(?:{_letters()[letter][0]})" for letter in word if letter in _letters()]
    return re.compile(_SHORT + _SHORT.join(letters))


def reads_as(arabic: str, latin: str) -> bool:
    """Whether a word in Arabic script, without its article, can be read as one in Latin letters.

    >>> reads_as("محمود", "mahmoud"), reads_as("محمود", "muhammad"), reads_as("أسد", "assad")
    (True, False, True)
    """
    return _pattern(arabic).fullmatch(latin) is not None


@lru_cache(maxsize=1 << 16)
def consonants(word: str, *, arabic: bool) -> frozenset[str]:
    """The consonants of a word in classes so broad that both scripts give the same, for finding pairs.

    >>> consonants("محمود", arabic=True) & consonants("mahmoud", arabic=False)
    frozenset({'mt'})
    """
    if arabic:
        return frozenset(
            (_single("".join(_letters()[letter][1] for letter in word if letter in _letters())),)
        )
    found = set()
    for ch in ("t", "k"):  # English or French "ch" (sh), and German "ch" (kh)
        classes = word.replace("ch", ch).replace("c", "k")
        for pattern, letter in _LATIN_CLASSES:
            classes = pattern.sub(letter, classes)
        found.add(_single(classes))
    return frozenset(found)


def _single(classes: str) -> str:
    return re.sub(r"(.)\1+", r"\1", classes)
