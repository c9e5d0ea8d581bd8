"""What people put right outlives readings, versions and other models, and can be taken back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.core import Extraction, Fact, Model, NotFound, Quotation, RecordError, Span
from onrecord.record import CorrectionRow, Record, correct_keeping, writing
from onrecord.record.correct_applying import Before
from tests.record import fake_ledger
from tests.record.conftest import TEXT, handed_in, where
from tests.record.correcting import WORDS, quotation, readings, report, words

Make = Callable[..., Extraction]
OTHER_MODEL = Model("other reader", "2", "cd" * 32)
FERRY = "“The ferry will run all winter,”"
FARES = "fares will not rise"


def the(record: Record, text: str) -> str:
    """The id of the quotation of these words."""
    return next(row.id for row in record.quotes() if row.text == text)


def states(record: Record) -> list[tuple[str, str]]:
    """What was corrected, and what has become of it, the first first."""
    return [(row.correction.what, row.state) for row in reversed(record.corrections.list())]


@pytest.fixture
def ferry(record: Record, extraction: Make) -> Record:
    record.add(extraction())
    return record


def test_other_spans_stand_in_every_query_with_who_put_them_right(ferry: Record) -> None:
    more = where(TEXT, "fares will not rise.")
    old = the(ferry, FARES)
    made = ferry.corrections.span(old, content=[more], by="Ada", why="the full stop")
    (row,) = ferry.quotes(speaker="Brzoza")
    assert (row.id, row.content, row.text) == (made.target, (more,), "fares will not rise.")
    assert (row.grade, row.confidence, row.corrected) == ("record", 1.0, (made.correction.id,))
    assert (made.state, made.was, made.now) == ("applied", FARES, "fares will not rise.")
    assert (made.who, made.correction.why, made.correction.by) == ("Ada", "the full stop", "person:Ada")
    assert [hit.quote.id for hit in ferry.search("fares") if hit.quote] == [row.id]
    assert list(ferry.verify()) == []
    assert list(ferry.notices()) == []


def test_who_says_it_is_another_or_nobody(ferry: Record) -> None:
    said = the(ferry, FERRY)
    other = ferry.corrections.speaker(said, "Jon Weir", by="Ada")
    (row,) = ferry.quotes(speaker="Weir")
    assert (row.id, row.entity, row.corrected) == (said, "Jon Weir", (other.correction.id,))
    stored = next(each for each in ferry.report("ferry.txt").quotations if each.id == said.partition("-")[2])
    assert stored.speaker is not None
    assert (stored.speaker.reason, stored.speaker.confidence) == ("corrected by Ada", 1.0)
    ferry.corrections.speaker(said, nobody=True, by="Bo")
    assert [row.id for row in ferry.quotes(speaker="Weir")] == []
    assert states(ferry) == [("speaker", "overruled"), ("speaker", "applied")]


def test_somebody_of_the_registry_speaks_under_the_name_the_report_has(ferry: Record, quoting: Make) -> None:
    ferry.add(quoting("weir.txt", "Tolls stay as they are.", "Jon Weir"))
    said = the(ferry, FERRY)
    (brzoza,) = ferry.people(called="Brzoza")
    ferry.corrections.speaker(said, entity="brzoza", by="Ada")
    (row,) = (row for row in ferry.quotes(speaker="Brzoza") if row.id == said)
    assert (row.speaker, row.speaker_id) == ("Łukasz Brzoza", brzoza.id)
    (weir,) = ferry.people(called="Weir")
    ferry.corrections.speaker(said, entity=weir.id, by="Ada")
    assert {row.speaker_id for row in ferry.quotes(speaker="Weir")} == {weir.id}


def test_what_is_no_quotation_is_gone_and_what_was_missed_is_there(ferry: Record) -> None:
    gone = the(ferry, FERRY)
    made = ferry.corrections.none(gone, by="Ada")
    assert (made.state, made.target) == ("applied", None)
    assert gone not in {row.id for row in ferry.quotes()}
    # It was the one around another by the model's word.
    assert all(row.nested_in is None for row in ferry.quotes())
    union = where(TEXT, "of the Ferry Union")
    found = ferry.corrections.missed("ferry.txt", content=[union], source=[], by="Ada")
    assert [row.text for row in ferry.quotes() if row.id == found.target] == ["of the Ferry Union"]
    assert ferry.report("ferry.txt").version.quotations == 3
    assert list(ferry.verify()) == []


def test_a_type_follows_the_marks_where_it_did_and_can_be_given(ferry: Record) -> None:
    fares = the(ferry, FARES)
    said = where(TEXT, "“has a crew.”")
    made = ferry.corrections.span(fares, content=[said], by="Ada")
    assert [row.type for row in ferry.quotes() if row.id == made.target] == ["direct"]
    made = ferry.corrections.span(made.target or "", type="mixed", by="Ada")
    assert [row.type for row in ferry.quotes() if row.id == made.target] == ["mixed"]


def test_with_another_source_the_speaker_is_read_again(ferry: Record) -> None:
    second = the(ferry, "“And every boat,” […] “has a crew.”")
    ferry.corrections.span(second, source=[where(TEXT, "Łukasz Brzoza, of the Ferry Union")], by="Ada")
    (row,) = (row for row in ferry.quotes() if row.id == second)
    assert row.speaker == "Łukasz Brzoza"
    ferry.corrections.span(second, source=[], by="Ada")
    (row,) = (row for row in ferry.quotes() if row.id == second)
    assert (row.source, row.speaker) == ((), None)


REFUSED: list[tuple[str, Callable[[Record, str], object], str]] = [
    ("the same spans", lambda r, q: r.corrections.span(q, content=[where(TEXT, FARES)], by="Ada"), "already"),
    ("the same speaker", lambda r, q: r.corrections.speaker(q, "Łukasz Brzoza", by="Ada"), "already"),
    ("nothing at all", lambda r, q: r.corrections.span(q, by="Ada"), "already"),
    ("no content", lambda r, q: r.corrections.span(q, content=[], by="Ada"), "needs words"),
    ("outside", lambda r, q: r.corrections.span(q, cue=[Span(5, 9999)], by="Ada"), "not within"),
    ("overlapping", lambda r, q: r.corrections.span(q, cue=[Span(5, 9), Span(8, 12)], by="Ada"), "overlap"),
    (
        "another's words",
        lambda r, q: r.corrections.span(q, content=[where(TEXT, FERRY)], by="Ada"),
        "there is a quotation of these words already",
    ),
    (
        "one that is there",
        lambda r, _: r.corrections.missed("ferry.txt", content=[where(TEXT, "fares will not")], by="Ada"),
        "quoted there already",
    ),
    ("no name", lambda r, q: r.corrections.speaker(q, "  ", by="Ada"), "needs a name"),
    ("two speakers", lambda r, q: r.corrections.speaker(q, "A", nobody=True, by="Ada"), "who says it"),
    ("no kind", lambda r, q: r.corrections.speaker(q, "A", kind="ship", by="Ada"), "no kind"),  # type: ignore[arg-type]
    ("unsigned", lambda r, q: r.corrections.none(q, by=" "), "somebody who made it"),
    ("no id", lambda r, _: r.corrections.none("ferry", by="Ada"), "a quotation's id is wanted"),
    ("no report", lambda r, _: r.corrections.none("0" * 16 + "-abc", by="Ada"), "no such report"),
    ("no quotation", lambda r, q: r.corrections.none(q[:17] + "abc", by="Ada"), "no such quotation"),
    (
        "nobody in the registry",
        lambda r, q: r.corrections.speaker(q, entity="Xu", by="Ada"),
        "nobody of that",
    ),
]


@pytest.mark.parametrize(("act", "what"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_or_says_nothing_new_is_refused(
    ferry: Record, act: Callable[[Record, str], object], what: str
) -> None:
    with pytest.raises(RecordError, match=what) as error:
        act(ferry, the(ferry, FARES))
    assert error.value.hint or what == "not within"
    assert ferry.corrections.list() == []


def test_reading_again_changes_nothing_and_another_model_is_put_right_as_well(
    ferry: Record, extraction: Make
) -> None:
    more = where(TEXT, "fares will not rise.")
    ferry.corrections.span(the(ferry, FARES), content=[more], by="Ada")
    ferry.corrections.speaker(the(ferry, FERRY), "Jon Weir", by="Ada")
    assert ferry.add(extraction()).status == "unchanged"
    assert ferry.holds(extraction().report, extraction().model)
    first, second, third = extraction().quotations
    longer = (where(TEXT, "fares will not"),)
    read = (first, replace(second, speaker=None), replace(third, id="abcdef", content=longer, nested_in=None))
    again = extraction(quotations=read, model=OTHER_MODEL)
    assert ferry.add(again).status == "reread"
    assert ferry.add(again).status == "unchanged"
    assert {row.text: row.speaker for row in ferry.quotes()} == {
        FERRY: "Jon Weir",
        "“And every boat,” […] “has a crew.”": None,
        "fares will not rise.": "Łukasz Brzoza",
    }
    assert states(ferry) == [("span", "applied"), ("speaker", "applied")]
    for row in ferry.corrections.list():
        ferry.corrections.undo(row.correction.id, by="Bo")
    assert handed_in(ferry.report("ferry.txt")) == again
    assert list(ferry.verify()) == []


def test_what_the_model_says_itself_by_now_still_holds(ferry: Record, extraction: Make) -> None:
    more = (where(TEXT, "fares will not rise."),)
    made = ferry.corrections.span(the(ferry, FARES), content=more, by="Ada")
    third = extraction().quotations[2]
    better = replace(third, id=str(made.correction.made), content=more)
    ferry.add(extraction(quotations=(*extraction().quotations[:2], better), model=OTHER_MODEL))
    assert states(ferry) == [("span", "agreed")]
    assert {row.text for row in ferry.quotes() if row.corrected} == {"fares will not rise."}
    # A model that has both finds what is wrong no longer.
    both = (*extraction().quotations, replace(better, nested_in=None))
    ferry.add(extraction(quotations=both, model=OTHER_MODEL))
    assert [row.text for row in ferry.quotes(speaker="Brzoza")] == ["fares will not rise."]


def test_a_quotation_that_the_model_finds_no_longer_stays_where_a_person_gave_it(
    ferry: Record, extraction: Make
) -> None:
    more = where(TEXT, "fares will not rise.")
    ferry.corrections.span(the(ferry, FARES), content=[more], by="Ada")
    lost = ferry.corrections.speaker(the(ferry, FERRY), "Jon Weir", by="Ada")
    ferry.add(extraction(quotations=(), model=OTHER_MODEL))
    assert [row.text for row in ferry.quotes()] == ["fares will not rise."]
    assert states(ferry) == [("span", "applied"), ("speaker", "unanchored")]
    (notice,) = ferry.notices()
    assert "nobody is quoted there now" in notice.what
    assert f"onrecord correct undo {lost.correction.id}" in (notice.hint or "")
    ferry.add(extraction())
    assert states(ferry) == [("span", "applied"), ("speaker", "applied")]


def shifted(text: str, extraction: Make, by: str) -> Extraction:
    """The report with other words before its story, and quotations where those stand now."""
    moved = text.replace("ALDER BAY, 16", f"{by}ALDER BAY, 16")
    return extraction(text=moved, quotations=None)


def test_a_new_version_of_the_text_is_put_right_where_the_words_stand_now(
    ferry: Record, extraction: Make
) -> None:
    old = the(ferry, FARES)
    ferry.corrections.span(old, content=[where(TEXT, "fares will not rise.")], by="Ada")
    ferry.corrections.speaker(the(ferry, FERRY), "Jon Weir", by="Ada")
    second = the(ferry, "“And every boat,” […] “has a crew.”")
    ferry.corrections.none(second, by="Ada")
    assert ferry.add(shifted(TEXT, extraction, "UPDATED. ")).status == "version"
    rows = {row.text: row for row in ferry.quotes()}
    assert {text: row.speaker for text, row in rows.items()} == {
        FERRY: "Jon Weir",
        "fares will not rise.": "Łukasz Brzoza",
    }
    assert all(row.version == 2 for row in rows.values())
    now = ferry.report("ferry.txt")
    assert all(span.of(now.report.text) in TEXT for each in now.quotations for span in each.content)
    # Ids are of the text: old ones lead to what stands now.
    assert ferry.corrections.address(old) == rows["fares will not rise."].id != old
    assert {row.state for row in ferry.corrections.list()} == {"applied"}
    # The version before stays as it was put right.
    assert {each.id for each in ferry.report("ferry.txt", version=1).quotations} != {
        each.id for each in now.quotations
    }
    assert len(ferry.report("ferry.txt", version=1).quotations) == 2
    ferry.corrections.undo(ferry.corrections.list()[0].correction.id, by="Bo")
    assert [len(ferry.report("ferry.txt", version=each).quotations) for each in (1, 2)] == [3, 3]
    assert list(ferry.verify()) == []


def test_what_has_no_place_in_a_new_version_is_listed_and_holds_again_when_it_has(
    ferry: Record, extraction: Make
) -> None:
    ferry.corrections.span(the(ferry, FARES), content=[where(TEXT, "fares will not rise.")], by="Ada")
    ferry.add(extraction(text="Nothing is said of it any longer.", quotations=()))
    (row,) = ferry.corrections.list("ferry.txt")
    assert (row.state, row.target, row.holds) == ("unanchored", None, False)
    assert row.reason == "“fares will not rise” is in the report no longer"
    assert list(ferry.verify()) == []
    ferry.add(extraction())
    (row,) = ferry.corrections.list()
    assert (row.state, row.reason) == ("applied", None)


def test_the_later_counts_for_what_both_touch_and_undoing_brings_back_what_counted_before(
    ferry: Record,
) -> None:
    old = the(ferry, FARES)
    first = ferry.corrections.span(old, content=[where(TEXT, "fares will not rise.")], by="Ada")
    second = ferry.corrections.span(
        first.target or "", content=[where(TEXT, "of the Ferry Union, fares will not rise")], by="Bo"
    )
    third = ferry.corrections.speaker(second.target or "", "Jon Weir", by="Bo")
    assert states(ferry) == [("span", "overruled"), ("span", "applied"), ("speaker", "applied")]
    (row,) = ferry.quotes(speaker="Weir")
    assert row.corrected == (second.correction.id, third.correction.id)
    assert {ferry.corrections.address(each) for each in (old, first.target or "")} == {row.id}
    assert [each.correction.id for each in ferry.corrections.on(old)][:2] == [
        third.correction.id,
        second.correction.id,
    ]
    # The first is taken back: the second is about the same quotation all the same.
    ferry.corrections.undo(first.correction.id, by="Bo")
    assert [row.id for row in ferry.quotes(speaker="Weir")] == [row.id]
    ferry.corrections.undo(second.correction.id[:6], by="Bo")
    (row,) = ferry.quotes(speaker="Weir")
    assert (row.text, row.id) == (FARES, old)
    assert ferry.corrections.address(second.target or "") == old
    assert [each.state for each in ferry.corrections.on(old)] == ["applied", "undone", "undone"]
    with pytest.raises(RecordError, match="nothing is left to undo"):
        ferry.corrections.undo(first.correction.id, by="Bo")
    with pytest.raises(NotFound, match="no correction has this id"):
        ferry.corrections.undo("x00", by="Bo")


def test_what_was_denied_and_is_then_said_to_be_missed_is_there(ferry: Record) -> None:
    fares = the(ferry, FARES)
    ferry.corrections.none(fares, by="Ada")
    assert ferry.corrections.address(fares) is None
    with pytest.raises(NotFound, match="no such quotation"):
        ferry.corrections.speaker(fares, "Jon Weir", by="Ada")
    ferry.corrections.missed("ferry.txt", content=[where(TEXT, FARES)], by="Bo")
    assert states(ferry) == [("none", "overruled"), ("missed", "applied")]
    assert the(ferry, FARES) == fares


def test_statements_follow_and_what_was_decided_on_them_holds(ferry: Record, quoting: Make) -> None:
    ferry.add(quoting("again.txt", "Tickets stay at four marks", "Anna Holt"))
    fares, again = the(ferry, FARES), the(ferry, "Tickets stay at four marks")
    ferry.statements.merge(fares, again, by="Ada")
    made = ferry.corrections.span(fares, content=[where(TEXT, "fares will not rise.")], by="Bo")
    one = ferry.statements.statement(fares)
    assert {each.id for each in one.quotes} == {made.target, again}
    assert ferry.statements.statement(made.target or "").id == one.id
    assert list(ferry.verify()) == []
    ferry.corrections.undo(made.correction.id, by="Bo")
    assert {each.id for each in ferry.statements.statement(made.target or "").quotes} == {fares, again}


def test_what_was_decided_on_who_speaks_holds(ferry: Record) -> None:
    ferry.registry.alias("Brzoza", "Luke Brzoza", by="Ada")
    ferry.corrections.span(the(ferry, FARES), content=[where(TEXT, "fares will not rise.")], by="Bo")
    assert [row.text for row in ferry.quotes(speaker="Luke Brzoza")] == ["fares will not rise."]


PROMISE = "We will repair the eastern quay by 2026-06-30."


def test_a_deadline_is_put_right_for_all_that_is_one_with_it(record: Record, quoting: Make) -> None:
    with fake_ledger.rules():
        record.add(quoting("a.txt", PROMISE, "Ida Rowan", published=Fact("2026-02-16")))
        again = PROMISE.replace("We", "The council")
        record.add(quoting("b.txt", again, "Jon Weir", published=Fact("2026-02-17")))
        (row,) = record.ledger.commitments(as_of="2026-08-01")
        assert row.status == "overdue"
        stands = {stand.source.report_id: stand.id for stand in record.ledger.commitment(row.id).stands}
        which = stands[record.report("b.txt").id]
        made = record.corrections.deadline(which, latest="2026-09-30", by="Ada", why="misprint")
        assert made.before == Before("2026-02-17", "2026-06-30", "by 2026-06-30")
        (row,) = record.ledger.commitments(as_of="2026-08-01")
        assert (row.status, row.due and row.due.latest) == ("due", "2026-09-30")
        assert (row.stand.corrected, made.target) == (
            made.correction.id,
            f"{record.report('b.txt').id}-{which}",
        )
        # Another reading of the report, and another version of it.
        record.add(quoting("b.txt", again, None, published=Fact("2026-02-17")))
        record.add(quoting("b.txt", f"Corrected. {again}", None, published=Fact("2026-02-17")))
        (row,) = record.ledger.commitments(as_of="2026-08-01")
        assert (row.status, row.stand.due_text) == ("due", "by 2026-06-30")
        none = record.corrections.deadline(row.id, by="Bo")
        assert none.before == Before(None, "2026-09-30", None)
        assert record.ledger.commitments(as_of="2026-08-01")[0].due is None
        assert states(record) == [("deadline", "overruled"), ("deadline", "applied")]
        with pytest.raises(RecordError, match="already"):
            record.corrections.deadline(row.id, by="Bo")
        assert list(record.verify()) == []
        for each in (made, none):
            record.corrections.undo(each.correction.id, by="Bo")
        assert record.corrections.one(none.correction.id) == replace(
            none, state="undone", before=None, correction=record.corrections.made([none.correction.id])[0]
        )
        (row,) = record.ledger.commitments(as_of="2026-08-01")
        assert (row.status, row.stand.corrected) == ("overdue", None)
        assert list(record.verify()) == []


def test_a_deadline_without_a_commitment_is_listed(record: Record, quoting: Make) -> None:
    with fake_ledger.rules():
        record.add(quoting("a.txt", PROMISE, "Ida Rowan"))
        (row,) = record.ledger.commitments(as_of="2026-08-01")
        with pytest.raises(RecordError, match="cannot be due"):
            record.corrections.deadline(row.id, earliest="2026-10-01", latest="2026-09-30", by="Ada")
        record.corrections.deadline(row.id, latest="2026-09-30", by="Ada")
        record.add(quoting("a.txt", "Nothing is to be done.", None))
        (stated,) = record.corrections.list()
        assert (stated.state, stated.was) == ("unanchored", PROMISE[:-1])


def test_the_act_is_whole_or_not_at_all(
    ferry: Record, path: Path, extraction: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: Any) -> None:
        raise KeyboardInterrupt

    for module, step in ((writing, "_put_quotations"), (correct_keeping, "keep")):
        with monkeypatch.context() as patched:
            patched.setattr(module, step, stopped)
            with pytest.raises(KeyboardInterrupt):
                ferry.corrections.none(the(ferry, FARES), by="Ada")
    with Record.open(path) as record:
        assert record.corrections.list() == []
        assert handed_in(record.report("ferry.txt")) == extraction()
        assert list(record.verify()) == []


def adopted(record: Record, *given: Quotation) -> list[str]:
    """What of an annotation was recorded."""
    rows = record.corrections.adopt("words.txt", given, by="Ada")
    return sorted(row.correction.what for row in rows)


def test_an_annotated_report_is_adopted_as_what_differs_once(record: Record) -> None:
    first = quotation((words(0, 3),), cue=(WORDS[4],), speaker="Ida Rowan")
    second = quotation((words(10, 13),), source=(WORDS[14],), speaker="Jon Weir")
    record.add(report(first, second, quotation((words(20, 23),))))
    spans = [
        quotation((words(0, 3),), cue=(WORDS[4],), kind="direct"),
        quotation((words(10, 15),), source=(WORDS[16],), kind="direct"),
        quotation((words(30, 33),), speaker="Anna Holt"),
    ]
    assert adopted(record, *spans) == ["missed", "none", "span", "speaker"]
    stored = record.report("words.txt").quotations
    assert [(each.content, each.source, each.cue) for each in stored] == [
        (each.content, each.source, each.cue) for each in spans
    ]
    assert [each.type for each in stored] == ["indirect", "direct", "indirect"]
    assert [each.speaker and each.speaker.name for each in stored] == ["Ida Rowan", None, "Anna Holt"]
    assert adopted(record, *spans) == []
    (example,) = record.corrections.examples()
    assert (example.whole, example.denied, len(example.corrected)) == (True, (words(20, 23),), 2)
    undone = record.corrections.undo(record.corrections.list()[0].correction.id, by="Bo", whole=True)
    assert len(undone) == 4
    assert handed_in(record.report("words.txt")) == report(first, second, quotation((words(20, 23),)))
    assert list(record.corrections.examples()) == []


@given(readings(), readings())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_adopted_is_what_stands_and_undone_it_never_was(
    template: Path, tmp_path: Path, read: tuple[Quotation, ...], given_: tuple[Quotation, ...]
) -> None:
    with Record.open(shutil.copy(template, tmp_path / "any.db")) as record:
        record.add(report(*read))
        rows = record.corrections.adopt("words.txt", given_, by="Ada", types=True)
        stored = record.report("words.txt").quotations
        assert [(each.type, each.content, each.source, each.cue) for each in stored] == [
            (each.type, each.content, each.source, each.cue) for each in given_
        ]
        assert record.corrections.adopt("words.txt", given_, by="Ada", types=True) == []
        assert list(record.verify()) == []
        if rows:
            record.corrections.undo(rows[0].correction.id, by="Bo", whole=True)
        assert handed_in(record.report("words.txt")) == report(*read)


Act = Callable[[Record, str, st.DataObject], CorrectionRow]
ACTS: list[Act] = [
    lambda r, q, d: r.corrections.span(q, cue=[WORDS[d.draw(st.integers(0, 59))]], by="Ada"),
    lambda r, q, d: r.corrections.span(q, content=[words(*sorted((d.draw(WORD), d.draw(WORD))))], by="Ada"),
    lambda r, q, d: r.corrections.speaker(q, d.draw(st.sampled_from(["Anna Holt", "Jon Weir"])), by="Ada"),
    lambda r, q, _: r.corrections.none(q, by="Ada"),
    lambda r, _, d: r.corrections.missed("words.txt", content=[WORDS[d.draw(WORD)]], by="Ada"),
]
WORD = st.integers(0, 59)


@given(readings(), st.data())
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_corrections_undone_in_any_order_leave_what_the_model_said(
    template: Path, tmp_path: Path, read: tuple[Quotation, ...], data: st.DataObject
) -> None:
    with Record.open(shutil.copy(template, tmp_path / "any.db")) as record:
        record.add(report(*read))
        made: list[str] = []
        for act in data.draw(st.lists(st.sampled_from(ACTS), max_size=4)):
            standing = [row.id for row in record.quotes()]
            if standing:
                try:
                    made.append(act(record, data.draw(st.sampled_from(standing)), data).correction.id)
                except RecordError:
                    continue  # it says nothing new, or somebody is quoted there
        assert list(record.verify()) == []
        before = record.report("words.txt").quotations
        assert record.add(report(*read)).status == "unchanged"
        # The same text in a longer one, read by another model that says the same.
        front = "Corrected at noon today.\n"
        moved = tuple(_moved(each, len(front), front) for each in read)
        record.add(replace(report(*moved, text=front + report().report.text), model=OTHER_MODEL))
        after = record.report("words.txt").quotations
        assert [
            tuple(span.shifted(-len(front)) for span in (*each.content, *each.source, *each.cue))
            for each in after
        ] == [(*each.content, *each.source, *each.cue) for each in before]
        assert list(record.verify()) == []
        for identity in data.draw(st.permutations(made)):
            record.corrections.undo(identity, by="Bo")
        assert handed_in(record.report("words.txt", version=1)) == report(*read)
        assert record.report("words.txt").quotations == moved
        assert list(record.verify()) == []


def _moved(each: Quotation, by: int, front: str) -> Quotation:
    content, source, cue = (
        tuple(span.shifted(by) for span in spans) for spans in (each.content, each.source, each.cue)
    )
    made = quotation(content, text=front + report().report.text)
    return replace(each, id=made.id, content=content, source=source, cue=cue)
