"""Names of organisations: how they are cut, and how two relate."""

from __future__ import annotations

import pytest

from onrecord.match.bodies import body_likeness, read_body

KEYS = {
    "The Harbour Authority": "harbour authority",
    "Harbor Authority": "harbour authority",
    "Tarn & Sons Co., Ltd.": "tarn sons",
    "ООО «Ромашка»": "romashka",
    "OOO Romashka": "romashka",
    "Alliance to Restore the Piers (ARP)": "alliance restore piers",
    "Ministry of Health of Norvia": "@norv ministry health",
    "Norvia’s Ministry of Health": "@norv ministry health",
    "Ministry of Health of the Republic of Norvia": "@norv ministry health",
    "U.S. Department of State": "@us department state",
    "Bank of Norvia": "bank norvia",
    "The": "the",
    "!": "!",
    "": "",
}


@pytest.mark.parametrize(("name", "key"), KEYS.items(), ids=KEYS)
def test_a_name_is_folded(name: str, key: str) -> None:
    assert read_body(name).key == key


RELATIONS = {
    ("Harbour Authority", "the Harbor Authority"): "organisation equal",
    ("Norvian Health Ministry", "Ministry of Health of Norvia"): "organisation equal",
    ("Ministry of Health", "Health Ministry"): "common name",
    ("Ministry of Health", "Norvian Ministry of Health"): "country left out",
    ("Sarnian Ministry of Health", "Norvian Ministry of Health"): "country differs",
    ("Bavarian Ministry of Health", "German Ministry of Health"): "common name",
    ("Tarn Shipping Ltd", "Tarn Shipping"): "legal form left out",
    ("Tarn Shipping Ltd", "Tarn Shipping Limited"): "organisation equal",
    ("Tarn Shipping Ltd", "Tarn Shipping GmbH"): "legal form differs",
    ("ARP", "Alliance to Restore the Piers (ARP)"): "acronym",
    ("ARP", "Alliance to Rebuild Ports"): "initials of its words",
    ("ARP", "Alliance for River Patrols (AFRP)"): "organisation differs",
    ("The Courier", "Ansby Courier"): "another of the sort",
    ("Harbour Authority", "Tarn Harbour Authority"): "name with more words",
    ("Harbour Authority", "Harbour Union"): "organisation differs",
    ("Bank of Norvia", "Norvian Bank"): "organisation differs",
}


@pytest.mark.parametrize(("names", "relation"), RELATIONS.items(), ids=map(" | ".join, RELATIONS))
def test_names_relate(names: tuple[str, str], relation: str) -> None:
    one, other = map(read_body, names)
    assert body_likeness(one, other) == relation
    assert body_likeness(other, one) == relation


def test_two_states_of_one_name_have_two_ministries() -> None:
    full = [f"Ministry of Health of the {state}Republic of the Congo" for state in ("Democratic ", "")]
    assert read_body(full[0]).place == ("cd", True) and read_body(full[1]).place == ("cg", True)
    assert read_body(full[0]).words == read_body(full[1]).words
