"""What people decide about statements: stored, and never deleted.

A decision is about pairs of relays, whose ids are the same in every record. Of several on one pair the latest
that was not undone counts, so that undoing it brings back what counted before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, or_, select, update

from onrecord.core import Verdict
from onrecord.match.joining import Groups
from onrecord.match.statements.grouping import Pair
from onrecord.record import seals, statement_schema, tallying
from onrecord.record.judging import identity
from onrecord.record.loading import CHUNK
from onrecord.record.statement_grouping import People

_table, _column = statement_schema.statement_judgement, statement_schema.statement_judgement.c

_STANDING = select(_table).where(_column.undone_at.is_(None)).order_by(_column.at, _column.id)
_ON = _STANDING.where(
    or_(
        _column.one.in_(bindparam("ids", expanding=True)), _column.other.in_(bindparam("ids", expanding=True))
    )
)


@dataclass(frozen=True, slots=True)
class Act:
    """Who decides, why, and when (ISO 8601); what is decided in one act is undone together."""

    by: str
    why: str
    at: str


def of_people(connection: Connection) -> People:
    """What people decided and did not undo: the latest on each pair."""
    latest: dict[Pair, Verdict] = {
        (row["one"], row["other"]): row["verdict"] for row in connection.execute(_STANDING).mappings()
    }
    return People(
        [pair for pair, verdict in latest.items() if verdict == "same"],
        [pair for pair, verdict in latest.items() if verdict == "different"],
    )


def standing_on(connection: Connection, relays: Sequence[str]) -> list[RowMapping]:
    """What people decided on any of these relays and did not undo, the earliest first."""
    found: dict[str, RowMapping] = {}
    for i in range(0, len(relays), CHUNK):
        rows = connection.execute(_ON, {"ids": relays[i : i + CHUNK]}).mappings()
        found |= {row["id"]: row for row in rows}
    return sorted(found.values(), key=lambda row: (row["at"], row["id"]))


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
    ids = [str(row["id"]) for row in rows]
    again = 0
    for i in range(0, len(ids), CHUNK):
        again += connection.execute(delete(_table).where(_column.id.in_(ids[i : i + CHUNK]))).rowcount
    if rows:
        connection.execute(insert(_table), rows)
        tallying.count(connection, _table, len(rows) - again)
    return ids


def undo(connection: Connection, rows: Iterable[RowMapping], by: str, at: str) -> None:
    """Say of judgements that they no longer count."""
    for row in rows:
        undone = dict(row) | {"undone_at": at, "undone_by": by}
        undone["seal"] = seals.of_statement_judgement(undone)
        connection.execute(update(_table).where(_column.id == row["id"]), undone)


def joined(one: Sequence[str], other: Sequence[str]) -> list[Pair]:
    """The pairs that make one statement of two: all with the first, so that none can fall out again."""
    return [(one[0], each) for each in (*one[1:], *other)]


def parted(relay: str, others: Sequence[str]) -> list[Pair]:
    """The pairs that take a relay out of a statement."""
    return [(relay, each) for each in others]


def held_by(relay: str, others: Collection[str], people: People) -> list[Pair]:
    """The pairs that keep together what people joined by way of a relay that is taken out."""
    groups: Groups[str] = Groups()
    here = {relay, *others}
    for one, other in people.joined:
        if one in here and other in here:
            groups.join(one, other)
    held = sorted(each for each in groups.members(groups.root(relay)) if each != relay)
    return joined(held, ()) if len(held) > 1 else []


def acts(rows: Iterable[RowMapping]) -> dict[tuple[str, str], list[RowMapping]]:
    """Judgements by the act they were written in."""
    found: dict[tuple[str, str], list[RowMapping]] = defaultdict(list)
    for row in rows:
        found[row["by"], row["at"]].append(row)
    return found
