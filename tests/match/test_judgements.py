"""The program's own decisions over all profiles."""

from __future__ import annotations

import pytest

from onrecord.core import Profile
from onrecord.match import compare, entities, judgements, keys, merged
from onrecord.match.profiling import profiles
from tests.match.making import decided, known, seen


def joined(*made: Profile) -> list[set[str]]:
    """The names that end up in one entity."""
    names = {each.id: each.names[0] for each in made}
    found = entities(made, judgements(made, "onrecord 1"))
    return sorted(({names[each] for each in entity.profiles} for entity in found), key=sorted)


def one(*names: str) -> set[str]:
    return set(names)


def test_a_judgement_says_who_why_and_how_sure() -> None:
    pair = known("Alexander Lukashenko"), known("Łukaszenka Aleksandr")
    (made,) = judgements(pair, "onrecord 1")
    assert {made.left, made.right} == {each.id for each in pair} and made.left < made.right
    assert (made.verdict, made.by, made.at) == ("same", "onrecord 1", None)
    assert 0.95 <= made.confidence < 1
    assert "“Alexander Lukashenko”" in made.why and "another script or language" in made.why


def test_a_surname_alone_is_the_only_person_of_that_name() -> None:
    assert joined(known("Oake"), known("Zelda Oake")) == [one("Oake", "Zelda Oake")]
    (made,) = judgements([known("Oake"), known("Zelda Oake")], "onrecord")
    assert "nobody else of that name is known" in made.why


def test_a_surname_alone_is_nobody_where_two_bear_it() -> None:
    assert joined(known("Oake"), known("Zelda Oake"), known("Ivo Oake")) == [
        one("Ivo Oake"),
        one("Oake"),
        one("Zelda Oake"),
    ]


def test_a_surname_alone_is_the_one_in_the_same_office() -> None:
    found = joined(
        known("Oake", "Norvian trade minister|2024-05-01"),
        known("Zelda Oake", "Norvian trade minister|2024-01-01"),
        known("Ivo Oake", "harbour master|2024-01-01"),
    )
    assert found == [one("Ivo Oake"), one("Oake", "Zelda Oake")]


@pytest.mark.parametrize(
    "role", ["harbour master|2024-01-01", "Sarnian trade minister|2024-01-01", "Norvian bishop|2024-01-01"]
)
def test_a_surname_alone_in_another_role_stays_alone(role: str) -> None:
    alone, full = known("Oake", "Sarnian singer|2024-01-01"), known("Zelda Oake", role)
    if role.startswith("Sarnian"):
        alone = known("Oake", "Norvian trade minister|2024-01-01")
    assert len(joined(alone, full)) == 2


def test_an_office_held_long_ago_does_not_join() -> None:
    found = joined(
        known("Oake", "Norvian trade minister|2009-05-01"),
        known("Zelda Oake", "Norvian trade minister|2024-01-01"),
        known("Ivo Oake"),
    )
    assert len(found) == 3


def test_all_spellings_of_one_person_meet_over_the_surname() -> None:
    names = ["Lukashenko", "Лукашэнка", "Łukaszenka", "A. Lukashenko", "Aleksandr Lukashenko"]
    names += ["Аляксандр Лукашэнка", "Alaksandr Łukaszenka", "A. G. Lukashenko", "Lukashevich"]
    names += ["Aleksandr Lukashevich"]
    assert joined(*map(known, names)) == sorted([set(names[:8]), set(names[8:])], key=sorted)


def test_a_relative_keeps_the_surname_alone_from_both_and_nothing_else() -> None:
    names = [
        "Aleksandr Lukashenko",
        "Аляксандр Лукашэнка",
        "Viktor Lukashenko",
        "Lukashenko",
        "A. Lukashenko",
    ]
    assert joined(*map(known, names)) == [
        one("A. Lukashenko", "Aleksandr Lukashenko", "Аляксандр Лукашэнка"),
        one("Lukashenko"),
        one("Viktor Lukashenko"),
    ]


def test_an_initial_fits_one_candidate_only() -> None:
    assert len(joined(known("Z. Oake"), known("Zelda Oake"))) == 1
    assert len(joined(known("Z. Oake"), known("Zelda Oake"), known("Zita Oake"))) == 3


def test_a_surname_with_a_title_may_be_anybodys() -> None:
    assert len(joined(known("Mrs Oake"), known("Ivo Oake"))) == 2
    role = "Norvian trade minister|2024-01-01"
    assert len(joined(known("Mrs Oake", role), known("Zelda Oake", role))) == 1


