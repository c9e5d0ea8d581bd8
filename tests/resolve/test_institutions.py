"""Institutions and documents as sources, in small fictional reports."""

from __future__ import annotations

import pytest

from tests.resolve.marked import resolved

OTHERS = {
    "of two campaigns that of whom the sentence before is about": (
        (
            "The Brun campaign and the Dent campaign rested.\n\nRain.\n\nIt fell.\n\n"
            "Ana Brun and Ivo Dent ran. Ana Brun smiled.\n\n"
            "[s1 The campaign] [q1 said] [c1 the count was fair]."
        ),
        [("Brun campaign", "organisation")],
    ),
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
    "a society": (
        "[s1 Citizens for Dry Feet] [q1 said] [c1 no].",
        [("Citizens for Dry Feet", "organisation")],
    ),
    "an alliance, by its letters": (
        (
            "The Alliance to Mend Our Boats (AMOB) met. [s1 AMOB] [q1 said] [c1 no]. [s2 The "
            "alliance] [q2 said] [c2 yes]."
        ),
        [("Alliance to Mend Our Boats", "organisation"), ("Alliance to Mend Our Boats", "organisation")],
    ),
    "a noun that says what a name is": (
        "The NORTA alliance met. [s1 The alliance] [q1 said] [c1 no].",
        [("NORTA", "organisation")],
    ),
    "the company, described so": (
        "Tarn Oil, a company in Harlow, grew. [s1 The company] [q1 said] [c1 no].",
        [("Tarn Oil", "organisation")],
    ),
    "the paper, by its name": (
        "The Harlow Gazette wrote. [s1 The paper] [q1 said] [c1 no].",
        [("Harlow Gazette", "organisation")],
    ),
    "the website that spoke": (
        "[s1 Zero Ledge] [q1 asked] [c1 why]. [s2 The website] [q2 said] [c2 no].",
        [("Zero Ledge", "organisation"), ("Zero Ledge", "organisation")],
    ),
    "of two papers the last named": (
        (
            "The Ansby Times shut. The Harlow Gazette and Ivo Dent wrote.\n\nIvo Dent read it. "
            "[s1 The paper] [q1 said] [c1 no]."
        ),
        [("Harlow Gazette", "organisation")],
    ),
    "of two papers named together the subject": (
        "The Harlow Gazette bought the Ansby Times. [s1 The paper] [q1 said] [c1 no].",
        [("Harlow Gazette", "organisation")],
    ),
    "a camp is a campaign's": ("[s1 The Brun camp] [q1 said] [c1 no].", [("Brun camp", "organisation")]),
    "her campaign": (
        "The Brun campaign won. Ana Brun smiled. [s1 Her campaign] [q1 said] [c1 no].",
        [("Brun campaign", "organisation")],
    ),
    "her campaign, which nothing else calls after her": (
        "Ana Brun smiled. [s1 Her own campaign] [q1 said] [c1 no]. [s2 His office] [q2 said] [c2 no].",
        [("Brun campaign", "organisation"), None],
    ),
    "she and her campaign": (
        "[s1 Both Ana Brun and her campaign] [q1 said] [c1 no].",
        [("Ana Brun and Brun campaign", "group")],
    ),
    "his aides add nobody": (
        "[s1 Peter Hale] [q1 spoke]: [c1 yes]. [s2 He and his staff] [q2 said] [c2 no].",
        [("Peter Hale", "person"), ("Peter Hale", "person")],
    ),
    "a company described is a company named before": (
        "[s1 Tarn Oil] [q1 spoke]: [c1 yes]. [s2 The big social media company] [q2 said] [c2 no].",
        [("Tarn Oil", "organisation"), ("Tarn Oil", "organisation")],
    ),
    "a firm described that nothing names": ("[s1 The big law firm] [q1 said] [c1 no].", [None]),
    "letters with a dot at the end of a sentence": (
        "The N.G.B. met. [c1 Stocks are full], [q1 according to] [s1 the N.G.B].",
        [("N.G.B.", "organisation")],
    ),
    "a poll of two makers": (
        (
            "[s1 A new Harlow Post/Basin TV poll] [q1 found] [c1 that most would stay]. [s2 The "
            "poll] [q2 showed] [c2 a lead]."
        ),
        [("Harlow Post and Basin TV", "group"), ("Harlow Post and Basin TV", "group")],
    ),
    "a poll in the headline": (
        (
            "[s1 Poll][q1 :] [c1 most would stay]\n\nMost would stay, [q2 according to] [s2 a "
            "Harbour Trust poll]. [c2 Nine left]."
        ),
        [("Harbour Trust", "organisation"), ("Harbour Trust", "organisation")],
    ),
    "the researchers": (
        (
            "The authors of the report, which include the Harbour Trust and Citizens for Dry Feet, "
            "met. [s1 The researchers] [q1 found] [c1 nothing]."
        ),
        [("Harbour Trust and Citizens for Dry Feet", "group")],
    ),
    "parts of a document are its maker's": (
        (
            "Ida Rowan spoke. [c1 Rain is due], [q1 according to] [s1 excerpts of her speech]. "
            "[s2 One of her ads] [q2 says] [c2 no]. [s3 The results of a Basin TV poll] [q3 say] [c3 yes]."
        ),
        [("Ida Rowan", "person"), ("Ida Rowan", "person"), ("Basin TV", "organisation")],
    ),
    "a suit is a lawsuit": (
        "A lawsuit filed by Ida Rowan is new. [s1 The suit] [q1 says] [c1 no].",
        [("Ida Rowan", "person")],
    ),
    "the poll of Monday": (
        "A Harbour Trust poll came out. Most would stay in [s1 Monday’s poll]. [q1 It showed] [c1 a lead].",
        [("Harbour Trust", "organisation")],
    ),
    "the paper of a year": (
        "A 2009 report by the Harbour Trust is read. [s1 The 2009 paper] [q1 says] [c1 no].",
        [("Harbour Trust", "organisation")],
    ),
    "polls are not one poll": (
        "A Harbour Trust poll came out. In [s1 the latest polls], [q1 it fell], [c1 and fell].",
        [None],
    ),
    "a poll in which somebody finds something": (
        "In an online poll, [s1 the Harbour Trust] [q1 found] [c1 no]. [s2 The poll] [q2 shows] [c2 yes].",
        [("Harbour Trust", "organisation"), ("Harbour Trust", "organisation")],
    ),
    "an office's report": (
        "[s1 A Tarn Department inspector general’s report] [q1 said] [c1 no].",
        [("Tarn Department inspector general", "organisation")],
    ),
    "makers by their short names": (
        "A Harlow Post-Basin News poll is out. [s1 The new Post-BASIN poll] [q1 says] [c1 no].",
        [("Harlow Post and Basin News", "group")],
    ),
    "a paper with its article": (
        (
            "It angered the editors of The Beacon. [s1 The Beacon] [q1 asked] [c1 why]. "
            "[s2 The newspaper] [q2 said] [c2 no]. [s3 The editorial] [q3 said] [c3 yes]."
        ),
        [("Beacon", "organisation")] * 3,
    ),
    "a title with its article is nobody's name": (
        "It angered the friends of The President. [s1 The President] [q1 asked] [c1 why].",
        [None],
    ),
    "an unnamed letter is nobody's": (
        (
            "[s1 Ana Brun] [q1 said] in a statement [c1 nothing]. A group sent a letter. [s2 The "
            "letter] [q2 says] [c2 yes]."
        ),
        [("Ana Brun", "person"), None],
    ),
    "the statement in which somebody spoke": (
        "[q1 In a statement], [s1 Ana Brun] [c1 said no]. [s2 The statement] [q2 says] [c2 yes].",
        [("Ana Brun", "person"), ("Ana Brun", "person")],
    ),
    "the party's bylaws": (
        "The Harbour Party met. [s1 The party’s bylaws] [q1 say] [c1 no].",
        [("Harbour Party", "organisation")],
    ),
    "a study in a journal": (
        "[s1 A study in the Harlow Journal] [q1 found] [c1 no].",
        [("Harlow Journal", "organisation")],
    ),
    "polls in a place are nobody's": ("[s1 Recent polls in Latvia and Poland] [q1 show] [c1 no].", [None]),
    "his letter": ("Peter Hale wrote. [s1 His letter] [q1 says] [c1 no].", [("Peter Hale", "person")]),
    "an article in a paper": (
        "[q1 According to] [s1 an article in the Harlow Post], [c1 no].",
        [("Harlow Post", "organisation")],
    ),
    "a professor's study": (
        "[s1 A study by Tarn College professor Ana Brun] [q1 found] [c1 no].",
        [("Ana Brun", "person")],
    ),
    "an adherent is no name": ("[s1 A Texas Republican] [q1 said] [c1 no].", [None]),
    "campaign and other records": (
        "The Brun campaign won. Still, [s1 campaign and corporate records] [q1 show] [c1 nothing].",
        [None],
    ),
    "the state": ("It passed in Vermont. [s1 The state] [q1 said] [c1 no].", [("Vermont", "organisation")]),
}


@pytest.mark.parametrize(
    ("text", "speakers"), [pytest.param(*case, id=name) for name, case in OTHERS.items()]
)
def test_organisations_groups_and_makers_of_documents(
    text: str, speakers: list[tuple[str, str] | None]
) -> None:
    found = [(each.speaker.name, each.speaker.kind) if each.speaker else None for each in resolved(text)]
    assert found == speakers
