"""Two people of one full name, told apart by roles that hardly go together."""

from __future__ import annotations

from onrecord.resolve.cast import Member

_WALKS = (
    frozenset("star singer rapper actor actress musician comedian player striker goalkeeper boxer".split()),
    frozenset("economist professor judge pollster scientist physicist surgeon bishop".split()),
)
"""Walks of life that one person seldom leads at once."""


def two_of_one_name(member: Member) -> bool:
    """Whether a report gives one full name, at two places, roles from two walks of life."""
    introduced = [
        {
            min(member.named_in_full, key=lambda at, role=role: abs(at - role.at))
            for role in member.roles
            if role.form in walk
        }
        for walk in _WALKS
        if member.named_in_full
    ]
    return len(introduced) == len(_WALKS) and all(introduced) and not introduced[0] & introduced[1]
