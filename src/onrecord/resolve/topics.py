"""Whom a description means that nobody was introduced with: who the text speaks of just before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

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
_NEVER_NAMED = frozenset(
    "lawyer attorney spokesman spokeswoman spokesperson diplomat member voter resident student worker "
    "driver neighbor neighbour witness consultant lobbyist pollster strategist donor operative insider "
    "supporter reporter journalist correspondent writer author editor host moderator officer soldier "
    "buyer trader investor user reader viewer listener caller judge partner leader prosecutor owner "
    "plaintiff employer customer manufacturer producer developer provider retailer maker carrier opponent "
    "successor predecessor attacker shooter gunman interviewer teacher doctor number order center centre "
    "power matter error sector color colour war poster letter paper summer winter weather answer corner "
    "manner behavior behaviour career fear year mirror chapter transfer chatter chamber character".split()
)
"""Nouns for those whom a report may speak of by nothing else, and nouns for no one."""
_PERSON = re.compile(
    r"\w{3,}(?:er|or|ist|man|woman|ian|eon|crat)|justice|veteran|native|mother|father|widow|widower"
)
_ANEW = r"\b(?:an?|another|one|any|no|every)\s+(?:[\w’'-]+\s+){{0,3}}{}\b"
_OFFICES = frozenset({"politician", "leader", "official", "head of state", "head of government", "head"})
_OF_STATES = frozenset(
    {
        "mayor",
        "president",
        "head of state",
        "prime minister",
        "minister",
        "chancellor",
        "secretary",
        "king",
        "queen",
        "pope",
    }
)
"""Who holds these a report may take as known."""
_FAR = 4000
_TIMES = 3


class Topics:
    """Finds whom the sentences before a description are about, in one report."""

    def __init__(self, layout: Layout, cast: Cast, discourse: Discourse) -> None:
        self._layout = layout
        self._cast = cast
        self._discourse = discourse
        self._named: Counter[Member] = Counter()
        """How often the report names everybody."""

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
        near = placed or (self._prominent(near) if wanted.name in _RUNNING else near)
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

    def _prominent(self, near: list[Entry]) -> list[Entry]:
        """Those named at least a third as often as whoever of them the report names most."""
        if not self._named:
            self._named.update(filter(None, map(self._cast.find, self._cast.names)))
        most = max(self._named[entry.member] for entry in near)
        return [entry for entry in near if self._named[entry.member] * _TIMES >= most]

    def apt(self, wanted: Role, span: Span) -> Antecedent | None:
        """Whom "the retired surgeon" means: the one person of the last sentence that speaks of any.

        Nobody where such a one has been spoken of without a name ("a surgeon"), or has another office.
        """
        if not self._one_person(wanted, span):
            return None
        layout = self._layout
        gender = wanted.gender or self._discourse.gender_after(span.end)
        start = layout.sentence_span(span.start).start
        people = self._discourse.people(span.start)
        here = {entry.member for entry in people if entry.at >= start and entry.opens}
        near = [entry for entry in people if entry.at < start and not (entry.content or entry.owner)]
        if not near or layout.paragraph(span.start) - layout.paragraph(near[0].at) > 1:
            return None
        last = [entry for entry in near if layout.sentence(entry.at) == layout.sentence(near[0].at)]
        group = [entry for entry in last if self._joined(entry) or entry.spoke]
        for leading in (Entry.opening, Entry.speaking):
            if len({entry.member for entry in group}) > 1:
                group = [entry for entry in group if leading(entry)]
        if len({entry.member for entry in group}) != 1:
            return None
        chosen = group[0]
        head = layout.paragraph(chosen.at) == 0  # "Mail of Brun found" says little of Ms Brun
        if head and not (chosen.spoke or chosen.opens or chosen.clear):
            return None
        fit = self._may_be(chosen.member, wanted, gender) and self._may_hold(chosen.member, wanted, people)
        hidden = self._discourse.hides_since(chosen, span.start, gender or chosen.member.gender or "m")
        if not fit or hidden or chosen.member in here:
            return None
        return Antecedent(chosen.member, f"the person spoken of just before, at {chosen.at}", "topic")

    def _joined(self, entry: Entry) -> bool:
        """Whether somebody is a subject, or joined to one ("Ana Brun and Ivo Dent")."""
        return entry.strong or (not entry.content and self._layout.text.endswith(" and ", 0, entry.at))

    @staticmethod
    def _may_hold(member: Member, wanted: Role, people: Sequence[Entry]) -> bool:
        """Whether somebody may hold an office the report does not give them: a speaker may, no state's."""
        entry = tables().roles.get(wanted.form)
        if entry is None or wanted.name in _RUNNING or not entry.also & _OFFICES:
            return True
        spoke = any(each.spoke for each in people if each.member is member)
        return spoke and wanted.name not in _OF_STATES

    def _one_person(self, wanted: Role, span: Span) -> bool:
        """Whether a description is of one person of whom the report has not spoken without a name."""
        text, form = self._layout.text, wanted.form
        first = self._layout.word_at(span.start)
        definite = self._layout.words[first].folded == "the"
        noun = form in tables().roles or _PERSON.fullmatch(form.split(" ")[-1]) is not None
        if not definite or not noun or form.endswith("s") or form in _NEVER_NAMED:
            return False
        anew = re.compile(_ANEW.format(re.escape(form)), re.IGNORECASE)
        return anew.search(text, max(span.start - _FAR, 0), span.start) is None

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
