"""What people decide about statements: stored, and never deleted.

A decision is about pairs of relays, whose ids are the same in every record. Of several on one pair the latest
that was not undone counts, so that undoing it brings back what counted before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, bindparam, or_, select

from onrecord.core import Verdict
from onrecord.match.joining import Groups
from onrecord.match.statements.grouping import Pair, settled
from onrecord.record import seals, statement_schema
from onrecord.record.chunks import chunks
from onrecord.record.judging import identity, store

_table, _column = statement_schema.statement_judgement, statement_schema.statement_judgement.c

_STANDING = select(_table).where(_column.undone_at.is_(None)).order_by(_column.at, _column.id)
_ON = _STANDING.where(
    or_(
        _column.one.in_(bindparam("ids", expanding=True)), _column.other.in_(bindparam("ids", expanding=True))
    )
)
SIDES = ("one", "other")


@dataclass(frozen=True, slots=True)
class Act:
    """Who decides, why, and when (ISO 8601); what is decided in one act is undone together."""

    by: str
    why: str
    at: str


def standing_on(connection: Connection, relays: Sequence[str]) -> list[RowMapping]:
    """What people decided on any of these relays and did not undo, the earliest first."""
    found: dict[str, RowMapping] = {}
    for some in chunks(relays):
        rows = connection.execute(_ON, {"ids": some}).mappings()
        found |= {row["id"]: row for row in rows}
    return sorted(found.values(), key=lambda row: (row["at"], row["id"]))


def around(connection: Connection, relays: Iterable[str]) -> list[RowMapping]:
    """What people decided on these relays and on all that they joined with them, gone or not."""
    found: dict[str, RowMapping] = {}
    asked, waiting = set[str](), set(relays)
    while waiting:
        rows = standing_on(connection, sorted(waiting))
        found |= {row["id"]: row for row in rows}
        asked |= waiting
        waiting = linked(rows) - asked
    return list(found.values())


def linked(rows: Iterable[RowMapping]) -> set[str]:
    """The relays that judgements say are one with others."""
    return {row[side] for row in rows if row["verdict"] == "same" for side in SIDES}


def settled_of(rows: Iterable[RowMapping]) -> tuple[list[Pair], list[Pair]]:
    """What of these judgements holds (`grouping.settled`); of one moment, what keeps apart comes first."""
    latest = sorted(rows, key=lambda row: (row["at"], row["verdict"] == "different", row["id"]), reverse=True)
    return settled(((row["one"], row["other"]), row["verdict"]) for row in latest)


def write(
    connection: Connection, pairs: Iterable[Pair], verdict: Verdict, act: Act, said: Mapping[str, str]
) -> list[str]:
    """Store one verdict on pairs of relays, with what these say; the ids of the judgements."""
    rows = []
    for one, other in sorted({(min(pair), max(pair)) for pair in pairs}):
        row: dict[str, object] = {
            "id": identity("s", one, other, verdict, act.by, act.at),
            "one": one,
            "other": other,
            "verdict": verdict,
            "by": act.by,
            "why": act.why,
            "at": act.at,
            "undone_at": None,
            "undone_by": None,
            "one_said": said.get(one, ""),
            "other_said": said.get(other, ""),
        }
        rows.append(row | {"seal": seals.of_statement_judgement(row)})
    return store(connection, _table, rows)


def joined(one: Sequence[str], other: Sequence[str]) -> list[Pair]:
    """The pairs that make one statement of two: all with the first, so that none can fall out again."""
    return [(one[0], each) for each in (*one[1:], *other)]


def parted(relay: str, others: Sequence[str]) -> list[Pair]:
    """The pairs that take a relay out of a statement."""
    return [(relay, each) for each in others]


def held_by(relay: str, others: Collection[str], decided: Iterable[Pair]) -> list[Pair]:
    """The pairs that keep together what people joined by way of a relay that is taken out."""
    groups: Groups[str] = Groups()
    here = {relay, *others}
    for one, other in decided:
        if one in here and other in here:
            groups.join(one, other)
    held = sorted(each for each in groups.members(groups.root(relay)) if each != relay)
    return joined(held, ()) if len(held) > 1 else []


def gone_with(relay: str, others: Collection[str], decided: Iterable[Pair]) -> list[str]:
    """What people joined with the others of a statement, and not by way of a relay that is taken out of it.

    What is in no report now would otherwise, once it is back, join them again.
    """
    groups: Groups[str] = Groups()
    for one, other in decided:
        if relay not in (one, other):
            groups.join(one, other)
    roots = {groups.root(each) for each in others}
    return sorted({each for root in roots for each in groups.members(root)} - {relay, *others})
