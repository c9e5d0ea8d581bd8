"""Appearances into profiles."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.core import Appearance, Judgement, ObservedRole
from onrecord.match import profile_id, profiles
from tests.match.making import decided, seen


def grouped(appearances: Sequence[Appearance], apart: Sequence[Judgement] = ()) -> list[set[str]]:
    return sorted((set(each.appearances) for each in profiles(appearances, apart)), key=sorted)


TOGETHER = {
    "one name": ["Ivo Dent", "Ivo Dent"],
    "case and titles": ["Ivo Dent", "IVO DENT", "Dr Ivo Dent"],
    "accents": ["Zoë Łód", "Zoe Lod"],
    "script": ["Тимофей Гарин", "Timofey Garin"],
    "order": ["Lin Haoming", "LIN Haoming", "Haoming Lin", "Lin Hao-ming"],
    "traditional characters": ["習明", "习明"],
}


@pytest.mark.parametrize("names", TOGETHER.values(), ids=TOGETHER)
def test_these_are_one_profile(names: list[str]) -> None:
    found = profiles([seen(f"r{i}/s1", name) for i, name in enumerate(names)])
    assert [sorted(each.names) for each in found] == [sorted(set(names))]


SEVERAL = {
    "another name": ["Ivo Dent", "Ida Dent"],
    "another spelling": ["Lukashenko", "Łukaszenka"],
    "a generation": ["Ivo Dent", "Ivo Dent Jr.", "Ivo Dent Sr."],
    "a title that tells": ["Mr Dent", "Mrs Dent"],
    "other characters of one sound": ["林浩明", "林昊铭"],
    "an initial": ["Ivo Dent", "I. Dent"],
}


@pytest.mark.parametrize("names", SEVERAL.values(), ids=SEVERAL)
def test_these_are_several(names: list[str]) -> None:
    assert len(profiles([seen(f"r{i}/s1", name) for i, name in enumerate(names)])) == len(names)


def test_a_person_is_no_organisation() -> None:
    assert len(profiles([seen("r1/s1", "Tarn"), seen("r2/s1", "Tarn", kind="organisation")])) == 2


def test_organisations_go_by_their_words() -> None:
    names = ["The Harbour Authority", "Harbor Authority", "Harbour Authority (HA)", "Harbour Authority Ltd"]
    found = profiles([seen(f"r{i}/s1", name, kind="organisation") for i, name in enumerate(names)])
    assert sorted(len(each.names) for each in found) == [1, 3]


def test_a_profile_tells_names_roles_and_days() -> None:
    (found,) = profiles(
        [
            seen("r3/s1", "Ivo DENT", "harbour master", day="2024-03-01"),
            seen("r1/s2", "Ivo Dent", "harbour master", "pilot", day="2023-05-01"),
            seen("r2/s1", "Ivo Dent", "mayor of Tarn"),
        ]
    )
    assert found.names == ("Ivo Dent", "Ivo DENT")
    assert found.appearances == ("r1/s2", "r2/s1", "r3/s1")
    assert found.roles == (
        ObservedRole("harbour master", "2023-05-01", "2024-03-01"),
        ObservedRole("pilot", "2023-05-01", "2023-05-01"),
        ObservedRole("mayor of Tarn", None, None),
    )


def test_an_id_depends_on_name_kind_and_what_tells_namesakes_apart() -> None:
    (found,) = profiles([seen("r1/s1", "Dr. Ivo Dent", "mayor of Tarn")])
    assert found.id == profile_id("person", "ivo DENT")
    assert len(found.id) == 13 and found.id[0] == "p" and int(found.id[1:], 16) >= 0
    others = {profile_id("organisation", "Ivo Dent"), profile_id("person", "Ivo Dent", "r1/s1")}
    assert len(others | {found.id}) == 3


NORVIAN = [seen(f"n{i}/s1", "Ivo Dent", "Norvian trade minister", day=f"2020-01-0{i}") for i in (1, 2)]
SARNIAN = [seen(f"s{i}/s1", "Ivo Dent", "prime minister of Sarnia", day=f"2021-01-0{i}") for i in (1, 2)]


def test_namesakes_in_two_countries_are_told_apart() -> None:
    assert grouped(NORVIAN + SARNIAN) == [{"n1/s1", "n2/s1"}, {"s1/s1", "s2/s1"}]


def test_an_id_of_namesakes_never_passes_to_another() -> None:
    ids = {each.appearances: each.id for each in profiles(SARNIAN + NORVIAN)}
    older = [seen(f"o{i}/s1", "Ivo Dent", "Vellish foreign minister", day="1999-01-01") for i in range(40)]
    after = {each.appearances[0]: each.id for each in profiles([*SARNIAN, *NORVIAN, *older])}
    assert after["n1/s1"] == ids["n1/s1", "n2/s1"] and after["s1/s1"] == ids["s1/s1", "s2/s1"]
    assert profile_id("person", "Ivo Dent") not in {*ids.values(), *after.values()}


def test_of_two_countries_is_two_without_an_office_too() -> None:
    made = [
        seen("b/s1", "Ivo Dent", "Bulgarian striker"),
        seen("r/s1", "Ivo Dent", "Russian general"),
        seen("c/s1", "Ivo Dent", "Russian senator"),
        seen("x/s1", "Ivo Dent", "Bulgaria expert"),
    ]
    assert grouped(made) == [{"b/s1"}, {"c/s1", "r/s1"}, {"x/s1"}]


def test_a_third_role_undoes_no_contradiction() -> None:
    made = [seen(f"a{i}/s1", "Ivo Dent", "Iranian president") for i in range(12)]
    made += [seen("q/s1", "Ivo Dent", "Iraqi president"), seen("k/s1", "Ivo Dent", "Bavarian minister")]
    assert sorted(map(len, grouped(made))) == [1, 1, 12]
    assert {"k/s1"} in grouped(made)


def test_who_could_be_either_namesake_is_neither() -> None:
    found = grouped([*NORVIAN, *SARNIAN, seen("x/s1", "Ivo Dent")])
    assert found == [{"n1/s1", "n2/s1"}, {"s1/s1", "s2/s1"}, {"x/s1"}]


def test_who_is_nearly_always_meant_is_meant_where_nothing_tells() -> None:
    many = [seen(f"m{i}/s1", "Ivo Dent", "Norvian president", day="2019-01-01") for i in range(18)]
    found = grouped([*many, *SARNIAN, seen("x/s1", "Ivo Dent")])
    assert [len(each) for each in found if "x/s1" in each] == [19]


def test_mayors_of_two_towns_at_once_are_two() -> None:
    days = {"Tarn": ("2020-01-01", "2023-01-01"), "Merrow": ("2021-01-01", "2022-01-01")}
    made = [
        seen(f"{town}-{day}/s1", "Ida Rowan", f"mayor of {town}", day=day)
        for town in days
        for day in days[town]
    ]
    assert [len(each) for each in grouped(made)] == [2, 2]


ONE_PERSON = {
    "two offices over the years": ["Norvian trade minister", "Norvian president"],
    "two towns one after the other": ["mayor of Tarn", "mayor of Merrow"],
    "a region and its country": ["French interior minister", "Bavarian finance minister"],
    "an office abroad": ["Norvian foreign minister", "ambassador to Sarnia"],
    "an office of many countries": ["Norvian prime minister", "president of the European Council"],
    "a trade and an office": ["footballer", "Norvian sports minister"],
    "no country": ["minister", "president"],
    "adjectives that are no country's": ["Republican president", "Christian minister"],
}


@pytest.mark.parametrize("roles", ONE_PERSON.values(), ids=ONE_PERSON)
def test_these_roles_can_be_one_persons(roles: list[str]) -> None:
    made = [seen(f"r{i}/s1", "Ivo Dent", role, day=f"20{20 + i}-01-01") for i, role in enumerate(roles)]
    assert len(profiles(made)) == 1


def test_one_report_that_gives_both_roles_makes_them_one_persons() -> None:
    both = seen("b/s1", "Ivo Dent", "former Norvian trade minister", "prime minister of Sarnia")
    assert len(profiles([*NORVIAN, *SARNIAN, both])) == 1


def walk(identity: str, *roles: str, day: str = "2024-03-01") -> Appearance:
    return seen(f"{identity}/s1", "Anna Brann", *roles, day=day)


PLAYER = [walk("f1", "footballer"), walk("f2", "Norvian striker", day="2024-06-01")]
MINISTER = [walk("m1", "Norvian trade minister"), walk("m2", "trade minister", day="2025-01-01")]


def test_two_walks_of_life_at_once_are_two() -> None:
    assert grouped(PLAYER + MINISTER) == [{"f1/s1", "f2/s1"}, {"m1/s1", "m2/s1"}]
    ids = {each.id for each in profiles(PLAYER + MINISTER)}
    assert profile_id("person", "Anna Brann") not in ids
    older = walk("m3", "Norvian finance minister", day="2019-01-01")
    assert ids == {each.id for each in profiles([older, *MINISTER, *PLAYER])}


def test_who_could_lead_either_life_is_neither() -> None:
    assert {"x/s1"} in grouped([*PLAYER, *MINISTER, walk("x"), walk("y", "pilot", "Norvian striker")])


SAME_LIFE = {
    "a report that gives both": walk("b", "footballer", "Norvian trade minister"),
    "a report that says what somebody was": walk("b", "former footballer", "Norvian trade minister"),
    "an office that knows both": walk("b", "Norvian sports minister"),
}


@pytest.mark.parametrize("bridge", SAME_LIFE.values(), ids=SAME_LIFE)
def test_one_report_joins_two_walks_of_life(bridge: Appearance) -> None:
    (found,) = profiles([*PLAYER, *MINISTER, bridge])
    assert found.id == profile_id("person", "Anna Brann")


def test_who_plays_in_one_decade_and_governs_in_another_is_one() -> None:
    assert len(profiles([*PLAYER, walk("m", "Norvian trade minister", day="2034-01-01")])) == 1


def test_of_one_country_too_walks_of_life_tell_apart() -> None:
    told = {
        "f": "French striker",
        "m": "French trade minister",
        "g": "German foreign minister",
        "x": "striker",
    }
    made = [walk(identity, role) for identity, role in told.items()]
    assert grouped(made) == [{"f/s1"}, {"g/s1"}, {"m/s1"}, {"x/s1"}]


def test_a_person_can_move_an_appearance_into_a_profile_of_its_own() -> None:
    made = [seen("r1/s1", "Ivo Dent"), seen("r2/s1", "Ivo Dent")]
    (before,) = profiles(made)
    for judgement in (decided("r2/s1", before.id, "different"), decided(before.id, "r2/s1", "different")):
        after = {each.appearances: each.id for each in profiles(made, [judgement])}
        assert after == {
            ("r1/s1",): before.id,
            ("r2/s1",): profile_id("person", "Ivo Dent", "r2/s1"),
        }


def test_other_judgements_move_nothing() -> None:
    made = [seen("r1/s1", "Ivo Dent"), seen("r2/s1", "Ivo Dent")]
    (before,) = profiles(made)
    others = [decided("r2/s1", before.id), decided("r2/s1", "p000000000000", "different")]
    assert profiles(made, others) == [before]
