"""Atom feeds: what RFC 4287 asks for, ids that stay, times that tell when something became of an entry."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from onrecord.core import Deadline, Span
from onrecord.export.addresses import Addresses
from onrecord.export.atom import NAMESPACE, Entry, atom, commitment_entry, quotation_entry
from onrecord.export.xmls import storable
from tests.export.test_ics import DELAY, LATER, SOURCE
from tests.export.test_ics import ROW as COMMITMENT
from tests.export.test_schemaorg import ROW

HERE = Addresses.under("https://desk.example")
ATOM = f"{{{NAMESPACE}}}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def read(feed: str) -> etree._Element:
    """The feed, held to what RFC 4287 says in sections 4.1.1, 4.1.2 and 4.2."""
    root = etree.fromstring(feed.encode())
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for node in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(node.findall(ATOM + name)) == 1
        assert re.fullmatch("(?:https://|urn:)[!-~]+", node.findtext(f"{ATOM}id"))
        assert all(
            RFC_3339.fullmatch(each.text)
            for each in node
            if each.tag in {f"{ATOM}updated", f"{ATOM}published"}
        )
        assert len(node.findall(f"{ATOM}published")) <= 1
        links = [
            (each.get("rel"), each.get("type"), each.get("hreflang")) for each in node.findall(f"{ATOM}link")
        ]
        assert links.count(("alternate", None, None)) <= 1
        assert all(each.get("href") for each in node.findall(f"{ATOM}link"))
        assert all(each.get("term") is not None for each in node.findall(f"{ATOM}category"))
    # The author of the feed is that of all entries.
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(ids) == len(set(ids))
    assert all(len(entry.findall(f"{ATOM}content")) == 1 for entry in entries)
    return root


def quotations(*rows: object, addresses: Addresses = HERE) -> etree._Element:
    entries = [quotation_entry(row, addresses, lambda _: "2026-02-17T10:00:00.000+00:00") for row in rows]  # type: ignore[arg-type]
    return read(atom(entries, title="Ida Rowan", address="urn:onrecord:feeds/speakers/p0123456789ab"))


def test_a_quotation_as_an_entry() -> None:
    (entry,) = quotations(ROW).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == f"https://desk.example/reports/{ROW.report_id}#q-{ROW.id}"
    assert entry.findtext(f"{ATOM}title") == "Ida Rowan: “Fares will fall.”"
    assert entry.findtext(f"{ATOM}updated") == "2026-02-17T10:00:00Z"
    assert entry.findtext(f"{ATOM}published") == "2026-02-16T00:00:00Z"
    assert {each.get("rel"): each.get("href") for each in entry.findall(f"{ATOM}link")} == {
        "alternate": f"https://desk.example/reports/{ROW.report_id}#q-{ROW.id}",
        "via": "https://courier.example/fares",
    }
    assert entry.findtext(f"{ATOM}content").splitlines() == [
        "“Fares will fall.”",
        "Ida Rowan (direct)",
        "Source: Alder Bay Courier, Fares to fall, 2026-02-16, https://courier.example/fares",
    ]


def test_doubt_and_denial_are_told() -> None:
    (entry,) = quotations(replace(ROW, grade="review", polarity="denied")).findall(f"{ATOM}entry")
    lines = entry.findtext(f"{ATOM}content").splitlines()
    assert lines[2:4] == ["Put as denied.", "To review: a model found it, and it is not sure enough."]


def test_without_a_base_nothing_is_linked_that_leads_nowhere() -> None:
    (entry,) = quotations(replace(ROW, source_address="/a"), addresses=Addresses()).findall(f"{ATOM}entry")
    assert entry.findall(f"{ATOM}link") == []


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_can_be_read_back(words: str, outlet: str) -> None:
    (entry,) = quotations(replace(ROW, text=words, outlet=outlet, title=outlet)).findall(f"{ATOM}entry")
    assert (
        entry.findtext(f"{ATOM}content").split("\n")[0].split() == storable(" ".join(words.split())).split()
    )


@pytest.mark.parametrize(
    "published", ["2026-02-16T10:00:00+03:00", "2026-02", "long ago", None, "2026-02-16T10:00"]
)
def test_a_day_that_is_none_is_left_out(published: str | None) -> None:
    (entry,) = quotations(replace(ROW, published=published)).findall(f"{ATOM}entry")
    written = entry.findtext(f"{ATOM}published")
    known = {"2026-02-16T10:00:00+03:00": "2026-02-16T07:00:00Z", "2026-02-16T10:00": "2026-02-16T10:00:00Z"}
    assert written == known.get(published or "")


def test_the_latest_comes_first_and_dates_the_feed() -> None:
    old = quotation_entry(ROW, HERE, lambda _: "2026-02-17T10:00:00+00:00")
    new = replace(old, address=f"{old.address}b", updated=datetime.fromisoformat("2026-03-01T00:00:00+00:00"))
    root = read(
        atom([old, new], title="x", address="urn:onrecord:feeds/due", self_link="https://desk.example/f")
    )
    assert [each.text for each in root.iterfind(f".//{ATOM}updated")] == [
        "2026-03-01T00:00:00Z",
        "2026-03-01T00:00:00Z",
        "2026-02-17T10:00:00Z",
    ]
    assert root.find(f"{ATOM}link").get("rel") == "self"


def test_an_empty_feed_is_valid() -> None:
    assert read(atom([], title="x", address="urn:onrecord:feeds/due")).findall(f"{ATOM}entry") == []


def entry_on(day: str, **change: object) -> Entry:
    return commitment_entry(replace(COMMITMENT, as_of=day, **change), HERE)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "change", "updated"),
    [
        ("2031-05-01", {}, "2031-03-03"),  # it was made then, and its time has begun
        ("2031-06-30", {}, "2031-03-03"),
        ("2031-07-01", {}, "2031-07-01"),  # its last day is over
        ("2032-01-01", {}, "2031-07-01"),  # and is not over again every day
        ("2031-08-01", {"due": LATER, "evidence": (DELAY,), "made_on": None}, "2031-05-02"),
        ("2031-05-01", {"due": None, "made_on": None}, "1970-01-01"),
        (
            "2031-05-01",
            {"evidence": (replace(DELAY, source=replace(SOURCE, published="2031-04-02")),)},
            "2031-04-02",
        ),
        ("2031-05-01", {"due": Deadline(None, None, "event", Span(0, 1))}, "2031-03-03"),
    ],
)
def test_a_commitment_is_updated_when_something_becomes_of_it(
    day: str, change: dict[str, object], updated: str
) -> None:
    assert entry_on(day, **change).updated.date().isoformat() == updated


def test_a_commitment_as_an_entry() -> None:
    entry = entry_on("2031-05-01")
    assert entry.title == "Ida Rowan: repair the quay (by 2031-06-30: due)"
    assert entry.address == "https://desk.example/commitments/c0ffee123456"
    assert entry.lines[0] == "“We will repair the quay by the end of June”"
    assert entry.categories == ("promise", "due", "record")
    read(atom([entry], title="Due", address="urn:onrecord:feeds/due"))
