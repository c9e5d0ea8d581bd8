"""The tables that several parts look words up in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from onrecord.core import tables


def twice(words: Iterable[str]) -> list[str]:
    return [word for word, count in Counter(words).items() if count > 1]


def test_each_word_stands_in_one_row() -> None:
    assert not twice(form for role in tables.roles() for form in role.forms)
    assert not twice(title.form for title in tables.titles())
    assert not twice(each.word for each in tables.gendered_words())
    named = (word for each in tables.countries() for word in {*each.names, *each.adjectives})
    assert not twice(named)
    assert not twice(capital for each in tables.countries() for capital in each.capitals)


def test_an_office_tells_people_apart_in_one_way() -> None:
    scopes: dict[str, set[str]] = {}
    for role in tables.roles():
        if role.office is not None:
            scopes.setdefault(role.office, set()).add(role.scope)
        else:
            assert role.scope == "-", role.forms
    assert [office for office, told in scopes.items() if len(told) > 1] == []


def test_a_part_of_a_country_comes_after_it() -> None:
    names = [each.names[0] for each in tables.countries() if each.code == "gb"]
    assert names[0] == "United Kingdom" and "Scotland" in names[1:]


@pytest.mark.parametrize("name", ["countries", "titles", "roles", "gendered_words"])
def test_every_row_is_as_wide_as_its_header(name: str) -> None:
    assert len({len(row) for row in tables.rows("onrecord.core", name)}) == 1
