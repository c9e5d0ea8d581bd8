"""brat standoff, as PolNeAR uses it: text-bound annotations, and one event for each attribution relation.

    T1<TAB>Source 0 16<TAB>The harbour master
    T2<TAB>Attribution 17 21<TAB>said
    E1<TAB>Attribution:T2 Source:T1 Cue:T3 Content:T4

A discontinuous annotation lists its fragments with `;` between them. brat wants every annotation on one line
and its fragments free of line breaks, so a span over several lines is cut into one fragment a line. The
relation itself stands where its cue stands; without a cue at its source, else at its content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.core import Extraction, Quotation, Span, Spans

_LINE = re.compile(r"[^\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def brat(extraction: Extraction) -> str:
    """The `.ann` file of one report, empty if nobody is quoted; offsets are code points of its text."""
    text = extraction.report.text
    lines: list[str] = []
    bound = 0
    for number, quotation in enumerate(extraction.quotations, 1):
        roles: list[str] = []
        for role, spans in _roles(quotation):
            bound += 1
            lines.append(f"T{bound}\t{_bound(role, spans, text)}")
            roles.append(f"{role}:T{bound}")
        lines.append(f"E{number}\t{' '.join([roles[-1], *roles[:-1]])}")
    return "".join(f"{line}\n" for line in lines)


def _roles(quotation: Quotation) -> Iterator[tuple[str, Spans]]:
    roles = {"Source": quotation.source, "Cue": quotation.cue, "Content": quotation.content}
    yield from ((role, spans) for role, spans in roles.items() if spans)
    yield "Attribution", quotation.cue or quotation.source or quotation.content


def _bound(role: str, spans: Spans, text: str) -> str:
    fragments = [fragment for span in sorted(spans) for fragment in _fragments(span, text)]
    offsets = ";".join(f"{fragment.start} {fragment.end}" for fragment in fragments)
    return f"{role} {offsets}\t{' '.join(fragment.of(text) for fragment in fragments)}"


def _fragments(span: Span, text: str) -> Iterator[Span]:
    """The span cut at line breaks, white space at the cuts left out; whole if it is nothing else."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text, span.start, span.end)]
    if len(lines) < 2:
        yield from lines or [span]
        return
    yield from (line for line in lines if not line.of(text).isspace())
