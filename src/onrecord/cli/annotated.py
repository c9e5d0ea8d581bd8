"""A report's text with what was found in it: each speaker's words in a colour, and a number in the margin.

Colour never stands alone. The margin of every line names the speakers whose words it holds; where
there is no terminal to underline and embolden, each content also stands in brackets with its speaker's
number, `[1: ... ]`. Words that are no plain statement, or are to be reviewed, stand in brackets everywhere,
`[denied: ... ]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.style import Style
from rich.text import Text

from onrecord.cli.listing import GLUE, MEASURE, wrapped
from onrecord.core import Quotation, Report, Span, Speaker
from onrecord.core.phrases import counted
from onrecord.core.visible import one_line, visible

COLOURS = ("cyan", "magenta", "yellow", "green", "blue", "red")
UNNAMED = "?"

_MARGIN = 6
_NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in the report: a number for the margin, a colour, how often."""

    number: str
    style: str
    speaker: Speaker | None
    quotations: int


def voices(quotations: Iterable[Quotation]) -> dict[str | None, Voice]:
    """Everybody who speaks, by speaker id and in order of the text; None for the unnamed, who come last."""
    found: dict[str | None, Voice] = {}
    unnamed = 0
    for quotation in quotations:
        speaker = quotation.speaker
        if speaker is None:
            unnamed += 1
        elif speaker.id in found:
            before = found[speaker.id]
            found[speaker.id] = Voice(before.number, before.style, before.speaker, before.quotations + 1)
        else:
            number = len(found) + 1
            found[speaker.id] = Voice(str(number), f"bold {COLOURS[(number - 1) % len(COLOURS)]}", speaker, 1)
    if unnamed:
        found[None] = Voice(UNNAMED, "bold", None, unnamed)
    return found


def legend(console: Console, found: Iterable[Voice]) -> Iterator[Text]:
    """One entry for each voice: number, name, kind, number of quotations, and why it is this speaker."""
    for voice in found:
        entry = Text.assemble((f"{voice.number:>{_MARGIN - 2}}  ", voice.style))
        if voice.speaker is None:
            entry.append("unnamed", "italic")
            entry.append(f" · {counted(voice.quotations, 'quotation')}", "dim")
        else:
            entry.append(one_line(voice.speaker.name), voice.style)
            about = f" · {voice.speaker.kind} · {counted(voice.quotations, 'quotation')}"
            entry.append(f"{about} · {one_line(voice.speaker.reason)}", "dim")
        yield from wrapped(console, entry, console.width, _MARGIN)


def lines(console: Console, report: Report, quotations: Iterable[Quotation]) -> Iterator[Text]:
    """The text, wrapped to the console, with the numbers of the voices in the margin."""
    marked = _marked(report, tuple(quotations), brackets=not console.is_terminal)
    for paragraph in marked.split("\n", allow_blank=True):
        for line in wrapped(console, paragraph, min(MEASURE, console.width - _MARGIN)):
            numbers = dict.fromkeys(
                style.meta[_NUMBER]
                for span in sorted(line.spans)
                if isinstance(style := span.style, Style) and _NUMBER in style.meta
            )
            margin = ",".join(numbers)
            yield Text.assemble((f"{margin:>{_MARGIN - 2}}  ", "bold"), line) if margin or line else Text()


def _marked(report: Report, quotations: tuple[Quotation, ...], *, brackets: bool) -> Text:
    """The text with a style on every span, hostile characters escaped; `brackets` around contents as well."""
    found = voices(quotations)
    styled: list[tuple[Span, Style]] = [(span, Style(dim=True)) for span in report.boilerplate]
    signs: dict[int, str] = {}
    for quotation in quotations:
        voice = found[quotation.speaker.id if quotation.speaker else None]
        style = Style.parse(voice.style) + Style(meta={_NUMBER: voice.number})
        styled += [(span, style) for span in quotation.content]
        styled += [(span, Style(underline=True)) for span in quotation.source]
        styled += [(span, Style(italic=True)) for span in quotation.cue]
        notes = [voice.number] if brackets else []
        notes += [one_line(quotation.polarity)] if quotation.polarity else []
        notes += [f"to{GLUE}review"] if quotation.grade == "review" else []
        for start, end in quotation.content if notes else ():
            signs[start] = signs.get(start, "") + f"[{', '.join(notes)}: "
            signs[end] = "]" + signs.get(end, "")
    return _assembled(report.text, styled, signs)


def _assembled(text: str, styled: list[tuple[Span, Style]], signs: dict[int, str]) -> Text:
    """The text with `signs` put in where they belong, and every style where its span has come to stand."""
    # Escapes and signs change lengths, so the text is cut at every edge, and each edge knows its new place.
    edges = sorted({0, len(text), *(edge for span, _ in styled for edge in span), *signs})
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    pieces: list[str] = []
    length = 0
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        sign = signs.get(start, "")
        piece = visible(text[start:end].replace("\r\n", "\n").replace("\r", "\n"))
        ends[start], begins[start] = length, length + len(sign)
        pieces += [sign, piece]
        length += len(sign) + len(piece)
    marked = Text("".join(pieces), tab_size=4)
    for span, style in styled:
        marked.stylize(style, begins[span.start], ends[span.end])
    return marked
