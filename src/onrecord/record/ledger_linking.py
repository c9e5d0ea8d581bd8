"""Which commitments are one, and what was told later of what became of them.

A commitment is compared once with each other, and each telling, that shares rare words with it: whatever
comes into the record is compared with all that is there, whichever came first, so that the outcome does not
depend on the order of reports. Only current versions are linked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select, Table, insert

from onrecord.record import ledger_comparing, ledger_schema, ledger_words
from onrecord.record.ledger_links import COMMITMENTS, TELLINGS, leading, seal
from onrecord.record.portable import each_of, sql

_Pairs = Sequence[tuple[int, int]]

_SHARING = {
    of: f"""
    SELECT {of}_key FROM {of}_word WHERE word IN (SELECT value FROM {{each}} AS given)
    GROUP BY {of}_key HAVING count(*) >= {ledger_words.LEAST}"""  # noqa: S608 (our own names)
    for of in ("commitment", "telling")
}


def link(connection: Connection, versions: Sequence[int]) -> None:
    """Link the commitments and tellings of versions that are linked to nothing yet, with these keys."""
    own = _put_words(connection, COMMITMENTS, ledger_schema.commitment_word.c.commitment_key, versions)
    told = _put_words(connection, TELLINGS, ledger_schema.telling_word.c.telling_key, versions)
    near = {(min(key, other), max(key, other)) for key, other in _sharing(connection, own, "commitment")}
    bearing = {*_sharing(connection, own, "telling")}
    bearing |= {(key, telling) for telling, key in _sharing(connection, told, "commitment")}
    restated = ledger_comparing.restated(connection, sorted(pair for pair in near if pair[0] != pair[1]))
    outcomes = ledger_comparing.outcomes(connection, sorted(bearing))
    both_ways = [*restated, *((other, one) for one, other in restated)]
    _insert(connection, ledger_schema.restatement, both_ways)
    _insert(connection, ledger_schema.outcome, outcomes)
    seal(connection, {*own, *(key for key, _ in both_ways), *(key for key, _ in outcomes)})


def _put_words(
    connection: Connection, query: Select[Any], owner: Column[int], versions: Sequence[int]
) -> dict[int, list[int]]:
    """Store by which words the rows of versions are found; the words by the rows' keys."""
    words = leading(connection, query, versions)
    placed = [{"word": word, owner.name: key} for key, some in words.items() for word in some]
    if placed:
        connection.execute(insert(owner.table), placed)
    return words


def _sharing(connection: Connection, own: Mapping[int, Sequence[int]], of: str) -> Iterator[tuple[int, int]]:
    """Each of one's own with each commitment, or telling, that shares enough words with it."""
    query = _SHARING[of].format(each=each_of(connection, "words"))
    for key, words in own.items():
        if len(words) >= ledger_words.LEAST:
            for other in sql(connection, query, words=json.dumps(words)).scalars():
                yield key, other


def _insert(connection: Connection, table: Table, pairs: _Pairs) -> None:
    names = [column.name for column in table.primary_key]
    if pairs:
        connection.execute(insert(table), [dict(zip(names, pair, strict=True)) for pair in pairs])
