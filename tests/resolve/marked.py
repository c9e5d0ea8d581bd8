"""Small reports with their relations marked in the text: `[c1 Rain is due], [s1 Ana Brun] [q1 said].`

c is content, s source, q cue; the digit tells the relation; marks nest. Relations come in order of digit.
"""

from __future__ import annotations

import re
from collections import defaultdict

from onrecord.core import Fact, Quotation, Report, Span
from onrecord.resolve import resolve

_MARK = re.compile(r"\[([csq])(\d) |\]")
_OPENING = '“"”«'


def marked(
    text: str, *, published: str | None = None, dateline: str | None = None
) -> tuple[Report, list[Quotation]]:
    """The report without its marks, and the quotations that they tell of."""
    plain, opened = "", []
    spans: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    at = 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark.group(1):
            opened.append((mark.group(1), mark.group(2), len(plain)))
        else:
            role, number, start = opened.pop()
            spans[number][role].append(Span(start, len(plain)))
    plain += text[at:]
    quotations = [
        Quotation(
            number,
            "direct" if plain[min(roles["c"]).start] in _OPENING else "indirect",
            tuple(sorted(roles["c"])),
            tuple(sorted(roles["s"])),
            tuple(sorted(roles["q"])),
        )
        for number, roles in sorted(spans.items())
    ]
    report = Report(
        plain,
        "report.txt",
        "report.txt",
        plain.encode(),
        published=Fact(published) if published else None,
        dateline=Fact(dateline) if dateline else None,
    )
    return report, quotations


def resolved(
    text: str, *, published: str | None = None, dateline: str | None = None
) -> tuple[Quotation, ...]:
    """The marked quotations, resolved."""
    report, quotations = marked(text, published=published, dateline=dateline)
    return resolve(report, quotations)


def named(text: str) -> list[str | None]:
    """The names of the marked quotations' speakers."""
    return [each.speaker.name if each.speaker else None for each in resolved(text)]
