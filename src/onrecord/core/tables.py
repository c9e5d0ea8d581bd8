"""Tables of words, tab-separated with a header: how they are read, and those that several parts share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Gender = Literal["m", "f"]
Scope = Literal["national", "local", "-"]


def rows(package: str, name: str) -> Iterator[list[str]]:
    """The rows of the table `name` in the `data` folder of a package, without header and comments."""
    for line in (files(package) / "data" / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def several(cell: str) -> list[str]:
    """The parts of a cell that holds a list.

    >>> several("Norvia; Norvian"), several("-")
    (['Norvia', 'Norvian'], [])
    """
    return [] if cell == "-" else cell.split("; ")


def gender(cell: str) -> Gender | None:
    """The gender that a cell tells, None for "-"."""
    return "m" if cell == "m" else "f" if cell == "f" else None


@dataclass(frozen=True, slots=True)
class Country:
    """A country or a part of one; `code` is of ISO 3166, `capitals` stand for the government."""

    code: str
    names: list[str]
    adjectives: list[str]
    people: list[str]
    capitals: list[str]


@dataclass(frozen=True, slots=True)
class Title:
    """A form of address before a name; `trade` tells whether it is also what people are by trade."""

    form: str
    gender: Gender | None
    trade: bool


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words for one role: who is meant by them in a report, and which office they are across reports.

    `role` is what the forms stand for: "-" where each stands for itself, "+" where a report's words are read
    one by one. `also` are the wider descriptions of whoever is called so. `office` is None where it tells
    nobody apart, and `scope` says how it does.
    """

    role: str
    forms: list[str]
    also: list[str]
    office: str | None
    scope: Scope


@dataclass(frozen=True, slots=True)
class GenderedWord:
    """A word that tells the gender of whoever is called so; a `loose` one is said of others too."""

    word: str
    gender: Gender
    loose: bool


@cache
def countries() -> tuple[Country, ...]:
    """All countries, each before its parts."""
    return tuple(Country(row[0], *map(several, row[1:])) for row in rows(__package__, "countries"))


@cache
def titles() -> tuple[Title, ...]:
    """All forms of address."""
    return tuple(Title(row[0], gender(row[1]), row[2] == "yes") for row in rows(__package__, "titles"))


@cache
def roles() -> tuple[RoleWords, ...]:
    """All roles; no form stands in two of them."""
    return tuple(map(_role, rows(__package__, "roles")))


def _role(row: list[str]) -> RoleWords:
    role, forms, also, office, scope = row
    told: Scope = "national" if scope == "national" else "local" if scope == "local" else "-"
    return RoleWords(role, several(forms), several(also), None if office == "-" else office, told)


@cache
def gendered_words() -> tuple[GenderedWord, ...]:
    """All words for a role that tell a gender."""
    found = ((row[0], gender(row[1]), row[2] == "yes") for row in rows(__package__, "gendered_words"))
    return tuple(GenderedWord(word, told, loose) for word, told, loose in found if told is not None)