def test_a_name_between_two_middle_names_is_neither() -> None:
    assert len(joined(known("John Harl"), known("John Q. Harl"), known("John R. Harl"))) == 3


def test_father_and_son_are_never_joined_over_the_plain_name() -> None:
    assert len(joined(known("Ivo Dent"), known("Ivo Dent Jr."), known("Ivo Dent Sr."))) == 3


def test_who_could_be_either_of_two_that_differ_is_left_alone() -> None:
    found = joined(
        known("Тимофей Гарин", "Norvian trade minister|2020-01-01"),
        known("Timofei Garin", "Sarnian trade minister|2020-01-01"),
        known("Timofej Garin"),
    )
    assert len(found) == 3


def test_namesakes_told_apart_by_roles_are_not_joined_by_their_name() -> None:
    made = [seen(f"a{i}/s1", "Ivo Dent", "Iranian president") for i in range(12)]
    made += [seen("q/s1", "Ivo Dent", "Iraqi president"), seen("k/s1", "Ivo Dent", "Bavarian minister")]
    assert judgements(profiles(made), "onrecord") == []
    made += [seen(f"x{i}/s1", "Ivo Dent") for i in range(12)]
    assert judgements(profiles(made), "onrecord") == []


PLAYER = seen("f/s1", "Anna Brann", "Norvian footballer", day="2024-03-01")
MINISTER = seen("m/s1", "Anna Brann", "Norvian trade minister", day="2024-05-01")


def test_of_two_walks_of_life_nobody_knows_whether_they_are_one() -> None:
    one, other = profiles([PLAYER, MINISTER])
    assert compare(one, other).verdict == "unsure"
    assert "one is an athlete or on stage" in compare(one, other).why
    for third in ("Brann", "Анна Бранн", "A. Brann", "Anna M. Brann"):
        assert judgements([one, other, known(third)], "onrecord") == []


def test_in_another_script_too_two_walks_of_life_are_two() -> None:
    made = known("Тимофей Гарин", "Norvian footballer|2024"), known("Timofei Garin", "finance minister|2024")
    assert len(joined(*made)) == 2


def test_no_third_spelling_joins_two_of_two_countries() -> None:
    made = known("Тимофей Гарин", "Bulgarian striker"), known("Timofei Garin", "Russian general")
    assert len(joined(*made, known("Timofej Garin"))) == 3


def test_who_fits_two_that_a_person_keeps_apart_is_left_alone() -> None:
    made = [known("Тимофей Гарин"), known("Timofei Garin"), known("Garin"), known("Ivo Dent")]
    assert len(joined(*made)) == 2
    for pair in ((made[0].id, made[1].id), (made[1].appearances[0], made[0].id)):
        assert judgements(made, "onrecord", apart=[pair]) == []
    assert judgements(made, "onrecord", apart=[("p0", made[0].id)]) == judgements(made, "onrecord")


NOT_ONE = {
    "two presidents": ("George Harl", "US president|1990-01-01", "George W. Harl", "US president|2003-01-01"),
    "decades apart": ("Rajiv Harl", "Indian premier|1988", "R. Harl", "Indian opposition leader|2024"),
    "father and son": ("Harl", "French premier|1975-01-01", "Ivo Harl", "French premier|2020-01-01"),
    "husband and wife": ("Harl", "US president|2026-01-01", "Ida Harl", "US senator|2026-01-02"),
    "a man and a woman": ("Chris Harl", "police spokesman", "Christine Harl", "police spokeswoman"),
}


@pytest.mark.parametrize("pair", NOT_ONE.values(), ids=NOT_ONE)
def test_a_shorter_form_is_nobody_in_another_time_office_or_gender(pair: tuple[str, str, str, str]) -> None:
    assert len(joined(known(pair[0], pair[1]), known(pair[2], pair[3]))) == 2


STILL_ONE = {
    "a general word for it": ("Oake", "Norvian leader", "Zelda Oake", "Norvian president"),
    "without the portfolio": ("Oake", "Norvian minister", "Zelda Oake", "Norvian foreign minister"),
    "some years later": ("Z. Oake", "Norvian pilot|2020", "Zelda Oake", "Norvian pilot|2026"),
    "a spelling, years later": ("Зелда Оаке", "Norvian pilot|2000", "Zelda Oake", "Norvian pilot|2020"),
}


