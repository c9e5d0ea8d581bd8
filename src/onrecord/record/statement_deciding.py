"""What people do to statements: join two, take a quotation out, undo; and what of it has an effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, bindparam, func, or_, select

from onrecord.core import NotFound, RecordError, Verdict
from onrecord.match.statements.grouping import Pair
from onrecord.record import statement_idling, statement_judging, statement_schema, undoing
from onrecord.record.chunks import chunks
from onrecord.record.judging import PERSON, now
from onrecord.record.naming import storable
from onrecord.record.people_rows import Notice
from onrecord.record.statement_finding import find
from onrecord.record.statement_grouping import regroup
from onrecord.record.statement_judging import SIDES, Act
from onrecord.record.statement_quotes import quotes_of
from onrecord.record.statement_rows import StatementJudged

_relay = statement_schema.relay.c
_judgement = statement_schema.statement_judgement.c
_LATEST_FIRST = select(statement_schema.statement_judgement).order_by(_judgement.at.desc(), _judgement.id)
_LONG = 60
"""Characters of a quotation shown in a notice."""
_KEPT = "kept together by the split"
"""Why those are one from whom a quotation is taken by which they were joined: nobody gave a reason for it."""


def merge(connection: Connection, one: str, other: str, by: str, why: str) -> list[StatementJudged]:
    """Make one of the two that are meant; see `Statements.merge`."""
    left, right = find(connection, one), find(connection, other)
    if left == right:
        raise RecordError(f"{one} and {other} are one statement already", f"onrecord statement {left}")
    pairs = statement_judging.joined(_relays(connection, left), _relays(connection, right))
    return _decide(connection, [_Decided("same", pairs, Act(by, why, now()))])


def split(connection: Connection, relay: str, statement: str, by: str, why: str) -> list[StatementJudged]:
    """Take a quotation out of a statement; see `Statements.split`."""
    relay, identity = storable(relay), find(connection, statement)
    relays = _relays(connection, identity)
    if relay not in relays:
        if "-" not in relay:
            raise NotFound(
                f"{relay}: a quotation's id is wanted", f"onrecord statement {identity} lists its quotations"
            )
        raise NotFound(f"{relay}: it is not in {statement}", f"onrecord statement {identity} lists what is")
    others = [each for each in relays if each != relay]
    if not others:
        raise RecordError(f"{relay}: it is the only quotation of {statement}", "there is nothing to take out")
    joined, _ = statement_judging.settled_of(statement_judging.around(connection, relays))
    gone = statement_judging.gone_with(relay, others, joined)
    act = Act(by, why, now())
    decided = [
        _Decided("different", statement_judging.parted(relay, [*others, *gone]), act),
        _Decided("same", statement_judging.held_by(relay, others, joined), replace(act, why=_KEPT)),
    ]
    return _decide(connection, decided)


def keep_apart(connection: Connection, one: str, other: str, by: str, why: str) -> list[StatementJudged]:
    """Keep the two that are meant two; see `Statements.keep_apart`."""
    left, right = find(connection, one), find(connection, other)
    if left == right:
        raise RecordError(
            f"{one} and {other} are one statement",
            f"take a quotation out: onrecord statements split {one} {left}",
        )
    others = _relays(connection, right)
    pairs = [pair for relay in _relays(connection, left) for pair in statement_judging.parted(relay, others)]
    return _decide(connection, [_Decided("different", pairs, Act(by, why, now()))])


def undo(connection: Connection, identity: str, by: str) -> list[StatementJudged]:
    """Take back a judgement with all that was written in the same act; see `Statements.undo`."""
    what, hint = "judgement on statements", "`onrecord statements judgements` lists them"
    first, at = (
        undoing.the_one(connection, [statement_schema.statement_judgement], identity, what, hint),
        now(),
    )
    same = (_judgement.by == first["by"], _judgement.at == first["at"], _judgement.undone_at.is_(None))
    rows = connection.execute(select(statement_schema.statement_judgement).where(*same)).mappings().all()
    undoing.undo(connection, statement_schema.statement_judgement, rows, by, at)
    return _done(connection, rows, at)


def judgements(connection: Connection, relays: Sequence[str] | None = None) -> Iterator[StatementJudged]:
    """Every judgement, or those on these relays; the latest first, undone ones too."""
    if relays is None:
        rows = list(connection.execute(_LATEST_FIRST).mappings())
    else:
        found: dict[str, RowMapping] = {}
        for some in chunks(relays):
            on_these = _LATEST_FIRST.where(or_(_judgement.one.in_(some), _judgement.other.in_(some)))
            found |= {row["id"]: row for row in connection.execute(on_these).mappings()}
        rows = sorted(found.values(), key=lambda row: str(row["id"]))
        rows.sort(key=lambda row: str(row["at"]), reverse=True)
    return _judged(connection, rows)


def latest(connection: Connection, limit: int) -> list[StatementJudged]:
    """What was decided last and not undone, one judgement of each act."""
    acts = (
        select(func.min(_judgement.id))
        .where(_judgement.undone_at.is_(None))
        .group_by(_judgement.by, _judgement.at)
        .order_by(_judgement.at.desc())
        .limit(limit)
    )
    ids = connection.execute(acts).scalars().all()
    return list(
        _judged(connection, connection.execute(_LATEST_FIRST.where(_judgement.id.in_(ids))).mappings().all())
    )


def one(connection: Connection, identity: str) -> StatementJudged | None:
    """The judgement with this very id; None where there is none."""
    rows = connection.execute(_LATEST_FIRST.where(_judgement.id == identity)).mappings().all()
    return next(_judged(connection, rows), None)


def notices(connection: Connection) -> Iterator[Notice]:
    """What of people's decisions has no effect: one for each act and cause, the latest act first."""
    rows = connection.execute(_LATEST_FIRST.where(_judgement.undone_at.is_(None))).mappings().all()
    idle, why = statement_idling.idle(connection, rows), statement_idling.reasons(connection, rows)
    told: set[tuple[str, str, str]] = set()
    for row in rows:
        # Of an act of which some has an effect, only what people decided otherwise later is told.
        reason = why.get(row["id"])
        if reason is None or (reason == "gone" and row["id"] not in idle):
            continue
        cause = row["by"], row["at"], reason
        if cause not in told:
            told.add(cause)
            yield _overruled(row, rows) if reason == "overruled" else _gone(row)


