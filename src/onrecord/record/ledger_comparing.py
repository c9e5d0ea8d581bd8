"""Commitments compared with others, and with what was told later: by the rules of `onrecord.ledger`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from onrecord.record.ledger_sides import Made, Told, made, told

Pairs = Sequence[tuple[int, int]]


def restated(connection: Connection, pairs: Pairs) -> list[tuple[int, int]]:
    """Those of the pairs of commitments, by their keys, that are one commitment."""
    of = made(connection, {key for pair in pairs for key in pair})
    return [(one, other) for one, other in pairs if are_one(of[one], of[other])]


def outcomes(connection: Connection, pairs: Pairs) -> list[tuple[int, int]]:
    """Those of the pairs of a commitment and a telling, by their keys, where the one tells of the other."""
    of, said = made(connection, {key for key, _ in pairs}), told(connection, {key for _, key in pairs})
    return [(one, telling) for one, telling in pairs if tells_of(said[telling], of[one])]


def may_tell(sentence: str) -> bool:
    """Whether a sentence may say what became of a commitment, whichever."""
    return False


def are_one(one: Made, other: Made) -> bool:
    """Whether two commitments are one, said twice."""
    return False


def tells_of(telling: Told, commitment: Made) -> bool:
    """Whether a sentence says what became of a commitment that was made before."""
    return False
