"""Profiles and judgements into entities: a person's word outweighs the program's."""

from __future__ import annotations

import pytest

from onrecord.core import Judgement, ObservedRole, Profile
from onrecord.match import Entity, entities, profiles
from tests.match.making import decided, known, seen

A, B, C, D = sorted(
    (known(f"{name} Dent") for name in ("Ada", "Bo", "Cleo", "Dora")), key=lambda each: each.id
)
PROGRAM = "onrecord 1"


def parts(*judgements: Judgement) -> list[str]:
    """Which of A, B, C and D are together, as "AB C D"."""
    letters = {A.id: "A", B.id: "B", C.id: "C", D.id: "D"}
    found = entities([A, B, C, D], judgements)
    return sorted("".join(letters[each] for each in entity.profiles) for entity in found)


def program(one: Profile, other: Profile, confidence: float = 0.97) -> Judgement:
    return decided(one.id, other.id, "same", PROGRAM, confidence=confidence)


def person(one: Profile, other: Profile, verdict: str = "same", at: str | None = None) -> Judgement:
    return Judgement(
        one.id, other.id, "same" if verdict == "same" else "different", "person:ada", "", 1.0, at
    )


def test_without_judgements_every_profile_is_an_entity() -> None:
    assert parts() == ["A", "B", "C", "D"]


def test_judgements_join_in_chains() -> None:
    assert parts(program(A, B), program(B, C)) == ["ABC", "D"]


def test_a_person_outweighs_the_program_on_a_pair() -> None:
    assert parts(program(A, B, 1.0), person(B, A, "different")) == ["A", "B", "C", "D"]
    assert parts(decided(A.id, B.id, "different", PROGRAM), person(A, B)) == ["AB", "C", "D"]


def test_the_weakest_link_to_what_a_person_keeps_apart_is_passed_over() -> None:
    kept = person(A, C, "different")
    assert parts(program(A, B, 0.96), program(B, C, 0.99), kept) == ["A", "BC", "D"]
    assert parts(program(A, B, 0.99), program(B, C, 0.96), kept) == ["AB", "C", "D"]
    assert parts(program(A, B, 0.99), program(B, D, 0.96), program(D, C, 0.98), kept) == ["AB", "CD"]


def test_a_persons_same_joins_whatever_the_program_says() -> None:
    against = [decided(A.id, C.id, "different", PROGRAM), decided(A.id, B.id, "different", PROGRAM)]
    assert parts(*against, person(A, B), person(B, C)) == ["ABC", "D"]


def test_the_program_never_joins_over_a_persons_different() -> None:
    # A person joined A and B and keeps B from C: A may not lead to C either.
    assert parts(person(A, B), person(B, C, "different"), program(A, C)) == ["AB", "C", "D"]


def test_a_programs_different_keeps_its_own_links_apart() -> None:
    assert parts(decided(A.id, C.id, "different", PROGRAM), program(A, B), program(B, C, 0.96)) == [
        "AB",
        "C",
        "D",
    ]


def test_the_later_judgement_of_a_person_stands() -> None:
    first, later = person(A, B, "different", "2026-01-01"), person(A, B, "same", "2026-01-02")
    assert parts(later, first) == parts(first, later) == ["AB", "C", "D"]
    assert parts(person(A, B), person(A, B, "different")) == ["A", "B", "C", "D"]


def test_a_judgement_on_an_appearance_speaks_of_its_profile() -> None:
    assert parts(decided(A.appearances[0], B.id)) == ["AB", "C", "D"]


def test_judgements_on_what_is_not_here_say_nothing() -> None:
    assert parts(decided("p000000000000", A.id), decided("x/s1", B.id), decided(A.id, A.id, "different")) == [
        "A",
        "B",
        "C",
        "D",
    ]


def test_an_appearance_that_a_person_moved_out_stays_out() -> None:
    made = [seen("r1/s1", "Ivo Dent"), seen("r2/s1", "Ivo Dent"), seen("r3/s1", "Dent")]
    whole = next(each for each in profiles(made) if len(each.appearances) == 2)
    apart = decided("r2/s1", whole.id, "different")
    after = profiles(made, [apart])
    moved = next(each for each in after if each.appearances == ("r2/s1",))
    bare = next(each for each in after if each.appearances == ("r3/s1",))
    links = [program(whole, bare), program(moved, bare, 0.96)]
    found = entities(after, [apart, *links])
    assert sorted(len(each.profiles) for each in found) == [1, 2]
    assert {moved.id} in [set(each.profiles) for each in found]