def _gone(row: RowMapping) -> Notice:
    return Notice(
        f"{_decision(row)}, has no effect: not both are in their reports now",
        f"decide again on what they say now, or take it back: onrecord statements undo {row['id']}",
    )


def _overruled(row: RowMapping, rows: Sequence[RowMapping]) -> Notice:
    """That a later judgement says otherwise: the first on both relays, else on either."""
    ends = _ends(row)
    later = [
        each
        for each in rows
        if each["at"] > row["at"] and each["verdict"] != row["verdict"] and not ends.isdisjoint(_ends(each))
    ]
    what = f"{_decision(row)}, has no effect"
    if not later:
        return Notice(f"{what}: later decisions say otherwise", "`onrecord statements judgements` lists them")
    by = min(later, key=lambda each: (not ends >= _ends(each), each["at"]))
    return Notice(
        f"{what}: {_who(by)} decided otherwise later",
        f"nothing is to be done, or take the later back: onrecord statements undo {by['id']}",
    )


def _ends(row: RowMapping) -> set[str]:
    return {row[side] for side in SIDES}


def _decision(row: RowMapping) -> str:
    what = "one statement" if row["verdict"] == "same" else "two statements"
    one, other = (_short(row[f"{side}_said"]) for side in SIDES)
    return f"that “{one}” and “{other}” are {what}, as {_who(row)} decided"


def _who(row: RowMapping) -> str:
    return str(row["by"]).removeprefix(PERSON)


class _Decided(NamedTuple):
    """One verdict on pairs of relays; what is decided together is of one hand and moment."""

    verdict: Verdict
    pairs: Sequence[Pair]
    act: Act


def _decide(connection: Connection, decided: Sequence[_Decided]) -> list[StatementJudged]:
    named = sorted({each for some in decided for pair in some.pairs for each in pair})
    before = statement_judging.standing_on(connection, named)
    said = {row[side]: row[f"{side}_said"] for row in before for side in SIDES}
    said |= {each.id: each.text for each in quotes_of(connection, named).values()}
    ids = [
        each
        for some in decided
        for each in statement_judging.write(connection, some.pairs, some.verdict, some.act, said)
    ]
    wanted = select(statement_schema.statement_judgement).where(
        _judgement.id.in_(bindparam("ids", expanding=True))
    )
    rows = [row for some in chunks(ids) for row in connection.execute(wanted, {"ids": some}).mappings()]
    return _done(connection, rows, decided[0].act.at)


def _done(connection: Connection, rows: Sequence[RowMapping], at: str) -> list[StatementJudged]:
    """The judgements of these rows as they are once statements follow them."""
    relays = sorted({row[side] for row in rows for side in SIDES})
    _regroup(connection, relays, at)
    ids = {row["id"] for row in rows}
    return [each for each in judgements(connection, relays) if each.id in ids]


def _regroup(connection: Connection, ids: Sequence[str], at: str) -> None:
    """Group the relays with these ids again, after a decision on them."""
    places = [
        place
        for some in chunks(ids)
        for place in connection.execute(select(_relay.key).where(_relay.id.in_(some))).scalars()
    ]
    regroup(connection, places, (), at)


def _relays(connection: Connection, statement: str) -> list[str]:
    """The ids of its relays, the earliest first."""
    query = select(_relay.id).where(_relay.statement_id == statement).order_by(_relay.key)
    return list(connection.execute(query).scalars())


def _judged(connection: Connection, rows: Sequence[RowMapping]) -> Iterator[StatementJudged]:
    idle = statement_idling.idle(connection, rows)
    for row in rows:
        given = {name: row[name] for name in row if name != "seal"}
        yield StatementJudged(**given, idle=idle.get(row["id"]))


def _short(text: str) -> str:
    bare = text.strip("“”")
    return bare if len(bare) <= _LONG else bare[: _LONG - 1].rstrip() + "…"
