"""Bodies and offices of a topic, and who is said to hold an office.

A body belongs to the topic where a report says so ("the Council of the Coastal Union", "within the Union: the
Committee ... has been established"). In a report on the topic, one that is named again and again and is
nobody else's belongs to it by context. Whatever is said to be another's is left out.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from onrecord.ledger.dossier import moods
from onrecord.ledger.dossier.lines import ordered
from onrecord.ledger.dossier.pages import Sentence
from onrecord.ledger.dossier.parties import listed
from onrecord.ledger.dossier.topics import Lexicon, Scope
from onrecord.ledger.dossier.types import Basis, Body, Event, Holder, Proof
from onrecord.ledger.dossier.words import kind_of, phrase_at, phrases, words_of_kind
from onrecord.match.roles import place_key
from onrecord.resolve.tables import tables

_TABLE = "dossier_bodies"
_ABOUT = frozenset({"on", "for"})
_INSIDE = frozenset({"within", "of", "in", "under"})
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "new", "joint"})
_AUXILIARIES = frozenset({"has", "have", "had", "will", "is", "are", "to", "also", "soon", "now"})
_MAKING = frozenset({"founded", "planned"})
_PLACE_ENDINGS = ("ian", "ean", "ese", "ish", "ans")


class Named(NamedTuple):
    """A body or an office as its words stand: name from `first` up to `end`, all with its owner up to `stop`.

    `owner` is "topic", "other", or None where the words name no owner.
    """

    first: int
    end: int
    begin: int
    stop: int
    owner: str | None


class Bodies:
    """Reads the bodies and offices of one page."""

    def __init__(self, scope: Scope, lexicon: Lexicon) -> None:
        self._scope, self._page, self._lexicon = scope, scope.page, lexicon

    def found(self) -> Iterator[tuple[Hashable, Body]]:
        """The bodies and offices that belong to the topic."""
        named = list(self._named())
        foreign = {self._key(each) for each in named if each.owner == "other"}
        places: dict[tuple[str, ...], list[Named]] = {}
        for each in named:
            if self._key(each) not in foreign or each.owner == "topic":
                places.setdefault(self._key(each), []).append(each)
        for key, those in places.items():
            basis = self._basis(those)
            if basis is not None:
                for each in those:
                    yield key, self._line(each, basis)

    def _key(self, named: Named) -> tuple[str, ...]:
        return tuple(word for word in self._page.folded[named.first : named.end] if word not in {"the", "-"})

    def _named(self) -> Iterator[Named]:
        page, at = self._page, 0
        while at < len(page):
            found = self._body(at) or self._office(at)
            if found is not None:
                yield found
            at = max(found.end if found else 0, at + 1)

    # A body: a name in capitals with a noun such as "council" in it

    def _body(self, at: int) -> Named | None:
        page = self._page
        if not page.proper(at) or (page.proper(at - 1) and page.spaced(at)):
            return None
        end = page.run_end(at)
        heads = [place for place in range(at, end) if kind_of(page.form(place)) == "body"]
        if not heads or (kind_of(page.form(end - 1)) == "office" and end - 1 > heads[-1]):
            return None
        first = at
        mention = self._scope.mention_at(at)
        if mention is not None and mention <= heads[0]:
            return self._extended(Named(at, end, at, end, "topic"))
        if kind_of(page.form(at)) == "office":
            return None
        owner = self._owner_before(at)
        if owner is None and self._is_of_place(first, heads[-1]):
            owner = "other"
        begin = self._owner_start(at) if owner == "topic" else at
        # What follows the noun in capitals is a name of its own: "the Council Mira Holt".
        end = min(end, heads[-1] + 1)
        return self._extended(Named(first, end, begin, end, owner))

    def _extended(self, named: Named) -> Named:
        """With what it is on or made of ("on Trade and Quality", "of Ministers"), and its owner behind."""
        page, end = self._page, named.end
        if page.form(end) in _ABOUT:
            end = self._subject_end(end + 1) or end
        if page.form(end) == "of":
            mention = self._scope.mention_at(end + 1 + (page.form(end + 1) == "the"))
            if mention is None and page.form(end + 1) != "the" and not self._is_place(end + 1):
                end = self._subject_end(end + 1) or end
        return self._owned(named._replace(end=end, stop=end))

    def _owned(self, named: Named) -> Named:
        """With the owner that is named behind ("of the Coastal Union", "of the Northern Pact")."""
        page = self._page
        if page.form(named.end) not in {"of", "for", "to"}:
            return named
        at = named.end + 1 + (page.form(named.end + 1) == "the")
        mention = self._scope.mention_at(at)
        if mention is not None:
            return named._replace(stop=mention, owner="topic")
        return named._replace(owner="other") if page.proper(at) and named.owner != "topic" else named

    def _subject_end(self, at: int) -> int | None:
        """Where the capitalised words end that a body is on: "Standardization and Quality"."""
        page = self._page
        at += page.form(at) == "the"
        if not page.proper(at):
            return None
        end = page.run_end(at)
        while page.form(end) in {"and", "&"} and page.proper(end + 1):
            end = page.run_end(end + 1)
        return end

    def _is_place(self, at: int) -> bool:
        """Whether a place or a party is named at a place: "the Council of Norvia" is Norvia's."""
        page = self._page
        if not page.proper(at):
            return False
        words = page.form(at)
        return place_key(words)[1] or words in tables().places or self._party_at(at)

    def _party_at(self, at: int) -> bool:
        return any(party.end(self._page, at) is not None for party in self._scope.parties)

    def _is_of_place(self, first: int, head: int) -> bool:
        """Whether a name begins with whose the body is: "the Norvian Supreme Council"."""
        form = self._page.form(first)
        return first < head and (self._is_place(first) or form.endswith(_PLACE_ENDINGS))

    def _owner_before(self, at: int) -> str | None:
        page = self._page
        if not page.possessive(at):
            return "other" if page.form(at - 1) in {"his", "her"} else None
        return "topic" if self._scope.mention_before(at - 1) is not None else "other"

    def _owner_start(self, at: int) -> int:
        return self._scope.mention_before(at - 1) or at

    # An office: "the State Secretary of the Coastal Union", "Coastal Union secretary-general"

    def _office(self, at: int) -> Named | None:
        page = self._page
        phrase = phrase_at(page.folded, at, _TABLE, "office")
        if phrase is None:
            return None
        first, end = self._office_start(at), at + len(phrase.words)
        if page.form(end) == "of" and self._scope.mention_at(end + 1) is None and not self._is_place(end + 1):
            end = self._subject_end(end + 1) or end if page.form(end + 1) != "the" else end
        before = first - 1 if page.form(first - 1) == "'s" else first
        mention = self._scope.mention_before(before)
        if mention is not None and before >= first - 1:
            return Named(first, end, mention, end, "topic")
        owned = self._owned(Named(first, end, first, end, None))
        return owned if owned.owner == "topic" else None

    def _office_start(self, at: int) -> int:
        """With the words before that belong to its name: "Permanent Secretary", "deputy director"."""
        page, first = self._page, at
        while page.spaced(first) and (
            page.form(first - 1) in words_of_kind(_TABLE, "modifier")
            or (page.proper(first - 1) and page.words.capital(at) and not self._ends_mention(first))
        ):
            first -= 1
        return first

    def _ends_mention(self, at: int) -> bool:
        return self._scope.mention_before(at) is not None

    # What belongs to the topic

    def _basis(self, those: list[Named]) -> Basis | None:
        if any(each.owner == "topic" or self._is_made_within(each) for each in those):
            return "named"
        page, scope = self._page, self._scope
        name = self._key(those[0])
        common = {phrase.words for phrase in phrases(_TABLE, "common")}
        sentences = {page.sentence(each.first).number for each in those}
        if not scope.topical or name in common or len(name) == 1 or len(sentences) < 2:
            return None
        by = [each for each in those if page.form(each.first - 1) == "the" and scope.basis(each.first)]
        return "context" if by else None

    def _is_made_within(self, named: Named) -> bool:
        """Whether the sentence says that it was set up within the topic."""
        page, sentence = self._page, self._page.sentence(named.first)
        made = [each for each in moods.told(page, sentence, "body") if each.kind in _MAKING]
        if named.owner is not None or not any(self._is_told_of(each, named) for each in made):
            return False
        by_topic = any(
            set(page.folded[end : each.first]) <= _AUXILIARIES
            for each in made
            for _, end in self._scope.mentions
            if sentence.first < end <= each.first <= named.first
        )
        inside = any(
            sentence.first <= first < named.first
            and page.form(first - 1 - (page.form(first - 1) == "the")) in _INSIDE
            for first, _ in self._scope.mentions
        )
        return inside or by_topic

    def _line(self, named: Named, basis: Basis) -> Body:
        page = self._page
        sentence = page.sentence(named.first)
        proof = page.proof(page.span(named.begin, named.stop))
        events = tuple(self._events(named, sentence))
        line = Body(page.shown(named.first, named.end), basis, (proof,), events)
        holder = self._holder(named) if named.owner == "topic" else None
        return replace(line, holders=(holder,)) if holder else line

    def _events(self, named: Named, sentence: Sentence) -> Iterator[Event]:
        """What became of a body: told right behind its name, so that it is not of something else."""
        page = self._page
        for told, when in moods.happenings(page, sentence, "body"):
            if self._is_told_of(told, named):
                yield moods.event(page, told, when)

    def _is_told_of(self, told: moods.Told, named: Named) -> bool:
        """Whether a verb stands with a body's name: "the Council was founded", "will establish a Council"."""
        page = self._page
        if told.end <= named.first:
            return set(page.folded[told.end : named.first]) <= _DETERMINERS
        between = range(named.stop, told.first)
        apart = any(page.form(at) in {",", ";", ":", "by"} or page.proper(at) for at in between)
        return told.first >= named.stop and not apart

    # Who holds an office

    def _holder(self, named: Named) -> Holder | None:
        page = self._page
        if kind_of(page.form(named.end - 1)) == "body" or self._is_former(named):
            return None
        found = self._person_behind(named) or self._person_before(named)
        if found is None:
            return None
        first, end = found
        whole = page.span(min(first, named.begin), max(end, named.stop))
        return Holder(page.shown(first, end), (page.proof(whole),))

    def _is_former(self, named: Named) -> bool:
        former = words_of_kind(_TABLE, "former")
        near = range(max(named.begin - 3, 0), named.first)
        return any(self._page.form(at) in former for at in near) or not moods.is_real(self._page, named.first)

    def _person_behind(self, named: Named) -> tuple[int, int] | None:
        page, at = self._page, named.stop
        if page.form(at) == "of" and named.owner == "topic":
            at = self._past_members(at + 1) or at
        comma = page.form(at) == ","
        at += comma
        end = page.run_end(at) if page.spaced(at) else at
        if not self._is_person(at, end) or (comma and page.form(end) not in {",", ".", "", "said", "and"}):
            return None
        return at, end

    def _past_members(self, at: int) -> int | None:
        """The place behind the parties of "of Norvia and Merrow"."""
        names, end = listed(self._page, self._lexicon, at)
        return end if names else None

    def _person_before(self, named: Named) -> tuple[int, int] | None:
        page = self._page
        at = named.begin - (page.form(named.begin - 1) in {"the", "a", "its"})
        for words, _ in phrases(_TABLE, "holding"):
            if tuple(page.folded[at - len(words) : at]) == words:
                at -= len(words)
                break
        else:
            if page.form(at - 1) != ",":
                return None
            at -= 1
        first = page.run_start(at - 1) if page.proper(at - 1) else at
        return (first, at) if self._is_person(first, at) else None

    def _is_person(self, first: int, end: int) -> bool:
        """Whether two to four capitalised words are a person's name: none is an office, a body or a party."""
        page = self._page
        if not 2 <= end - first <= 4:
            return False
        forms = [page.form(at) for at in range(first, end)]
        known = any(kind_of(form) or form in tables().roles or form in tables().places for form in forms)
        return not known and not any(self._party_at(at) for at in range(first, end))


def with_holders(line: Body, group: Sequence[Body]) -> Body:
    """A line with every holder that its places tell of, each once."""
    held: dict[str, list[Proof]] = {}
    for holder in (holder for each in group for holder in each.holders):
        held.setdefault(holder.name, []).extend(holder.sources)
    return replace(line, holders=tuple(Holder(name, ordered(proofs)) for name, proofs in held.items()))
