"""What of people's decisions on statements does nothing as things stand, and why.

A decision on what is gone still counts where it holds together two that are there (`regroup`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection, RowMapping, select, tuple_

from onrecord.match.joining import Groups
from onrecord.match.statements.grouping import Pair
from onrecord.record import statement_judging, statement_schema
from onrecord.record.chunks import chunks
from onrecord.record.statement_finding import statements_of
from onrecord.record.statement_judging import SIDES
from onrecord.record.statement_rows import StatementIdle

_judgement = statement_schema.statement_judgement.c

_Places = Mapping[str, str]
"""The statements of the relays that there are."""


def idle(connection: Connection, rows: Sequence[RowMapping]) -> dict[str, StatementIdle]:
    """Why each of these judgements does nothing, by its id; those of an act at work, and undone ones, not."""
    standing = [row for row in rows if row["undone_at"] is None]
    whole = _acts(connection, standing)
    why = reasons(connection, whole)
    at_work = {(row["by"], row["at"]) for row in whole if row["id"] not in why}
    return {
        row["id"]: why[row["id"]]
        for row in standing
        if row["id"] in why and (row["by"], row["at"]) not in at_work
    }


def reasons(connection: Connection, rows: Sequence[RowMapping]) -> dict[str, StatementIdle]:
    """Why each of these judgements does nothing, by its id, whatever the others of its act do."""
    place = statements_of(connection, {row[side] for row in rows for side in SIDES})
    gone = [row for row in rows if not place.keys() >= {row["one"], row["other"]}]
    bridging = _bridging(connection, [row for row in gone if row["verdict"] == "same"], place)
    found: dict[str, StatementIdle] = {row["id"]: "gone" for row in gone if row["id"] not in bridging}
    for row in rows:
        one, other = place.get(row["one"]), place.get(row["other"])
        if one is not None and other is not None and (one == other) != (row["verdict"] == "same"):
            found[row["id"]] = "overruled"
    return found


def _acts(connection: Connection, rows: Iterable[RowMapping]) -> list[RowMapping]:
    """All that still counts of the acts that these judgements are part of."""
    acts = sorted({(row["by"], row["at"]) for row in rows})
    return [
        row
        for some in chunks(acts)
        for row in connection.execute(
            select(statement_schema.statement_judgement).where(
                tuple_(_judgement.by, _judgement.at).in_(some), _judgement.undone_at.is_(None)
            )
        ).mappings()
    ]


def _bridging(connection: Connection, rows: Sequence[RowMapping], place: _Places) -> set[str]:
    """The ids of those judgements on what is gone by way of which others are one statement."""
    absent = {row[side] for row in rows for side in SIDES} - place.keys()
    joined, _ = statement_judging.settled_of(statement_judging.around(connection, absent))
    place = statements_of(connection, {each for pair in joined for each in pair})
    ends = _ends(joined, place)
    found = set[str]()
    for row in rows:
        own = [place[row[side]] for side in SIDES if row[side] in place]
        if _meet(ends.get((row["one"], row["other"]), ()), own, place):
            found.add(row["id"])
    return found


def _ends(joined: Sequence[Pair], place: _Places) -> dict[Pair, set[str]]:
    """For each pair with what is gone: the relays there are that it leads to by way of what is gone."""
    gone: Groups[str] = Groups()
    bridges = [pair for pair in joined if not place.keys() >= set(pair)]
    for one, other in bridges:
        if one not in place and other not in place:
            gone.join(one, other)
    ends: dict[str, set[str]] = defaultdict(set)
    roots = {pair: next(gone.root(each) for each in pair if each not in place) for pair in bridges}
    for pair, root in roots.items():
        ends[root].update(each for each in pair if each in place)
    return {pair: ends[root] for pair, root in roots.items()}


def _meet(ends: Collection[str], own: Sequence[str], place: _Places) -> bool:
    """Whether two ends are of one statement: of that of a pair's own end, if it has one."""
    of = [place[each] for each in ends]
    return any(of.count(each) > 1 for each in own or of)
