"""Several as sources without their names: "the two men", "both countries", "the candidates"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from onrecord.resolve.cast import Cast, Member
from onrecord.resolve.discourse import Discourse
from onrecord.resolve.found import Antecedent, Found, Joint
from onrecord.resolve.layout import Layout
from onrecord.resolve.sources import PAIRS, SEVERAL, Source
from onrecord.resolve.tables import Gender, tables

_PEOPLE = SEVERAL | frozenset({"officials"})
_GENDERS: dict[str, Gender] = {"men": "m", "women": "f", "brothers": "m", "sisters": "f"}
_RELATED = frozenset("brothers sisters friends spouses newlyweds colleagues voters".split())
_COUNTRIES = frozenset("countries nations governments states neighbours neighbors".split())
_FIRMS = frozenset(
    "companies firms groups organisations organizations newspapers papers banks agencies outlets networks "
    "magazines corporations unions institutions".split()
)
_JOINING = re.compile(r"[’'s]{0,2}(?: \([^()]*\))?,? (?:and |as well as |or )?(?:[\w.’'-]+ ){0,3}")
_SENTENCES_BACK, _NAMES_BACK, _TWO = 2, 30, 2

Named = list[tuple[int, Member]]


class Several:
    """Finds who several are that a report names just before."""

    def __init__(self, layout: Layout, cast: Cast, discourse: Discourse) -> None:
        self._layout = layout
        self._cast = cast
        self._discourse = discourse
        self._starts = [name.span.start for name in cast.names]

    def pair(self, source: Source, at: int) -> Found | None:
        """The two that "the two men" or "both countries" are: those named just before."""
        noun = source.head
        if noun in _COUNTRIES:
            return self._two(self._countries(at))
        fits = self._fitting(noun)
        if fits is None:
            return None
        if noun not in PAIRS and len(source.core) == 1:
            return self._together(at) or self._joined(at, fits)
        named = [(where, member) for where, member in self._discourse.named_lately(at, 1) if fits(member)]
        joined = self._joined(at, fits)
        if joined is None or not named:
            return self._two(named)
        beside = self._layout.sentence(named[-1][0])
        last = {member for where, member in named if self._layout.sentence(where) == beside}
        return joined if last == set(joined.members) and len(last) == _TWO else self._two(named)

    def plural(self, source: Source, at: int) -> Found | None:
        """Who "the heavyweights" are, right after a source of several; which two "the companies" are."""
        before = self._layout.word_at(source.core[0].start) - 1 if source.core else -1
        definite = before >= 0 and self._layout.words[before].folded in {"the", "these"}
        plain = source.head.endswith("s") and source.head not in tables().unnamed_heads
        if source.rest or not definite or not plain:
            return None
        fits = self._fitting(source.head)
        found = self._together(at, paragraphs=1)
        alone = len(source.core) == 1 and source.head not in _RELATED
        return found or (self._joined(at, fits) if fits is not None and alone else None)

    def _fitting(self, noun: str) -> Callable[[Member], bool] | None:
        """Who can be called so; None for a noun that tells nothing."""
        if noun in _FIRMS:
            return self._is_firm
        people = _PEOPLE | PAIRS | _RELATED
        if noun not in people and noun.removesuffix("s") not in tables().roles:
            return None
        gender = _GENDERS.get(noun)
        return lambda m: self._discourse.is_person(m) and (gender is None or m.gender in {None, gender})

    @staticmethod
    def _is_firm(member: Member) -> bool:
        return member.kind == "organisation" and not member.place

    def _joined(self, at: int, fits: Callable[[Member], bool]) -> Found | None:
        """Those whom the last sentences join: "Ana Brun and Ivo Dent"."""
        names, sentence = self._cast.names, self._layout.sentence
        end = bisect_left(self._starts, at)
        back = range(end - 1, max(end - _NAMES_BACK, 0), -1)
        near = (i for i in back if sentence(at) - sentence(names[i].span.start) <= _SENTENCES_BACK)
        last = next((i for i in near if self._pairs(i, fits)), None)
        if last is None:
            return None
        first = last
        while first and self._pairs(first, fits):
            first -= 1
        members = [self._discourse.who(name) for name in names[first : last + 1]]
        parts = tuple(dict.fromkeys(member for member in members if member is not None))
        if len(parts) < 2:
            return None
        reason = f"those named together just before, at {names[first].span.start}"
        return Joint(tuple(Antecedent(member, reason, "pair") for member in parts), reason, "pair")

    def _pairs(self, i: int, fits: Callable[[Member], bool]) -> bool:
        """Whether a comma or "and", and no more than a title, joins name number `i` to the one before."""
        before, name = self._cast.names[i - 1], self._cast.names[i]
        gap = self._layout.text[before.span.end : name.span.start]
        if not _JOINING.fullmatch(gap) or not ("," in gap or " and " in gap):
            return False
        who = (None if self._layout.quoted(n.span.start) else self._discourse.who(n) for n in (before, name))
        return all(member is not None and fits(member) for member in who)

    def _together(self, at: int, paragraphs: int = 2) -> Found | None:
        """The people who spoke together last, as "the senators"."""
        last = self._discourse.spoken_before(at)
        near = last is not None and self._layout.paragraph(at) - self._layout.paragraph(last[0]) <= paragraphs
        if last is None or not near or len(last[1]) < 2 or any(m.kind != "person" for m in last[1]):
            return None
        reason = f"those who spoke together last, at {last[0]}"
        return Joint(tuple(Antecedent(member, reason, "pair") for member in last[1]), reason, "pair")

    def _countries(self, at: int) -> Named:
        """The countries named within the last paragraphs, adjectives too."""
        layout = self._layout
        start = layout.word_at(self._paragraph_start(at, 2))
        found: Named = []
        for word in layout.words[start : layout.word_at(at)]:
            country = tables().places.get(word.folded) if word.capital else None
            member = None if country is None or country in tables().states else self._cast.country(country)
            if member is not None:
                found.append((word.start, member))
        for where, member in self._discourse.named_lately(at, 2):
            country = tables().places.get(" ".join(member.key)) if member.place else None
            if country is not None and country not in tables().states:
                found.append((where, self._cast.country(country) or member))
        return found

    def _paragraph_start(self, at: int, back: int) -> int:
        return self._layout.paragraph_span(max(self._layout.paragraph(at) - back, 0)).start

    def _two(self, named: Named) -> Found | None:
        members = list(dict.fromkeys(member for _, member in named))
        if len(members) != 2:
            return None
        where = named[0][0]
        reason = f"the two named just before, from {where} on, at {where}"
        parts = tuple(Antecedent(member, reason, "pair") for member in members)
        return Joint(parts, reason, "pair")
