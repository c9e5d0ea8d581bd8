"""Whom a report credits for the words it quotes, and whom it credits for other words."""

from __future__ import annotations

import pytest

from onrecord.core import Quotation, Report, Span
from onrecord.match.statements.crediting import canonical, credits_for, folded, publisher_of
from onrecord.read import read_text

CONTENT = "“The boats will sail at night”"
OUTLETS = ("Dorvik Post", "Skerry Courier", "Channel Six", "Basin Online")


def _report(text: str, outlet: str | None = "Island Ledger", author: str | None = None) -> Report:
    read = read_text(text)
    return Report(
        read.text,
        read.name,
        read.source,
        outlet=outlet,
        author=author,
        credited=read.credited,
        boilerplate=read.boilerplate,
    )


def _quoted(text: str) -> Quotation:
    start = text.index(CONTENT)
    content = Span(start, start + len(CONTENT))
    source = text.find("Ida Holt", content.end)
    return Quotation("q", "direct", (content,), (Span(source, source + 8),) if source >= 0 else ())


def _credited(text: str, **about: str | None) -> list[tuple[str, str]]:
    report = _report(text, **about)
    return [
        (each.name, each.reach)
        for each in credits_for(report, [_quoted(text)], set(OUTLETS) - {report.outlet})
    ]


LEAD = "The harbour was quiet on Monday, and nobody had expected a decision before the summer."


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        (f"{LEAD}\n\n{CONTENT}, Ida Holt said.", []),
        (f"{LEAD}\n\n{CONTENT}, Ida Holt told Sound Wire.", [("Sound Wire", "words")]),
        (f"{LEAD}\n\n{CONTENT}, Ida Holt said, according to Sound Wire.", [("Sound Wire", "words")]),
        (f"{LEAD}\n\n{CONTENT}, Ida Holt said, Sound Wire reported.", [("Sound Wire", "words")]),
        (f"{LEAD}\n\n{CONTENT}, Ida Holt told the Courier on Monday.", [("Skerry Courier", "words")]),
        (f"{LEAD}\n\n{CONTENT}, Ida Holt said in an interview with Channel Six.", [("Channel Six", "words")]),
        (
            f"{LEAD}\n\nMs. Holt spoke to the Dorvik Post. {CONTENT}, Ida Holt said.",
            [("Dorvik Post", "paragraph")],
        ),
        (f"{LEAD}\n\n{CONTENT}, Ida Holt said.\n\nSource: Sound Wire", [("Sound Wire", "report")]),
        (f"DORVIK (Sound Wire) - {LEAD}\n\n{CONTENT}, Ida Holt said.", [("Sound Wire", "report")]),
        (f"DORVIK (Sound Wire) - {CONTENT}, Ida Holt said.", [("Sound Wire", "report")]),
        (
            f"{LEAD} The vote was secret, Sound Wire reported.\n\n{CONTENT}, Ida Holt said.",
            [("Sound Wire", "elsewhere")],
        ),
        # A name that only stands there is no credit.
        (f"{LEAD}\n\n{CONTENT}, Ida Holt, once an editor of the Dorvik Post, said.", []),
        (f"{LEAD}\n\n{CONTENT}, Ida Holt said. Outside the Courier building it rained.", []),
        # Whom it told itself it owes to nobody.
        (f"{LEAD}\n\n{CONTENT}, Ida Holt told the Ledger.", []),
        (f"{LEAD}\n\n{CONTENT}, Ida Holt told this newspaper.\n\nSource: Sound Wire", []),
        (f"{LEAD}\n\n{CONTENT}, Ida Holt told the Ledger.\n\nSource: Sound Wire", []),
    ],
)
def test_credits(text: str, credited: list[tuple[str, str]]) -> None:
    assert _credited(text) == credited


def test_a_source_line_counts_although_the_name_stands_in_the_text_before() -> None:
    text = (
        f"{LEAD} The vote was secret, Sound Wire reported.\n\n{CONTENT}, Ida Holt said.\n\nSource: Sound Wire"
    )
    assert _credited(text) == [("Sound Wire", "report")]


def test_a_byline_that_names_the_agency_is_a_credit_for_the_report() -> None:
    text = f"{LEAD} The vote was secret, Sound Wire reported.\n\n{CONTENT}, Ida Holt said."
    assert _credited(text, author="Sound Wire") == [("Sound Wire", "report")]


def test_two_papers_called_courier_are_not_told_apart_by_the_courier() -> None:
    text = f"{LEAD}\n\n{CONTENT}, Ida Holt told the Courier."
    report = _report(text)
    assert credits_for(report, [_quoted(text)], {"Skerry Courier", "Lemsk Courier"}) == []
    assert _credited(text, outlet="Lemsk Courier") == []


def test_spans_are_the_name_where_it_credits() -> None:
    text = f"{LEAD} Sound Wire is seventy.\n\n{CONTENT}, Ida Holt told Sound Wire."
    (credit,) = credits_for(_report(text), [_quoted(text)], ())
    assert credit.span is not None
    assert credit.span.of(text) == "Sound Wire"
    assert credit.span.start > text.index(CONTENT)


def test_a_report_without_an_outlet_is_the_agencys_of_its_dateline() -> None:
    text = f"DORVIK, May 4 (Sound Wire) - {LEAD}"
    assert publisher_of(_report(text, outlet=None)) == "Sound Wire"
    assert publisher_of(_report(text)) == "Island Ledger"
    assert publisher_of(_report(f"{LEAD} Nobody spoke, Sound Wire reported.", outlet=None)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Skerry Courier", "Skerry Courier"),
        ("SKERRY COURIER", "Skerry Courier"),
        ("www.skerry-courier.example", "Skerry Courier"),
        ("skerrycourier.example", "Skerry Courier"),
        ("The Associated Press", "AP"),
        ("Agence France-Presse", "AFP"),
    ],
)
def test_one_outlet_under_two_names(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_an_abbreviation_stands_for_the_one_name_it_can_stand_for() -> None:
    compared = canonical(["Velmora News Agency", "VNA", "Dorvik Post"])
    assert compared["VNA"] == compared["Velmora News Agency"] != compared["Dorvik Post"]
    two = canonical(["Velmora News Agency", "Verrin News Agency", "VNA"])
    assert len(set(two.values())) == 3
