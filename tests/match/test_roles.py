"""Roles: what they say of an office and a place, and what cannot be one person's."""

from __future__ import annotations

import pytest

from onrecord.core import ObservedRole
from onrecord.match.roles import Role, contradict, place_key, read_role, same_office
from onrecord.match.rolesigns import far_apart, of_two_walks


def role(text: str) -> Role:
    words, *days = text.split("|")
    return read_role(ObservedRole(words, days[0] if days else None, days[-1] if days else None))


NORVIA, TARN = place_key("Norvia")[0], place_key("Tarn")[0]
READ = {
    "Norvian foreign minister": ("foreign minister", NORVIA, True),
    "Norvia’s foreign minister": ("foreign minister", NORVIA, True),
    "minister of foreign affairs of Norvia": ("foreign minister", NORVIA, True),
    "Foreign Minister of the Republic of Norvia": ("foreign minister", NORVIA, True),
    "former Norvian foreign minister": ("foreign minister", NORVIA, False),
    "ex-president of France": ("president", "fr", False),
    "candidate for president of France": ("president", "fr", False),
    "U.S. senator": ("lawmaker", "us", True),
    "Sen.": ("lawmaker", None, True),
    "Gov. of Tarn": ("governor", TARN, True),
    "Congolese minister": ("minister", None, True),
    "president of Congo": ("president", None, True),
    "minister of health": ("minister", None, True),
    "Minister of Health of Norvia": ("minister", NORVIA, True),
    "Norvian ambassador to Sarnia": ("ambassador", NORVIA, True),
    "mayor of Tarn": ("mayor", TARN, True),
    "mayor of the city of Tarn": ("mayor", TARN, True),
    "head of the Norvian Central Bank": ("leader", None, True),
    "president of the Harbour Bank": ("president", None, True),
    "president of the European Council": ("president", None, True),
    "EU foreign policy chief": ("leader", None, True),
    "Christian minister": ("minister", None, True),
    "Businessman": (None, None, True),
    "Norvian footballer": ("athlete", NORVIA, True),
    "Norvian pilot": (None, NORVIA, True),
    "": (None, None, True),
}


@pytest.mark.parametrize(("text", "told"), READ.items(), ids=READ)
def test_a_role_is_read(text: str, told: tuple[str | None, str | None, bool]) -> None:
    found = role(text)
    assert (found.office, found.place, found.held) == told


def test_countries_go_by_name_and_adjective() -> None:
    assert {place_key(word) for word in ("France", "French")} == {("fr", True)}
    assert {place_key(word) for word in ("UK", "Britain", "British", "U.K.", "Scottish")} == {("gb", True)}
    assert len({place_key(word) for word in ("Norvia", "Norvian", "Sarnia", "Velland", "Vellish")}) == 3


FULL_NAMES = {
    "president of the Democratic Republic of the Congo": "cd",
    "president of the Republic of the Congo": "cg",
    "Republic of Congo president": "cg",
    "president of the Republic of Korea": "kr",
    "president of the Democratic People's Republic of Korea": "kp",
    "foreign minister of the People's Republic of China": "cn",
    "foreign minister of the Republic of China": "tw",
    "president of the French Republic": "fr",
    "president of the Czech Republic": "cz",
    "president of the Republic of France": "fr",
    "president of the Islamic Republic of Iran": "ir",
}


@pytest.mark.parametrize(("text", "code"), FULL_NAMES.items(), ids=FULL_NAMES)
def test_a_full_name_is_looked_up_before_the_form_of_state_goes(text: str, code: str) -> None:
    assert role(text).place == code


CONTRADICTIONS = {
    ("Norvian president", "Sarnian foreign minister"): True,
    ("French president", "German foreign minister"): True,
    ("former Norvian president", "Sarnian foreign minister"): True,
    ("Norvian president", "Norvian foreign minister"): False,
    ("Norvian president", "president"): False,
    ("French president", "Bavarian minister"): False,
    ("Norvian footballer", "Sarnian footballer"): False,
    ("Norvian senator", "Sarnian senator"): False,
    ("mayor of Tarn|2020|2024", "mayor of Merrow|2021|2022"): True,
    ("mayor of Tarn|2020|2021", "mayor of Merrow|2022|2024"): False,
    ("mayor of Tarn|2020|2024", "bishop of Merrow|2021|2022"): False,
    ("former mayor of Tarn|2020|2024", "mayor of Merrow|2021|2022"): False,
    ("mayor of Tarn", "mayor of Merrow"): False,
}


