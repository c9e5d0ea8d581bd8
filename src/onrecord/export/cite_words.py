"""The phrases that all forms of a citation share."""

from __future__ import annotations

import re

from onrecord.core import Quotation, Report, quoted_text
from onrecord.core.visible import upright
from onrecord.export.cite_subject import Place

# C0 and C1 controls and lone surrogates: no form of a citation may hold them.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_MARK = re.compile('["“”„‟«»‘’‚‹›＂「」『』]')


def flat(words: str) -> str:
    r"""The words on one line, single spaces between them, without characters that cannot be printed.

    >>> flat("Quay \x1b to\n open")
    'Quay to open'
    """
    return " ".join(upright(_UNPRINTABLE.sub(" ", words)).split())


def said_by(report: Report, quotation: Quotation) -> str:
    """Who says it; of somebody unnamed, the words that the report has for them."""
    if quotation.speaker is not None:
        return flat(quotation.speaker.name)
    words = flat(quoted_text(report.text, quotation.source)).strip(" ,;:")
    return f"unnamed (“{words}”)" if words else "unnamed"


def words_of(report: Report, quotation: Quotation) -> str:
    """What is said, as the report has it; direct speech that has no marks there is given them."""
    words = flat(quoted_text(report.text, quotation.content))
    return f"“{words}”" if quotation.type == "direct" and not _MARK.search(words) else words


def proof_of(place: Place) -> str:
    """Where the words stand and in which bytes; offsets are code points, the end not included."""
    hashed = f"SHA-256 of the report {place.report.sha256}"
    if place.quotation is None:
        return hashed
    stretches = ", ".join(f"{span.start}–{span.end}" for span in sorted(place.quotation.content))
    return f"Characters {stretches} of the report's text; {hashed}"


def date_parts(iso: str | None) -> list[int]:
    """Year, month and day of an ISO 8601 date, as far as it gives them.

    >>> date_parts("2031-03-02T10:00:00Z"), date_parts("2031-03"), date_parts("soon")
    ([2031, 3, 2], [2031, 3], [])
    """
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", iso or "", re.ASCII)
    return [int(part) for part in match.groups() if part is not None] if match else []


def web_address(source: str) -> str | None:
    """The address a report was read from; None for a file, whose path is nobody else's business."""
    return source if source.lower().startswith(("http://", "https://")) else None
