"""Two people of one full name, told apart by roles that hardly go together."""

from __future__ import annotations

from onrecord.resolve.cast import Member
from onrecord.resolve.roles import Role

_WALKS = (
    frozenset("star singer rapper actor actress musician comedian player striker goalkeeper boxer".split()),
    frozenset("economist professor judge pollster scientist physicist surgeon bishop".split()),
)
"""Walks of life that one person seldom leads at once."""


def two_of_one_name(member: Member) -> bool:
    """Whether a report gives one full name, at two places, roles from two walks of life."""
    if not member.named_in_full:
        return False
    one, other = ({_named_beside(member, role) for role in member.roles if role.form in w} for w in _WALKS)
    return bool(one and other) and not one & other


def _named_beside(member: Member, role: Role) -> int:
    """Where the full name stands that is nearest to a role."""
    return min(member.named_in_full, key=lambda at: abs(at - role.at))
