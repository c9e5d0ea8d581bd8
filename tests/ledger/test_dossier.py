"""What a dossier tells of a topic, and what it must not tell."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core import Commitment, Figure, Interval, Span
from onrecord.core.tables import rows
from onrecord.ledger.dossier import telling
from tests.ledger.dossiers import dossier, lines_of, said, voice, witness

TOPIC = "Coastal Union"
SECTIONS = ("parties", "bodies", "agreements", "decisions", "projects")

ALLIANCE = "The Coastal Union of Norvia and Merrow met in Lissen. "


def _cases() -> list[list[str]]:
    lines = Path(__file__).with_name("dossier_lines.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("section", "expected", "text"), _cases())
def test_a_section_tells_what_the_report_says(section: str, expected: str, text: str) -> None:
    found = dossier(TOPIC, witness(text))
    assert (" | ".join(lines_of(getattr(found, section))) or "-") == expected


def _examples(table: str) -> list[tuple[str, str, str, str, str]]:
    return [(table, row[0], row[1], row[2], row[3]) for row in rows("onrecord.ledger", table)]


TABLES = (
    "dossier_parties",
    "dossier_bodies",
    "dossier_agreements",
    "dossier_events",
    "dossier_projects",
    "dossier_anniversaries",
)


@pytest.mark.parametrize(
    ("table", "words", "kind", "value", "example"), [each for table in TABLES for each in _examples(table)]
)
def test_each_line_of_a_table_has_an_example_that_holds(
    table: str, words: str, kind: str, value: str, example: str
) -> None:
    marked = re.findall(r"\[([^\]]*)\]", example)
    text = (
        re.sub(r"(?:: )?\[[^\]]*\](?=\.$)", "", example)
        if ": [" in example
        else re.sub(r"[\[\]]", "", example)
    )
    found = dossier(TOPIC, witness(ALLIANCE + text if "and Merrow" not in text else text))
    told = {line.name for section in SECTIONS for line in getattr(found, section)}
    if table == "dossier_events":
        told = {
            proof.words
            for section in SECTIONS
            for line in getattr(found, section)
            for event in line.events
            for proof in event.words
        } | ({marked[0]} if kind == "decision" and found.decisions else set())
    if table == "dossier_anniversaries":
        told = {event.earliest[:4] for line in found.agreements for event in line.events if event.earliest}
    assert set(marked) <= told, told
    if not marked:
        assert not [each for each in told if each not in {"Norvia", "Merrow"}] or kind == "former"


# One topic in several reports

FIRST = witness(
    "The Coastal Union's Pilots Treaty was signed in 2019. Norvia joined the Coastal Union.",
    "2031-02-01",
    "a",
)
AGAIN = witness(
    "The Pilots Treaty of the Coastal Union entered into force in 2021. Merrow spoke.", "2031-03-01", "b"
)


def test_what_two_reports_tell_of_one_thing_is_one_line_with_both_proofs() -> None:
    (treaty,) = dossier(TOPIC, FIRST, AGAIN).agreements
    assert lines_of([treaty]) == ["Pilots Treaty: signed 2019: in force 2021"]
    assert [proof.report for proof in treaty.sources] == ["a", "b"]


def test_two_dates_for_one_thing_stand_side_by_side() -> None:
    other = witness("The Coastal Union's Pilots Treaty was signed in 2018.", name="c")
    (treaty,) = dossier(TOPIC, FIRST, other).agreements
    assert lines_of([treaty]) == ["Pilots Treaty: signed 2018: signed 2019"]


def test_a_route_is_the_same_from_either_end() -> None:
    one = witness("The Coastal Union wants trains between Tarn and Lissen.", name="a")
    other = witness("Rail travel from Lissen to Tarn is to start in May, the Coastal Union said.", name="b")
    (route,) = dossier(TOPIC, one, other).projects
    assert lines_of([route]) == ["Lissen–Tarn: starts 2031-05"]
    assert [proof.report for proof in route.sources] == ["a", "b"]


def test_a_short_form_in_brackets_is_a_name_of_the_topic() -> None:
    told = witness("The Coastal Union (CU) met. The CU's Harbour Council met too.", name="a")
    later = witness("The CU approved a budget.", name="b")
    found = dossier(TOPIC, told, later)
    assert lines_of(found.bodies) == ["Harbour Council"]
    assert lines_of(found.decisions) == ["The CU approved a budget."]


@pytest.mark.parametrize(
    "text",
    [
        "Mira Holt, the secretary-general of the Coastal Union, spoke.",
        "The secretary-general of the Coastal Union, Mira Holt, spoke.",
        "The Coastal Union's secretary-general Mira Holt spoke.",
        "Coastal Union secretary-general Mira Holt spoke.",
        "Mira Holt was elected secretary-general of the Coastal Union.",
        "The secretary-general of the Coastal Union of Norvia and Merrow Mira Holt spoke. Merrow agreed.",
    ],
)
def test_who_is_said_to_hold_an_office_holds_it(text: str) -> None:
    (office,) = dossier(TOPIC, witness(text)).bodies
    assert [holder.name for holder in office.holders] == ["Mira Holt"]


@pytest.mark.parametrize(
    "text",
    [
        "The secretary-general of the Coastal Union, Mira K. Holt, spoke.",
        "The Coastal Union's secretary-general Mira K. Holt spoke.",
        "Mira K. Holt, the secretary-general of the Coastal Union, spoke.",
    ],
)
def test_an_initial_cuts_no_name(text: str) -> None:
    (office,) = dossier(TOPIC, witness(text)).bodies
    assert [holder.name for holder in office.holders] == ["Mira K. Holt"]


@pytest.mark.parametrize(
    "text",
    [
        "Mira Holt, former secretary-general of the Coastal Union, spoke.",
        "Mira Holt could be the secretary-general of the Coastal Union.",
        "Mira Holt met the secretary-general of the Coastal Union.",
        "The secretary-general of the Coastal Union, Norvia and Merrow met.",
        "Mira Holt is a candidate for secretary-general of the Coastal Union.",
    ],
)
def test_whoever_is_not_said_to_hold_an_office_does_not(text: str) -> None:
    found = dossier(TOPIC, witness(text)).bodies
    assert [holder.name for body in found for holder in body.holders] == []


# In a report on the topic

ON_IT = (
    "The Coastal Union of Norvia and Merrow met in Lissen on Monday.\n\n"
    "The Supreme Harbour Council heard the Coastal Union's plans. Still, a new agreement is being planned"
    " for the next three years.\n\n"
    "Norvia and Merrow praised the work of the Supreme Harbour Council. The Coastal Union will go on.\n\n"
    "A new agreement between bakers is being planned for the next two years."
)


def test_in_a_report_on_the_topic_what_goes_on_beside_it_belongs_to_it_by_context() -> None:
    found = dossier(TOPIC, witness(ON_IT))
    (council,) = found.bodies
    assert (council.name, council.basis) == ("Supreme Harbour Council", "context")
    assert lines_of(found.agreements) == ["new agreement: planned 2031-03-12..2034-03-12"]


def test_in_a_report_that_only_mentions_the_topic_nothing_belongs_to_it_by_context() -> None:
    found = dossier(
        TOPIC, witness(ON_IT.replace("Coastal Union", "Inland League", 1).replace("Coastal Union", "town", 1))
    )
    assert (found.bodies, found.agreements) == ((), ())


def test_what_many_states_have_is_nobodys_by_context() -> None:
    found = dossier(TOPIC, witness(ON_IT.replace("Supreme Harbour Council", "Security Council")))
    assert found.bodies == ()


# What is said

NORVIAN = "“We need Merrow as never before,” said Norvian minister Ada Brun. “The Coastal Union is our home.”"


def test_positions_are_told_by_party_with_the_sentences_that_are_of_the_topic() -> None:
    text = f"The Coastal Union of Norvia and Merrow met. {NORVIAN} “It will rain.”"
    spoken = (
        said(text, "“We need Merrow as never before,”", "Ada Brun", "Norvian minister"),
        said(text, "“The Coastal Union is our home.” “It will rain.”", "Ada Brun", quotation="q2"),
    )
    found = dossier(TOPIC, replace(witness(text), quotations=spoken)).positions
    assert [(each.party, each.name, each.basis) for each in found] == [
        ("Norvia", "“We need Merrow as never before,”", "related"),
        ("Norvia", "“The Coastal Union is our home.”", "named"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "“We need Tessaly as never before,”",
        "“Merrow is a rainy place,”",
        "“We need rain as never before,”",
        "“The Eastern Coastal Union is our home,”",
    ],
)
def test_what_is_not_of_the_topic_is_no_position_on_it(words: str) -> None:
    text = f"The Coastal Union of Norvia and Merrow met. {words} said Norvian minister Ada Brun."
    spoken = (said(text, words, "Ada Brun", "Norvian minister"),)
    assert dossier(TOPIC, replace(witness(text), quotations=spoken)).positions == ()


def test_one_statement_in_two_reports_is_one_position_and_the_undated_come_last() -> None:
    words = "“The Coastal Union is our home,”"
    told = [
        replace(
            witness(f"{words} said Ada Brun.", day, name),
            quotations=(said(f"{words} said Ada Brun.", words, "Ada Brun"),),
            voices={"q1": voice("Ada Brun", "Norvian minister", statement=statement)},
        )
        for name, day, statement in (("a", None, "s2"), ("b", "2031-02-01", "s1"), ("c", "2031-02-02", "s1"))
    ]
    found = dossier(TOPIC, *told).positions
    assert [(each.earliest, [proof.report for proof in each.sources]) for each in found] == [
        ("2031-02-02", ["b", "c"]),
        (None, ["a"]),
    ]


def test_a_position_is_laid_beside_the_earlier_one_of_its_speaker() -> None:
    words = ("“The Coastal Union will dredge the strait,”", "“The Coastal Union will not dredge the strait,”")
    told = [
        replace(witness(f"{each} said Ada Brun.", day, day), quotations=(said(each, each, "Ada Brun"),))
        for day, each in zip(("2030-02-01", "2031-02-01"), words, strict=True)
    ]
    earlier, later = dossier(TOPIC, *told).positions
    assert (earlier.label, later.label) == ("first", "possibly reversed")
    assert later.against is not None
    assert (later.against.name, later.against.ids) == (words[0], earlier.ids)
    assert any("not" in there for _, there in later.against.signs)


# Figures and commitments


def test_figures_of_the_topic_are_told_but_for_lengths_of_time_and_bare_counts() -> None:
    text = "Trade in the Coastal Union reached 55 billion marks. It took three years. Seven saw both states."
    figures = tuple(
        Figure(str(at), _span(text, words), Decimal(value), unit, about=_span(text, about) if about else None)
        for at, (words, value, unit, about) in enumerate(
            [
                ("55 billion marks", 55_000_000_000, "mark", "Trade"),
                ("three years", 3, "year", "It"),
                ("Seven", 7, "count", None),
                ("both", 2, "count", "states"),
            ]
        )
    )
    twice = [replace(witness(text, name=name), figures=figures) for name in ("a", "b")]
    (line,) = dossier(TOPIC, *twice).figures
    assert (line.about, line.figure.value) == ("Trade", 55_000_000_000)
    assert {proof.report for proof in line.sources} == {"a", "b"}


def test_a_name_of_a_place_in_that_of_a_body_is_another() -> None:
    text = "The Merrow Sea Council met. The Coastal Union Council met."
    assert dossier("Merrow Sea", witness(text)).reports == ()
    assert lines_of(dossier(TOPIC, witness(text)).bodies) == ["Coastal Union Council"]
    assert dossier("Merrow Sea", witness("Boats left the Merrow Sea.")).reports == ("one",)


@pytest.mark.parametrize(
    "said", ["that Norvia should pay more", "that the dues should rise", "that more is due"]
)
def test_what_is_agreed_on_is_no_agreement(said: str) -> None:
    assert (
        dossier(TOPIC, witness(f"{ALLIANCE}There is agreement {said} to the Coastal Union.")).agreements == ()
    )


def test_a_length_of_time_is_that_of_the_agreement_and_no_day_of_signing() -> None:
    (planned,) = dossier(TOPIC, witness(ON_IT)).agreements
    (signed,) = dossier(TOPIC, FIRST).agreements
    assert telling.event(planned.events[0]) == "planned, to run 12 March 2031 – 12 March 2034"
    assert telling.event(signed.events[0]) == "signed 2019"


def test_who_claims_a_figure_says_when_that_is_not_sure() -> None:
    text = "The Coastal Union earns 40 million marks, said Ada Brun."
    figure = Figure("f", _span(text, "40 million marks"), Decimal(40_000_000), "mark", quotation="q1")
    spoken = said(text, "The Coastal Union earns 40 million marks", "Ada Brun")
    for grade, shown in (("record", "says Ada Brun"), ("review", "says Ada Brun · to review")):
        told = replace(witness(text), quotations=(replace(spoken, grade=grade),), figures=(figure,))  # type: ignore[arg-type]
        (line,) = dossier(TOPIC, told).figures
        assert telling.figure(line) == f"40,000,000 marks · {shown}"
        assert len(line.sources) == 1


def test_a_figure_is_told_with_its_sentence() -> None:
    text = "It rained. Trade within the Coastal Union hit records: 55 billion marks."
    figure = Figure("f", _span(text, "55 billion marks"), Decimal(55_000_000_000), "mark")
    (line,) = dossier(TOPIC, replace(witness(text), figures=(figure,))).figures
    assert line.name == "Trade within the Coastal Union hit records: 55 billion marks."


def test_values_that_differ_for_one_thing_stand_side_by_side() -> None:
    told = []
    for name, value in (("a", "40"), ("b", "20"), ("c", "60")):
        about = "Dredged gravel exports" if name != "b" else "Lighthouse keepers employed"
        text = f"{about} of the Coastal Union reached {value} million marks in 2030."
        year = Interval("2030-01-01", "2030-12-31", _span(text, "in 2030"))
        amount = Decimal(value) * 1_000_000
        figure = Figure(
            name, _span(text, f"{value} million marks"), amount, "mark", period=year, about=_span(text, about)
        )
        told.append(replace(witness(text, name=name), figures=(figure,)))
    lines = dossier(TOPIC, *told).figures
    assert [(line.about.split()[0], line.differ, line.thing) for line in lines] == [
        ("Dredged", True, 0),
        ("Dredged", True, 0),
        ("Lighthouse", False, None),
    ]


def test_commitments_are_told_once_where_their_clause_is_of_the_topic() -> None:
    text = "The Coastal Union will dredge the strait. The Coastal Union met where it will rain."
    promised = "The Coastal Union will dredge the strait"
    commitments = tuple(
        Commitment(words[-6:], kind, _span(text, words), _span(text, words))
        for words, kind in (
            (promised, "promise"),
            ("it will rain", "prediction"),
        )
    )
    twice = [replace(witness(text, name=name), commitments=commitments) for name in ("a", "b")]
    (line,) = dossier(TOPIC, *twice).commitments
    assert (line.name, line.ids, len(line.sources)) == (
        "The Coastal Union will dredge the strait",
        ("strait",),
        2,
    )


def _span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


# A relation of two


def test_a_relation_is_asked_for_by_its_two_parties() -> None:
    text = "Norvia and Merrow signed the Treaty of Lissen in 2019. Norvia and Tessaly signed the Tarn Accord."
    for asked in ("Norvia and Merrow", "Norvia-Merrow relations", "relations between Norvia and Merrow"):
        found = dossier(asked, witness(text))
        assert lines_of(found.parties) == ["Norvia", "Merrow"]
        assert lines_of(found.agreements) == ["Treaty of Lissen: signed 2019"]


def test_a_name_with_a_hyphen_or_and_in_it_is_no_relation() -> None:
    text = (
        "The Trans-Coastal Partnership rests on the Treaty of Lissen. The Committee on Pilots and Tugs met."
    )
    assert lines_of(dossier("Trans-Coastal Partnership", witness(text)).agreements) == ["Treaty of Lissen"]
    assert dossier("Committee on Pilots and Tugs", witness(text)).parties == ()


# Whatever comes in


def test_a_topic_of_which_nothing_is_told_has_an_empty_dossier() -> None:
    found = dossier("Inland League", witness("The Coastal Union met."))
    assert (found.reports, found.parties, found.positions) == ((), (), ())


PIECES = st.lists(
    st.sampled_from([line[2] for line in _cases()] + [ON_IT, "May", "“", "30 February", " ", "\n\n"])
)


@given(
    pieces=PIECES, day=st.sampled_from([None, "2031-03-12", "1400-01-01", "9999-12-31"]), flip=st.booleans()
)
@settings(max_examples=60, deadline=None)
def test_every_proof_stands_in_its_text_and_the_order_of_reports_makes_no_difference(
    pieces: list[str], day: str | None, flip: bool
) -> None:
    witnesses = [witness(" ".join(pieces), day, "a"), witness(" ".join(reversed(pieces)), "2031-03-12", "b")]
    found = dossier(TOPIC, *witnesses)
    assert dossier(TOPIC, *reversed(witnesses) if flip else witnesses) == found


@given(asked=st.text(min_size=1), text=st.text())
@settings(max_examples=60, deadline=None)
def test_wild_topics_and_wild_texts_give_a_dossier(asked: str, text: str) -> None:
    dossier(asked, witness(text), witness(asked, None, "two"))


# A topic that speaks for itself


def test_what_a_person_says_and_promises_belongs_to_their_dossier() -> None:
    words = "“It will rain. We will dredge the strait for 40 million marks,”"
    text = f"Tarn slept. {words} said Ada Brun. “It will snow,” said Mira Holt."
    spoken = (said(text, words, "Ada Brun"), said(text, "“It will snow,”", "Mira Holt", quotation="q2"))
    promise = _span(text, "We will dredge the strait")
    marks = Figure("f", _span(text, "40 million marks"), Decimal(40_000_000), "mark", quotation="q1")
    told = replace(
        witness(text),
        quotations=spoken,
        commitments=(Commitment("c", "promise", promise, promise, quotation="q1"),),
        figures=(marks,),
    )
    found = dossier("Ada Brun", told)
    assert [(each.party, each.name) for each in found.positions] == [("Ada Brun", words)]
    assert [each.name for each in found.commitments] == ["We will dredge the strait"]
    assert [each.figure for each in found.figures] == [marks]
