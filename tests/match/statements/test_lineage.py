"""Who had a statement first, who took it from whom, and how many sources it has."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Fact, Interval, Quotation, Relay, Report, Span, quotation_id
from onrecord.match.statements.duplicates import Duplicate, duplicates, sketch
from onrecord.match.statements.lineage import Lineage, lineage
from onrecord.read import read_text

SAMPLES = Path(__file__).parents[3] / "examples" / "reports"
QUOTED = "“The boats will sail at night as well”"


@dataclass(frozen=True)
class R:
    """A report in few words: its outlet, its date, what follows the quotation, what is quoted."""

    id: str
    outlet: str | None = None
    day: str | None = "2031-05-04"
    after: str = ", Ida Holt said."
    before: str = ""
    quoted: str = QUOTED
    said_on: str | None = None
    author: str | None = None


def relay(made: R) -> Relay:
    text = made.before + made.quoted + made.after
    read = read_text(text)
    content = (Span(len(made.before), len(made.before) + len(made.quoted)),)
    report = Report(
        text,
        made.id,
        made.id,
        published=Fact(made.day) if made.day else None,
        outlet=made.outlet or f"Paper {made.id.upper()}",
        author=made.author,
        credited=read.credited,
        boilerplate=read.boilerplate,
    )
    said = Interval(made.said_on, made.said_on, Span(0, 1)) if made.said_on else None
    quotation = Quotation(quotation_id(made.id, content), "direct", content, said_on=said)
    return Relay(f"{made.id}-{quotation.id}", made.id, report, quotation, "holt")


def traced(*made: R, same: tuple[Duplicate, ...] = ()) -> Lineage:
    return lineage([relay(each) for each in made], same)


def links(found: Lineage) -> list[tuple[str | None, str, str]]:
    return [(edge.source_report or edge.source, edge.report, edge.kind) for edge in found.edges]


def groups(found: Lineage) -> list[tuple[str, str | None]]:
    return [(" ".join(group.reports), group.source) for group in found.groups]


def test_one_report_is_its_own_source() -> None:
    found = traced(R("a", "Island Ledger"))
    assert (found.first, found.independent, found.edges, found.absent) == (("a",), 1, (), ())
    assert found.observed == "First observed in Island Ledger (2031-05-04)."
    assert groups(found) == [("a", "a")]


def test_no_relays_have_no_lineage() -> None:
    with pytest.raises(ValueError, match="without relays"):
        lineage([])


def test_the_earliest_day_is_first_and_two_of_one_day_both_are() -> None:
    assert traced(R("b", day="2031-05-05"), R("a", day="2031-05-06")).first == ("b",)
    found = traced(R("a", "Island Ledger"), R("b", "Dorvik Post"), R("c", day="2031-05-05"))
    assert found.first == ("a", "b")
    assert found.observed == (
        "First observed in Island Ledger (2031-05-04) and Dorvik Post (2031-05-04): "
        "which of them was first is not known."
    )


def test_times_tell_two_of_one_day_apart() -> None:
    found = traced(R("a", day="2031-05-04T09:00:00+00:00"), R("b", day="2031-05-04T08:00:00+00:00"))
    assert found.first == ("b",)
    assert [told.report for told in found.reports] == ["b", "a"]


def test_who_credits_another_of_its_day_was_not_first() -> None:
    found = traced(R("a", "Island Ledger", after=", Holt told the Dorvik Post."), R("b", "Dorvik Post"))
    assert found.first == ("b",)
    assert [told.report for told in found.reports] == ["b", "a"]
    assert links(found) == [("b", "a", "credits")]
    assert (found.independent, groups(found)) == (1, [("b a", "b")])
    (edge,) = found.edges
    assert (edge.words, edge.confidence) == ("Dorvik Post", 0.9)
    assert edge.why == "Island Ledger names Dorvik Post where it quotes the words"


def test_a_credit_for_other_words_is_shown_and_discounts_nothing() -> None:
    before = "The vote was secret, the Dorvik Post reported. Nobody came.\n\n"
    found = traced(R("a", "Island Ledger", before=before), R("b", "Dorvik Post"))
    assert [(edge.kind, edge.confidence) for edge in found.edges] == [("credits", 0.3)]
    assert (found.independent, found.first) == (2, ("b", "a"))


def test_an_agency_that_is_not_in_the_record_is_one_source_of_all_that_credit_it() -> None:
    wire = ", Holt told Sound Wire."
    found = traced(
        R("a", "Island Ledger", after=wire), R("b", "Dorvik Post", after=wire), R("c", "Vale Echo")
    )
    assert found.absent == ("Sound Wire",)
    assert links(found) == [("Sound Wire", "a", "credits"), ("Sound Wire", "b", "credits")]
    assert groups(found) == [("a b", None), ("c", "c")]
    assert found.groups[0].credited == ("Sound Wire",)
    assert "Island Ledger credits Sound Wire, of whom no earlier report is among these." in found.observed


def test_no_edge_runs_against_time() -> None:
    found = traced(
        R("a", "Island Ledger", after=", Holt told the Dorvik Post."),
        R("b", "Dorvik Post", day="2031-05-05"),
    )
    assert links(found) == [("Dorvik Post", "a", "credits")]
    assert (found.first, found.absent, found.independent) == (("a",), ("Dorvik Post",), 1)


def test_two_that_credit_each_other_on_one_day_lead_nowhere() -> None:
    found = traced(
        R("a", "Island Ledger", after=", Holt told the Dorvik Post."),
        R("b", "Dorvik Post", after=", Holt told the Island Ledger."),
    )
    assert found.edges == ()
    assert found.first == ("a", "b")


def test_of_a_circle_the_weakest_link_goes() -> None:
    found = traced(
        R("a", "Island Ledger", after=", Holt told the Dorvik Post."),
        R("b", "Dorvik Post", after=", Holt told the Vale Echo."),
        R("c", "Vale Echo", after=", Holt said.\n\nSource: Island Ledger"),
    )
    assert links(found) == [("c", "b", "credits"), ("b", "a", "credits")]
    assert found.first == ("c",)


def test_copies_of_one_text_are_one_source_and_the_earliest_is_it() -> None:
    same = (Duplicate("a", "b", (1.0, 0.97), "copy"), Duplicate("a", "c", (0.9, 0.9), "copy"))
    found = traced(R("a", day="2031-05-03"), R("b"), R("c"), R("d"), same=same)
    assert groups(found) == [("a b c", "a"), ("d", "d")]
    assert links(found) == [("a", "b", "copies"), ("a", "c", "copies"), ("a", "d", "repeats words")]
    assert found.groups[0].duplicates == same
    assert found.edges[0].why == "97% of the report in Paper B, quotations apart, stands in that of Paper A"


def test_copies_of_one_day_are_one_source_and_none_is_called_the_source() -> None:
    found = traced(R("a"), R("b"), same=(Duplicate("a", "b", (1.0, 1.0), "copy"),))
    assert (groups(found), found.edges, found.first) == ([("a b", None)], (), ("a", "b"))


def test_the_evidence_of_a_copy_stands_in_both_texts() -> None:
    told = ", Ida Holt said after a meeting of the harbour board that went on past midnight."
    before = "Boats at night. "
    made = (R("a", day="2031-05-03", after=told), R("b", before=before, after=told))
    found = traced(*made, same=(Duplicate("a", "b", (0.9, 0.8), "copy"),))
    (edge,) = found.edges
    texts = {each.id: relay(each).report.text for each in made}
    assert [span.of(texts["b"]) for span in edge.spans] == [told.strip(" ,.")]
    assert [span.of(texts["a"]) for span in edge.source_spans] == [told.strip(" ,.")]


def test_a_roundup_of_two_wires_does_not_make_them_one_source() -> None:
    same = (Duplicate("a", "c", (0.95, 0.4), "part"), Duplicate("b", "c", (0.95, 0.3), "part"))
    assert groups(traced(R("a"), R("b"), R("c"), same=same)) == [("a c", None), ("b", "b")]
    assert groups(traced(R("a"), R("b"), R("c", day="2031-05-06"), same=same)) == [("a c", "a"), ("b", "b")]


def test_one_outlet_is_one_source() -> None:
    found = traced(R("a", "Island Ledger"), R("b", "The Island Ledger", day="2031-05-06"))
    assert (found.independent, groups(found)) == (1, [("a b", "a")])


def test_the_same_quoted_words_lead_weakly_to_the_earlier_report() -> None:
    found = traced(R("a", day="2031-05-03"), R("b"), R("c", quoted="“The boats will sail by night as well”"))
    assert links(found) == [("a", "b", "repeats words")]
    assert found.edges[0].words == QUOTED
    assert found.independent == 3
    short = [replace(each, quoted="“Half a loaf”") for each in (R("a", day="2031-05-03"), R("b"))]
    assert traced(*short).edges == ()


def test_a_report_without_a_date_is_never_first_beside_a_dated_one() -> None:
    found = traced(R("a", day=None), R("b", "Dorvik Post"))
    assert found.first == ("b",)
    assert found.observed == "First observed in Dorvik Post (2031-05-04). 1 of 2 reports has no date."
    assert traced(R("a", day=None), R("b", day=None)).first == ("a", "b")


def test_an_undated_report_that_a_dated_one_credits_is_first() -> None:
    found = traced(R("a", "Dorvik Post", day=None), R("b", after=", Holt told the Dorvik Post."))
    assert found.first == ("a",)


def test_the_days_that_reports_tell_narrow_when_it_was_said() -> None:
    assert traced(R("a"), R("b", said_on="2031-05-03")).said_on == ("2031-05-03", "2031-05-03")
    assert traced(R("a", said_on="2031-05-02"), R("b", said_on="2031-05-03")).said_on is None
    assert traced(R("a")).said_on is None


def test_a_date_after_which_it_was_said_puts_an_undated_report_after_another() -> None:
    found = traced(R("a", day=None, said_on="2031-05-05"), R("b"))
    assert [edge.report for edge in found.edges] == ["a"]


def test_several_relays_of_one_report_are_one_report() -> None:
    one = relay(R("a"))
    second = replace(one, id="a-second", quotation=replace(one.quotation, id="second"))
    found = lineage([one, second])
    assert (found.independent, found.reports[0].relays) == (1, tuple(sorted((one.id, "a-second"))))


def test_the_samples_wire_copy_is_discounted() -> None:
    """One set of remarks in four outlets: an agency, its copy, a paraphrase, a rewrite that credits it."""
    relays, sketches = [], {}
    for path in sorted(SAMPLES.glob("toll-*.txt")):
        report = read_text(path.read_text("utf-8"), name=path.name)
        key = path.name[:6]
        sketches[key] = sketch(report.text, report.boilerplate)
        marks = {"toll-3": ("that lorries", "charged")}.get(key, ("The toll stays", "pay at all"))
        start = report.text.index(marks[0])
        content = (Span(start, report.text.index(marks[1], start) + len(marks[1])),)
        relays.append(Relay(f"{key}-q", key, report, Quotation("q", "direct", content), "orrel"))
    found = lineage(relays, duplicates(sketches))
    assert found.observed == "First observed in Merrow Press (2025-10-09)."
    assert groups(found) == [("toll-1 toll-2 toll-4", "toll-1"), ("toll-3", "toll-3")]
    assert [(edge.source_report, edge.report, edge.kind, edge.confidence) for edge in found.edges] == [
        ("toll-1", "toll-2", "credits", 0.75),
        ("toll-1", "toll-2", "copies", 0.5),
        ("toll-1", "toll-4", "credits", 0.9),
    ]
    assert found.independent == 2


_OUTLETS = ["Island Ledger", "Dorvik Post", "Vale Echo", "Sound Wire"]
_REPORTS = st.lists(
    st.builds(
        R,
        id=st.just(""),
        outlet=st.sampled_from(_OUTLETS),
        day=st.sampled_from(
            [None, "2031-05-04", "2031-05-05", "2031-05-04T09:00:00+00:00", "2031-05-04T09:30:00"]
        ),
        after=st.sampled_from(
            [f", Holt told {name}." for name in _OUTLETS]
            + [f", Holt said.\n\nSource: {name}" for name in _OUTLETS]
            + [", Holt said.", ", according to Far Agency Wire."]
        ),
        quoted=st.sampled_from([QUOTED, "“Half a loaf”"]),
    ),
    min_size=1,
    max_size=6,
).map(lambda found: [replace(each, id=f"r{number}") for number, each in enumerate(found)])
_SHARES = st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.9, 1.0])


@st.composite
def _stories(draw: st.DrawFn) -> tuple[list[R], list[Duplicate]]:
    made = draw(_REPORTS)
    pairs = [(one.id, other.id) for one in made for other in made if one.id < other.id]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    kinds = st.sampled_from(["copy", "part", "edited"])
    return made, [Duplicate(*pair, (draw(_SHARES), draw(_SHARES)), draw(kinds)) for pair in chosen]


@given(_stories(), st.randoms(use_true_random=False))
def test_what_holds_for_any_reports(story: tuple[list[R], list[Duplicate]], rng: random.Random) -> None:
    made, same = story
    found = traced(*made, same=tuple(same))
    shuffled, turned = made[:], same[:]
    rng.shuffle(shuffled)
    rng.shuffle(turned)
    assert traced(*shuffled, same=tuple(turned)) == found
    assert 1 <= found.independent == len(found.groups) <= len(made)
    assert sorted(report for group in found.groups for report in group.reports) == sorted(r.id for r in made)
    assert found.first
    place = {told.report: at for at, told in enumerate(found.reports)}
    moments = {told.report: told.moment for told in found.reports}
    for edge in found.edges:
        # In the order of the reports every edge leads on, so that none leads in a circle.
        assert edge.source_report is None or place[edge.source_report] < place[edge.report]
        if edge.source_report is not None:
            assert not moments[edge.report].before(moments[edge.source_report])
        text = relay(next(each for each in made if each.id == edge.report)).report.text
        assert all(span.of(text) in edge.words for span in edge.spans)


@pytest.mark.slow
def test_a_statement_in_hundreds_of_reports_takes_seconds() -> None:
    made = [
        R(f"r{at:03}", day=f"2031-05-{1 + at % 28:02}", after=", Holt told Sound Wire.") for at in range(400)
    ]
    start = time.process_time()
    assert traced(*made).independent == 1
    assert time.process_time() - start < 5