@pytest.mark.parametrize("pair", STILL_ONE.values(), ids=STILL_ONE)
def test_these_are_still_one(pair: tuple[str, str, str, str]) -> None:
    assert len(joined(known(pair[0], pair[1]), known(pair[2], pair[3]))) == 1


def test_who_is_nearly_always_meant_is_meant() -> None:
    found = joined(
        known("Тимофей Гарин", "Norvian trade minister|2020-01-01", times=30),
        known("Timofei Garin", "Sarnian trade minister|2020-01-01"),
        known("Timofej Garin"),
    )
    assert found == [one("Timofei Garin"), one("Timofej Garin", "Тимофей Гарин")]


def test_one_noisy_report_does_not_part_the_others() -> None:
    role = "Norvian president|2020-01-01"
    spellings = ["Aleksandr Lukashenko", "Аляксандр Лукашэнка", "Alaksandr Łukaszenka"]
    noise = known("Alexandre Loukachenko", "Sarnian trade minister|2020-01-01")
    assert set(spellings) in joined(*(known(name, role) for name in spellings), noise)


def test_an_acronym_is_the_only_body_that_gives_it() -> None:
    arp = [known(name, kind="organisation") for name in ("Alliance to Restore the Piers (ARP)", "ARP")]
    other = known("Association of Rail Passengers (ARP)", kind="organisation")
    assert len(joined(*arp)) == 1
    assert len(joined(*arp, other)) == 3


def test_a_ministry_of_no_country_is_nobodys() -> None:
    names = [
        "Ministry of Health",
        "Norvian Ministry of Health",
        "Sarnian Ministry of Health",
        "Health Ministry",
    ]
    assert len(joined(*(known(name, kind="organisation") for name in names))) == 4
    assert len(joined(*(known(name, kind="organisation") for name in names[:2]))) == 2


def test_company_forms() -> None:
    names = ["Tarn Shipping Ltd", "Tarn Shipping Limited", "Tarn Shipping"]
    assert len(joined(*(known(name, kind="organisation") for name in names))) == 1
    assert len(joined(*(known(name, kind="organisation") for name in (*names, "Tarn Shipping GmbH")))) == 3


def test_ids_of_a_list_decide() -> None:
    q1, q2 = (("wikidata", "Q1"),), (("wikidata", "Q2"),)
    assert len(joined(known("Ivo Dent", external=q1), known("Ivo Dent", told_apart="x", external=q2))) == 2
    assert len(joined(known("Ivo Dent", external=q1), known("Ida Tarn", external=q2))) == 2
    listed = known("Ivo Dent", told_apart="wikidata Q1", external=q1)
    assert len(joined(known("Ivo Dent"), listed)) == 1


def test_one_id_is_one_whatever_the_names() -> None:
    q1 = (("wikidata", "Q1"),)
    assert len(joined(known("Ivo Dent", external=q1), known("Pilot", external=q1))) == 1


def test_of_two_listed_namesakes_a_report_means_neither() -> None:
    listed = [known("Ivo Dent", told_apart=q, external=(("wikidata", q),)) for q in ("Q1", "Q2")]
    assert judgements([*listed, known("Ivo Dent")], "onrecord") == []


def test_what_a_person_moved_out_is_not_put_back() -> None:
    made = [seen("r1/s1", "Ivo Dent"), seen("r2/s1", "Ivo Dent"), seen("r3/s1", "Ivo Dent")]
    (whole,) = profiles(made)
    apart = [decided(f"r{i}/s1", whole.id, "different") for i in (2, 3)]
    assert judgements(profiles(made, apart), "onrecord") == []


def test_only_pairs_with_a_common_key_are_judged_and_all_of_those_that_are_the_same() -> None:
    names = ["Ivo Dent", "Иво Дент", "Ivo M. Dent", "I. Dent", "Dent", "Ida Dent", "Aleksandr Lukashenko"]
    names += ["Лукашенко", "Alyaksandr Lukashenka", "محمود حداد", "Mahmoud Haddad", "习近平", "Xi Jinping"]
    made = merged(map(known, names))
    found = {(each.left, each.right) for each in judgements(made, "onrecord")}
    for i, left in enumerate(made):
        for right in made[i + 1 :]:
            shared = keys(left) & keys(right)
            assert shared or (left.id, right.id) not in found
            if shared and compare(left, right).verdict == "same":
                assert (left.id, right.id) in found
