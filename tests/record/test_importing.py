"""A user's own list: kept as far as it bears on the record, compared like reports, undone as one act."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from onrecord.core import Extraction, Profile
from onrecord.match.lists import Problem, from_csv, from_followthemoney, from_wikidata
from onrecord.record import Record, TakenIn

Make = Callable[..., Extraction]

TABLE = [
    "name,kind,aliases,roles,qid",
    "Ida Rowan,person,Ida Q. Rowan; Ида Рован,mayor of Tarn|2019-05-01|2021-05; minister of Norvia|2024,Q7",
    "Nobody Here,person,,,Q8",
    "Harbour Union,organisation,HU,,",
]


@pytest.fixture
def filled(record: Record, quoting: Make) -> Record:
    for name in ("Ida Rowan", "Rowan", "Ида Рован", "Anna Holt"):
        record.add(quoting(name, "So it is.", name))
    return record


def taken(
    record: Record, listed: Iterable[Profile | Problem], *, everything: bool = False
) -> tuple[TakenIn, list[str]]:
    taking = record.registry.take_in("people.csv", by="Ada")
    problems = [str(problem) for problem in taking.run(listed, everything=everything)]
    return taking.outcome, problems


def test_only_those_near_somebody_in_the_record_are_kept(filled: Record) -> None:
    outcome, problems = taken(filled, from_csv(TABLE))
    assert (outcome.read, outcome.kept, outcome.entries, problems) == (3, 1, 6, [])
    (entity,) = filled.people(called="Q7")
    assert set(entity.names) == {"Ida Rowan", "Rowan", "Ида Рован", "Ida Q. Rowan"}
    assert entity.external == (("wikidata", "Q7"),)
    assert [entity.name for entity in filled.people(role="minister", on="2026-01-01")] == ["Ida Rowan"]
    assert list(filled.verify()) == []


def test_all_are_kept_where_that_is_wanted_and_no_speaker_comes_of_it(filled: Record) -> None:
    before = [row.name for row in filled.speakers()]
    assert taken(filled, from_csv(TABLE), everything=True)[0].kept == 3
    assert {entity.name for entity in filled.people()} > {"Nobody Here", "Harbour Union"}
    assert [row.name for row in filled.speakers()] == before


def test_a_list_taken_in_again_changes_nothing(filled: Record) -> None:
    taken(filled, from_csv(TABLE))
    before = list(filled.people()), list(filled.registry.judgements())
    assert taken(filled, from_csv(TABLE))[0].entries == 0
    assert (list(filled.people()), list(filled.registry.judgements())) == before


def test_a_whole_list_is_undone_at_once(filled: Record) -> None:
    before = list(filled.people())
    filled.registry.alias("holt", "A. H.", by="Ada")
    named = list(filled.people())
    outcome, _ = taken(filled, from_csv(TABLE), everything=True)
    assert outcome.entry is not None
    _, undone = filled.registry.undo(outcome.entry, by="Ada")
    assert len(undone) == outcome.entries
    assert list(filled.people()) == named != before
    assert list(filled.verify()) == []


def test_two_of_one_name_stay_two_and_nobody_is_taken_for_either(record: Record, quoting: Make) -> None:
    record.add(quoting("1", "So it is.", "Ida Rowan"))
    table = ["name,qid,roles", "Ida Rowan,Q7,mayor of Tarn", "Ida Rowan,Q9,bishop of Peat"]
    assert taken(record, from_csv(table))[0].kept == 2
    assert sorted(len(entity.external) for entity in record.people(called="Ida Rowan")) == [0, 1, 1]
    assert record.registry.portrait("Ida Rowan").entity.external == ()  # who speaks, not who is listed
    record.registry.merge("Ida Rowan", "Q7", by="Ada")
    assert record.registry.portrait("Ida Rowan").entity.external == (("wikidata", "Q7"),)


def test_what_a_list_says_holds_for_reports_to_come(record: Record, quoting: Make) -> None:
    record.add(quoting("1", "So it is.", "Petrenko"))
    taken(record, from_csv(["name,aliases,qid", "Alena Petrenko,Елена Петренко,Q5"]))
    record.add(quoting("2", "So it was.", "Елена Петренко"))
    assert {row.text for row in record.quotes(speaker="Q5")} == {"So it is.", "So it was."}


def test_a_bad_line_is_named_and_the_rest_goes_on(filled: Record) -> None:
    outcome, problems = taken(filled, from_csv([TABLE[0], "A,thing,,,", ",,,,Q1", TABLE[1]]))
    assert (outcome.kept, outcome.problems) == (1, 2)
    assert [problem.partition(":")[0] for problem in problems] == ["line 2", "line 3"]


def test_the_other_formats_go_the_same_way(filled: Record) -> None:
    money = {"id": "x", "schema": "Person", "properties": {"name": ["Anna Holt"], "position": ["Mayor"]}}
    assert taken(filled, from_followthemoney([json.dumps(money)]))[0].kept == 1
    person = {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}}]}
    item = {"type": "item", "id": "Q3", "labels": {"en": {"value": "Anna Holt"}}, "claims": person}
    assert taken(filled, from_wikidata(["[", json.dumps(item) + ",", "]"]))[0].kept == 1
    (entity,) = filled.people(called="Anna Holt")
    assert entity.external == (("followthemoney", "x"), ("wikidata", "Q3"))


def test_a_list_that_is_stopped_in_the_middle_keeps_what_came_before(
    filled: Record, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.importing._AT_ONCE", 1)

    def stopping() -> Iterable[Profile | Problem]:
        yield from from_csv(TABLE[:2])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taken(filled, stopping())
    assert filled.registry.portrait("Q7").entity.name == "Ida Rowan"
    assert list(filled.verify()) == []


def test_who_stood_in_a_list_alone_is_still_called_so_after_it_was_undone(filled: Record) -> None:
    people = filled.registry
    taking = people.take_in("l.csv", by="Ada")
    assert list(taking.run(from_csv(["name", "Zelda Oake"]), everything=True)) == []
    people.merge("Anna Holt", "Zelda Oake", by="Ada")
    people.undo(str(taking.outcome.entry), by="Ada")
    (judged,) = [each for each in people.judgements() if each.judgement.by == "person:Ada"]
    assert {judged.left_name, judged.right_name} == {"Anna Holt", "Zelda Oake"}
