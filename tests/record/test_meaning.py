"""Search by meaning: held to the cosine as Python's own exact sums give it."""

from __future__ import annotations

import math
import random
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine

from onrecord.core import Extraction, Fact, Model, Quotation, RecordError, Span
from onrecord.record import ByMeaning, Filters, Record, Refused, meaning, sqlite, writing
from onrecord.record.identity import report_id

Make = Callable[..., Extraction]
Numbers = tuple[float, ...]

MODEL = Model("reader", "1", "ab" * 32)
OTHER = Model("reader", "2", "cd" * 32)


def vector(*first: float) -> bytes:
    """A vector of length 1 in that direction; the numbers that are not given are 0."""
    length = math.hypot(*first) or 1
    return struct.pack("<128e", *(number / length for number in first), *[0.0] * (128 - len(first)))


def at(similarity: float) -> bytes:
    """A vector about that near to `vector(1)`."""
    return vector(similarity, math.sqrt(1 - similarity**2))


def cosine(one: bytes, other: bytes) -> float:
    """The cosine from exact sums; NaN where a vector has no direction."""
    a, b = struct.unpack("<128e", one), struct.unpack("<128e", other)
    product, squares = (
        math.fsum(map(math.prod, zip(a, b, strict=True))),
        math.fsum(x * x for x in a) * math.fsum(x * x for x in b),
    )
    return product / math.sqrt(squares) if squares else math.nan


def saying(make: Make, name: str, vectors: Sequence[bytes]) -> Extraction:
    """A report with one quotation of one letter for each vector."""
    quotations = tuple(
        Quotation(f"{name}{i}", "direct", (Span(i, i + 1),), embedding=each) for i, each in enumerate(vectors)
    )
    whole: Extraction = make(name, text="a" * len(vectors) or "-", quotations=quotations)
    return whole


@contextmanager
def filled(extractions: Sequence[Extraction]) -> Iterator[Connection]:
    """The tables of a record of these, in memory: a property has many examples, and each would be a file."""
    with create_engine("sqlite://").begin() as connection:
        sqlite.create_schema(connection)
        for each in extractions:
            writing.add(connection, each, "1")
        yield connection


def names(found: ByMeaning) -> list[str]:
    return [hit.quote.source_address.removeprefix("/news/") for hit in found.hits if hit.quote]


# Few directions, so that many are equally near; some without any.
VECTORS = st.lists(st.integers(-3, 3), min_size=4, max_size=4).map(lambda numbers: vector(*numbers))


@settings(max_examples=40, deadline=None)
@given(
    reports=st.lists(st.lists(VECTORS, max_size=8), max_size=4),
    query=VECTORS,
    limit=st.integers(0, 20),
    at_once=st.integers(1, 9),
)
def test_the_order_is_that_of_every_cosine_worked_out_one_by_one(
    extraction: Make, reports: list[list[bytes]], query: bytes, limit: int, at_once: int
) -> None:
    said = [saying(extraction, f"r{i}", vectors) for i, vectors in enumerate(reports)]
    with filled(said) as connection, pytest.MonkeyPatch.context() as patched:
        patched.setattr(meaning, "_AT_ONCE", at_once)
        found = meaning.search(connection, query, MODEL, Filters(), limit=limit)
    ids = {each.report.name: report_id(each.report.source, each.report.name) for each in said}
    expected = sorted(
        (-similarity, ids[each.report.name], i, f"{ids[each.report.name]}-{quotation.id}")
        for each in said
        for i, quotation in enumerate(each.quotations)
        if (similarity := cosine(query, quotation.embedding)) >= meaning.FLOOR
    )
    assert found.found == len(expected)
    assert [hit.quote.id for hit in found.hits if hit.quote] == [row[3] for row in expected[:limit]]
    assert [hit.similarity for hit in found.hits] == [round(-row[0], 4) for row in expected[:limit]]
    assert found.left_out == 0


