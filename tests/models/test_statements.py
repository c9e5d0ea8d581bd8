"""What the encoder says of whole spans: vectors that compare, types, names."""

import numpy as np
import pytest

from onrecord.core import QuotationType, Span
from onrecord.core.marks import inside
from onrecord.models.encoder import load
from onrecord.models.statements import (
    as_bytes,
    embedded_query,
    embedding,
    names,
    positions,
    type_probabilities,
)

TEXT = (
    "“The bridge will be open by June,” transport minister Ana Veld told reporters in Lemsk on Monday.\n\n"
    "She said that the Harbour Board had paid for it. “Wolves were seen near the farm,” said Piet Brandt."
)
BRIDGE, PAID, WOLVES = (
    (Span(TEXT.index(w), TEXT.index(w) + len(w)),)
    for w in (
        "“The bridge will be open by June,”",
        "that the Harbour Board had paid for it",
        "“Wolves were seen near the farm,”",
    )
)


@pytest.fixture(scope="module")
def scores():
    return load().read(TEXT, inside(TEXT))


def test_a_span_has_the_tokens_that_share_a_character_with_it(scores) -> None:
    at = positions(scores.tokens, (Span(5, 6), Span(12, 16)))
    assert [TEXT[scores.tokens.starts[i] : scores.tokens.ends[i]] for i in at] == ["bridge", "will"]
    assert len(positions(scores.tokens, ())) == 0


def test_an_embedding_has_length_one_and_fits_in_256_bytes(scores) -> None:
    vector = embedding(scores, BRIDGE)
    assert vector.shape == (128,)
    assert float(vector @ vector) == pytest.approx(1.0, abs=1e-5)
    assert len(as_bytes(vector)) == 256
    assert np.abs(np.frombuffer(as_bytes(vector), "<f2") - vector).max() < 1e-3
    assert not embedding(scores, ()).any()


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("the bridge opens in June", 0),
        ("when will the new crossing be open to traffic?", 0),
        ("who paid for it: the port authority", 1),
        ("wild animals near a farm", 2),
    ],
)
def test_a_query_is_nearest_to_what_means_the_like(scores, query, nearest) -> None:
    asked = embedded_query(load(), query)
    cosines = [float(asked @ embedding(scores, spans)) for spans in (BRIDGE, PAID, WOLVES)]
    assert cosines.index(max(cosines)) == nearest


def test_a_statement_in_its_report_is_near_itself_alone(scores) -> None:
    for spans in (BRIDGE, PAID, WOLVES):
        alone = embedded_query(load(), spans[0].of(TEXT).strip("“”"))
        assert float(alone @ embedding(scores, spans)) > 0.6


def test_a_turn_of_a_transcript_reads_as_direct_speech_without_marks() -> None:
    text = (
        "MS HARLOW: I have read the report. Do you stand by it?\n\n"
        "MR PELL: I do. I wrote it, and I would write it again tomorrow.\n\n"
        "Ms Harlow said that the report had been late."
    )
    scores = load().read(text, inside(text))

    def likely(words: str) -> dict[QuotationType, float]:
        return type_probabilities(scores, (Span(text.index(words), text.index(words) + len(words)),))

    assert likely("I do. I wrote it, and I would write it again tomorrow.")["direct"] > 0.7
    told = likely("that the report had been late")
    assert told["indirect"] > 0.5
    assert sum(told.values()) == pytest.approx(1.0, abs=1e-3)


def test_names_are_found_with_their_kind(scores) -> None:
    found = {(span.of(TEXT), kind) for span, kind in names(scores)}
    assert {("Ana Veld", "person"), ("Piet Brandt", "person")} <= found
    assert all(words[0].isupper() for words, _ in found)
