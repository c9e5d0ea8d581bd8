"""What people decided holds while quotations come and go; the later decision outweighs the earlier."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from onrecord.record import Record
from tests.record.telling import report

FERRY = "the ferry engine was repaired by the harbour crew in winter"
TARIFF = "granary tariff sluice reservoir orchard turbine warehouse lantern pilot"
BRIDGE = "timber storm bridge quay dredger cannot stay open after sunset now"
SCHOOL = "every village school keeps a doctor and two nurses from autumn onwards"
OTHER = "nothing at all like what stood here before happened today"
DAYS = {"hub": "2031-03-01", "one": "2031-03-02", "two": "2031-03-03", "three": "2031-03-04"}


def tell(record: Record, name: str, *said: str) -> None:
    """A report, or another version of one, in which Ida Holt says so."""
    record.add(report(f"{name}.txt", DAYS[name], [("Ida Holt", each) for each in said]))


def relay(record: Record, name: str) -> str:
    (quote, *_) = record.quotes(report=f"{name}.txt")
    return quote.id


def merge(record: Record, *names: str) -> None:
    """One after the other with the first."""
    for name in names[1:]:
        record.statements.merge(relay(record, names[0]), relay(record, name), by="Ada")


def split(record: Record, name: str) -> None:
    record.statements.split(relay(record, name), relay(record, name), by="Bo")


def groups(record: Record) -> list[str]:
    """The reports of each statement."""
    found = (record.statements.statement(row.id) for row in record.statements.list())
    return sorted(" ".join(sorted(each.report.name[:-4] for each in some.relays)) for some in found)


@pytest.fixture
def unlike(record: Record) -> Record:
    """Three reports that tell of nothing alike."""
    for name, said in (("hub", TARIFF), ("one", FERRY), ("two", BRIDGE)):
        tell(record, name, said)
    return record


@pytest.fixture
def alike(record: Record) -> Record:
    """Three reports in the same words, and one that a person joined with them."""
    for name in ("one", "two", "three"):
        tell(record, name, FERRY)
    tell(record, "hub", TARIFF)
    merge(record, "hub", "one")
    return record


@pytest.mark.parametrize("order", [("hub", "one", "two"), ("one", "hub", "two"), ("two", "one", "hub")])
def test_what_people_joined_stays_together_when_any_of_it_is_gone(
    unlike: Record, order: Sequence[str]
) -> None:
    merge(unlike, *order)
    for gone in order:
        tell(unlike, gone, OTHER)
        assert groups(unlike) == sorted([" ".join(sorted(set(order) - {gone})), gone])
        tell(unlike, gone, {"hub": TARIFF, "one": FERRY, "two": BRIDGE}[gone])
        assert groups(unlike) == ["hub one two"]
    assert list(unlike.verify()) == []


def test_a_merge_by_way_of_what_is_gone_has_an_effect(unlike: Record) -> None:
    merge(unlike, "hub", "one", "two")
    tell(unlike, "hub", OTHER)
    assert groups(unlike) == ["hub", "one two"]
    assert list(unlike.notices()) == []
    assert {each.idle for each in unlike.statements.judgements()} == {None}


def test_it_stays_together_over_several_that_are_gone(unlike: Record) -> None:
    tell(unlike, "three", SCHOOL)
    merge(unlike, "one", "hub")
    merge(unlike, "two", "three")
    merge(unlike, "hub", "two")
    tell(unlike, "hub", OTHER)
    tell(unlike, "three", OTHER + " or ever")
    assert "one two" in groups(unlike)
    assert list(unlike.notices()) == []


def test_a_later_split_parts_what_only_what_is_gone_held_together(unlike: Record) -> None:
    merge(unlike, "hub", "one", "two")
    tell(unlike, "hub", OTHER)
    split(unlike, "two")
    assert groups(unlike) == ["hub", "one", "two"]
    tell(unlike, "hub", TARIFF)
    assert sorted(each for each in groups(unlike) if "two" in each) == ["two"]


def test_an_earlier_merge_does_not_outweigh_a_later_split_when_what_it_hung_on_is_back(alike: Record) -> None:
    assert groups(alike) == ["hub one three two"]
    tell(alike, "hub", OTHER)
    assert groups(alike) == ["hub", "one three two"]
    split(alike, "three")
    assert groups(alike) == ["hub", "one two", "three"]
    tell(alike, "hub", TARIFF)
    assert groups(alike) == ["hub one two", "three"]
    assert list(alike.verify()) == []


def test_undoing_a_split_gives_back_what_people_joined(unlike: Record) -> None:
    merge(unlike, "hub", "one", "two")
    tell(unlike, "hub", OTHER)
    made = unlike.statements.split(relay(unlike, "two"), relay(unlike, "one"), by="Bo")
    unlike.statements.undo(made[0].id, by="Bo")
    assert groups(unlike) == ["hub", "one two"]


def test_what_was_taken_out_of_what_is_gone_stays_apart_from_what_was_joined_with_that(
    unlike: Record,
) -> None:
    tell(unlike, "three", FERRY)
    merge(unlike, "hub", "one")
    split(unlike, "three")
    tell(unlike, "hub", OTHER)
    assert groups(unlike) == ["hub", "one", "three", "two"]


def test_of_a_merge_that_a_later_split_undoes_the_notices_tell_and_how_to_go_back(alike: Record) -> None:
    split(alike, "three")
    (notice,) = alike.notices()
    assert "are one statement, as Ada decided, has no effect: Bo decided otherwise later" in notice.what
    assert FERRY in notice.what
    alike.statements.undo(notice.hint.rpartition(" ")[2], by="Bo")
    assert groups(alike) == ["hub one three two"]
    assert list(alike.notices()) == []


def test_of_a_split_that_a_later_merge_undoes_the_notices_tell(alike: Record) -> None:
    split(alike, "hub")
    merge(alike, "two", "hub")
    (notice,) = (each for each in alike.notices() if "two statements" in each.what)
    assert "as Bo decided, has no effect: Ada decided otherwise later" in notice.what
    assert groups(alike) == ["hub one three two"]


def test_what_holds_nothing_together_has_no_effect(unlike: Record) -> None:
    merge(unlike, "hub", "one")
    tell(unlike, "hub", OTHER)
    groups(unlike)
    (notice,) = unlike.notices()
    assert "has no effect: not both are in their reports now" in notice.what
    assert "onrecord statements undo s" in notice.hint


@pytest.mark.parametrize("out", ["one", "two", "three"])
def test_new_copies_go_to_the_larger_part_not_to_what_was_taken_out(record: Record, out: str) -> None:
    for name in ("one", "two", "three"):
        tell(record, name, FERRY)
    split(record, out)
    rest = sorted({"one", "two", "three"} - {out})
    for number in range(4):
        record.add(report(f"new{number}.txt", f"2031-03-0{number + 1}", [("Ida Holt", FERRY)]))
    assert groups(record) == sorted([out, " ".join(sorted(["new0", "new1", "new2", "new3", *rest]))])
