"""Corrections as rows and back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, RowMapping, select

from onrecord.core.corrections import Anchor, CorrectedSpeaker, Correction
from onrecord.record import correct_schema, correct_seals
from onrecord.record.chunks import chunks

Values = dict[str, object]

_column = correct_schema.correction.c
_IN_ORDER = select(correct_schema.correction).order_by(_column.at, _column.position, _column.id)


def corrections(connection: Connection, report: str | None = None) -> list[Correction]:
    """All corrections, or those of one report, in the order in which they were made; undone ones too."""
    wanted = _IN_ORDER if report is None else _IN_ORDER.where(_column.report_id == report)
    return [correction_of(row) for row in connection.execute(wanted).mappings()]


def reports_of(connection: Connection, ids: Sequence[str]) -> list[str]:
    """The reports in which the corrections with these ids are, in order."""
    reports = select(_column.report_id)
    found = {
        report
        for some in chunks(ids)
        for report in connection.execute(reports.where(_column.id.in_(some))).scalars()
    }
    return sorted(found)


def with_ids(connection: Connection, ids: Collection[str]) -> list[Correction]:
    """Those of the corrections with these ids that there are, in the order in which they were made."""
    found = [
        correction_of(row)
        for some in chunks(sorted(ids))
        for row in connection.execute(_IN_ORDER.where(_column.id.in_(some))).mappings()
    ]
    return sorted(found, key=lambda each: (each.at, each.position, each.id))


def correction_of(row: RowMapping) -> Correction:
    """A row as the correction it stores."""
    given = {name: row[name] for name in row if name != "seal"}
    speaker = json.loads(row["speaker"]) if row["speaker"] else None
    given |= {
        "anchors": _read(row["anchors"]),
        "spans": _read(row["spans"]) if row["spans"] else (),
        "speaker": CorrectedSpeaker(*speaker) if speaker else None,
        "whole": row["whole"] == 1,
    }
    return Correction(**given)


def values(each: Correction) -> Values:
    """A correction as columns, sealed."""
    who = each.speaker
    row: Values = {column.name: getattr(each, column.name) for column in _column if column.name != "seal"}
    row |= {
        "anchors": _written(each.anchors),
        "spans": _written(each.spans) if each.spans else None,
        "speaker": who and json.dumps([who.name, who.kind, who.entity], ensure_ascii=False),
        "whole": int(each.whole),
    }
    return row | {"seal": correct_seals.of_correction(row)}


def _written(anchors: Iterable[Anchor]) -> str:
    return json.dumps(list(anchors), ensure_ascii=False)


def _read(written: str) -> tuple[Anchor, ...]:
    return tuple(Anchor(*each) for each in json.loads(written))
