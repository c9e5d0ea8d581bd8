"""What a topic's parties and bodies are said to have decided, sentence by sentence."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from onrecord.ledger.dossier import moods
from onrecord.ledger.dossier.pages import Page, Sentence
from onrecord.ledger.dossier.topics import Scope
from onrecord.ledger.dossier.types import Line
from onrecord.ledger.dossier.words import phrase_at
from onrecord.match.statements.wording import stem_of

_TABLE = "dossier_events"
_BREAKS = frozenset({",", ";", ":", "—", "–", "that", "which", "who"})
DECIDING = frozenset(
    "we leaders presidents ministers governments members sides countries parliaments states heads "
    "delegations partners allies".split()
)
"""Who decides together without a name."""


def decisions(scope: Scope, bodies: frozenset[tuple[str, ...]]) -> Iterator[tuple[Hashable, Line]]:
    """The sentences in which a party, a body (by the words of its name) or the topic decides something."""
    page = scope.page
    for sentence in page.sentences:
        at = _decided(page, sentence)
        if at is None:
            continue
        basis = scope.basis(at)
        if basis is None or not _is_theirs(scope, sentence, at, bodies):
            continue
        proof = page.proof(sentence.span)
        key = frozenset(
            stem_of(word) for word in page.folded[sentence.first : sentence.end] if word.isalnum()
        )
        yield key, Line(page.shown(sentence.first, sentence.end), basis, (proof,))


def _decided(page: Page, sentence: Sentence) -> int | None:
    """Where a sentence has the verb of a decision that was taken."""
    for at in range(sentence.first, sentence.end):
        if phrase_at(page.folded, at, _TABLE, "decision") is None:
            continue
        noun = page.form(at - 1) in {"the", "a", "an", "its", "their", "newly", "of", "-"}
        if not noun and moods.mood(page, at) == "real":
            return at
    return None


def _is_theirs(scope: Scope, sentence: Sentence, verb: int, bodies: frozenset[tuple[str, ...]]) -> bool:
    """Whether the words before the verb name who decides, and nobody else in capitals."""
    page, first = scope.page, sentence.first
    for at in range(verb - 1, sentence.first - 1, -1):
        if page.form(at) in _BREAKS:
            first = at + 1
            break
    subject = page.folded[first:verb]
    ours = (
        not DECIDING.isdisjoint(subject)
        or scope.names_topic(first, verb)
        or bool(scope.parties_in(first, verb))
    )
    body = any(name == tuple(subject[at : at + len(name)]) for name in bodies for at in range(len(subject)))
    return (ours or body) and not _names_others(scope, first, verb, bodies)


def _names_others(scope: Scope, first: int, end: int, bodies: frozenset[tuple[str, ...]]) -> bool:
    page, at = scope.page, first
    while at < end:
        mention = scope.mention_at(at)
        known = next(
            (at + len(name) for name in bodies if tuple(page.folded[at : at + len(name)]) == name), None
        )
        party = next((stop for each in scope.parties if (stop := each.end(page, at)) is not None), None)
        behind = mention or known or party
        if behind is None and page.proper(at):
            return True
        at = behind or at + 1
    return False
