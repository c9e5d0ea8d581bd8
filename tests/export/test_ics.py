"""Deadlines as a calendar that other programs can read: icalendar itself reads back what was written."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from onrecord.core import Deadline, Span
from onrecord.export import write_ics
from onrecord.record import CommitmentRow, Evidence, Source, Stand

SOURCE = Source(
    report_id="ab" * 8,
    version=1,
    title=None,
    source_address="https://news.example/ferry",
    outlet="Tarn Gazette",
    published="2031-03-03",
    quotation=None,
    speaker="Ida Rowan",
    speaker_id="p0123456789ab",
    words=None,
    first_day="2031-03-03",
    last_day="2031-03-03",
)
DUE = Deadline("2031-03-03", "2031-06-30", "month", Span(20, 33))
STAND = Stand(
    id="c0ffee123456",
    source=SOURCE,
    type="promise",
    text="We will repair the quay by the end of June",
    span=Span(0, 42),
    what="repair the quay",
    what_span=Span(8, 23),
    who="We",
    who_span=Span(0, 2),
    who_name="Ida Rowan",
    for_whom=None,
    for_whom_span=None,
    condition=None,
    condition_span=None,
    due=DUE,
    due_text="by the end of June",
    confidence=0.9,
    grade="record",
)
ROW = CommitmentRow(
    id=STAND.id,
    stand=STAND,
    made_on="2031-03-03",
    reports=3,
    outlets=("Tarn Gazette",),
    as_of="2031-05-01",
    status="due",
    due=DUE,
    late=False,
    evidence=(),
    judged=None,
    uid=STAND.id,
)
LATER = Deadline("2031-05-02", "2031-09-30", "month", Span(9, 27))
DELAY = Evidence(
    "delayed", SOURCE, "It was put off until September.", Span(0, 31), Span(3, 14), LATER, "until September"
)


def written(*rows: CommitmentRow) -> list[Event]:
    stream = BytesIO()
    count = write_ics(rows, stream)
    assert all(len(line) <= 75 for line in stream.getvalue().split(b"\r\n"))
    events = list(Calendar.from_ical(stream.getvalue()).events)
    assert len(events) == count
    return events


def test_an_event_lies_on_the_last_day_and_says_why() -> None:
    (event,) = written(ROW)
    assert (event.start.isoformat(), event["UID"]) == ("2031-06-30", "c0ffee123456@onrecord")
    assert (event["SUMMARY"], event["URL"]) == ("Ida Rowan: repair the quay", SOURCE.source_address)
    assert event["DESCRIPTION"].splitlines() == [
        "“We will repair the quay by the end of June”",
        "Deadline: “by the end of June”",
        "Promise by Ida Rowan",
        "Status on 2031-05-01: due",
        f"Source: Tarn Gazette, 2031-03-03, report {'ab' * 8}, https://news.example/ferry",
        "In 3 reports",
        "onrecord commitment c0ffee123456",
    ]


def test_what_is_delayed_moves_and_keeps_its_uid() -> None:
    (event,) = written(replace(ROW, status="delayed", due=LATER, evidence=(DELAY,)))
    assert (event.start.isoformat(), event["UID"]) == ("2031-09-30", "c0ffee123456@onrecord")
    assert "Delayed: “It was put off until September.”" in event["DESCRIPTION"]
    assert "Status on 2031-05-01: reported delayed" in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("due", "day"),
    [
        (None, None),
        (Deadline(None, None, "event", Span(0, 1)), None),
        (Deadline("2031-07-01", None, "day", Span(0, 1)), "2031-07-01"),
        (Deadline(None, "2031-07-01", "day", Span(0, 1)), "2031-07-01"),
    ],
)
def test_only_what_names_a_day_has_an_event(due: Deadline | None, day: str | None) -> None:
    events = written(replace(ROW, due=due))
    assert [event.start.isoformat() for event in events] == ([] if day is None else [day])


def test_the_words_stand_for_a_name_that_is_not_known() -> None:
    (event,) = written(replace(ROW, stand=replace(STAND, who_name=None)))
    assert event["SUMMARY"] == STAND.text


@given(words=st.text(min_size=1, max_size=200), address=st.text(max_size=40))
def test_any_words_can_be_read_back(words: str, address: str) -> None:
    source = replace(SOURCE, outlet=words, source_address=f"https://{address}", speaker=words)
    (event,) = written(replace(ROW, stand=replace(STAND, text=words, what=words, source=source)))
    assert event["UID"] == "c0ffee123456@onrecord"
    assert event["DESCRIPTION"].endswith("onrecord commitment c0ffee123456")