@pytest.mark.parametrize(("roles", "expected"), CONTRADICTIONS.items(), ids=map(" | ".join, CONTRADICTIONS))
def test_only_what_is_beyond_doubt_contradicts(roles: tuple[str, str], expected: bool) -> None:
    one, other = map(role, roles)
    assert (contradict([one], [other]) is not None) == expected
    assert (contradict([other], [one]) is not None) == expected


OFFICES = {
    ("Norvian health minister|2020-01-01", "health minister of Norvia|2022-01-01"): True,
    ("Norvian health minister", "Norvian trade minister"): False,
    ("Norvian health minister|2020-01-01", "Norvian health minister|2024-01-01"): False,
    ("Norvian health minister|2020", "Norvian health minister|2022-05"): True,
    ("Norvian health minister", "Sarnian health minister"): False,
    ("Norvian health minister", "former Norvian health minister"): False,
    ("health minister", "health minister"): False,
    ("French vice president", "vice-president of France"): True,
    ("Norvian senator", "Norvian senator"): False,
    ("head of the Harbour Authority", "head of the Harbour Authority"): True,
    ("mayor of Tarn", "Mayor of Tarn"): True,
}


@pytest.mark.parametrize(("roles", "expected"), OFFICES.items(), ids=map(" | ".join, OFFICES))
def test_an_office_joins_if_few_can_hold_it(roles: tuple[str, str], expected: bool) -> None:
    one, other = map(role, roles)
    assert (same_office([one], [other]) is not None) == expected
    assert (same_office([other], [one]) is not None) == expected


TWO_WALKS = {
    ("Norvian footballer", "Norvian trade minister"): True,
    ("footballer|2024-03-01", "finance minister|2024-11-01"): True,
    ("singer", "bishop of Tarn"): True,
    ("French actress|2024-03-01", "president of France|2024-03-01"): True,
    ("footballer|2012-03-01", "finance minister|2024-11-01"): False,
    ("footballer|2022-03-01|2024-03-01", "finance minister|2024-11-01|2026-01-01"): True,
    ("former footballer", "Norvian trade minister"): False,
    ("footballer", "former Norvian trade minister"): False,
    ("footballer", "candidate for president of Norvia"): False,
    ("footballer", "Norvian sports minister"): False,
    ("singer", "Norvian minister of culture"): False,
    ("footballer", "president of the Harbour Club"): False,
    ("footballer", "president of Tarn United"): False,
    ("footballer", "Baptist minister"): False,
    ("footballer", "church minister"): False,
    ("footballer", "trade minister"): True,
    ("footballer", "minister"): False,
    ("football writer", "trade minister"): False,
    ("footballer", "singer"): False,
    ("footballer", "Norvian senator"): False,
    ("footballer", "mayor of Tarn"): False,
    ("pilot", "Norvian trade minister"): False,
    ("bishop of Tarn", "Norvian trade minister"): False,
}


@pytest.mark.parametrize(("roles", "expected"), TWO_WALKS.items(), ids=map(" | ".join, TWO_WALKS))
def test_two_walks_of_life_at_once_are_seldom_one_persons(roles: tuple[str, str], expected: bool) -> None:
    one, other = map(role, roles)
    assert of_two_walks([one], [other]) == of_two_walks([other], [one]) == expected


def test_who_is_told_of_with_both_walks_of_life_knows_both() -> None:
    both = [role("footballer|2024-03-01"), role("Norvian trade minister|2024-03-01")]
    assert not of_two_walks(both, both[:1]) and not of_two_walks(both[1:], both)


@pytest.mark.parametrize(
    ("day", "expected"),
    {"2031-05-04": True, "2031": True, "Thursday": False, "4 May 2031": False, "20310504": False}.items(),
)
def test_many_years_lie_only_between_days_that_are_known(day: str, *, expected: bool) -> None:
    known, other = role("mayor of Tarn|2001-01-01|2002-01-01"), role(f"mayor|{day}|{day}")
    assert far_apart([known], [other]) is expected
    assert far_apart([other], [known]) is expected
