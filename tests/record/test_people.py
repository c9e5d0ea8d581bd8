"""What is known of one: of many judgements those that a reader needs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.core import Extraction, Judgement
from onrecord.match import Entity
from onrecord.record import AppearanceRow, Idle, Judged, Portrait, Record, Registry

Make = Callable[..., Extraction]

PROGRAM, ADA = "onrecord 1", "person:Ada"


def judged(
    on: str, by: str = PROGRAM, confidence: float = 1.0, *, verdict: str = "same", **more: object
) -> Judged:
    left, right = on.split()
    judgement = Judgement(
        left, right, "same" if verdict == "same" else "different", by, "", confidence, "2026-01-01"
    )
    return Judged(f"{on} {by} {confidence}", judgement, left, right, **more)  # type: ignore[arg-type]


def portrait(profiles: str, *judgements: Judged) -> Portrait:
    ids = tuple(profiles.split())
    entity = Entity(ids[0], "person", "Ida Rowan", ("Ida Rowan",), ids)
    appearance = AppearanceRow("r1/s1", "r1", "b", "Rowan", (), None, None, None, "r1.txt")
    return Portrait(entity, (appearance,), judgements, ())


@pytest.mark.parametrize(
    ("judgements", "shown"),
    [
        ([judged("a b"), judged("b c")], ["a b", "b c"]),
        ([judged("a b", confidence=0.96), judged("b c", confidence=0.98), judged("a c")], ["a c", "b c"]),
        ([judged("a b"), judged("b c"), judged("a c", ADA, 0.5)], ["a c", "a b"]),
        ([judged("r1/s1 a", ADA), judged("a b"), judged("b c")], ["r1/s1 a", "b c"]),
        ([judged("a x"), judged("x b"), judged("b c")], ["b c"]),
        ([judged("a b", undone_at="2026", undone_by=ADA), judged("b c")], ["b c"]),
        ([judged("a b", idle=Idle("overruled", "b", "b")), judged("b c", verdict="different")], []),
    ],
)
def test_as_few_judgements_as_make_one_of_all_are_shown(judgements: list[Judged], shown: list[str]) -> None:
    ends = [
        f"{each.judgement.left} {each.judgement.right}" for each in portrait("a b c", *judgements).joining()
    ]
    assert ends == shown


def test_those_that_join_hold_together_all_that_the_program_joined(record: Record, quoting: Make) -> None:
    names = ("Alena Petrenko", "Petrenko", "Алена Петренко", "Petrenka", "A. Petrenko", "Alena V. Petrenko")
    for name in names:
        record.add(quoting(name, "So it is.", name))
    (entity,) = record.people(called="Alena Petrenko")
    found = record.registry.portrait(entity.id)
    assert len(found.joining()) == len(entity.profiles) - 1
    assert len(found.judgements) >= len(found.joining())
    reached = {entity.profiles[0]}
    for _ in entity.profiles:
        for each in found.joining():
            ends = {each.judgement.left, each.judgement.right}
            reached |= ends if ends & reached else set()
    assert reached == set(entity.profiles)


def test_what_people_said_against_is_shown_once_for_each_act(
    filled: Record, people: Registry, quoting: Make
) -> None:
    filled.add(quoting("more", "So it was.", "Rowan"))
    assert len(people.take_out("Ida Rowan", "more", by="Ada")) == 2
    (apart,) = people.split("Ida Rowan", "Anna Holt", by="Ada")
    (once,) = people.merge("Ida Rowan", "Anna Brun", by="Ada")
    people.undo(once.id, by="Ada")
    shown = people.portrait("Ida Rowan").refused()
    assert [each.judgement.verdict for each in shown] == ["different", "different"]
    assert shown[0].id == apart.id
    (own,) = people.portrait("Ida Rowan").joining()
    people.undo(own.id, by="Grace")
    assert own.id in {each.id for each in people.portrait("Ida Rowan").refused()}
