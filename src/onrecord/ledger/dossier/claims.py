"""Figures and commitments that belong to a topic, those of several reports on one line."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from onrecord.core import Grade
from onrecord.core.ledger import Commitment, Figure
from onrecord.ledger.claims import Claim as Claimable
from onrecord.ledger.claims import claimed
from onrecord.ledger.dossier.decisions import DECIDING
from onrecord.ledger.dossier.lines import joined
from onrecord.ledger.dossier.pages import Page, forms_of
from onrecord.ledger.dossier.stances import OURS
from onrecord.ledger.dossier.topics import Scope
from onrecord.ledger.dossier.types import Basis, Claim, Pledge
from onrecord.match.statements.wording import is_content_word, tokens

_COUNT = "count"
_LENGTHS = frozenset(
    {"minute", "hour", "day", "week", "fortnight", "month", "quarter", "year", "decade", "century"}
)
"""Units of time: how long something lasted is no figure of a topic."""


def figures(scope: Scope) -> Iterator[tuple[Hashable, Claim]]:
    """The figures told of the topic, but for lengths of time and counts of nobody knows what."""
    page = scope.page
    for figure in page.witness.figures:
        claimed_by = _speaker(page, figure.quotation)
        basis = "named" if scope.is_topic(claimed_by) else scope.basis(page.place(figure.span.start))
        if basis is None or figure.unit in _LENGTHS or (figure.unit == _COUNT and not _counts(page, figure)):
            continue
        # Seven of what was counted beside the topic's name may be seven of anything.
        if basis == "context" and figure.unit == _COUNT:
            continue
        sentence = page.sentence(page.place(figure.span.start)).span
        line = Claim(
            " ".join(sentence.of(page.text).split()),
            basis,
            (page.proof(figure.span),),
            figure=figure,
            about=figure.about.of(page.text) if figure.about else "",
            claimed_by=claimed_by,
            grade=_grade(page, figure.quotation) if claimed_by else None,
        )
        yield _figure_key(page, figure), line


def side_by_side(lines: Sequence[Claim]) -> tuple[Claim, ...]:
    """The lines, those that claim one thing behind each other."""
    things: dict[int, int] = {}
    differing: set[int] = set()
    for number, thing in enumerate(claimed(_as_claim(at, line) for at, line in enumerate(lines))):
        members = {int(each.id) for each in thing.claims}
        things |= dict.fromkeys(members, number)
        differing |= members if thing.differ else set()
    numbered = [replace(line, thing=things.get(at), differ=at in differing) for at, line in enumerate(lines)]
    firsts: dict[int, int] = {}
    for at in range(len(lines)):
        if at in things:
            firsts.setdefault(things[at], at)
    order = sorted(range(len(lines)), key=lambda at: (firsts[things[at]] if at in things else at, at))
    return tuple(numbered[at] for at in order)


def _as_claim(at: int, line: Claim) -> Claimable:
    figure, proof = line.figure, line.sources[0]
    return Claimable(
        str(at),
        figure.value,
        figure.unit,
        line.about,
        line.name,
        proof.report,
        figure.upper,
        figure.bound,
        figure.change,
        (figure.period.earliest, figure.period.latest) if figure.period else None,
        line.claimed_by,
        proof.day,
    )


def _counts(page: Page, figure: Figure) -> bool:
    """Whether it is known what a number counts, and that is not the parties ("both countries")."""
    return figure.about is not None and page.form(page.place(figure.about.end) - 1) not in DECIDING


def _figure_key(page: Page, figure: Figure) -> Hashable:
    """The same value of the same thing and time, claimed by the same speaker, is one line."""
    about = (
        frozenset(token.stem for token in tokens(page.text, (figure.about,))) if figure.about else figure.id
    )
    period = (figure.period.earliest, figure.period.latest) if figure.period else None
    value = figure.value, figure.upper, figure.unit, figure.bound, figure.change
    return value, period, about, _speaker(page, figure.quotation)


def commitments(scope: Scope) -> Iterator[tuple[Hashable, Pledge]]:
    """The commitments that speak of the topic."""
    page = scope.page
    for commitment in page.witness.commitments:
        basis = _basis(scope, commitment)
        if basis is None:
            continue
        words = " ".join(commitment.span.of(page.text).split())
        line = Pledge(
            words, basis, (page.proof(commitment.span),), commitment=commitment, ids=(commitment.id,)
        )
        yield _commitment_key(page, commitment), line


def _basis(scope: Scope, commitment: Commitment) -> Basis | None:
    """Why a commitment is of the topic: made by it or naming it; or binding, with a party or "we" in it."""
    page = scope.page
    first, end = page.place(commitment.span.start), page.place(commitment.span.end)
    speaker = _speaker(page, commitment.quotation)
    if scope.is_topic(commitment.who_name) or scope.is_topic(speaker) or scope.names_topic(first, end):
        return "named"
    ours = not OURS.isdisjoint(page.folded[first:end]) or bool(scope.parties_in(first, end))
    return scope.basis(first) if ours and commitment.type != "prediction" else None


def _commitment_key(page: Page, commitment: Commitment) -> Hashable:
    if commitment.id in page.witness.same:
        return page.witness.same[commitment.id]
    stems = (token.stem for token in tokens(page.text, (commitment.span,)))
    return (
        frozenset(stem for stem in stems if is_content_word(stem)),
        commitment.type,
        _speaker(page, commitment.quotation),
    )


def as_told(lines: Sequence[Pledge]) -> tuple[Pledge, ...]:
    """The lines, those of one speaker in the same words as one."""
    return joined(
        (((forms_of(line.name), line.commitment.type, line.commitment.who_name), line) for line in lines),
        with_ids,
    )


def with_ids(line: Pledge, group: Sequence[Pledge]) -> Pledge:
    """A line with the ids that the commitment has in all its reports."""
    return replace(line, ids=tuple(sorted({each for one in group for each in one.ids})))


def _grade(page: Page, quotation: str | None) -> Grade | None:
    return next((each.grade for each in page.witness.quotations if each.id == quotation), None)


def _speaker(page: Page, quotation: str | None) -> str | None:
    """Who says what a quotation holds, across reports where that is known."""
    if quotation is None:
        return None
    voice = page.witness.voices.get(quotation)
    if voice is not None:
        return voice.speaker
    speaker = next((each.speaker for each in page.witness.quotations if each.id == quotation), None)
    return speaker.name if speaker else None
