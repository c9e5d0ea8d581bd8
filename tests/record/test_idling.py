"""Decisions that do nothing as things stand stay, say so, and count again when what they speak of is back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.core import Extraction, RecordError, Speaker
from onrecord.match.lists import from_csv
from onrecord.record import Record, Registry

Make = Callable[..., Extraction]
Act = Callable[[Registry], object]

ACTS: dict[str, Act] = {
    "merge": lambda people: people.merge("Bo Dent", "Ida Rowan", by="Ada"),
    "split": lambda people: people.split("Bo Dent", "Ida Rowan", by="Ada"),
    "take out": lambda people: people.take_out("Bo Dent", "dent", by="Ada"),
    "rename": lambda people: people.rename("Bo Dent", "Dr Dent of Tarn", by="Ada"),
    "alias": lambda people: people.alias("Bo Dent", "The Pilot", by="Ada"),
    "role": lambda people: people.role("Bo Dent", "pilot", by="Ada"),
}


def idle(people: Registry) -> dict[str, tuple[str, str]]:
    """What people decided that has no effect, with why and because of whom."""
    judged = (each for each in people.judgements() if each.judgement.by.startswith("person:"))
    return {each.id: (each.idle.why, each.idle.name) for each in (*judged, *people.entries()) if each.idle}


def of_people(people: Registry) -> set[str]:
    judged = (each.id for each in people.judgements() if each.judgement.by.startswith("person:"))
    return {*judged, *(each.id for each in people.entries())}


def told(record: Record) -> list[str]:
    assert list(record.verify()) == []
    return [notice.what for notice in record.notices()]


def of_country(quoting: Make, report: str, country: str, name: str = "Bo Dent") -> Extraction:
    return quoting(
        report, "So it is.", Speaker("s1", name, "person", "named", roles=(f"{country} foreign minister",))
    )


@pytest.fixture
def record(record: Record, quoting: Make) -> Record:
    record.add(of_country(quoting, "dent", "Norvian"))
    record.add(quoting("rowan", "So it is.", "Ida Rowan"))
    return record


@pytest.mark.parametrize("act", ACTS)
def test_what_was_decided_has_an_effect(record: Record, act: str) -> None:
    ACTS[act](record.registry)
    assert idle(record.registry) == {}
    assert told(record) == []


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("now", [None, "Zelda Oake"])
def test_a_name_that_reports_drop_takes_what_was_decided_with_it_until_it_is_back(
    record: Record, quoting: Make, act: str, now: str | None
) -> None:
    people = record.registry
    ACTS[act](people)
    decided = of_people(people)
    record.add(quoting("dent", "So it was.", Speaker("s2", now, "person", "named") if now else None))
    assert idle(people) == dict.fromkeys(decided, ("gone", "Bo Dent"))
    (notice,) = told(record)
    assert "as Ada decided, has no effect: " in notice
    assert "“Bo Dent” does not speak in that" in notice if act == "take out" else "has “Bo Dent”" in notice
    record.add(of_country(quoting, "dent", "Norvian"))
    assert idle(people) == {}
    assert told(record) == []


@pytest.mark.parametrize("act", [each for each in ACTS if each != "take out"])
def test_a_name_whose_bearers_are_told_apart_takes_what_was_decided_with_it(
    record: Record, quoting: Make, act: str
) -> None:
    people = record.registry
    ACTS[act](people)
    decided = of_people(people)
    record.add(of_country(quoting, "other", "Velmoran"))
    assert idle(people) == dict.fromkeys(decided, ("parted", "Bo Dent"))
    assert list(record.verify()) == []
    (notice,) = record.notices()
    assert "reports now tell those called “Bo Dent” apart otherwise" in notice.what
    ids = {entity.id for entity in people.people(called="dent") if people.portrait(entity.id).appearances}
    assert len(ids) == 2
    assert all(f"{each} (Bo Dent)" in notice.hint for each in ids)
    record.add(of_country(quoting, "other", "Norvian"))
    assert idle(people) == {}


def test_who_is_taken_out_of_the_one_report_of_a_namesake_stays_out(record: Record, quoting: Make) -> None:
    people = record.registry
    record.add(of_country(quoting, "other", "Velmoran"))
    (norvian,) = [each.id for each in people.people(role="Norvian foreign minister")]
    people.take_out(norvian, "dent", by="Ada")
    assert idle(people) == {}
    record.add(of_country(quoting, "other", "Norvian"))  # the name is no longer parted
    assert set(idle(people).values()) == {("parted", "Bo Dent")}


def test_a_merge_is_lost_with_the_nickname_by_which_it_was_made(record: Record, quoting: Make) -> None:
    people = record.registry
    record.add(quoting("1", "So it is.", "Robert “Bobby” Harl"))
    record.add(quoting("2", "So it is.", "Bobby Harl"))
    assert len(list(people.people(called="harl"))) == 1
    people.merge("Bobby Harl", "Ida Rowan", by="Ada")
    assert len(list(people.people(called="harl"))) == 1
    record.add(quoting("2", "So it was.", "Robert Harl"))
    assert len(list(people.people(called="rowan"))) == 1
    assert len(list(people.people())) == 3
    assert list(idle(people).values()) == [("gone", "Bobby Harl")]
    (said,) = told(record)
    assert said.endswith(" has no effect: no report or list has “Bobby Harl” any longer")


@pytest.mark.parametrize("enter", [Registry.alias, Registry.rename])
def test_a_name_by_hand_joins_nobody_once_its_bearers_are_told_apart(
    record: Record, quoting: Make, enter: Callable[..., object]
) -> None:
    people = record.registry
    enter(people, "Ida Rowan", "Lady Tarn", by="Ada")
    record.add(of_country(quoting, "1", "Norvian", "Lady Tarn"))
    assert idle(people) == {}
    record.add(of_country(quoting, "2", "Velmoran", "Lady Tarn"))
    assert list(idle(people).values()) == [("parted", "Lady Tarn")]
    assert len(told(record)) == 1


def test_what_is_overruled_is_marked_and_no_notice(record: Record) -> None:
    people = record.registry
    (apart,) = people.split("Bo Dent", "Ida Rowan", by="Ada")
    people.merge("Bo Dent", "Ida Rowan", by="Grace")
    assert {key: why for key, (why, _) in idle(people).items()} == {apart.id: "overruled"}
    assert told(record) == []


def test_who_was_taken_out_and_merged_again_is_overruled(record: Record, quoting: Make) -> None:
    people = record.registry
    record.add(quoting("more", "So it was.", "Bo Dent"))
    (apart,) = people.take_out("Bo Dent", "more", by="Ada")
    ids = {each.id for each in people.people(called="Bo Dent")}
    people.merge(*ids, by="Grace")
    assert {key: why for key, (why, _) in idle(people).items()} == {apart.id: "overruled"}


def test_an_act_of_which_a_part_has_an_effect_has_one(record: Record, quoting: Make) -> None:
    people = record.registry
    record.add(quoting("1", "So it is.", "Rowan"))
    record.add(quoting("2", "So it is.", "Rowan"))
    assert len(people.take_out("Ida Rowan", "2", by="Ada")) == 2
    record.add(quoting("1", "So it was.", "Zelda Oake"))
    assert idle(people) == {}


def test_what_was_undone_and_what_lists_say_is_never_idle(record: Record, quoting: Make) -> None:
    people = record.registry
    people.undo(people.role("Bo Dent", "pilot", by="Ada").id, by="Ada")
    people.undo(people.merge("Bo Dent", "Ida Rowan", by="Ada")[0].id, by="Ada")
    taking = people.take_in("list.csv", by="Ada")
    assert list(taking.run(from_csv(["name,roles", "Zelda Oake,mayor"]), everything=True)) == []
    people.role("Zelda Oake", "mayor of Tarn", by="Ada")
    record.add(quoting("dent", "So it was."))
    assert idle(people) == {}
    people.undo(str(taking.outcome.entry), by="Ada")
    assert list(idle(people).values()) == [("gone", "Zelda Oake")]


def test_what_was_carried_over_to_a_new_reading_has_an_effect(record: Record, quoting: Make) -> None:
    people = record.registry
    record.add(quoting("more", "So it was.", "Bo Dent"))
    people.take_out("Bo Dent", "more", by="Ada")
    record.add(quoting("more", "So it was.", Speaker("bo-dent", "Bo Dent", "person", "named")))
    assert len(list(people.people(called="Bo Dent"))) == 2
    assert idle(people) == {}


def test_there_are_no_notices_while_the_registry_is_behind(record: Record, quoting: Make) -> None:
    ACTS["merge"](record.registry)
    record.add(quoting("dent", "So it was."))
    assert list(record.notices()) == []
    record.match_speakers()
    assert len(list(record.notices())) == 1


NAMES = ("Bo Dent", "Dent", "Ida Rowan", "Zelda Oake")
COUNTRIES = ("", "Norvian", "Velmoran")
READINGS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from((*NAMES, "")), st.sampled_from(COUNTRIES)), max_size=5
)
WHO = st.tuples(st.sampled_from(tuple(ACTS)), st.sampled_from(NAMES), st.sampled_from(NAMES))


def said(record: Record) -> dict[str, tuple[str | None, str | None]]:
    """By whom each report's words are said, as the registry has it."""
    return {row.report_id: (row.speaker_id, row.entity) for row in record.quotes()}


