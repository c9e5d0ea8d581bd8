"""Corrected reports as JSON lines, to learn from: one report a line, offsets in code points of its text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

from onrecord.core import Quotation, Spans

if TYPE_CHECKING:
    from onrecord.record import CorrectedReport, CorrectionRow


def write_corrections(reports: Iterable[CorrectedReport], to: TextIO) -> int:
    """Write each report with all its relations; how many there were.

    `whole` says that somebody went through all of them; else only those have been looked at that name their
    corrections in `corrected`, and the places in `denied`, where nobody is quoted.
    """
    count = 0
    for each in reports:
        to.write(json.dumps(_report(each), ensure_ascii=False) + "\n")
        count += 1
    return count


def _report(each: CorrectedReport) -> dict[str, Any]:
    return {
        "report": each.report_id,
        "name": each.name,
        "sha256": each.text_sha256,
        "text": each.text,
        "whole": each.whole,
        "relations": [
            _relation(quotation) | {"corrected": list(each.corrected.get(quotation.id, ()))}
            for quotation in each.quotations
        ],
        "denied": _pairs(each.denied),
        "corrections": [_correction(row) for row in each.corrections],
    }


def _relation(quotation: Quotation) -> dict[str, Any]:
    who = quotation.speaker
    return {
        "id": quotation.id,
        "type": quotation.type,
        "content": _pairs(quotation.content),
        "source": _pairs(quotation.source),
        "cue": _pairs(quotation.cue),
        "speaker": None if who is None else {"name": who.name, "kind": who.kind},
        "nested_in": quotation.nested_in,
    }


def _correction(row: CorrectionRow) -> dict[str, Any]:
    each = row.correction
    return {"id": each.id, "what": each.what, "by": row.who, "at": each.at, "why": each.why}


def _pairs(spans: Spans) -> list[list[int]]:
    return [list(span) for span in spans]
