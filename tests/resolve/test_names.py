"""Names in all their forms: whom a source names, in small fictional reports."""

from __future__ import annotations

import pytest

from tests.resolve.marked import named

CASES = {
    "a full name is itself": ("[c1 Rain is due], [s1 Lidia Moreno] [q1 said].", ["Lidia Moreno"]),
    "a surname": (
        "Lidia Moreno met farmers. [c1 Rain is due], [s1 Moreno] [q1 said].",
        ["Lidia Moreno"],
    ),
    "a surname in a headline": (
        "[s1 Moreno][q1 :] [c1 Rain Is Due Across Norvia]\n\nLidia Moreno [q2 said] [c2 that rain is due].",
        ["Lidia Moreno", None],
    ),
    "an honorific and a surname": (
        "Farmers met Lidia Moreno. [c1 Rain is due], [s1 Ms. Moreno] [q1 said].",
        ["Lidia Moreno"],
    ),
    "a title is no part of the name": (
        "[s1 Norvian President Teodor Vasin] [q1 said] [c1 that the port will stay open].",
        ["Teodor Vasin"],
    ),
    "an office of several words is no part of the name": (
        (
            "[s1 Former secretary of state Ana Brun] [q1 said] [c1 no]. "
            "[c2 Yes], [q2 said] [s2 Hale chief of staff Ivo Dent]."
        ),
        ["Ana Brun", "Ivo Dent"],
    ),
    "two titles before one name": (
        (
            "Peter Hale leads. [c1 Rain], [q1 said] "
            "[s1 Liberal front-runner and former secretary of state Ana Brun]."
        ),
        ["Ana Brun"],
    ),
    "an apposition is no part of the name": (
        "[s1 Lidia Moreno, the finance minister,] [q1 said] [c1 that taxes would fall].",
        ["Lidia Moreno"],
    ),
    "a description with the name after it": (
        "[s1 The finance minister, Lidia Moreno,] [q1 said] [c1 that taxes would fall].",
        ["Lidia Moreno"],
    ),
    "a spokesman of something": (
        "[c1 The gates are safe], [q1 said] [s1 Ivo Dent, a spokesman for the Harbour Authority].",
        ["Ivo Dent"],
    ),
    "a spokesman named after his office": (
        "[c1 The gates are safe], [q1 said] [s1 a spokesman for the Harbour Authority, Ivo Dent].",
        ["Ivo Dent"],
    ),
    "a description that no table knows, with the name after it": (
        "[c1 “The ferry will run all winter,”] [s1 the harbour master, Ida Rowan,] [q1 said] on Monday.",
        ["Ida Rowan"],
    ),
    "the same with a place between": (
        "[s1 The harbour master of Tarn, Zelda Oake], [q1 said] [c1 that the ferry will run].",
        ["Zelda Oake"],
    ),
    "somebody else in a description's apposition is not meant": (
        "[s1 The harbour master, who knows Ida Rowan,] [q1 said] [c1 that the ferry will run].",
        [None],
    ),
    "nor is whom a known office holder met": (
        "[s1 The minister, accompanied by Ana Brun,] [q1 said] [c1 that the ferry will run].",
        [None],
    ),
    "nor in a relative clause": (
        "[s1 The minister, who met Ana Brun,] [q1 said] [c1 that the ferry will run].",
        [None],
    ),
    "a title of two words": (
        "[c1 Taxes fall], [q1 said] [s1 Chief Minister Una Tarrick]. [c2 Soon], [s2 Tarrick] [q2 said].",
        ["Una Tarrick", "Una Tarrick"],
    ),
    "a small particle begins a surname": (
        "Pieter van der Meer opened the fair. [c1 It will rain], [s1 van der Meer] [q1 said].",
        ["Pieter van der Meer"],
    ),
    "a name at the start of a sentence": (
        "Moreno spoke first. [s1 Moreno] [q1 said] [c1 that rain is due]. Then Lidia Moreno left.",
        ["Lidia Moreno"],
    ),
    "a name in capitals": (
        "The panel was led by Martin Wallis. \n\n[s1 WALLIS][q1 :] [c1 When will the bridge open?]",
        ["Martin Wallis"],
    ),
    "an initial stands for the first name": (
        "L. Moreno signed it. Lidia Moreno spoke. [c1 Rain is due], [s1 Moreno] [q1 said].",
        ["Lidia Moreno"],
    ),
    "a possessive that is the source": (
        "Lidia Moreno spoke. [s1 Moreno’s] [q1 claim] [c1 that rain is due] was noted.",
        ["Lidia Moreno"],
    ),
    "a man and a woman of one surname, told apart by honorific": (
        (
            "Anna Clark and Peter Clark run the mill. [c1 It pays], [s1 Mrs. Clark] [q1 said]. "
            "[c2 Barely], [s2 Mr. Clark] [q2 said]."
        ),
        ["Anna Clark", "Peter Clark"],
    ),
    "two people of one surname, not told apart": (
        "Anna Clark and Peter Clark run the mill. [c1 It pays], [s1 Clark] [q1 said].",
        [None],
    ),
    "a relative named once, later and far away, leaves the surname to the other": (
        (
            "Mayor Ana Clark spoke.\n\n[c1 It pays], [s1 Clark] [q1 said].\n\nAna Clark left.\n\nRain.\n\n"
            "Her uncle Peter Clark waited."
        ),
        ["Ana Clark"],
    ),
    "a relative not yet named leaves it to the one who is": (
        "Mayor Ana Clark spoke.\n\n[c1 It pays], [s1 Clark] [q1 said].\n\nHer uncle Peter Clark waited.",
        ["Ana Clark"],
    ),
    "a relative named in between does not": (
        "Mayor Ana Clark spoke.\n\nPeter Clark, her uncle, waited. [c1 It pays], [s1 Clark] [q1 said].",
        [None],
    ),
    "a place with a role after it has none": (
        "Ana Brun spoke in Port Wayne. In Port Wayne, judge of men, [s1 the judge] [q1 said] [c1 no].",
        [None],
    ),
    "a headline's verb is no part of the name": (
        (
            "[s1 Lidia Moreno Presses Harbour Chief][q1 :] [c1 Open The Gates]\n\n"
            "Lidia Moreno met Ivo Dent, the harbour chief."
        ),
        ["Lidia Moreno"],
    ),
    "a title of two offices": (
        "[s1 Farms and Fisheries Minister Milo Harrand] [q1 said] [c1 that quotas fall].",
        ["Milo Harrand"],
    ),
    "a title of two offices, the first a word that could be a name": (
        "[s1 Agriculture and Fisheries Minister Milo Harrand] [q1 said] [c1 that quotas fall].",
        ["Milo Harrand"],
    ),
    "an office of a place, and a name nobody knows": (
        "[s1 President of Norvia Zelda Tarn] [q1 said] [c1 taxes fall]. [c2 Soon], [s2 Tarn] [q2 said].",
        ["Zelda Tarn", "Zelda Tarn"],
    ),
    "one of them, who is named": (
        "[c1 It is our bridge], [q1 said] [s1 one resident, the baker Ana Brun].",
        ["Ana Brun"],
    ),
    "a first name alone": (
        "Melanie Stroud bakes bread. [c1 It sells], [s1 Melanie] [q1 said].",
        ["Melanie Stroud"],
    ),
    "a nickname in marks is part of the name": (
        (
            "[s1 Robert C. “Bobby” Hale] [q1 said] [c1 no]. [c2 Never], [s2 Bobby Hale] [q2 said]. "
            "[c3 Yes], [s3 Hale] [q3 said]."
        ),
        ["Robert C. “Bobby” Hale", "Robert C. “Bobby” Hale", "Robert C. “Bobby” Hale"],
    ),
    "an abbreviated title": (
        (
            "[c1 Taxes fall], [q1 said] [s1 state Del. Marla Quince (L-Harlow)]. [c2 Soon], [s2 "
            "Quince] [q2 said]."
        ),
        ["Marla Quince", "Marla Quince"],
    ),
    "a surname of two words": (
        (
            "Ildo Ochoa Lind, the mayor, came to talk. [c1 We wait], [s1 Mr. Ochoa Lind] [q1 "
            "said]. [c2 “Long,”] [s2 he] [q2 said]."
        ),
        ["Ildo Ochoa Lind", "Ildo Ochoa Lind"],
    ),
    "a sentence's first verb is no part of a name": (
        "They often say so. Say Latvia demanded proof, [s1 Latvia] [q1 said] [c1 it would].",
        ["Latvia"],
    ),
    "a title and an earlier mention tell a relative from the one named in full": (
        (
            "[s1 President Hale] [q1 said] [c1 no]. [c2 Never], [s2 Mr. Hale] [q2 said].\n\n"
            "Rain.\n\nThe first lady, Anna Hale, left. [c3 Yes], [s3 the president] [q3 said]."
        ),
        ["Hale", "Hale", "Hale"],
    ),
    "of a family whoever spoke last": (
        (
            "Former President Peter Hale spoke for his wife Anna Hale.\n\n[c1 Good], [s1 the former "
            "president] [q1 said]. [c2 Very], [s2 Hale] [q2 said]."
        ),
        ["Peter Hale", "Peter Hale"],
    ),
    "a full name that owns what follows, and a given name like a month's": (
        "Former minister Jan Holm's lawyer left. In Jan. Harlow froze. [s1 Holm] [q1 said] [c1 no].",
        ["Jan Holm"],
    ),
    "of a family of whom two have spoken": (
        (
            "[s1 Rae Hale and Peter Hale] [q1 said] [c1 no]. [s2 Rae Hale] [q2 added] [c2 never].\n\n"
            "[c3 He is wrong], [s3 Hale] [q3 said]."
        ),
        ["Rae Hale and Peter Hale", "Rae Hale", None],
    ),
    "of a family of whom two are named here": (
        "[s1 Rae Hale] [q1 spoke] [c1 of calm] to Peter Hale. [c2 He is wrong], [s2 Hale] [q2 said].",
        ["Rae Hale", None],
    ),
    "a first name that is also a capital's": (
        "[s1 Sofia Brun] [q1 said] [c1 rates fall]. Rain fell. [s2 Sofia] [q2 said] [c2 no].",
        ["Sofia Brun", "Sofia Brun"],
    ),
    "a capital": ("Ida Brun left. [s1 Sofia] [q1 said] [c1 rates fall].", ["Sofia"]),
    "a form of address": (
        "Mister Harl spoke first. [c1 Rain is due], [s1 Harl] [q1 said].",
        ["Harl"],
    ),
    "two of one full name": (
        (
            "[s1 Ivo Dent, the economist,] [q1 said] [c1 rates fall]. Rain fell.\n\n"
            "[s2 Film star Ivo Dent] [q2 said] [c2 no]."
        ),
        [None, None],
    ),
    "one of one full name with two roles": (
        "[s1 Ivo Dent, the economist,] [q1 said] [c1 no]. Rain.\n\n[s2 Mayor Ivo Dent] [q2 said] [c2 no].",
        ["Ivo Dent", "Ivo Dent"],
    ),
    "two whose initials differ": (
        "Ivo H. W. Hale came. [s1 Ivo W. Hale] [q1 said] [c1 no]. [s2 Ivo H. W. Hale] [q2 said] [c2 yes].",
        ["Ivo W. Hale", "Ivo H. W. Hale"],
    ),
    "one whose initial is left out, or stands for a name": (
        "Ivo Walter Hale came. [s1 Ivo W. Hale] [q1 said] [c1 no]. [s2 Ivo Hale] [q2 said] [c2 yes].",
        ["Ivo Walter Hale", "Ivo Walter Hale"],
    ),
    "of a family whom the next words fit": (
        "Peter Hale and Anna Hale ran. Then [s1 Hale] [q1 told] her aides [c1 that it was over].",
        ["Anna Hale"],
    ),
    "a party word before a name is no part of it": (
        "[s1 Democrat Anna Hale] [q1 said] [c1 no]. [c2 Never], [s2 Hale] [q2 said].",
        ["Anna Hale", "Anna Hale"],
    ),
    "a first name that is also a trade": (
        "[s1 Dean Baker, co-director of the Harbour Trust,] [q1 said] [c1 no].",
        ["Dean Baker"],
    ),
    "a verb for a source, and the name in the cue": ("[c1 “No,”] [s1 said] [q1 Ana Brun].", ["Ana Brun"]),
    "an administration is not a person": (
        "The Brun administration fell. [c1 “No,”] [s1 Mr. Brun] [q1 said]. [c2 “Yes,”] [s2 he] [q2 said].",
        ["Brun", "Brun"],
    ),
    "examples of the unnamed are named": (
        (
            "Ana Brun and Ivo Dent ran. [s1 Candidates like Brun] [q1 say] [c1 no]. [s2 Several, "
            "including Brun and Dent,] [q2 say] [c2 yes]."
        ),
        ["Ana Brun", "Ana Brun and Ivo Dent"],
    ),
    "a title and one more": (
        "[s1 Former Mayor and Liberal candidate Ana Brun] [q1 said] [c1 no].",
        ["Ana Brun"],
    ),
    "an office in a headline's capitals": (
        "[s1 Minister Of Moorings]: [c1 No Ferry]. [s2 Minister Of Moorings Ivo Dent]: [c2 No Ferry].",
        [None, None],
    ),
    "letters that were read wrongly": (
        "[s1 President FranÃ§ois Brun] [q1 said] [c1 no].",
        ["FranÃ§ois Brun"],
    ),
}


@pytest.mark.parametrize(("text", "names"), [pytest.param(*case, id=name) for name, case in CASES.items()])
def test_who_it_is(text: str, names: list[str | None]) -> None:
    assert named(text) == names
