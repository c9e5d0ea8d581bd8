"""Atom feeds (RFC 4287): what somebody said, what was said on a topic, and commitments with their deadlines.

The id of an entry is its permanent address, so that a feed reader shows it once however often it is fetched.
A quotation was updated when the record took in the version of the report that has it; a commitment when
something last became of it, by its calendar or by what a report or a person says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from onrecord.core.sources import address_or_file
from onrecord.core.version import __version__
from onrecord.core.visible import upright
from onrecord.export.addresses import NOWHERE, Addresses, on_the_web
from onrecord.export.ics import account
from onrecord.export.xmls import child, document

if TYPE_CHECKING:
    from onrecord.record import CommitmentRow, QuoteRow

NAMESPACE = "http://www.w3.org/2005/Atom"
_TITLE = 120
# Where no day is known an entry must not seem new every day.
_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed; `address` is its id, `lines` its text, `source` where its report came from."""

    address: str
    title: str
    lines: tuple[str, ...]
    updated: datetime
    published: datetime | None
    source: str
    categories: tuple[str, ...]


def quotation_entry(row: QuoteRow, addresses: Addresses, added_at: Callable[[str], str]) -> Entry:
    """A quotation as an entry; `added_at` gives the time at which a report's version was taken in."""
    name = row.entity or row.speaker
    report = ", ".join(
        filter(None, (row.outlet, row.title, row.published, address_or_file(row.source_address)))
    )
    sure = () if row.grade == "record" else ("To review: a model found it, and it is not sure enough.",)
    how = (f"Put as {row.polarity}.",) if row.polarity else ()
    return Entry(
        addresses.quotation(row.report_id, row.id.removeprefix(f"{row.report_id}-")),
        ": ".join(filter(None, (name, row.polarity, row.text))),
        (row.text, f"{name or 'Nobody named'} ({row.type})", *how, *sure, f"Source: {report}"),
        _instant(added_at(row.report_id)) or _UNKNOWN,
        _instant(row.published),
        row.source_address,
        tuple(filter(None, (row.outlet, row.type, row.polarity, row.grade))),
    )


def commitment_entry(row: CommitmentRow, addresses: Addresses) -> Entry:
    """A commitment as an entry, as it stands on the day `row.as_of`."""
    stand = row.stand
    words = f"{stand.who_name}: {stand.what}" if stand.who_name else stand.text
    day = row.last_day
    return Entry(
        addresses.commitment(row.id),
        f"{words} (by {day}: {row.standing})" if day else f"{words} ({row.standing})",
        tuple(account(row)),
        _changed(row),
        _instant(row.made_on),
        stand.source.source_address,
        (stand.type, row.standing, stand.grade),
    )


def atom(
    entries: Iterable[Entry],
    *,
    title: str,
    address: str,
    self_link: str | None = None,
    room: str | None = None,
) -> str:
    """A whole feed, the entry that was updated last first; `address` is the feed's id.

    `self_link` is where the feed is served, if it is, and `room` where entries are shown whose own addresses
    lead nowhere.
    """
    found = sorted(entries, key=lambda each: (each.updated, each.address), reverse=True)
    feed = ET.Element("feed", {"xmlns": NAMESPACE})
    child(feed, "id", address)
    child(feed, "title", _line(title))
    child(feed, "updated", _written(found[0].updated if found else _UNKNOWN))
    child(child(feed, "author"), "name", "onrecord")
    child(feed, "generator", "onrecord", version=__version__)
    if self_link is not None:
        child(feed, "link", rel="self", href=self_link)
    for entry in found:
        _add(feed, entry, room)
    return document(feed)


def _add(feed: ET.Element, entry: Entry, room: str | None) -> None:
    element = child(feed, "entry")
    child(element, "id", entry.address)
    title = _line(entry.title)
    child(element, "title", title if len(title) <= _TITLE else f"{title[: _TITLE - 1].rstrip()}…")
    child(element, "updated", _written(entry.updated))
    if entry.published is not None:
        child(element, "published", _written(entry.published))
    shown = entry.address if room is None else entry.address.replace(NOWHERE, room, 1)
    if on_the_web(shown):
        child(element, "link", rel="alternate", href=shown)
    if on_the_web(entry.source):
        child(element, "link", rel="via", href=entry.source)
    for category in dict.fromkeys(map(_line, entry.categories)):
        child(element, "category", term=category)
    child(element, "content", "\n".join(map(_line, entry.lines)), type="text")


def _changed(row: CommitmentRow) -> datetime:
    """When something last became of a commitment: the latest of all such moments that have come."""
    due = row.due
    told = [row.made_on, *(each.source.published for each in row.evidence)]
    told.append(row.judged.at if row.judged else None)
    told.append(due.earliest if due else None)
    moments = [_instant(each) for each in told]
    if due and due.latest:
        moments.append(_after(due.latest))
    now = _after(row.as_of)
    return max((each for each in moments if each is not None and each < now), default=_UNKNOWN)


def _after(day: str) -> datetime:
    """The moment at which a day is over."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) + timedelta(days=1)


def _instant(iso: str | None) -> datetime | None:
    """An ISO 8601 day or time; of a day its beginning, and UTC where no zone is given; None for all else."""
    try:
        found = datetime.fromisoformat(iso or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _written(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _line(words: str) -> str:
    return upright(" ".join(words.split()))
