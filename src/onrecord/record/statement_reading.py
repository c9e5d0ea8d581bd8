"""Reading statements: lists, one in full, what was said again, what is like one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, select, union_all

from onrecord.core import Likeness, Relay
from onrecord.match.joining import Groups
from onrecord.match.statements.fullness import Telling, fullest
from onrecord.record import schema, statement_deciding, statement_finding, statement_schema
from onrecord.record.chunks import chunks
from onrecord.record.filters import Filters
from onrecord.record.folding import phrases
from onrecord.record.queries import FROM_QUOTATIONS
from onrecord.record.rows import QuoteRow
from onrecord.record.searching import holding
from onrecord.record.statement_places import day_of
from onrecord.record.statement_quotes import quotes_of, relays_of
from onrecord.record.statement_rows import Repeat, SaidAgain, Statement, StatementRow

LIKELY = 0.5
"""From this probability on something is listed as said again: less is no more than a guess."""
OTHERS = 24
"""So many quotations of other statements are given as somewhat like one."""

_relay, _statement = statement_schema.relay.c, statement_schema.statement.c
_likeness = statement_schema.likeness.c
_quotation, _version = schema.quotation.c, schema.version.c

_NO_DAY = date.max.toordinal() + 1

_keys: Any = bindparam("keys", expanding=True)
_OF_STATEMENTS = (
    select(_relay.key, _relay.id, _relay.statement_id, _relay.speaker, _relay.weight, _relay.quoted)
    .where(_relay.statement_id.in_(bindparam("keys", expanding=True)))
    .order_by(_relay.key)
)
_IDS = select(_relay.key, _relay.id, _relay.statement_id).where(_relay.key.in_(_keys))
_STATEMENTS = select(statement_schema.statement).where(_statement.id.in_(_keys))
_TOLD = select(statement_schema.likeness).where(_likeness.why.is_not(None))
_ALIKE = union_all(_TOLD.where(_likeness.later.in_(_keys)), _TOLD.where(_likeness.earlier.in_(_keys)))
_later, _earlier = statement_schema.relay.alias("later_relay"), statement_schema.relay.alias("earlier_relay")
_OF_PAIR = statement_schema.likeness.join(_later, _later.c.key == _likeness.later).join(
    _earlier, _earlier.c.key == _likeness.earlier
)
_IS_AGAIN = (
    _likeness.decision == "other_occasion",
    _likeness.repeat >= LIKELY,
    _later.c.statement_id != _earlier.c.statement_id,
)
_SAID_AGAIN = (
    select(_later.c.statement_id, _earlier.c.statement_id.label("other"))
    .distinct()
    .select_from(_OF_PAIR)
    .where(*_IS_AGAIN)
)
_LINKING = (
    select(statement_schema.likeness)
    .select_from(_OF_PAIR)
    .where(*_IS_AGAIN, _later.c.statement_id.in_(_keys))
)


def statements(
    connection: Connection,
    filters: Filters,
    about: str | None,
    min_reports: int,
    *,
    limit: int | None,
    offset: int = 0,
) -> Iterator[StatementRow]:
    """Those that pass the filters in any of their relays, those with most reports first, then the latest."""
    wanted = (
        select(_statement.id)
        .where(_statement.reports >= max(1, min_reports))
        .order_by(_statement.reports.desc(), _statement.last.desc().nulls_last(), _statement.id)
        .limit(limit)
        .offset(offset)
    )
    if about is not None or filters != Filters():
        wanted = wanted.where(_statement.id.in_(_passing(connection, filters, about)))
    ids = connection.execute(wanted).scalars().all()
    for some in chunks(ids):
        yield from rows_of(connection, some)


def _passing(connection: Connection, filters: Filters, about: str | None) -> Select[tuple[str]]:
    """The statements of the quotations that pass."""
    here = _relay.id == _version.report_id + "-" + _quotation.id
    found = (
        select(_relay.statement_id)
        .select_from(FROM_QUOTATIONS.join(statement_schema.relay, here))
        .where(*filters.on_quotations())
    )
    if about is None:
        return found
    asked = phrases(about)
    if not asked:
        return found.where(_quotation.key.is_(None))
    return found.where(_quotation.slot.in_(holding(connection, schema.QUOTATION_WORDS, asked)))


def rows_of(connection: Connection, ids: Sequence[str]) -> list[StatementRow]:
    """The statements with these ids, in the same order, but for those whose quotations are read anew."""
    relays = _relays_by_statement(connection, ids)
    quotes = quotes_of(connection, [row["id"] for some in relays.values() for row in some])
    here = {identity: [row for row in some if row["id"] in quotes] for identity, some in relays.items()}
    found = {
        row["id"]: _row(row, here[row["id"]], quotes)
        for row in _in_chunks(connection, _STATEMENTS, ids)
        if here[row["id"]]
    }
    return [found[each] for each in ids if each in found]


def _relays_by_statement(connection: Connection, ids: Iterable[str]) -> dict[str, list[RowMapping]]:
    relays: dict[str, list[RowMapping]] = defaultdict(list)
    for row in _in_chunks(connection, _OF_STATEMENTS, ids):
        relays[row["statement_id"]].append(row)
    return relays


def _row(statement: RowMapping, relays: Sequence[RowMapping], quotes: dict[str, QuoteRow]) -> StatementRow:
    said = [quotes[row["id"]] for row in relays]
    best = quotes[_most_complete(relays)["id"]]
    return StatementRow(
        id=statement["id"],
        # Whoever other reports name may not have said these words.
        speaker=best.entity or best.speaker,
        speaker_id=best.speaker_id,
        first=statement["first"],
        last=statement["last"],
        reports=statement["reports"],
        outlets=tuple(sorted({each.outlet for each in said if each.outlet})),
        text=best.text,
        relay=best.id,
        polarity=best.polarity,
        grade=best.grade,
        words=best.words,
        corrected=best.corrected,
    )


def _most_complete(relays: Sequence[RowMapping]) -> RowMapping:
    """The one from which drift starts: the earliest of the most complete (`drift.when`)."""
    among = fullest([Telling(row["weight"], row["quoted"]) for row in relays])
    return min(
        (relays[number] for number in among), key=lambda row: (day_of(row["key"]) or _NO_DAY, row["id"])
    )


def statement(connection: Connection, wanted: str) -> Statement:
    """The one statement that is meant, in full; see `Statements.statement`."""
    identity = statement_finding.find(connection, wanted)
    rows = _relays_by_statement(connection, [identity])[identity]
    relays = relays_of(connection, rows)
    shown = rows_of(connection, [identity])
    if not shown:
        raise statement_finding.gone(wanted)
    quotes = quotes_of(connection, [each.id for each in relays])
    alike = _alike(connection, [row["key"] for row in rows])
    made = select(_statement.created_at).where(_statement.id == identity)
    return Statement(
        id=identity,
        created_at=connection.execute(made).scalar_one(),
        row=shown[0],
        relays=tuple(relays),
        quotes=tuple(quotes[each.id] for each in relays),
        likenesses=_likenesses(connection, alike),
        repeats=_said_again(connection, identity, alike),
        judgements=tuple(statement_deciding.judgements(connection, [each.id for each in relays])),
        former=statement_finding.former(connection, identity),
        asked=None if wanted == identity else wanted,
    )


def _said_again(connection: Connection, identity: str, alike: Iterable[RowMapping]) -> tuple[SaidAgain, ...]:
    """The other statements of these pairs in which the same was said again, as likely as their likeliest."""
    again = [each for each in alike if each["decision"] == "other_occasion" and each["repeat"] >= LIKELY]
    of, likely = _statements_at(connection, again), dict[str, float]()
    for each in again:
        for place in (each["later"], each["earlier"]):
            likely[of[place]] = max(likely.get(of[place], 0.0), each["repeat"])
    likely.pop(identity, None)
    return tuple(
        SaidAgain(row, likely[row.id]) for row in sorted(rows_of(connection, sorted(likely)), key=_when)
    )


def others(connection: Connection, wanted: str) -> list[Relay]:
    """The relays of other statements that are somewhat like it; see `Statements.others`."""
    identity = statement_finding.find(connection, wanted)
    places = {row["key"] for row in _relays_by_statement(connection, [identity])[identity]}
    best: dict[int, float] = {}
    for row in _alike(connection, places):
        for place in {row["later"], row["earlier"]} - places:
            # What is barred from being the same is here for its words alone: two people's, say.
            best[place] = max(best.get(place, 0.0), max(row["same"], row["repeat"]) or 1.0)
    chosen = sorted(sorted(best, key=lambda place: (-best[place], place))[:OTHERS])
    query = select(_relay.key, _relay.id, _relay.speaker).where(_relay.key.in_(_keys)).order_by(_relay.key)
    return relays_of(connection, _in_chunks(connection, query, chosen))


def repeats(connection: Connection, filters: Filters, limit: int | None) -> Iterator[Repeat]:
    """Statements in which the same was said on other occasions; see `Statements.repeats`.

    Pairs are read in full only of those that are shown: of a large record there are too many to hold.
    """
    groups: Groups[str] = Groups()
    for one, other in connection.execute(_SAID_AGAIN):
        groups.join(one, other)
    wanted = (
        None
        if filters == Filters()
        else set(connection.execute(_passing(connection, filters, None)).scalars())
    )
    every = (sorted(groups.members(root)) for root in groups.roots())
    found = [members for members in every if wanted is None or not wanted.isdisjoint(members)]
    found.sort(key=lambda members: (-len(members), members))
    for members in found[:limit]:
        rows = sorted(rows_of(connection, members), key=_when)
        linking = list(_in_chunks(connection, _LINKING, members))
        yield Repeat(tuple(rows), _likenesses(connection, linking))


def _alike(connection: Connection, places: Collection[int]) -> list[RowMapping]:
    """What was found of the relays at these places, each pair once."""
    rows = _in_chunks(connection, _ALIKE, places)
    return list({(row["later"], row["earlier"]): row for row in rows}.values())


def _statements_at(connection: Connection, alike: Iterable[RowMapping]) -> dict[int, str]:
    places = {row[side] for row in alike for side in ("later", "earlier")}
    return {row["key"]: row["statement_id"] for row in _in_chunks(connection, _IDS, places)}


def _likenesses(connection: Connection, rows: Sequence[RowMapping]) -> tuple[Likeness, ...]:
    """Rows as likenesses of relays by their ids, the likeliest first."""
    places = {row[side] for row in rows for side in ("later", "earlier")}
    ids = {row["key"]: row["id"] for row in _in_chunks(connection, _IDS, places)}
    found = []
    for row in rows:
        one, other = sorted((ids[row["later"]], ids[row["earlier"]]))
        found.append(Likeness(one, other, row["same"], row["repeat"], row["decision"], row["why"] or ""))
    return tuple(sorted(found, key=lambda each: (-max(each.same, each.repeat), each.one, each.other)))


def _when(row: StatementRow) -> tuple[str, str]:
    return row.first or "", row.id


def _in_chunks(connection: Connection, query: Any, keys: Iterable[Any]) -> Iterator[RowMapping]:
    ordered = sorted(keys)
    for some in chunks(ordered):
        yield from connection.execute(query, {"keys": some}).mappings()
