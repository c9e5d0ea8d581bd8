"""Whether the text of a report in a bundle follows from its original bytes."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Literal

from onrecord.export.bundle_manifest import ReportEntry
from onrecord.read.archived import CHARSETS, WAYS, readers, reads_as
from onrecord.read.decoding import decode
from onrecord.read.skips import UnreadableError
from onrecord.record.encodings import TRIED, decodes_to

_TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether it is proved, cannot be proved by these readers, or is false; and why, for readers."""

    proved: Literal["yes", "unknown", "no"]
    why: str = ""


def follows(entry: ReportEntry, data: bytes, text: str) -> Outcome:
    """Compare bytes and text as the manifest says that one follows from the other.

    Where other versions of the readers made the text, and these make another, at least the words of every
    relation must stand in the bytes.
    """
    following = entry.following
    if following.encoding is not None:
        # Not whatever Python calls a codec: some give any text for any bytes.
        if following.encoding in TRIED and decodes_to(data, following.encoding, text):
            return Outcome("yes")
        return Outcome("no", f"its original bytes decoded as {following.encoding} are not its text")
    charset = following.charset if following.charset in CHARSETS else None
    way = next((way for way in WAYS if way == following.way), None)
    if way is not None and reads_as(data, text, way, entry.source or "", charset):
        return Outcome("yes")
    then = {each.name: each.version for each in following.readers}
    if way is not None and then == readers():
        return Outcome("no", "its original bytes, read again by the same programs, give another text")
    if missing := _not_in(entry, data, charset):
        return Outcome(
            "no", f"its original bytes read otherwise here, and do not hold these words: {missing}"
        )
    return Outcome("unknown", _other(then))


def _other(then: dict[str, str]) -> str:
    now = readers()
    changed = [
        f"{name} {then.get(name, 'unknown')}, here {now[name]}" for name in now if then.get(name) != now[name]
    ]
    return (
        "that its text follows from its original bytes cannot be proved here: it was made by another version "
        f"of the readers ({'; '.join(changed)}); the words of its relations do stand in the bytes"
    )


def _not_in(entry: ReportEntry, data: bytes, charset: str | None) -> str | None:
    """The first words of a relation that the bytes do not hold, whatever marks them up; None if all do."""
    try:
        decoded = decode(data, charset)
    except UnreadableError:
        decoded = ""
    held = {_bare(decoded), _bare(html.unescape(_TAG.sub("", decoded)))}
    for relation in entry.relations:
        for each in (*relation.content, *relation.source, *relation.cue):
            if not any(_bare(each.exact) in some for some in held):
                return " ".join(each.exact.split())[:80]
    return None


def _bare(words: str) -> str:
    return "".join(words.split())
