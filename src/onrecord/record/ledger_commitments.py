"""Commitments as the record lists them: each once, with its reports, its status on a day and its verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from onrecord.core import CommitmentType, NotFound, Span
from onrecord.ledger.status import Evidence as Told
from onrecord.record import (
    ledger_comparing,
    ledger_finding,
    ledger_grouping,
    ledger_judging,
    ledger_schema,
    people_schema,
    schema,
)
from onrecord.record.chunks import chunks
from onrecord.record.filters import Filters, day_or_today
from onrecord.record.folding import fold
from onrecord.record.ledger_grouping import Group
from onrecord.record.ledger_rows import (
    CommitmentJudged,
    CommitmentPage,
    CommitmentRow,
    CommitmentStatus,
    Evidence,
    Stand,
)
from onrecord.record.ledger_sides import CommitmentAt, TellingAt, commitments_at, tellings_at
from onrecord.record.ledger_sources import LAST_DAY, passing, standing
from onrecord.record.naming import called, has_words, heard, is_id
from onrecord.record.searching import quotation_keys

_commitment, _outcome = ledger_schema.commitment.c, ledger_schema.outcome.c
_span = ledger_schema.commitment_span.c
_name, _quotation = people_schema.entity_name.c, schema.quotation.c
_OUTCOMES = select(_outcome.commitment_key, _outcome.telling_key)
_whose = (_span.commitment_key == _commitment.key) & (_span.role == "who")
_WORDED = select(_commitment.key, _span.exact).where(_commitment.who_folded.is_(None))
_PLACES = select(_commitment.key).select_from(standing(ledger_schema.commitment))
_LAST_DUE = func.coalesce(_commitment.due_latest, _commitment.due_earliest)
_ONESELF = frozenset({"i", "we", "us"})
_LOOKED_AT = 50
"""Quotations, and places, among which somebody's last commitments are looked for."""
_NEVER = "~"
"""After any day."""
CROWD = 1000
"""Places from which on a list that is to come at once holds those with the nearest deadlines only."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which commitments are wanted, as of which day: conditions that must all hold, None asks for nothing.

    `who`: who is to do it, under any name the registry knows, else by the report's words for them; where
    these name nobody ("we"), who says so. `binding`: leave predictions out, which bind nobody. `about`:
    words that stand in it. `due_before`: the last day its deadline allows comes before that day, month or
    year. `status`: what a person found, else what is computed; what was found `wrong` is left out unless it
    is asked for. `near`: where a thousand places or more fit and neither `who` nor `about` narrows them, the
    thousand whose deadlines are nearest to that day.
    """

    as_of: str
    who: str | None = None
    about: str | None = None
    type: CommitmentType | None = None
    binding: bool = False
    status: CommitmentStatus | None = None
    due_before: str | None = None
    near: str | None = None
    filters: Filters = field(default_factory=Filters)


def commitments(connection: Connection, wanted: Wanted, limit: int | None) -> list[CommitmentRow]:
    """Those that pass: the first deadline first, then those without one, the earliest made first."""
    asked: list[frozenset[int]] = []
    if wanted.who is not None:
        asked.append(_bound(connection, wanted.who))
    conditions = _conditions(wanted)
    if wanted.near is not None and _is_wide(wanted) and is_crowded(connection):
        asked.append(_nearest(connection, wanted.near, conditions))
    elif conditions:
        asked.append(frozenset(connection.execute(_PLACES.where(*conditions)).scalars()))
    among = min(asked, key=len, default=None)
    reading = Reading(connection, wanted.as_of, ledger_grouping.groups(connection, wanted.as_of, among=among))
    found = list(reading.groups)
    for others in asked:
        if others is not among:
            found = ledger_grouping.with_any(found, others)
    if wanted.binding:
        found = [group for group in found if group.is_binding]
    if wanted.status != "wrong":
        found = [group for group in found if not reading.is_wrong(group)]
    if wanted.status is not None:
        rows = zip(found, reading.rows(found), strict=True)
        found = [group for group, row in rows if row.standing == wanted.status]
    dated = list(zip(reading.last_days(found), found, strict=True))
    if wanted.due_before is not None:
        dated = [(day, group) for day, group in dated if day < wanted.due_before]
    dated.sort(key=lambda each: each[0])
    return reading.rows([group for _, group in dated[:limit]])


def is_crowded(connection: Connection) -> bool:
    """Whether the record has more places where something is to be done than are listed at once."""
    return connection.execute(select(_commitment.key).offset(CROWD).limit(1)).first() is not None


def _is_wide(wanted: Wanted) -> bool:
    return wanted.who is None and wanted.about is None


