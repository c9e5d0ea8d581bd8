"""Statements of a record: what is one, how it is read, and what becomes of ids.

Which quotations are alike is another's matter (`tests/match/statements`): here a plain judge says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.core import Extraction, Fact, Interval, Likeness, NotFound, RecordError, Speaker
from onrecord.match.statements.wording import Wording
from onrecord.record import Compared, Record
from onrecord.record.statement_rows import SaidAgain
from tests.record.telling import report, together
from tests.record.toll import (
    PART,
    TARIFF,
    TOLL,
    filled,
    judged_plainly,
    plain_judge,
    relay_of,
    said,
)

__all__ = ["filled", "judged_plainly"]

Make = Callable[..., Extraction]


# Reading


def test_one_remark_in_three_outlets_is_one_statement_with_three_reports(filled: Record) -> None:
    toll, again, tariff = filled.statements.list()
    assert (toll.speaker, toll.reports, toll.outlets) == ("Ida Holt", 3, ("Courier", "Herald", "Ledger"))
    assert (toll.first, toll.last) == ("2031-03-04", "2031-03-06")
    assert (toll.text, toll.relay) == (f"“{TOLL}”", relay_of(filled, "courier.txt"))
    assert (again.reports, again.first, tariff.speaker) == (1, "2031-09-05", "Jon Weir")
    assert toll.speaker_id == next(iter(filled.people(called="Holt"))).id


@pytest.mark.parametrize(("fullest", "wanted"), [("Ida Holt", "Ida Holt"), ("", None)])
def test_the_speaker_is_whom_the_report_names_whose_words_are_shown(
    record: Record, fullest: str, wanted: str | None
) -> None:
    record.add(report("courier.txt", "2031-03-04", [("Jon Weir", PART)]))
    record.add(report("ledger.txt", "2031-03-05", [("Jon Weir", PART)]))
    record.add(report("herald.txt", "2031-03-06", [(fullest, TOLL)]))
    record.statements.merge(relay_of(record, "courier.txt"), relay_of(record, "herald.txt"), by="Ada")
    (row,) = record.statements.list()
    assert (row.text, row.speaker, row.reports) == (f"“{TOLL}”", wanted, 3)
    assert row == record.statements.statement(row.id).row
    assert row.speaker_id == next(record.quotes(report="herald.txt")).speaker_id


def test_a_statement_has_all_that_drift_and_lineage_ask_for(filled: Record) -> None:
    one = filled.statements.statement(said(filled, TOLL, until="2031-04").id)
    assert [relay.report.name for relay in one.relays] == ["courier.txt", "ledger.txt", "herald.txt"]
    assert [relay.id for relay in one.relays] == [quote.id for quote in one.quotes]
    for relay in one.relays:
        stored = filled.report(relay.report_id)
        assert relay.report == stored.report
        assert relay.quotation in stored.quotations
        assert relay.speaker == one.row.speaker_id
    ids = {relay.id for relay in one.relays}
    assert len([each for each in one.likenesses if {each.one, each.other} <= ids]) == 3
    assert all(each.why for each in one.likenesses)


def test_what_is_said_again_is_another_statement_that_leads_to_the_first(filled: Record) -> None:
    (repeat,) = filled.statements.repeats()
    assert [row.first for row in repeat.statements] == ["2031-03-04", "2031-09-05"]
    assert {each.decision for each in repeat.likenesses} == {"other_occasion"}
    first, second = repeat.statements
    assert filled.statements.statement(first.id).repeats == (SaidAgain(second, 0.8),)
    assert list(filled.statements.repeats(speaker="weir")) == []
    assert list(filled.statements.repeats(since="2031-09")) == [repeat]
    assert list(filled.statements.repeats(limit=0)) == []


def test_what_is_unlikely_to_be_said_again_is_not_listed(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlikely(one: Wording, other: Wording) -> Likeness:
        return replace(plain_judge(one, other), repeat=0.26)

    monkeypatch.setattr("onrecord.record.statement_comparing.compare", unlikely)
    for name, day in (("courier.txt", "2031-03-04"), ("post.txt", "2031-09-05")):
        record.add(report(name, day, [("Ida Holt", TOLL)]))
    first, _ = record.statements.list()
    assert record.statements.statement(first.id).repeats == ()
    assert list(record.statements.repeats()) == []


@pytest.mark.parametrize(
    ("filters", "reports"),
    [
        ({}, [3, 1, 1]),
        ({"min_reports": 2}, [3]),
        ({"limit": 2}, [3, 1]),
        ({"speaker": "holt"}, [3, 1]),
        ({"speaker": "nobody"}, []),
        ({"about": "granary tariff"}, [1]),
        ({"about": "lorr*"}, [3, 1]),
        ({"about": "?"}, []),
        ({"since": "2031-09"}, [1]),
        ({"until": "2031-03-04"}, [3, 1]),
        ({"outlet": "ledger"}, [3]),
        ({"outlet": "ledger", "about": "june"}, []),
        ({"outlet": "courier", "min_reports": 2}, [3]),
    ],
)
def test_a_statement_passes_where_one_of_its_quotations_does(
    filled: Record, filters: dict[str, object], reports: list[int]
) -> None:
    assert [row.reports for row in filled.statements.list(**filters)] == reports  # type: ignore[arg-type]


def test_a_date_that_is_none_is_an_error_at_once(filled: Record) -> None:
    with pytest.raises(RecordError, match="is not a date"):
        filled.statements.list(since="soon")


def test_the_fullest_quotation_is_shown_not_the_fullest_wording(record: Record, quoting: Make) -> None:
    record.add(report("courier.txt", "2031-03-04", [("Ida Holt", PART)]))
    record.add(quoting("ledger.txt", TOLL + " of next year", "Ida Holt", published=Fact("2031-03-04")))
    assert [row.text for row in record.statements.list()] == [f"“{PART}”"]


def test_what_is_like_a_statement_and_none_of_it_is_given_with_it(filled: Record) -> None:
    toll = said(filled, TOLL, until="2031-04")
    assert [relay.report.name for relay in filled.statements.others(toll.id)] == ["post.txt"]


def test_the_same_words_of_somebody_else_are_given_too(filled: Record) -> None:
    filled.add(report("times.txt", "2031-03-05", [("Jon Weir", TOLL)]))
    toll = said(filled, TOLL, until="2031-04", speaker="holt")
    assert [relay.report.name for relay in filled.statements.others(toll.id)] == ["times.txt", "post.txt"]


@pytest.mark.parametrize(
    ("words", "nested", "speaker", "counts"),
    [
        ("Indeed.", False, "Ida Holt", False),
        ("the quay", False, "Ida Holt", False),
        ("lanterns on every quay", False, "Ida Holt", True),
        ("lanterns on every quay", False, "", True),
        ("lanterns on every quay", True, "Jon Weir", True),
        ("lanterns on every quay", True, "", False),
    ],
)
def test_what_says_next_to_nothing_and_what_nobody_says_within_another_is_in_no_statement(
    record: Record, words: str, nested: bool, speaker: str, counts: bool
) -> None:
    made = report("courier.txt", "2031-03-04", [("Ida Holt", TOLL), (speaker, words)])
    outer, inner = made.quotations
    inner = replace(inner, nested_in=outer.id if nested else None)
    record.add(replace(made, quotations=(outer, inner)))
    assert len(list(record.statements.list())) == 1 + counts
    assert list(record.verify()) == []
    if not counts:
        with pytest.raises(NotFound, match="no such quotation in any statement"):
            record.statements.statement(f"{record.report('courier.txt').id}-{inner.id}")


def test_what_is_no_date_is_taken_for_none(record: Record) -> None:
    made = report("courier.txt", "2031-03-04", [("Ida Holt", TOLL)])
    odd = replace(made.report, published=Fact("last week"), dateline=Fact("2031-02-30"))
    said_on = Interval("soon", "later", made.quotations[0].content[0])
    quotation = replace(made.quotations[0], said_on=said_on, speaker=Speaker("s", " ", "group", "named"))
    record.add(replace(made, report=odd, quotations=(quotation,)))
    (row,) = record.statements.list()
    assert (row.first, row.last, row.reports) == (None, None, 1)


def test_groups_are_known_by_their_name_and_those_who_speak_together_by_all_of_theirs(record: Record) -> None:
    def told(name: str, who: Speaker) -> Extraction:
        made = report(name, "2031-03-04", [("Ida Holt", TOLL)])
        return replace(made, quotations=(replace(made.quotations[0], speaker=who),))

    holt, weir = (Speaker(name, name, "person", "named") for name in ("Ida Holt", "Jon Weir"))
    both, turned = (
        Speaker("both", name, "group", "joined", members=members)
        for name, members in (("Holt and Weir", (holt, weir)), ("Weir and Holt", (weir, holt)))
    )
    for number, who in enumerate((both, turned, holt, Speaker("g", "Drivers", "group", "named"))):
        record.add(told(f"{number}.txt", who))
    record.add(told("4.txt", Speaker("h", "the drivers", "group", "named")))
    record.add(told("5.txt", Speaker("h", "Drivers", "group", "named")))
    assert sorted(row.reports for row in record.statements.list()) == [1, 1, 2, 2]


# Keeping up to date


def test_matching_again_compares_nothing(filled: Record) -> None:
    compared = filled.statements.match()
    assert (compared.reports, compared.relays) == (4, 5)
    assert compared.pairs > 0
    assert filled.statements.match() == Compared()


def test_only_new_reports_are_compared(filled: Record) -> None:
    filled.statements.match()
    filled.add(report("times.txt", "2031-03-07", [("Jon Weir", TARIFF)]))
    compared = filled.statements.match()
    assert (compared.reports, compared.relays) == (1, 1)
    assert compared.pairs <= 2


def test_progress_is_told(filled: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.statements.AT_ONCE", 3)
    told: list[tuple[int, int]] = []
    filled.statements.match(lambda done, of: told.append((done, of)))
    assert told == [(3, 4), (4, 4)]


@pytest.mark.sqlite
def test_a_record_that_cannot_be_written_answers_from_what_is_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(path) as record:
        record.add(report("courier.txt", "2031-03-04", [("Ida Holt", TOLL)]))
        record.statements.match()
        record.add(report("ledger.txt", "2031-03-04", [("Ida Holt", TOLL)]))
        record.add(report("courier.txt", "2031-03-04", [("Ida Holt", TARIFF)]))
        former = "“" + TOLL
    monkeypatch.setattr("onrecord.record.sqlite.SqliteDatabase.can_be_written", False)
    with Record.open(path, read_only=True) as record:
        # What was read anew is not yet compared: its statement cannot be shown, and nothing fails.
        assert list(record.statements.list()) == []
        assert former not in together(record)
    monkeypatch.undo()
    monkeypatch.setattr("onrecord.record.statement_comparing.compare", plain_judge)
    with Record.open(path, read_only=True) as record:
        assert together(record) == [[TARIFF], [TOLL]]


@pytest.mark.sqlite
def test_readers_do_with_what_is_there_while_another_process_writes_for_long(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.sqlite.BUSY_SECONDS", 0.1)
    with Record.open(path) as record, closing(sqlite3.connect(path, isolation_level=None)) as other:
        record.add(report("courier.txt", "2031-03-04", [("Ida Holt", TOLL)]))
        other.execute("BEGIN IMMEDIATE")
        assert list(record.statements.list()) == []
        other.execute("ROLLBACK")
        assert together(record) == [[TOLL]]


def test_who_turns_out_to_be_one_is_compared_again_and_who_to_be_two_as_well(record: Record) -> None:
    record.add(report("courier.txt", "2031-03-04", [("Ida Holt", TOLL)]))
    record.add(report("ledger.txt", "2031-03-05", [("The Harbour Fox", TOLL)]))
    assert together(record) == [[TOLL], [TOLL]]
    before = {row.first: row.id for row in record.statements.list()}
    (merged,) = record.registry.merge("Ida Holt", "Harbour Fox", by="Ada")
    assert together(record) == [[TOLL, TOLL]]
    assert [row.id for row in record.statements.list()] == [before["2031-03-04"]]
    record.registry.undo(merged.id, by="Ada")
    assert {row.first: row.id for row in record.statements.list()} == before
    assert list(record.verify()) == []


def test_who_is_told_from_a_namesake_is_compared_as_somebody_else(record: Record) -> None:
    def told(name: str, role: str) -> Extraction:
        made = report(name, "2031-03-04", [("Ida Holt", TOLL)])
        who = Speaker("s", "Ida Holt", "person", "named", roles=(role,))
        return replace(made, quotations=(replace(made.quotations[0], speaker=who),))

    record.add(told("courier.txt", "Norvian foreign minister"))
    record.add(told("ledger.txt", "minister"))
    assert together(record) == [[TOLL, TOLL]]
    record.add(told("herald.txt", "Velmoran foreign minister"))
    assert len(list(record.people(called="Holt"))) > 1
    assert max(map(len, together(record))) < 3
    with record._database.reading() as connection:
        wrong = connection.exec_driver_sql(
            "SELECT relay.id FROM relay JOIN appearance USING (report_id)"
            " JOIN profile ON profile.id = profile_id WHERE relay.speaker != entity_id"
        )
        assert wrong.all() == []


# Ids


def test_an_id_stands_until_its_quotations_are_gone_and_leads_to_where_they_went(record: Record) -> None:
    record.add(report("ledger.txt", "2031-03-05", [("Ida Holt", "The bridge toll will stay at twelve")]))
    record.add(report("herald.txt", "2031-03-01", [("Ida Holt", "marks for lorries until the end of June")]))
    ledger, herald = (said(record, words) for words in ("bridge", "June"))
    # What both are parts of makes them one: that which was there first keeps its id.
    record.add(report("courier.txt", "2031-03-04", [("Ida Holt", TOLL)]))
    (one,) = record.statements.list()
    kept, given_up = sorted((ledger.id, herald.id), key=lambda each: each != one.id)
    assert one.id == kept
    found = record.statements.statement(given_up)
    assert (found.id, found.asked, found.former) == (kept, given_up, (given_up,))
    # And once they are two again, each has its own.
    record.add(report("courier.txt", "2031-03-04", [("Ida Holt", TARIFF)]))
    assert {said(record, "bridge").id, said(record, "June").id} == {ledger.id, herald.id}
    assert record.statements.statement(ledger.id).asked is None
    for name in ("ledger.txt", "herald.txt"):
        record.add(report(name, "2031-03-05", []))
    with pytest.raises(NotFound, match="in no report any longer"):
        record.statements.statement(ledger.id)
    assert list(record.verify()) == []


def test_the_larger_part_keeps_the_id_and_of_equal_ones_that_with_the_earliest_report(record: Record) -> None:
    names = ("a.txt", "b.txt", "c.txt")
    for day, name in enumerate(names, 4):
        record.add(report(name, f"2031-03-0{day}", [("Ida Holt", TOLL)]))
    (one,) = record.statements.list()
    record.statements.split(relay_of(record, "a.txt"), one.id, by="Ada")
    (rest,) = record.statements.list(min_reports=2)
    assert (rest.id, rest.first) == (one.id, "2031-03-05")
    record.statements.split(relay_of(record, "c.txt"), one.id, by="Ada")
    assert record.statements.statement(one.id).row.first == "2031-03-05"
    assert len({row.id for row in record.statements.list()}) == 3


def test_a_statement_can_be_named_by_the_start_of_its_id_and_by_its_quotations(filled: Record) -> None:
    toll = said(filled, TOLL, until="2031-04")
    assert filled.statements.statement(toll.id[:8]).id == toll.id
    for name in ("courier.txt", "ledger.txt", "herald.txt"):
        relay = filled.statements.statement(relay_of(filled, name))
        assert (relay.id, relay.asked) == (toll.id, relay_of(filled, name))


@pytest.mark.parametrize("wanted", ["", "zz", "ffffffffffff", "0" * 16 + "-" + "0" * 12, "\ud800"])
def test_what_names_no_statement_is_not_found(filled: Record, wanted: str) -> None:
    with pytest.raises(NotFound) as error:
        filled.statements.statement(wanted)
    assert error.value.hint


def test_the_start_of_several_ids_names_none(record: Record) -> None:
    for number in range(17):
        record.add(report(f"{number}.txt", None, [(f"Speaker{number} Holt", TOLL)]))
    firsts = [row.id[0] for row in record.statements.list()]
    twice = next(digit for digit in firsts if firsts.count(digit) > 1)
    with pytest.raises(NotFound, match="more than one") as error:
        record.statements.statement(twice)
    assert "give one whole" in str(error.value.hint)
