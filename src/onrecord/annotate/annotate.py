"""A report's attribution relations: the model's reading, its edges settled by the quotation marks."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Sequence

from onrecord.annotate.confidence import Calibration, kind_of
from onrecord.annotate.edges import in_sentence, settle
from onrecord.annotate.follow import split_follow_on, unclaimed
from onrecord.annotate.marks import Passage, passages
from onrecord.annotate.nested import is_quoted, moved, searchable
from onrecord.annotate.relations import Draft, drafts
from onrecord.core import Quotation, Report, claim, mask_of, quotation_id, trim
from onrecord.models.encoder import Encoder, Scores

_IMPLICIT = 0.5
"""Probability put in for the parts that an implicit quotation does not have."""


def annotate(report: Report, encoder: Encoder, *, nested: bool = True) -> tuple[Quotation, ...]:
    """The attribution relations of a report in order of their contents, without speakers.

    With `nested`, what somebody quotes inside direct speech is found too, and says in `nested_in` where.
    """
    found = _relations(report, encoder)
    if nested:
        digest = _digest(report.text)
        for outer in list(found):
            for part in searchable(outer, report.text):
                words = part.of(report.text)
                inner = _relations(Report(words, report.name, report.source), encoder)
                found += [moved(q, part, outer, digest) for q in inner if is_quoted(q, words)]
    unique = {q.id: q for q in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda q: (q.content, q.nested_in is not None)))


def _relations(report: Report, encoder: Encoder) -> list[Quotation]:
    """The relations of a text, none inside another."""
    text = report.text
    marks = passages(text)
    inside = mask_of(len(text), (p.span for p in marks))
    calibration = Calibration(**encoder.settings["confidence"])
    digest = _digest(text)
    found = []
    for draft in settled(report, marks, encoder.read(text, inside), encoder.settings["tag_bias"]):
        kind = kind_of(draft.content, text, inside)
        probability = calibration.probability(draft, kind)
        if probability >= calibration.floor:
            grade = calibration.grade(probability)
            roles = (draft.content, draft.source, draft.cue)
            confidence = round(probability, 4)
            identity = quotation_id(digest, draft.content)
            found.append(Quotation(identity, kind, *roles, confidence=confidence, grade=grade))
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def settled(
    report: Report, marks: tuple[Passage, ...], scores: Scores, tag_bias: Sequence[float]
) -> Iterator[Draft]:
    """The model's relations with settled edges, then the utterances in quotation marks that none claims."""
    text = report.text
    claimed = mask_of(len(text), report.boilerplate)
    for draft in drafts(scores, tag_bias):
        content = settle(draft.content, text, marks, report.boilerplate)
        content = in_sentence(content, draft.cue, text, marks)
        if not content:
            continue
        source = tuple(trim(s, text) for s in draft.source)
        claim(claimed, content)
        first, *rest = split_follow_on(content, draft.cue, text, marks)
        yield dataclasses.replace(draft, content=first, source=source)
        for alone in rest:
            yield dataclasses.replace(
                draft,
                content=alone,
                source=(),
                cue=(),
                source_probability=_IMPLICIT,
                cue_probability=_IMPLICIT,
            )
    for content in unclaimed(text, marks, claimed):
        yield Draft(content, (), (), *(_IMPLICIT,) * 4)
