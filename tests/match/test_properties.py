"""What holds for any names: symmetry, no matter the order, the same again from what came out."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core import Appearance, ObservedRole, Profile
from onrecord.match import blocking, compare, entities, judgements, keys, merged, profiles
from onrecord.match.blocking import candidates
from onrecord.match.comparing import Known
from onrecord.match.judging import _Decided
from onrecord.match.roles import contradict, read_role
from onrecord.match.weights import KEEPS_APART, SAME

# Few words, so that names meet; and any text, so that nothing breaks.
GIVEN = "Ivo Ida Aleksandr Александр Alyaksandr A. I. Bob Robert محمود Mahmoud Hao-ming Dr. Mrs Mr".split()
FAMILY = "Dent Lukashenko Лукашенко Łukaszenka Lukashevich حداد Haddad Lin 林浩明 Jr. II Harl Villar".split()
NAMES = st.one_of(
    st.lists(st.sampled_from(GIVEN + FAMILY), min_size=1, max_size=4).map(" ".join), st.text(max_size=20)
)
BODIES = st.lists(
    st.sampled_from(
        "Norvian Sarnian Ministry of Health Harbour Authority ARP (ARP) Ltd GmbH Times The".split()
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
ROLES = st.one_of(
    st.sampled_from(
        [
            "Norvian president",
            "Sarnian president",
            "mayor of Tarn",
            "mayor of Merrow",
            "pilot",
            "French minister",
        ]
    ),
    st.text(max_size=20),
)
DAYS = st.one_of(st.none(), st.dates().map(str))


@st.composite
def many(draw: st.DrawFn) -> list[Appearance]:
    made = []
    for i in range(draw(st.integers(0, 12))):
        organisation = draw(st.booleans())
        name = draw(BODIES if organisation else NAMES)
        roles = tuple(draw(st.lists(ROLES, max_size=2)))
        kind = "organisation" if organisation else "person"
        made.append(Appearance(f"r{i}/s1", name, kind, roles, draw(DAYS)))
    return made


APPEARANCES = many()


@given(APPEARANCES)
def test_every_appearance_is_in_one_profile(appearances: list[Appearance]) -> None:
    found = profiles(appearances)
    placed = [appearance for each in found for appearance in each.appearances]
    assert sorted(placed) == sorted(each.id for each in appearances)
    assert len({each.id for each in found}) == len(found)


@given(APPEARANCES, st.randoms(use_true_random=False))
def test_no_order_matters(appearances: list[Appearance], rng: random.Random) -> None:
    found = profiles(appearances)
    decided = judgements(found, "onrecord")
    joined = entities(found, decided)
    shuffled = [rng.sample(each, len(each)) for each in (appearances, found, decided)]
    assert profiles(shuffled[0]) == found
    assert judgements(shuffled[1], "onrecord") == decided
    assert entities(shuffled[1], shuffled[2]) == joined


@given(APPEARANCES)
def test_comparing_is_symmetric_and_a_profile_is_itself(appearances: list[Appearance]) -> None:
    found = profiles(appearances)
    for one in found:
        assert compare(one, one).verdict != "different"
        for other in found:
            comparison = compare(one, other)
            assert comparison == compare(other, one)
            assert 0 <= comparison.confidence <= 1 and comparison.why.endswith(".")
            assert keys(one)


@given(APPEARANCES)
def test_judgements_put_no_two_together_that_differ(appearances: list[Appearance]) -> None:
    found = profiles(appearances)
    by_id = {each.id: each for each in found}
    decided = judgements(found, "onrecord")
    assert all(each.confidence >= SAME and each.left < each.right for each in decided)
    assert all(keys(by_id[each.left]) & keys(by_id[each.right]) for each in decided)
    for entity in entities(found, decided):
        for i, one in enumerate(entity.profiles):
            for other in entity.profiles[:i]:
                assert compare(by_id[one], by_id[other]).verdict != "different"


@given(APPEARANCES)
def test_profiles_of_a_profiles_appearances_are_that_profile(appearances: list[Appearance]) -> None:
    by_id = {each.id: each for each in appearances}
    found = profiles(appearances)
    assert merged(found) == merged([*found, *found]) == found
    for each in found:
        again = profiles(by_id[appearance] for appearance in each.appearances)
        assert [one.names for one in again] == [each.names]


@given(APPEARANCES)
def test_judging_again_changes_nothing(appearances: list[Appearance]) -> None:
    found = profiles(appearances)
    first = judgements(found, "onrecord")
    joined = entities(found, first)
    assert entities(found, [*first, *judgements(found, "onrecord")]) == joined


@settings(max_examples=30)
@given(APPEARANCES)
def test_hostility_is_between_groups(appearances: list[Appearance]) -> None:
    found: list[Profile] = profiles(appearances)
    decided = _Decided([Known(each) for each in found])
    for i, one in enumerate(found):
        for j, other in enumerate(found):
            found_apart = compare(one, other)
            doubted = found_apart.verdict == "unsure" and KEEPS_APART & {
                sign for sign, _ in found_apart.features
            }
            assert decided.hostile(i, j) == (found_apart.verdict == "different" or bool(doubted))


TELLING = st.sampled_from(
    [
        "Iranian president",
        "Iraqi president",
        "Bavarian minister",
        "Norvian minister",
        "Iranian singer",
        "mayor of Tarn",
        "",
    ]
)
NAMESAKES = st.sampled_from(["Ivo Dent", "Иво Дент", "I. Dent", "Dent", "Ivo M. Dent"])


@settings(max_examples=300)
@given(st.lists(st.tuples(NAMESAKES, TELLING, st.integers(1, 12)), max_size=8))
def test_two_who_contradict_each_other_are_never_one(told: list[tuple[str, str, int]]) -> None:
    made = [
        Appearance(f"r{i}-{k}/s1", name, "person", (role,) if role else (), "2020-01-01")
        for i, (name, role, times) in enumerate(told)
        for k in range(times)
    ]
    roles = {each.id: [read_role(ObservedRole(role)) for role in each.roles] for each in made}
    found = profiles(made)
    by_id = {each.id: each for each in found}
    for entity in entities(found, judgements(found, "onrecord")):
        inside = [appearance for each in entity.profiles for appearance in by_id[each].appearances]
        assert not any(contradict(roles[a], roles[b]) for a, b in combinations(inside, 2))


@settings(max_examples=200)
@given(APPEARANCES)
def test_parting_a_crowd_loses_nobody(appearances: list[Appearance]) -> None:
    found = profiles(appearances)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocking, "_CROWD", 1)
        parted = judgements(found, "onrecord")
    assert parted == judgements(found, "onrecord")


@given(APPEARANCES)
def test_candidates_are_the_pairs_with_a_common_key(appearances: list[Appearance]) -> None:
    found = profiles(appearances)
    met = {frozenset((i, j)) for i, others in candidates([Known(each) for each in found]) for j in others}
    for i, one in enumerate(found):
        for j, other in enumerate(found[:i]):
            assert (frozenset((i, j)) in met) == bool(keys(one) & keys(other))
