"""What a report says will be done or will come: promises, decisions, plans, orders and predictions.

Markers ("will", "plans to") open candidates, small words and marks tell their clauses, and signs with fitted
weights decide what each is, if anything (decisions/0063). docs/commitments.md tells users what to expect.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from onrecord.core import Name, Quotation, Report, Span, quotation_id
from onrecord.core.ledger import Commitment, CommitmentType
from onrecord.ledger.candidates import Candidate, candidates
from onrecord.ledger.commitment_signs import cue_of, is_aside, signs, verb_kinds
from onrecord.ledger.commitment_weights import Sort, probabilities
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
_BINDING = frozenset({"promise", "announce", "plan"})
_PROMISES = frozenset({"promise", "promise noun", "promise thing", "threat"})
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
    odds = _fitting(candidate, probabilities(signs(candidate)))
    binding = max(odds["promise"], odds["plan"])
    if odds["prediction"] > odds["promise"] + odds["plan"]:
        return _Weighed(candidate, "prediction", 1 - odds["none"], odds["prediction"])
    kind: CommitmentType = "promise" if binding == odds["promise"] else "plan"
    return _Weighed(candidate, _settled(candidate) or kind, 1 - odds["none"], binding)


def _fitting(candidate: Candidate, odds: dict[Sort, float]) -> dict[Sort, float]:
    """The odds of what "will" may say of those who do not speak here: nobody promises for others."""
    subject, sentence, cue = candidate.clause.subject, candidate.sentence, cue_of(candidate)
    if candidate.own or not subject.places or candidate.opening.marker.reading != "modal":
        return odds
    # "His office would", and "they" are often who speaks.
    close = sentence.is_a(subject.places.start, "owner", "personal")
    dated_to_day = candidate.due is not None and candidate.due.precision == "day"
    comes = verb_kinds().get(sentence.form(candidate.opening.verb)) == "happening" and not dated_to_day
    if cue == "predict" or (comes and not close and cue not in _BINDING):
        return {"none": odds["none"], "promise": 0.0, "plan": 0.0, "prediction": 1 - odds["none"]}
    return odds if close or cue in _BINDING else odds | {"promise": 0.0}


def _timed(candidate: Candidate) -> _Weighed:
    """A verb in the present tells of a plan if a day, week or month is with it: no sign tells more."""
    sentence, clause, due = candidate.sentence, candidate.clause, candidate.due
    behind = due is not None and due.text.start > sentence.words[candidate.opening.verb].start
    near = behind and due is not None and due.precision in _NEAR and due.latest is not None
    main = not sentence.is_a(clause.start - 1, "opener") and not sentence.is_a(clause.start, "opener")
    likely = _TIMED if main and near and not clause.subject.relative else 0.0
    return _Weighed(candidate, "plan", likely, likely)


def _settled(candidate: Candidate) -> CommitmentType | None:
    """An order, a decision or a promise, where the words say so."""
    sign, cue = candidate.opening.marker.sign, cue_of(candidate)
    if sign in _ORDERS or cue == "order":
        return "order"
    if sign in _DECISIONS or cue == "decide":
        return "decision"
    return "promise" if sign in _PROMISES else None


def _apart(found: Iterable[_Weighed]) -> list[_Weighed]:
    """The likeliest of those that overlap, in order of the text."""
    spans = [(each.candidate.span, each) for each in found]
    kept: list[tuple[Span, _Weighed]] = []
    for span, each in sorted(spans, key=lambda one: (-one[1].likely, one[0])):
        at = bisect_right(kept, span, key=itemgetter(0))
        # What is kept stands apart, so only those beside it could reach into it.
        if not any(other.overlaps(span) for other, _ in kept[max(0, at - 1) : at + 1]):
            kept.insert(at, (span, each))
    return [each for _, each in kept]


def _commitment(weighed: _Weighed, parties: Parties, digest: str) -> Commitment:
    candidate = weighed.candidate
    sentence, clause, quotation = candidate.sentence, candidate.clause, candidate.quotation
    who, name = parties.who(sentence, clause, quotation)
    sure = weighed.type == "plan" and weighed.confidence >= _RECORD and _has_plain_subject(candidate)
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


def _has_plain_subject(candidate: Candidate) -> bool:
    """Whether those who plan are one name, pronoun or phrase: "plans" is a noun, and "and" joins clauses."""
    sentence, subject = candidate.sentence, candidate.clause.subject
    places, reading = subject.places, candidate.opening.marker.reading
    if any(sentence.is_a(at, "joiner") for at in places or ()):
        return False
    if reading not in {"own", "noun"}:
        return True
    if places is None or subject.shared or any(sentence.words[at].possessive for at in places[:-1]):
        return False
    opens = sentence.words[places[-1]].capital or sentence.is_a(places.start, "determiner", "pronoun")
    return opens and sentence.form(places.start) != "no" and not sentence.form(places[-1]).endswith("ing")


def _what(candidate: Candidate) -> Span:
    """What is to be done: the clause from the word behind its marker on, "not" included."""
    sentence, clause, opening = candidate.sentence, candidate.clause, candidate.opening
    at = max(clause.start, opening.verb)
    if opening.marker.reading in {"modal", "state"}:
        at = min(opening.at + len(opening.marker.words), opening.verb)
    # "won’t" is one word on the page.
    at -= at > clause.start and sentence.words[at - 1].end == sentence.words[at].start
    return sentence.between(at, clause.end)
