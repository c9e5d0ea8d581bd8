"""What people decide on statements: it holds through every reading, can be taken back, and is proved."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.core import NotFound, RecordError, Span
from onrecord.record import Record
from tests.record.telling import report, together
from tests.record.toll import (
    PART,
    TARIFF,
    TOLL,
    filled,
    joined,
    judged_plainly,
    relay_of,
    said,
)

__all__ = ["filled", "joined", "judged_plainly"]


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


def test_two_that_a_person_keeps_apart_are_never_one(filled: Record) -> None:
    toll, tariff = said(filled, TOLL, until="2031-04"), said(filled, TARIFF)
    made = filled.statements.keep_apart(tariff.id, toll.id, by="Ada", why="two days")
    assert {(each.verdict, each.why) for each in made} == {("different", "two days")}
    relays = [filled.statements.statement(each.id).relays for each in (toll, tariff)]
    assert len(made) == len(relays[0]) * len(relays[1])
    assert [each.id in {some.id for some in made} for each in filled.statements.decided()] == [True]
    assert (said(filled, TOLL, until="2031-04").id, said(filled, TARIFF).id) == (toll.id, tariff.id)
    with pytest.raises(RecordError, match="are one statement"):
        filled.statements.keep_apart(relays[0][0].id, relays[0][1].id, by="Ada")
    filled.statements.undo(made[0].id, by="Ada")
    assert filled.statements.decided() == []
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


@pytest.mark.sqlite
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