@settings(max_examples=15, deadline=None)
@given(st.lists(VECTORS, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_arrival_makes_no_difference(
    quoting: Make, vectors: list[bytes], chance: random.Random
) -> None:
    said = [quoting(f"r{i}", "Fares fall.", embedding=each) for i, each in enumerate(vectors)]
    found = []
    for _ in range(2):
        with filled(said) as connection:
            found.append(meaning.search(connection, vectors[0], MODEL, Filters(), limit=50))
        chance.shuffle(said)
    assert found[0] == found[1]


# Not of length 1, as those that are kept: what is held of them needs numbers of at most 1 and no more.
HALVES = st.binary(min_size=128, max_size=128).map(lambda kept: tuple((byte - 128) / 128 for byte in kept))


@given(st.lists(HALVES, min_size=1, max_size=9), HALVES.filter(any))
def test_a_similarity_is_the_cosine_wherever_its_vector_stands(vectors: list[Numbers], one: Numbers) -> None:
    query = np.array([one])
    found = meaning.similarities(query, np.array([*vectors, one, one]))
    assert found[-1] == found[-2] == 1
    alone = [meaning.similarities(query, np.array([each]))[0] for each in vectors]
    assert np.array_equal(found[:-2], alone, equal_nan=True)
    kept = [struct.pack("<128e", *each) for each in (one, *vectors)]
    expected = [cosine(kept[0], each) for each in kept[1:]]
    assert np.allclose(alone, expected, rtol=0, atol=1e-12, equal_nan=True)


def test_the_same_words_have_similarity_1_and_come_first(record: Record, quoting: Make) -> None:
    same = vector(*random.Random(1).choices([-2, -1, 1, 2], k=128))
    near = vector(*struct.unpack("<120e", same[:240]))
    record.add(quoting("near", "Fares will be lower.", embedding=near))
    record.add(quoting("same", "Fares will fall.", "Ida Rowan", embedding=same))
    (first, second) = record.search_by_meaning(same, MODEL).hits
    assert (first.similarity, first.snippet, first.marks) == (1.0, "Fares will fall.", ())
    assert first.quote is not None
    assert first.quote.speaker == "Ida Rowan"
    assert second.similarity is not None
    assert 0.9 < second.similarity < 1


def test_nothing_below_the_floor_is_shown(record: Record, quoting: Make) -> None:
    for name, similarity in {"above": 0.01, "below": -0.01, "opposite": -1.4}.items():
        record.add(quoting(name, "Fares fall.", embedding=at(meaning.FLOOR + similarity)))
    found = record.search_by_meaning(vector(1), MODEL)
    assert (names(found), found.found, found.left_out) == (["above"], 1, 0)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["a", "b", "c"]),
        ({"speaker": "rowan"}, ["a", "c"]),
        ({"speaker": "nobody"}, []),
        ({"outlet": "ledger"}, ["b"]),
        ({"since": "2026"}, ["b", "c"]),
        ({"until": "2026-01"}, ["a", "b"]),
        ({"since": "2026-01-02", "until": "2026-01-02"}, ["b"]),
        ({"type": "direct"}, ["b"]),
        ({"grade": "record"}, ["c"]),
        ({"report": "c"}, ["c"]),
        ({"limit": 2}, ["a", "b"]),
        ({"limit": 0}, []),
    ],
)
def test_the_filters_of_quotes_hold_here_too(
    record: Record, quoting: Make, filters: dict[str, str], expected: list[str]
) -> None:
    for model in (MODEL, OTHER):  # what is left out is counted by the same filters
        sure = {"embedding": at(0.9), "model": model, "outlet": "Alder Bay Courier"}
        old, new, newest = (Fact(day) for day in ("2020-05-05", "2026-01-02", "2026-03-03"))
        suffix = "" if model is MODEL else "-other"
        record.add(quoting(f"a{suffix}", "A.", "Ida Rowan", **sure, published=old))
        other = {"outlet": "Island Ledger", "type": "direct", "embedding": at(0.8)}
        record.add(quoting(f"b{suffix}", "B.", "Jon Weir", **(sure | other), published=new))
        weaker = {"embedding": at(0.7), "grade": "record"}
        record.add(quoting(f"c{suffix}", "C.", "Ida Rowan", **(sure | weaker), published=newest))
    found = record.search_by_meaning(vector(1), MODEL, **filters)  # type: ignore[arg-type]
    assert names(found) == expected
    if "limit" in filters:
        assert (found.found, found.left_out) == (3, 3)
    else:
        assert (found.found, found.left_out) == (len(expected), 0 if "report" in filters else len(expected))


