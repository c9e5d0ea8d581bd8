"""Quotations without a source, the unnamed, and what a speaker carries: id, reason, confidence, roles."""

from __future__ import annotations

from typing import get_args

import pytest

from onrecord.resolve import resolve
from onrecord.resolve.found import Sort
from onrecord.resolve.tables import tables
from tests.resolve.marked import marked, named, resolved

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


UNNAMED = [
    "some critics", "a senior official", "people familiar with the matter", "analysts", "one resident",
    "someone",
    "critics", "Critics", "Polls", "two officials at the Harbour Authority", "44 percent", "many Norvians",
    "officials in Harlow", "a spokesman for the Harbour Authority", "several aides to Lidia Moreno", "others",
    "one of Lidia Moreno’s advisers", "Lidia Moreno’s lawyers", "sources close to Lidia Moreno", "the public",
    "a poll", "a man who saw Lidia Moreno leave", "everyone", "residents", "no one", "Few economists",
    "most of whom", "the authorities", "an aide", "his friends", "a third person", "A Norvian diplomat",
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), [pytest.param(*case, id=name) for name, case in IMPLICIT.items()])
def test_quotations_without_a_source(text: str, names: list[str | None]) -> None:
    assert named(text) == names


@pytest.mark.parametrize("source", UNNAMED)
def test_the_unnamed_stay_unnamed(source: str) -> None:
    text = f"Mayor Lidia Moreno opened the mill. Last week, [s1 {source}] [q1 said] [c1 that the roof leaks]."
    assert resolved(text)[0].speaker is None


@pytest.mark.parametrize("label", ["Q", "INTERVIEWER", "MODERATOR", "HOST", "QUESTION", "REPORTER"])
def test_the_label_of_who_asks_names_nobody(label: str) -> None:
    text = f"Mayor Lidia Moreno spoke.\n\n[s1 {label}]: [c1 Is it dry?]\n\n[s2 MORENO]: [c2 It is.]"
    assert named(text) == [None, "Lidia Moreno"]


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
    report, quotations = marked(
        "[c1 Rain is due], [s1 Lidia Moreno] [q1 said]. [c2 “Sow now,”] [s2 she] [q2 said]. [c3 “Late.”]"
    )
    forwards = {each.id: each.speaker for each in resolve(report, quotations)}
    backwards = {each.id: each.speaker for each in resolve(report, quotations[::-1])}
    assert forwards == backwards
    assert all(forwards.values())


def test_a_kind_that_shows_late_is_that_of_the_whole_report() -> None:
    found = resolved("[s1 Zero Ledge] [q1 asked] [c1 why]. [s2 The website] [q2 said] [c2 no].")
    assert [each.speaker and (each.speaker.id, each.speaker.kind) for each in found] == [
        ("zero-ledge", "organisation")
    ] * 2


