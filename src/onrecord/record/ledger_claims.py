"""Figures of many reports that claim one thing, side by side."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.ledger.claims import Claim, claimed
from onrecord.record.ledger_rows import ClaimedRow, FigureRow


def claims(rows: Iterable[FigureRow], *, differing: bool) -> list[ClaimedRow]:
    """What at least two of these figures claim; with `differing` only where values cannot all be so."""
    by_id = {row.id: row for row in rows if row.about is not None}
    found = claimed(_claim(row) for row in by_id.values())
    return [
        ClaimedRow(tuple(by_id[claim.id] for claim in each.claims), each.differ)
        for each in found
        if each.differ or not differing
    ]


def _claim(row: FigureRow) -> Claim:
    earliest, latest = row.period_earliest, row.period_latest
    return Claim(
        id=row.id,
        value=row.value,
        unit=row.unit,
        about=row.about or "",
        sentence=row.said,
        report=row.source.report_id,
        upper=row.upper,
        bound=row.bound,
        change=row.change,
        period=(earliest, latest) if earliest is not None and latest is not None else None,
        speaker=row.source.speaker,
        day=row.source.first_day,
        outlet=row.source.outlet,
    )
