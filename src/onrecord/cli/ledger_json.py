"""The ledger as JSON: rows with where they stand, numbers as numbers, spans as `[start, end]`."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.core import Deadline
    from onrecord.record import ClaimedRow, CommitmentPage, CommitmentRow, FigureRow, PositionRow, Stand

Json = dict[str, object]


def figure(row: FigureRow) -> Json:
    """One figure; its value is a whole number where it has no fraction."""
    values = asdict(row)
    return {"id": values.pop("id"), **values.pop("source"), **values, **_numbers(row)}


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
        "late": row.late,
        "evidence": [_with_source(asdict(each)) for each in row.evidence],
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
        "label": row.position.label,
        "text": stand.content,
        "against": {"statement": against.statement, "day": against.day, "text": against.content}
        if against
        else None,
        "signs": [asdict(each) for each in row.position.signs],
        "changes": [asdict(each) for each in row.position.changes],
        "quotations": [asdict(each) for each in row.quotes],
    }


def _stand(stand: Stand) -> Json:
    values = asdict(stand)
    values["due"] = _due(stand.due, values.pop("due_text"))
    return _with_source(values)


def _with_source(values: Json) -> Json:
    source = values.pop("source")
    return {**values, **(source if isinstance(source, dict) else {})}


def _due(due: Deadline | None, words: str | None) -> Json | None:
    if due is None:
        return None
    known: Json = {"earliest": due.earliest, "latest": due.latest, "precision": due.precision}
    return known if words is None else {**known, "text": words, "span": due.text}


def _numbers(row: FigureRow) -> Json:
    return {"value": _number(row.value), "upper": None if row.upper is None else _number(row.upper)}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
