"""How people are named to the record: by any name, id or role, and who is nobody or several."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.core import Extraction, Fact, NotFound, Speaker
from onrecord.match.lists import from_csv
from onrecord.record import Record, Registry

Make = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (None, ["Anna Brun", "Anna Holt", "Ida Rowan"]),
        ("2020-01-01", ["Anna Holt"]),
        ("2021-06-01", ["Anna Holt"]),
        ("2021-07-01", ["Anna Holt"]),
        ("2024-03-01", ["Ida Rowan"]),
        ("2026-05-05", ["Anna Brun", "Ida Rowan"]),
        ("2019-01-01", ["Anna Holt"]),
    ],
)
def test_who_held_a_role_on_a_day_else_nearest_to_it(
    filled: Record, people: Registry, quoting: Make, on: str | None, found: list[str]
) -> None:
    for name, day in (("Anna Holt", "2020-03-01"), ("Anna Holt", "2021-06-01"), ("Anna Brun", "2026-05-05")):
        who = Speaker("s1", name, "person", "named", roles=("the foreign minister of Norvia",))
        filled.add(quoting(f"{name} {day}", "So it is.", who, published=Fact(day)))
    people.role("Ida Rowan", "Foreign Minister", first="2022-01-01", by="Ada")
    assert [entity.name for entity in filled.people(role="foreign minister", on=on)] == found


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Ida Rowan", "Ida Rowan"),
        ("IDA", "Ida Rowan"),
        ("rowan", "Ida Rowan"),
        ("p3a05db33a1fe", "Ida Rowan"),
        ("p3a05", "Ida Rowan"),
        ("Alena Petrenko", "Алена Петренко"),
        ("Q7", "Ida Rowan"),
        ("q7", "Ida Rowan"),
        ("wikidata:Q7", "Ida Rowan"),
    ],
)
def test_somebody_is_named_in_many_ways(people: Registry, who: str, name: str) -> None:
    taking = people.take_in("l.csv", by="Ada")
    assert list(taking.run(from_csv(["name,qid", "Ida Rowan,Q7"]), everything=False)) == []
    assert people.portrait(who).entity.name == name


@pytest.mark.parametrize(
    ("who", "message", "hint"),
    [
        ("anna", "2 people or organisations fit", "(Anna Brun), p"),
        ("Weir", "nobody of that name or id", "`onrecord speakers` lists those who are"),
        ("Anna Weir", "nobody of that name or id", "near: p"),
        ("Petrenco", "nobody of that name or id", "(Алена Петренко)"),
        ("p00000", "nobody of that name or id", "`onrecord speakers`"),
        ("Q9", "nobody of that name or id", "`onrecord speakers`"),
        ("", "'': nobody of that name or id", "`onrecord speakers`"),
        ("\udcff", "nobody of that name or id", "`onrecord speakers`"),
        ("%", "nobody of that name or id", "`onrecord speakers`"),
    ],
)
def test_who_is_nobody_or_several_is_told_with_what_comes_near(
    people: Registry, who: str, message: str, hint: str
) -> None:
    with pytest.raises(NotFound) as error:
        people.portrait(who)
    assert message in str(error.value)
    assert hint in str(error.value.hint)
