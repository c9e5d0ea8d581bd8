"""Descriptions as sources: "the finance minister", "the nominee"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from onrecord.core import Span
from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.found import Antecedent, Sort
from onrecord.resolve.layout import Layout
from onrecord.resolve.roles import BREAKS, Role, agree, fits, read_role
from onrecord.resolve.sources import Source
from onrecord.resolve.tables import tables
from onrecord.resolve.topics import Topics

_DELAYED_PARAGRAPHS = 2
_ONE_EACH = frozenset({"running mate", "campaign manager", "chief of staff", "rival", "opponent"})
"""Of these somebody has one at a time."""
_ELECTED = frozenset({"senator", "representative", "governor", "lawmaker", "adherent"})
_LONGEST_MENTION = 4
_OLD = "-year-old"
_MOST_BEARERS = 40


class Descriptions:
    """Finds whom a description stands for in one report."""

    def __init__(self, layout: Layout, cast: Cast, discourse: Discourse) -> None:
        self._layout = layout
        self._cast = cast
        self._discourse = discourse
        self._mentions: dict[int, list[tuple[int, Member, bool]]] = {}
        discourse.described = self.mentions
        self._topics = Topics(layout, cast, discourse)

    def of(self, source: Source, span: Span) -> Antecedent | None:
        """The one person introduced so, else the person who is plainly the topic."""
        owner = source.owner
        if source.owned or (owner is not None and owner.possessive and owner.kind != "place"):
            return self._owned(source, span.start)
        words = (*source.core, *source.rest)
        text = self._layout.text
        ends = next(
            (i for i, w in enumerate(words) if text[w.stop : w.stop + 1] in {",", "(", ";"}), len(words) - 1
        )
        if source.head.endswith(_OLD):
            return self._topics.nearest(span)
        wanted = read_role(words[: ends + 1], invent=True)
        if wanted is None:
            return None
        bearers = self._bearers(wanted, span.start)
        only = bearers[0] if len(bearers) == 1 else None
        if only is not None and self._placed(only.member, wanted):
            return only
        found = self._topics.of(wanted, span, [each.member for each in bearers])
        return found or self._elected(wanted) or only or (None if bearers else self._topics.apt(wanted, span))

    def _elected(self, wanted: Role) -> Antecedent | None:
        """The one person with this state or party in brackets after the name: "the Vermont senator"."""
        asked = wanted.places & frozenset(tables().states.values())
        if wanted.name == "adherent":
            asked = asked or wanted.places
        if wanted.name not in _ELECTED or not asked:
            return None
        near = (member for member in self._cast.affiliated if asked <= member.affiliation)
        found = [member for member in near if agree(wanted.places, member.affiliation)]
        if len(found) != 1:
            return None
        return Antecedent(found[0], f"named with party and state at {found[0].at}", "role before")

    @staticmethod
    def _placed(member: Member, wanted: Role) -> bool:
        """Whether the report says that a bearer is of the place or party that a description names, if any."""
        told = member.affiliation.union(*(role.places for role in member.roles))
        states = frozenset(tables().states.values())
        return not wanted.places & states or bool(told & wanted.places)

    def _owned(self, source: Source, at: int) -> Antecedent | None:
        """The only one whom the report introduces as somebody's so: "his running mate"."""
        wanted = read_role(source.core)
        if wanted is None or source.rest or wanted.form not in _ONE_EACH:
            return None
        found: dict[Member, Role] = {}
        for member, role in islice(self._cast.introduced(wanted), _MOST_BEARERS):
            if role.owned and role.name == wanted.name and role.form == wanted.form:
                found.setdefault(member, role)
        if len(found) != 1:
            return None
        member, role = next(iter(found.items()))
        return _introduced(member, role, at)

    def _bearers(self, wanted: Role, at: int) -> list[Antecedent]:
        """All introduced so before, else those introduced by the same role soon after; only the best fits."""
        gender, near = wanted.gender, self._layout.paragraph(at) + _DELAYED_PARAGRAPHS
        found: dict[Member, tuple[bool, Role]] = {}
        before = later = 0
        for member, role in self._cast.introduced(wanted):
            late = role.at >= at
            if (late and before) or len(found) > _MOST_BEARERS:
                break
            far = late and self._layout.paragraph(role.at) > near
            later += far
            if far and (not wanted.places or later > _MOST_BEARERS):
                break
            gendered = gender is None or member.gender in {None, gender}
            if not gendered or (late and role.name != wanted.name):
                continue
            if not fits(wanted, role, member.affiliation):
                continue
            before += not late
            placed = bool(wanted.places & (role.places | member.affiliation))
            if member not in found or (placed and not found[member][0]):
                found[member] = placed, role
        best = any(placed for placed, _ in found.values())
        return [
            _introduced(member, role, at) for member, (placed, role) in found.items() if placed or not best
        ]

    def mentions(self, paragraph: int) -> list[tuple[int, Member, bool]]:
        """Descriptions in a paragraph that name somebody: offset, who, and whether as a subject."""
        if paragraph not in self._mentions:
            self._mentions[paragraph] = list(self._read_mentions(paragraph))
        return self._mentions[paragraph]

    def _read_mentions(self, paragraph: int) -> Iterator[tuple[int, Member, bool]]:
        layout, known = self._layout, tables().roles
        span = layout.paragraph_span(paragraph)
        words = layout.words
        for i in range(layout.word_at(span.start), layout.word_at(span.end)):
            if words[i].folded != "the" or layout.quoted(words[i].start):
                continue
            ends = range(min(i + _LONGEST_MENTION, len(words) - 1), i, -1)
            last = next((j for j in ends if words[j].folded in known and self._touching(i, j)), None)
            if last is None or (
                last + 1 < len(words) and words[last + 1].capital and self._touching(last, last + 1)
            ):
                continue
            wanted = read_role(words[i + 1 : last + 1])
            bearers = [] if wanted is None else self._bearers(wanted, words[i].start)
            found = bearers[0] if len(bearers) == 1 else None
            if found is not None and found.sort == "role before":
                before = words[i - 1].folded if i and not layout.begins_sentence(i) else ""
                yield words[i].start, found.member, before not in BREAKS and not words[last].possessive

    def _touching(self, first: int, last: int) -> bool:
        words, text = self._layout.words, self._layout.text
        return all(text[words[k].stop : words[k + 1].start] == " " for k in range(first, last))


def _introduced(member: Member, role: Role, at: int) -> Antecedent:
    sort: Sort = "role after" if role.at >= at else "role before"
    return Antecedent(member, f"introduced as {role.text} at {role.at}", sort)
