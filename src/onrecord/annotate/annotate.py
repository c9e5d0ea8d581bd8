"""A report's attribution relations: the model's reading, its edges settled by the quotation marks."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence

from onrecord.annotate.confidence import Calibration, kind_of_draft
from onrecord.annotate.edges import in_sentence, settle
from onrecord.annotate.follow import GAP, goes_on, split_follow_on, unclaimed
from onrecord.annotate.nested import is_quoted, moved, searchable
from onrecord.annotate.relations import Draft, drafts
from onrecord.annotate.turns import turns
from onrecord.core import (
    Name,
    Quotation,
    QuotationType,
    Report,
    Span,
    Spans,
    claim,
    mask_of,
    quotation_id,
    trim,
)
from onrecord.core.marks import Passage, passages
from onrecord.models.encoder import Encoder, Scores
from onrecord.models.statements import as_bytes, embedding, names, type_probabilities

_TURN = 0.99
"""Probability put in for the parts of a transcript's turn, which its layout shows."""
_LONG_TURN = 0.7
"""The same where the reporter may have spoken in between; too little for grade "record"."""
_SPOKEN = 0.9
"""So sure must the encoder be of direct speech that has no marks: a transcript's, or where one was lost."""
_HALF = 0.5
"""Probability put in for what nothing is known of."""


def annotate(
    report: Report, encoder: Encoder, *, nested: bool = True
) -> tuple[tuple[Quotation, ...], tuple[Name, ...]]:
    """The attribution relations of a report, in order of their contents and without speakers, and its names.

    With `nested`, what somebody quotes inside direct speech is found too, and says in `nested_in` where.
    """
    marked, scores = _relations(report, encoder)
    # What is nested keeps the type its marks tell: read by itself, all of a speech reads like direct speech.
    found = [dataclasses.replace(q, type=type_of(q.type, q.content, scores)) for q in marked]
    if nested:
        digest = _digest(report.text)
        for outer in tuple(found):
            for part in searchable(outer, report.text):
                words = part.of(report.text)
                inner, _ = _relations(Report(words, report.name, report.source), encoder)
                found += [moved(q, part, outer, digest) for q in inner if is_quoted(q, words)]
    unique = {q.id: q for q in reversed(found)}
    ordered = sorted(unique.values(), key=lambda q: (q.content, q.nested_in is not None))
    return tuple(ordered), tuple(Name(*name) for name in names(scores))


def _relations(report: Report, encoder: Encoder) -> tuple[list[Quotation], Scores]:
    """The relations of a text, none inside another, and the encoder's reading of it."""
    text = report.text
    marks = passages(text)
    inside = mask_of(len(text), (p.span for p in marks))
    # Where a closing mark is lost nobody can tell the quoted words from the reporter's.
    unsure = mask_of(len(text), (p.span for p in marks if not p.closed and not p.continues))
    calibration = Calibration(**encoder.settings["confidence"])
    digest = _digest(text)
    found = []
    scores = encoder.read(text, inside)
    for draft in settled(report, marks, scores, encoder.settings["tag_bias"]):
        kind = kind_of_draft(draft, text, inside)
        probability = calibration.probability(draft, kind, text)
        if probability >= calibration.floor:
            grade = "review" if _touch(unsure, draft.content) else calibration.grade(probability)
            roles = (draft.content, draft.source, draft.cue)
            confidence = round(probability, 4)
            meaning = as_bytes(embedding(scores, draft.content))
            identity = quotation_id(digest, draft.content)
            found.append(
                Quotation(identity, kind, *roles, confidence=confidence, grade=grade, embedding=meaning)
            )
    return found, scores


def type_of(marked: QuotationType, content: Spans, scores: Scores) -> QuotationType:
    """The type that the marks tell; but words without marks may be direct speech all the same."""
    if marked == "indirect" and type_probabilities(scores, content)["direct"] >= _SPOKEN:
        return "direct"
    return marked


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def settled(
    report: Report, marks: tuple[Passage, ...], scores: Scores, tag_bias: Sequence[float]
) -> list[Draft]:
    """The model's relations with settled edges, then the utterances in quotation marks that none claims."""
    text = report.text
    found = [
        Draft(t.words, (t.name,), (t.colon,), *(_TURN if t.sure else _LONG_TURN,) * 4, turn=True)
        for t in turns(text)
    ]
    spoken = mask_of(len(text), (span for turn in found for span in turn.content))
    claimed = mask_of(len(text), report.boilerplate)
    for turn in found:
        claim(claimed, turn.content)
    for draft in drafts(scores, tag_bias):
        content = settle(draft.content, text, marks, report.boilerplate)
        content = in_sentence(content, draft.cue, text, marks)
        if not content or _touch(spoken, content):
            continue
        claim(claimed, content)
        first, *rest = split_follow_on(content, draft.cue, text, marks)
        source = tuple(trim(s, text) for s in draft.source)
        found.append(dataclasses.replace(draft, content=first, source=source))
        found += [_implicit(alone, draft.content_probability, draft.link_probability) for alone in rest]
    ends = {max(s.end for s in (*d.source, *d.cue)): i for i, d in enumerate(found) if d.cue}
    for content in unclaimed(text, marks, claimed):
        i = _carried_on(content[0], ends, found, text)
        if i is None:
            found.append(_implicit(content, _HALF, _HALF))
        else:
            found[i] = dataclasses.replace(found[i], content=(*found[i].content, *content))
    return found


def _carried_on(passage: Span, ends: Mapping[int, int], found: Sequence[Draft], text: str) -> int | None:
    """Which draft, by where their attributions end, the passage after it carries on."""
    for end in range(passage.start, passage.start - GAP - 1, -1):
        i = ends.get(end)
        if i is not None and goes_on(found[i].content, (*found[i].source, *found[i].cue), passage, text):
            return i
    return None


def _touch(mask: bytearray, spans: Spans) -> bool:
    """Whether a character of the spans is marked in the mask."""
    return any(any(mask[span.start : span.end]) for span in spans)


def _implicit(content: Spans, content_probability: float, link_probability: float) -> Draft:
    """A relation that has neither source nor cue, and so no probability of theirs."""
    return Draft(content, (), (), content_probability, _HALF, link_probability, _HALF)
