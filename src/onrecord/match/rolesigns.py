"""What roles say against two people being one, short of proof: time, office, gender and walk of life."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Literal

from onrecord.match.roles import Role, within
from onrecord.match.tables import Gender, tables

_FAR_YEARS = 10
"""Whoever was seen so many years from another with part of the name may be of another generation."""
_ANY_OFFICE = frozenset({"leader", "spokesman"})
"""Words that reports put for any office, or beside it."""
Walk = Literal["play", "office"]
_PLAY = frozenset({"athlete", "performer"})
_CALLINGS = frozenset({"judge", "bishop"})
_OF_MANY_BODIES = frozenset({"president", "vice president", "chancellor", "monarch"})
"""Offices that tell of a state only with a country of the tables: clubs have presidents."""
_OF_CHURCHES = frozenset({"church", "parish", "chapel"})
_ABOUT_PLAY = frozenset(
    "sport sports football athletics olympic olympics culture arts film music entertainment".split()
)
_CHANGED_IN_MONTHS = 12
"""Nobody goes from one walk of life to another so soon without a report that says both."""


def walks(role: Role) -> frozenset[Walk]:
    """The walks of life that a role tells of: a minister of sport knows both."""
    found: set[Walk] = set()
    if role.office in _PLAY or role.words & _ABOUT_PLAY:
        found.add("play")
    if _of_state(role) or role.office in _CALLINGS:
        found.add("office")
    return frozenset(found)


def _of_state(role: Role) -> bool:
    """Whether it is a state's office and no club's, company's or church's."""
    if role.scope != "national" or role.office in _OF_MANY_BODIES:
        return role.scope == "national" and role.listed
    portfolio = role.portfolio - tables().supranational - _OF_CHURCHES
    return role.office != "minister" or role.place is not None or bool(portfolio)


def of_two_walks(one: Sequence[Role], other: Sequence[Role]) -> bool:
    """Whether one is an athlete or on stage, and the other in a high office, at about the same time.

    Not where a role of one tells of the other's walk of life, nor of what somebody was or wants to be.
    """
    told = [frozenset(walk for role in roles for walk in walks(role)) for roles in (one, other)]
    if sorted(map(len, told)) != [1, 1] or told[0] == told[1]:
        return False
    lives = [[role for role in roles if role.held and _leads(role)] for roles in (one, other)]
    return any(within(a, b, _CHANGED_IN_MONTHS) for a, b in product(*lives))


def _leads(role: Role) -> bool:
    """Whether a role is itself a walk of life: a football writer only knows about one."""
    return role.office in _PLAY or "office" in walks(role)


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
