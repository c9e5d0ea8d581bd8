"""brat standoff, as PolNeAR uses it: text-bound annotations, and one event for each attribution relation.

    T1<TAB>Source 0 18<TAB>The harbour master
    T2<TAB>Cue 19 23<TAB>said
    T3<TAB>Content 24 39<TAB>fares will fall
    T4<TAB>Attribution 19 23<TAB>said
    E1<TAB>Attribution:T4 Content:T3 Cue:T2 Source:T1
    A1<TAB>Type E1 indirect
    #1<TAB>AnnotatorNotes E1<TAB>Ida Rowan (person), record 0.97

A discontinuous annotation lists its fragments with `;` between them. brat wants every annotation on one line
and its fragments free of line breaks, so a span over several lines is cut into one fragment a line, and a
note on it has the offsets of the whole: `spans 24 60;71 80`. The relation itself, `Attribution` or
`Attribution-no-source`, stands where its cue stands; without a cue at its source, else at its content. A
relation within another is `R1<TAB>Nested Inner:E2 Outer:E1`.

`ANNOTATION_CONF` tells brat of all these; a folder it is to open needs it as `annotation.conf`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.core import Extraction, Quotation, Report, Span, Spans

ANNOTATION_CONF = """\
[entities]
Source
Cue
Content

[relations]
Nested\tInner:<EVENT>, Outer:<EVENT>

[events]
Attribution\tContent*:Content, Cue*:Cue, Source*:Source
Attribution-no-source\tContent*:Content, Cue*:Cue

[attributes]
Type\tArg:<EVENT>, Value:direct|indirect|mixed
"""

WHOLE = "spans "
"""How the note of a span that was cut begins."""
_NAME_LENGTH = 50
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_BREAKS = r"\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_LINE = re.compile(rf"[^{_BREAKS}]+")
_NOT_IN_WORDS = re.compile(rf"[\t{_BREAKS}]")
_PARTS = ("Source", "Cue", "Content")


def brat(extraction: Extraction) -> str:
    """The `.ann` file of one report, empty if nobody is quoted; offsets are code points of its text."""
    text = extraction.report.text
    lines: list[str] = []
    notes: list[tuple[str, str]] = []
    bound = 0
    for number, quotation in enumerate(extraction.quotations, 1):
        roles: list[str] = []
        for role, spans in _roles(quotation):
            bound += 1
            fragments = cut(spans, text)
            lines.append(f"T{bound}\t{role} {_offsets(fragments)}\t{_words(fragments, text)}")
            roles.append(f"{role}:T{bound}")
            if role in _PARTS and fragments != spans:
                notes.append((f"T{bound}", f"{WHOLE}{_offsets(spans)}"))
        lines.append(f"E{number}\t{' '.join(reversed(roles))}")
        lines.append(f"A{number}\tType E{number} {quotation.type}")
        notes.append((f"E{number}", _about(quotation)))
    lines += _nested(extraction.quotations)
    lines += (f"#{i}\tAnnotatorNotes {on}\t{note}" for i, (on, note) in enumerate(notes, 1))
    return "".join(f"{line}\n" for line in lines)


def file_name(report: Report, identity: str) -> str:
    """What the files of a report are called, without their ending: by its name, as far as it goes, and id.

    >>> file_name(Report("", "Ferry fares?.txt", ""), "15b67a5da1777fe6")
    'Ferry-fares-15b67a5da1777fe6'
    """
    stem = report.name.rsplit("/", 1)[-1]
    stem = stem.rsplit(".", 1)[0] or stem
    return f"{_NOT_IN_NAMES.sub('-', stem)[:_NAME_LENGTH].strip('.-')}-{identity}".lstrip("-")


def cut(spans: Spans, text: str) -> Spans:
    """The spans in order, cut at line breaks as brat wants them."""
    return tuple(fragment for span in sorted(spans) for fragment in _fragments(span, text))


def _about(quotation: Quotation) -> str:
    """What a person who corrects the relation may want to know of it, on one line."""
    speaker = quotation.speaker
    who = f"{' '.join(speaker.name.split())} ({speaker.kind})" if speaker else "nobody named"
    how = [quotation.polarity] if quotation.polarity else []
    return ", ".join([who, *how, f"{quotation.grade} {quotation.confidence:.2f}"])


def _nested(quotations: tuple[Quotation, ...]) -> Iterator[str]:
    numbers = {quotation.id: number for number, quotation in enumerate(quotations, 1)}
    pairs = [(numbers[each.id], numbers.get(each.nested_in or "")) for each in quotations]
    inner = [(one, outer) for one, outer in pairs if outer is not None]
    yield from (f"R{i}\tNested Inner:E{one} Outer:E{outer}" for i, (one, outer) in enumerate(inner, 1))


def _roles(quotation: Quotation) -> Iterator[tuple[str, Spans]]:
    roles = {"Source": quotation.source, "Cue": quotation.cue, "Content": quotation.content}
    yield from ((role, spans) for role, spans in roles.items() if spans)
    relation = "Attribution" if quotation.source else "Attribution-no-source"
    yield relation, quotation.cue or quotation.source or quotation.content


def _offsets(spans: Spans) -> str:
    return ";".join(f"{span.start} {span.end}" for span in spans)


def _words(fragments: Spans, text: str) -> str:
    return _NOT_IN_WORDS.sub(" ", " ".join(fragment.of(text) for fragment in fragments))


def _fragments(span: Span, text: str) -> Iterator[Span]:
    """The span cut at line breaks, empty lines left out; whole if it is nothing else."""
    lines = [Span(*match.span()) for match in _LINE.finditer(text, span.start, span.end)]
    yield from [line for line in lines if not line.of(text).isspace()] or [span]
