"""Proof of the ledger: each figure and commitment stands in its text, and all is linked as it was.

Rows come as they lie in the file, past SQLAlchemy's types, and are not trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from onrecord.record import ledger_links, ledger_seals
from onrecord.record.auditing import broken, pages, rows
from onrecord.record.ledger_rules import rules
from onrecord.record.portable import sql
from onrecord.record.proving import Row, standing
from onrecord.record.rows import Problem
from onrecord.record.seals import Place

_LEDGERS = "SELECT * FROM ledger ORDER BY version_key"
_VERSION = "SELECT report_id, number, current, text FROM version WHERE key = :value"
_HELD = """
    SELECT {of}.*, quotation.id AS quotation FROM {of} LEFT JOIN quotation ON quotation.key = quotation_key
    WHERE {of}.version_key = :value ORDER BY position"""
_FIGURES, _COMMITMENTS, _TELLINGS = (_HELD.format(of=of) for of in ("figure", "commitment", "telling"))
_FIGURE_SPANS = "SELECT * FROM figure_span WHERE figure_key = :value"
_COMMITMENT_SPANS = "SELECT * FROM commitment_span WHERE commitment_key = :value"
_STRAYS = {
    of: f"SELECT key FROM {of} WHERE version_key NOT IN (SELECT version_key FROM ledger)"  # noqa: S608
    for of in ("figure", "commitment", "telling")
}
_WORDS = {
    of: f"SELECT word FROM {of}_word WHERE {of}_key = :value ORDER BY word"  # noqa: S608
    for of in ("commitment", "telling")
}


def ledger_problems(connection: Connection) -> Iterator[Problem]:
    """What is not as it was written, version by version."""
    for of, query in _STRAYS.items():
        for key in sql(connection, query).scalars():
            yield Problem(f"a {of} of a version whose ledger was not read: {key}")
    for ledger in sql(connection, _LEDGERS).mappings().all():
        row = dict(ledger)
        for version in rows(connection, _VERSION, row["version_key"]):
            place = version["report_id"], version["number"]
            number = version["number"] if isinstance(version["number"], int) else None
            # What is damaged itself cannot be held against its words.
            found = list(_version(connection, row, version, place)) or _links(connection, row)
            for problem in found:
                yield replace(problem, report=str(version["report_id"]), version=number)
    for former in pages(connection, "commitment_former"):
        yield from broken(
            f"where the commitment {former['id']} stood", former, ledger_seals.of_former(former)
        )
    for judged in pages(connection, "commitment_judgement"):
        yield from broken(f"the judgement {judged['id']}", judged, ledger_seals.of_judgement(judged))


def _version(connection: Connection, row: Row, version: Row, place: Place) -> Iterator[Problem]:
    text = str(version["text"])
    yield from broken("how its ledger was read", row, ledger_seals.of_ledger(place, row))
    if row["linked"] not in {0, 1}:
        yield Problem("whether its commitments are linked", expected="0 or 1", found=str(row["linked"]))
    held = {
        "figures": rows(connection, _FIGURES, row["version_key"]),
        "commitments": rows(connection, _COMMITMENTS, row["version_key"]),
        "tellings": rows(connection, _TELLINGS, row["version_key"]),
    }
    for name, found in held.items():
        if row[name] != len(found):
            yield Problem(f"the number of its {name}", expected=str(row[name]), found=str(len(found)))
    for each in held["figures"]:
        spans = rows(connection, _FIGURE_SPANS, each["key"])
        seal = ledger_seals.of_figure(place, each, each["quotation"], spans)
        yield from _item(f"the figure {each['id']}", each, spans, text, seal)
    for each in held["commitments"]:
        spans = rows(connection, _COMMITMENT_SPANS, each["key"])
        seal = ledger_seals.of_commitment(place, each, each["quotation"], spans)
        yield from _item(f"the commitment {each['id']}", each, spans, text, seal)
    for each in held["tellings"]:
        seal = ledger_seals.of_telling(place, each, each["quotation"])
        spans = [{**each, "role": "sentence"}]
        yield from _item(f"what is told at {each['start']}", each, spans, text, seal)


def _item(name: str, row: Row, spans: Sequence[Row], text: str, seal: str) -> Iterator[Problem]:
    """What is wrong with a row; its seal is blamed only where nothing more exact is."""
    exact = [problem for span in spans for problem in standing(text, f"the {span['role']} of {name}", span)]
    yield from exact or broken(name, row, seal)


def _links(connection: Connection, row: Row) -> Iterator[Problem]:
    """Where what is in the ledger of a version is not found by its words, or not linked as it was."""
    key = int(str(row["version_key"]))
    commitments = rows(connection, _COMMITMENTS, key)
    seals = ledger_links.seals_of(connection, [int(str(each["key"])) for each in commitments])
    for each in commitments:
        name = f"what the commitment {each['id']} is linked to"
        yield from broken(name, {"seal": each["links"]}, seals[int(str(each["key"]))])
    if row["rules"] != rules():
        return
    for of, one, words in ledger_links.words_of(connection, key):
        found = [each["word"] for each in rows(connection, _WORDS[of], one)]
        if found != (words if row["linked"] == 1 else []):
            yield Problem(f"the words by which a {of} is found: {one}")
