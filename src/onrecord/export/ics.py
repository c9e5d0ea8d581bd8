"""Deadlines as a calendar (iCalendar, RFC 5545): one event for each commitment that has a last day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, BinaryIO

from onrecord.core.sources import address_or_file
from onrecord.core.version import __version__

if TYPE_CHECKING:
    from icalendar import Event

    from onrecord.record import CommitmentRow, Source


_ADDRESS = re.compile("https?://[!-~]+")


def write_ics(rows: Iterable[CommitmentRow], stream: BinaryIO, *, about: str = "") -> int:
    """Write an event on the last day of each deadline; how many there were. `about` describes the calendar.

    What has no deadline, or one that names no day, has no event. The UID of an event stays
    as it is, so that importing the calendar again moves what was delayed. The same rows give the same bytes.
    """
    from icalendar import Calendar  # noqa: PLC0415 (a fifth of a second)

    calendar = Calendar()
    calendar.add("prodid", f"-//onrecord//onrecord {__version__}//EN")
    calendar.add("version", "2.0")
    if about:
        calendar.add("description", about)
    count = 0
    for row in rows:
        day = row.last_day
        if day is not None:
            calendar.add_component(_event(row, date.fromisoformat(day)))
            count += 1
    stream.write(calendar.to_ical())
    return count


def _event(row: CommitmentRow, day: date) -> Event:
    from icalendar import Event  # noqa: PLC0415

    event = Event()
    event.add("uid", f"{row.uid}@onrecord")
    # When this was so: the day it was asked for.
    event.add("dtstamp", datetime.combine(date.fromisoformat(row.as_of), datetime.min.time(), UTC))
    event.add("dtstart", day)
    who = row.stand.who_name
    event.add("summary", _plain(f"{who}: {row.stand.what}" if who else row.stand.text))
    event.add("description", "\n".join(map(_plain, account(row))))
    event.add("categories", [row.stand.type, row.standing])
    event.add("status", "CANCELLED" if row.standing == "dropped" else "CONFIRMED")
    # It takes nobody's time.
    event.add("transp", "TRANSPARENT")
    address = row.stand.source.source_address
    if _ADDRESS.fullmatch(address):
        event.add("url", address)
    return event


def _plain(text: str) -> str:
    """The text on one line, without characters that no calendar may hold."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def account(row: CommitmentRow) -> Iterator[str]:
    """What stands behind a commitment, in lines: the words, who said them, how it stands, the reports."""
    stand, source = row.stand, row.stand.source
    yield f"“{stand.text}”"
    if row.judged is not None and row.judged.until is not None:
        yield f"Delayed to {row.judged.until}, as {row.judged.by.removeprefix('person:')} found"
    elif row.due != stand.due and row.evidence:
        delay = [each for each in row.evidence if each.outcome == "delayed"][-1]
        yield f"Delayed: “{delay.sentence}” ({_report(delay.source)})"
    elif stand.due_text is not None:
        yield f"Deadline: “{stand.due_text}”"
    yield f"{stand.type.capitalize()} by {source.speaker}" if source.speaker else stand.type.capitalize()
    reported = "reported " if row.judged is None and row.standing in {"kept", "dropped", "delayed"} else ""
    if stand.grade == "review" and row.judged is None:
        yield "To review: the program is not sure of it"
    yield f"Status on {row.as_of}: {reported}{row.standing}"
    yield f"Source: {_report(source)}, {address_or_file(source.source_address)}"
    if row.reports > 1:
        yield f"In {row.reports} reports"
    yield f"onrecord commitment {row.id}"


def _report(source: Source) -> str:
    return ", ".join(
        filter(None, (source.outlet, (source.published or "")[:10], f"report {source.report_id}"))
    )
