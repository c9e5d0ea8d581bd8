"""What matching knows about names: the tables of `data/`, read once, each tab-separated with a header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from onrecord.core import tables as shared
from onrecord.core.tables import Gender, Scope
from onrecord.match.reading import rows
from onrecord.match.words import ascii_of, is_arabic

__all__ = ["Gender", "GivenNames", "Scope", "Tables", "tables"]


@dataclass(frozen=True, slots=True)
class GivenNames:
    """Spellings of one given name in several languages."""

    of: dict[str, str]
    """Spelling (ASCII, or Arabic script) -> the name it is a spelling of."""
    western: frozenset[str]
    """Spellings that English has of its own."""
    translated: dict[str, frozenset[str]]
    """English name ("peter") -> the names it translates ("pyotr")."""
    initials: dict[str, frozenset[str]]
    """Name -> first letters of its spellings."""
    in_arabic: frozenset[str]
    """Names whose spelling in Arabic script is known."""
    short: dict[str, frozenset[str]]
    """Short form ("bob") -> the names it may stand for."""


@dataclass(frozen=True, slots=True)
class Tables:
    """All word lists; keys are in lower case."""

    given: GivenNames
    titles: dict[str, Gender | None]
    particles: frozenset[str]
    chinese_surnames: frozenset[str]
    korean_surnames: frozenset[str]
    simplified: dict[int, str]
    """For `str.translate`: traditional characters to simplified ones."""
    legal_forms: dict[str, str]
    generic: frozenset[str]
    """Words that many countries' bodies have in their names, in the singular."""
    state: frozenset[str]
    """Those among them that make a body one of a state."""
    media: frozenset[str]
    spellings: dict[str, str]
    countries: dict[str, str]
    """Name or adjective -> ISO 3166 code."""
    country_names: dict[str, str]
    """ISO 3166 code -> name."""
    supranational: frozenset[str]
    offices: dict[str, tuple[str, Scope]]
    """Form of an office -> its name and how it tells people apart."""
    men: frozenset[str]
    """Words that are said of men alone."""
    women: frozenset[str]
    office: re.Pattern[str]
    """Any form of an office, the longest first."""


def _column(name: str) -> frozenset[str]:
    return frozenset(ascii_of(row[0]) if row[0].isalpha() else row[0] for row in rows(name))


def _given_names() -> GivenNames:
    of: dict[str, str] = {}
    western: set[str] = set()
    translated: dict[str, frozenset[str]] = {}
    initials: dict[str, frozenset[str]] = {}
    in_arabic: set[str] = set()
    for name, own, translations, spellings in rows("given_names"):
        known = {name}
        for spelling in own.split() + spellings.split():
            if spelling == "-":
                continue
            known.add(spelling if is_arabic(spelling) else ascii_of(spelling))
        for spelling in sorted(known):
            of.setdefault(spelling, name)
        for translation in translations.split():
            translated[translation] = translated.get(translation, frozenset()) | {name}
        western.update(ascii_of(spelling) for spelling in own.split())
        in_arabic.update({name} if any(map(is_arabic, known)) else ())
        initials[name] = frozenset(spelling[0] for spelling in known if spelling.isascii())
    short = {row[0]: frozenset(row[1].split()) for row in rows("nicknames")}
    return GivenNames(of, frozenset(western), translated, initials, frozenset(in_arabic), short)


def _countries() -> tuple[dict[str, str], dict[str, str]]:
    words: dict[str, str] = {}
    names: dict[str, str] = {}
    for each in shared.countries():
        names.setdefault(each.code, each.names[0])
        for form in (*each.names, *each.adjectives):
            words.setdefault(form.lower().replace(".", ""), each.code)
    return words, names


def _offices() -> dict[str, tuple[str, Scope]]:
    named = ((each.office, each) for each in shared.roles())
    return {form: (office, each.scope) for office, each in named if office for form in each.forms}


def _telling(gender: Gender) -> frozenset[str]:
    told = (each for each in shared.gendered_words() if each.gender == gender)
    return frozenset(each.word for each in told if not each.loose)


@cache
def tables() -> Tables:
    """The word lists, read at first use."""
    words, names = _countries()
    offices = _offices()
    forms = sorted(offices, key=lambda form: (-len(form), form))
    return Tables(
        given=_given_names(),
        titles={ascii_of(each.form): each.gender for each in shared.titles()},
        particles=_column("particles"),
        chinese_surnames=_column("chinese_surnames"),
        korean_surnames=_column("korean_surnames"),
        simplified={ord(old): new for old, new in rows("simplified")},
        legal_forms=dict(rows("legal_forms")),
        generic=frozenset(row[0] for row in rows("generic_words")),
        state=frozenset(row[0] for row in rows("generic_words") if row[1] == "yes"),
        media=_column("media_words"),
        spellings=dict(rows("spellings")),
        countries=words,
        country_names=names,
        supranational=frozenset(row[0] for row in rows("supranational")),
        offices=offices,
        men=_telling("m"),
        women=_telling("f"),
        office=re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)"),
    )
