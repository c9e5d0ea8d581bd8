"""Entries of lists, of which there can be many: who of them is compared with whom, and what comes of it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import EntityKind, Profile
from onrecord.match import entities, judgements, judging, keys
from onrecord.match.comparing import Found, Known, examine
from tests.match.making import known


def listed(name: str, number: int, *roles: str, kind: EntityKind = "person", other: str = "") -> Profile:
    """An entry of a list; `other` is a second id of it elsewhere."""
    external = (("wikidata", f"Q{number}"), *([("ours", other)] if other else []))
    return known(name, *roles, kind=kind, told_apart=f"Q{number}", times=0, external=external)


def joined(*made: Profile) -> list[tuple[str, ...]]:
    """The names and ids of those who are several profiles, sorted."""
    shown = {each.id: f"{each.names[0]}{''.join(value for _, value in each.external[:1])}" for each in made}
    found = entities(made, judgements(made, "onrecord"))
    return sorted(tuple(sorted(map(shown.__getitem__, e.profiles))) for e in found if len(e.profiles) > 1)


def test_a_list_alone_is_not_judged() -> None:
    assert judgements([listed("Ivo Dent", 1), listed("Иво Дент", 2), listed("I. Dent", 3)], "onrecord") == []


def test_who_is_heard_is_the_one_of_that_name_in_a_list() -> None:
    made = [listed("Ivo Dent", 1), listed("Ida Dent", 2), listed("Ivo Harl", 3)]
    assert joined(known("Ivo Dent"), *made) == [("Ivo Dent", "Ivo DentQ1")]
    assert joined(known("Ivo Dent"), known("Harl"), *made) == [
        ("Harl", "Ivo HarlQ3"),
        ("Ivo Dent", "Ivo DentQ1"),
    ]


def test_of_several_in_a_list_a_short_form_is_none() -> None:
    made = [listed("Ivo Dent", 1), listed("Ida Dent", 2)]
    assert joined(known("Dent"), *made) == joined(known("I. Dent"), *made) == []


def test_a_short_form_in_a_list_may_be_another_of_the_list() -> None:
    assert joined(known("Ivo Dent"), listed("I. Dent", 1)) == [("I. DentQ1", "Ivo Dent")]
    assert joined(known("Ivo Dent"), listed("I. Dent", 1), listed("Ida Dent", 2)) == []


def test_one_word_in_a_list_is_the_whole_name() -> None:
    assert joined(known("Ivo Dent"), listed("Dent", 1)) == []
    assert joined(known("ARP", kind="organisation"), listed("ARP", 1, kind="organisation")) != []


def test_who_stands_in_two_lists_is_one_where_heard() -> None:
    two = [
        listed("Ivo Dent", 1, other="7"),
        known("Dent, Ivo", told_apart="7", times=0, external=(("ours", "7"),)),
    ]
    assert joined(*two) == []
    assert joined(known("Dent"), *two) == [("Dent", "Dent, Ivo7", "Ivo DentQ1")]


def test_what_lists_say_of_those_who_are_heard_reaches_their_like() -> None:
    made = [
        listed("Peter Dent", 1, other="7"),
        known("Pyotr Dent", told_apart="7", times=0, external=(("ours", "7"),)),
    ]
    assert joined(known("Peter Dent"), *made) == [("Peter Dent", "Peter DentQ1", "Pyotr Dent7")]
    assert joined(known("Ida Tarn"), *made) == []


@pytest.mark.parametrize("name", ["Ivo Dent", "Dent", "I. Dent"])
def test_a_name_of_very_many_is_nobodys(name: str) -> None:
    assert joined(known(name), known("Ида Харл"), *(listed("Ivo Dent", i) for i in range(80))) == []


def test_of_very_many_that_with_the_same_id_is_who_is_meant() -> None:
    made = [listed("Ivo Dent", i) for i in range(80)]
    assert joined(known("Ivo Dent", external=(("wikidata", "Q7"),)), *made) == [("Ivo DentQ7", "Ivo DentQ7")]


GIVEN = ["".join(parts).title() for parts in product(("ba", "ce", "di", "fo", "gu"), repeat=3)]


def test_a_long_list_is_compared_with_who_is_heard_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def counted(one: Known, other: Known) -> Found:
        compared.append((one, other))
        return examine(one, other)

    monkeypatch.setattr(judging, "examine", counted)
    made = [listed(f"{first} Harl{first[:2].lower()}", i) for i, first in enumerate(GIVEN)]
    made += [listed(f"Ivo {first}", 1000 + i) for i, first in enumerate(GIVEN)]
    heard = [known("Ivo Baba"), known("Ivo Babace"), known("Ida Tarn"), known("Harlba")]
    judgements([*made, *heard], "onrecord")
    assert len(compared) < 400  # of some 10,000 that share a key


PARTS = st.tuples(
    st.sampled_from(["Ivo", "Ida", "I.", "Иво", "Iva", ""]), st.sampled_from(["Dent", "Дент", "Harl"])
)
NAMES = PARTS.map(lambda parts: " ".join(filter(None, parts)))


@given(st.lists(NAMES, max_size=4, unique=True), st.lists(NAMES, max_size=6))
def test_only_entries_that_share_a_key_with_somebody_heard_matter(
    heard: list[str], entries: list[str]
) -> None:
    here = [known(name) for name in heard]
    made = [listed(name, i) for i, name in enumerate(entries)]
    near = {key for each in here for key in keys(each)}
    kept = [each for each in made if near & keys(each)]
    assert judgements([*here, *made], "onrecord") == judgements([*here, *kept], "onrecord")
    for each in judgements([*here, *made], "onrecord"):
        assert {each.left, each.right} <= {one.id for one in (*here, *kept)}
