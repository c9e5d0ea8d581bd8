"""The ledger in the record: stored once a version, in step with the reports, what is one is one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from onrecord.core import Extraction, Fact, NotFound, RecordError, Span
from onrecord.record import Record
from onrecord.record.ledger_rows import CommitmentRow
from tests.record import fake_ledger

Make = Callable[..., Extraction]

PROMISE = "We will repair the eastern quay by 2026-06-30."
AGAIN = "The council will repair the eastern quay by 2026-06-30."
KEPT = "The eastern quay opened."
DROPPED = "The eastern quay was scrapped."
ROAD = "The council will widen the harbour road."


@pytest.fixture(autouse=True)
def rules() -> Iterator[None]:
    with fake_ledger.rules():
        yield


def at(day: str) -> Fact:
    return Fact(day)


@pytest.fixture
def told(record: Record, quoting: Make) -> Record:
    """A promise in two reports, of another in one, and what was told of the first in July."""
    record.add(quoting("a.txt", PROMISE, "Ida Rowan", published=at("2026-02-16"), outlet="Tarn Gazette"))
    record.add(quoting("b.txt", AGAIN, "Jon Weir", published=at("2026-02-17"), outlet="Ansby Courier"))
    record.add(quoting("c.txt", ROAD, "Jon Weir", published=at("2026-03-01"), outlet="Ansby Courier"))
    record.add(quoting("d.txt", KEPT, None, published=at("2026-07-02"), outlet="Peat Online"))
    return record


def listed(record: Record, **asked: Any) -> list[tuple[str, str, int]]:
    rows = record.ledger.commitments(**({"as_of": "2026-12-31"} | asked))
    return [(row.stand.what, row.standing, row.reports) for row in rows]


QUAY, WIDENING = "repair the eastern quay", "widen the harbour road"


def test_figures_are_stored_to_the_last_digit(record: Record, quoting: Make) -> None:
    text = "Quays cost 40.10-55 marks more in 2025, and tolls cost 3 marks."
    record.add(quoting("a.txt", text, "Ida Rowan"))
    quays, tolls = record.ledger.figures()
    assert (quays.value, quays.upper, quays.unit, quays.change) == (
        Decimal("40.10"),
        Decimal(55),
        "marks",
        "rise",
    )
    assert str(quays.value) == "40.10"
    assert (quays.period_earliest, quays.period_latest) == ("2025-01-01", "2025-12-31")
    assert [span.of(text) for span in (quays.span, quays.about_span, quays.period_span) if span] == [
        "40.10-55 marks",
        "Quays",
        "2025",
    ]
    assert (quays.source.speaker, quays.sentence) == ("Ida Rowan", text)
    assert (tolls.change, tolls.period_span, tolls.about) == (None, None, "tolls")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["40 marks", "50 marks", "3 marks"]),
        ({"about": "quays"}, ["40 marks", "50 marks"]),
        ({"about": "QUAYS 50"}, ["50 marks"]),
        ({"about": "lighthouse"}, []),
        ({"about": " - "}, []),
        ({"unit": "Marks"}, ["40 marks", "50 marks", "3 marks"]),
        ({"unit": "%"}, []),
        ({"speaker": "weir"}, ["50 marks"]),
        ({"since": "2026-02-17"}, ["50 marks", "3 marks"]),
        ({"until": "2026-02-16"}, ["40 marks"]),
        ({"outlet": "courier"}, ["50 marks", "3 marks"]),
        ({"limit": 1}, ["40 marks"]),
    ],
)
def test_figures_are_found(record: Record, quoting: Make, asked: dict[str, Any], found: list[str]) -> None:
    record.add(
        quoting("a.txt", "Quays cost 40 marks.", "Ida Rowan", published=at("2026-02-16"), outlet="Tarn")
    )
    record.add(
        quoting("b.txt", "Quays cost 50 marks.", "Jon Weir", published=at("2026-02-17"), outlet="The Courier")
    )
    record.add(quoting("c.txt", "Tolls cost 3 marks.", published=at("2026-02-18"), outlet="The Courier"))
    assert [row.text for row in record.ledger.figures(**asked)] == found


def test_one_commitment_in_two_reports_is_one_line_with_both(told: Record) -> None:
    quay, road = told.ledger.commitments(as_of="2026-03-31")
    assert (quay.stand.what, quay.reports, quay.outlets) == (QUAY, 2, ("Ansby Courier", "Tarn Gazette"))
    assert (quay.stand.who_name, quay.made_on, quay.status) == ("Ida Rowan", "2026-02-16", "due")
    assert quay.due is not None and quay.due.latest == "2026-06-30"
    assert quay.stand.due_text == "by 2026-06-30"
    assert (road.stand.what, road.reports, road.due) == (WIDENING, 1, None)
    page = told.ledger.commitment(quay.id, as_of="2026-03-31")
    assert [each.source.outlet for each in page.stands] == ["Tarn Gazette", "Ansby Courier"]
    assert page.row == quay


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-03-31", "due"), ("2026-06-30", "due"), ("2026-07-01", "overdue"), ("2026-07-02", "kept")],
)
def test_the_status_is_that_of_the_day_asked_for(told: Record, day: str, status: str) -> None:
    quay, *_ = told.ledger.commitments(as_of=day)
    assert quay.status == status
    assert [each.sentence for each in quay.evidence] == ([KEPT] if status == "kept" else [])


def test_what_was_not_made_by_then_is_not_there(told: Record) -> None:
    assert listed(told, as_of="2026-02-15") == []
    assert listed(told, as_of="2026-02-16") == [(QUAY, "due", 1)]


def test_a_page_as_of_a_day_tells_what_was_known_then(told: Record) -> None:
    later = told.ledger.commitment(told.ledger.commitments(as_of="2026-12-31")[0].id).stands[1]
    page = told.ledger.commitment(later.id, as_of="2026-02-16")
    assert [each.source.outlet for each in page.stands] == ["Tarn Gazette"]
    assert (page.row.reports, page.row.status) == (1, "due")
    with pytest.raises(NotFound, match="nothing was told of it by 2026-02-15"):
        told.ledger.commitment(later.id, as_of="2026-02-15")


def test_a_calendar_knows_it_by_the_same_id_when_an_earlier_report_comes(
    record: Record, quoting: Make
) -> None:
    days = ("2026-02-20", "2026-02-18", "2026-02-16", "2026-02-14")
    for number, day in enumerate(days):
        record.add(quoting(f"{number}.txt", PROMISE + "!" * number, "Ida Rowan", published=at(day)))
    (row,) = record.ledger.commitments(as_of="2026-12-31")
    stands = record.ledger.commitment(row.id).stands
    assert (row.id, row.reports) == (stands[0].id, len(days))
    assert row.uid == min(stand.id for stand in stands)


def test_the_same_words_of_who_is_named_are_one_by_whatever_verb(
    record: Record, quoting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.record.ledger_comparing.are_one", lambda one, other: False)
    record.add(quoting("a.txt", ROAD, "Ida Rowan", published=at("2026-02-16")))
    record.add(quoting("b.txt", f"{ROAD} Yes.", "Jon Weir", published=at("2026-02-16")))
    record.add(quoting("c.txt", f"{ROAD} Well.", "Jon Weir", published=at("2026-05-16")))
    record.add(
        quoting("d.txt", ROAD.replace("The council", "The board"), "Jon Weir", published=at("2026-02-16"))
    )
    assert sorted(reports for _, _, reports in listed(record)) == [1, 1, 2]


def test_predictions_are_left_out_of_what_binds(told: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(listed(told, binding=True)) == 2
    monkeypatch.setattr("onrecord.record.ledger_rules.RULES", 92)
    with fake_ledger.foreseeing():
        assert [len(listed(told, **asked)) for asked in ({}, {"binding": True}, {"type": "prediction"})] == [
            2,
            0,
            2,
        ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [QUAY, WIDENING]),
        ({"who": "Ida Rowan"}, [QUAY]),
        ({"who": "rowan"}, [QUAY]),
        ({"who": "the council"}, [QUAY, WIDENING]),
        ({"who": "Nobody"}, []),
        ({"who": ""}, []),
        ({"speaker": "weir"}, [QUAY, WIDENING]),
        ({"about": "road"}, [WIDENING]),
        ({"type": "promise"}, [QUAY, WIDENING]),
        ({"type": "prediction"}, []),
        ({"status": "kept"}, [QUAY]),
        ({"status": "pending"}, [WIDENING]),
        ({"status": "wrong"}, []),
        ({"due_before": "2026-06-30"}, []),
        ({"due_before": "2026-07"}, [QUAY]),
        ({"due_before": "2026"}, []),
        ({"due_before": "2027"}, [QUAY]),
        ({"since": "2026-02-18"}, [WIDENING]),
        ({"outlet": "gazette"}, [QUAY]),
        ({"grade": "review"}, [QUAY, WIDENING]),
        ({"grade": "record"}, []),
        ({"limit": 1}, [QUAY]),
    ],
)
def test_commitments_are_found(told: Record, asked: dict[str, Any], found: list[str]) -> None:
    assert [what for what, *_ in listed(told, **asked)] == found


def test_what_somebody_undertook_last_comes_first(told: Record, quoting: Make) -> None:
    dredge = "dredge the outer channel"
    told.add(quoting("e.txt", f"We will {dredge}.", "Ida Rowan", published=at("2026-04-01")))
    rowan = told.registry.entity("Ida Rowan").id

    def undertaken(limit: int = 10) -> list[tuple[str, str | None]]:
        rows = told.ledger.latest_commitments(rowan, as_of="2026-12-31", limit=limit)
        return [(row.stand.what, row.made_on) for row in rows]

    whole = [(dredge, "2026-04-01"), (QUAY, "2026-02-16")]
    assert undertaken() == whole
    assert undertaken(limit=1) == whole[:1]
    assert told.ledger.latest_commitments(told.registry.entity("Jon Weir").id) == []
    (quay,) = told.ledger.commitments(about="quay", who=rowan)
    told.ledger.judge(quay.id, "wrong", by="Ada")
    assert undertaken() == whole[:1]


def test_of_very_many_the_nearest_deadlines_are_given_unless_words_narrow_them(
    record: Record, quoting: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    for month in range(1, 10):
        words = f"We will dredge pier {month} by 2026-0{month}-20."
        record.add(quoting(f"{month}.txt", words, "Ida Rowan", published=at("2026-01-01")))
    record.add(quoting("z.txt", "We will paint the pier.", "Ida Rowan", published=at("2026-01-01")))

    def due(**asked: Any) -> list[str | None]:
        rows = record.ledger.commitments(as_of="2026-05-01", **asked)
        return [row.last_day and row.last_day[5:7] for row in rows]

    whole = [f"0{month}" for month in range(1, 10)]
    assert due(near="2026-05") == [*whole, None]
    assert not record.ledger.is_crowded()
    monkeypatch.setattr("onrecord.record.ledger_commitments.CROWD", 4)
    assert record.ledger.is_crowded()
    assert due(near="2026-05") == ["03", "04", "05", "06"]
    assert due(near="2026-02-21", status="overdue") == ["01", "02", "03", "04"]
    assert due(near="2026-05", who="Ida Rowan") == [*whole, None]
    assert due(near="2026-05", about="pier 9") == ["09"]
    assert due() == [*whole, None]


@pytest.mark.parametrize(
    "asked", [{"as_of": "soon"}, {"as_of": "2026-02-30"}, {"due_before": "May"}, {"since": "x"}]
)
def test_a_day_that_is_none_is_refused(told: Record, asked: dict[str, str]) -> None:
    with pytest.raises(RecordError, match="is not a da"):
        told.ledger.commitments(**asked)  # type: ignore[arg-type]


def test_it_comes_out_alike_in_any_order_of_reports(tmp_path: Path, quoting: Make) -> None:
    reports = [
        quoting("a.txt", PROMISE, "Ida Rowan", published=at("2026-02-16")),
        quoting("b.txt", AGAIN, "Jon Weir", published=at("2026-02-17")),
        quoting("d.txt", KEPT, published=at("2026-07-02")),
    ]
    found: list[list[CommitmentRow]] = []
    for number, order in enumerate(permutations(reports)):
        with Record.open(tmp_path / f"{number}.db") as record:
            for each in order:
                record.add(each)
                record.ledger.match()
            found.append(record.ledger.commitments(as_of="2026-12-31"))
            assert list(record.verify()) == []
    assert len(found[0]) == 1 and found[0][0].status == "kept"
    assert all(rows == found[0] for rows in found)


@pytest.mark.sqlite
def test_matching_again_changes_nothing(told: Record) -> None:
    assert told.ledger.match() == 4
    before = told.path.stat().st_size, told.ledger.commitments(as_of="2026-12-31")
    assert told.ledger.match() == 0
    assert (told.path.stat().st_size, told.ledger.commitments(as_of="2026-12-31")) == before


def test_a_report_that_says_otherwise_now_takes_its_evidence_along(told: Record, quoting: Make) -> None:
    assert listed(told) == [(QUAY, "kept", 2), (WIDENING, "pending", 1)]
    told.add(quoting("d.txt", DROPPED, published=at("2026-07-02")))
    assert listed(told) == [(QUAY, "dropped", 2), (WIDENING, "pending", 1)]
    told.add(quoting("b.txt", "Nothing was decided.", published=at("2026-02-17")))
    told.add(quoting("d.txt", "Nothing is known.", published=at("2026-07-02")))
    assert listed(told) == [(QUAY, "overdue", 1), (WIDENING, "pending", 1)]
    assert list(told.verify()) == []
    assert told.report("b.txt", version=1).commitments[0].what.of(AGAIN) == QUAY


def test_other_rules_read_every_report_again(told: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    before = listed(told)
    monkeypatch.setattr("onrecord.record.ledger_rules.RULES", 91)
    assert told.ledger.match() == 4
    assert listed(told) == before
    assert list(told.verify()) == []


@pytest.mark.sqlite
def test_a_record_that_cannot_be_written_tells_what_is_there(told: Record) -> None:
    told.ledger.match()
    told.close()
    told.path.chmod(0o444)
    with Record.open(told.path, read_only=True) as record:
        assert listed(record) == [(QUAY, "kept", 2), (WIDENING, "pending", 1)]
        assert record.report("a.txt").commitments


def test_what_a_report_says_is_read_even_where_it_was_not_stored(record: Record, quoting: Make) -> None:
    record.add(quoting("a.txt", PROMISE, "Ida Rowan"))
    read = record.report("a.txt")
    assert [each.what.of(PROMISE) for each in read.commitments] == [QUAY]
    record.ledger.match()
    assert record.report("a.txt") == read
    assert [each.commitments for each in record.extractions()] == [read.commitments]


def test_adding_what_is_there_with_its_ledger_changes_nothing(record: Record, quoting: Make) -> None:
    record.add(quoting("a.txt", PROMISE, "Ida Rowan"))
    record.ledger.match()
    assert record.add(record.report("a.txt").extraction).status == "unchanged"
    assert record.ledger.match() == 0


def test_a_report_that_is_read_again_has_its_ledger_read_again(record: Record, quoting: Make) -> None:
    record.add(quoting("a.txt", PROMISE, "Ida Rowan"))
    assert listed(record) == [(QUAY, "overdue", 1)]
    assert record.add(quoting("a.txt", PROMISE, "Ida Rowan", grade="record")).status == "reread"
    assert record.ledger.match() == 1
    assert listed(record) == [(QUAY, "overdue", 1)]
    assert list(record.verify()) == []


class TestFinding:
    def test_any_place_names_it(self, told: Record) -> None:
        quay, road = told.ledger.commitments(as_of="2026-12-31")
        page = told.ledger.commitment(quay.id)
        for each in page.stands:
            for which in (each.id, f"{each.source.report_id}-{each.id}", each.id[:6], f" {each.id.upper()} "):
                assert told.ledger.commitment(which).row.id == quay.id
        assert told.ledger.commitment(road.id).row.id == road.id

    @pytest.mark.parametrize("which", ["", " ", "zz", "nothing", "0" * 12, "\udc80", "a' OR 1", "%"])
    def test_what_names_none_says_so(self, told: Record, which: str) -> None:
        with pytest.raises(NotFound, match="no commitment has this id"):
            told.ledger.commitment(which)

    def test_a_start_that_several_have_says_so(self, record: Record, quoting: Make) -> None:
        # Of seventeen ids two begin alike.
        record.add(
            quoting("a.txt", " ".join(f"The pilot will paint boat {i}." for i in range(17)), "Ida Rowan")
        )
        ids = [row.id for row in record.ledger.commitments()]
        assert len(ids) == 17
        shared = next(each[0] for each in ids if sum(other[0] == each[0] for other in ids) > 1)
        with pytest.raises(NotFound, match="more than one") as raised:
            record.ledger.commitment(shared)
        assert raised.value.hint is not None and "give one whole" in raised.value.hint


def test_spans_lead_back_to_the_text(told: Record) -> None:
    for row in told.ledger.commitments(as_of="2026-12-31"):
        for stand in told.ledger.commitment(row.id).stands:
            text = told.report(stand.source.report_id).report.text
            assert stand.span.of(text) == stand.text
            assert stand.what_span.of(text) == stand.what
            assert stand.who_span is not None and stand.who_span.of(text) == stand.who
        for each in row.evidence:
            text = told.report(each.source.report_id).report.text
            assert each.span.of(text) == each.sentence
            assert each.span.covers(each.words)


@pytest.mark.sqlite
def test_an_altered_word_is_named(told: Record) -> None:
    told.ledger.match()
    with closing(sqlite3.connect(told.path, isolation_level=None)) as connection:
        connection.execute("UPDATE commitment_span SET exact = 'repair the western quay' WHERE role = 'what'")
    problems = [str(each) for each in told.verify()]
    assert any("the what of the commitment" in each and "western" in each for each in problems)


def test_boilerplate_tells_nothing(record: Record, quoting: Make) -> None:
    record.add(quoting("a.txt", PROMISE, "Ida Rowan", published=at("2026-02-16")))
    whole = (Span(0, len(KEPT)),)
    record.add(quoting("d.txt", KEPT, published=at("2026-07-02"), boilerplate=whole))
    assert listed(record) == [(QUAY, "overdue", 1)]
