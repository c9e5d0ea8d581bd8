"""Permanent addresses: what reports, quotations and speakers are called outside the record.

A path after a base, the same path at which `onrecord serve` shows the thing. Where nobody serves the record
the base is `urn:onrecord:`, which leads nowhere and stays a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote

NOWHERE = "urn:onrecord:"

_REPORT = re.compile(r"(?:^|[:/])reports/(?P<report>[^/?#]+)(?:\?[^#]*)?(?:#(?P<part>.*))?$")
_WEB = re.compile("https?://[!-~]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses under one base, which ends with a colon or a slash.

    >>> Addresses().quotation("15b67a5da1777fe6", "0c5a8e21f3b7")
    'urn:onrecord:reports/15b67a5da1777fe6#q-15b67a5da1777fe6-0c5a8e21f3b7'
    """

    base: str = NOWHERE

    @classmethod
    def under(cls, base: str | None) -> Addresses:
        """The addresses under a base as somebody typed it; under none those that lead nowhere.

        >>> Addresses.under("https://desk.example").report("15b67a5da1777fe6")
        'https://desk.example/reports/15b67a5da1777fe6'
        """
        if base is None:
            return cls()
        return cls(base if base.endswith((":", "/")) else f"{base}/")

    def report(self, report_id: str) -> str:
        """Of a report."""
        return f"{self.base}reports/{quote(report_id, safe='')}"

    def quotation(self, report_id: str, quotation_id: str) -> str:
        """Of a quotation, by its id within the report."""
        return f"{self.report(report_id)}#q-{quote(f'{report_id}-{quotation_id}', safe='')}"

    def speaker(self, speaker_id: str) -> str:
        """Of a person or an organisation of the registry."""
        return f"{self.base}speakers/{quote(speaker_id, safe='')}"

    def commitment(self, commitment_id: str) -> str:
        """Of a commitment."""
        return f"{self.base}commitments/{quote(commitment_id, safe='')}"


def report_of(address: str) -> str | None:
    """The id of the report that an address, under whatever base, is of; None where it is of none.

    >>> report_of("https://desk.example/reports/15b67a5da1777fe6?version=2#q-15b67a5da1777fe6-0c5a8e21f3b7")
    '15b67a5da1777fe6'
    """
    match = _REPORT.search(address)
    return match and unquote(match["report"])


def quotation_of(address: str) -> str | None:
    """The id, within its report, of the quotation that an address is of; None where it is of none.

    >>> quotation_of("urn:onrecord:reports/15b67a5da1777fe6#q-15b67a5da1777fe6-0c5a8e21f3b7")
    '0c5a8e21f3b7'
    """
    match = _REPORT.search(address)
    whole = f"q-{unquote(match['report'])}-" if match else ""
    part = unquote(match["part"] or "") if match else ""
    return part.removeprefix(whole) if whole and part.startswith(whole) else None


def on_the_web(source: str) -> str | None:
    """The source of a report if it is a web address, which other programs may follow; else None.

    >>> on_the_web("https://news.example/ferry"), on_the_web("/news/ferry.txt")
    ('https://news.example/ferry', None)
    """
    return source if _WEB.fullmatch(source) else None
