"""A dossier compiled from reports: what they tell of one topic, line by line."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from onrecord.ledger.dossier import claims, stances
from onrecord.ledger.dossier.agreements import agreements
from onrecord.ledger.dossier.bodies import Bodies, with_holders
from onrecord.ledger.dossier.decisions import decisions
from onrecord.ledger.dossier.lines import joined
from onrecord.ledger.dossier.pages import Page, forms_of
from onrecord.ledger.dossier.parties import known, parties
from onrecord.ledger.dossier.routes import projects
from onrecord.ledger.dossier.topics import Lexicon, Party, Scope, Topic, acronyms, party, topic_of
from onrecord.ledger.dossier.types import Dossier, Line, Witness


def compile_dossier(asked: str, witnesses: Iterable[Witness], also: Iterable[str] = ()) -> Dossier:
    """What these reports tell of a topic; `also` are other names by which it is known.

    Every line has the characters that prove it. The order of the reports makes no difference.
    """
    inquiry = Inquiry(asked, also)
    inquiry.take(witnesses)
    return inquiry.dossier()


class Inquiry:
    """A dossier as its reports come in: those that name the topic tell who its parties are."""

    def __init__(self, asked: str, also: Iterable[str] = ()) -> None:
        self._asked = topic_of(asked, also)
        self._pages: dict[str, Page] = {}

    @property
    def asked(self) -> Topic:
        """What was asked for, before any report was read."""
        return self._asked

    def take(self, witnesses: Iterable[Witness]) -> None:
        """Read these reports; one that was read before is not read again."""
        for witness in witnesses:
            if witness.id not in self._pages:
                self._pages[witness.id] = Page(witness)

    def parties(self) -> tuple[Party, ...]:
        """The parties that the reports taken so far tell of."""
        pages = self._in_order()
        return self._asked.parties or _parties(joined(_members(pages, self._topic(pages), Lexicon(pages))))

    def dossier(self) -> Dossier:
        """What the reports tell."""
        pages = self._in_order()
        topic, lexicon = self._topic(pages), Lexicon(pages)
        members = joined(_members(pages, topic, lexicon))
        named = topic.parties or _parties(members)
        scopes = [scope for page in pages if (scope := Scope(page, topic, named)).tells]
        bodies = [each for scope in scopes for each in Bodies(scope, lexicon).found()]
        names = frozenset(forms_of(line.name) for _, line in bodies)
        speaks_for = stances.parties_of(pages, named)
        pledges = (each for scope in scopes for each in claims.commitments(scope))
        return Dossier(
            topic=topic.asked,
            names=tuple(" ".join(name) for name in topic.names),
            reports=tuple(scope.page.witness.id for scope in scopes),
            parties=members,
            bodies=joined(bodies, with_holders),
            agreements=joined(each for scope in scopes for each in agreements(scope)),
            decisions=joined(each for scope in scopes for each in decisions(scope, names)),
            projects=joined(each for scope in scopes for each in projects(scope)),
            figures=claims.side_by_side(joined(each for scope in scopes for each in claims.figures(scope))),
            commitments=claims.as_told(joined(pledges, claims.with_ids)),
            positions=stances.in_time(
                [each for scope in scopes for each in stances.stances(scope, speaks_for)]
            ),
        )

    def _in_order(self) -> list[Page]:
        return [self._pages[identity] for identity in sorted(self._pages)]

    def _topic(self, pages: Sequence[Page]) -> Topic:
        """The topic with the short forms of its name that reports give."""
        names = dict.fromkeys((*self._asked.names, *acronyms(pages, self._asked)))
        return Topic(self._asked.asked, tuple(names), self._asked.parties)


def _parties(members: Sequence[Line]) -> tuple[Party, ...]:
    return tuple(map(party, known(members)))


def _members(pages: Sequence[Page], topic: Topic, lexicon: Lexicon) -> Iterator[tuple[Hashable, Line]]:
    """The parties that reports tell of; those of a relation are the two asked for, where both are named."""
    for page in pages:
        yield from parties(page, topic, lexicon)
        if topic.names:
            continue
        scope = Scope(page, topic, topic.parties)
        for each in page.sentences:
            if scope.basis(each.first) == "named":
                proof = page.proof(each.span)
                yield from ((one.name, Line(one.name, "named", (proof,))) for one in topic.parties)
