"""Quotation marks: pairs, styles, paragraphs, and what is lost when a mark is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.marks import inside, passages


def quoted(text: str) -> list[str]:
    return [p.span.of(text) for p in passages(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said “no” and "never".', ["“no”", '"never"']),
        ("„Ja“, sagte er", ["„Ja“"]),
        ("»Ja«, sagte er", ["»Ja«"]),
        ("«Oui», dit-il", ["«Oui»"]),
        ("« Oui », dit-il", []),
        ("‘It’s the workers’ rights,’ he said.", ["‘It’s the workers’ rights,’"]),
        ("'I won't do it,' said Bob. It's Bob's.", ["'I won't do it,'"]),
        ("the workers’ rights and the ’90s", []),
        ("a 6' 2\" tall man", []),
        ("x ''journalists are'' y, ''z.''", ["''journalists are''", "''z.''"]),
        ("“one ‘two’ “three” four” five", ["“one ‘two’ “three” four”"]),
        # glued to the sentence before it, and turned the wrong way round
        ("he said.“As for us, we go.” He went.", ["“As for us, we go.”"]),
        ("he added.”I would go,” he said.", ["”I would go,”"]),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_lost_closing_mark_costs_no_more_than_its_paragraph() -> None:
    text = "“We go now, she said.\nThey went.\n“We are back,” she said."
    assert quoted(text) == ["“We go now, she said.", "“We are back,”"]
    assert [p.closed for p in passages(text)] == [False, True]


def test_a_mark_that_opens_again_ends_the_passage_before() -> None:
    assert quoted('"Foo bar. "Baz is here." she') == ['"Foo bar.', '"Baz is here."']


def test_paragraphs_of_one_utterance_are_chained() -> None:
    text = "“First.\n\n“Second.\n\n“Third,” she said.\n\n“Fourth.”"
    assert [p.continues for p in passages(text)] == [True, True, False, False]
    assert [p.closed for p in passages(text)] == [False, False, True, True]


def test_inside_marks_every_quoted_character() -> None:
    text = "a “b” c"
    assert [text[i] for i, flag in enumerate(inside(text)) if flag] == list("“b”")


@given(st.text(alphabet=list("ab .,\n“”\"'‘’«»„-?"), max_size=200))
def test_passages_are_ordered_apart_and_within_a_paragraph(text: str) -> None:
    last = 0
    for passage in passages(text):
        start, end = passage.span
        assert last <= start < end <= len(text)
        assert "\n" not in text[start:end]
        last = end


def test_many_marks_take_linear_time() -> None:
    # A quadratic reading of this would take minutes.
    assert len(passages("“a " * 100_000)) == 100_000
    assert passages("a ’ b ‘ " * 100_000) is not None
