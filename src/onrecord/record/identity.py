"""When two reports are one: the same source and name. When they are one version: the same bytes."""

from __future__ import annotations

import hashlib

from onrecord.core import Report


def report_id(source: str, name: str) -> str:
    """The report's name in every record: sixteen hexadecimal digits from where it came from.

    >>> report_id("news/harbour.txt", "harbour.txt")
    '15b67a5da1777fe6'
    """
    return hashlib.sha256(f"{source}\0{name}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def says_the_same(report: Report, sha256: str, text_sha256: str) -> bool:
    """Whether the report was read from the bytes with this hash; without bytes, from the same text."""
    return report.sha256 == sha256 and (bool(report.data) or hash_of_text(report) == text_sha256)


def hash_of_text(report: Report) -> str:
    """SHA-256 of the report's text in UTF-8, in hexadecimal."""
    return hashlib.sha256(report.text.encode()).hexdigest()