ROLES = {
    "a title": ("[s1 Norvian Foreign Minister Ana Brun] [q1 said] [c1 no].", ("Norvian Foreign Minister",)),
    "an apposition": (
        "[s1 Ana Brun, a professor of law at Tarn College,] [q1 said] [c1 no].",
        ("professor of law at Tarn College",),
    ),
    "a relative clause": (
        "Ana Brun, who chairs the council of Tarn, left. [s1 Brun] [q1 said] [c1 no].",
        ("chair of the council of Tarn",),
    ),
    "in order, once each": (
        "Mayor Ana Brun left. Ana Brun, a baker, came. Mayor Brun sat. [s1 Brun] [q1 said] [c1 no].",
        ("Mayor", "baker"),
    ),
    "of several, in the singular": (
        "Union leaders Rae Holt and John Holt left. [s1 Rae Holt] [q1 said] [c1 no].",
        ("Union leader",),
    ),
    "of several, the second too": (
        "Union leaders Rae Holt and John Holt left. [s1 John Holt] [q1 said] [c1 no].",
        ("Union leader",),
    ),
    "one title is one person's": ("Mayor Rae Holt and John Holt left. [s1 John Holt] [q1 said] [c1 no].", ()),
    "somebody's": ("[s1 Ida Rowan's husband Tom Rowan] [q1 said] [c1 no].", ("Rowan's husband",)),
    "none": ("[s1 Ana Brun] [q1 said] [c1 no].", ()),
    "what the clause is about": (
        "Critics described mayoral candidate Ana Brun as slow. [s1 Brun] [q1 said] [c1 no].",
        ("mayoral candidate",),
    ),
    "whom somebody met": (
        "On Friday he met party leader Ana Brun. [s1 Brun] [q1 said] [c1 no].",
        ("party leader",),
    ),
    "what will be done": (
        "Holt will face longtime mayor Ana Brun. [s1 Brun] [q1 said] [c1 no].",
        ("longtime mayor",),
    ),
    "a participle": (
        "They met the retired foreign minister Ana Brun. [s1 Brun] [q1 said] [c1 no].",
        ("retired foreign minister",),
    ),
    "an unlisted participle behind an article": (
        "They met the bruised foreign minister Ana Brun. [s1 Brun] [q1 said] [c1 no].",
        ("bruised foreign minister",),
    ),
    "a clause after a comma": (
        "To Ana Brun, the treaty opened a door. [s1 Brun] [q1 said] [c1 no].",
        (),
    ),
    "what a thing in it does": (
        "[s1 Ana Brun, the chief executive of Tarn Media that owns a ferry,] [q1 said] [c1 no].",
        ("chief executive of Tarn Media",),
    ),
    "a clause is no role": ("[s1 Ana Brun] [q1 said] [c1 no]. To Brun, the answer is clear.", ()),
}


@pytest.mark.parametrize(("text", "roles"), [pytest.param(*case, id=name) for name, case in ROLES.items()])
def test_what_the_report_calls_a_speaker(text: str, roles: tuple[str, ...]) -> None:
    speaker = resolved(text)[0].speaker
    assert speaker is not None
    assert speaker.roles == roles


@pytest.mark.parametrize(
    ("source", "metonym"),
    [("Paris", True), ("The Kremlin", True), ("The White House", True), ("Latvia", False), ("NorTA", False)],
)
def test_places_and_seats_that_stand_for_a_government(source: str, metonym: bool) -> None:
    speaker = resolved(f"[c1 The border is open], [s1 {source}] [q1 said].")[0].speaker
    assert speaker is not None
    assert speaker.metonym == metonym


def test_a_name_in_full_is_surer_than_a_topic() -> None:
    named_in_full, topic = resolved(
        "[s1 Ana Brun] [q1 spoke] [c1 of calm]. [s2 The candidate] [q2 said] [c2 no]."
    )
    assert named_in_full.speaker is not None
    assert topic.speaker is not None
    assert 0.8 <= topic.speaker.confidence < named_in_full.speaker.confidence <= 1


def test_every_sort_of_reason_has_been_measured() -> None:
    known = tables().confidence
    assert set(known) == set(get_args(Sort))
    assert all(0 <= value <= 1 for value in known.values())


def test_a_sort_that_is_wrong_too_often_names_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "[s1 Ana Brun] [q1 spoke] [c1 of calm]. [s2 The candidate] [q2 said] [c2 no]."
    assert named(text) == ["Ana Brun", "Ana Brun"]
    monkeypatch.setitem(tables().confidence, "topic", 0.5)
    assert named(text) == ["Ana Brun", None]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("a mayor", None),
        ("they hear a mayor", None),
        ("the mayor", None),
        ("I", "Lidia Moreno"),
        ("Moreno", "Lidia Moreno"),
    ],
)
def test_whom_speakers_quote_by_a_common_noun_is_not_themselves(source: str, wanted: str | None) -> None:
    text = (
        f"Mayor Lidia Moreno came. [c1 “When [s2 {source}] [q2 say] [c2 it is dry], it rains,”] "
        "[s1 Moreno] [q1 said]."
    )
    assert named(text) == ["Lidia Moreno", wanted]
