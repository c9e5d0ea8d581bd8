"""What people find of commitments: kept, dropped, delayed, or none at all; stored, and never deleted.

A judgement is on one commitment of one report, and holds for all that is one with it. It outlives readings:
where another one puts the commitment otherwise, the judgement is on what has its place or its words. Of
several the latest that was not undone counts, so that undoing it brings back what counted before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from onrecord.core import RecordError
from onrecord.record import ledger_schema, ledger_seals, schema, tallying, undoing
from onrecord.record.filters import single_day
from onrecord.record.folding import fold
from onrecord.record.judging import PERSON, identity
from onrecord.record.ledger_rows import VERDICTS, CommitmentJudged
from onrecord.record.naming import storable
from onrecord.record.people_rows import Notice

_table, _column = ledger_schema.commitment_judgement, ledger_schema.commitment_judgement.c
_commitment, _span, _version = (
    ledger_schema.commitment.c,
    ledger_schema.commitment_span.c,
    schema.version.c,
)
_LATEST_FIRST = select(_table).order_by(_column.at.desc(), _column.id)
PLACES = (
    select(
        _commitment.key,
        _commitment.id,
        _commitment.folded,
        _span.start,
        _span.end,
        _span.exact,
        _version.report_id,
        _version.text_sha256,
    )
    .join(ledger_schema.commitment_span, _span.commitment_key == _commitment.key)
    .join(schema.version, _version.key == _commitment.version_key)
    .where(_version.current == 1, _span.role == "span")
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a person finds of a commitment; `at` is when (ISO 8601)."""

    verdict: str
    until: str | None
    by: str
    note: str
    at: str


def judge(connection: Connection, key: int, found: Finding) -> CommitmentJudged:
    """Store what somebody found of the commitment with this key; see `Ledger.judge`."""
    verdict, until = found.verdict, found.until
    if verdict not in VERDICTS:
        raise RecordError(f"{storable(verdict)!r} is no verdict", f"one of: {', '.join(VERDICTS)}")
    if until is not None and verdict != "delayed":
        raise RecordError(f"only what is delayed has another day, not what is {verdict}", "leave it out")
    place = connection.execute(PLACES.where(_commitment.key == key)).mappings().one()
    row: dict[str, Any] = {
        "id": identity("c", place["id"], place["report_id"], verdict, until, found.by, found.at),
        "commitment": place["id"],
        "report_id": place["report_id"],
        "text_sha256": place["text_sha256"],
        "start": place["start"],
        "end": place["end"],
        "said": place["exact"],
        "verdict": verdict,
        "until": until if until is None else single_day(until),
        "by": found.by,
        "note": storable(found.note),
        "at": found.at,
        "undone_at": None,
        "undone_by": None,
    }
    connection.execute(insert(_table), row | {"seal": ledger_seals.of_judgement(row)})
    tallying.count(connection, _table, 1)
    return CommitmentJudged(**row)


def undo(connection: Connection, wanted: str, by: str, at: str) -> CommitmentJudged:
    """Take a judgement back; see `Ledger.undo`."""
    what, hint = "judgement on commitments", "`onrecord commitment ID` lists those on it"
    row = undoing.the_one(connection, (_table,), wanted, what, hint)
    (undone,) = undoing.undo(connection, _table, [row], by, at)
    return _judged(undone, None)


def judgements(connection: Connection) -> list[tuple[CommitmentJudged, frozenset[int]]]:
    """Every judgement, the latest first, undone ones too, each with the keys of the commitments it is on."""
    rows = connection.execute(_LATEST_FIRST).mappings().all()
    on = _places_of(connection, rows)
    return [(_judged(dict(row), on[row["id"]]), on[row["id"]]) for row in rows]


def notices(connection: Connection) -> Iterator[Notice]:
    """What people found of what is in no report now, the latest first."""
    for judged, _ in judgements(connection):
        if judged.idle and judged.undone_at is None:
            who = judged.by.removeprefix(PERSON)
            what = f"that “{judged.said}” is {judged.verdict}, as {who} found, has no effect"
            hint = (
                f"say so again of what they have now, or take it back: onrecord commitments undo {judged.id}"
            )
            yield Notice(f"{what}: it is in no report now", hint)


def _judged(row: Mapping[str, Any], on: Collection[int] | None) -> CommitmentJudged:
    idle = on is not None and not on
    return CommitmentJudged(**{name: row[name] for name in row if name != "seal"}, idle=idle)


def _places_of(connection: Connection, rows: Sequence[RowMapping]) -> dict[str, frozenset[int]]:
    """For each judgement the keys of what is judged, in the reports as they are now."""
    by_id: dict[str, set[int]] = {}
    in_report: dict[str, list[RowMapping]] = {}
    for place in _current(connection, rows):
        by_id.setdefault(place["id"], set()).add(place["key"])
        in_report.setdefault(place["report_id"], []).append(place)
    return {
        row["id"]: frozenset(by_id.get(row["commitment"]) or heir(row, in_report.get(row["report_id"], ())))
        for row in rows
    }


def _current(connection: Connection, rows: Iterable[RowMapping]) -> Iterable[RowMapping]:
    """The commitments that are judged, and all others of the reports in which they stood."""
    if not (rows := list(rows)):
        return []
    ids, reports = select(_column.commitment), select(_column.report_id)
    wanted = _commitment.id.in_(ids) | _version.report_id.in_(reports)
    return connection.execute(PLACES.where(wanted).order_by(_commitment.key)).mappings()


def heir(row: RowMapping, places: Iterable[RowMapping]) -> list[int]:
    """What has the place of a commitment that is gone: in the same text where it stood, else its words."""
    best: tuple[int, int] | None = None
    for place in places:
        if place["text_sha256"] == row["text_sha256"]:
            shared = min(place["end"], row["end"]) - max(place["start"], row["start"])
            if 2 * shared < max(place["end"] - place["start"], row["end"] - row["start"]):
                continue
        elif place["folded"] == fold(row["said"]):
            shared = len(place["exact"])
        else:
            continue
        if best is None or shared > best[0]:
            best = shared, place["key"]
    return [] if best is None else [best[1]]
