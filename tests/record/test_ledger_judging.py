"""What people find of commitments stands beside what is computed, can be undone, and outlives readings."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from onrecord.core import Extraction, Fact, Gone, NotFound, RecordError
from onrecord.record import Record
from onrecord.record.ledger_rows import CommitmentRow
from tests.record import fake_ledger

Make = Callable[..., Extraction]

PROMISE = "We will repair the eastern quay by 2026-06-30."
AGAIN = "The council will repair the eastern quay by 2026-06-30."


@pytest.fixture(autouse=True)
def rules() -> Iterator[None]:
    with fake_ledger.rules():
        yield


@pytest.fixture
def promised(record: Record, quoting: Make) -> Record:
    record.add(quoting("a.txt", PROMISE, "Ida Rowan", published=Fact("2026-02-16")))
    record.add(quoting("b.txt", AGAIN, "Jon Weir", published=Fact("2026-02-17")))
    return record


def the_one(record: Record, **asked: Any) -> CommitmentRow:
    (row,) = record.ledger.commitments(**({"as_of": "2026-12-31"} | asked))
    return row


def test_a_verdict_stands_beside_what_is_computed(promised: Record) -> None:
    quay = the_one(promised)
    made = promised.ledger.judge(quay.id, "kept", by="Ada", note="seen on site")
    row = the_one(promised)
    assert (row.status, row.standing, row.judged) == ("overdue", "kept", made)
    assert (made.by, made.note, made.said, made.idle) == ("person:Ada", "seen on site", PROMISE[:-1], False)
    assert the_one(promised, status="kept") == row
    assert promised.ledger.commitments(as_of="2026-12-31", status="overdue") == []


def test_any_place_takes_it_and_all_have_it(promised: Record) -> None:
    page = promised.ledger.commitment(the_one(promised).id)
    made = promised.ledger.judge(page.stands[1].id, "dropped", by="Ada")
    assert the_one(promised).judged == made
    assert promised.ledger.commitment(page.stands[0].id).judgements == (made,)


def test_what_is_wrong_is_left_out_until_it_is_asked_for(promised: Record) -> None:
    quay = the_one(promised)
    promised.ledger.judge(quay.id, "wrong", by="Ada")
    assert promised.ledger.commitments() == []
    assert the_one(promised, status="wrong").id == quay.id
    assert promised.ledger.commitment(quay.id).row.standing == "wrong"


def test_what_is_delayed_is_overdue_once_that_day_is_over(promised: Record) -> None:
    promised.ledger.judge(the_one(promised).id, "delayed", by="Ada", until="2026-09-30")
    assert the_one(promised, as_of="2026-09-30").standing == "delayed"
    assert the_one(promised, as_of="2026-10-01").standing == "overdue"


def test_the_day_it_is_delayed_to_goes_before_its_deadline(promised: Record) -> None:
    promised.ledger.judge(the_one(promised).id, "delayed", by="Ada", until="2027-03-01")
    row = the_one(promised)
    assert (row.last_day, row.due and row.due.latest) == ("2027-03-01", "2026-06-30")
    assert promised.ledger.commitments(as_of="2026-12-31", due_before="2027") == []
    assert the_one(promised, due_before="2027-04").id == row.id


def test_the_latest_counts_and_undoing_brings_back_what_counted_before(promised: Record) -> None:
    quay = the_one(promised).id
    first = promised.ledger.judge(quay, "kept", by="Ada")
    second = promised.ledger.judge(quay, "dropped", by="Bo")
    assert the_one(promised).judged == second
    undone = promised.ledger.undo(second.id[:6], by="Ada")
    assert (undone.id, undone.undone_by) == (second.id, "person:Ada")
    assert the_one(promised).judged == first
    promised.ledger.undo(first.id, by="Ada")
    assert the_one(promised).judged is None
    assert [each.id for each in promised.ledger.judgements()] == [second.id, first.id]
    assert list(promised.verify()) == []
    with pytest.raises(RecordError, match="nothing is left to undo"):
        promised.ledger.undo(first.id, by="Ada")


@pytest.mark.parametrize("identity", ["", "c", "czz", "\udc80", "%"])
def test_there_is_nothing_to_undo(promised: Record, identity: str) -> None:
    with pytest.raises(NotFound):
        promised.ledger.undo(identity, by="Ada")


@pytest.mark.parametrize(
    ("verdict", "until", "says"),
    [
        ("broken", None, "is no verdict"),
        ("kept", "2026-01-01", "only what is delayed"),
        ("delayed", "May", "is not a day"),
        ("delayed", "2026-02-30", "is not a day"),
        ("delayed", "2026-01-01", "comes before it was told"),
    ],
)
def test_a_verdict_that_is_none_is_refused(
    promised: Record, verdict: Any, until: str | None, says: str
) -> None:
    with pytest.raises(RecordError, match=says):
        promised.ledger.judge(the_one(promised).id, verdict, by="Ada", until=until)
    assert promised.ledger.judgements() == []


def test_nobody_decides_nothing(promised: Record) -> None:
    with pytest.raises(RecordError, match="somebody who made it"):
        promised.ledger.judge(the_one(promised).id, "kept", by=" ")


class TestFormerIds:
    def test_rules_by_which_it_has_other_ends(
        self, promised: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        was = the_one(promised).id
        monkeypatch.setattr("onrecord.record.ledger_rules.RULES", 91)
        monkeypatch.setattr(fake_ledger, "ENDS_EARLY", True)
        now = the_one(promised)
        assert now.id != was
        assert [promised.ledger.commitment(each).row.id for each in (was, was[:6])] == [now.id] * 2
        assert promised.ledger.judge(was, "kept", by="Ada").commitment == now.id
        assert list(promised.verify()) == []
        monkeypatch.setattr("onrecord.record.ledger_rules.RULES", 92)
        monkeypatch.setattr(fake_ledger, "ENDS_EARLY", False)
        assert promised.ledger.commitment(was).row.id == was
        assert promised.ledger.commitment(now.id).row.id == was

    def test_rules_by_which_it_is_none(self, promised: Record, monkeypatch: pytest.MonkeyPatch) -> None:
        stand = the_one(promised).stand
        monkeypatch.setattr("onrecord.record.ledger_rules.RULES", 91)
        monkeypatch.setattr("onrecord.ledger.reading.read", lambda report, quotations, names: ((), ()))
        with pytest.raises(Gone, match="2026-06-30” is not taken for a commitment") as raised:
            promised.ledger.commitment(stand.id)
        assert raised.value.report == stand.source.report_id
        with pytest.raises(NotFound, match="no commitment has this id"):
            promised.ledger.commitment("ffffffffffff")

    def test_a_new_version_that_says_it_in_the_same_words(self, promised: Record, quoting: Make) -> None:
        was = the_one(promised).id
        words = f"Corrected. {PROMISE}"
        promised.add(quoting("a.txt", words, "Ida Rowan", published=Fact("2026-02-16")))
        now = the_one(promised).id
        assert was != now
        assert promised.ledger.commitment(was).row.id == now

    @pytest.mark.sqlite
    def test_what_is_altered_is_found(
        self, promised: Record, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        the_one(promised)
        monkeypatch.setattr("onrecord.record.ledger_rules.RULES", 91)
        monkeypatch.setattr(fake_ledger, "ENDS_EARLY", True)
        the_one(promised)
        promised.close()
        with closing(sqlite3.connect(path)) as raw, raw:
            assert raw.execute("UPDATE commitment_former SET said = 'nothing'").rowcount == 2
        with Record.open(path) as record:
            found = [each.what for each in record.verify()]
        assert [each.endswith("stood was altered: the seal") for each in found] == [True, True]


class TestOutliving:
    def test_another_reading_of_the_same_text(
        self, promised: Record, quoting: Make, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = promised.ledger.judge(the_one(promised).id, "kept", by="Ada")
        promised.add(quoting("a.txt", PROMISE, "Ida Rowan", published=Fact("2026-02-16"), grade="record"))
        monkeypatch.setattr("onrecord.record.ledger_rules.RULES", 91)
        assert the_one(promised).judged == made

    def test_rules_by_which_it_has_other_ends(
        self, promised: Record, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = promised.ledger.judge(the_one(promised).id, "kept", by="Ada")
        monkeypatch.setattr("onrecord.record.ledger_rules.RULES", 91)
        monkeypatch.setattr(fake_ledger, "ENDS_EARLY", True)
        row = the_one(promised)
        assert row.stand.text == PROMISE[: PROMISE.index(" by")]
        assert row.id != made.commitment
        assert row.judged == made
        assert list(promised.verify()) == []

    def test_a_new_version_that_says_it_in_the_same_words(self, promised: Record, quoting: Make) -> None:
        made = promised.ledger.judge(the_one(promised).id, "kept", by="Ada")
        words = f"Corrected. {PROMISE}"
        promised.add(quoting("a.txt", words, "Ida Rowan", published=Fact("2026-02-16")))
        assert the_one(promised).judged == made

    def test_a_new_version_that_does_not_say_it(self, record: Record, quoting: Make) -> None:
        record.add(quoting("a.txt", PROMISE, "Ida Rowan", published=Fact("2026-02-16")))
        made = record.ledger.judge(the_one(record).id, "kept", by="Ada")
        gone = "We will repair the western pier by 2026-06-30."
        record.add(quoting("a.txt", gone, "Ida Rowan", published=Fact("2026-02-16")))
        assert the_one(record).judged is None
        (idle,) = record.ledger.judgements()
        assert (idle.id, idle.idle) == (made.id, True)
        (notice,) = record.notices()
        assert "as Ada found, has no effect" in notice.what
        assert made.id in notice.hint
        record.add(quoting("a.txt", PROMISE, "Ida Rowan", published=Fact("2026-02-16")))
        assert the_one(record).judged == made
