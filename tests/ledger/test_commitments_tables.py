"""Every line of the tables that commitments are read by does what it says."""

from __future__ import annotations

import pytest

from onrecord.core import Quotation, Report, Span
from onrecord.core.tables import rows, several
from onrecord.ledger.candidates import Candidate, candidates
from onrecord.ledger.commitment_signs import cue_of, signs
from onrecord.ledger.commitment_weights import SORTS, probabilities, weights
from onrecord.ledger.parties import Parties

PACKAGE = "onrecord.ledger"
VERBS = [(kind, verb) for kind, verbs in rows(PACKAGE, "commitment_verbs") for verb in several(verbs)]
CUES = [(verb, kind) for verbs, kind in rows(PACKAGE, "commitment_cues") for verb in several(verbs)]


def opened(text: str, quotations: tuple[Quotation, ...] = ()) -> list[Candidate]:
    return list(candidates(Report(text, "a", "a"), quotations, Parties(text, quotations, ())))


def unmarked(marked: str) -> tuple[str, Span]:
    return marked.replace("[", "").replace("]", ""), Span(marked.index("["), marked.index("]") - 1)


@pytest.mark.parametrize(("words", "reading", "sign", "example"), list(rows(PACKAGE, "commitment_markers")))
def test_markers_open_the_clause_in_brackets(words: str, reading: str, sign: str, example: str) -> None:
    text, clause = unmarked(example)
    found = [
        each
        for each in opened(text)
        if " ".join(each.opening.marker.words) in several(words) and each.opening.marker.reading == reading
    ]
    assert [each.span.of(text) for each in found] == [clause.of(text)]
    assert f"marker {sign}" in set(signs(found[0]))


@pytest.mark.parametrize(("kind", "words", "example"), list(rows(PACKAGE, "clause_words")))
def test_small_words_bound_the_clause_in_brackets(kind: str, words: str, example: str) -> None:
    text, clause = unmarked(example)
    assert clause in [each.span for each in opened(text)]
    assert any(f" {word} " in f" {text.lower().rstrip('.')} " for word in several(words)), kind


@pytest.mark.parametrize(("kind", "verb"), VERBS)
def test_verbs_are_of_their_kind(kind: str, verb: str) -> None:
    known = {"be": "being"}
    (found,) = opened(f"The board will {verb} it.")
    assert f"verb {known.get(verb, kind)}" in set(signs(found))


@pytest.mark.parametrize(("verb", "kind"), CUES)
def test_cues_tell_what_is_said(verb: str, kind: str) -> None:
    text = f"Brun {verb} the port will close."
    said = Quotation(
        "q", "indirect", (Span(len(f"Brun {verb} "), len(text) - 1),), cue=(Span(5, 5 + len(verb)),)
    )
    assert cue_of(opened(text, (said,))[-1]) == kind


def test_no_verb_and_no_cue_stands_twice() -> None:
    assert len({verb for _, verb in VERBS}) == len(VERBS)
    assert len({verb for verb, _ in CUES}) == len(CUES)


def test_weights_are_of_signs_and_give_probabilities() -> None:
    assert all(len(row) == len(SORTS) for row in weights().values())
    odds = probabilities(["marker promise", "no such sign"])
    assert sum(odds.values()) == pytest.approx(1)
    assert odds == probabilities(["marker promise"])
