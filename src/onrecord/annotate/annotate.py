"""A report's attribution relations: the model's reading, its edges settled by the quotation marks."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence

from onrecord.annotate.confidence import Calibration, kind_of
from onrecord.annotate.edges import in_sentence, settle
from onrecord.annotate.follow import GAP, goes_on, split_follow_on, unclaimed
from onrecord.annotate.marks import Passage, passages
from onrecord.annotate.nested import is_quoted, moved, searchable
from onrecord.annotate.relations import Draft, drafts
from onrecord.annotate.turns import turns
from onrecord.core import Quotation, Report, Span, Spans, claim, mask_of, quotation_id, trim
from onrecord.models.encoder import Encoder, Scores

_TURN = 0.99
"""Probability put in for the parts of a transcript's turn, which its layout shows."""
_HALF = 0.5
"""Probability put in for what nothing is known of."""


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
) -> list[Draft]:
    """The model's relations with settled edges, then the utterances in quotation marks that none claims."""
    text = report.text
    found = [Draft(t.words, (t.name,), (t.colon,), *(_TURN,) * 4) for t in turns(text)]
    spoken = mask_of(len(text), (span for turn in found for span in turn.content))
    claimed = mask_of(len(text), report.boilerplate)
    for turn in found:
        claim(claimed, turn.content)
    for draft in drafts(scores, tag_bias):
        content = settle(draft.content, text, marks, report.boilerplate)
        content = in_sentence(content, draft.cue, text, marks)
        if not content or spoken[content[0].start]:
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


def _implicit(content: Spans, content_probability: float, link_probability: float) -> Draft:
    """A relation that has neither source nor cue, and so no probability of theirs."""
    return Draft(content, (), (), content_probability, _HALF, link_probability, _HALF)
