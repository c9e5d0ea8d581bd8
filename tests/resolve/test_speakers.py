"""Who is meant by a source, in small fictional reports."""

from __future__ import annotations

import pytest

from tests.resolve.marked import resolved

NAMES = {
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
    "two names are a group": (
        "Senators Ana Brun and Ivo Dent met. [s1 Ms. Brun and Mr. Dent] [q1 said] [c1 the bill is dead].",
        ["Ana Brun and Ivo Dent"],
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
}

DESCRIPTIONS = {
    "the president": (
        "Norvian President Teodor Vasin met miners. [c1 The pit stays], [s1 the president] [q1 said].",
        ["Teodor Vasin"],
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
}

PRONOUNS = {
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
}

IMPLICIT = {
    "a further quotation in the paragraph": (
        "[s1 Lidia Moreno] [q1 stressed] [c1 that rain is due]. [c2 “Sow early. Reap late.”]",
        ["Lidia Moreno", "Lidia Moreno"],
    ),
    "a quotation that runs on into the next paragraph": (
        "[c1 “Rain is due,”] [s1 Lidia Moreno] [q1 said]. [c2 “Sow early.]\n\n[c3 “Reap late.”]",
        ["Lidia Moreno", "Lidia Moreno", "Lidia Moreno"],
    ),
    "a quotation after another's sentence in a new paragraph": (
        "[c1 “Rain is due,”] [s1 Lidia Moreno] [q1 said].\n\nPeter Hale shook his head. [c2 “Never.”]",
        ["Lidia Moreno", None],
    ),
    "adding": (
        "[s1 Lidia Moreno] [q1 said] [c1 rain is due], [q2 adding] [c2 that it would last].",
        ["Lidia Moreno", "Lidia Moreno"],
    ),
    "the passive names nobody": (
        "[s1 Lidia Moreno] [q1 said] [c1 rain is due]. It [q2 was claimed] [c2 that it would last].",
        ["Lidia Moreno", None],
    ),
}

OTHERS = {
    "an agency": ("[c1 Rain is due], [s1 Reuters] [q1 reported].", [("Reuters", "organisation")]),
    "an agency nobody knows": ("[c1 Rain is due], [s1 NorTA] [q1 reported].", [("NorTA", "organisation")]),
    "a court": (
        "[s1 The Supreme Court] [q1 ruled] [c1 that the dam is lawful].",
        [("Supreme Court", "organisation")],
    ),
    "the ministry named before": (
        "The Ministry of Labour met unions. [s1 The ministry] [q1 said] [c1 pay would rise].",
        [("Ministry of Labour", "organisation")],
    ),
    "a ministry in small letters": (
        "[s1 The finance ministry] [q1 said] [c1 taxes would fall].",
        [("finance ministry", "organisation")],
    ),
    "initials": (
        "The Norvian Grain Board met. [s1 The NGB] [q1 said] [c1 stocks are full].",
        [("Norvian Grain Board", "organisation")],
    ),
    "a campaign is not the candidate": (
        "Ana Brun ran. [s1 Brun’s campaign] [q1 said] [c1 the count was fair].",
        [("Brun campaign", "organisation")],
    ),
    "the campaign, where there is one": (
        "Ana Brun ran; the Brun campaign won. [s1 The campaign] [q1 said] [c1 the count was fair].",
        [("Brun campaign", "organisation")],
    ),
    "the campaign, where there are two": (
        "The Brun campaign beat the Dent campaign. [s1 The campaign] [q1 said] [c1 the count was fair].",
        [None],
    ),
    "a candidate's aides are nobody": (
        "Ana Brun ran. [s1 Brun aides] [q1 said] [c1 the count was fair].",
        [None],
    ),
    "a union of workers": (
        "[s1 The Harbour Workers’ Union] [q1 said] [c1 the strike goes ahead].",
        [("Harbour Workers’ Union", "organisation")],
    ),
    "a newspaper by its last word": (
        "The Harlow Post came out. [s1 The Post] [q1 reported] [c1 that rain is due].",
        [("Harlow Post", "organisation")],
    ),
    "two institutions": (
        "[s1 Latvia and the Harbour Authority] [q1 said] [c1 the port is open].",
        [("Latvia and Harbour Authority", "group")],
    ),
    "the governing party": ("[s1 The governing party] [q1 said] [c1 the port is open].", [None]),
    "a headline's plain noun": ("[s1 Court] [q1 rules] [c1 that the dam is lawful].", [None]),
    "a country": ("[s1 Latvia] [q1 said] [c1 the border is open].", [("Latvia", "organisation")]),
    "a party's members": ("[s1 Democrats] [q1 said] [c1 the bill is dead].", [("Democrats", "group")]),
    "a poll by somebody": (
        "[s1 A Harbour Trust poll] [q1 found] [c1 that most would stay].",
        [("Harbour Trust", "organisation")],
    ),
    "a study by somebody": (
        "[s1 A study by the Harbour Trust] [q1 found] [c1 that most would stay].",
        [("Harbour Trust", "organisation")],
    ),
}

UNNAMED = [
    "some critics", "a senior official", "people familiar with the matter", "analysts", "one resident",
    "someone",
    "critics", "Critics", "Polls", "two officials at the Harbour Authority", "44 percent", "many Norvians",
    "officials in Harlow", "a spokesman for the Harbour Authority", "several aides to Lidia Moreno", "others",
    "one of Lidia Moreno’s advisers", "Lidia Moreno’s lawyers", "sources close to Lidia Moreno", "the public",
    "a poll", "a man who saw Lidia Moreno leave", "everyone", "residents", "no one", "Few economists",
    "most of whom", "the authorities", "an aide", "his friends", "a third person", "A Norvian diplomat",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(*case, id=name)
        for table in (NAMES, DESCRIPTIONS, PRONOUNS, IMPLICIT)
        for name, case in table.items()
    ],
)
def test_speaker(text: str, names: list[str | None]) -> None:
    assert [each.speaker.name if each.speaker else None for each in resolved(text)] == names


@pytest.mark.parametrize(
    ("text", "speakers"), [pytest.param(*case, id=name) for name, case in OTHERS.items()]
)
def test_organisations_groups_and_documents(text: str, speakers: list[tuple[str, str] | None]) -> None:
    found = [(each.speaker.name, each.speaker.kind) if each.speaker else None for each in resolved(text)]
    assert found == speakers


@pytest.mark.parametrize("source", UNNAMED)
def test_the_unnamed_stay_unnamed(source: str) -> None:
    text = f"Mayor Lidia Moreno opened the mill. Last week, [s1 {source}] [q1 said] [c1 that the roof leaks]."
    assert resolved(text)[0].speaker is None


def test_one_speaker_has_one_id_and_two_have_two() -> None:
    found = resolved(
        "[c1 Rain is due], [s1 Lidia Moreno] [q1 said]. [c2 Sun is], [s2 Peter Hale] [q2 said]. "
        "[c3 Never], [s3 Moreno] [q3 said]."
    )
    ids = [each.speaker.id for each in found if each.speaker]
    assert ids[0] == ids[2] != ids[1]


def test_a_reason_points_at_the_place_that_proves_it() -> None:
    text = "Farmers met Lidia Moreno. [c1 Rain is due], [s1 Moreno] [q1 said]."
    speaker = resolved(text)[0].speaker
    assert speaker is not None
    assert speaker.reason == "surname of Lidia Moreno, named in full at 12"


def test_the_order_of_quotations_does_not_matter_to_whom_they_go() -> None:
    from onrecord.resolve import resolve
    from tests.resolve.marked import marked

    report, quotations = marked(
        "[c1 Rain is due], [s1 Lidia Moreno] [q1 said]. [c2 “Sow now,”] [s2 she] [q2 said]. [c3 “Late.”]"
    )
    forwards = {each.id: each.speaker for each in resolve(report, quotations)}
    backwards = {each.id: each.speaker for each in resolve(report, quotations[::-1])}
    assert forwards == backwards
    assert all(forwards.values())
