"""Corrections as they are made: from a stored report, and from what somebody says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.core import Commitment, Quotation, QuotationType, RecordError, Span, Spans, quotation_id
from onrecord.core.corrections import CorrectedSpeaker, Correction, CorrectionKind, Roles, anchored
from onrecord.record.identity import hash_of_text
from onrecord.record.rows import StoredReport

Days = tuple[str | None, str | None]
"""The first and the last day, ISO 8601; None is open, both None that no deadline is stated."""
_ROLES = ("content", "source", "cue")


@dataclass(frozen=True, slots=True)
class Act:
    """Whose act it is, why and when (ISO 8601); `whole` where somebody went through the whole report."""

    by: str
    why: str
    at: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """The spans that a quotation is to have, and its type; what is None stays as it is."""

    content: Sequence[Span] | None = None
    source: Sequence[Span] | None = None
    cue: Sequence[Span] | None = None
    type: QuotationType | None = None


def with_spans(stored: StoredReport, quotation: Quotation, given: Given, act: Act) -> Correction | None:
    """The correction that gives a quotation other spans or another type; None where it has them."""
    roles = dict(roles_of(quotation))
    for role in _ROLES:
        if (spans := getattr(given, role)) is not None:
            roles[role] = _checked(stored, role, spans)
    kind = given.type or _type_now(stored.report.text, quotation, roles["content"])
    if roles == roles_of(quotation) and kind == quotation.type:
        return None
    return _with(stored, _of(stored, "span", quotation, act), roles, kind)


def with_speaker(
    stored: StoredReport, quotation: Quotation, who: CorrectedSpeaker | None, act: Act
) -> Correction | None:
    """The correction by which somebody else says a quotation, None for nobody; None where that stands."""
    stands = quotation.speaker
    if (stands and (stands.name, stands.kind)) == (who and (who.name, who.kind)):
        return None
    return replace(_of(stored, "speaker", quotation, act), speaker=who)


def denied(stored: StoredReport, quotation: Quotation, act: Act) -> Correction:
    """The correction that says that something is no quotation."""
    return _of(stored, "none", quotation, act)


def found(stored: StoredReport, given: Given, act: Act) -> Correction:
    """The correction that says that somebody is quoted where nobody was found."""
    roles = {role: _checked(stored, role, getattr(given, role) or ()) for role in _ROLES}
    kind = given.type or _type_of(stored.report.text, roles["content"])
    made = replace(blank(stored, "missed", "", act), anchors=anchored(stored.report.text, roles))
    made = _with(stored, made, roles, kind)
    return replace(made, target=made.made or "")


def due(
    stored: StoredReport, commitment: Commitment, days: Days, words: Span | None, act: Act
) -> Correction | None:
    """The correction that gives a commitment other days to be done by; None where it has them."""
    stands = commitment.due
    if (stands and (stands.earliest, stands.latest)) == (None if days == (None, None) else days):
        return None
    text = stored.report.text
    made = blank(stored, "deadline", commitment.id, act)
    anchors = anchored(text, {"commitment": (commitment.span,)})
    spans = () if words is None else anchored(text, {"due": _checked(stored, "deadline", [words])})
    return replace(made, anchors=anchors, spans=spans, earliest=days[0], latest=days[1])


def speaker_too(spans: Correction, who: CorrectedSpeaker) -> Correction:
    """The correction that says who says the quotation that one of the same act gives its spans."""
    return replace(spans, what="speaker", spans=(), type=None, made=None, speaker=who)


def blank(stored: StoredReport, what: CorrectionKind, target: str, act: Act) -> Correction:
    """A correction in a report that has no place yet, and says nothing of what is put right."""
    return Correction(
        id="",
        report_id=stored.id,
        what=what,
        text_sha256=stored.version.text_sha256,
        target=target,
        anchors=(),
        by=act.by,
        why=act.why,
        at=act.at,
        whole=act.whole,
    )


def roles_of(quotation: Quotation) -> Roles:
    """The spans of a quotation by role."""
    return {"content": quotation.content, "source": quotation.source, "cue": quotation.cue}


def _of(stored: StoredReport, what: CorrectionKind, quotation: Quotation, act: Act) -> Correction:
    anchors = anchored(stored.report.text, roles_of(quotation))
    return replace(blank(stored, what, quotation.id, act), anchors=anchors)


def _with(
    stored: StoredReport, made: Correction, roles: Mapping[str, Spans], kind: QuotationType
) -> Correction:
    identity = quotation_id(hash_of_text(stored.report), roles["content"])
    return replace(made, spans=anchored(stored.report.text, roles), type=kind, made=identity)


def _checked(stored: StoredReport, role: str, spans: Sequence[Span]) -> Spans:
    """The spans in order; raises `RecordError` where they are none that a quotation can have."""
    size, ordered = len(stored.report.text), tuple(sorted(Span(*span) for span in spans))
    if role == "content" and not ordered:
        raise RecordError("a quotation needs words that are said", "give its content")
    for each in ordered:
        if not 0 <= each.start < each.end <= size:
            raise RecordError(f"the {role} at {each.start}-{each.end} is not within the {size} characters")
    if any(one.end > other.start for one, other in pairwise(ordered)):
        raise RecordError(f"parts of the {role} overlap", "give each part once")
    return ordered


def _type_now(text: str, quotation: Quotation, content: Spans) -> QuotationType:
    """The type with another content: as the marks tell, where they told it before."""
    if content == quotation.content or quotation.type != _type_of(text, quotation.content):
        return quotation.type
    return _type_of(text, content)


def _type_of(text: str, content: Spans) -> QuotationType:
    from onrecord.annotate.confidence import kind_of  # noqa: PLC0415 (loads the encoder's libraries)
    from onrecord.core.marks import inside  # noqa: PLC0415

    return kind_of(content, text, inside(text))
