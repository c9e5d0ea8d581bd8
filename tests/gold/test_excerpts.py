"""An excerpt with marked roles is found again in the text, at one place or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.corpus.excerpts import GAP, GoldError, ground
from onrecord.core import Span

TEXT = "“It rains,” he said. “It is cold,” he said. The lake, he added,\nis full."


def words(spans):
    return [span.of(TEXT) for span in spans]


@pytest.mark.parametrize(
    ("excerpt", "content", "source", "cue"),
    [
        ("{D:“It is cold,”} {S:he} {Q:said}", ["“It is cold,”"], ["he"], ["said"]),
        ("{I:The lake}, {S:he} {Q:added}, {I:is full}.", ["The lake", "is full"], ["he"], ["added"]),
        ("{D:“It is ⋯,”} {S:he} {Q:said}", ["“It is cold,”"], ["he"], ["said"]),
        ("{D:“It rains,”} ⋯ {S:he} {Q:added}", ["“It rains,”"], ["he"], ["added"]),
        ("cold,” {S:he} {Q:said}. {I:The lake}", ["The lake"], ["he"], ["said"]),
    ],
)
def test_roles_are_found_where_the_excerpt_stands(excerpt, content, source, cue):
    found = ground(excerpt, TEXT)
    assert (words(found.content), words(found.source), words(found.cue)) == (content, source, cue)


@pytest.mark.parametrize(
    ("excerpt", "complaint"),
    [
        ("{S:he} {Q:said} {I:nothing}", "fits 0 places"),
        ("{S:he} {Q:said}", "fits 2 places"),
        ("{S:e} {Q:added}", "fits 0 places"),  # inside a word
        ("{D:“It rains,” {S:he}", "not closed or not known"),
        ("{X:he} {Q:added}", "not closed or not known"),
        ("{S:he } {Q:added}", "white space at the edge"),
        ("{I:The lake}, {S:he} {Q:added}, {M:is full}", "more than one type"),
    ],
)
def test_an_excerpt_that_does_not_fit_is_refused(excerpt, complaint):
    with pytest.raises(GoldError, match=complaint):
        ground(excerpt, TEXT)


def test_a_part_of_the_text_is_enough_to_tell_two_places_apart():
    assert ground("{S:he} {Q:said}", TEXT, Span(0, 20)).source == (Span(12, 14),)


@given(st.lists(st.sampled_from([" ", "\n", ", ", ".“", "” ", " (*) "]), min_size=3, max_size=12), st.data())
def test_marked_words_are_found_at_their_own_place(gaps, data):
    """However a text is pointed, and whatever is left out of the excerpt, the offsets are those marked."""
    text, starts = "", []
    for number, gap in enumerate(gaps):
        starts.append(len(text))
        text += f"w{number}{gap}"
    spans = [Span(start, start + len(f"w{i}")) for i, start in enumerate(starts)]
    a, b, c = sorted(data.draw(st.sets(st.integers(0, len(gaps) - 1), min_size=3, max_size=3)))
    found = ground(f"{{S:w{a}}} {GAP} {{Q:w{b}}} {GAP} {{I:w{c}}}", text)
    assert (found.source, found.cue, found.content) == ((spans[a],), (spans[b],), (spans[c],))
    whole = text[spans[a].start : spans[c].end]
    assert ground(f"{{I:{whole}}}", text).content == (Span(spans[a].start, spans[c].end),)
