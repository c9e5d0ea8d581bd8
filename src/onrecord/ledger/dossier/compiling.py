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
from onrecord.ledger.dossier.topics import Lexicon, Scope, Topic, acronyms, party, topic_of
from onrecord.ledger.dossier.types import Dossier, Line, Witness


def compile_dossier(asked: str, witnesses: Iterable[Witness], also: Iterable[str] = ()) -> Dossier:
    """What these reports tell of a topic; `also` are other names by which it is known.

    Every line has the characters that prove it. The order of the reports makes no difference.
    """
    pages = [Page(each) for each in sorted(witnesses, key=lambda each: each.id)]
    topic = topic_of(asked, also)
    topic = Topic(topic.asked, tuple(dict.fromkeys((*topic.names, *acronyms(pages, topic)))), topic.parties)
    lexicon = Lexicon(pages)
    members = joined(_members(pages, topic, lexicon))
    named = topic.parties or tuple(map(party, known(members)))
    scopes = [scope for page in pages if (scope := Scope(page, topic, named)).tells]
    bodies = [each for scope in scopes for each in Bodies(scope, lexicon).found()]
    names = frozenset(forms_of(line.name) for _, line in bodies)
    speaks_for = stances.parties_of(pages, named)
    return Dossier(
        topic=topic.asked,
        names=tuple(" ".join(name) for name in topic.names),
        reports=tuple(scope.page.witness.id for scope in scopes),
        parties=members,
        bodies=joined(bodies, with_holders),
        agreements=joined(each for scope in scopes for each in agreements(scope)),
        decisions=joined(each for scope in scopes for each in decisions(scope, names)),
        projects=joined(each for scope in scopes for each in projects(scope)),
        figures=joined(each for scope in scopes for each in claims.figures(scope)),
        commitments=joined((each for scope in scopes for each in claims.commitments(scope)), claims.with_ids),
        positions=stances.in_time([each for scope in scopes for each in stances.stances(scope, speaks_for)]),
    )


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
