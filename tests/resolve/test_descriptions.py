"""Descriptions: who is meant by what somebody is, in small fictional reports."""

from __future__ import annotations

import pytest

from tests.resolve.marked import named

CASES = {
    "the candidate is whom the report is about, not whom it names once": (
        (
            "Brun rallied. Brun sang. Liberal Ana Brun ran. Brun danced.\n\nIvo Dent shrugged, [q1 said] "
            "[s1 Ivo Dent]: [c1 no]. [s2 The candidate] [q2 said] [c2 no]."
        ),
        ["Ivo Dent", "Ana Brun"],
    ),
    "what nobody was introduced as is the person spoken of just before": (
        "Ida Rowan met nurses.\n\n[s1 The retired surgeon] [q1 said] [c1 it rained].",
        ["Ida Rowan"],
    ),
    "several are those just joined": (
        "He mocked Ana Brun, Ivo Dent, and Ida Rowan for it. [s1 The candidates] [q1 said] [c1 no].",
        ["Ana Brun, Ivo Dent and Ida Rowan"],
    ),
    "several themselves": (
        "Ana Brun and Ivo Dent spoke. [s1 The rivals themselves] [q1 agreed] [c1 to meet].",
        ["Ana Brun and Ivo Dent"],
    ),
    "several who are not joined": (
        "Ana Brun waited while Ivo Dent ate. [s1 The candidates] [q1 said] [c1 no].",
        [None],
    ),
    "of more than two those just joined": (
        "Ida Rowan left.\n\nSo Ana Brun and Ivo Dent agree on schools: [s1 both] [q1 say] [c1 yes].",
        ["Ana Brun and Ivo Dent"],
    ),
    "two men are not the two men": (
        "Ana Brun and Ivo Dent spoke. [s1 Two officials] [q1 said] [c1 no].",
        [None],
    ),
    "an office that nobody was introduced with": (
        "[c1 Rain is due], [s1 Ida Rowan] [q1 said].\n\n[s2 The Ohio governor] [q2 said] [c2 no].",
        ["Ida Rowan", "Ida Rowan"],
    ),
    "not somebody of another office": (
        "Senator Ida Rowan spoke. [s1 The governor] [q1 said] [c1 it rained].",
        [None],
    ),
    "not somebody who was spoken of without a name": (
        "A retired surgeon met Ida Rowan. Ida Rowan left. [s1 The surgeon] [q1 said] [c1 it rained].",
        [None],
    ),
    "one of two spoken of just before": (
        "Both left: Ida Rowan and Ivo Dent. [s1 The retired surgeon] [q1 said] [c1 it rained].",
        [None],
    ),
    "not where somebody else was named since": (
        "Ida Rowan ate. They blamed it on Ivo Dent. [s1 The retired surgeon] [q1 said] [c1 it rained].",
        [None],
    ),
    "not the subject of the same sentence": (
        "Ida Rowan ate. Ida Rowan slept, but [s1 the retired surgeon] [q1 said] [c1 it rained].",
        [None],
    ),
    "employers and the like are nobody": (
        "Ida Rowan left. [s1 The employer] [q1 said] [c1 it rained].",
        [None],
    ),
    "his or her tells no gender": (
        (
            "Liberal Ana Brun spoke. Brun left. [s1 The Liberal candidate] [q1 says] everyone may "
            "[c1 have his or her say]."
        ),
        ["Ana Brun"],
    ),
    "the president": (
        "Norvian President Teodor Vasin met miners. [c1 The pit stays], [s1 the president] [q1 said].",
        ["Teodor Vasin"],
    ),
    "a country by another of its names": (
        (
            "British Prime Minister Ana Brun met Malawian Prime Minister Ida Tarn. [c1 Rain], "
            "[s1 the UK prime minister] [q1 said]. [c2 No], [s2 Malawi's prime minister] [q2 said]."
        ),
        ["Ana Brun", "Ida Tarn"],
    ),
    "the head of state": (
        "Norvian President Teodor Vasin met miners. [c1 The pit stays], [s1 the head of state] [q1 said].",
        ["Teodor Vasin"],
    ),
    "the leader of a country": (
        (
            "Norvian President Teodor Vasin met Istrian Prime Minister Ana Brun. "
            "[c1 Open], [s1 the Istrian leader] [q1 said]. [c2 It is], [s2 the Norvian leader] [q2 said]."
        ),
        ["Ana Brun", "Teodor Vasin"],
    ),
    "two people fit": (
        (
            "Norvian President Teodor Vasin met Istrian President Ana Brun. "
            "[c1 The border is open], [s1 the president] [q1 said]."
        ),
        [None],
    ),
    "two people fit, one of whom has spoken since": (
        (
            "President Teodor Vasin of Norvia met President Ana Brun of Istria. Brun thanked the host.\n\n"
            "[c1 The border is open], [s1 the head of state] [q1 said]."
        ),
        [None],
    ),
    "two people fit, in a sentence of capitals": (
        (
            "President Teodor Vasin of Norvia met President Ana Brun of Istria on Friday.\n\n"
            "[c1 The border is open], [s1 the president] [q1 said]."
        ),
        [None],
    ),
    "an office is not held by whoever is near": (
        "Ivo Dent came. Dent sat. [c1 The border is open], [s1 the minister] [q1 said].",
        [None],
    ),
    "nor is a state's head": (
        "Ivo Dent came. Dent sat. [c1 The border is open], [s1 the head of state] [q1 said].",
        [None],
    ),
    "a real country and its adjective": (
        (
            "The president of Poland, Ewa Zielna, met Ana Brun, the prime minister of Latvia. "
            "[c1 Up], [s1 the Polish leader] [q1 said]. [c2 It is], [s2 the Latvian leader] [q2 said]."
        ),
        ["Ewa Zielna", "Ana Brun"],
    ),
    "a minister by portfolio": (
        (
            "Finance Minister Lidia Moreno met the foreign minister, Ivo Dent. "
            "[c1 The budget holds], [s1 the foreign minister] [q1 said]."
        ),
        ["Ivo Dent"],
    ),
    "a role from a relative clause": (
        "Ana Brun, who chairs the council, opened the debate. [c1 We begin], [s1 the chairwoman] [q1 said].",
        ["Ana Brun"],
    ),
    "a role no table knows": (
        "Ivo Dent, a glassblower, lives in Harlow. [c1 Glass is patient], [s1 the glassblower] [q1 said].",
        ["Ivo Dent"],
    ),
    "a role in brackets": (
        "Ivo Dent (the Norvian prime minister) arrived. [c1 Good], [s1 the prime minister] [q1 said].",
        ["Ivo Dent"],
    ),
    "a former president is not the president": (
        "Former President Ivo Dent came. [c1 I came], [s1 the president] [q1 said].",
        [None],
    ),
    "a vice president is not the president": (
        "Vice President Ivo Dent came. [c1 It rained], [s1 the president] [q1 said].",
        [None],
    ),
    "nobody was introduced so": (
        "Lidia Moreno left. [c1 Rain is due], [s1 the mayor] [q1 said].",
        [None],
    ),
    "introduced just after, by the same role": (
        "[s1 The finance minister] [q1 said] [c1 taxes fall].\n\nLidia Moreno, the finance minister, left.",
        ["Lidia Moreno"],
    ),
    "introduced just after, by a narrower role": (
        "[s1 The head of state] [q1 said] [c1 taxes fall].\n\nPresident Teodor Vasin left.",
        [None],
    ),
    "a country's minister": (
        "Norvian Transport Minister Ivo Dent came. [c1 Roads], [s1 Norvia’s transport minister] [q1 said].",
        [None],
    ),
    "a real country's minister": (
        "Latvian Transport Minister Ivo Dent came. [c1 Roads], [s1 Latvia’s transport minister] [q1 said].",
        ["Ivo Dent"],
    ),
    "a chief minister is not the minister": (
        "Chief Minister Una Tarrick came. [c1 It rained], [s1 the minister] [q1 said].",
        [None],
    ),
    "somebody's own lawyer": (
        "Ivo Dent, a lawyer, left. Lidia Moreno waited. [c1 She is innocent], [s1 her lawyer] [q1 said].",
        [None],
    ),
    "a woman's word for a role does not name a man": (
        "Spokesman Peter Hale spoke. [c1 It is late], [s1 the spokeswoman] [q1 said].",
        [None],
    ),
    "the topic, by its party": (
        (
            "Liberal Ana Brun met Conservative Ivo Dent. Ana Brun spoke.\n\n[s1 The Liberal "
            "candidate] [q1 said] [c1 no]."
        ),
        ["Ana Brun"],
    ),
    "not of another party": (
        "Liberal Ana Brun spoke. Brun left.\n\n[s1 The Conservative candidate] [q1 said] [c1 no].",
        [None],
    ),
    "party and state in brackets": (
        (
            "Sens. Ana Brun (D-Vt.) and Ivo Dent (R-Tex.) met. [c1 No], [s1 the Texas senator] [q1 "
            "said]. [c2 Yes], [s2 the Democrat] [q2 said]."
        ),
        ["Ivo Dent", "Ana Brun"],
    ),
    "the topic's gender, by the next words": (
        (
            "Ana Brun beat Peter Hale, and Hale met Brun. Ana Brun left with Peter Hale.\n\n[s1 "
            "The nominee] [q1 attacked] her rival, [c1 saying no]."
        ),
        ["Ana Brun"],
    ),
    "nobody who is known for something else": (
        "Pollster Ana Brun spoke. Brun left. [s1 The candidate] [q1 said] [c1 no].",
        [None],
    ),
    "two fit, one in the sentence before": (
        (
            "Senator Ana Brun met Senator Ivo Dent. Dent left.\n\nBrun stayed. [c1 No], [s1 the "
            "senator] [q1 said]."
        ),
        ["Ana Brun"],
    ),
    "named only below": (
        (
            "[s1 Former mayor] [q1 calls] [c1 for calm]\n\n[s2 A former Harlow mayor] [q2 says] "
            "[c2 that calm is due].\n\n[c3 “Now,”] [q3 said] [s3 Ana Brun, who led Harlow until "
            "2010]."
        ),
        ["Ana Brun", "Ana Brun", "Ana Brun"],
    ),
    "an official is not named below": (
        (
            "[s1 A senior official] [q1 says] [c1 that calm is due].\n\n[c2 “Now,”] [q2 said] [s2 "
            "Ana Brun, the mayor]."
        ),
        [None, "Ana Brun"],
    ),
    "the two men": (
        "Ivo Dent met Peter Hale. [s1 The two men] [q1 said] [c1 no].",
        ["Ivo Dent and Peter Hale"],
    ),
    "the two countries": (
        "Latvia wrote to Poland. [s1 The two countries] [q1 said] [c1 no].",
        ["Latvia and Poland"],
    ),
    "two of three are nobody": (
        "Ivo Dent met Peter Hale and Martin Wallis. [s1 The two men] [q1 said] [c1 no].",
        [None],
    ),
    "the senators who spoke together": (
        "[s1 Ana Brun and Ivo Dent] [q1 said] [c1 no]. [s2 The senators] [q2 added] [c2 never].",
        ["Ana Brun and Ivo Dent", "Ana Brun and Ivo Dent"],
    ),
    "her wife, his father: kin with names": (
        "Ivo Dent came with his wife, Ana, and left. [c1 No], [s1 his wife] [q1 said].",
        ["Ana"],
    ),
    "somebody's running mate": (
        "Ana Brun came with her running mate, Ivo Dent. [c1 No], [s1 her running mate] [q1 said].",
        ["Ivo Dent"],
    ),
    "an age": (
        "Actress Ana Brun grew up in Harlow. In a book, [s1 the 29-year-old] [q1 says] [c1 no].",
        ["Ana Brun"],
    ),
}


@pytest.mark.parametrize(("text", "names"), [pytest.param(*case, id=name) for name, case in CASES.items()])
def test_who_it_is(text: str, names: list[str | None]) -> None:
    assert named(text) == names
