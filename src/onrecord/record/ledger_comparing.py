"""Commitments compared with others, and with what was told later: by the rules of `onrecord.ledger`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection

from onrecord.core import Span
from onrecord.ledger import status
from onrecord.ledger.status import Evidence, Later, Made, Status
from onrecord.record.ledger_sides import CommitmentAt, TellingAt, commitments_at, tellings_at

Pairs = Sequence[tuple[int, int]]


def restated(connection: Connection, pairs: Pairs) -> list[tuple[int, int]]:
    """Those of the pairs of commitments, by their keys, that are one commitment."""
    of = commitments_at(connection, {key for pair in pairs for key in pair})
    return [(one, other) for one, other in pairs if are_one(of[one], of[other])]


def outcomes(connection: Connection, pairs: Pairs) -> list[tuple[int, int]]:
    """Those of the pairs of a commitment and a telling, by their keys, where the one tells of the other."""
    of = commitments_at(connection, {key for key, _ in pairs})
    said = tellings_at(connection, {key for _, key in pairs})
    return [(one, telling) for one, telling in pairs if evidence(of[one], said[telling]) is not None]


def may_tell(text: str, span: Span) -> bool:
    """Whether a sentence may say what became of a commitment, whichever."""
    return status.may_tell(text, span)


def are_one(one: CommitmentAt, other: CommitmentAt) -> bool:
    """Whether two commitments are one, said twice."""
    return status.same_commitment(_made(one), _made(other))


def evidence(commitment: CommitmentAt, telling: TellingAt) -> Evidence | None:
    """What a sentence says became of a commitment made before; None where it says nothing plainly."""
    day = _day(telling.source.last_day)
    if day is None:
        return None
    source = telling.source
    later = Later(str(telling.key), day, telling.text, telling.span, source.speaker, source.report_id)
    return status.evidence(_made(commitment), later)


def status_of(commitment: CommitmentAt, told: Iterable[Evidence], as_of: str) -> Status:
    """Where a commitment stands on a day, by what was found of it before."""
    return status.settled(commitment.commitment, commitment.text, told, as_of)


def _made(at: CommitmentAt) -> Made:
    return Made(at.commitment, at.text, _day(at.source.last_day))


def _day(given: str | None) -> str | None:
    """A day of a report, where it is one: what is added by hand may have any words there."""
    try:
        return None if given is None else date.fromisoformat(given).isoformat()
    except ValueError:
        return None
