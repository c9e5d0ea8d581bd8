"""What roles say against two people being one, short of proof: their time, their office, their gender."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.match.roles import Role
from onrecord.match.tables import Gender, tables

_FAR_YEARS = 10
"""Whoever was seen so many years from another with part of the name may be of another generation."""
_ANY_OFFICE = frozenset({"leader", "spokesman"})
"""Words that reports put for any office, or beside it."""


def far_apart(one: Sequence[Role], other: Sequence[Role]) -> bool:
    """Whether many years lie between the last day of the one and the first of the other; not if unknown."""
    days = [sorted(day for role in roles for day in (role.first, role.last) if day) for roles in (one, other)]
    if not all(days):
        return False
    later, sooner = max(days[0][0], days[1][0]), min(days[0][-1], days[1][-1])
    return int(later[:4]) - int(sooner[:4]) > _FAR_YEARS


def other_office(one: Sequence[Role], other: Sequence[Role]) -> bool:
    """Whether both have offices, and none of the one's can be another word for one of the other's."""
    offices = [{role.office for role in roles if role.office} for roles in (one, other)]
    if not all(offices) or (offices[0] | offices[1]) & _ANY_OFFICE:
        return False
    return not any(a.endswith(b) or b.endswith(a) for a in offices[0] for b in offices[1])


def gender_of(roles: Sequence[Role]) -> Gender | None:
    """The gender that words such as "spokeswoman" tell of somebody, if they tell but one.

    "Chairman" is said of women too.
    """
    words = {word for role in roles for word in role.words}
    man, woman = bool(words & tables().men), bool(words & tables().women)
    return None if man == woman else "m" if man else "f"
