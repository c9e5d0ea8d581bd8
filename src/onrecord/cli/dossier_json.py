"""A dossier as JSON: every line with all its places."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from onrecord.cli.ledger_json import Json, numbers

if TYPE_CHECKING:
    from onrecord.ledger.dossier import Claim, Pledge
    from onrecord.record import DossierPage


def as_json(page: DossierPage) -> Json:
    """The whole page; spans are `[start, end]` in code points of the text of the report they name."""
    dossier = page.dossier
    return {
        "topic": dossier.topic,
        "names": dossier.names,
        "as_of": page.as_of,
        "parties": [asdict(line) for line in dossier.parties],
        "bodies": [asdict(line) for line in dossier.bodies],
        "agreements": [asdict(line) for line in dossier.agreements],
        "decisions": [asdict(line) for line in dossier.decisions],
        "projects": [asdict(line) for line in dossier.projects],
        "figures": [_figure(line) for line in dossier.figures],
        "commitments": [_commitment(page, line) for line in dossier.commitments],
        "positions": [asdict(line) for line in dossier.positions],
        "reports": [asdict(page.reports[each]) for each in dossier.reports],
        "reports_left_out": page.left_out,
    }


def _figure(line: Claim) -> Json:
    figure = line.figure
    return {
        "name": line.name,
        "about": line.about,
        "basis": line.basis,
        **numbers(figure),
        "unit": figure.unit,
        "bound": figure.bound,
        "change": figure.change,
        "period": asdict(figure.period) if figure.period else None,
        "claimed_by": line.claimed_by,
        "thing": line.thing,
        "differ": line.differ,
        "sources": [asdict(proof) for proof in line.sources],
    }


def _commitment(page: DossierPage, line: Pledge) -> Json:
    commitment = line.commitment
    row = page.standing(line)
    return {
        "name": line.name,
        "basis": line.basis,
        "ids": line.ids,
        "type": commitment.type,
        "who": commitment.who_name,
        "due": asdict(commitment.due) if commitment.due else None,
        "status": row.status if row else None,
        "judged": row.judged.verdict if row and row.judged else None,
        "confidence": commitment.confidence,
        "grade": commitment.grade,
        "sources": [asdict(proof) for proof in line.sources],
    }
