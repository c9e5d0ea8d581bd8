"""Sources that a report names only below: "Ex-mayor urges calm" over "said Ana Brun, the former mayor"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.core import Span
from onrecord.resolve.cast import Member
from onrecord.resolve.found import Antecedent, Found
from onrecord.resolve.layout import Layout
from onrecord.resolve.roles import Role, read_role
from onrecord.resolve.sources import SourceReader
from onrecord.resolve.tables import tables
from onrecord.resolve.topics import agrees

_HEAD_PARAGRAPHS, _REACH = 3, 2
_UNNAMED_BY_TRADE = frozenset({"aide", "expert", "analyst", "researcher", "academic"})
"""Wider words for those who speak without a name more often than not."""
_SELDOM_NAMED = frozenset(
    "lawyer attorney spokesman spokeswoman spokesperson lawmaker diplomat member voter resident student "
    "worker driver neighbor neighbour witness consultant lobbyist pollster strategist donor operative "
    "insider supporter reporter journalist correspondent writer author editor host moderator officer "
    "soldier buyer trader investor user reader viewer listener caller".split()
)
_AGENT = re.compile(r"\w{3,}(?:er|or|ist|man|woman|ian)")


class Delayed:
    """Names the early descriptions of one report by who is introduced right after them."""

    def __init__(self, layout: Layout, reader: SourceReader) -> None:
        self._layout = layout
        self._reader = reader

    def of(self, span: Span, later: Sequence[tuple[int, Found]]) -> Antecedent | None:
        """Who a description at `span` is; `later` are the sources after it that are known, in order."""
        layout = self._layout
        paragraph = layout.paragraph(span.start)
        if paragraph >= _HEAD_PARAGRAPHS or not later:
            return None
        at, found = later[0]
        far = layout.paragraph(at) - paragraph > _REACH + (paragraph == 0)
        if far or not isinstance(found, Antecedent) or not self._new(found.member, span):
            return None
        member, wanted = found.member, self._described(span)
        person = member.kind == "person" and wanted is not None and _compatible(member, wanted)
        if not person and not self._institution(member, span):
            return None
        return Antecedent(member, f"named only below, at {member.at}", "named below")

    def _institution(self, member: Member, span: Span) -> bool:
        """Whether "a newspaper" or "Popular Website" may be an organisation that the next words name."""
        source = self._reader.read(span)
        if source.form not in {"organisation", "unnamed"} or source.head not in tables().organisation_sorts:
            return False
        told = tables().organisation_sorts[source.head]
        other = member.key[-1] in tables().organisation_nouns and member.key[-1] not in told
        return not member.place and not other and member.kind in {"organisation", None}

    def _described(self, span: Span) -> Role | None:
        """What a phrase calls one person, if such are named as a rule."""
        source = self._reader.read(span)
        if source.form not in {"description", "unnamed"} or source.owned or not source.core:
            return None
        known, head = tables(), source.head
        by_trade = head in _SELDOM_NAMED or head in known.unnamed_heads or head.endswith("s")
        quantified = source.core[0].folded in known.unnamed_first
        if by_trade or quantified or not (head in known.roles or _AGENT.fullmatch(head)):
            return None
        noun = source.core[-1]._replace(capital=False)  # a headline's first word
        wanted = read_role((*source.core[:-1], noun, *source.rest), invent=True)
        return (
            None if wanted is None or wanted.also & _UNNAMED_BY_TRADE or wanted.name == "official" else wanted
        )

    def _new(self, member: Member, span: Span) -> bool:
        """Whether nobody has named a member before, but for the headline."""
        before = [at for at in member.named_in_full if at < span.start]
        return all(self._layout.paragraph(at) == 0 for at in before) and member.at >= span.end


def _compatible(member: Member, wanted: Role) -> bool:
    if wanted.gender is not None and member.gender not in {None, wanted.gender}:
        return False
    known = [role for role in member.roles if role.form in tables().roles]
    return not known or any(
        agrees(role, wanted) or wanted.name in {role.name, *role.also} or role.name in wanted.also
        for role in known
    )
