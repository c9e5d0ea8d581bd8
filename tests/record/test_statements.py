"""Statements of a record: what is one, how it is read, what people decide, and what becomes of ids.

Which quotations are alike is another's matter (`tests/match/statements`): here a plain judge says so.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.core import Extraction, Fact, Interval, Likeness, NotFound, RecordError, Span, Speaker
from onrecord.match.statements.wording import Wording
from onrecord.record import Compared, Record, StatementRow
from onrecord.record.statement_rows import SaidAgain
from tests.record.telling import report, together

TOLL = "The bridge toll will stay at twelve marks for lorries until the end of June"
PART = "The bridge toll will stay at twelve marks for lorries"
TARIFF = "Nobody asked the haulage firms of Merrow about the granary tariff"
Make = Callable[..., Extraction]


def plain_judge(one: Wording, other: Wording) -> Likeness:
    """The same speaker in most of the same words: the same within a month, later said again."""
    shared = len(one.words.keys() & other.words.keys())
    alike = shared / min(len(one.words), len(other.words))
    first, second = sorted((one.relay.id, other.relay.id))
    if alike < 0.6 or one.relay.speaker != other.relay.speaker:
        return Likeness(first, second, 0.1 * alike, 0.1, "different", "against: other words")
    if abs((one.setting.day or 0) - (other.setting.day or 0)) > 30:
        return Likeness(first, second, 0.1, 0.8, "other_occasion", "against: how many days lie between")
    return Likeness(first, second, 0.9, 0.05, "same", "for: the same words")


@pytest.fixture(autouse=True)
def _judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.record.statement_comparing.compare", plain_judge)


@pytest.fixture
def filled(record: Record) -> Record:
    """A toll that four reports tell of, in March and again in September, and a tariff that one does."""
    record.add(report("courier.txt", "2031-03-04", [("Ida Holt", TOLL), ("Jon Weir", TARIFF)]))
    record.add(report("ledger.txt", "2031-03-05", [("Ida Holt", PART)]))
    record.add(report("herald.txt", "2031-03-06", [("Holt", TOLL)]))
    record.add(report("post.txt", "2031-09-05", [("Ida Holt", TOLL)]))
    return record


def said(record: Record, words: str, **filters: object) -> StatementRow:
    """The one statement that says so."""
    (found,) = [row for row in record.statements.list(**filters) if words in row.text]  # type: ignore[arg-type]
    return found


def relay_of(record: Record, name: str) -> str:
    """The id of the first quotation of a report."""
    (quote, *_) = record.quotes(report=name)
    return quote.id


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


def test_a_record_that_cannot_be_written_answers_from_what_is_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Record.open(path) as record:
        record.add(report("courier.txt", "2031-03-04", [("Ida Holt", TOLL)]))
        record.statements.match()
        record.add(report("ledger.txt", "2031-03-04", [("Ida Holt", TOLL)]))
        record.add(report("courier.txt", "2031-03-04", [("Ida Holt", TARIFF)]))
        former = "“" + TOLL
    monkeypatch.setattr("onrecord.record.database._can_be_written", lambda _: False)
    with Record.open(path, read_only=True) as record:
        # What was read anew is not yet compared: its statement cannot be shown, and nothing fails.
        assert list(record.statements.list()) == []
        assert former not in together(record)
    monkeypatch.undo()
    monkeypatch.setattr("onrecord.record.statement_comparing.compare", plain_judge)
    with Record.open(path, read_only=True) as record:
        assert together(record) == [[TARIFF], [TOLL]]


def test_readers_do_with_what_is_there_while_another_process_writes_for_long(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.database.BUSY_SECONDS", 0.1)
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


# What people decide


def test_what_a_person_joins_stays_together_until_that_is_undone(filled: Record) -> None:
    toll, tariff = said(filled, TOLL, until="2031-04"), said(filled, TARIFF)
    made = filled.statements.merge(tariff.id, toll.id, by="Ada", why="one speech")
    assert {each.verdict for each in made} == {"same"}
    assert {each.by for each in made} == {"person:Ada"}
    one = filled.statements.statement(tariff.id)
    assert (one.row.reports, len(one.relays)) == (3, 4)
    assert {each.why for each in one.judgements} == {"one speech"}
    with pytest.raises(RecordError, match="one statement already"):
        filled.statements.merge(toll.id, tariff.id, by="Ada")
    undone = filled.statements.undo(made[0].id, by="Bo")
    assert {each.undone_by for each in undone} == {"person:Bo"}
    assert {each.id for each in undone} == {each.id for each in made}
    assert said(filled, TOLL, until="2031-04") == toll
    assert said(filled, TARIFF) == tariff
    with pytest.raises(RecordError, match="nothing is left to undo: Bo"):
        filled.statements.undo(made[0].id, by="Bo")
    assert list(filled.verify()) == []


def test_what_a_person_takes_out_stays_out_and_others_stay_in(filled: Record) -> None:
    toll, relay = said(filled, TOLL, until="2031-04"), relay_of(filled, "ledger.txt")
    made = filled.statements.split(relay, toll.id, by="Ada", why="another day")
    assert {each.verdict for each in made} == {"different"}
    assert {row.reports for row in filled.statements.list(until="2031-04", speaker="holt")} == {2, 1}
    assert filled.statements.statement(relay).id != toll.id
    filled.add(report("times.txt", "2031-03-07", [("Ida Holt", PART)]))
    parts = filled.statements.statement(relay), filled.statements.statement(relay_of(filled, "courier.txt"))
    assert parts[0].id != parts[1].id
    filled.statements.undo(made[0].id, by="Ada")
    assert said(filled, TOLL, until="2031-04").reports == 4


def test_who_held_others_together_can_be_taken_out_alone(filled: Record) -> None:
    toll, tariff = said(filled, TOLL, until="2031-04"), said(filled, TARIFF)
    filled.statements.merge(tariff.id, toll.id, by="Ada")
    anchor = filled.statements.statement(tariff.id).relays[0]
    made = filled.statements.split(anchor.id, tariff.id, by="Ada", why="another day")
    why = {(each.verdict, each.why) for each in made}
    assert why == {("different", "another day"), ("same", "kept together by the split")}
    assert sorted(map(len, together(filled))) == [1, 1, 3]
    assert list(filled.verify()) == []


@pytest.mark.parametrize(
    ("relay", "statement", "error"),
    [("post.txt", "courier.txt", "it is not in"), ("post.txt", "post.txt", "the only quotation")],
)
def test_only_what_is_in_a_statement_with_others_can_be_taken_out(
    filled: Record, relay: str, statement: str, error: str
) -> None:
    with pytest.raises(RecordError, match=error) as raised:
        filled.statements.split(relay_of(filled, relay), relay_of(filled, statement), by="Ada")
    assert raised.value.hint


def test_of_two_decisions_on_a_pair_the_latest_counts_and_the_other_has_no_effect(filled: Record) -> None:
    toll, relay = said(filled, TOLL, until="2031-04"), relay_of(filled, "ledger.txt")
    apart = filled.statements.split(relay, toll.id, by="Ada")
    joined = filled.statements.merge(toll.id, relay, by="Bo")
    found = {each.id: each for each in filled.statements.judgements()}
    assert {found[each.id].idle for each in apart} == {"overruled"}
    assert {found[each.id].idle for each in joined} == {None}
    assert [each.at for each in filled.statements.judgements()] == sorted(
        (each.at for each in found.values()), reverse=True
    )
    filled.statements.undo(joined[0].id, by="Bo")
    assert {each.idle for each in filled.statements.judgements(relay)} == {None}
    assert list(filled.notices()) == []


@pytest.mark.parametrize("by", ["", "  ", "person:"])
def test_a_decision_is_signed(filled: Record, by: str) -> None:
    toll, tariff = said(filled, TOLL, until="2031-04"), said(filled, TARIFF)
    with pytest.raises(RecordError, match="needs somebody"):
        filled.statements.merge(toll.id, tariff.id, by=by)


@pytest.mark.parametrize("identity", ["", "s", "nothing"])
def test_only_a_judgement_can_be_undone(filled: Record, identity: str) -> None:
    toll, tariff = said(filled, TOLL, until="2031-04"), said(filled, TARIFF)
    filled.statements.merge(toll.id, tariff.id, by="Ada")
    with pytest.raises(NotFound):
        filled.statements.undo(identity, by="Ada")


@pytest.fixture
def joined(filled: Record) -> Record:
    filled.statements.merge(said(filled, TARIFF).id, said(filled, TOLL, since="2031-09").id, by="Ada")
    return filled


def reread(record: Record, name: str) -> None:
    """Read a report again and find quotations that begin a word later."""
    held = record.report(name).extraction
    moved = tuple(
        replace(each, id=f"{each.id[:-1]}x", content=(Span(each.content[0].start + 5, each.content[0].end),))
        for each in held.quotations
    )
    assert record.add(replace(held, quotations=moved)).status == "reread"


def anew(record: Record, name: str) -> None:
    """A new version of a report with a word more in each quotation."""
    said_then = {"courier.txt": [("Ida Holt", TOLL), ("Jon Weir", TARIFF)], "post.txt": [("Ida Holt", TOLL)]}
    text = [(who, f"{words} indeed") for who, words in said_then[name]]
    day = record.report(name).report.published
    assert day is not None
    assert record.add(report(name, day.value, text)).status == "version"


@pytest.mark.parametrize("change", [reread, anew])
def test_ids_and_decisions_outlive_a_reading_that_puts_quotations_otherwise(
    joined: Record, change: Callable[[Record, str], None]
) -> None:
    before = {row.id: row.reports for row in joined.statements.list()}
    for name in ("courier.txt", "post.txt"):
        change(joined, name)
    assert {row.id: row.reports for row in joined.statements.list()} == before
    (one,) = joined.statements.list(about="tariff")
    assert sorted(relay.report.name for relay in joined.statements.statement(one.id).relays) == [
        "courier.txt",
        "post.txt",
    ]
    assert list(joined.notices()) == []
    assert list(joined.verify()) == []
    # It is one act: undoing any of it undoes all.
    made = next(each for each in joined.statements.judgements() if each.idle is None)
    joined.statements.undo(made.id, by="Ada")
    assert {each.undone_by for each in joined.statements.judgements()} == {"person:Ada"}
    assert len(list(joined.statements.list())) == len(before) + 1


def test_a_decision_on_what_is_gone_says_so_and_counts_again_when_it_is_back(joined: Record) -> None:
    joined.add(report("post.txt", "2031-09-05", [("Marta Brun", "Lanterns are lit on every quay at dusk")]))
    joined.statements.match()
    (judged,) = joined.statements.judgements()
    assert judged.idle == "gone"
    assert {judged.one_said, judged.other_said} == {f"“{TOLL}”", f"“{TARIFF}”"}
    (notice,) = joined.notices()
    assert "as Ada decided, has no effect" in notice.what
    assert judged.id in notice.hint
    joined.add(report("post.txt", "2031-09-05", [("Ida Holt", TOLL)]))
    assert [row.reports for row in joined.statements.list(about="tariff")] == [2]
    assert list(joined.notices()) == []


def test_decisions_outlive_other_rules(joined: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(joined.statements.list())
    monkeypatch.setattr("onrecord.record.statement_rules.RULES", 91)
    assert list(joined.statements.list()) == before
    assert list(joined.verify()) == []


def test_a_long_change_to_the_registry_leaves_the_count_of_statements_alone(
    joined: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined.statements.match()
    monkeypatch.setattr("onrecord.record.aside.AT_MOST", 0)
    joined.add(report("times.txt", "2031-03-07", [("Marta Brun", TARIFF)]))
    joined.match_speakers()
    joined.statements.match()
    assert list(joined.verify()) == []


# Verifying


@pytest.fixture
def copy(joined: Record, path: Path, tmp_path: Path) -> Path:
    joined.statements.match()
    joined.close()
    return Path(shutil.copy(path, tmp_path / "copy.db"))


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE statement_judgement SET verdict = 'different'", "was altered: the seal"),
        ("DELETE FROM statement_judgement", "the number of rows of statement_judgement: expected 1, found 0"),
        ("DELETE FROM statement WHERE reports = 0", "the number of rows of statement: expected"),
        ("UPDATE statement SET number = number + 40 WHERE reports = 3", "was altered: the seal"),
        ("DELETE FROM relay WHERE key IN (SELECT min(key) FROM relay)", "was altered: the seal"),
        ("UPDATE relay SET statement_id = (SELECT max(id) FROM statement)", "was altered: the seal"),
        ("UPDATE relay SET words = x'00'", "what is kept to compare it was altered: the seal"),
        ("UPDATE likeness SET same = 0.5 WHERE decision = 'same'", "to compare it was altered: the seal"),
        ("DELETE FROM likeness WHERE decision = 'same'", "what is kept to compare it was altered: the seal"),
        ("UPDATE relay_key SET relay = 7 WHERE key IN (SELECT min(key) FROM relay_key)", "not all there"),
        ("DELETE FROM relay_key WHERE key IN (SELECT min(key) FROM relay_key)", "is not all there"),
        ("INSERT INTO relay_key SELECT 5, key FROM relay LIMIT 1", "the number of keys of quotations"),
        ("DELETE FROM bag WHERE rowid = 1", "quotations of a report without words"),
        ("UPDATE bag SET outlet = 'Times'", "the words of report"),
        ("UPDATE version SET compared = ''", "as what statements know the version"),
        ("UPDATE profile SET compared_as = 'Holt'", "as what statements know the profile"),
    ],
)
def test_what_was_altered_is_found(copy: Path, statement: str, what: str) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        assert connection.execute(statement).rowcount > 0
    with Record.open(copy, create=False) as record:
        problems = [str(problem) for problem in record.verify()]
    assert any(what in problem for problem in problems), problems
