"""Label Studio's JSON export read back: tasks with annotations; the predictions in them are nobody's work."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import get_args

from onrecord.core import NotFound, Span, Spans, Speaker, SpeakerKind
from onrecord.export.back.grounding import (
    Annotated,
    NotUnderstood,
    Problem,
    Relation,
    TextOf,
    annotated,
    ground,
    type_named,
)
from onrecord.export.back.nodes import get, number, several, words
from onrecord.export.labelstudio import CONTENT, CUE, KIND, MORE, NESTED, ROLE, SOURCE, SPEAKER, TEXT, TYPE

_KINDS: tuple[SpeakerKind, ...] = get_args(SpeakerKind)


@dataclass(frozen=True, slots=True)
class _Region:
    role: str
    span: Span


@dataclass(slots=True)
class _Task:
    """What an annotation says, by the names of its regions."""

    regions: dict[str, _Region] = field(default_factory=dict)
    given: dict[str, dict[str, str]] = field(default_factory=lambda: {TYPE: {}, SPEAKER: {}, KIND: {}})
    """What was chosen or typed at a region, by control."""
    links: list[tuple[str, str, set[str]]] = field(default_factory=list)


def from_label_studio(data: str, text_of: TextOf) -> Iterator[Annotated | Problem]:
    """What each annotated task of an export says of its report, or why it cannot be understood.

    A task that nobody has annotated is passed over.
    """
    try:
        tasks = json.loads(data)
    except (ValueError, RecursionError) as error:
        yield Problem("", f"it is no JSON: {error}")
        return
    if not isinstance(tasks, list):
        yield Problem("", "it is no export of Label Studio, which is a list of tasks")
        return
    for place, task in enumerate(tasks, 1):
        try:
            results = _results(task)
            if results is not None:
                yield _annotated(task, results, text_of)
        except (NotFound, NotUnderstood) as error:
            yield Problem(f"task {place}", str(error))


def _results(task: object) -> list[object] | None:
    """What the one annotation of a task says; None where nobody annotated it."""
    if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
        raise NotUnderstood("it is no task: export the project as JSON, not as JSON-MIN")
    done = [each for each in several(task, "annotations") if not get(each, "was_cancelled")]
    done = [each for each in done if get(each, "ground_truth")] or done
    if len(done) > 1:
        raise NotUnderstood(f"it has {len(done)} annotations: mark one as ground truth, or delete the others")
    return several(done[0], "result") if done else None


def _annotated(task: object, results: Iterable[object], text_of: TextOf) -> Annotated:
    data = get(task, "data")
    report = words(data, "report")
    text = text_of(report)
    if words(data, TEXT) != text:
        raise NotUnderstood(f"the text of report {report} is another now: export it again")
    said = _Task()
    for place, result in enumerate(results, 1):
        try:
            _read(result, text, said)
        except NotUnderstood as error:
            raise NotUnderstood(f"result {place}: {error}") from None
    return annotated(report, text, list(_relations(said)))


def _read(result: object, text: str, said: _Task) -> None:
    if get(result, "type") == "relation":
        labels = {label for label in several(result, "labels") if isinstance(label, str)}
        said.links.append((words(result, "from_id"), words(result, "to_id"), labels))
    elif get(result, "from_name") == ROLE:
        value = get(result, "value")
        exact = get(value, "text")
        labels = {label for label in several(value, "labels") if label in (CONTENT, SOURCE, CUE)}
        if len(labels) != 1:
            raise NotUnderstood("a region is either Content, Source or Cue")
        span = ground(
            text, number(value, "start"), number(value, "end"), exact if isinstance(exact, str) else None
        )
        said.regions[words(result, "id")] = _Region(str(labels.pop()), span)
    elif (control := get(result, "from_name")) in (TYPE, SPEAKER, KIND):
        key = "text" if control == SPEAKER else "choices"
        given = [
            each for each in several(get(result, "value"), key) if isinstance(each, str) and each.strip()
        ]
        if given:
            said.given[str(control)][words(result, "id")] = " ".join(given)


def _relations(said: _Task) -> Iterator[Relation]:
    contents = {name: name for name, region in said.regions.items() if region.role == CONTENT}
    parts: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in contents}
    within: dict[str, str] = {}
    for one, other, labels in said.links:
        if not {one, other} <= said.regions.keys():
            raise NotUnderstood(f"the relation from {one} to {other} ends at no region")
        if one in contents and other in contents:
            _join(one, other, labels, contents, within)
    for one, other, _ in said.links:
        # Whichever way somebody has drawn it: the regions tell what it means.
        for said_in, part in ((one, other), (other, one)):
            if said_in in contents and part not in contents:
                parts[_first(said_in, contents)][said.regions[part].role].append(part)
    _refuse_loose(said, parts)
    for name in contents:
        parts[_first(name, contents)][CONTENT].append(name)
    for name, roles in parts.items():
        if roles:
            content, source, cue = (_spans(said, roles[role]) for role in (CONTENT, SOURCE, CUE))
            kind = type_named(_given(said, TYPE, roles[CONTENT]))
            outer = [_first(within[each], contents) for each in roles[CONTENT] if each in within]
            speaker = _speaker(said, roles[CONTENT])
            yield Relation(name, content, source, cue, kind, outer[0] if outer else None, speaker)


def _speaker(said: _Task, parts: Iterable[str]) -> Speaker | None:
    name, kind = (_given(said, control, parts) for control in (SPEAKER, KIND))
    known: SpeakerKind = next((each for each in _KINDS if each == kind), "person")
    return None if name is None else Speaker(name, name, known, "annotated")


def _given(said: _Task, control: str, parts: Iterable[str]) -> str | None:
    """What was chosen or typed at the parts of a quotation; None for nothing."""
    given = {said.given[control][part] for part in parts if part in said.given[control]}
    if len(given) > 1:
        raise NotUnderstood(f"one quotation has more than one {control}: {' and '.join(sorted(given))}")
    return next(iter(given), None)


def _join(one: str, other: str, labels: set[str], contents: dict[str, str], within: dict[str, str]) -> None:
    """Take two contents for parts of one quotation, or the first for what stands within the second."""
    if labels == {MORE}:
        first, second = _first(one, contents), _first(other, contents)
        contents[second] = first
    elif labels == {NESTED}:
        within[one] = other
    else:
        raise NotUnderstood(f"the relation from {one} to {other} should be “{MORE}” or “{NESTED}”")


def _first(name: str, contents: dict[str, str]) -> str:
    """The content that stands for all parts of its quotation."""
    while contents[name] != name:
        name = contents[name]
    return name


def _refuse_loose(said: _Task, parts: dict[str, dict[str, list[str]]]) -> None:
    held = {each for roles in parts.values() for some in roles.values() for each in some}
    for name, region in said.regions.items():
        if region.role != CONTENT and name not in held:
            place = f"{region.span.start}-{region.span.end}"
            raise NotUnderstood(f"the {region.role} at {place} belongs to no content: draw a relation")


def _spans(said: _Task, names: Iterable[str]) -> Spans:
    return tuple(sorted({said.regions[name].span for name in names}))
