"""Words of names: how a name is cut into them, in which script each is, and its ASCII letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_ARABIC_SIGNS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f]")
_NOT_SEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f]")
_NOT_ASCII_WORD = re.compile("[^0-9a-z]+")
# A run of letters, with the marks that stand inside names: apostrophes and hyphens.
_WORD = re.compile(r"[^\W_]+(?:['’ʼʹ`´\-‐‑][^\W_]+)*['’ʼ]?")


def clean(name: str) -> str:
    """A name as it is compared: composed, without characters that cannot be seen, single spaces.

    >>> clean("Ivo\u200b  Dent")
    'Ivo Dent'
    """
    composed = unicodedata.normalize("NFKC", name)
    return " ".join(_NOT_SEEN.sub("", composed).split())


def words_of(name: str) -> list[str]:
    """The words of a cleaned name; hyphens and apostrophes stay inside them.

    >>> words_of("Robert C. O'Dell-Tarn")
    ['Robert', 'C', "O'Dell-Tarn"]
    """
    unsigned = _ARABIC_SIGNS.sub("", name) if is_arabic(name) else name
    return [word.rstrip("'’ʼ") for word in _WORD.findall(unsigned)]


@lru_cache(maxsize=1 << 16)
def ascii_of(word: str) -> str:
    """A word's letters and digits in ASCII, lower case; none where its script has no such spelling.

    >>> ascii_of("Łukaszenka"), ascii_of("Лукашенко"), ascii_of("O’Dell")
    ('lukaszenka', 'lukashenko', 'odell')
    """
    if word.isascii():
        return _NOT_ASCII_WORD.sub("", word.lower())
    decomposed = unicodedata.normalize("NFKD", word) if not _CYRILLIC.search(word) else word
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _NOT_ASCII_WORD.sub("", anyascii(plain).lower())


def is_arabic(word: str) -> bool:
    """Whether a word is in Arabic script."""
    return _ARABIC.search(word) is not None


def is_han(word: str) -> bool:
    """Whether a word is in Chinese characters."""
    return _HAN.search(word) is not None


def is_cyrillic(word: str) -> bool:
    """Whether a word is in Cyrillic letters."""
    return _CYRILLIC.search(word) is not None


def is_other_script(word: str) -> bool:
    """Whether a word is in letters that are not Latin.

    >>> is_other_script("Łukasz"), is_other_script("Лукаш")
    (False, True)
    """
    return not word.isascii() and any(
        char.isalpha() and not unicodedata.name(char, "").startswith("LATIN") for char in word
    )
