"""Search by meaning: quotations ranked by how near their vectors are to a query's.

SQL filters, numpy compares. Vectors of different weights do not compare: only what the query's model read
takes part, and what it did not is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Select, and_, case, func, select

from onrecord.core import Model, RecordError
from onrecord.record import schema
from onrecord.record.chunks import chunks
from onrecord.record.filters import Filters
from onrecord.record.queries import FROM_QUOTATIONS, QUOTES, quote_rows
from onrecord.record.rows import ByMeaning, Hit, QuoteRow

FLOOR = 0.45
"""Least similarity shown. In the test part of our own corpus 90% of the pairs of statements from one report,
and 97% of those from two, lie below it."""

_KEPT = np.dtype("<f2")
_WIDTH = schema.EMBEDDING_BYTES // _KEPT.itemsize
_DIGITS = 4
"""Digits of a similarity that half-precision vectors can bear."""
_AT_ONCE = 10_000
"""Vectors compared in one product: 10 MB in double precision, however large the record."""

_quotation, _version = schema.quotation.c, schema.version.c
_PLACES = select(_quotation.key, _version.report_id, _quotation.position).join(
    schema.version, _version.key == _quotation.version_key
)

Doubles = npt.NDArray[np.float64]


def search(
    connection: Connection, query: bytes, model: Model, filters: Filters, *, limit: int, offset: int = 0
) -> ByMeaning:
    """The quotations nearest to the vector `query`, made by `model`; see `Record.search_by_meaning`."""
    asked = _vectors([query]) if len(query) == schema.EMBEDDING_BYTES else None
    if asked is None or not np.isfinite(asked).all():
        raise RecordError("this is not the vector of a query", "onrecord.pipeline.embed(text) makes one")
    keys, distances = [np.empty(0, np.int64)], [np.empty(0)]
    left_out = 0
    for rows in _partitions(connection, _candidates(model, filters)):
        compared = {key: vector for key, vector in rows if vector is not None}
        left_out += len(rows) - len(compared)
        found = -similarities(asked, _vectors(list(compared.values())))
        is_near = found <= -FLOOR
        keys.append(np.array(list(compared), np.int64)[is_near])
        distances.append(found[is_near])
    near = np.concatenate(keys), np.concatenate(distances)
    best = _best(connection, *near, offset + max(0, limit))[offset:]
    quotes = _quotes(connection, [key for key, _ in best])
    hits = tuple(
        Hit(quote, None, quote.text, (), similarity=round(-distance, _DIGITS))
        for (_, distance), quote in zip(best, quotes, strict=True)
    )
    return ByMeaning(hits, len(near[0]), left_out)


def _partitions(connection: Connection, query: Select[Any]) -> Iterator[Sequence[tuple[int, bytes | None]]]:
    """The rows of a query as the driver has them, some at a time: a million Rows take seconds to make."""
    with closing(connection.execute(query)) as result:
        while rows := result.cursor.fetchmany(_AT_ONCE):
            yield rows


def _best(
    connection: Connection, keys: npt.NDArray[np.int64], distances: Doubles, most: int
) -> list[tuple[int, float]]:
    """The keys and distances of the nearest; equals go by report and place in it."""
    if most < len(keys):
        at = distances <= np.partition(distances, most)[most]
        keys, distances = keys[at], distances[at]
    places: dict[int, tuple[str, int]] = {}
    for some in chunks(keys.tolist()):
        for key, report_id, position in connection.execute(_PLACES.where(_quotation.key.in_(some))):
            places[key] = report_id, position
    ordered = sorted(
        zip(distances.tolist(), keys.tolist(), strict=True), key=lambda each: (each[0], places[each[1]])
    )
    return [(key, distance) for distance, key in ordered[:most]]


def similarities(query: Doubles, vectors: Doubles) -> Doubles:
    """The cosines [N] of a query [1, D] with vectors [N, D]; NaN for one that has no direction.

    Half-precision numbers of at most 1 have products and sums that double precision holds exactly, so
    that a similarity does not depend on the place of a vector among the others, nor on the processor.
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        products = vectors @ query[0]
        squares = np.einsum("ij,ij->i", vectors, vectors) * (query[0] @ query[0])
        return np.asarray(products / np.sqrt(squares), dtype=np.float64)


def _candidates(model: Model, filters: Filters) -> Select[Any]:
    """Every quotation that passes the filters, with its vector where that can be compared, else null."""
    same_weights = select(schema.model.c.key).where(schema.model.c.sha256 == model.sha256)
    comparable = and_(
        _version.model_key.in_(same_weights), func.length(_quotation.embedding) == schema.EMBEDDING_BYTES
    )
    return (
        select(_quotation.key, case((comparable, _quotation.embedding)))
        .select_from(FROM_QUOTATIONS)
        .where(*filters.on_quotations())
    )


def _vectors(stored: Sequence[bytes]) -> Doubles:
    """Vectors [N, 128] in double precision from how they are kept."""
    return np.frombuffer(b"".join(stored), dtype=_KEPT).astype(np.float64).reshape(len(stored), _WIDTH)


def _quotes(connection: Connection, keys: Sequence[int]) -> Iterator[QuoteRow]:
    """The quotations with these keys, in the same order."""
    for some in chunks(keys):
        found = connection.execute(QUOTES.where(_quotation.key.in_(some))).mappings().all()
        by_key = {row["key"]: row for row in found}
        yield from quote_rows(connection, [by_key[key] for key in some])
