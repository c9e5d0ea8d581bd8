"""Adding: idempotent, versioned, whole or not at all."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from onrecord.core import (
    Extraction,
    Fact,
    Interval,
    Model,
    Name,
    Quotation,
    Report,
    Span,
    Speaker,
)
from onrecord.record import Record, Refused
from tests.record.conftest import handed_in

Make = Callable[..., Extraction]


def count(path: Path | str, table: str) -> int:
    with Record.open(path) as record, record._database.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_what_was_added_comes_back_as_it_was(record: Record, extraction: Make) -> None:
    added = record.add(extraction())
    assert (added.status, added.quotations) == ("new", 3)
    assert handed_in(record.report(added.report_id)) == extraction()


@pytest.mark.sqlite
def test_the_same_report_twice_changes_nothing(record: Record, path: Path, extraction: Make) -> None:
    record.add(extraction())
    record.close()
    before = path.read_bytes()
    with Record.open(path) as again:
        assert again.add(extraction()).status == "unchanged"
    assert path.read_bytes() == before


def test_other_bytes_at_the_same_address_are_a_new_version_and_the_old_one_stays(
    record: Record, extraction: Make
) -> None:
    first = extraction()
    second = extraction(text=first.report.text + "Corrected on Tuesday.\n")
    assert record.add(first).status == "new"
    assert record.add(second).status == "version"
    assert [row.version for row in record.quotes()] == [2, 2, 2]
    assert handed_in(record.report("ferry.txt")) == second
    assert handed_in(record.report("ferry.txt", version=1)) == first
    assert [(row.version, row.current) for row in record.versions("ferry.txt")] == [(1, False), (2, True)]


def test_bytes_that_come_back_are_a_third_version_kept_once(
    record: Record, path: Path, extraction: Make
) -> None:
    first, second = extraction(), extraction(text="Nothing to report.\n")
    statuses = [record.add(each).status for each in (first, second, first)]
    assert statuses == ["new", "version", "version"]
    assert count(path, "archive") == 2
    assert list(record.verify()) == []


def test_bytes_are_kept_once_for_all_reports_made_of_them(
    record: Record, path: Path, extraction: Make
) -> None:
    record.add(extraction("a.txt"))
    record.add(extraction("b.txt"))
    assert count(path, "archive") == 1
    assert len(list(record.reports())) == 2


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(lambda e: replace(e, model=Model("reader", "2", "cd" * 32)), id="newer model"),
        pytest.param(lambda e: replace(e, quotations=e.quotations[:1]), id="fewer quotations"),
        pytest.param(lambda e: replace(e, quotations=()), id="none"),
        pytest.param(
            lambda e: replace(e, quotations=(replace(e.quotations[0], type="mixed"), *e.quotations[1:])),
            id="another type",
        ),
        pytest.param(lambda e: replace(e, names=e.names[1:]), id="fewer names"),
        pytest.param(lambda e: replace(e, names=()), id="no names"),
        pytest.param(lambda e: replace(e, names=e.names[::-1]), id="names in another order"),
        pytest.param(
            lambda e: replace(e, names=(replace(e.names[0], kind="organisation"), *e.names[1:])),
            id="another kind of name",
        ),
        pytest.param(lambda e: replace(e, report=replace(e.report, outlet="Island Ledger")), id="outlet"),
        pytest.param(lambda e: replace(e, report=replace(e.report, text=e.report.text + " ")), id="text"),
    ],
)
def test_the_same_bytes_read_otherwise_replace_the_earlier_reading(
    record: Record, path: Path, extraction: Make, later: Callable[[Extraction], Extraction]
) -> None:
    first = extraction()
    record.add(first, rules="1")
    before = record.versions("ferry.txt")[0]
    second = later(first)
    assert not record.holds(second.report, second.model, "2")
    assert record.add(second, rules="2").status == "reread"
    assert handed_in(record.report("ferry.txt")) == second
    (version,) = record.versions("ferry.txt")
    assert (version.rules, version.added_at) == ("2", before.added_at)
    assert count(path, "quotation") == len(second.quotations)
    assert count(path, "name") == len(second.names)
    assert list(record.verify()) == []


def test_newer_rules_that_find_the_same_are_noted(record: Record, extraction: Make) -> None:
    record.add(extraction(), rules="1")
    ids = [row.id for row in record.quotes()]
    assert record.add(extraction(), rules="2").status == "reread"
    assert record.holds(extraction().report, extraction().model, "2")
    assert [row.id for row in record.quotes()] == ids


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({}, True),
        ({"name": "other.txt"}, False),
        ({"source": "/elsewhere"}, False),
        ({"data": b"x"}, False),
    ],
)
def test_holds_asks_for_the_same_place_and_bytes(
    record: Record, extraction: Make, change: dict[str, str], held: bool
) -> None:
    record.add(extraction())
    assert record.holds(replace(extraction().report, **change), extraction().model) is held


def test_holds_asks_for_the_same_model_and_rules(record: Record, extraction: Make) -> None:
    record.add(extraction(), rules="1")
    report, model = extraction().report, extraction().model
    assert record.holds(report, model, "1")
    assert not record.holds(report, model, "2")
    assert not record.holds(report, replace(model, sha256="ef" * 32), "1")


def test_without_bytes_the_text_decides(record: Record, extraction: Make) -> None:
    first, second = (extraction(text=text, data=b"") for text in ("One.", "Two."))
    assert [record.add(each).status for each in (first, second, second)] == ["new", "version", "unchanged"]
    assert not record.holds(first.report, first.model)
    assert record.holds(second.report, second.model)


def test_the_order_of_arrival_makes_no_difference(
    template: Path, tmp_path: Path, extraction: Make, quoting: Make
) -> None:
    reports = [extraction("a.txt"), quoting("b.txt", "Fares fall.", "Jon Weir"), extraction("c.txt")]
    seen = []
    for name, order in (("one.db", reports), ("two.db", reports[::-1])):
        with Record.open(shutil.copy(template, tmp_path / name)) as record:
            for each in order:
                record.add(each)
            seen.append((list(record.quotes()), list(record.speakers()), list(record.search("ferry"))))
    one, two = seen
    assert one[:2] == two[:2]
    assert [hit.quote for hit in one[2]] == [hit.quote for hit in two[2]]


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (lambda q: replace(q, content=(Span(0, 99_999),)), "content of quotation .* at 0-99999"),
        (lambda q: replace(q, source=(Span(5, 5),)), "source of quotation .* at 5-5"),
        (lambda q: replace(q, cue=(Span(-3, 2),)), "cue of quotation .* at -3-2"),
        (lambda q: replace(q, content=()), "has no content"),
        (lambda q: replace(q, nested_in="0" * 12), "nested in 000000000000, which is not there"),
        (lambda q: replace(q, confidence=1.5), "confidence 1.5"),
        (lambda q: replace(q, confidence=float("nan")), "confidence nan"),
        (lambda q: replace(q, said_on=Interval("2026-01-01", "2026-01-01", Span(9, 2))), "said_on of quot"),
    ],
)
def test_what_could_not_be_proved_later_is_refused_and_nothing_is_written(
    record: Record, extraction: Make, broken: Callable[[Quotation], Quotation], why: str
) -> None:
    whole = extraction()
    bad = replace(whole, quotations=(*whole.quotations[:2], broken(whole.quotations[2])))
    with pytest.raises(Refused, match=f"ferry.txt was not added: .*{why}"):
        record.add(bad)
    assert list(record.reports()) == []


@pytest.mark.parametrize("span", [Span(0, 99_999), Span(5, 5), Span(-3, 2), Span(9, 2)])
def test_a_name_outside_the_text_is_refused_and_nothing_is_written(
    record: Record, extraction: Make, span: Span
) -> None:
    why = f"the name at {span.start}-{span.end} is not within its 273 characters"
    with pytest.raises(Refused, match=why):
        record.add(extraction(names=(Name(span, "place"),)))
    assert list(record.reports()) == []


def test_two_quotations_of_one_name_are_refused(record: Record, extraction: Make) -> None:
    whole = extraction()
    with pytest.raises(Refused, match=f"two quotations are named {whole.quotations[0].id}"):
        record.add(replace(whole, quotations=(whole.quotations[0], whole.quotations[0])))


@pytest.mark.parametrize(
    ("frame", "what"),
    [
        ({"text": "Ice \ud83d"}, "character 4 of its text"),
        ({"outlet": "Courier \udce9"}, "character 8 of its outlet"),
        ({"title": Fact("\ud800")}, "character 0 of its title"),
        ({"name": "caf\udce9.txt"}, r"caf\\udce9.txt was not added: character 3 of its name"),
    ],
)
def test_half_a_surrogate_pair_is_refused(
    record: Record, extraction: Make, frame: dict[str, object], what: str
) -> None:
    whole = extraction()
    bad = replace(whole, report=replace(whole.report, **frame), quotations=(), names=())
    assert not record.holds(bad.report, bad.model)
    with pytest.raises(Refused, match=what) as refused:
        record.add(bad)
    str(refused.value).encode()


# Of U+0000 there is a test of its own.
_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(_CHARACTERS, max_size=60)
NAMES = st.text(_CHARACTERS, min_size=1, max_size=20)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Any extraction that holds together."""
    text = draw(TEXTS)
    spans = (
        st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
        .filter(lambda pair: pair[0] < pair[1])
        .map(Span._make)
        if text
        else st.nothing()
    )
    facts = st.none() | st.builds(Fact, NAMES, st.none() | spans if text else st.none())
    some = st.lists(spans, min_size=1, max_size=3).map(tuple)
    alone = st.builds(
        Speaker,
        st.sampled_from("ab"),
        NAMES,
        st.sampled_from(["person", "group"]),
        NAMES,
        st.floats(0, 1),
        st.lists(NAMES, max_size=2).map(tuple),
        st.just(()),
        st.booleans(),
    )
    speakers = st.recursive(
        alone,
        lambda inside: st.builds(replace, alone, members=st.lists(inside, max_size=3).map(tuple)),
        max_leaves=4,
    )
    quotations: list[Quotation] = []
    for number in range(draw(st.integers(0, 3)) if text else 0):
        quotations.append(
            Quotation(
                id=f"q{number}",
                type=draw(st.sampled_from(["direct", "indirect", "mixed"])),
                content=draw(some),
                source=draw(some | st.just(())),
                cue=draw(some | st.just(())),
                speaker=draw(st.none() | speakers),
                addressee=draw(st.none() | NAMES),
                occasion=draw(st.none() | NAMES),
                said_on=draw(st.none() | st.builds(Interval, NAMES, NAMES, st.none() | spans)),
                nested_in=draw(st.none() | st.sampled_from([q.id for q in quotations]))
                if quotations
                else None,
                polarity=draw(st.none() | NAMES),
                confidence=draw(st.floats(0, 1)),
                grade=draw(st.sampled_from(["record", "review"])),
                embedding=draw(st.just(b"") | st.just(struct.pack("<128e", 1, *[0.0] * 127))),
            )
        )
    report = Report(
        text=text,
        name=draw(NAMES),
        source=draw(NAMES),
        data=draw(st.binary(max_size=50) | st.just(text.encode("utf-16"))),
        title=draw(facts),
        published=draw(facts),
        dateline=draw(facts),
        place=draw(facts),
        outlet=draw(st.none() | TEXTS),
        author=draw(st.none() | TEXTS),
        credited=tuple(draw(st.lists(facts.filter(bool), max_size=2))),
        language=draw(st.none() | NAMES),
        boilerplate=tuple(draw(st.lists(spans, max_size=2))) if text else (),
    )
    named = st.builds(Name, spans, st.sampled_from(["person", "organisation", "place"]))
    names = tuple(draw(st.lists(named, max_size=4))) if text else ()
    return Extraction(report, tuple(quotations), Model(draw(NAMES), draw(NAMES), draw(NAMES)), names)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(extraction=extractions(), again=extractions())
def test_anything_that_holds_together_is_kept_exactly_and_proved(
    record: Record, extraction: Extraction, again: Extraction
) -> None:
    again = replace(
        again, report=replace(again.report, source=extraction.report.source, name=extraction.report.name)
    )
    for each in (extraction, again):
        added = record.add(each)
        assert handed_in(record.report(added.report_id)) == each
        assert record.add(each).status == "unchanged"
        record.ledger.match()
        assert record.add(each).status == "unchanged"
    assert list(record.verify()) == []


def test_a_null_character_is_kept_in_a_file_and_refused_by_postgresql(
    record: Record, backend: str, quoting: Make
) -> None:
    odd = quoting("odd", "Rain\0 fell.", "Ida Rowan")
    if backend == "sqlite":
        assert handed_in(record.report(record.add(odd).report_id)) == odd
        return
    with pytest.raises(Refused, match=r"character 4 of its text is U\+0000, which PostgreSQL cannot keep"):
        record.add(odd)
    assert record.add(quoting("next", "Rain fell.", "Ida Rowan")).status == "new"
