"""RSS and Atom -> one Report per item."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin

from onrecord.core import Report
from onrecord.read import dates
from onrecord.read.decoding import refuse_binary, well_formed
from onrecord.read.frame import Known
from onrecord.read.making import digest, report_of, tidy, under_headline
from onrecord.read.pages import MAX_MARKUP, fragment_text
from onrecord.read.skips import Skip, UnreadableError, size

_REFERENCE = re.compile(rb"&#(x[0-9a-fA-F]{1,16}|[0-9]{1,16});?")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&#?\w{1,30};")


def from_feed(data: bytes, name: str, source: str) -> Iterator[Report | Skip]:
    """The items of a feed, in its order; an item that cannot be read is a Skip.

    Raises UnreadableError for a feed without items, or larger than 8 MiB.
    """
    feed = _parsed(data)
    outlet = tidy(feed.feed.get("title"))
    for number, item in enumerate(feed.entries, start=1):
        item_id = tidy(item.get("id"))
        link = tidy(item.get("link"), 2000) or ""
        own = _bytes(item, outlet)
        key = item_id or digest(own)
        at = link if link.startswith(("http://", "https://")) else f"{source}#{key}"
        try:
            yield _report(item, item_id or f"{name}#{key}", at, own, outlet)
        except UnreadableError as error:
            yield Skip(f"{source}, item {number}", str(error))


@dataclass(frozen=True, slots=True)
class Link:
    """Where an item of a feed leads, and the date that the feed gives for it."""

    url: str
    updated: str | None


def links(data: bytes, source: str) -> list[Link]:
    """Where the items of a feed lead, each address once, in its order; raises as `from_feed` does.

    An item that leads to nothing at http or https is left out.
    """
    found: dict[str, Link] = {}
    for item in _parsed(data).entries:
        try:
            url = urldefrag(urljoin(source, tidy(item.get("link"), 2000) or "")).url
        except ValueError:
            continue
        if item.get("link") and url.startswith(("http://", "https://")):
            found.setdefault(url, Link(url, tidy(item.get("updated") or item.get("published"))))
    return list(found.values())


def _parsed(data: bytes) -> Any:
    import feedparser  # noqa: PLC0415

    if not data.strip():
        raise UnreadableError("empty")
    if len(data) > MAX_MARKUP:
        raise UnreadableError(f"a feed of more than {size(MAX_MARKUP)}")
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse_binary(data)
    try:
        # As a stream: given bytes, feedparser would take a one-line file for an address and open it.
        feed = feedparser.parse(io.BytesIO(_REFERENCE.sub(_possible, data)))
    except (ValueError, LookupError, AssertionError, OverflowError) as error:
        raise UnreadableError("a feed that cannot be parsed") from error
    if not feed.entries:
        raise UnreadableError("a feed that cannot be parsed" if feed.bozo else "a feed without items")
    return feed


def _possible(reference: re.Match[bytes]) -> bytes:
    """The reference if it names a character; feedparser gives up the whole feed over one that does not."""
    digits = reference[1].lower()
    code = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    return reference[0] if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else b"&#xFFFD;"


def _bytes(item: Any, outlet: str | None) -> bytes:
    """What one item says, as JSON in UTF-8: the same in every polling, whatever stands around it."""
    said = {
        "feed": outlet,
        "id": item.get("id"),
        "link": item.get("link"),
        "title": item.get("title"),
        "author": item.get("author"),
        "published": _published(item),
        "content": _body(item),
    }
    return well_formed(json.dumps(said, ensure_ascii=False)).encode()


def from_item(data: bytes, name: str, source: str) -> Report:
    """The report of one item, from the bytes that `from_feed` gave it.

    Raises UnreadableError for anything else.
    """
    try:
        said = json.loads(data)
        item = {"title": said["title"], "author": said["author"], "summary": said["content"]}
        return _report(item, name, source, data, said["feed"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UnreadableError("not an item of a feed") from error


def _body(item: Any) -> str:
    bodies = [part.get("value") or "" for part in item.get("content", [])] + [item.get("summary") or ""]
    return well_formed(max(bodies, key=len))


def _report(item: Any, name: str, source: str, data: bytes, outlet: str | None) -> Report:
    body = _body(item)
    if "\0" in body:
        raise UnreadableError("binary: it holds a NUL character")
    text = fragment_text(body) if _MARKUP.search(body) else body.strip()
    if not text:
        raise UnreadableError("an item without text")
    known = Known(
        title=tidy(fragment_text(item.get("title") or "")),
        published=_published(item),
        outlet=outlet or tidy(item.get("source", {}).get("title")),
        author=tidy(item.get("author")),
    )
    text, known = under_headline(text, known)
    return report_of(text, name, source, data, known)


def _published(item: Any) -> str | None:
    """The item's own date, its time zone kept: the day at the place of publication is the one people cite."""
    for field in ("published", "updated"):
        if field in item:
            return dates.iso_of(item[field])
    return None
