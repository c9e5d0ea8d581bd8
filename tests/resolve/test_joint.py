"""Sources that join several speakers, and those that only look so."""

from __future__ import annotations

import pytest

from tests.resolve.marked import resolved

JOINT = {
    "two people": (
        "Senators Ana Brun and Ivo Dent met. [s1 Ms. Brun and Mr. Dent] [q1 said] [c1 no].",
        ["Ana Brun", "Ivo Dent"],
    ),
    "three": (
        "[s1 Ana Brun, Ivo Dent and Peter Hale] [q1 said] [c1 no].",
        ["Ana Brun", "Ivo Dent", "Peter Hale"],
    ),
    "both": ("[s1 both President Brun and candidate Ivo Dent] [q1 said] [c1 no].", ["Brun", "Ivo Dent"]),
    "a person and an institution": (
        "[s1 Ana Brun and the Dent administration] [q1 said] [c1 no].",
        ["Ana Brun", "Dent administration"],
    ),
    "two institutions": (
        "[s1 The Brun campaign and Harbour Watch] [q1 said] [c1 no].",
        ["Brun campaign", "Harbour Watch"],
    ),
    "countries": ("[s1 France and Germany] [q1 said] [c1 no].", ["France", "Germany"]),
    "a surname and a minister": (
        "Ana Brun came. [s1 Brun and Fisheries Minister Ivo Dent] [q1 said] [c1 no].",
        ["Ana Brun", "Ivo Dent"],
    ),
    "past appositions": (
        "[s1 Ana Brun, the mayor, and Ivo Dent, a baker,] [q1 said] [c1 no].",
        ["Ana Brun", "Ivo Dent"],
    ),
}

ALONE = {
    "an age is no number of people": ("[s1 81-year-old Ana Brun, a baker,] [q1 said] [c1 no].", "Ana Brun"),
    "aides are nobody": ("[s1 Ana Brun and her aides] [q1 said] [c1 no].", "Ana Brun"),
    "others are nobody": ("[s1 Ana Brun and others] [q1 said] [c1 no].", "Ana Brun"),
    "an and in an apposition": ("[s1 Ana Brun, mayor of Tarn and Harlow,] [q1 said] [c1 no].", "Ana Brun"),
    "an and in a name": (
        "[s1 The Centre for Media and Public Affairs] [q1 said] [c1 no].",
        "Centre for Media and Public Affairs",
    ),
    "an and in where it is": (
        "[s1 The Tax Centre at the Tarn Institute and Harlow College] [q1 said] [c1 no].",
        "Tax Centre",
    ),
    "an and in a title": ("[s1 Farms and Fisheries Minister Ivo Dent] [q1 said] [c1 no].", "Ivo Dent"),
    "an and in a title, half of it named elsewhere": (
        "The Ministry of Farms moved. [s1 Farms and Fisheries Minister Ivo Dent] [q1 said] [c1 no].",
        "Ivo Dent",
    ),
    "an and in a title, half of it a heading": (
        "Farms\n\nHarlow\n\n[s1 Farms and Fisheries Minister Ivo Dent] [q1 said] [c1 no].",
        "Ivo Dent",
    ),
    "young and old": ("[s1 Young and women voters] [q1 said] [c1 no].", None),
}


@pytest.mark.parametrize(("text", "members"), [pytest.param(*case, id=name) for name, case in JOINT.items()])
def test_who_speaks_together(text: str, members: list[str]) -> None:
    speaker = resolved(text)[0].speaker
    assert speaker is not None
    assert speaker.kind == "group"
    assert [member.name for member in speaker.members] == members
    assert speaker.name == f"{', '.join(members[:-1])} and {members[-1]}"
    assert speaker.roles == ()


@pytest.mark.parametrize(("text", "name"), [pytest.param(*case, id=name) for name, case in ALONE.items()])
def test_who_speaks_alone(text: str, name: str | None) -> None:
    speaker = resolved(text)[0].speaker
    assert (speaker and speaker.name) == name
    assert speaker is None or speaker.members == ()


def test_a_member_has_the_id_roles_and_reason_of_its_own() -> None:
    both, brun, dent = (
        each.speaker
        for each in resolved(
            "[s1 Mayor Ana Brun and Ivo Dent, a baker,] [q1 said] [c1 no]. [c2 Never], [s2 Brun] [q2 said]. "
            "[c3 Ever], [s3 the baker] [q3 said]."
        )
    )
    assert both is not None
    assert brun is not None
    assert dent is not None
    assert [member.id for member in both.members] == [brun.id, dent.id]
    assert [member.roles for member in both.members] == [("Mayor",), ("baker",)]
    assert both.members[0].reason == "named in the source, at 6"
    assert both.reason == "the names joined in the source, at 0"
    assert both.confidence <= min(member.confidence for member in both.members)
