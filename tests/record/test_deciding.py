"""What people decide on who is who: it holds until it is undone, and undoing it restores what was."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from onrecord.core import Extraction, Model, NotFound, RecordError, Span, Speaker, quotation_id
from onrecord.match import Entity
from onrecord.record import Record, Registry

Make = Callable[..., Extraction]


def groups(people: Registry) -> list[set[str]]:
    return sorted((set(entity.names) for entity in people.people()), key=sorted)


BEFORE = [{"Anna Brun"}, {"Anna Holt"}, {"Rowan", "Ida Rowan"}, {"Petrenko", "Алена Петренко"}]


def everything(people: Registry) -> tuple[list[Entity], list[str]]:
    """What the registry says, and which judgements count."""
    return list(people.people()), sorted(each.id for each in people.judgements() if each.undone_at is None)


def test_a_merge_makes_one_of_two_with_all_their_quotations(filled: Record, people: Registry) -> None:
    (judged,) = people.merge("holt", "Brun", by="Ada", why="she married")
    assert (judged.judgement.verdict, judged.judgement.by, judged.judgement.why) == (
        "same",
        "person:Ada",
        "she married",
    )
    assert {"Anna Brun", "Anna Holt"} in groups(people)
    assert [row.speaker for row in filled.quotes(speaker="brun")] == ["Anna Holt", "Anna Brun"]
    assert {row.entity for row in filled.quotes(speaker="holt")} == {"Anna Brun"}


@pytest.mark.parametrize("again", ["Zelda Oake", "Ida Rowan-Oake", None])
def test_whom_a_report_no_longer_names_is_in_nobody(record: Record, quoting: Make, again: str | None) -> None:
    record.add(quoting("1", "So it is.", "Ivo Dent"))
    record.add(quoting("2", "So it is.", "Ida Rowan"))
    record.registry.merge("Ivo Dent", "Ida Rowan", by="Ada")
    record.add(quoting("2", "So it was.", again))
    wanted = [{"Ivo Dent"}, *([{again}] if again else [])]
    assert groups(record.registry) == sorted(wanted, key=sorted)
    for entity in record.people():
        assert record.registry.portrait(entity.id).entity == entity
    assert list(record.verify()) == []
    record.add(quoting("2", "So it is.", "Ida Rowan"))
    assert groups(record.registry) == [{"Ivo Dent", "Ida Rowan"}]


def test_a_split_keeps_apart_what_the_program_joined(people: Registry) -> None:
    people.split("Ida Rowan", "Rowan", by="Ada")
    assert groups(people) == [
        {"Anna Brun"},
        {"Anna Holt"},
        {"Ida Rowan"},
        {"Petrenko", "Алена Петренко"},
        {"Rowan"},
    ]


def test_a_name_that_fits_both_of_whom_people_kept_apart_is_left_alone(record: Record, quoting: Make) -> None:
    people = record.registry
    for name in ("Ivo Dent", "Ivo M. Dent", "Dent"):
        record.add(quoting(name, "So it is.", name))
    assert groups(people) == [{"Dent", "Ivo Dent", "Ivo M. Dent"}]
    (judged,) = people.split("Ivo Dent", "Ivo M. Dent", by="Ada", why="father and son")
    assert groups(people) == [{"Dent"}, {"Ivo Dent"}, {"Ivo M. Dent"}]
    people.undo(judged.id, by="Ada")
    assert groups(people) == [{"Dent", "Ivo Dent", "Ivo M. Dent"}]
    assert list(record.verify()) == []


def test_one_report_is_taken_out_and_the_others_stay(filled: Record, people: Registry, quoting: Make) -> None:
    filled.add(quoting("other", "So it was.", "Anna Holt"))
    judged = people.take_out("Anna Holt", "other", by="Ada")
    assert len(judged) == 1
    ids = {row.text: row.speaker_id for row in filled.quotes(speaker="Anna Holt")}
    assert len(set(ids.values())) == 2
    assert [len(people.portrait(str(id_)).appearances) for id_ in ids.values()] == [1, 1]
    people.undo(judged[0].id, by="Ada")
    assert len(people.portrait("Anna Holt").appearances) == 2


def test_a_report_taken_out_of_several_spellings_does_not_come_back_by_another(
    filled: Record, people: Registry, quoting: Make
) -> None:
    filled.add(quoting("other", "So it was.", "Rowan"))
    judged = people.take_out("Ida Rowan", "other", by="Ada")
    assert len(judged) == 2
    assert sorted(len(people.portrait(each.id).appearances) for each in people.people(called="rowan")) == [
        1,
        2,
    ]
    people.undo(judged[1].id, by="Ada")
    assert groups(people) == BEFORE


def reading(quoting: Make, model: str, *speakers: tuple[str, str]) -> Extraction:
    """A reading of one report; its only quotation, or each half of it, is said by somebody."""
    whole = quoting("b", "So it is.")
    (quotation,) = whole.quotations
    spans = ((Span(0, 9),),) if len(speakers) == 1 else ((Span(0, 9),), (Span(0, 5),))
    said = tuple(
        replace(
            quotation,
            id=quotation_id("b", span),
            content=span,
            source=(Span(6, 8),),
            speaker=Speaker(identity, name, "person", "named"),
        )
        for span, (identity, name) in zip(spans, speakers, strict=True)
    )
    return replace(whole, quotations=said, model=Model("reader", model, "ab" * 32))


@pytest.mark.parametrize(
    ("again", "kept"),
    [
        ([("ivo-dent", "Ivo Dent")], True),
        ([("ivo-m-dent", "Ivo M. Dent")], True),
        # Whose words they were is not clear: two name the same source.
        ([("ivo-dent", "Ivo Dent"), ("oake", "Zelda Oake")], False),
    ],
)
def test_who_was_taken_out_stays_out_where_a_new_reading_calls_the_same_words_by_another_id(
    record: Record, quoting: Make, again: list[tuple[str, str]], kept: bool
) -> None:
    people = record.registry
    record.add(quoting("a", "So it was.", "Ivo Dent"))
    record.add(reading(quoting, "1", ("dent", "Dent")))
    assert len(people.portrait("Ivo Dent").appearances) == 2
    act = people.take_out("Ivo Dent", "b", by="Ada", why="his brother")[0].id
    assert len({entity.id for entity in people.people(called="Dent")}) == 2
    record.add(reading(quoting, "2", *again))
    assert len({entity.id for entity in people.people(called="Dent")}) == 1 + kept
    assert list(record.verify()) == []
    people.undo(act, by="Ada")
    assert len({entity.id for entity in people.people(called="Dent")}) == 1
    record.add(reading(quoting, "3", ("dent", "Dent")))
    assert len({entity.id for entity in people.people(called="Dent")}) == 1


Act = Callable[[Registry], str]
ACTS: dict[str, Act] = {
    "merge": lambda people: people.merge("holt", "brun", by="Ada")[0].id,
    "split": lambda people: people.split("Ida Rowan", "Rowan", by="Ada")[0].id,
    "take out": lambda people: people.take_out("Ida Rowan", "Rowan", by="Ada")[0].id,
    "rename": lambda people: people.rename("holt", "Lady Holt", by="Ada").id,
    "alias": lambda people: people.alias("holt", "Nan Holt", by="Ada").id,
    "role": lambda people: people.role("holt", "mayor of Tarn", first="2020-01-01", by="Ada").id,
    "undo of the program's": lambda people: (
        people.undo(next(each.id for each in people.judgements("Rowan")), by="Ada")[0][0].id
    ),
}


@pytest.mark.parametrize("act", [each for each in ACTS if each != "undo of the program's"])
def test_undoing_restores_exactly_what_was(filled: Record, people: Registry, act: str) -> None:
    before = everything(people)
    identity = ACTS[act](people)
    assert everything(people) != before
    judged, entered = people.undo(identity[:8], by="Grace")
    assert everything(people) == before
    assert {each.undone_by for each in people.judgements() if each.id == identity} <= {"person:Grace"}
    assert judged or entered
    assert list(filled.verify()) == []


def test_what_was_undone_is_still_listed(people: Registry) -> None:
    (judged,) = people.merge("holt", "brun", by="Ada", why="she married")
    people.undo(judged.id, by="Grace")
    listed = next(each for each in people.judgements("holt") if each.id == judged.id)
    assert (listed.judgement.why, listed.undone_by) == ("she married", "person:Grace")
    with pytest.raises(RecordError, match="nothing is left to undo: Grace took it back"):
        people.undo(judged.id, by="Ada")


@pytest.mark.parametrize("act", ACTS)
def test_a_decision_outlives_another_model_a_new_version_and_an_upgrade(
    filled: Record, people: Registry, quoting: Make, act: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ACTS[act](people)
    decided = groups(people)
    by_people = [each for each in people.judgements() if each.judgement.by == "person:Ada"]
    for stored in list(filled.extractions()):
        assert (
            filled.add(replace(stored.extraction, model=Model("reader", "2", "cd" * 32))).status == "reread"
        )
    assert groups(people) == decided
    for name in ("Rowan", "Anna Holt"):
        assert filled.add(quoting(name, "So it is not.", name)).status == "version"
    assert groups(people) == decided
    monkeypatch.setattr("onrecord.record.registry.__version__", "9.9.9")
    assert groups(people) == decided
    assert [each for each in people.judgements() if each.judgement.by == "person:Ada"] == by_people
    assert list(filled.verify()) == []


def test_whom_reports_no_longer_name_is_listed_by_the_name_of_then(record: Record, quoting: Make) -> None:
    record.add(reading(quoting, "1", ("dent", "Dent")))
    record.add(quoting("a", "So it is.", "Ida Rowan"))
    people = record.registry
    people.merge("Dent", "Ida Rowan", by="Ada")
    people.take_out("Ida Rowan", "b", by="Ada")
    record.add(replace(reading(quoting, "2", ("dent", "Dent")), quotations=()))
    listed = [each for each in people.judgements() if each.judgement.by == "person:Ada"]
    assert {name for each in listed for name in (each.left_name, each.right_name)} == {"Dent", "Ida Rowan"}
    assert list(record.verify()) == []


def test_the_latest_of_several_decisions_on_one_pair_counts(people: Registry) -> None:
    for _ in range(2):
        people.merge("holt", "brun", by="Ada")
        assert {"Anna Brun", "Anna Holt"} in groups(people)
        (apart,) = people.split("Anna Holt", "Anna Brun", by="Grace")
        assert groups(people) == BEFORE
    people.undo(apart.id, by="Ada")
    assert {"Anna Brun", "Anna Holt"} in groups(people)


def test_a_merge_outweighs_what_was_said_of_other_names_of_the_two(people: Registry) -> None:
    people.split("Rowan", "Anna Brun", by="Ada")
    people.merge("Ida Rowan", "Anna Brun", by="Ada")
    assert {"Rowan", "Ida Rowan", "Anna Brun"} in groups(people)


def test_a_split_that_other_decisions_stand_against_says_so_and_changes_nothing(people: Registry) -> None:
    people.merge("Ida Rowan", "Anna Holt", by="Ada")
    people.merge("Anna Brun", "Anna Holt", by="Ada")
    before = everything(people)
    with pytest.raises(RecordError, match="stay one") as error:
        people.split("Ida Rowan", "Anna Brun", by="Ada")
    assert "onrecord speakers show" in str(error.value.hint)
    assert everything(people) == before


def test_what_the_program_decided_and_a_person_undid_is_not_decided_again(
    filled: Record, quoting: Make
) -> None:
    people = filled.registry
    (judged,) = [each for each in people.judgements("Petrenko") if each.undone_at is None]
    people.undo(judged.id, by="Ada")
    apart = groups(people)
    assert {"Petrenko"} in apart
    filled.add(quoting("more", "So it was.", "Petrenko"))
    assert groups(people) == apart


def test_an_alias_joins_whoever_bears_it_later(filled: Record, people: Registry, quoting: Make) -> None:
    people.alias("Ida Rowan", "The  Harbour\tMaster", by="Ada")
    assert people.portrait("the harbour master").entity.name == "Ida Rowan"
    filled.add(quoting("late", "So it was.", "Harbour Master"))
    assert {"Harbour Master"} in groups(people)
    filled.add(quoting("late", "So it was.", "The Harbour Master"))
    assert {"Rowan", "Ida Rowan", "The Harbour Master"} in groups(people)


@pytest.mark.parametrize("enter", [Registry.alias, Registry.rename])
def test_the_name_of_somebody_else_is_refused(
    filled: Record, people: Registry, quoting: Make, enter: Callable[..., object]
) -> None:
    before = everything(people)
    brun, holt = (people.portrait(name).entity.id for name in ("brun", "holt"))
    with pytest.raises(RecordError, match=rf"Anna brun is a name of somebody else already: {brun}") as one:
        enter(people, "holt", "Anna  brun", by="Ada")
    assert one.value.hint == f"if they are one, merge them: onrecord speakers merge {holt} {brun}"
    assert everything(people) == before
    enter(people, "rowan", "Ida Rowan", by="Ada")
    filled.add(quoting("again", "So it was.", "Anna Brun"))
    people.take_out("brun", "again", by="Ada")
    with pytest.raises(NotFound, match="2 others have this name") as several:
        enter(people, "holt", "Anna Brun", by="Ada")
    assert f"{brun} (Anna Brun)" in str(several.value.hint)


def test_a_renamed_speaker_keeps_every_name(filled: Record, people: Registry) -> None:
    people.rename("rowan", "Dame Ida", by="Ada")
    people.rename("rowan", "Ida, Lady Rowan", by="Ada")
    entity = people.portrait("dame ida").entity
    assert entity.name == "Ida, Lady Rowan"
    assert set(entity.names) == {"Ida, Lady Rowan", "Dame Ida", "Ida Rowan", "Rowan"}
    assert {row.name for row in filled.speakers()} >= {"Ida, Lady Rowan"}


Refused = Callable[[Registry], object]


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda people: people.merge("Rowan", "Ida Rowan", by="Ada"), "are one already"),
        (lambda people: people.split("Rowan", "rowan", by="Ada"), "nothing in it tells them apart"),
        (lambda people: people.take_out("Anna Holt", "Rowan", by="Ada"), "does not speak in it"),
        (lambda people: people.take_out("Anna Holt", "nowhere", by="Ada"), "no such report"),
        (lambda people: people.merge("Rowan", "Anna Holt", by=" "), "somebody who made it"),
        (lambda people: people.alias("Rowan", "...", by="Ada"), "it is no name"),
        (lambda people: people.role("Rowan", "", by="Ada"), "it is no role"),
        (lambda people: people.role("Rowan", "mayor", first="soon", by="Ada"), "is not a day"),
        (lambda people: people.role("Rowan", "mayor", first="2021-02-30", by="Ada"), "is not a day"),
        (
            lambda people: people.role("Rowan", "mayor", first="2021-02-01", last="2020-02-01", by="Ada"),
            "cannot end on",
        ),
        (lambda people: [people.alias("Rowan", "R.", by="Ada") for _ in range(2)], "entered of"),
        (lambda people: people.undo("j0", by="Ada"), "no judgement or entry"),
        (lambda people: people.undo("", by="Ada"), "^'': no judgement or entry"),
        (lambda people: people.undo("j", by="Ada"), "more than one id begins so"),
        (lambda people: list(people.people(role="mayor", on="2020")), "is not a day"),
    ],
)
def test_what_cannot_be_done_is_one_clear_error(people: Registry, act: Refused, message: str) -> None:
    with pytest.raises(RecordError, match=message) as error:
        act(people)
    assert "\n" not in str(error.value)


def test_a_person_and_an_organisation_cannot_be_one(record: Record, quoting: Make) -> None:
    record.add(quoting("1", "So it is.", "Ida Rowan"))
    record.add(quoting("2", "So it is.", Speaker("s1", "Rowan Ltd", "organisation", "named")))
    with pytest.raises(RecordError, match="they cannot be one"):
        record.registry.merge("Ida Rowan", "Rowan Ltd", by="Ada")


def test_an_act_is_whole_or_not_there(people: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(people)

    def stopped(*_: object) -> Iterator[list[str]]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("onrecord.record.matching.groups", stopped)
        with pytest.raises(KeyboardInterrupt):
            people.merge("holt", "brun", by="Ada")
    assert everything(people) == before


def test_doubts_are_told_until_a_person_decides(record: Record, quoting: Make) -> None:
    for number, name in enumerate(("Transport Ministry", "Velmoran Transport Ministry")):
        record.add(quoting(f"{number}", "So it is.", Speaker("s1", name, "organisation", "named")))
    (doubt,) = record.registry.doubts()
    assert {doubt.left_name, doubt.right_name} == {"Transport Ministry", "Velmoran Transport Ministry"}
    assert 0.05 < doubt.confidence < 0.95
    assert "country" in doubt.why
    (judged,) = record.registry.split(doubt.left, doubt.right, by="Ada")
    assert record.registry.doubts() == []
    record.registry.undo(judged.id, by="Ada")
    assert record.registry.doubts(limit=1) == [doubt]
