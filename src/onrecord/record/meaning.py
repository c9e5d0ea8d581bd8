"""Search by meaning: quotations ranked by how near their vectors are to a query's.

SQL filters, numpy compares. Vectors of different weights do not compare: only what the query's model read
takes part, and what it did not is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, Row, Select, and_, case, func, select

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

Doubles = npt.NDArray[np.float64]


class _Near(NamedTuple):
    """A quotation that is near enough, in the order of the ranking; equals go by report and place in it."""

    distance: float
    report_id: str
    position: int
    key: int


def search(
    connection: Connection, query: bytes, model: Model, filters: Filters, *, limit: int, offset: int = 0
) -> ByMeaning:
    """The quotations nearest to the vector `query`, made by `model`; see `Record.search_by_meaning`."""
    asked = _vectors([query]) if len(query) == schema.EMBEDDING_BYTES else None
    if asked is None or not np.isfinite(asked).all():
        raise RecordError("this is not the vector of a query", "onrecord.pipeline.embed(text) makes one")
    near: list[_Near] = []
    left_out = 0
    for rows in connection.execute(_candidates(model, filters)).partitions(_AT_ONCE):
        compared = [row for row in rows if row.vector is not None]
        left_out += len(rows) - len(compared)
        near += _near(asked, compared)
    best = nsmallest(offset + max(0, limit), near)[offset:]
    quotes = _quotes(connection, [each.key for each in best])
    hits = tuple(
        Hit(quote, None, quote.text, (), similarity=round(-each.distance, _DIGITS))
        for each, quote in zip(best, quotes, strict=True)
    )
    return ByMeaning(hits, len(near), left_out)


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
    quotation, version = schema.quotation.c, schema.version.c
    same_weights = select(schema.model.c.key).where(schema.model.c.sha256 == model.sha256)
    comparable = and_(
        version.model_key.in_(same_weights), func.length(quotation.embedding) == schema.EMBEDDING_BYTES
    )
    return (
        select(
            quotation.key,
            version.report_id,
            quotation.position,
            case((comparable, quotation.embedding)).label("vector"),
        )
        .select_from(FROM_QUOTATIONS)
        .where(*filters.on_quotations())
    )


def _near(asked: Doubles, rows: Sequence[Row[Any]]) -> Iterator[_Near]:
    """Those of the rows that are at least as near as the floor."""
    found = similarities(asked, _vectors([row.vector for row in rows]))
    for at in np.flatnonzero(found >= FLOOR).tolist():
        row = rows[at]
        yield _Near(-float(found[at]), row.report_id, row.position, row.key)


def _vectors(stored: Sequence[bytes]) -> Doubles:
    """Vectors [N, 128] in double precision from how they are kept."""
    return np.frombuffer(b"".join(stored), dtype=_KEPT).astype(np.float64).reshape(len(stored), _WIDTH)


def _quotes(connection: Connection, keys: Sequence[int]) -> Iterator[QuoteRow]:
    """The quotations with these keys, in the same order."""
    for some in chunks(keys):
        found = connection.execute(QUOTES.where(schema.quotation.c.key.in_(some))).mappings().all()
        by_key = {row["key"]: row for row in found}
        yield from quote_rows(connection, [by_key[key] for key in some])
