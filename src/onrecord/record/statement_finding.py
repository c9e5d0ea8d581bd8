"""Finding one statement from what a person wrote to name it; an id that was ever given leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlalchemy import Connection, RowMapping, and_, bindparam, select

from onrecord.core import NotFound, Several
from onrecord.record import correct_finding, finding, schema, statement_schema
from onrecord.record.chunks import chunks
from onrecord.record.naming import storable

_relay, _statement = statement_schema.relay.c, statement_schema.statement.c
_version = schema.version.c
_ID = re.compile(r"[0-9a-f]{1,12}")
_QUOTATION = re.compile(r"[0-9a-f]{16}-.+")
_SHOWN = 5
_LIST = "`onrecord statements` lists them"


def find(connection: Connection, wanted: str) -> str:
    """The id of the statement that is meant: by its id or the start of it, a former id, a quotation's id.

    Raises `NotFound` if there is none or more than one, with what can be done in its hint.
    """
    wanted = storable(wanted)
    if _QUOTATION.fullmatch(wanted):
        return _of_quotation(connection, wanted)
    return _standing(connection, _by_id(connection, wanted), wanted)


def _of_quotation(connection: Connection, wanted: str) -> str:
    of_relay = select(_relay.statement_id).where(_relay.id == bindparam("relay"))
    found = connection.execute(of_relay, {"relay": wanted}).scalar()
    # What people put right may have another id than it had.
    if found is None and (now := correct_finding.address_now(connection, wanted)) is not None:
        found = connection.execute(of_relay, {"relay": now}).scalar()
    if found is None:
        raise NotFound(
            f"{wanted}: no such quotation in any statement", "those that say next to nothing are in none"
        )
    return str(found)


def _by_id(connection: Connection, wanted: str) -> RowMapping:
    # A range, as LIKE would go through every statement.
    exact = _statement.id == wanted
    begins = and_(_statement.id >= wanted, _statement.id <= wanted + "g") if _ID.fullmatch(wanted) else exact
    rows = connection.execute(
        select(statement_schema.statement).where(begins).order_by(_statement.id).limit(_SHOWN + 1)
    ).mappings()
    found = {row["id"]: row for row in rows}
    if wanted in found:
        return found[wanted]
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        ids = ", ".join(list(found)[:_SHOWN])
        raise Several(f"{wanted}: more than one statement's id begins so", f"give one whole: {ids}")
    raise NotFound(f"{finding.shown(wanted)}: no statement has this id", _LIST)


def _standing(connection: Connection, row: RowMapping, wanted: str) -> str:
    """The id of the statement that has the relays now."""
    seen = set[str]()
    while row["reports"] == 0 and row["into"] is not None and row["id"] not in seen:
        seen.add(row["id"])
        row = (
            connection.execute(select(statement_schema.statement).where(_statement.id == row["into"]))
            .mappings()
            .one()
        )
    if row["reports"] == 0:
        raise gone(wanted)
    return str(row["id"])


def gone(wanted: str) -> NotFound:
    """That nothing is left of a statement."""
    return NotFound(f"{wanted}: its quotations are in no report any longer", _LIST)


def statements_of(connection: Connection, relays: Collection[str]) -> dict[str, str]:
    """The statements of those of these relays that there are, by the relays' ids."""
    found: dict[str, str] = {}
    for some in chunks(sorted(relays)):
        query = select(_relay.id, _relay.statement_id).where(_relay.id.in_(some))
        found |= dict(connection.execute(query).tuples().all())
    return found


def unstated(connection: Connection, quotations: Collection[str]) -> frozenset[str]:
    """Those of these quotations that are in no statement, though their reports have been compared."""
    rest = set(quotations) - statements_of(connection, quotations).keys()
    compared = set[str]()
    for some in chunks(sorted({each.partition("-")[0] for each in rest})):
        query = select(_version.report_id).where(
            _version.report_id.in_(some),
            _version.current == 1,
            _version.matched == 1,
            _version.compared.is_not(None),
        )
        compared.update(connection.execute(query).scalars())
    return frozenset(each for each in rest if each.partition("-")[0] in compared)


def former(connection: Connection, identity: str) -> tuple[str, ...]:
    """The ids that lead to the one of this statement, in order."""
    found: set[str] = set()
    waiting = {identity}
    while waiting:
        led = select(_statement.id).where(_statement.into.in_(sorted(waiting)))
        waiting = set(connection.execute(led).scalars()) - found
        found |= waiting
    return tuple(sorted(found - {identity}))