def test_an_entity_tells_names_roles_and_ids() -> None:
    made = [
        known("Lukashenko", "president|2020-01-01|2021-01-01", times=9),
        known("A. Lukashenko", times=8),
        known("Александр Лукашенко", times=7),
        known("Aleksandr Lukashenko", "President|2019-01-01|2020-06-01", "farmer", told_apart="x", times=3),
        known("Alexander Lukashenko", times=4, external=(("wikidata", "Q7"),)),
    ]
    links = [decided(made[0].id, other.id) for other in made[1:]]
    (found,) = entities(made, links)
    assert found == Entity(
        min(each.id for each in made),
        "person",
        "Alexander Lukashenko",
        (
            "Lukashenko",
            "A. Lukashenko",
            "Александр Лукашенко",
            "Alexander Lukashenko",
            "Aleksandr Lukashenko",
        ),
        tuple(sorted(each.id for each in made)),
        (ObservedRole("President", "2019-01-01", "2021-01-01"), ObservedRole("farmer")),
        (("wikidata", "Q7"),),
    )


@pytest.mark.parametrize(
    ("roles", "whole"),
    [
        # What somebody entered, and what reports gave: it goes on whatever they say.
        (["mayor|2020-01-01|"], ("2020-01-01", None)),
        (["mayor|2020-01-01|", "mayor|2021-03-01|2022-05-01"], ("2020-01-01", None)),
        (["mayor|2020-01-01|", "mayor|2019-03-01|2022-05-01"], ("2019-03-01", None)),
        (["mayor|2020-01-01|", "mayor|2020-01-01"], ("2020-01-01", None)),
        (["mayor|2010|2014", "Mayor|2020|"], ("2010", None)),
        # Somebody says when it ended.
        (["mayor|2020-01-01|", "mayor|2020-01-01|2024-06-01"], ("2020-01-01", "2024-06-01")),
        (["mayor|2020|", "mayor|2020-01-05|2024-06-01"], ("2020", "2024-06-01")),
        (["mayor|2020-01-01|", "mayor||2024-06-01"], ("2020-01-01", "2024-06-01")),
        (["mayor|2020-01-01|", "mayor||2014-06-01"], ("2020-01-01", None)),
        # Of what is not known nothing follows.
        (["mayor", "mayor|2021-03-01|2022-05-01"], ("2021-03-01", "2022-05-01")),
        (["mayor||2024-06-01", "mayor|2021-03-01"], ("2021-03-01", "2024-06-01")),
        (["mayor"], (None, None)),
    ],
)
def test_a_role_that_goes_on_has_no_last_day_until_somebody_says_so(
    roles: list[str], whole: tuple[str | None, str | None]
) -> None:
    made = [known(f"{name} Dent", role) for name, role in zip(("Ada", "Bo", "Cleo"), roles, strict=False)]
    for order in (made, made[::-1]):
        (found,) = entities(order, [decided(made[0].id, other.id) for other in made[1:]])
        assert [(role.first, role.last) for role in found.roles] == [whole]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        # The most usual, be it older, in other letters and shorter.
        ([("Ида Рован", 2, "2020"), ("Ida Q. Rowan", 1, "2026")], ["Ида Рован", "Ida Q. Rowan"]),
        # Of equals one in Latin letters; then the latest; then the longest; then by the alphabet.
        ([("Ида Рован", 1, "2026"), ("Ida Rowan", 1, "2020")], ["Ida Rowan", "Ида Рован"]),
        ([("Anna Brun", 1, "2020"), ("Anna Holt", 1, "2026")], ["Anna Holt", "Anna Brun"]),
        ([("Anna Brun", 1, None), ("Anna Holt", 1, "2020")], ["Anna Holt", "Anna Brun"]),
        ([("Anna Brun", 1, None), ("Anna Q. Brun", 1, None)], ["Anna Q. Brun", "Anna Brun"]),
        ([("Anna Holt", 1, None), ("Anna Brun", 1, None)], ["Anna Brun", "Anna Holt"]),
    ],
)
def test_equally_usual_names_are_in_an_order_of_their_own(
    names: list[tuple[str, int, str | None]], shown: list[str]
) -> None:
    reports = [(name, day) for name, times, day in names for _ in range(times)]
    made = profiles(seen(f"r{i}/s1", name, day=day) for i, (name, day) in enumerate(reports))
    (found,) = entities(made, [decided(made[0].id, other.id) for other in made[1:]])
    assert list(found.names) == shown
    full = [name for name in shown if name.isascii()] or shown
    assert found.name == full[0]


def test_within_one_name_the_most_usual_spelling_comes_first() -> None:
    spelt = ["IDA ROWAN", "Ida Rowan", "Ída Rowan", "Ída Rowan", "Ida Röwan"]
    made = profiles(seen(f"r{i}/s1", name, day=f"202{i}-01-01") for i, name in enumerate(spelt))
    (found,) = entities(made, [])
    assert found.names == made[0].names == ("Ída Rowan", "Ida Röwan", "Ida Rowan", "IDA ROWAN")


def test_an_organisation_is_called_by_more_than_its_acronym() -> None:
    made = [
        known("ARP", kind="organisation", times=5),
        known("Alliance to Restore the Piers", kind="organisation"),
    ]
    (found,) = entities(made, [decided(made[0].id, made[1].id)])
    assert found.name == "Alliance to Restore the Piers"
