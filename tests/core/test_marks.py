"""Quotation marks: pairs, styles, paragraphs, and what is lost when a mark is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core.marks import inside, passages


def quoted(text: str) -> list[str]:
    return [p.span.of(text) for p in passages(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said “no” and "never".', ["“no”", '"never"']),
        ("„Ja“, sagte er", ["„Ja“"]),
        ("»Ja«, sagte er", ["»Ja«"]),
        ("«Oui», dit-il", ["«Oui»"]),
        # set with a space inside, as in French; an arrow is no mark
        ("« Oui », dit-il, « et non. »", ["« Oui »", "« et non. »"]),
        ("«\u00a0Oui\u00a0», dit-il", ["«\u00a0Oui\u00a0»"]),
        ("«\u202fOui\u202f», dit-il", ["«\u202fOui\u202f»"]),
        ("« Oui « vraiment » oui », dit-il", ["« Oui « vraiment » oui »"]),
        ("« On y va. « Bien », dit-il", ["« Bien »"]),
        ("« On y va, dit-il. Et puis :", []),
        ("« On y va, dit-il. Et puis non.", ["« On y va, dit-il. Et puis non."]),
        ("« Back", []),
        ("»Ja« sagte er", ["»Ja«"]),
        ("„ ja “ sagte er", ["„ ja “"]),
        ("„", []),
        ("so “ we wait", []),
        # what has no width parts no mark from its word
        ("said.\u200b “\ufeffno\u2060” and", ["“\ufeffno\u2060”"]),
        ("'\u200d'no'\u200b' and", ["'\u200d'no'\u200b'"]),
        ("a “\U0001f600 yes \u2764\ufe0f” b", ["“\U0001f600 yes \u2764\ufe0f”"]),
        ("a\u200b\u00a0'e\u0301t\u00e9'\u2009b", ["'e\u0301t\u00e9'"]),
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


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\u2028", "\u2029"])
def test_every_line_break_ends_a_passage(line_break: str) -> None:
    text = "“We go.\n\n“We came,” she said.".replace("\n", line_break)
    assert quoted(text) == ["“We go.", "“We came,”"]
    assert [p.continues for p in passages(text)] == [True, False]


def test_many_marks_take_linear_time() -> None:
    # A quadratic reading of this would take minutes.
    assert len(passages("“a " * 100_000)) == 100_000
    assert passages("a ’ b ‘ " * 100_000) is not None
    assert passages("« a " * 100_000) is not None
