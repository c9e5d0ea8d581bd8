"""The words that drift compares: where they stand, what they are, and the tables behind them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.match.reading import rows
from onrecord.match.statements.forms import form_of
from onrecord.match.statements.spoken import words
from tests.match.statements.marking import told


def seen(content: str) -> list[str]:
    return [word.form for word in words(told(f"{{{content}}}"))]


def sorts(content: str) -> dict[str, str]:
    return {word.form: word.sort for word in words(told(f"{{{content}}}")) if word.sort != "word"}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("1,200", ["1200"]),
        ("1.2 thousand", ["1200"]),
        ("twelve hundred", ["1200"]),
        ("a hundred and twenty", ["120"]),
        ("two hundred and five thousand", ["205000"]),
        ("twenty-five", ["25"]),
        ("a dozen", ["12"]),
        ("5 to 6", ["5", "to", "6"]),
        ("38,000 and 40,000", ["38000", "and", "40000"]),
        ("nineteen eighty-four", ["19", "84"]),
        ("4,6", ["4.6"]),
        ("8%", ["8%"]),
        ("eight per cent", ["8%"]),
        ("$1.5m", ["1500000$"]),
        ("1.5 million dollars", ["1500000$"]),
        ("5m", ["5", "m"]),
        ("15 January", ["day 1-15"]),
        ("January 15th", ["day 1-15"]),
        ("the 2nd of May", ["the", "day 5-2"]),
        ("he may 2", ["he", "may", "2"]),
        ("1.2.3", ["1.2.3"]),
        ("2031-05-04", ["2031", "5", "4"]),
    ],
)
def test_figures_are_one_word_however_they_are_written(content: str, expected: list[str]) -> None:
    assert seen(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("don’t", ["do", "not"]),
        ("cannot", ["can", "not"]),
        ("it’s Ida’s", ["it", "is", "ida's"]),
        ("O’Hara", ["o'hara"]),
        ("[T]he keeper pay[s]", ["the", "keeper", "pays"]),
        ("dar\u00adk har\u200bbour", ["dark", "harbour"]),
        ("橋は", ["橋", "は"]),
        ("पुल है", ["पुल", "है"]),
    ],
)
def test_words_are_cut_where_readers_cut_them(content: str, expected: list[str]) -> None:
    assert seen(content) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("We met Ida in Lemsk. Then it rained.", {"ida": "name", "lemsk": "name"}),
        ("It will not rain", {"will": "hedge", "not": "negation"}),
        ("in May it may rain", {"may": "hedge"}),
        ("it cost about 12 and is about ships", {"about": "hedge", "12": "number"}),
        ("I think they think", {"think": "hedge"}),
        ("The Lorry Toll May Rise In Lemsk", {"may": "hedge"}),
        ("No. 10 and no 11", {"10": "number", "11": "number", "no": "negation"}),
    ],
)
def test_words_that_tell_are_known(content: str, expected: dict[str, str]) -> None:
    assert sorts(content) == expected


@given(st.text(max_size=80))
def test_words_stand_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    relay = told("{" + text.replace("{", "").replace("}", "") + "}")
    found = words(relay)
    assert all(word.span.of(relay.report.text).strip() for word in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "table",
    ["word_forms", "person_shifts", "contractions", "negations", "hedges", "conditions", "number_words"],
)
def test_each_word_stands_once_in_a_table_as_it_is_looked_up(table: str) -> None:
    firsts = [row[0] for row in rows(table)]
    assert len(set(firsts)) == len(firsts)
    assert [form_of(word) for word in firsts] == firsts


@pytest.mark.parametrize(
    ("content", "denying"),
    [
        ("we no longer oppose it", ["no", "longer"]),
        ("we do not oppose it any longer", ["not", "longer"]),
        ("it takes longer", []),
        ("we do not oppose it anymore", ["not", "anymore"]),
        ("we stopped opposing it", ["stopped"]),
        ("the bus stopped here", []),
    ],
)
def test_what_ends_a_position_denies_it(content: str, denying: list[str]) -> None:
    assert [word for word, sort in sorts(content).items() if sort == "negation"] == denying
