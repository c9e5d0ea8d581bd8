"""What a report says will be done or will come: promises, decisions, plans, orders and predictions.

Markers ("will", "plans to") open candidates, small words and marks tell their clauses, and signs with fitted
weights decide what each is, if anything (decisions/0063). docs/commitments.md tells users what to expect.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.core import Name, Quotation, Report, Span, quotation_id
from onrecord.core.ledger import Commitment, CommitmentType
from onrecord.ledger.candidates import Candidate, candidates
from onrecord.ledger.commitment_signs import cue_of, is_aside, signs
from onrecord.ledger.commitment_weights import probabilities
from onrecord.ledger.due import dated
from onrecord.ledger.markers import PRESENT
from onrecord.ledger.parties import Parties
from onrecord.resolve.dates import parse_day

_LEAST = 0.55
"""Below this probability a clause is none."""
_LOOK = 0.2
"""Below this one no deadline is looked for: it would not make a commitment of it."""
_RECORD = 0.93
"""From this on 98 in 100 plans were right, span and type; of other types too few are so sure."""
_TIMED, _NEAR = 0.6, frozenset({"day", "week", "month"})
"""How often "opens in May" tells of a plan, counted on few, and with which times."""
_ORDERS = frozenset({"order", "order noun", "require"})
_DECISIONS = frozenset({"decide", "decision noun", "decide thing", "must"})


@dataclass(frozen=True, slots=True)
class _Weighed:
    candidate: Candidate
    type: CommitmentType
    likely: float
    """The probability that it is a commitment of any type."""
    confidence: float
    """That it is one of this type."""


def commitments(
    report: Report, quotations: Sequence[Quotation], names: Sequence[Name]
) -> tuple[Commitment, ...]:
    """The commitments of a report, in and outside quotations, in order of the text; none overlaps another.

    Times are counted from the report's day; without one they have only the days that their words tell. Pure.
    """
    parties = Parties(report.text, quotations, names)
    told = report.published or report.dateline
    said = parse_day(told.value) if told else None
    hopeful = (each for each in candidates(report, quotations, parties) if _may_be(each))
    placed = (dated(each, said) for each in hopeful)
    weighed = (_weighed(each) for each in placed if not is_aside(each))
    chosen = _apart(each for each in weighed if each.likely >= _LEAST)
    digest = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()
    return tuple(_commitment(each, parties, digest) for each in chosen)


def _may_be(candidate: Candidate) -> bool:
    """Whether the clause may be a commitment if it has a deadline."""
    return candidate.opening.marker.reading == PRESENT or _weighed(candidate).likely >= _LOOK


def _weighed(candidate: Candidate) -> _Weighed:
    if candidate.opening.marker.reading == PRESENT:
        return _timed(candidate)
    odds = probabilities(signs(candidate))
    binding = max(odds["promise"], odds["plan"])
    if odds["prediction"] > odds["promise"] + odds["plan"]:
        return _Weighed(candidate, "prediction", 1 - odds["none"], odds["prediction"])
    kind: CommitmentType = "promise" if binding == odds["promise"] else "plan"
    return _Weighed(candidate, _settled(candidate) or kind, 1 - odds["none"], binding)


def _timed(candidate: Candidate) -> _Weighed:
    """A verb in the present tells of a plan if a day, week or month is with it: no sign tells more."""
    sentence, clause, due = candidate.sentence, candidate.clause, candidate.due
    behind = due is not None and due.text.start > sentence.words[candidate.opening.verb].start
    near = behind and due is not None and due.precision in _NEAR and due.latest is not None
    main = not sentence.is_a(clause.start - 1, "opener") and not sentence.is_a(clause.start, "opener")
    likely = _TIMED if main and near and not clause.subject.relative else 0.0
    return _Weighed(candidate, "plan", likely, likely)


def _settled(candidate: Candidate) -> CommitmentType | None:
    """An order or a decision, where the words say so."""
    sign, cue = candidate.opening.marker.sign, cue_of(candidate)
    if sign in _ORDERS or cue == "order":
        return "order"
    return "decision" if sign in _DECISIONS or cue == "decide" else None


def _apart(found: Iterable[_Weighed]) -> list[_Weighed]:
    """The likeliest of those that overlap, in order of the text."""
    kept: list[_Weighed] = []
    for each in sorted(found, key=lambda one: (-one.likely, one.candidate.span)):
        if not any(one.candidate.span.overlaps(each.candidate.span) for one in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.candidate.span)


def _commitment(weighed: _Weighed, parties: Parties, digest: str) -> Commitment:
    candidate = weighed.candidate
    sentence, clause, quotation = candidate.sentence, candidate.clause, candidate.quotation
    who, name = parties.who(sentence, clause, quotation)
    sure = weighed.type == "plan" and weighed.confidence >= _RECORD
    return Commitment(
        # What is said and that it is promised are two things at one place.
        id=quotation_id(f"commitment {digest}", (candidate.span,)),
        type=weighed.type,
        span=candidate.span,
        what=_what(candidate),
        who=who,
        who_name=name,
        for_whom=parties.for_whom(sentence, candidate.opening.verb + 1, clause.end),
        condition=candidate.condition,
        due=candidate.due,
        quotation=None if quotation is None else quotation.id,
        confidence=round(weighed.confidence, 4),
        grade="record" if sure else "review",
    )


def _what(candidate: Candidate) -> Span:
    """What is to be done: the clause from the word behind its marker on, "not" included."""
    sentence, clause, opening = candidate.sentence, candidate.clause, candidate.opening
    at = max(clause.start, opening.verb)
    if opening.marker.reading in {"modal", "state"}:
        at = min(opening.at + len(opening.marker.words), opening.verb)
    # "won’t" is one word on the page.
    at -= at > clause.start and sentence.words[at - 1].end == sentence.words[at].start
    return sentence.between(at, clause.end)
