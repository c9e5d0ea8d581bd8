"""Corrections hold on to a text by position, and by words with their context where the text is another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import NotFound, Repeated, Span
from onrecord.core.corrections import Anchor, Lost, anchored, find_words, placed

TEXT = (
    "The ferry will run, the harbour master said on Monday. The pilots asked for more boats.\n"
    "Fares will not rise, the union said on Tuesday. “The quay is safe and will stay so,” she said.\n"
)
LONG = "“The quay is safe and will stay so,”"


def at(words: str, nth: int = 0, text: str = TEXT) -> Span:
    """Where the words stand for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


SAID = Anchor.at(TEXT, "cue", at("said", 1))
MASTER = Anchor.at(TEXT, "source", at("the harbour master"))


@pytest.mark.parametrize(
    ("anchor", "text", "found"),
    [
        (SAID, TEXT, ["said"]),
        (SAID, "Correction appended.\n" + TEXT, ["said"]),
        (SAID, TEXT.replace("Tuesday", "Wednesday morning"), ["said"]),
        (SAID, TEXT.replace("Fares will not rise, the union", "They will not, the board"), ["said"]),
        (SAID, TEXT.replace("the union said on Tuesday", "the board said on Wednesday"), []),
        (SAID, TEXT + TEXT, ["said", "said"]),
        (MASTER, TEXT.replace("harbour master", "harbour-master"), []),
        (Anchor.at(TEXT, "content", at(LONG)), f"{LONG} a pilot told the council.", [LONG]),
        (Anchor.at(TEXT, "content", at(LONG)), f"{LONG} a pilot said. {LONG}", [LONG, LONG]),
        (Anchor.at("So it is.", "content", Span(0, 9)), "Yes. So it is.", ["So it is."]),
        (Anchor.at(TEXT, "cue", at("asked")), "He asked.", []),
    ],
)
def test_words_are_found_again_where_they_or_their_context_leave_no_doubt(
    anchor: Anchor, text: str, found: list[str]
) -> None:
    assert [place.of(text) for place in anchor.places(text)] == found


def test_of_words_that_stand_often_those_with_their_context_are_meant() -> None:
    moved = "Updated at noon.\n" + TEXT
    (place,) = SAID.places(moved)
    assert place == SAID.span.shifted(len("Updated at noon.\n"))


@given(st.text("ab \n", max_size=80), st.text("ab \n", max_size=80), st.data())
def test_a_text_put_before_or_behind_never_moves_an_anchor_to_other_words(
    text: str, more: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    if span.start == span.end:
        return
    anchor = Anchor.at(text, "content", span)
    for moved, by in ((more + text, len(more)), (text + more, 0)):
        places = anchor.places(moved)
        assert all(place.of(moved) == anchor.exact for place in places)
        # Its own place is among those that are like it, where its context is all there still.
        if by == 0 and span.end + 32 <= len(text):
            assert span in places


def test_all_roles_are_placed_or_the_one_that_is_needed() -> None:
    anchors = anchored(TEXT, {"content": (at("Fares will not rise"),), "source": (at("the union"),)})
    assert placed(anchors, TEXT, same=True) == {
        "content": (at("Fares will not rise"),),
        "source": (at("the union"),),
    }
    other = TEXT.replace("the union said on Tuesday.", "a board said.")
    with pytest.raises(Lost, match=r"“the union” is in the report no longer"):
        placed(anchors, other, same=False)
    assert placed(anchors, other, same=False, needed="content") == {
        "content": (at("Fares will not rise", text=other),)
    }
    with pytest.raises(Lost, match="more than once now"):
        placed(anchors, TEXT * 2, same=False)


def test_words_in_another_order_are_lost() -> None:
    text = (
        f"{LONG} she said of it at noon, and then she went. Fares will not rise, as all of the union know.\n"
    )
    first, second = at(LONG, text=text), at("Fares will not rise, as all of the union know", text=text)
    turned = f"{second.of(text)}. {first.of(text)}"
    with pytest.raises(Lost, match="another order"):
        placed(anchored(text, {"content": (first, second)}), turned, same=False)


@pytest.mark.parametrize(
    ("words", "near", "offset", "found"),
    [
        ("the union", None, None, at("the union")),
        ('"The quay is safe', None, None, at("“The quay is safe")),
        ("more boats.\nFares", None, None, at("more boats.\nFares")),
        ("more   boats. Fares", None, None, at("more boats.\nFares")),
        ("said", at("the union"), 0, at("said", 0)),
        ("said", None, 125, at("said", 1)),
        ("said on Monday", at("Fares"), None, at("said on Monday")),
    ],
)
def test_typed_words_are_found(words: str, near: Span | None, offset: int | None, found: Span) -> None:
    assert find_words(TEXT, words, near=near, at=offset) == found


def test_of_words_in_several_places_those_about_a_quotation_are_meant() -> None:
    text = TEXT + "\n" + "x" * 300 + "\nFares fell, a pilot said."
    near = at("Fares fell", text=text)
    assert find_words(text, "said", near=near) == at("said", 3, text)


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("the mayor", "these words are not in the report"),
        (" ", "these words are not in the report"),
        ("said", "these words are in the report more than once"),
    ],
)
def test_words_that_leave_doubt_are_refused(words: str, what: str) -> None:
    with pytest.raises(NotFound, match=what) as error:
        find_words(TEXT, words)
    assert error.value.hint


def test_words_in_several_places_say_where_they_stand() -> None:
    with pytest.raises(Repeated) as error:
        find_words(TEXT, "said")
    assert len(error.value.places) > 1
    assert all(TEXT.startswith("said", place) for place in error.value.places)
