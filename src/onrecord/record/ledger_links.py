"""To what commitments are linked: taken away, sealed, and by which words they are found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, select, update

from onrecord.core import Span
from onrecord.record import ledger_schema, ledger_seals, ledger_words, schema
from onrecord.record.chunks import chunks

_commitment, _telling, _version = ledger_schema.commitment.c, ledger_schema.telling.c, schema.version.c
_restatement, _outcome = ledger_schema.restatement.c, ledger_schema.outcome.c
_span = ledger_schema.commitment_span.c

_COMMON = 100
"""Commitments, or tellings, of one report."""
_keys: Any = bindparam("keys", expanding=True)
COMMITMENTS = (
    select(_commitment.key, _span.start, _span.end, _version.key.label("version"), _version.text)
    .select_from(ledger_schema.commitment.join(ledger_schema.commitment_span).join(schema.version))
    .where(_commitment.version_key.in_(_keys), _span.role == "span")
    .order_by(_commitment.key)
)
TELLINGS = (
    select(_telling.key, _telling.start, _telling.end, _version.key.label("version"), _version.text)
    .select_from(ledger_schema.telling.join(schema.version))
    .where(_telling.version_key.in_(_keys))
    .order_by(_telling.key)
)
# By names that are the same in every record, for seals.
_RESTATED = (
    select(_restatement.commitment_key, _version.report_id, _commitment.id)
    .join(ledger_schema.commitment, _commitment.key == _restatement.other_key)
    .join(schema.version, _version.key == _commitment.version_key)
    .where(_restatement.commitment_key.in_(_keys))
)
_TOLD = (
    select(_outcome.commitment_key, _version.report_id, _telling.start, _telling.end)
    .select_from(ledger_schema.outcome.join(ledger_schema.telling).join(schema.version))
    .where(_outcome.commitment_key.in_(_keys))
)


def unlink(connection: Connection, version: int) -> None:
    """Take away what leads to the commitments and tellings of the version with this key, and the links."""
    own = select(_commitment.key).where(_commitment.version_key == version)
    told = select(_telling.key).where(_telling.version_key == version)
    linked = select(_restatement.commitment_key).where(_restatement.other_key.in_(own))
    had = select(_outcome.commitment_key).where(_outcome.telling_key.in_(told))
    left = {*connection.execute(linked).scalars(), *connection.execute(had).scalars()}
    for column, keys in (
        (_restatement.commitment_key, own),
        (_restatement.other_key, own),
        (_outcome.commitment_key, own),
        (_outcome.telling_key, told),
        (ledger_schema.commitment_word.c.commitment_key, own),
        (ledger_schema.telling_word.c.telling_key, told),
    ):
        connection.execute(delete(column.table).where(column.in_(keys)))
    seal(connection, {*left, *connection.execute(own).scalars()})
    of_version = ledger_schema.ledger.c.version_key == version
    connection.execute(update(ledger_schema.ledger).where(of_version).values(linked=0))


def seal(connection: Connection, keys: Iterable[int]) -> None:
    """Seal what commitments are linked to, as it is now."""
    seals = seals_of(connection, keys)
    if seals:
        own = _commitment.key == bindparam("own")
        rows = [{"own": key, "links": made} for key, made in seals.items()]
        connection.execute(update(ledger_schema.commitment).where(own).values(links=bindparam("links")), rows)


def seals_of(connection: Connection, keys: Iterable[int]) -> dict[int, str]:
    """The seals of what the commitments with these keys are linked to."""
    ordered = sorted(keys)
    restated, told = _named(connection, _RESTATED, ordered), _named(connection, _TOLD, ordered)
    return {key: ledger_seals.of_links(sorted(restated[key]), sorted(told[key])) for key in ordered}


def words_of(connection: Connection, version: int) -> Iterator[tuple[str, int, list[int]]]:
    """What leads to the commitments and tellings of a version: of which, its key, its words in order."""
    for of, query in (("commitment", COMMITMENTS), ("telling", TELLINGS)):
        for key, words in leading(connection, query, [version]).items():
            yield of, key, words


def leading(connection: Connection, query: Select[Any], versions: Sequence[int]) -> dict[int, list[int]]:
    """The words that lead to each commitment, or telling, of these versions, by its key, in order.

    What stands in more than `_COMMON` of one report is not rare there: it would lead each to all others.
    """
    rows = connection.execute(query, {"keys": list(versions)}).all()
    words = {row.key: ledger_words.keys(row.text, Span(row.start, row.end)) for row in rows}
    times = Counter((row.version, word) for row in rows for word in words[row.key])
    return {row.key: [word for word in words[row.key] if times[row.version, word] <= _COMMON] for row in rows}


def _named(connection: Connection, query: Select[Any], keys: Sequence[int]) -> defaultdict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for some in chunks(keys):
        for key, *names in connection.execute(query, {"keys": some}):
            found[key].append(" ".join(map(str, names)))
    return found
