"""Commitments with the texts they stand in, and what is told later, as the rules of the ledger see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, select

from onrecord.core import Span
from onrecord.core.ledger import Commitment
from onrecord.record import ledger_loading, ledger_schema, schema
from onrecord.record.chunks import chunks
from onrecord.record.ledger_rows import Source
from onrecord.record.ledger_sources import COLUMNS, sources_of, standing

_version = schema.version.c
_keys: Any = bindparam("keys", expanding=True)
_MADE = (
    select(ledger_schema.commitment, *COLUMNS)
    .select_from(standing(ledger_schema.commitment))
    .where(ledger_schema.commitment.c.key.in_(_keys))
)
_TOLD = (
    select(ledger_schema.telling, *COLUMNS)
    .select_from(standing(ledger_schema.telling))
    .where(ledger_schema.telling.c.key.in_(_keys))
)
_TEXTS = select(_version.key, _version.text).where(_version.key.in_(_keys))


@dataclass(frozen=True, slots=True)
class CommitmentAt:
    """One commitment where it stands."""

    key: int
    commitment: Commitment
    source: Source
    text: str
    """The text of the report."""
    corrected: str | None = None
    """The id of the correction that gave it its deadline."""


@dataclass(frozen=True, slots=True)
class TellingAt:
    """One sentence that may say what became of a commitment, where it stands."""

    key: int
    span: Span
    source: Source
    text: str
    """The text of the report."""


def commitments_at(connection: Connection, keys: Iterable[int]) -> dict[int, CommitmentAt]:
    """The commitments with these keys, by key."""
    found: dict[int, CommitmentAt] = {}
    owner = ledger_schema.commitment_span.c.commitment_key
    for rows in _chunks(connection, _MADE, keys):
        spans = ledger_loading.spans_of(connection, owner, [row["key"] for row in rows])
        texts = texts_of(connection, rows)
        for row, source in zip(rows, sources_of(connection, rows), strict=True):
            key = row["key"]
            commitment = ledger_loading.commitment(row, ledger_loading.roles(spans[key]))
            text, corrected = texts[row["version_key"]], row["corrected"]
            found[key] = CommitmentAt(key, commitment, source, text, corrected)
    return found


def tellings_at(connection: Connection, keys: Iterable[int]) -> dict[int, TellingAt]:
    """The tellings with these keys, by key."""
    found: dict[int, TellingAt] = {}
    for rows in _chunks(connection, _TOLD, keys):
        texts = texts_of(connection, rows)
        for row, source in zip(rows, sources_of(connection, rows), strict=True):
            span = Span(row["start"], row["end"])
            found[row["key"]] = TellingAt(row["key"], span, source, texts[row["version_key"]])
    return found


def texts_of(connection: Connection, rows: Sequence[RowMapping]) -> dict[int, str]:
    """The texts in which these rows stand, by the key of the version."""
    keys = sorted({row["version_key"] for row in rows})
    return dict(connection.execute(_TEXTS, {"keys": keys}).tuples().all())


def _chunks(
    connection: Connection, query: Select[Any], keys: Iterable[int]
) -> Iterator[Sequence[RowMapping]]:
    ordered = sorted(keys)
    for some in chunks(ordered):
        yield connection.execute(query, {"keys": some}).mappings().all()
