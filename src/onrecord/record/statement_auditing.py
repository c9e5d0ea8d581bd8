"""Proof of statements: judgements as they were written, every id there, all that follows from reports whole.

Rows come as they lie in the file, past SQLAlchemy's types, and are not trusted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from onrecord.record import seals
from onrecord.record.auditing import Row, broken, pages, rows
from onrecord.record.portable import each_of, sql
from onrecord.record.rows import Problem
from onrecord.record.statement_rules import rules

_STRAYS = {
    "keys of no quotation": "SELECT DISTINCT relay FROM relay_key WHERE relay NOT IN (SELECT key FROM relay)",
    "likenesses of no quotation": """
        SELECT later FROM likeness
        WHERE later NOT IN (SELECT key FROM relay) OR earlier NOT IN (SELECT key FROM relay)""",
    "the words of a report without quotations": """
        SELECT report_id FROM bag WHERE report_id NOT IN (SELECT report_id FROM relay)""",
    "quotations of a report without words": """
        SELECT DISTINCT report_id FROM relay WHERE report_id NOT IN (SELECT report_id FROM bag)""",
}
_NOTES = {
    "profile": "SELECT id, compared_as FROM profile WHERE compared_as IS NOT NULL",
    "appearance": "SELECT report_id AS id, compared_as FROM appearance WHERE compared_as IS NOT NULL",
    "version": "SELECT report_id AS id, compared AS compared_as FROM version WHERE compared IS NOT NULL",
}
_FORMS = {
    "profile": re.compile("p[0-9a-f]{12}"),
    "appearance": re.compile("p[0-9a-f]{12}"),
    "version": re.compile(r"\d+(\.\d+)*[0-9a-z.+-]*"),
}
_RELAYS = "SELECT id FROM relay WHERE statement_id = :value ORDER BY id"
_LIKENESSES = "SELECT * FROM likeness WHERE later = :value ORDER BY earlier"
_CURRENT = "SELECT key, compared FROM version WHERE report_id = :value AND current = 1"
_QUOTATION = "SELECT id FROM quotation WHERE version_key = :version AND id = :id"
_HELD = "SELECT key FROM relay_key WHERE relay = :relay AND key IN (SELECT value FROM {} AS given)"
_ALL_KEYS = "SELECT count(*) FROM relay_key"


def statement_problems(connection: Connection) -> Iterator[Problem]:
    """What is not as it was written, or does not fit together, row by row."""
    for what, query in _STRAYS.items():
        for key in sql(connection, query).scalars():
            yield Problem(f"{what}: {key}")
    yield from _notes(connection)
    for row in pages(connection, "statement_judgement"):
        seal = seals.of_statement_judgement(row)
        yield from broken(f"the judgement {row['id']} on statements", row, seal)
    for row in pages(connection, "bag"):
        yield from broken(f"what is kept of the words of report {row['report_id']}", row, seals.of_bag(row))
    for row in pages(connection, "statement"):
        relays = [each["id"] for each in rows(connection, _RELAYS, row["id"])]
        yield from broken(f"the statement {row['id']}", row, seals.of_statement(row, relays))
    yield from _relays(connection)


def _notes(connection: Connection) -> Iterator[Problem]:
    """How far statements are is told by ids and versions: what is none would never be looked at again."""
    for table, query in _NOTES.items():
        for row in sql(connection, query).mappings():
            if not _FORMS[table].fullmatch(str(row["compared_as"])):
                what = f"as what statements know the {table} {row['id']}"
                yield Problem(what, found=str(row["compared_as"]))


def _relays(connection: Connection) -> Iterator[Problem]:
    expected, all_known = 0, True
    held_of = _HELD.format(each_of(connection, "keys"))
    for row in pages(connection, "relay"):
        versions = rows(connection, _CURRENT, row["report_id"])
        compared = versions[0]["compared"] if versions else None
        problems = list(_relay(connection, row, versions[0]["key"])) if compared is not None else []
        yield from (replace(each, quotation=str(row["id"])) for each in problems)
        if problems or compared != rules():
            # Other rules have other keys.
            all_known = False
            continue
        wanted = _keys(dict(row))
        given = {"relay": row["key"], "keys": json.dumps(sorted(wanted))}
        held = sql(connection, held_of, **given).all()
        expected += len(held)
        if len(held) != len(wanted):
            yield Problem("what it is compared by is not all there", quotation=str(row["id"]))
    found = sql(connection, _ALL_KEYS).scalar_one()
    if all_known and found != expected:
        yield Problem("the number of keys of quotations", expected=str(expected), found=str(found))


def _keys(row: dict[str, Any]) -> set[int]:
    from onrecord.match.statements.candidates import keys  # noqa: PLC0415 (numpy takes a tenth of a second)
    from onrecord.match.statements.wording import Setting  # noqa: PLC0415
    from onrecord.record.statement_packing import unpack  # noqa: PLC0415

    nowhere = Setting(None, None, {}, b"")
    return set(keys(unpack(row["words"], row["id"], row["speaker"], b"", nowhere)))


def _relay(connection: Connection, row: Row, version: object) -> Iterator[Problem]:
    """What is wrong with a relay of a version that was compared."""
    yield from broken(
        "what is kept to compare it", row, seals.of_relay(row, rows(connection, _LIKENESSES, row["key"]))
    )
    quotation = str(row["id"]).partition("-")[2]
    if not sql(connection, _QUOTATION, version=version, id=quotation).all():
        yield Problem("it is in a statement, and not in its report")
