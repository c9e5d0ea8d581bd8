"""The cast as speakers: one id each, how sure the reason is, what the report calls them."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.core import Speaker, SpeakerKind
from onrecord.resolve.cast import Member
from onrecord.resolve.found import Answer, Antecedent, Joint
from onrecord.resolve.tables import fold, tables


class Portraits:
    """Makes the speakers of one report."""

    def __init__(self) -> None:
        self._ids: dict[tuple[SpeakerKind, str], str] = {}
        self._taken: set[str] = set()

    def of(self, answer: Answer) -> Speaker:
        """The speaker found; what another quotation carries on is no surer than that."""
        found = answer.found
        speaker = self._joint(found) if isinstance(found, Joint) else self._single(found)
        if answer.carried is None:
            return speaker
        reason, sort = answer.carried
        return replace(speaker, reason=reason, confidence=min(tables().confidence[sort], speaker.confidence))

    def _joint(self, found: Joint) -> Speaker:
        members = tuple(self._single(part) for part in found.parts)
        names = [member.name for member in members]
        name = f"{', '.join(names[:-1])} and {names[-1]}"
        confidence = min([tables().confidence[found.sort], *(member.confidence for member in members)])
        return Speaker(self._id("group", name), name, "group", found.reason, confidence, members=members)

    def _single(self, found: Antecedent) -> Speaker:
        member = found.member
        kind = member.kind or ("group" if _plural(member) else "person")
        said: dict[str, str] = {}
        for role in sorted(member.roles, key=lambda role: role.at) if kind != "group" else ():
            said.setdefault(fold(role.phrase), role.phrase)
        key = fold(member.name)
        return Speaker(
            self._id(kind, member.name),
            member.name,
            kind,
            found.reason,
            tables().confidence[found.sort],
            tuple(said.values()),
            metonym=kind == "organisation" and (key in tables().capitals or key in tables().seats),
        )

    def _id(self, kind: SpeakerKind, name: str) -> str:
        key = (kind, fold(name))
        if key not in self._ids:
            slug = "-".join(re.findall(r"\w+", fold(name))) or kind
            self._ids[key] = slug if slug not in self._taken else f"{slug}-{len(self._taken)}"
            self._taken.add(self._ids[key])
        return self._ids[key]


def _plural(member: Member) -> bool:
    """Whether a name known by nothing else is a group's ("Greens", "Unionists")."""
    return len(member.key) == 1 and member.key[0].endswith(("ans", "ats", "ists", "crats", "ites"))
