"""What a stored report must satisfy, checked row by row, without touching the database.

Rows come as they lie in the file and are not trusted: a damaged one may hold a number where a text was, or
bytes that are no characters (kept as lone surrogates). A row's seal is blamed only where nothing more exact
was found wrong with it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.core import Fact, Report, Span, quoted_text
from onrecord.match.statements.crediting import publisher_of
from onrecord.record import facets, seals, slots
from onrecord.record.folding import fold
from onrecord.record.identity import report_id
from onrecord.record.loading import unpacked
from onrecord.record.rows import Problem

Row = Mapping[str, object]

_SHOWN = 40
"""Characters of a text shown in a problem, on either side of where it differs."""


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """Everything the database holds about one version; a part that is missing is None."""

    report: Row
    version: Row
    model: Row | None
    archive: Row | None
    words: Row
    """What the search index holds for it; empty where that is nothing."""
    frame: Sequence[Row]
    agency: Row | None
    names: Sequence[Row]
    """In order of position."""
    speakers: Sequence[Row]
    quotations: Sequence[Row]
    """With `words` and `facets`, what the search index holds for each."""
    spans: Mapping[object, Sequence[Row]]
    """By the key of their quotation."""
    members: Mapping[object, Sequence[Row]]
    """By the key of their quotation, in order, with the id, name and kind of their speaker."""
    appearances: Sequence[Row]
    """Those of the report in the registry, by the id of the speaker."""

    @property
    def place(self) -> seals.Place:
        """The report's id and the version's number, as the seals know them."""
        return self.version["report_id"], self.version["number"]


def prove_report(row: Row, versions: Sequence[Row]) -> Iterator[Problem]:
    """Check a report's own row, and that its versions are all there with the last one current."""
    identity = report_id(str(row["source"]), str(row["name"]))
    if row["id"] != identity:
        yield Problem(
            "its id does not follow from its source and name",
            str(row["id"]),
            None,
            None,
            identity,
            str(row["id"]),
        )
    elif row["seal"] != seals.of_report(row):
        yield _broken_seal(row, seals.of_report(row), report=str(row["id"]))
    count = row["versions"] if isinstance(row["versions"], int) else 0
    expected = [(number, int(number == count)) for number in range(1, min(count, 1_000_000) + 1)]
    found = [(version["number"], version["current"]) for version in versions]
    if found != expected:
        yield Problem(
            "its versions are not all there, or the wrong one is current",
            report=str(row["id"]),
            expected=_numbers(expected),
            found=_numbers(found),
        )


def prove_version(stored: StoredVersion) -> Iterator[Problem]:
    """Check a version's bytes and text, frame, names, speakers, quotations and search words."""
    report, number = stored.version["report_id"], stored.version["number"]
    for problem in _version_problems(stored):
        yield replace(problem, report=str(report), version=number if isinstance(number, int) else None)


def _version_problems(stored: StoredVersion) -> Iterator[Problem]:
    exact = [*_archive(stored), *_text(stored), *_frame(stored), *_names(stored)]
    yield from exact
    if stored.model is None:
        yield Problem("the model that read it is missing")
    elif not exact:
        seal = seals.of_version(stored.version, stored.model, stored.frame, stored.names)
        if stored.version["seal"] != seal:
            yield _broken_seal(stored.version, seal)
        else:
            yield from _agency(stored)
    yield from _search_words(stored)
    if stored.version["quotations"] != len(stored.quotations):
        yield Problem(
            "the number of its quotations",
            expected=str(stored.version["quotations"]),
            found=str(len(stored.quotations)),
        )
    for speaker in stored.speakers:
        seal = seals.of_speaker(stored.place, speaker)
        if speaker["seal"] != seal:
            yield replace(
                _broken_seal(speaker, seal), what=f"its speaker {speaker['name']!r} was altered: the seal"
            )
    yield from _appearances(stored)
    speakers = {speaker["key"]: speaker for speaker in stored.speakers}
    for quotation in stored.quotations:
        for problem in _quotation(stored, quotation, speakers):
            yield replace(problem, quotation=str(quotation["id"]))


