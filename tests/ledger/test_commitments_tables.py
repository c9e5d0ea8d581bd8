"""Every line of the tables that commitments are read by does what it says."""

from __future__ import annotations

import pytest

from onrecord.core import Quotation, Report, Span
from onrecord.core.tables import rows, several
from onrecord.ledger.candidates import Candidate, candidates
from onrecord.ledger.clause_words import cues
from onrecord.ledger.commitment_signs import cue_of, signs, verb_kinds
from onrecord.ledger.commitment_weights import SORTS, probabilities, weights
from onrecord.ledger.parties import Parties

PACKAGE = "onrecord.ledger"
VERBS = list(rows(PACKAGE, "commitment_verbs"))
CUES = list(rows(PACKAGE, "commitment_cues"))
READ_AS = {
    "being": "remain; stay; exist; take",
    "wishing": "love; prefer",
    "happening": "rise; collapse; win; suffer",
    "scheduled": "meet; open; testify; publish",
    "acting": "build; veto; pay; resign",
    "said": "tells; added; wrote",
    "promise": "vowed; pledges; swore; agreeing",
    "order": "ordered",
    "decide": "ruled; decided",
    "plan": "planned",
    "announce": "announced; confirms",
    "predict": "warned; forecast; expects",
    "foresee": "thinks; fears; estimated; argued",
    "doubt": "wished; asked; proposing; urges",
}
"""Some words, and as what a reader took them without the tables."""


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


@pytest.mark.parametrize(("kind", "verbs", "example"), VERBS)
def test_the_verb_of_the_clause_in_brackets_is_of_its_kind(kind: str, verbs: str, example: str) -> None:
    text, clause = unmarked(example)
    (found,) = opened(text)
    assert found.span == clause
    assert f"verb {kind}" in set(signs(found))
    assert found.sentence.form(found.sentence.skip(found.opening.verb, 1)) in several(verbs)


@pytest.mark.parametrize(("kind", "verbs", "example"), CUES)
def test_cues_tell_what_is_said_in_brackets(kind: str, verbs: str, example: str) -> None:
    text, clause = unmarked(example)
    cue = next(word for word in text.split() if word in several(verbs))
    at = text.index(cue)
    said = Quotation("q", "indirect", (clause,), cue=(Span(at, at + len(cue)),))
    assert cue_of(next(each for each in opened(text, (said,)) if each.span == clause)) == kind


@pytest.mark.parametrize("kind", READ_AS)
def test_words_are_what_readers_take_them_for(kind: str) -> None:
    known = verb_kinds() | cues()
    assert {known[word] for word in several(READ_AS[kind])} == {kind}


@pytest.mark.parametrize("table", [VERBS, CUES])
def test_no_word_stands_twice_and_every_kind_is_read(table: list[list[str]]) -> None:
    words = [word for _, each, _ in table for word in several(each)]
    assert len(set(words)) == len(words)
    assert {kind for kind, _, _ in table} <= READ_AS.keys()


def test_weights_are_of_signs_and_give_probabilities() -> None:
    assert all(len(row) == len(SORTS) for row in weights().values())
    odds = probabilities(["marker promise", "no such sign"])
    assert sum(odds.values()) == pytest.approx(1)
    assert odds == probabilities(["marker promise"])
