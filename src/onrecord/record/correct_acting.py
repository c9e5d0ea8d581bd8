"""What people do: put a quotation right, and take that back.

Each act is one transaction: written, and every version of the report made to follow it, or not done at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, insert, update

from onrecord.core import Quotation, RecordError, Span, as_id
from onrecord.core.corrections import CorrectedSpeaker, Correction, placed
from onrecord.record import (
    correct_adopting,
    correct_finding,
    correct_keeping,
    correct_loading,
    correct_making,
    correct_schema,
    judging,
    ledger_deriving,
    ledger_finding,
    ledger_writing,
    loading,
    tallying,
    undoing,
    writing,
)
from onrecord.record.correct_items import Item, likest
from onrecord.record.correct_making import Act, Days, Given

_UNCHANGED = "nothing was written: say what is to be otherwise"


def span(connection: Connection, which: str, given: Given, act: Act) -> str:
    """Give a quotation other spans or another type; the id of the correction."""
    found = correct_finding.standing(connection, which)
    made = correct_making.with_spans(found.stored, found.quotation, given, act)
    if made is None:
        raise RecordError(f"{which}: that is what the record says already", _UNCHANGED)
    if any(each.id == made.made for each in found.stored.quotations if each.id != found.quotation.id):
        raise RecordError(
            f"{which}: there is a quotation of these words already: {found.stored.id}-{made.made}",
            f"if this is none of its own: onrecord correct none {found.address}",
        )
    return write(connection, [made])[0]


def speaker(connection: Connection, which: str, who: CorrectedSpeaker | None, act: Act) -> str:
    """Say who says a quotation, None for nobody; the id of the correction."""
    found = correct_finding.standing(connection, which)
    made = correct_making.with_speaker(found.stored, found.quotation, who, act)
    if made is None:
        raise RecordError(f"{which}: that is what the record says already", _UNCHANGED)
    return write(connection, [made])[0]


def none(connection: Connection, which: str, act: Act) -> str:
    """Say that something is no quotation; the id of the correction."""
    found = correct_finding.standing(connection, which)
    return write(connection, [correct_making.denied(found.stored, found.quotation, act)])[0]


def missed(connection: Connection, ref: str, given: Given, act: Act) -> str:
    """Say that somebody is quoted where nobody was found; the id of the correction."""
    _, stored = correct_finding.current(connection, ref)
    made = correct_making.found(stored, given, act)
    roles = placed(made.spans, stored.report.text, same=True)
    there = likest([Item(each, each) for each in stored.quotations], roles)
    if there is not None:
        raise RecordError(
            f"{ref}: somebody is quoted there already: {stored.id}-{there.quotation.id}",
            f"put it right: onrecord correct span {stored.id}-{there.quotation.id}",
        )
    return write(connection, [made])[0]


def deadline(connection: Connection, which: str, days: Days, words: Span | None, act: Act) -> str:
    """Say by when a commitment is to be done, where the report says so; the id of the correction."""
    group = ledger_finding.find(connection, which)
    typed = as_id(which)
    named = (each for each in group.places if typed in {each["id"], f"{each['report_id']}-{each['id']}"})
    place = next(named, group.lead)
    held, stored = correct_finding.current(connection, place["report_id"])
    stands = ledger_deriving.with_ledger(connection, held["key"], stored).commitments
    commitment = next(each for each in stands if each.id == place["id"])
    made = correct_making.due(stored, commitment, days, words, act)
    if made is None:
        raise RecordError(f"{which}: that is what the record says already", _UNCHANGED)
    return write(connection, [made])[0]


def adopt(
    connection: Connection, ref: str, given: Sequence[Quotation], act: Act, *, types: bool
) -> list[str]:
    """Make a report say what a person annotated in it; the ids of the corrections that it takes."""
    _, stored = correct_finding.current(connection, ref)
    return write(connection, correct_adopting.differences(stored, given, act, types=types))


def write(connection: Connection, made: Sequence[Correction]) -> list[str]:
    """Store corrections of one report, made in one act, and let the report follow them; their ids."""
    rows = []
    for position, each in enumerate(made):
        said = (each.report_id, each.what, each.target, each.spans, each.type, each.speaker)
        when = (each.earliest, each.latest, each.by, each.at, position)
        identity = judging.identity("x", *said, *when)
        rows.append(correct_loading.values(replace(each, id=identity, position=position)))
    if rows:
        connection.execute(insert(correct_schema.correction), rows)
        tallying.count(connection, correct_schema.correction, len(rows))
        settle(connection, made[0].report_id, deadlines=any(each.what == "deadline" for each in made))
    return [str(row["id"]) for row in rows]


def undo(connection: Connection, wanted: str, by: str, at: str, *, whole: bool) -> list[str]:
    """Take back a correction, with `whole` all of the same act; the ids of what was taken back."""
    table = correct_schema.correction
    row = undoing.the_one(connection, (table,), wanted, "correction", "`onrecord corrections` lists them")
    first = correct_loading.correction_of(row)
    same = [first]
    if whole:
        same = [
            each
            for each in correct_loading.corrections(connection, first.report_id)
            if (each.by, each.at, each.undone_at) == (first.by, first.at, None)
        ]
    for each in same:
        undone = correct_loading.values(replace(each, undone_at=at, undone_by=by))
        connection.execute(update(table).where(table.c.id == each.id), undone)
    settle(connection, first.report_id, deadlines=any(each.what == "deadline" for each in same))
    return [each.id for each in same]


def settle(connection: Connection, report: str, *, deadlines: bool) -> None:
    """Make every version of a report say what the model said of it, with what people put right.

    With `deadlines` its ledger is left to be read again, as it is after any other change.
    """
    for held in loading.all_versions(connection, report):
        stored = loading.load(connection, held)
        kept = correct_keeping.said(connection, held["key"])
        said = stored.quotations if kept is None else kept
        applied = correct_keeping.put_right(connection, report, stored.report, said)
        if kept is not None or applied.marks or applied.quotations != stored.quotations:
            writing.write_again(connection, held, stored, said, applied)
        elif deadlines:
            ledger_writing.clear(connection, held["key"])