def _appearances(stored: StoredVersion) -> Iterator[Problem]:
    """Where the registry has taken a version in, it has everybody who speaks in it, and nobody else."""
    if stored.version["matched"] not in {0, 1}:
        yield Problem("whether the registry has it", expected="0 or 1", found=str(stored.version["matched"]))
    if stored.version["matched"] != 1 or stored.version["current"] != 1:
        return
    expected = {str(row["id"]) for row in stored.speakers if row["kind"] in {"person", "organisation"}}
    found = {str(row["speaker_id"]) for row in stored.appearances}
    if found != expected:
        yield Problem(
            "who appears in it according to the registry",
            expected=", ".join(sorted(expected)),
            found=", ".join(sorted(found)),
        )


def _archive(stored: StoredVersion) -> Iterator[Problem]:
    row = stored.archive
    if row is None:
        yield Problem("the bytes it was read from are missing", expected=str(stored.version["sha256"]))
        return
    try:
        data = unpacked(str(row["packing"]), _bytes(row["data"]))
    except zlib.error as error:
        yield Problem("the bytes it was read from cannot be unpacked", found=str(error))
        return
    found = hashlib.sha256(data).hexdigest()
    if found != stored.version["sha256"] or found != row["sha256"]:
        yield Problem(
            "the bytes it was read from are not those of their hash", expected=str(row["sha256"]), found=found
        )
    elif row["size"] != len(data):
        yield Problem("the size of its bytes", expected=str(len(data)), found=str(row["size"]))
    elif stored.version["encoding"] is not None:
        yield from _decoding(stored.version, data)


def _decoding(version: Row, data: bytes) -> Iterator[Problem]:
    try:
        decoded = data.decode(str(version["encoding"]))
    except (LookupError, ValueError) as error:
        yield Problem("its bytes cannot be decoded as they once were", found=" ".join(str(error).split()))
        return
    if decoded != version["text"]:
        yield _differ("its text is not what its bytes say", decoded, str(version["text"]))


def _text(stored: StoredVersion) -> Iterator[Problem]:
    text = str(stored.version["text"])
    found = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
    if found != stored.version["text_sha256"]:
        expected = str(stored.version["text_sha256"])
        yield Problem("its text is not that of its hash", expected=expected, found=found)


def _search_words(stored: StoredVersion) -> Iterator[Problem]:
    if stored.version["current"] == 1:
        yield from _indexed(str(stored.version["text"]), _around(stored), stored.words)
    elif stored.words:
        yield Problem("the search index still holds this old version")


def _indexed(text: str, beside: str, found: Row) -> Iterator[Problem]:
    """What the search index holds must be the folded text with its facets."""
    if found.get("words") is None:
        yield Problem("its text is not in the search index")
        return
    for what, expected in (("words", fold(text)), ("facets", beside)):
        if found[what] != expected:
            name = "its text is" if what == "words" else "what narrows a search is"
            yield _differ(f"{name} not what the search index holds", expected, str(found[what]))


def _around(stored: StoredVersion) -> str:
    agency = str(stored.agency["folded"]) if stored.agency else ""
    return facets.of_version(str(stored.version["report_id"]), str(stored.version["outlet_folded"]), agency)


def _beside(stored: StoredVersion, row: Row) -> str:
    """The facets of a quotation, from its row and the names of those who say it."""
    whole = [each["name"] for each in stored.speakers if each["key"] == row["speaker_key"]]
    names = [*whole, *(each["name"] for each in stored.members.get(row["key"], ()))]
    first, last = (None if row[day] is None else str(row[day]) for day in ("first_day", "last_day"))
    folded = [fold(str(name)) for name in names]
    return facets.of_quotation(
        str(row["type"]), str(row["grade"]), (first, last), folded, _around(stored).split()
    )


def _frame(stored: StoredVersion) -> Iterator[Problem]:
    for row in stored.frame:
        if row["start"] is not None or row["exact"] is not None:
            yield from standing(stored.version["text"], f"the {row['role']}", row)


