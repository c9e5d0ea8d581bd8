"""What "who", "which" and "that" stand for, in small fictional reports."""

from __future__ import annotations

import pytest

from tests.resolve.marked import named

CASES = {
    "one of several": (
        "Ana Brun was one of three members [s1 who] [q1 voted] [c1 against it].",
        ["Ana Brun"],
    ),
    "somebody seen as such": (
        "Nobody doubts Ana Brun, widely seen as a good baker [s1 who] [q1 thinks] [c1 of bread].",
        ["Ana Brun"],
    ),
    "of somebody else": (
        "Ana Brun said the winner was a baker [s1 who] [q1 thinks] [c1 of bread].",
        [None],
    ),
    "whom somebody met": ("Ana Brun met a baker [s1 who] [q1 thinks] [c1 of bread].", [None]),
    "a time between": (
        "Greens in Norvia want to re-elect Sen. Ivo Dent this year, [s1 who] [q1 endorsed] [c1 the dam].",
        ["Ivo Dent"],
    ),
    "a place far behind the name": (
        "Greens in Norvia met a quiet man, [s1 who] [q1 endorsed] [c1 the dam].",
        [None],
    ),
    "an adherent, after a name and a place": (
        "Gov. Ivo Dent of Norvia, a Republican [s1 who] [q1 endorsed] [c1 the dam], sat down.",
        ["Ivo Dent"],
    ),
    "described by what she is in, an institution": (
        (
            "It came from Sen. Ana Brun of France, the head of the Harlow Trade Committee, "
            "[s1 who] [q1 said] [c1 no]."
        ),
        ["Ana Brun"],
    ),
    "who, and who": (
        "It is about Millennials, who [q1 vote] and [s1 who] [q1 like] [c1 rain].",
        ["Millennials"],
    ),
    "a part of an institution": (
        "The Brun campaign met. It hurts parts of the campaign [s1 that] [q1 doubt] [c1 it].",
        [None],
    ),
    "a group": ("It misses out with Millennials [s1 who] [q1 see] [c1 rain].", ["Millennials"]),
    "two groups of a place": (
        (
            "It angered Greens and Democrats in Norvia [s1 who] [q1 agree] [c1 that it leaks]. "
            "[s2 They] [q2 said] [c2 no]."
        ),
        ["Greens and Democrats", "Greens and Democrats"],
    ),
    "an organisation by its noun": (
        "The vote went to the Brun campaign, [s1 which] [q1 said] [c1 it was pleased].",
        ["Brun campaign"],
    ),
    "a noun that looks like a name": (
        "Peter Hale wrote as a former Census-taker [s1 who] [q1 knows] [c1 it].",
        [None],
    ),
    "someone who writes": (
        (
            "Rain\n\nBy Ana Brun\n\nAs someone [s1 who] [q1 knows] [c1 it], I stay. "
            "My aunt sings, and [s2 she] [q2 says] [c2 no]."
        ),
        ["Ana Brun", None],
    ),
    "someone who does not write": (
        "Rain\n\nBy Ana Brun\n\nAs someone [s1 who] [q1 knows] [c1 it], Peter Hale stays.",
        [None],
    ),
    "many of one kind": ("It has a set of rich PACs [s1 that] [q1 argue] [c1 for rain].", [None]),
}


@pytest.mark.parametrize(("text", "names"), [pytest.param(*case, id=name) for name, case in CASES.items()])
def test_who_it_is(text: str, names: list[str | None]) -> None:
    assert named(text) == names
