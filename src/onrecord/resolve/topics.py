"""Whom a description means that nobody was introduced with: who the text speaks of just before."""

from __future__ import annotations

from onrecord.core import Span
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.discourse import Discourse, Entry
from onrecord.resolve.found import Antecedent
from onrecord.resolve.layout import Layout
from onrecord.resolve.roles import Role, agree, known_places
from onrecord.resolve.tables import Gender, tables

_TOPIC_PARAGRAPHS = 2
_RUNNING = frozenset(
    {
        "businessman",
        "billionaire",
        "mogul",
        "magnate",
        "tycoon",
        "star",
        "adherent",
        "nominee",
        "candidate",
        "incumbent",
        "rival",
        "running mate",
        "politician",
    }
)
"""Roles that say little of what else somebody is."""
_OF_MANY = _RUNNING | {"politician", "senator", "representative", "lawmaker"}
"""What many in a report may be called; any other description is an office, and takes its holder."""
_PUBLIC = frozenset(
    {"politician", "leader", "lawmaker", "minister", "secretary", "head of state", "businessman", "executive"}
)


class Topics:
    """Finds whom the sentences before a description are about, in one report."""

    def __init__(self, layout: Layout, cast: Cast, discourse: Discourse) -> None:
        self._layout = layout
        self._cast = cast
        self._discourse = discourse

    def nearest(self, span: Span) -> Antecedent | None:
        """Who "the 29-year-old" is: the one person of the last sentence that speaks of any."""
        near = [entry for entry in self._discourse.people(span.start) if entry.strong or entry.spoke]
        first = near[0] if near else None
        here = self._layout.sentence
        if first is None or len({e.member for e in near if here(e.at) == here(first.at)}) != 1:
            return None
        if self._layout.paragraph(span.start) - self._layout.paragraph(first.at) > 1:
            return None
        return Antecedent(first.member, f"the only person it fits near by, named at {first.at}", "topic")

    def of(self, wanted: Role, span: Span, bearers: list[Member]) -> Antecedent | None:
        """Who the last sentence is about, where nothing the report tells contradicts."""
        entry = tables().roles.get(wanted.form)
        public = wanted.name in _RUNNING or (entry is not None and bool(entry.also & _PUBLIC))
        vague = bool(wanted.portfolio) and wanted.name in {"leader", "minister", "secretary"}
        titled = self._layout.words[self._layout.word_at(wanted.at)].capital and not wanted.places
        office = wanted.name not in _OF_MANY and not wanted.former
        open_to_all = public and not (vague or titled or office) and wanted.places <= known_places()
        if (office and len(bearers) > 1) or (not bearers and not open_to_all):
            return None
        gender = wanted.gender or self._discourse.gender_after(span.end)
        paragraph = self._layout.paragraph
        near = [
            entry
            for entry in self._discourse.people(span.start)
            if (entry.strong or entry.spoke)
            and paragraph(span.start) - paragraph(entry.at) <= _TOPIC_PARAGRAPHS
            and (entry.member in bearers or (open_to_all and self._may_be(entry.member, wanted, gender)))
        ]
        if not near:
            return None
        placed = [entry for entry in near if entry.member.affiliation & wanted.places]
        near = placed or near
        sentence = self._layout.sentence(near[0].at)
        group = [entry for entry in near if self._layout.sentence(entry.at) == sentence]
        members = {entry.member for entry in group}
        people = self._discourse.people(span.start) if len(bearers) > 1 else ()
        here = {entry.member for entry in people if self._layout.sentence(entry.at) == sentence}
        if len(here & set(bearers)) > 1:
            return None
        for leading in (Entry.opening, Entry.speaking):
            if len(members) > 1:
                group = [entry for entry in group if leading(entry)]
                members = {entry.member for entry in group}
        if len(members) != 1:
            return None
        chosen = group[0]
        if chosen.member not in bearers and not self._discourse.spoken_of(chosen.member, span.start):
            return None
        return Antecedent(chosen.member, f"the only person it fits near by, named at {chosen.at}", "topic")

    def _may_be(self, member: Member, wanted: Role, gender: Gender | None) -> bool:
        """Whether nothing the report tells of a person contradicts a description."""
        gendered = gender is None or member.gender in {None, gender}
        if not gendered or not self._discourse.is_person(member):
            return False
        if not agree(wanted.places, member.affiliation):
            return False
        known = [role for role in member.roles if role.form in tables().roles or role.name == "adherent"]
        return all(agrees(role, wanted) for role in known)


def agrees(role: Role, wanted: Role) -> bool:
    """Whether somebody of a role may also be called so: in public life, of no other party or office."""
    if not agree(wanted.places, role.places) or (role.name == wanted.name and role.former != wanted.former):
        return False
    if role.name in _RUNNING:
        return True
    near = wanted.name in _RUNNING or role.name in {wanted.name, *wanted.also}
    return near and bool(role.also & _PUBLIC)
