"""When two words are one: other spellings, irregular forms, and the shifts of speech that is told of."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.core.tables import several
from onrecord.match.reading import rows
from onrecord.match.statements.wording import stem_of

PERSON = "@person"
"""The kin of all personal pronouns: they stand in one place of a sentence told in two ways."""
_ACCENTS = range(0x300, 0x370)
_UNWRITTEN = str.maketrans({"[": None, "]": None} | dict.fromkeys("’‘ʼ´`", "'"))


class Contraction(NamedTuple):
    """A word written as one that is two: each part as it is written and the word it stands for."""

    first: tuple[str, str]
    second: tuple[str, str]


@lru_cache(maxsize=1 << 16)
def form_of(text: str) -> str:
    """How a word is written, but for case, accents, width of letters, hidden characters and apostrophes.

    >>> form_of("Don’t"), form_of("Olé"), form_of("１２")
    ("don't", 'ole', '12')
    """
    if text.isascii():
        return text.lower().translate(_UNWRITTEN)
    shown = (c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c) != "Cf")
    bare = "".join(c for c in shown if ord(c) not in _ACCENTS)
    return unicodedata.normalize("NFC", bare).casefold().translate(_UNWRITTEN)


@lru_cache(maxsize=1 << 16)
def kin_of(form: str) -> str:
    """What all forms of one word share: how words are aligned.

    >>> kin_of("went") == kin_of("going"), kin_of("colours") == kin_of("color"), kin_of("i") == kin_of("he")
    (True, True, True)
    """
    if form in _persons():
        return PERSON
    stem = stem_of(form) if form else form
    return _kin().get(form) or _kin().get(stem) or stem


@lru_cache(maxsize=1 << 16)
def spelling_of(form: str) -> str:
    """The word in American spelling where British has another.

    >>> spelling_of("neighbours"), spelling_of("organising")
    ('neighbors', 'organizing')
    """
    exact, stems = _spellings()
    if form in exact:
        return exact[form]
    stem = stem_of(form) if form else form
    return stems[stem] + form[len(stem) :] if stem in stems and form.startswith(stem) else form


def is_shift(one: str, other: str) -> bool:
    """Whether one word becomes the other when speech is told of and no longer quoted."""
    return other in _shifts().get(one, ()) or one in _shifts().get(other, ())


@lru_cache(maxsize=1 << 12)
def contraction(form: str) -> Contraction | None:
    """The two words a contraction stands for.

    >>> contraction("don't")
    Contraction(first=('do', 'do'), second=("n't", 'not'))
    """
    if form in _contractions():
        return _contractions()[form]
    if "'" not in form:
        return None
    for ending, word in _ENDINGS.items():
        host = form.removesuffix(ending)
        if form.endswith(ending) and host and (ending != "'s" or host in _BEFORE_IS):
            return Contraction((host, host), (ending, word))
    return None


_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'m": "am", "'d": "would", "'s": "is"}
_BEFORE_IS = frozenset("it he she that this there here what who where how when everybody nobody".split())
"""Words behind which 's is no possessive."""
ALSO = {"'d": "had", "'s": "has"}
"""The other word that an ending can stand for."""


@cache
def _contractions() -> dict[str, Contraction]:
    found = {}
    for word, first, second in rows("contractions"):
        one, other = first.split(" "), second.split(" ")
        found[word] = Contraction((one[0], one[1]), (other[0], other[1]))
    return found


@cache
def _shifts() -> dict[str, frozenset[str]]:
    return {word: frozenset(several(becomes)) for word, becomes in rows("person_shifts")}


@cache
def _persons() -> frozenset[str]:
    pronouns = {word for word, becomes in _shifts().items() if set(becomes) & _THIRD}
    return frozenset(pronouns | _THIRD)


_THIRD = frozenset("he she they it him her them his their its himself herself themselves itself".split())


@cache
def _kin() -> dict[str, str]:
    found: dict[str, str] = {}
    for word, also, kind in rows("word_forms"):
        for each in (word, *several(also)):
            found.setdefault(each, f"@{word}")
            if kind == "spelling" or each == word:
                found.setdefault(stem_of(each), f"@{word}")
    for one, other in (("will", "would"), ("can", "could"), ("may", "might")):
        found[one] = found[other] = f"@{one}"
    return found


@cache
def _spellings() -> tuple[dict[str, str], dict[str, str]]:
    """Whole words and stems in British spelling -> in American."""
    pairs = [(word, several(also)[0]) for word, also, kind in rows("word_forms") if kind == "spelling"]
    stems = {stem_of(one): stem_of(other) for one, other in pairs if stem_of(one) != stem_of(other)}
    return dict(pairs), stems
