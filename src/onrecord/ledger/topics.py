"""Whether what somebody said is about some words: by their stems, and countries by any of their names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import fsum

from onrecord.core import Span
from onrecord.match.statements.forms import form_of, kin_of
from onrecord.match.statements.wording import is_content_word, tokens, weight_of
from onrecord.match.tables import tables

_MOST = 0.6
"""So much of the words asked for, by weight, a content has."""
_ROOT, _ENDING = 6, 3
"""A word of so many letters is the root of one that has up to so many more: "sovereign" of "sovereignty"."""
_CAP = 4.0
"""What one word counts at most (nats): no rare word outweighs two others."""
_SIGNS = frozenset(
    "about issue matter question policy topic relation relationship ties view position stance".split()
)
"""Words that ask for a topic and need not be said by who speaks about it."""


def about(words: str, contents: Sequence[str]) -> list[bool]:
    """For each of some contents, whether it has most of the words given, in any form.

    Words that only name the sort of topic ("relations", "issue") do not count beside others. Without any
    word that tells something, no content is about them.

    >>> about("Belarus Russia relations", ["No force can part Belarus and Russians.", "Russia is big."])
    [True, False]
    """
    asked = _asked(words)
    whole = fsum(asked.values())
    return [
        bool(asked) and fsum(weight for key, weight in asked.items() if _has(key, content)) >= _MOST * whole
        for content in contents
    ]


def _asked(words: str) -> dict[str, float]:
    """The words that tell something, with what each counts."""
    found = {
        _key(token.text, capital=True): min(weight_of(token.stem), _CAP)
        for token in tokens(words, (Span(0, len(words)),))
        if is_content_word(token.stem)
    }
    signs = {_key(each) for each in _SIGNS}
    return {key: weight for key, weight in found.items() if key not in signs} or found


def _has(key: str, content: str) -> bool:
    here = _keys(content)
    return key in here or any(_is_root(key, each) for each in here)


def _is_root(one: str, other: str) -> bool:
    short, long = sorted((one.rstrip("iy"), other.rstrip("iy")), key=len)
    return len(short) >= _ROOT and long.startswith(short) and len(long) - len(short) <= _ENDING


@lru_cache(maxsize=4096)
def _keys(text: str) -> frozenset[str]:
    return frozenset(_key(token.text) for token in tokens(text, (Span(0, len(text)),)))


def _key(word: str, *, capital: bool = False) -> str:
    """How a word is compared: countries, their adjectives and people by the country's code.

    A country needs a capital ("turkey"), unless the words are typed by somebody who may leave it out.
    """
    form = form_of(word).removesuffix("'s")
    countries = tables().countries
    code = countries.get(form) or countries.get(form.removesuffix("s"))
    return f"@{code}" if code and (capital or word[:1].isupper()) else kin_of(form)
