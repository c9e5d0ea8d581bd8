"""Evidence bundles: a report's bytes, its text and what is claimed of it in one file that proves itself.

A bundle is a zip archive in the one form of `bundle_zip.py`: `README.txt`, `manifest.json`, and for each
report `original.dat` and `text.txt`. It can be checked without the record, and without unpacking it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO

from onrecord.core import OnrecordError
from onrecord.export import bundle_checking, bundle_json, bundle_zip
from onrecord.export.bundle_following import follows
from onrecord.export.bundle_json import Unfit
from onrecord.export.bundle_making import manifest_of, reports_of
from onrecord.export.bundle_manifest import Manifest, ReportEntry
from onrecord.export.bundle_readme import readme
from onrecord.export.bundle_zip import Malformed, Member, Sink
from onrecord.export.cite_subject import Subject
from onrecord.record import Problem

MANIFEST, README = "manifest.json", "README.txt"
MOST_SAID = 16 * 1024 * 1024
"""Bytes that a manifest, or a README, may have."""
MOST_KEPT = 128 * 1024 * 1024
"""Bytes that each file of a report may have."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking a bundle; without problems, all that it claims of its reports' texts is so.

    `unproved` names reports of which these versions of the readers cannot tell whether the text follows from
    the bytes: their hashes and offsets hold, and their words stand in the bytes. `manifest` is None where it
    could not be read.
    """

    problems: tuple[Problem, ...]
    unproved: tuple[Problem, ...]
    manifest: Manifest | None

    @property
    def relations(self) -> int:
        """How many relations it has."""
        return sum(len(entry.relations) for entry in self.manifest.reports) if self.manifest else 0


def write(subject: Subject, stream: Sink, base: str | None = None) -> Manifest:
    """Write the evidence of what is cited; the same record gives the same bytes. What was written.

    `base` is the address that the reading room is had at. Raises `OnrecordError` where the evidence is larger
    than a bundle may be.
    """
    manifest = manifest_of(subject, base)
    said = bundle_json.written(manifest)
    kept = (size for entry in manifest.reports for size in (entry.original.size, entry.text.size))
    if len(said) > MOST_SAID or any(size > MOST_KEPT for size in kept):
        raise OnrecordError("the evidence is larger than a bundle may be", "cite one quotation at a time")
    bundle_zip.write(_members(manifest, said, subject), stream)
    return manifest


def digest(subject: Subject, base: str | None = None) -> str:
    """The SHA-256, in hexadecimal, of what `write` writes; raises as it does."""
    sink = _Hashed()
    write(subject, sink, base)
    return sink.sha256.hexdigest()


def check(stream: BinaryIO) -> Checked:
    """Check a bundle byte by byte, with nothing but itself; nothing is written, and it is read once.

    At most two files of a report are in memory.
    """
    checker = _Checker()
    try:
        for member in bundle_zip.read(stream, checker.most):
            checker.take(member)
    except Malformed as error:
        checker.problems.append(Problem(str(error)))
    else:
        checker.end()
    return Checked(tuple(checker.problems), tuple(checker.unproved), checker.manifest)


def _members(manifest: Manifest, said: bytes, subject: Subject) -> Iterator[Member]:
    yield Member(README, readme(manifest))
    yield Member(MANIFEST, said)
    for entry, (stored, _) in zip(manifest.reports, reports_of(subject), strict=True):
        yield Member(entry.original.path, stored.report.data)
        yield Member(entry.text.path, stored.report.text.encode())


class _Hashed:
    """A sink that keeps nothing but the hash."""

    def __init__(self) -> None:
        self.sha256 = hashlib.sha256()

    def write(self, data: bytes, /) -> None:
        self.sha256.update(data)


class _Checker:
    """Takes the members of a bundle in their order: README, manifest, then two files a report."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.unproved: list[Problem] = []
        self.manifest: Manifest | None = None
        self._readme = b""
        self._original = b""
        self._waiting: dict[str, ReportEntry] = {}

    def most(self, name: str) -> int:
        """How many bytes a member may have."""
        if name in {README, MANIFEST}:
            return MOST_SAID
        if self.manifest is None:
            raise Malformed(f"{name}: {README} and {MANIFEST} come first in a bundle")
        if name not in self._waiting:
            raise Malformed(f"{name}: the manifest names no such file")
        return MOST_KEPT

    def take(self, member: Member) -> None:
        """Check one member, or keep it for the one that it is checked with."""
        if member.name == README:
            self._readme = member.data
        elif member.name == MANIFEST:
            self._take_manifest(member.data)
        else:
            entry = self._waiting.pop(member.name)
            if member.name == entry.original.path:
                self._original = member.data
            else:
                self._take_report(entry, member.data)

    def end(self) -> None:
        """Name what is missing."""
        if self.manifest is None:
            self.problems.append(Problem(f"{MANIFEST} is missing: this is no evidence bundle"))
        self.problems += [Problem(f"{name} is missing") for name in self._waiting]

    def _take_manifest(self, data: bytes) -> None:
        try:
            manifest = bundle_json.read(Manifest, data)
        except Unfit as error:
            raise Malformed(f"{MANIFEST}: {error}") from error
        wrong = list(bundle_checking.whole(manifest))
        self.problems += wrong
        if wrong:
            raise Malformed(f"{MANIFEST} contradicts itself, so the reports were not checked")
        self.manifest = manifest
        if self._readme != readme(manifest):
            self.problems.append(Problem(f"{README} is missing, or is not the one of its manifest"))
        self._waiting = {
            path: entry for entry in manifest.reports for path in (entry.original.path, entry.text.path)
        }

    def _take_report(self, entry: ReportEntry, encoded: bytes) -> None:
        data, self._original = self._original, b""
        text, wrong = bundle_checking.report(entry, data, encoded)
        place = Problem("", report=entry.id, version=entry.version)
        self.problems += [replace(each, report=place.report, version=place.version) for each in wrong]
        # Where the files are not those of the manifest, that they do not fit together says nothing more.
        if text is None or wrong:
            return
        outcome = follows(entry, data, text)
        if outcome.proved == "no":
            self.problems.append(replace(place, what=outcome.why))
        elif outcome.proved == "unknown":
            self.unproved.append(replace(place, what=outcome.why))
