"""Pronouns: whom they stand for, in small fictional reports."""

from __future__ import annotations

import pytest

from tests.resolve.marked import named

CASES = {
    "the last who spoke": (
        "[c1 Rain is due], [s1 Lidia Moreno] [q1 said]. [c2 “Sow early,”] [s2 she] [q2 added].",
        ["Lidia Moreno", "Lidia Moreno"],
    ),
    "gender tells": (
        "Lidia Moreno met Peter Hale. [c1 “Sow early,”] [s1 he] [q1 said]. [c2 “Late,”] [s2 she] [q2 said].",
        ["Peter Hale", "Lidia Moreno"],
    ),
    "two men in one sentence, one of them speaks": (
        "[s1 Peter Hale] [q1 told] Martin Wallis [c1 that rain is due]. [c2 “Sow now,”] [s2 he] [q2 added].",
        ["Peter Hale", "Peter Hale"],
    ),
    "whom he was asked about he is not": (
        "Peter Hale farms. Asked about Martin Wallis, [s1 he] [q1 said] [c1 the man was a friend].",
        ["Peter Hale"],
    ),
    "who, after a name": (
        "The prize went to Lidia Moreno, [s1 who] [q1 said] [c1 it came as a surprise].",
        ["Lidia Moreno"],
    ),
    "who, after somebody unnamed": (
        "Lidia Moreno quoted a foreign journalist, [s1 who] [q1 claimed] [c1 that rain is due].",
        [None],
    ),
    "which, after an institution and what it is": (
        "It was brought by Harbour Watch, a local group, [s1 which] [q1 argued] [c1 that the dam leaks].",
        ["Harbour Watch"],
    ),
    "a place is no he": (
        "[c1 Rain], [s1 Peter Hale] [q1 said].\n\nAnsby agreed. [c2 “Soon,”] [s2 he] [q2 said].",
        ["Peter Hale", "Peter Hale"],
    ),
    "who is never an institution": (
        "Ivo Dent left the Harbour Authority, [s1 who] [q1 said] [c1 it was full].",
        [None],
    ),
    "I, inside somebody's words": (
        "[c1 “Last year [s2 I] [q2 said] [c2 that rain was due],”] [s1 Lidia Moreno] [q1 recalled].",
        ["Lidia Moreno", "Lidia Moreno"],
    ),
    "she, inside her reported words": (
        "[s1 Lidia Moreno] [q1 said] [c1 that [s2 she] [q2 believed] [c2 rain was due]].",
        ["Lidia Moreno", "Lidia Moreno"],
    ),
    "he, inside a woman's words": (
        "[s1 Lidia Moreno] [q1 said] [c1 that [s2 he] [q2 believed] [c2 rain was due]].",
        ["Lidia Moreno", None],
    ),
    "they": (
        "Lidia Moreno met Peter Hale. [s1 They] [q1 said] [c1 that rain is due].",
        [None],
    ),
    "a pronoun with nobody before it": ("[c1 “Sow early,”] [s1 he] [q1 said].", [None]),
    "a role word tells the gender": (
        "Spokeswoman Ihanna Tervo met Peter Hale. [c1 “Late,”] [s1 she] [q1 said].",
        ["Ihanna Tervo"],
    ),
    "they, who spoke together": (
        (
            "[s1 Lidia Moreno and Peter Hale] [q1 said] [c1 that rain is due]. [c2 “Sow early,”] "
            "[s2 they] [q2 said]."
        ),
        ["Lidia Moreno and Peter Hale", "Lidia Moreno and Peter Hale"],
    ),
    "they, named together": (
        "Lidia Moreno and Peter Hale met. [s1 They] [q1 said] [c1 that rain is due].",
        ["Lidia Moreno and Peter Hale"],
    ),
    "it, an institution that spoke": (
        "[s1 Harbour Watch] [q1 said] [c1 it leaks]. [s2 It] [q2 added] [c2 that it would sue].",
        ["Harbour Watch", "Harbour Watch"],
    ),
    "it, an institution the sentence before is about": (
        "The Harbour Authority opened a gate. [s1 It] [q1 said] [c1 all was well].",
        ["Harbour Authority"],
    ),
    "it, after somebody unnamed": (
        (
            "The Harbour Authority opened a gate. [s1 One union] [q1 disagreed] [c1 with that]. "
            "[s2 It] [q2 said] [c2 never]."
        ),
        [None, None],
    ),
    "who, after a name and what it is": (
        "The prize went to Tarn Oil, a private company [s1 that] [q1 said] [c1 it came late].",
        ["Tarn Oil"],
    ),
    "who, after both": (
        "It hurt both Greens and Democrats, [s1 who] [q1 say] [c1 no].",
        ["Greens and Democrats"],
    ),
    "I, the author named below": (
        "[s1 I] [q1 know] [c1 that rain is due].\n\nFarmers wait.\n\nAna Brun is a baker in Tarn.",
        ["Ana Brun"],
    ),
    "I, by the byline": (
        "Rain is due\n\nBy Ana Brun\n\n[s1 I] [q1 know] [c1 that rain is due].",
        ["Ana Brun"],
    ),
    "I, nobody": ("[s1 I] [q1 know] [c1 that rain is due].\n\nIvo Dent left.", [None]),
    "I, in a letter": (
        (
            "LETTERS.\n\nI wait. [s1 I] [q1 know] [c1 that rain is due].\n\nAna Brun.\n\n"
            "Harlow.\n\n[s2 I] [q2 doubt] [c2 it].\n\nIvo Dent.\n\nTarn."
        ),
        ["Ana Brun", "Ivo Dent"],
    ),
    "I, in an answer": (
        (
            "Rain at last.\n\nMayor Ana Brun met our reporter, Ivo Dent.\n\nQ: Rain?\n\nA: [s1 I] "
            "[q1 think] [c1 so].\n\nQ: Sun?\n\nA: [s2 I] [q2 doubt] [c2 it]."
        ),
        ["Ana Brun", "Ana Brun"],
    ),
    "the author is not she": (
        "[s1 I] [q1 know] [c1 that rain is due]. [s2 She] [q2 said] [c2 no].\n\nAna Brun is a baker in Tarn.",
        ["Ana Brun", None],
    ),
    "my father": (
        (
            "My parents, Ivo and Ana Dent, baked. [s1 My father] [q1 said] [c1 no]. [c2 “Never,”] "
            "[s2 he] [q2 said]."
        ),
        ["Ivo", "Ivo"],
    ),
    'a byline is nobody\'s "she"': (
        (
            "A harbour walk\n\nBy Ana Brun\n\n[s1 I] [q1 said] [c1 so]. [s2 She] [q2 said] [c2 no].\n\n"
            "Rowan came. [s3 She] [q3 said] [c3 no]."
        ),
        ["Ana Brun", None, None],
    ),
    "his view": ("Peter Hale bakes. In [s1 his view], [c1 bread dear].", ["Peter Hale"]),
    "somebody unnamed spoke in between": (
        (
            "[s1 Peter Hale] [q1 said] [c1 no]. [s2 A spokesman for the port] [q2 said] [c2 yes]. "
            "[s3 He] [q3 said] [c3 so]."
        ),
        ["Peter Hale", None, None],
    ),
    "a clause that goes on from the name": (
        "The talk came from Lidia Moreno as [s1 she] [q1 said] [c1 no].",
        ["Lidia Moreno"],
    ),
    "his, the subject of what unnamed people said": (
        (
            "Ivo Dent bakes. [s1 Peter Hale] [q1 said] [c1 no].\n\n"
            "[c2 Mr. Dent is revered] among [s2 bakers]. "
            "[s3 His view] [q3 is] [c3 no]."
        ),
        ["Peter Hale", None, "Ivo Dent"],
    ),
    "her, the only person of the sentence before": (
        "Ivo Dent met Ana Brun.\n\nBakers spoke of Lidia Moreno. [s1 Her view] [q1 is] [c1 no].",
        ["Lidia Moreno"],
    ),
    "he, whom the sentence before calls by what he is": (
        (
            "[s1 Peter Hale] [q1 said] [c1 no].\n\nThe radio talker has praise for Ivo Dent. "
            "[s2 He] [q2 said] [c2 yes]."
        ),
        ["Peter Hale", "Peter Hale"],
    ),
    "he, who tells of another": (
        (
            "Spokesman Peter Hale told bakers [c1 that Ivo Dent is near] [s1 them]. "
            "“Rain,” [s2 he] [q2 said] [c2 so]."
        ),
        [None, "Peter Hale"],
    ),
    "her, one of two in the sentence before": (
        "Rain fell. Bakers spoke of Lidia Moreno and Ana Brun. [s1 Her view] [q1 is] [c1 no].",
        [None],
    ),
}


@pytest.mark.parametrize(("text", "names"), [pytest.param(*case, id=name) for name, case in CASES.items()])
def test_who_it_is(text: str, names: list[str | None]) -> None:
    assert named(text) == names
