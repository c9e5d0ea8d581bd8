"""brat standoff, as PolNeAR uses it: text-bound annotations, and one event for each attribution relation.

    T1<TAB>Source 0 18<TAB>The harbour master
    T2<TAB>Cue 19 23<TAB>said
    T3<TAB>Content 24 39<TAB>fares will fall
    T4<TAB>Attribution 19 23<TAB>said
    E1<TAB>Attribution:T4 Content:T3 Cue:T2 Source:T1

A discontinuous annotation lists its fragments with `;` between them. brat wants every annotation on one line
and its fragments free of line breaks, so a span over several lines is cut into one fragment a line. The
relation itself, `Attribution` or `Attribution-no-source`, stands where its cue stands; without a cue at its
source, else at its content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.core import Extraction, Quotation, Span, Spans

_BREAKS = r"\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_LINE = re.compile(rf"[^{_BREAKS}]+")
_NOT_IN_WORDS = re.compile(rf"[\t{_BREAKS}]")


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
        lines.append(f"E{number}\t{' '.join(reversed(roles))}")
    return "".join(f"{line}\n" for line in lines)


def _roles(quotation: Quotation) -> Iterator[tuple[str, Spans]]:
    roles = {"Source": quotation.source, "Cue": quotation.cue, "Content": quotation.content}
    yield from ((role, spans) for role, spans in roles.items() if spans)
    relation = "Attribution" if quotation.source else "Attribution-no-source"
    yield relation, quotation.cue or quotation.source or quotation.content


def _bound(role: str, spans: Spans, text: str) -> str:
    fragments = [fragment for span in sorted(spans) for fragment in _fragments(span, text)]
    offsets = ";".join(f"{fragment.start} {fragment.end}" for fragment in fragments)
    words = " ".join(fragment.of(text) for fragment in fragments)
    return f"{role} {offsets}\t{_NOT_IN_WORDS.sub(' ', words)}"


def _fragments(span: Span, text: str) -> Iterator[Span]:
    """The span cut at line breaks, empty lines left out; whole if it is nothing else."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text, span.start, span.end)]
    yield from [line for line in lines if not line.of(text).isspace()] or [span]
