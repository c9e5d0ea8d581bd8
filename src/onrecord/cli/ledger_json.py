"""The ledger as JSON: rows with where they stand, numbers as numbers, spans as `[start, end]`."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from onrecord.core.ledger_words import number

if TYPE_CHECKING:
    from onrecord.core import Deadline, Figure
    from onrecord.record import (
        ClaimedRow,
        CommitmentPage,
        CommitmentRow,
        Evidence,
        FigureRow,
        PositionRow,
        Source,
        Stand,
    )

Json = dict[str, object]
_ELSEWHERE = frozenset({"source", "due_text"})
"""Fields that stand in the JSON as parts of others, or their parts beside the rest."""


def figure(row: FigureRow) -> Json:
    """One figure; its value is a whole number where it has no fraction."""
    return {**_with_source(row), **numbers(row)}


def claim(row: ClaimedRow) -> Json:
    """One thing that several figures claim."""
    return {"differ": row.differ, "figures": [figure(each) for each in row.figures]}


def commitment(row: CommitmentRow) -> Json:
    """One commitment in a list."""
    return {
        **_stand(row.stand),
        "id": row.id,
        "made_on": row.made_on,
        "reports": row.reports,
        "outlets": row.outlets,
        "as_of": row.as_of,
        "status": row.status,
        "standing": row.standing,
        "due_now": _due(row.due, None),
        "last_day": row.last_day,
        "uid": row.uid,
        "late": row.late,
        "evidence": [_evidence(each) for each in row.evidence],
        "judged": asdict(row.judged) if row.judged else None,
    }


def page(found: CommitmentPage) -> Json:
    """One commitment with all its places, and all that people found of it."""
    return {
        **commitment(found.row),
        "stands": [_stand(each) for each in found.stands],
        "judgements": [asdict(each) for each in found.judgements],
    }


def position(row: PositionRow) -> Json:
    """One statement of a speaker, and how it compares with an earlier one."""
    stand, against = row.position.stand, row.position.against
    return {
        "statement": stand.statement,
        "day": stand.day,
        "last_day": stand.days[1],
        "label": row.position.label,
        "text": stand.content,
        "polarity": stand.polarity,
        "against": {
            "statement": against.statement,
            "day": against.day,
            "last_day": against.days[1],
            "text": against.content,
        }
        if against
        else None,
        "signs": [asdict(each) for each in row.position.signs],
        "changes": [asdict(each) for each in row.position.changes],
        "quotations": [asdict(each) for each in row.quotes],
    }


def _stand(stand: Stand) -> Json:
    return {**_with_source(stand), "due": _due(stand.due, stand.due_text)}


def _evidence(told: Evidence) -> Json:
    return {**_with_source(told), "due": _due(told.due, told.due_text)}


def _with_source(row: FigureRow | Stand | Evidence) -> Json:
    """The fields of a row, with those of its source beside them."""
    return {**_fields(row), **_fields(row.source)}


def _fields(row: FigureRow | Stand | Evidence | Source) -> Json:
    # Not `asdict`: that copies whatever it holds, and takes most of the time of a long list.
    return {each.name: getattr(row, each.name) for each in fields(row) if each.name not in _ELSEWHERE}


def _due(due: Deadline | None, words: str | None) -> Json | None:
    if due is None:
        return None
    known: Json = {"earliest": due.earliest, "latest": due.latest, "precision": due.precision}
    return known if words is None else {**known, "text": words, "span": due.text}


def numbers(row: FigureRow | Figure) -> Json:
    """The value and the upper end of a figure; whole numbers where they have no fraction."""
    return {"value": number(row.value), "upper": None if row.upper is None else number(row.upper)}
