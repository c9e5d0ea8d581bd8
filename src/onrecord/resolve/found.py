"""What a source is found to refer to: one member of the cast or several, and the words that say why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.resolve.cast import Member

Sort = Literal[
    "named", "named alone", "part of a name", "initials", "one of a family", "joined",
    "role before", "role after", "topic", "named below", "pair", "kin",
    "last speaker", "last subject", "only one near", "last organisation", "the last several", "relative",
    "author", "around", "goes on", "announced",
    "institution named", "institution before", "institution by itself", "institution of its sort",
    "spoke last", "maker beside", "maker before",
]  # fmt: skip
"""Sorts of reasons; `data/confidence.tsv` says how often each is right."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Who is meant and the words that say why."""

    member: Member
    reason: str
    sort: Sort

    @property
    def members(self) -> tuple[Member, ...]:
        """The one member, as of a joint source the several."""
        return (self.member,)


@dataclass(frozen=True, slots=True)
class Joint:
    """Several who say something together."""

    parts: tuple[Antecedent, ...]
    reason: str
    sort: Sort

    @property
    def members(self) -> tuple[Member, ...]:
        """Everybody, in order."""
        return tuple(part.member for part in self.parts)


Found = Antecedent | Joint


def together(parts: tuple[Antecedent, ...], reason: str, sort: Sort) -> Found:
    """One or several for one reason; who comes up twice counts once."""
    single = {part.member: part for part in reversed(parts)}
    distinct = tuple(part for part in parts if single[part.member] is part)
    return distinct[0] if len(distinct) == 1 else Joint(distinct, reason, sort)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is found for a quotation: by its own source, or `carried` from another, with reason and sort."""

    found: Found
    carried: tuple[str, Sort] | None = None

    @property
    def sort(self) -> Sort:
        """The sort of its last reason."""
        return self.found.sort if self.carried is None else self.carried[1]
