"""A user's own lists, line by line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest

from onrecord.core import ObservedRole, Profile
from onrecord.match import entities, judgements, merged, profile_id
from onrecord.match.lists import Problem, from_csv, from_followthemoney, from_wikidata
from tests.match.making import known

Reader = Callable[[Iterable[str]], Iterator[Profile | Problem]]


def parted(found: Iterable[Profile | Problem]) -> tuple[list[Profile], list[str]]:
    everything = list(found)
    return (
        [each for each in everything if isinstance(each, Profile)],
        [str(each) for each in everything if isinstance(each, Problem)],
    )


def test_csv_gives_names_kinds_roles_and_ids() -> None:
    lines = [
        "\ufeffName,Kind,aliases,roles,qid,comment\n",
        "Ivo Dent,,I. Dent; Dent ,mayor of Tarn|2020-01-01|2024-05;pilot,Q7,who?\n",
        '"Harbour Works, Ltd",organisation,HW,,,\n',
        "\n",
    ]
    found, problems = parted(from_csv(lines))
    assert problems == []
    assert found == [
        Profile(
            profile_id("person", "", "wikidata Q7"),
            "person",
            ("Ivo Dent", "I. Dent", "Dent"),
            roles=(ObservedRole("mayor of Tarn", "2020-01-01", "2024-05"), ObservedRole("pilot")),
            external=(("wikidata", "Q7"),),
        ),
        Profile(
            profile_id("organisation", "Harbour Works, Ltd", "listed"),
            "organisation",
            ("Harbour Works, Ltd", "HW"),
        ),
    ]


def test_tabs_do_as_well() -> None:
    found, _ = parted(from_csv(["name\tqid", "Dent, Ivo\tQ7"]))
    assert found[0].names == ("Dent, Ivo",)


ROLE = "“mayor of Tarn|2020-01-01|2024-05-01”"
BAD_ROWS = {
    ",person,,,": "it has no name",
    "Ivo Dent,ship,,,": "“ship” is no kind; it can be person or organisation",
    "Ivo Dent,,,mayor|last May,": "“last May” is no date such as 2024-05-01",
    "Ivo Dent,,,|2020,": "“|2020” is no role such as " + ROLE,
    "Ivo Dent,,,a|2020|2021|2022,": "“a|2020|2021|2022” is no role such as " + ROLE,
    "Ivo Dent,,,,42": "“42” is no Wikidata id such as Q42",
    "Ida Tarn,,,,": "Ida Tarn is listed in line 2 already, and no role or qid tells the two apart",
    "Ada Tarn,,,,Q1": "Ada Tarn is listed in line 3 already",
}


@pytest.mark.parametrize(("row", "message"), BAD_ROWS.items(), ids=BAD_ROWS.values())
def test_a_bad_row_is_one_problem_and_the_rest_goes_on(row: str, message: str) -> None:
    lines = ["name,kind,aliases,roles,qid", "Ida Tarn,,,,", "Ada Tarn,,,,Q1", row, "Zelda Oake,,,,"]
    found, problems = parted(from_csv(lines))
    assert problems == [f"line 4: {message}"]
    assert [each.names[0] for each in found] == ["Ida Tarn", "Ada Tarn", "Zelda Oake"]


def test_csv_without_a_column_of_names_is_one_problem() -> None:
    message = "line 1: no column is called “name”; the first line must name the columns"
    assert parted(from_csv(["person,qid", "Ivo Dent,Q1"])) == ([], [message])
    assert parted(from_csv([])) == ([], [message])


def test_lines_are_counted_over_line_breaks_in_cells() -> None:
    lines = ["name,kind\n", '"Ivo\n', 'Dent",\n', "Ida Tarn,ship\n"]
    found, problems = parted(from_csv(lines))
    assert [each.names for each in found] == [("Ivo Dent",)]
    assert problems == ["line 4: “ship” is no kind; it can be person or organisation"]


@pytest.mark.parametrize("limit", [131_072, 10_000_000], ids=["as Python has it", "raised by a reader"])
def test_csv_that_is_none_goes_on_after_it(limit: int) -> None:
    before = csv.field_size_limit(limit)
    try:
        found, problems = parted(from_csv(["name\n", "x" * 200_000 + "\n", "Ivo Dent\n"]))
    finally:
        csv.field_size_limit(before)
    assert [each.names for each in found] == [("Ivo Dent",)]
    assert len(problems) == 1 and problems[0].startswith("line 2: it is no CSV: ")


def test_a_name_listed_twice_with_other_roles_is_two_people() -> None:
    found, problems = parted(from_csv(["name,roles", "Ivo Dent,pilot", "Ivo Dent,bishop of Tarn"]))
    assert problems == [] and len({each.id for each in found}) == 2


def ftm(schema: str = "Person", identity: str = "x-1", **properties: list[str]) -> str:
    return json.dumps({"id": identity, "schema": schema, "properties": properties})


def test_followthemoney_gives_names_positions_and_ids() -> None:
    lines = [
        ftm(
            name=["Robert Harl"],
            alias=["Роберт Харл"],
            weakAlias=["Bobby Harl", "the Engineer"],
            position=["Minister of Health", "Mayor of Paris, France", "French senator"],
            country=["fr"],
            wikidataId=["Q7"],
        ),
        ftm("PublicBody", "x-2", name=["Harbour Authority"]),
        ftm("Vessel", "x-3", name=["Ida"]),
    ]
    found, problems = parted(from_followthemoney(lines))
    assert problems == []
    assert [(each.kind, each.names) for each in found] == [
        ("person", ("Robert Harl", "Роберт Харл", "Bobby Harl")),
        ("organisation", ("Harbour Authority",)),
    ]
    assert {role.text for role in found[0].roles} == {
        "Minister of Health, France",
        "Mayor of Paris, France",
        "French senator",
    }
    assert found[0].external == (("followthemoney", "x-1"), ("wikidata", "Q7"))
    assert found[0].id == profile_id("person", "", "wikidata Q7")
    assert found[1].id == profile_id("organisation", "", "followthemoney x-2")


def item(identity: str, *names: str, of: str = "Q5", **claims: Any) -> str:
    languages = ["en", "be", "de", "fr"]
    labels = {language: {"value": name} for language, name in zip(languages, names, strict=False)}
    claims = {"P31": [{"mainsnak": {"datavalue": {"value": {"id": of}}}, "rank": "normal"}], **claims}
    return json.dumps(
        {"type": "item", "id": identity, "labels": labels, "aliases": [], "claims": claims},
        ensure_ascii=False,
    )


def position(identity: str, start: str, precision: int = 11, rank: str = "normal") -> dict[str, Any]:
    time = {"datavalue": {"value": {"time": start, "precision": precision}}}
    return {
        "mainsnak": {"datavalue": {"value": {"id": identity}}},
        "qualifiers": {"P580": [time], "P582": [{"snaktype": "somevalue"}]},
        "rank": rank,
    }


def test_wikidata_gives_labels_positions_and_ids() -> None:
    held = [
        position("Q100", "+2020-05-01T00:00:00Z"),
        position("Q101", "+2021-00-00T00:00:00Z", 9),
        position("Q102", "+2022-01-01T00:00:00Z"),
        position("Q100", "+1999-01-01T00:00:00Z", rank="deprecated"),
        {"mainsnak": {"snaktype": "somevalue"}},
    ]
    lines = [
        "[\n",
        item("Q7", "Ivo Dent", "Іва Дэнт", "Ivo Dent", P39=held) + ",\n",
        item("Q8", "Harbour Bank", of="Q22687") + ",\n",
        item("Q9", "Tarn", of="Q515") + ",\n",
        item("Q10", of="Q5") + "\n",
        "]\n",
    ]
    found, problems = parted(from_wikidata(lines, {"Q100": "mayor of Tarn", "Q101": "senator"}))
    assert problems == ["line 5: Q10 has no label"]
    assert [(each.kind, each.names, each.external) for each in found] == [
        ("person", ("Ivo Dent", "Іва Дэнт"), (("wikidata", "Q7"),)),
        ("organisation", ("Harbour Bank",), (("wikidata", "Q8"),)),
    ]
    assert found[0].roles == (ObservedRole("mayor of Tarn", "2020-05-01"), ObservedRole("senator", "2021"))


def test_wikidata_without_labels_of_positions_gives_no_roles() -> None:
    (found,), _ = parted(from_wikidata([item("Q7", "Ivo Dent", P39=[position("Q100", "+2020-05-01T")])]))
    assert found.roles == ()


BROKEN = {
    "no JSON": '{"id": "Q5"',
    "a number too long": '{"id": "Q5", "n": ' + "1" * 5000 + "}",
    "nested too deep": '{"Q5":' * 100_000,
    "no object": '"Q5"',
    "no parts": '{"x": "Q5"}',
    "parts elsewhere": '{"id": "Q5", "schema": "Person", "claims": {"P31": 5}, "properties": []}',
    "other parts": '{"id": "Q7", "schema": "Person", "properties": {"name": "Q"}, "claims": {"P31": ["Q5"]}}',
}


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize(
    ("read", "good"), [(from_followthemoney, ftm(name=["Ivo Dent"])), (from_wikidata, item("Q7", "Ivo Dent"))]
)
def test_a_broken_line_is_one_problem_and_the_rest_goes_on(read: Reader, good: str, line: str) -> None:
    found, problems = parted(read([good, line, good]))
    assert [each.names for each in found] == [("Ivo Dent",), ("Ivo Dent",)]
    assert len(problems) == 1 and problems[0].startswith("line 2: it")
    assert "\n" not in problems[0]


def test_lists_stream() -> None:
    def endless() -> Iterator[str]:
        yield "name"
        while True:
            yield "Ivo Dent"

    assert isinstance(next(from_csv(endless())), Profile)
    assert isinstance(next(from_followthemoney(iter([ftm(name=["Ivo Dent"])]))), Profile)


def test_a_listed_person_is_the_one_in_reports_and_lists_agree_by_id() -> None:
    listed, _ = parted(from_csv(["name,aliases,qid", "Alexander Lukashenko,A. Lukashenko; Lukashenko,Q7"]))
    again, _ = parted(from_wikidata([item("Q7", "Aleksandr Lukashenko", "Аляксандр Лукашэнка")]))
    reported = [known("Łukaszenka Aleksandr"), known("Лукашэнка"), known("Viktor Lukashevich")]
    everyone = merged([*listed, *again, *reported])
    assert len(everyone) == 4
    found = entities(everyone, judgements(everyone, "onrecord"))
    assert sorted(len(each.profiles) for each in found) == [1, 3]


def test_what_somebody_is_also_called_does_not_reach_others() -> None:
    listed, _ = parted(from_csv(["name,aliases", "Alexander Lukashenko,A. Lukashenko; Lukashenko; Tiger"]))
    for name in ("Viktor Lukashenko", "Anna Lukashenko", "Ivo Tiger"):
        assert judgements([*listed, known(name)], "onrecord") == []
