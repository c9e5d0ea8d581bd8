"""Appearances, profiles and judgements in few words, for tests."""

from __future__ import annotations

from onrecord.core import Appearance, EntityKind, Judgement, ObservedRole, Profile, Verdict
from onrecord.match import profile_id


def seen(
    identity: str, name: str, *roles: str, day: str | None = None, kind: EntityKind = "person"
) -> Appearance:
    """An appearance, `identity` its id."""
    return Appearance(identity, name, kind, roles, day)


def known(
    name: str,
    *roles: str,
    kind: EntityKind = "person",
    told_apart: str = "",
    times: int = 1,
    external: tuple[tuple[str, str], ...] = (),
) -> Profile:
    """A profile of one name; a role is "text", "text|day" or "text|first|last"."""
    parts = [role.split("|") for role in roles]
    observed = tuple(ObservedRole(p[0], *(([p[1], p[-1]]) if len(p) > 1 else ())) for p in parts)
    appearances = tuple(f"{name}-{told_apart}-{i}/s1" for i in range(times))
    return Profile(profile_id(kind, name, told_apart), kind, (name,), appearances, observed, external)


def decided(
    left: str, right: str, verdict: Verdict = "same", by: str = "person:ada", *, confidence: float = 1.0
) -> Judgement:
    """A judgement, a person's unless said otherwise."""
    return Judgement(left, right, verdict, by, "because", confidence)
