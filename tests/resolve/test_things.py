"""What "it" and "they" stand for: organisations, groups and rows of people, in small fictional reports."""

from __future__ import annotations

import pytest

from tests.resolve.marked import named

CASES = {
    "it, what its own sentence is about": (
        "Rain fell. The Brun campaign dreads a fight [s1 it] [q1 expects] [c1 to last].",
        ["Brun campaign"],
    ),
    "it, the only organisation of its sentence": (
        "Papers from the Harbour Trust spread after [s1 it] [q1 announced] [c1 a leak].",
        ["Harbour Trust"],
    ),
    "it, one of two organisations of its sentence": (
        "Papers of the Harlow Council, by the Tarn Trust, spread after [s1 it] [q1 announced] [c1 a leak].",
        [None],
    ),
    "it, an organisation by its noun": (
        "The Census Bureau counts. Rain fell.\n\nThe bureau is small. [s1 It] [q1 said] [c1 so].",
        ["Census Bureau"],
    ),
    "they, whom one of two clauses is about": (
        "Greens want rain, and Liberals want sun ([s1 they] [q1 want] [c1 warmth]).",
        [None],
    ),
    "they, the team of somebody": (
        "Dent’s campaign ties the dam to Brun. [s1 They] [q1 say] [c1 it leaks].",
        ["Dent campaign"],
    ),
    "they, a group": (
        "Millennials agree at last: By far, [s1 they] [q1 say] [c1 rain is good].",
        ["Millennials"],
    ),
    "they, a part of a group": (
        "Rain fell. Younger Greens are out of step. [s1 They] [q1 accept] [c1 the dam].",
        ["Younger Greens"],
    ),
    "they, the part of a group that was spoken of before": (
        "Moderate Greens grow. These Greens like rain. [s1 They] [q1 accept] [c1 the dam].",
        ["Moderate Greens"],
    ),
    "they, not a place": ("The France factor was in doubt. [s1 They] [q1 said] [c1 no].", [None]),
    "they, several in one row": (
        "It puts Ana Brun and Ivo Dent and Peter Hale through a game in which [s1 they] [q1 say] [c1 no].",
        ["Ana Brun, Ivo Dent and Peter Hale"],
    ),
    "they, two groups": (
        "While Greens and rural Liberals see rain, [s1 they] [q1 say] [c1 it is different].",
        ["Greens and rural Liberals"],
    ),
    "they, a group that something unnamed tells of": (
        "[s1 The results] [q1 show] [c1 that the Greens are out of step]. [s2 They] [q2 like] [c2 rain].",
        [None, "Greens"],
    ),
    "they, the only group of the sentence": (
        "One reason for the gap among Millennials is that [s1 they] [q1 like] [c1 rain].",
        ["Millennials"],
    ),
    "it, what the sentence before is about, ahead of a study further back": (
        (
            "[s1 A study by Ana Brun] [q1 says] [c1 that the Census Bureau counts]. Rain. The bureau waits. "
            "But only a few years ago, [s2 it] [q2 said] [c2 no]."
        ),
        ["Ana Brun", "Census Bureau"],
    ),
    "their view": ("The Greens met. In [s1 their view], [c1 rain is good].", ["Greens"]),
    "they, not where a report was filed": (
        (
            "The Harlow Council met.\n\nHARLOW — Ivo Dent leads and none of his rivals, "
            "in [s1 their view], [c1 is near]."
        ),
        [None],
    ),
    "it, with an institution behind a preposition": (
        "Under the Silk Council plan, Harlow Watch is to spend, and [s1 it] [q1 hopes] [c1 to gain].",
        ["Harlow Watch"],
    ),
    "they, after a long clause": (
        (
            "Millennials waited for it. Still reeling from the losses of years on rain and sun, [s1 they] "
            "[q1 welcomed] [c1 the dam]."
        ),
        ["Millennials"],
    ),
    "they, of whom a first clause tells": (
        "Rain fell. As Liberals ran for money last year, [s1 they] [q1 proposed] [c1 a dam].",
        ["Liberals"],
    ),
    "they, ahead of whoever is only cited": (
        (
            "According to [s1 the Harlow Post], [c1 bakers looked into it]. [s2 They] [q2 determined] "
            "[c2 that bread is dear]."
        ),
        ["Harlow Post", None],
    ),
    "they, where an institution and a group stand": (
        "Tarn Oil serves a town where many Greens live. [s1 They] [q1 want] [c1 rain].",
        [None],
    ),
    "they, not the only institution": (
        "Bakers for whom the Brun campaign is the worst left because [s1 they] [q1 want] [c1 rain].",
        [None],
    ),
    "they, a sentence before another": (
        "Greens met. The dam leaks and the rain is long. [s1 They] [q1 said] [c1 no].",
        [None],
    ),
}


@pytest.mark.parametrize(("text", "names"), [pytest.param(*case, id=name) for name, case in CASES.items()])
def test_who_it_is(text: str, names: list[str | None]) -> None:
    assert named(text) == names
