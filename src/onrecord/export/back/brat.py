"""brat standoff read back: an `.ann` file, as `export.standoff` writes it or as PolNeAR has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.core import NotFound, QuotationType, Span, Spans
from onrecord.export.back.grounding import (
    Annotated,
    NotUnderstood,
    Problem,
    Relation,
    TextOf,
    annotated,
    ground,
    short,
    squashed,
    type_named,
)
from onrecord.export.standoff import WHOLE, cut

_ID_AT_END = re.compile(r"(?:.*-)?([0-9a-f]{16})$")
_EVENTS = ("Attribution", "Attribution-no-source")
_ROLES = ("Content", "Source", "Cue")
_PAIR = re.compile(r"(\d+) (\d+)")


@dataclass(slots=True)
class _Lines:
    """What the lines of a file say, by their names."""

    bound: dict[str, tuple[str, Spans]] = field(default_factory=dict)
    events: dict[str, dict[str, Spans]] = field(default_factory=dict)
    types: dict[str, QuotationType] = field(default_factory=dict)
    outer: dict[str, str] = field(default_factory=dict)
    whole: dict[str, Spans] = field(default_factory=dict)


def from_brat(annotations: str, name: str, text_of: TextOf) -> Iterator[Annotated | Problem]:
    """What an `.ann` file called `name` says of one report, or why it cannot be understood.

    The report is named by the id at the end of the file's name, without its ending; else by the whole name,
    as that of a text file.
    """
    stem = name.removesuffix(".ann")
    match = _ID_AT_END.fullmatch(stem)
    report = match[1] if match else f"{stem}.txt"
    try:
        text = text_of(report)
        yield annotated(report, text, list(_relations(annotations, text)))
    except (NotFound, NotUnderstood) as error:
        yield Problem("", str(error))


def _relations(annotations: str, text: str) -> Iterator[Relation]:
    # Bound first: brat keeps to no order, and a role may point at what comes below it.
    numbered = [(i, line) for i, line in enumerate(annotations.split("\n"), 1) if line.strip()]
    found = _Lines()
    for number, line in sorted(numbered, key=lambda each: each[1][0] not in "T#"):
        try:
            _read(line.rstrip("\r").split("\t"), text, found)
        except NotUnderstood as error:
            raise NotUnderstood(f"line {number}: {error}") from None
        except (ValueError, KeyError, IndexError):
            raise NotUnderstood(f"line {number}: it is no line of brat standoff") from None
    for name, roles in found.events.items():
        yield Relation(
            name,
            roles.get("Content", ()),
            roles.get("Source", ()),
            roles.get("Cue", ()),
            found.types.get(name),
            found.outer.get(name),
        )


def _read(parts: list[str], text: str, found: _Lines) -> None:
    name, says = parts[0], parts[1]
    if name.startswith("T"):
        role, offsets = says.split(" ", 1)
        found.bound[name] = role, _spans(offsets, text, parts[2] if len(parts) > 2 else None)
    elif name.startswith("#"):
        kind, on = says.split(" ", 1)
        if kind == "AnnotatorNotes" and len(parts) > 2 and parts[2].startswith(WHOLE):
            found.whole[on] = _pairs(parts[2].removeprefix(WHOLE))
    elif name.startswith("E"):
        if says.split(":", 1)[0] in _EVENTS:
            found.events[name] = _roles(says, text, found)
    elif name.startswith("A"):
        kind, on, value = says.split(" ")
        kind_of = type_named(value)
        if kind == "Type" and kind_of is not None:
            found.types[on] = kind_of
    elif name.startswith("R"):
        kind, *ends = says.split(" ")
        if kind == "Nested":
            inner, outer = (end.split(":", 1)[1] for end in ends)
            found.outer[inner] = outer
    else:
        raise NotUnderstood("it is no line of brat standoff")


def _roles(says: str, text: str, found: _Lines) -> dict[str, Spans]:
    """The spans of an event by role; a second content is called Content2, and so on."""
    roles: dict[str, Spans] = {}
    for argument in says.split()[1:]:
        called, target = argument.split(":", 1)
        role = called.rstrip("0123456789")
        if role not in _ROLES:
            continue
        fragments = found.bound[target][1]
        whole = found.whole.get(target, ())
        # The note is old where somebody has moved the annotation since.
        spans = whole if whole and cut(whole, text) == fragments else fragments
        roles[role] = roles.get(role, ()) + spans
    return roles


def _spans(offsets: str, text: str, words: str | None) -> Spans:
    """The fragments of a text-bound annotation, proved by its words."""
    spans = _pairs(offsets)
    for span in spans:
        ground(text, *span, None)
    there = " ".join(span.of(text) for span in spans)
    if words is not None and squashed(there) != squashed(words):
        raise NotUnderstood(f"the report says “{short(there)}” there, and not “{short(words)}”")
    return spans


def _pairs(offsets: str) -> Spans:
    matches = [_PAIR.fullmatch(pair) for pair in offsets.split(";")]
    if not all(matches):
        raise NotUnderstood(f"“{offsets}” are no offsets")
    return tuple(Span(int(match[1]), int(match[2])) for match in matches if match)
