"""Finding one commitment from what a person wrote to name it."""

from __future__ import annotations

import re

from sqlalchemy import Connection, RowMapping, select

from onrecord.core import Gone, NotFound, as_id
from onrecord.record import finding, ledger_former, ledger_grouping, ledger_schema, schema
from onrecord.record.ledger_grouping import Group

_commitment, _version = ledger_schema.commitment.c, schema.version.c
_ID = re.compile(r"[0-9a-f]{1,12}")
_IN_REPORT = re.compile(r"([0-9a-f]{16})-([0-9a-f]{1,12})")
_SHOWN = 5
_LIST = "`onrecord commitments` lists them"


def find(connection: Connection, wanted: str) -> Group:
    """The commitment that is meant, by the id of any place where it stands or stood, or the start of one.

    Raises `NotFound` if there is none or more than one, with what can be done in its hint.
    """
    typed = as_id(wanted)
    in_report = _IN_REPORT.fullmatch(typed)
    begins = in_report[2] if in_report else typed
    if not _ID.fullmatch(begins):
        raise NotFound(f"{finding.shown(wanted)}: no commitment has this id", _LIST)
    named = select(_commitment.key, _commitment.id).where(_commitment.id.startswith(begins))
    if in_report:
        named = named.join(schema.version).where(_version.report_id == in_report[1])
    rows = connection.execute(named).all()
    exact = {row.key for row in rows if row.id == begins}
    keys = exact or {row.key for row in rows}
    found = ledger_grouping.groups(connection, among=keys)
    if not found:
        former = ledger_former.named(connection, begins, in_report[1] if in_report else None)
        found = ledger_grouping.groups(connection, among=ledger_former.heirs(connection, former))
        if former and not found:
            raise _gone(former[0])
    if not found:
        raise NotFound(f"{finding.shown(wanted)}: no commitment has this id", _LIST)
    if len(found) > 1:
        ids = ", ".join(group.lead["id"] for group in found[:_SHOWN])
        raise NotFound(f"{wanted}: more than one commitment's id begins so", f"give one whole: {ids}")
    return found[0]


def _gone(row: RowMapping) -> Gone:
    said = " ".join(row["said"].split())
    return Gone(
        f"{row['id']}: “{said}” is not taken for a commitment any longer",
        f"its report: onrecord show {row['report_id']}",
        row["report_id"],
    )