def _nearest(connection: Connection, day: str, conditions: Sequence[ColumnElement[bool]]) -> frozenset[int]:
    """The places with the deadlines next to a day, as many that end before it as after."""
    fitting = _PLACES.where(schema.version.c.current == 1, *conditions)
    after = fitting.where(day <= _LAST_DUE).order_by(_LAST_DUE, _commitment.key)
    before = fitting.where(day > _LAST_DUE).order_by(_LAST_DUE.desc(), _commitment.key)
    return frozenset(
        key for some in (after, before) for key in connection.execute(some.limit(CROWD // 2)).scalars().all()
    )


def latest(connection: Connection, who: str, as_of: str, limit: int) -> list[CommitmentRow]:
    """What somebody, by id, was last said to do or said they would; predictions are left out.

    Only the last `_LOOKED_AT` of their quotations and of the places that name them are looked at.
    """
    spoken = islice(quotation_keys(connection, "", Filters(speaker=who)), _LOOKED_AT)
    keys: set[int] = set()
    for some in chunks(list(spoken)):
        keys |= _own(connection, _commitment.quotation_key.in_(some))
    of_current = _PLACES.where(_named(who), schema.version.c.current == 1)
    by_day = of_current.order_by(LAST_DAY.desc().nulls_last(), _commitment.key).limit(_LOOKED_AT)
    keys.update(connection.execute(by_day).scalars())
    reading = Reading(connection, as_of, ledger_grouping.groups(connection, as_of, among=keys))
    found = [group for group in reading.groups if group.is_binding and not reading.is_wrong(group)]
    found.sort(key=lambda group: str(group.places[0]["day"] or ""), reverse=True)
    return reading.rows(found[:limit])


def commitment(connection: Connection, which: str, as_of: str | None) -> CommitmentPage:
    """One commitment in full; see `Ledger.commitment`."""
    known = ledger_finding.find(connection, which)
    if as_of is None:  # today, or the day of the first report where that is dated later
        as_of = max(day_or_today(None), str(known.places[0]["day"] or ""))
    told = ledger_grouping.groups(connection, as_of, among=known.keys)
    if not told:
        first = known.places[0]["day"]
        unknown = f"{known.lead['id']}: nothing was told of it by {as_of}"
        raise NotFound(unknown, f"first told on {first}")
    group = told[0]
    reading = Reading(connection, as_of, told)
    (row,) = reading.rows([group])
    places = commitments_at(connection, group.keys)
    stands = tuple(stand_of(places[key]) for key in group.keys)
    return CommitmentPage(row, stands, tuple(reading.judgements(group)))


class Reading:
    """The commitments of a record as they stand on a day, each read once; for one transaction."""

    def __init__(self, connection: Connection, as_of: str, groups: Sequence[Group]) -> None:
        self._connection, self.as_of = connection, as_of
        self.groups = groups
        self._judged: dict[int, list[CommitmentJudged]] = defaultdict(list)
        for judged, keys in ledger_judging.judgements(connection):
            for key in keys:
                self._judged[key].append(judged)
        self._told: dict[int, list[int]] = defaultdict(list)
        for key, telling in connection.execute(_OUTCOMES):
            self._told[key].append(telling)

    def judgements(self, group: Group) -> list[CommitmentJudged]:
        """What people found of a commitment, the latest first; what was undone as well."""
        found = {judged.id: judged for key in group.keys for judged in self._judged.get(key, ())}
        return sorted(found.values(), key=lambda judged: (judged.at, judged.id), reverse=True)

    def judged(self, group: Group) -> CommitmentJudged | None:
        """What of that counts."""
        return next((judged for judged in self.judgements(group) if judged.undone_at is None), None)

    def is_wrong(self, group: Group) -> bool:
        """Whether a person found it to be no commitment."""
        judged = self.judged(group)
        return judged is not None and judged.verdict == "wrong"

    def last_days(self, groups: Sequence[Group]) -> list[str]:
        """By when each is to be done, as things stand: its last day, else its first, else after any day."""
        told = [group for group in groups if self._is_told(group)]
        moved = {id(group): row.last_day for group, row in zip(told, self.rows(told), strict=True)}
        own = (group.lead["due_latest"] or group.lead["due_earliest"] for group in groups)
        return [moved.get(id(group), day) or _NEVER for group, day in zip(groups, own, strict=True)]

    def rows(self, groups: Sequence[Group]) -> list[CommitmentRow]:
        """The commitments in full, in the same order."""
        leads = {group.lead["key"] for group in groups}
        told = [
            (key, telling) for group in groups for key in group.keys for telling in self._told.get(key, ())
        ]
        places = commitments_at(self._connection, leads | {key for key, _ in told})
        tellings = tellings_at(self._connection, {telling for _, telling in told})
        return [self._row(group, places, tellings) for group in groups]

    def _is_told(self, group: Group) -> bool:
        return any(key in self._told or key in self._judged for key in group.keys)

    def _row(
        self, group: Group, places: Mapping[int, CommitmentAt], tellings: Mapping[int, TellingAt]
    ) -> CommitmentRow:
        lead = places[group.lead["key"]]
        told: dict[int, Told] = {}
        for key in group.keys:
            for telling in self._told.get(key, ()):
                found = ledger_comparing.evidence(places[key], tellings[telling])
                if found is not None:
                    told.setdefault(telling, found)
        status = ledger_comparing.status_of(lead, told.values(), self.as_of)
        return CommitmentRow(
            id=lead.commitment.id,
            stand=stand_of(lead),
            made_on=group.places[0]["day"],
            reports=len(group.reports),
            outlets=tuple(sorted({place["outlet"] for place in group.places if place["outlet"]})),
            as_of=self.as_of,
            status=status.state,
            due=status.due,
            late=status.late,
            evidence=tuple(_evidence(each, tellings[int(each.later.id)]) for each in status.evidence),
            judged=self.judged(group),
            uid=min(place["id"] for place in group.places),
        )


def stand_of(at: CommitmentAt) -> Stand:
    """One place of a commitment as it is handed out."""
    each, text = at.commitment, at.text
    due = each.due

    def words(span: Span | None) -> str | None:
        return None if span is None else " ".join(span.of(text).split())

    return Stand(
        id=each.id,
        source=at.source,
        type=each.type,
        text=words(each.span) or "",
        span=each.span,
        what=words(each.what) or "",
        what_span=each.what,
        who=words(each.who),
        who_span=each.who,
        who_name=each.who_name,
        for_whom=words(each.for_whom),
        for_whom_span=each.for_whom,
        condition=words(each.condition),
        condition_span=each.condition,
        due=due,
        due_text=words(due.text) if due else None,
        confidence=each.confidence,
        grade=each.grade,
        corrected=at.corrected,
    )


def _evidence(told: Told, at: TellingAt) -> Evidence:
    return Evidence(
        outcome=told.outcome,
        source=at.source,
        sentence=" ".join(at.span.of(at.text).split()),
        span=at.span,
        words=told.words,
        due=told.due,
        due_text=" ".join(told.due.text.of(at.text).split()) if told.due else None,
    )


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    """What the places of a commitment are asked; nothing where all are wanted."""
    found: list[ColumnElement[bool]] = []
    if wanted.filters != Filters():
        found += passing(wanted.filters)
    if wanted.filters.grade is not None:
        found.append(_commitment.grade == wanted.filters.grade)
    if wanted.type is not None:
        found.append(_commitment.type == wanted.type)
    if wanted.about is not None:
        found.append(has_words(_commitment.folded, wanted.about))
    return found


def _bound(connection: Connection, who: str) -> frozenset[int]:
    """The places where somebody is to do it: by a name of theirs, else by the words for who is to do it.

    Where there are none ("to rebuild"), or the speaker is meant ("we will"), it is whoever says so.
    """
    told = select(_commitment.key).where(_named(who))
    theirs = select(_quotation.key).where(heard(who))
    found = set(connection.execute(told).scalars())
    found |= _own(connection, _commitment.quotation_key.in_(theirs))
    if not is_id(who) and (words := frozenset(fold(who).split())):
        for key, exact in connection.execute(_WORDED.join(ledger_schema.commitment_span, _whose)):
            if words.issubset(fold(exact).split()):
                found.add(key)
    return frozenset(found)


def _named(who: str) -> ColumnElement[bool]:
    """That the report's words for who is to do it are a name of theirs, or have the words that were typed."""
    own: ColumnElement[bool] = _commitment.who_folded.in_(
        select(_name.folded).where(_name.entity_id.in_(called(who)))
    )
    if not is_id(who):
        own = or_(own, has_words(_commitment.who_folded, who))
    return and_(_commitment.who_folded.is_not(None), own)


def _own(connection: Connection, said: ColumnElement[bool]) -> set[int]:
    """The places in quotations that pass `said` where whoever says it is to do it."""
    worded = _WORDED.outerjoin(ledger_schema.commitment_span, _whose).where(said)
    return {
        key
        for key, exact in connection.execute(worded)
        if exact is None or _ONESELF.issuperset(fold(exact).split())
    }
