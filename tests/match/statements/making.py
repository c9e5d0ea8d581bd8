"""Relays of invented reports in few words, for tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from onrecord.core import Fact, Interval, Quotation, QuotationType, Relay, Report, Span, Speaker, quotation_id
from onrecord.match.statements.wording import Wording, setting_of, wording_of


def relay(
    content: str,
    *,
    report: str = "r1",
    before: str = "",
    after: str = "",
    source: str = "Ida Holt",
    cue: str = "said",
    speaker: str | None = "holt",
    day: str | None = "2031-05-04",
    outlet: str | None = None,
    kind: QuotationType = "direct",
    vector: Sequence[float] = (),
    said_on: tuple[str, str] | None = None,
    polarity: str | None = None,
) -> Relay:
    """A relay whose report's text is `before`, the content, cue and source, and `after`."""
    parts = [part for part in (before, content, cue, source) if part]
    text = " ".join(parts) + "." + after
    start = len(before) + 1 if before else 0
    spans = (Span(start, start + len(content)),)
    cue_start = start + len(content) + 1
    source_start = cue_start + len(cue) + 1
    made = Report(text, report, report, published=Fact(day) if day else None, outlet=outlet or report)
    sha = hashlib.sha256(text.encode()).hexdigest()
    quotation = Quotation(
        quotation_id(sha, spans),
        kind,
        spans,
        (Span(source_start, source_start + len(source)),) if source else (),
        (Span(cue_start, cue_start + len(cue)),),
        Speaker("s1", speaker.title(), "person", "named in the source") if speaker else None,
        said_on=Interval(*said_on, Span(0, 1)) if said_on else None,
        polarity=polarity,
        embedding=_bytes(vector),
    )
    return Relay(f"{report}-{quotation.id}", report, made, quotation, speaker)


def wording(content: str, **about: object) -> Wording:
    """What matching sees of `relay(content, **about)`."""
    made = relay(content, **about)  # type: ignore[arg-type]
    return wording_of(made, setting_of(made.report))


def _bytes(vector: Sequence[float]) -> bytes:
    import numpy as np

    return np.array(vector, dtype="<f2").tobytes() if vector else b""
