"""The model's reading of whole texts: what is found, and what does not change it."""

import importlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate import annotate
from onrecord.core import Quotation, Report, quoted_text
from onrecord.models.encoder import load

TEXT = """Harbour opens in spring, minister says

The new harbour at Lissen will open in spring, Transport Minister Ada Brenner said on Tuesday.

“We are two months ahead of the plan,” Brenner told reporters. “The cranes work and the crews are hired.”

Critics doubt the date. According to the fishermen's union, the north quay is still without power.

“I asked the builders last week, and they told me that the power would come in March,” she said.
"""


def report(text: str) -> Report:
    return Report(text, "t.txt", "t.txt")


def found(text: str, *, nested: bool = False) -> tuple[Quotation, ...]:
    return annotate(report(text), load(), nested=nested)[0]


def words(text: str) -> set[tuple[str, str]]:
    return {(" ".join(s.of(text) for s in q.source), quoted_text(text, q.content)) for q in found(text)}


def test_direct_indirect_and_headline() -> None:
    quotations = {quoted_text(TEXT, q.content): q for q in found(TEXT)}
    direct = next(q for words, q in quotations.items() if words.startswith("“We are two months"))
    assert direct.type == "direct"
    assert [s.of(TEXT) for s in direct.source] == ["Brenner"]
    assert len(direct.content) == 2
    assert any(q.type == "indirect" and "north quay" in words for words, q in quotations.items())


def test_nested_relations_say_where_they_are() -> None:
    outer = {q.id: q for q in found(TEXT, nested=True) if q.nested_in is None}
    inner = [q for q in found(TEXT, nested=True) if q.nested_in is not None]
    assert [quoted_text(TEXT, q.content) for q in inner] == ["that the power would come in March"]
    assert any(part.covers(inner[0].content[0]) for part in outer[inner[0].nested_in or ""].content)
    assert all(q.nested_in is None for q in found(TEXT))


def test_same_text_same_output() -> None:
    assert found(TEXT) == found(TEXT)


def test_windows_leave_no_seam() -> None:
    """In a text of many windows each copy is read as it is alone, but for the context around it."""
    alone = {quoted_text(TEXT, q.content) for q in found(TEXT)}
    many = found(TEXT * 8)
    counts = [sum(quoted_text(TEXT * 8, q.content) == words for q in many) for words in alone]
    assert sum(counts) >= 0.85 * 8 * len(alone)


@pytest.mark.parametrize("change", [lambda t: t + "  \n ", lambda t: t.replace("\n", "\r\n")])
def test_white_space_changes_nothing(change: object) -> None:
    assert callable(change)
    assert words(change(TEXT)) == words(TEXT)


@pytest.mark.parametrize(
    "text", ["", " \n ", "“", "” “ ”", "a" * 3000, "\u200b\u202e“\u0301”", "said " * 500]
)
def test_hostile_texts_are_read(text: str) -> None:
    for quotation in found(text):
        assert all(0 <= s.start < s.end <= len(text) for s in (*quotation.content, *quotation.cue))


@settings(max_examples=25)
@given(st.lists(st.sampled_from([*TEXT.split(), "“", "”", "\n\n", "said", "she"]), max_size=60).map(" ".join))
def test_spans_are_sorted_and_in_the_text(text: str) -> None:
    for quotation in found(text, nested=True):
        for spans in (quotation.content, quotation.source, quotation.cue):
            assert list(spans) == sorted(spans)
            assert all(s.of(text).strip() == s.of(text) != "" for s in spans)
        assert 0 <= quotation.confidence <= 1


def test_nested_words_keep_the_type_of_their_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    module = importlib.import_module("onrecord.annotate.annotate")
    monkeypatch.setattr(module, "_SPOKEN", 0.0)
    quotations = found(TEXT + "Critics say that the power is late.", nested=True)
    assert {q.type for q in quotations if q.nested_in is None} == {"direct"}
    assert [q.type for q in quotations if q.nested_in] == ["indirect"]


def test_words_after_a_lost_mark_are_never_on_record() -> None:
    whole = '"It is a good day for the town," said Ivo Dent, who runs the ferry. "We wish them luck."'
    assert {q.grade for q in found(whole)} == {"record"}
    broken = whole[:-1] + " The ferry will go on running."
    assert {q.grade for q in found(broken)} == {"review"}


def test_turns_are_direct_speech_and_long_ones_are_not_on_record() -> None:
    text = "Q: When will it open?\nA: In May.\nQ: The toll?\nA: Two crowns.\nThe chair left.\nQ: Why?"
    turns = {quoted_text(text, q.content): q for q in found(text)}
    assert {q.type for q in turns.values()} == {"direct"}
    assert turns["In May."].grade == "record"
    assert next(q.grade for words, q in turns.items() if words.startswith("Two crowns")) == "review"