def test_only_what_the_same_weights_read_is_compared(record: Record, quoting: Make) -> None:
    record.add(quoting("same", "Fares fall.", embedding=vector(1)))
    record.add(quoting("renamed", "Fares fall.", embedding=vector(1), model=replace(MODEL, version="1b")))
    record.add(quoting("other", "Fares fall.", embedding=vector(1), model=OTHER))
    record.add(quoting("none", "Fares fall.", embedding=b""))
    found = record.search_by_meaning(vector(1), MODEL)
    assert (set(names(found)), found.left_out) == ({"same", "renamed"}, 2)
    assert record.search_by_meaning(vector(1), Model("reader", "3", "ef" * 32)).left_out == 4


def test_only_current_versions_are_searched(record: Record, quoting: Make) -> None:
    record.add(quoting("ferry", "Fares fall.", embedding=vector(1)))
    record.add(quoting("ferry", "Fares fell.", embedding=vector(0, 1)))
    assert record.search_by_meaning(vector(1), MODEL) == ByMeaning((), 0, 0)
    assert [hit.snippet for hit in record.search_by_meaning(vector(0, 1), MODEL).hits] == ["Fares fell."]


def test_an_empty_record_has_nothing_near_and_leaves_nothing_out(record: Record) -> None:
    assert record.search_by_meaning(vector(1), MODEL) == ByMeaning((), 0, 0)


def test_a_query_of_no_words_is_near_nothing(record: Record, quoting: Make) -> None:
    record.add(quoting("ferry", "Fares fall.", embedding=vector(1)))
    record.add(quoting("silent", "...", embedding=vector()))
    assert record.search_by_meaning(vector(), MODEL) == ByMeaning((), 0, 0)


@pytest.mark.parametrize("query", [b"", b"\0" * 255, b"\0" * 512, struct.pack("<128e", *[math.nan] * 128)])
def test_a_query_that_is_no_vector_is_one_line(record: Record, query: bytes) -> None:
    with pytest.raises(RecordError, match="not the vector of a query") as error:
        record.search_by_meaning(query, MODEL)
    assert "pipeline.embed" in str(error.value.hint)


@pytest.mark.parametrize(
    ("embedding", "why"),
    [
        (b"\0" * 254, "has 254 bytes, not 256"),
        (b"\0" * 255, "has 255 bytes, not 256"),
        (struct.pack("<128e", math.inf, *[0.0] * 127), "holds what is no number"),
        (struct.pack("<128e", math.nan, *[0.0] * 127), "holds what is no number"),
    ],
)
def test_what_could_not_be_compared_later_is_refused(
    record: Record, quoting: Make, embedding: bytes, why: str
) -> None:
    with pytest.raises(Refused, match=f"the embedding of quotation .* {why}"):
        record.add(quoting("ferry", "Fares fall.", embedding=embedding))
    assert list(record.reports()) == []


def test_more_than_one_query_can_ask_for_comes_in_order(record: Record, extraction: Make) -> None:
    vectors = [at(0.5 + 0.45 * (i * 7 % 600) / 600) for i in range(600)]
    record.add(saying(extraction, "long", vectors))
    found = record.search_by_meaning(vector(1), MODEL, limit=1000)
    likeness = [hit.similarity for hit in found.hits if hit.similarity is not None]
    assert len(likeness) == found.found == 600
    assert likeness == sorted(likeness, reverse=True)