def decide(people: Registry, act: str, one: str, other: str) -> None:
    with suppress(RecordError):  # they may be one, or several, or nobody
        if act == "merge":
            people.merge(one, other, by="Ada")
        elif act == "split":
            people.split(one, other, by="Ada")
        elif act == "take out":
            people.take_out(one, "a", by="Ada")
        else:
            entering = {"rename": people.rename, "alias": people.alias, "role": people.role}
            entering[act](one, f"{other} of Tarn", by="Ada")


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(WHO, min_size=1, max_size=4), readings=READINGS)
def test_undoing_what_has_no_effect_changes_nothing(
    template: Path,
    tmp_path: Path,
    quoting: Make,
    acts: list[tuple[str, str, str]],
    readings: list[tuple[str, str, str]],
) -> None:
    with Record.open(shutil.copy(template, tmp_path / "record.db")) as record:
        for report, name in zip("abcd", NAMES, strict=True):
            record.add(quoting(report, "So it is.", name))
        for act in acts:
            decide(record.registry, *act)
        for report, name, country in readings:
            roles = (f"{country} foreign minister",) if country else ()
            speaker = Speaker("s1", name, "person", "named", roles=roles) if name else None
            record.add(replace(quoting(report, "So it was.", speaker)))
        before = said(record)
        for _ in range(len(acts) * 3):
            useless = idle(record.registry)
            if not useless:
                break
            record.registry.undo(min(useless), by="Grace")
            assert said(record) == before
        assert list(record.verify()) == []
