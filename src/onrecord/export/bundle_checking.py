"""Whether what a bundle's manifest says is so: of one report with its bytes and text, and of the whole."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from onrecord.core import Span, quoted_text
from onrecord.core.corrections import CONTEXT
from onrecord.export.bundle_making import ORIGINAL, TEXT
from onrecord.export.bundle_manifest import (
    FORMAT,
    FORMAT_VERSION,
    File,
    Frame,
    Manifest,
    Relation,
    ReportEntry,
    Stretch,
)
from onrecord.record import Problem
from onrecord.record.identity import report_id

_REPORT = re.compile("[0-9a-f]{16}")
_SHOWN = 80
_MOST_VERSIONS = 10**9


def whole(manifest: Manifest) -> Iterator[Problem]:
    """Check what the manifest says of itself; where nothing is wrong, the paths of its files are safe."""
    if (manifest.format, manifest.format_version) != (FORMAT, FORMAT_VERSION):
        yield Problem(
            "a bundle of a format that this version of onrecord does not know",
            expected=f"{FORMAT} {FORMAT_VERSION}",
            found=f"{manifest.format} {manifest.format_version}"[:_SHOWN],
        )
    keys = [(entry.id, entry.version) for entry in manifest.reports]
    if keys != sorted(set(keys)):
        yield Problem("its reports are not in order, or one is there twice")
    for entry in manifest.reports:
        for problem in _entry(entry):
            yield replace(problem, report=entry.id[:_SHOWN], version=entry.version)
    yield from _about(manifest)


def report(entry: ReportEntry, data: bytes, encoded: bytes) -> tuple[str | None, list[Problem]]:
    """Check a report's two files against the manifest; its text, if it has one, and what is wrong."""
    found = [*_file(entry.original, data), *_file(entry.text, encoded)]
    try:
        text = encoded.decode()
    except UnicodeDecodeError as error:
        return None, [*found, Problem(f"{entry.text.path} is not UTF-8 at byte {error.start}")]
    if len(text) != entry.characters:
        found.append(
            Problem("the number of its characters", expected=str(entry.characters), found=str(len(text)))
        )
    found += _frame(text, entry.frame)
    for relation in entry.relations:
        found += [replace(problem, quotation=relation.id) for problem in _relation(text, relation)]
    digest = hashlib.sha256(encoded).hexdigest()
    for each in entry.corrections:
        if each.text_sha256 == digest:
            for held in (*each.before, *each.after):
                found += _standing(text, f"the {held.role} in correction {each.id}", held.stands)
    return text, found


def _entry(entry: ReportEntry) -> Iterator[Problem]:
    if not _REPORT.fullmatch(entry.id) or not 1 <= entry.version <= _MOST_VERSIONS:
        yield Problem("this is no id of a report with a version")
        return
    if entry.source is not None and report_id(entry.source, entry.name) != entry.id:
        yield Problem("its id does not follow from its address and name")
    if not entry.address.endswith(f"reports/{entry.id}?version={entry.version}"):
        yield Problem("its address is not that of its id", found=repr(entry.address[:_SHOWN]))
    for file, name in ((entry.original, ORIGINAL), (entry.text, TEXT)):
        if file.path != f"{entry.folder}/{name}":
            yield Problem(
                "the path of a file", expected=f"{entry.folder}/{name}", found=repr(file.path[:_SHOWN])
            )
    counts = Counter(relation.id for relation in entry.relations)
    for relation in entry.relations:
        if counts[relation.id] > 1:
            yield Problem("it is there twice", quotation=relation.id)
        if relation.nested_in is not None and relation.nested_in not in counts:
            yield Problem(f"it is nested in {relation.nested_in}, which is not there", quotation=relation.id)
        if not relation.content:
            yield Problem("it has no content", quotation=relation.id)


def _about(manifest: Manifest) -> Iterator[Problem]:
    """What the bundle is evidence of is in it."""
    about, statement = manifest.about, manifest.statement
    held = {f"{entry.id}-{relation.id}" for entry in manifest.reports for relation in entry.relations}
    if (about.kind == "statement") != (statement is not None):
        yield Problem("it is evidence of a statement that it says nothing of, or of none and names one")
    elif statement is not None:
        if statement.id != about.id:
            yield Problem("the statement", expected=about.id, found=statement.id)
        for relay in statement.relays:
            if relay not in held:
                yield Problem(f"the quotation {relay}, which relays the statement, is not there")
    elif about.id not in (held if about.kind == "quotation" else {entry.id for entry in manifest.reports}):
        yield Problem(f"the {about.kind} {about.id}, which it is evidence of, is not there")


def _file(file: File, data: bytes) -> Iterator[Problem]:
    digest = hashlib.sha256(data).hexdigest()
    if digest != file.sha256:
        yield Problem(f"the SHA-256 of {file.path}", expected=file.sha256, found=digest)
    if len(data) != file.size:
        yield Problem(f"the size of {file.path}", expected=str(file.size), found=str(len(data)))


def _frame(text: str, frame: Frame) -> Iterator[Problem]:
    single = {
        "title": frame.title,
        "published": frame.published,
        "dateline": frame.dateline,
        "place": frame.place,
    }
    for name, fact in (*single.items(), *(("credited", fact) for fact in frame.credited)):
        if fact is not None and fact.stands is not None:
            yield from _standing(text, f"its {name}", fact.stands)


def _relation(text: str, relation: Relation) -> Iterator[Problem]:
    parts = {"content": relation.content, "source": relation.source, "cue": relation.cue}
    if relation.said_on is not None and relation.said_on.stands is not None:
        parts["day"] = (relation.said_on.stands,)
    wrong = [
        problem
        for role, stretches in parts.items()
        for each in stretches
        for problem in _standing(text, f"its {role}", each)
    ]
    yield from wrong
    words = quoted_text(text, tuple(Span(each.start, each.end) for each in relation.content))
    if not wrong and words != relation.text:
        yield Problem(
            "its words are not those of its content", expected=_short(words), found=_short(relation.text)
        )


def _standing(text: str, what: str, claimed: Stretch) -> Iterator[Problem]:
    start, end = claimed.start, claimed.end
    if not 0 <= start < end <= len(text):
        yield Problem(f"{what} at {start}–{end} is not within the {len(text)} characters of the text")
        return
    around = {
        "the text": (claimed.exact, text[start:end]),
        "the text before it": (claimed.prefix, text[max(0, start - CONTEXT) : start]),
        "the text behind it": (claimed.suffix, text[end : end + CONTEXT]),
    }
    for where, (says, is_there) in around.items():
        if says != is_there:
            yield Problem(
                f"{what} at {start}–{end} is not what {where} says",
                expected=_short(is_there),
                found=_short(says),
            )


def _short(words: str) -> str:
    return repr(words if len(words) <= _SHOWN else words[:_SHOWN] + "…")