def _agency(stored: StoredVersion) -> Iterator[Problem]:
    """The agency in whose name it is dated must follow from its text, and be found by its words."""
    facts = tuple(
        Fact(
            str(row["value"]),
            None if row["start"] is None else Span(int(str(row["start"])), int(str(row["end"]))),
        )
        for row in sorted(stored.frame, key=lambda row: int(str(row["position"])))
        if row["role"] == "credited"
    )
    named = stored.version["outlet"] is not None
    report = Report(str(stored.version["text"]), "", "", b"", credited=facts)
    expected = None if named else publisher_of(report)
    found = stored.agency and (stored.agency["name"], stored.agency["folded"])
    if found != (expected and (expected, fold(expected))):
        yield Problem(
            "the agency in whose name it is dated", expected=expected, found=str(found or "nothing")
        )


def _names(stored: StoredVersion) -> Iterator[Problem]:
    count = stored.version["names"]
    if (count or 0) != len(stored.names):
        yield Problem("the number of its names", expected=str(count or 0), found=str(len(stored.names)))
    for row in stored.names:
        yield from standing(stored.version["text"], "the name", row)


def standing(text: object, what: str, row: Row) -> Iterator[Problem]:
    """The characters of a text that a span covers must be those it was stored with."""
    start, end = row["start"], row["end"]
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(text, str)):
        yield Problem(f"{what} has offsets that are no numbers", found=f"{start!r}-{end!r}")
        return
    found = Span(start, end).of(text)
    if not 0 <= start < end <= len(text) or found != row["exact"]:
        yield _differ(f"{what} at {start}-{end} is not what the report says there", str(row["exact"]), found)


def _quotation(stored: StoredVersion, row: Row, speakers: Mapping[object, Row]) -> Iterator[Problem]:
    spans = stored.spans.get(row["key"], ())
    said = stored.version["text"]
    exact = [problem for span in spans for problem in standing(said, f"its {span['role']}", span)]
    content = [span for span in spans if span["role"] == "content"]
    if not exact:
        text = str(stored.version["text"])
        words = quoted_text(
            text, tuple(Span(int(str(span["start"])), int(str(span["end"]))) for span in content)
        )
        if words != row["text"]:
            exact.append(_differ("its words are not those of its content", words, str(row["text"])))
    speaker = None if row["speaker_key"] is None else speakers.get(row["speaker_key"])
    if row["speaker_key"] is not None and speaker is None:
        exact.append(Problem("its speaker is missing"))
    yield from exact
    if not exact:
        seal = seals.of_quotation(stored.place, row, speaker, stored.members.get(row["key"], ()), spans)
        if row["seal"] != seal:
            yield _broken_seal(row, seal)
    if stored.version["current"] == 1:
        yield from _indexed(str(row["text"]), _beside(stored, row), row)
        day = None if row["last_day"] is None else str(row["last_day"])
        if not isinstance(row["slot"], int) or slots.day_of(row["slot"]) != slots.number_of(day):
            yield Problem("it stands at another day in the search index")
    elif row["words"] is not None:
        yield Problem("the search index still holds this quotation of an old version")


def _broken_seal(row: Row, seal: str, report: str | None = None) -> Problem:
    return Problem("its row was altered: the seal", report=report, expected=str(row["seal"]), found=seal)


def _differ(what: str, expected: str, found: str) -> Problem:
    """A problem that shows both texts around the first character in which they differ."""
    pairs = zip(expected, found, strict=False)
    at = next((i for i, (one, other) in enumerate(pairs) if one != other), min(len(expected), len(found)))
    return Problem(f"{what} (from character {at})", expected=_shown(expected, at), found=_shown(found, at))


def _shown(text: str, at: int) -> str:
    start, end = max(0, at - _SHOWN), at + _SHOWN
    return repr("…" * (start > 0) + text[start:end] + "…" * (end < len(text)))


def _numbers(versions: Sequence[tuple[object, object]]) -> str:
    return ", ".join(f"{number}{' (current)' if current == 1 else ''}" for number, current in versions[:20])


def _bytes(data: object) -> bytes:
    return data if isinstance(data, bytes) else str(data).encode("utf-8", "surrogateescape")
