"""What all readers of lists share: the profile of an entry, the problem of a line, days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.core import EntityKind, ObservedRole, Profile
from onrecord.match.profiling import merged_roles, profile_id
from onrecord.match.words import clean

QID = re.compile(r"Q[1-9]\d*")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of a list that could not be understood: its number, from 1, and why, in one line."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}"


class NotUnderstood(ValueError):
    """A line says something that cannot be understood; the message says what."""


def entry(
    kind: EntityKind,
    names: Iterable[str],
    *,
    roles: Iterable[ObservedRole] = (),
    external: Iterable[tuple[str, str]] = (),
    told_apart: str = "listed",
) -> Profile:
    """The profile of an entry of a list.

    Its id is made from its external id alone, if it has one, so that it outlives a change of name and is the
    same for all lists; else from its name and `told_apart`.
    """
    known = tuple(dict.fromkeys(filter(None, map(clean, names))))
    if not known:
        raise NotUnderstood("it has no name")
    ids = tuple(sorted(set(external)))
    chosen = next((each for each in ids if each[0] == "wikidata"), ids[0] if ids else None)
    identity = profile_id(kind, "", " ".join(chosen)) if chosen else profile_id(kind, known[0], told_apart)
    return Profile(identity, kind, known, roles=merged_roles(roles), external=ids)


def day(text: str) -> str | None:
    """A day, month or year of ISO 8601; None for nothing.

    >>> day("2024-05"), day(" ")
    ('2024-05', None)
    """
    stripped = text.strip()
    if stripped and not _DAY.fullmatch(stripped):
        raise NotUnderstood(f"“{stripped}” is no date such as 2024-05-01")
    return stripped or None
