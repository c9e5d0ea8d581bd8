"""A dossier of the record: the reports on a topic are found by index, then read by `onrecord.ledger.dossier`.

Reports that name the topic are read first. They tell who its parties are; where there are two, reports that
name both are read as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, func, select

from onrecord.core.tables import countries
from onrecord.ledger.dossier import Inquiry, Party, Voice, Witness
from onrecord.match import Entity
from onrecord.record import (
    ledger_deriving,
    ledger_grouping,
    loading,
    meant,
    people,
    schema,
    statement_schema,
)
from onrecord.record.chunks import chunks
from onrecord.record.dossier_rows import DossierPage
from onrecord.record.folding import fold, tokens
from onrecord.record.ledger_commitments import Reading
from onrecord.record.ledger_rows import CommitmentRow
from onrecord.record.portable import slots_matching
from onrecord.record.queries import REPORTS, report_row
from onrecord.record.rows import ReportRow
from onrecord.record.speaking import entities_in

AT_MOST = 400
"""Reports that are read for a dossier, the newest: some seconds' work."""
_PAIR = 2
_version, _quotation, _relay = schema.version.c, schema.quotation.c, statement_schema.relay.c
_dated = func.coalesce(_version.published, _version.dateline)


def dossier(
    connection: Connection,
    asked: str,
    called: Sequence[Entity],
    as_of: str,
    at_most: int | None = None,
) -> DossierPage:
    """What the record holds on a topic; `called` are those of the registry that have this very name.

    No more than `at_most` reports are read, nor ever more than `AT_MOST`.

    A last name is that of the person who is quoted far more often than others of that name.
    """
    person = _person(connection, asked)
    known = called[0] if len(called) == 1 else None
    also = person.names if person else known.names if known else ()
    inquiry = Inquiry(asked, also)
    reading = Reading(connection, as_of, ledger_grouping.groups(connection, as_of))
    most = AT_MOST if at_most is None else min(at_most, AT_MOST)
    named, left_out = _versions(connection, _any_of(inquiry.asked.names), most)
    inquiry.take(_witnesses(connection, named, reading))
    parties = inquiry.parties()
    if len(parties) == _PAIR:
        both = " AND ".join(_of_party(party) for party in parties)
        related, more = _versions(connection, both, most - len(named))
        inquiry.take(_witnesses(connection, [row for row in related if row not in named], reading))
        left_out += more
    found = inquiry.dossier()
    ids = {identity for line in found.commitments for identity in line.ids}
    short = person if person and fold(person.name) != fold(asked) else None
    reports = _reports(connection, found.reports)
    return DossierPage(found, as_of, reports, _standing(reading, ids), left_out, short)


def _person(connection: Connection, asked: str) -> Entity | None:
    """The person whose last or whole name it is; a country's name is nobody's."""
    if any(fold(asked) in map(fold, each.names) for each in countries()):
        return None
    found = meant.person(connection, asked)
    return next(iter(people.entities(connection, [found])), None) if found else None


def _any_of(names: Sequence[tuple[str, ...]]) -> str:
    """Any of these names, as FTS5 is asked; folded words are letters and digits, nothing else to it."""
    return " OR ".join(asked for name in names if (asked := _phrase(" ".join(name))))


def _phrase(words: str) -> str:
    folded = " ".join(token.word for token in tokens(words))
    return f'"{folded}"' if folded else ""


def _of_party(party: Party) -> str:
    """Any form of a party's name; of a place that no list has, whatever begins as it does."""
    forms = [_phrase(" ".join(form)) for form in sorted(party.forms)]
    if party.stem is not None and not party.stem[1]:
        forms.append(f"{_phrase(party.stem[0])}*")
    return f"({' OR '.join(filter(None, forms))})"


def _versions(connection: Connection, asked: str, most: int) -> tuple[list[RowMapping], int]:
    """The current versions whose text has what is asked, the newest first, and how many more there are."""
    if not asked:
        return [], 0
    fitting = slots_matching(connection, schema.REPORT_WORDS, asked)
    query = loading.VERSIONS.where(_version.current == 1, _version.slot.in_(fitting))
    rows = connection.execute(query.order_by(_dated.desc().nulls_last(), _version.report_id)).mappings().all()
    return list(rows[: max(most, 0)]), max(len(rows) - max(most, 0), 0)


def _witnesses(connection: Connection, rows: Sequence[RowMapping], reading: Reading) -> Iterator[Witness]:
    """The versions as a dossier reads them, without what a person found to be no commitment."""
    same = {
        place["id"]: None if reading.is_wrong(group) else group.lead["id"]
        for group in reading.groups
        for place in group.places
    }
    for row in rows:
        stored = ledger_deriving.with_ledger(connection, row["key"], loading.load(connection, row))
        yield Witness(
            stored.id,
            replace(stored.report, data=b""),
            stored.quotations,
            stored.figures,
            tuple(each for each in stored.commitments if same.get(each.id, each.id) is not None),
            _voices(connection, row),
            {each.id: one for each in stored.commitments if (one := same.get(each.id)) is not None},
        )


def _voices(connection: Connection, row: RowMapping) -> dict[str, Voice]:
    """Who speaks in each quotation of a version, as the registry knows them, and what statement it relays."""
    columns = _quotation.key, _quotation.id
    keys = dict(
        connection.execute(select(*columns).where(_quotation.version_key == row["key"])).tuples().all()
    )
    relays = select(_relay.id, _relay.statement_id).where(_relay.report_id == row["report_id"])
    statements = dict(connection.execute(relays).tuples().all())
    known = entities_in(connection, list(keys))
    ids = sorted({identity for speakers in known.values() for identity in speakers})
    roles = {each.id: tuple(role.text for role in each.roles) for each in people.entities(connection, ids)}
    return {
        keys[key]: Voice(
            " and ".join(speakers.values()),
            tuple(role for identity in speakers for role in roles.get(identity, ())),
            statements.get(f"{row['report_id']}-{keys[key]}"),
        )
        for key, speakers in known.items()
    }


def _standing(reading: Reading, ids: set[str]) -> Mapping[str, CommitmentRow]:
    """How these commitments stand, by each of their ids."""
    groups = [group for group in reading.groups if any(place["id"] in ids for place in group.places)]
    rows = zip(groups, reading.rows(groups), strict=True)
    return {place["id"]: row for group, row in rows for place in group.places}


def _reports(connection: Connection, ids: Sequence[str]) -> Mapping[str, ReportRow]:
    found: dict[str, ReportRow] = {}
    for some in chunks(ids):
        query = REPORTS.where(_version.current == 1, _version.report_id.in_(some))
        found |= {row["report_id"]: report_row(row) for row in connection.execute(query).mappings()}
    return {identity: found[identity] for identity in ids if identity in found}
