"""The sample story in four outlets: what its quotations became, to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.core import Fact, Quotation, Relay, Report, Span, Speaker
from onrecord.match.statements.drift import Drift, drift
from onrecord.match.statements.warnings import warnings

REPORTS = Path(__file__).parents[3] / "examples" / "reports"
OUTLETS = {
    "toll-1-merrow-press.txt": ("Merrow Press", "2025-10-09"),
    "toll-2-ansby-courier.txt": ("Ansby Courier", "2025-10-09"),
    "toll-3-island-ledger.txt": ("Island Ledger", "2025-10-10"),
    "toll-4-basin-online.txt": ("Basin Online", "2025-10-11"),
}


def relay(number: int, *parts: tuple[str, str]) -> Relay:
    """What report `number` of the story has from the first words of each part to its last."""
    name, (outlet, day) = list(OUTLETS.items())[number - 1]
    text = (REPORTS / name).read_bytes().decode()
    spans = []
    for first, last in parts:
        start = text.index(first)
        spans.append(Span(start, text.index(last, start) + len(last)))
    made = Report(text, name, name, published=Fact(day), outlet=outlet)
    speaker = Speaker("s", "Bastian Orrel", "person", "named")
    return Relay(
        f"r{number}-q", f"r{number}", made, Quotation("q", "mixed", tuple(spans), speaker=speaker), "orrel"
    )


@pytest.fixture(scope="module")
def toll() -> list[Relay]:
    return [
        relay(1, ('"The toll stays', 'at all,"'), ('"We promised', 'have it."')),
        relay(2, ("“The toll stays", "at all,”"), ("“We promised", "have it.”")),
        relay(3, ("that lorries", "be charged")),
        relay(4, ("“The toll stays", "at all,”"), ("“We promised", "have it.”")),
    ]


@pytest.fixture(scope="module")
def machine() -> list[Relay]:
    return [
        relay(1, ('"It is a bridge', 'machine,"'), ('"If it pays', 'content."')),
        relay(2, ("“It is a bridge", "machine,”"), ("“If it pays", "content.”")),
        relay(4, ("“It is a bridge", "machine,”"), ("“If it pays", "happy.”")),
    ]


def changes(found: Drift) -> dict[str, list[tuple[str, str, str]]]:
    return {
        each.relay: [(change.kind, change.base_text, change.text) for change in each.changes]
        for each in found.departures
    }


def test_the_copy_has_the_agency_s_words_and_the_rewrite_its_own(toll: list[Relay]) -> None:
    found = drift(toll)
    assert found.base == "r1-q"
    assert [(each.relay, each.alike) for each in found.departures] == [
        ("r2-q", True),
        ("r3-q", False),
        ("r4-q", True),
    ]
    assert changes(found) == {
        "r2-q": [],
        "r3-q": [],
        "r4-q": [("number", "12", "20"), ("hedge", "will", "may"), ("replaced", "without", "with no")],
    }


def test_other_words_for_a_thing_are_shown(machine: list[Relay]) -> None:
    assert changes(drift(machine)) == {
        "r2-q": [],
        "r4-q": [("replaced", "cash", "money"), ("replaced", "content", "happy")],
    }


def test_the_altered_quotation_is_flagged_the_number_first(toll: list[Relay]) -> None:
    found = warnings(toll)
    assert [(each.kind, each.change) for each in found] == [
        ("only_here", "number"),
        ("only_here", "hedge"),
        ("only_here", "replaced"),
    ]
    assert found[0].sentence == (
        "“at 20 marks” stands in one report alone (Basin Online); 2 others quote the same passage with"
        " “at 12 marks” (Ansby Courier and Merrow Press)."
    )
    assert [(each.relay, each.words) for each in found[0].evidence] == [
        ("r1-q", "12"),
        ("r2-q", "12"),
        ("r4-q", "20"),
    ]


def test_a_contrast_that_was_left_out_is_flagged() -> None:
    whole = relay(1, ("the answer was", "block the road"))
    part = relay(4, ("“Half a loaf”", "“Half a loaf”"))
    (found,) = warnings([whole, part])
    assert found.kind == "out_of_its_sentence"
    assert found.evidence[1].words == "but that members would not block the road"
