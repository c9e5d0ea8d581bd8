"""What an editor can do: each act does it, signed, and says which address shows what came of it.

What is changed goes through `Record.corrections`, `Record.statements` and `Record.registry`; each can be
taken back where it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.core import NotFound, Quotation, QuotationType, RecordError, Spans, SpeakerKind, quoted_text
from onrecord.core.corrections import hull
from onrecord.record.filters import single_day
from onrecord.serve import forms
from onrecord.serve.addresses import BadRequest
from onrecord.serve.forms import Form, about
from onrecord.serve.pages import review, showing
from onrecord.serve.pages.asking import LAST

if TYPE_CHECKING:
    from onrecord.record import CommitmentPage, CorrectionRow, Record, StatementJudged, StoredReport

_QUOTATIONS, _COMMITMENTS, _REPORTS = "/correct/", "/correct/commitments/", "/reports/"


@dataclass(frozen=True, slots=True)
class Went:
    """What an act came to: the address that shows it, and the id of what was decided."""

    path: str
    done: str | None = None


Act = Callable[["Record", str, Form], Went]
Acts = Mapping[str, Act]
"""What can be done at an address."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A quotation as it stands, and what people put right of it."""

    report: StoredReport
    quotation: Quotation
    statement: str | None
    """The statement that it is in; None where it says next to nothing."""
    corrections: tuple[showing.Change, ...]
    decisions: tuple[StatementJudged, ...]
    """What people decided of that statement."""

    @property
    def id(self) -> str:
        """`REPORTID-QUOTATIONID`."""
        return f"{self.report.id}-{self.quotation.id}"

    @property
    def text(self) -> str:
        """The words as a reader would quote them."""
        return quoted_text(self.report.report.text, self.quotation.content)

    @property
    def stands(self) -> str:
        """Something that is another once anything of it was put right."""
        held = [each.id for each in self.corrections if each.state != "undone"]
        return hashlib.sha256(f"{self.id} {held}".encode()).hexdigest()[:16]

    def words(self, spans: Spans) -> str:
        """The words of spans, a line for each."""
        return "\n".join(" ".join(span.of(self.report.report.text).split()) for span in spans)


def find(record: Record, which: str) -> Corrected:
    """The quotation that an id, of today or of an earlier day, leads to; raises `NotFound` else."""
    stored = record.report(which)
    now = record.corrections.address(which) or which
    quotation = next((each for each in stored.quotations if f"{stored.id}-{each.id}" == now), None)
    if quotation is None:
        raise NotFound(f"{which}: no quotation of that id is in its report now")
    try:
        statement = record.statements.statement(now)
    except NotFound:
        statement = None
    return Corrected(
        stored,
        quotation,
        statement.id if statement else None,
        _changes(record.corrections.on(now)),
        statement.judgements if statement else (),
    )


def _changes(rows: Iterable[CorrectionRow]) -> tuple[showing.Change, ...]:
    return tuple(map(showing.change, rows))


def on_commitment(record: Record, page: CommitmentPage) -> tuple[showing.Change, ...]:
    """What people put right of a commitment, wherever it stands."""
    places = (f"{stand.source.report_id}-{stand.id}" for stand in page.stands)
    return tuple(change for place in places for change in _changes(record.corrections.on(place)))


def _unchanged(record: Record, which: str, form: Form) -> Corrected:
    """The quotation as the form showed it; raises `BadRequest` where it was put right since."""
    found = find(record, which)
    if form["stands"] not in {"", found.stands}:
        raise BadRequest(
            "somebody has put this quotation right since the form was opened; nothing was changed",
            "look at what stands now; what you filled in is kept",
        )
    return found


def _put_words(record: Record, which: str, form: Form) -> Went:
    """Give the quotation other words; fields that say what stands change nothing."""
    found = _unchanged(record, which, form)
    text, quotation = found.report.report.text, found.quotation
    stands = {"content": quotation.content, "source": quotation.source, "cue": quotation.cue}
    others = [role for role, spans in stands.items() if "\n".join(form.lines(role)) != found.words(spans)]
    kind = forms.chosen(QuotationType, form, "type")
    spans = forms.spans_of(form, text, hull(quotation.content), others)
    with about(None if spans.get("content", True) else "content"):
        made = record.corrections.span(
            which,
            content=spans.get("content"),
            source=spans.get("source"),
            cue=spans.get("cue"),
            type=kind,
            by=form.by,
            why=form["why"],
        )
    return Went(_QUOTATIONS + (made.target or which), made.correction.id)


def _put_speaker(record: Record, which: str, form: Form) -> Went:
    _unchanged(record, which, form)
    nobody, entity, name = bool(form["nobody"]), form["entity"] or None, form["name"] or None
    kind = forms.chosen(SpeakerKind, form, "kind") if name else None
    with about("entity" if entity and not name else "name"):
        if sum(map(bool, (name, entity, nobody))) > 1:
            raise BadRequest(
                "more than one speaker was given", "give a name, or somebody of the record, or nobody"
            )
        made = record.corrections.speaker(
            which, name, kind=kind, entity=entity, nobody=nobody, by=form.by, why=form["why"]
        )
    return Went(_QUOTATIONS + (made.target or which), made.correction.id)


def _deny(record: Record, which: str, form: Form) -> Went:
    _unchanged(record, which, form)
    made = record.corrections.none(which, by=form.by, why=form["why"])
    return Went(_REPORTS + made.correction.report_id, made.correction.id)


def _same(record: Record, which: str, form: Form) -> Went:
    with about("other"):
        _check_voices(record, which, form["other"])
        made = record.statements.merge(which, form["other"], by=form.by, why=form["why"])
    return Went(_QUOTATIONS + which, made[0].id)


def _check_voices(record: Record, one: str, other: str) -> None:
    """Raise where two people say them: an id is typed by hand, and a wrong one puts words into a mouth."""
    rows = [record.statements.statement(each).row for each in (one, other)]
    voices = [frozenset((row.speaker_id or "").split()) for row in rows]
    if all(voices) and voices[0].isdisjoint(voices[1]):
        raise RecordError(
            f"{rows[0].speaker} says this, {rows[1].speaker} the other",
            "if a report has the wrong speaker, put that right first",
        )


def _not_same(record: Record, which: str, form: Form) -> Went:
    made = record.statements.split(which, form["statement"], by=form.by, why=form["why"])
    # What keeps the others together is part of it.
    return Went(_QUOTATIONS + which, next(each.id for each in made if each.verdict == "different"))


def _undo(record: Record, which: str, form: Form) -> Went:
    now = _taken_back(record, find(record, which).corrections, form)
    return Went(_QUOTATIONS + (now or which), form["correction"])


def _undo_decision(record: Record, which: str, form: Form) -> Went:
    if form["decision"] not in {each.id for each in find(record, which).decisions}:
        raise NotFound(f"{form['decision']}: nothing here was decided under this id")
    record.statements.undo(form["decision"], by=form.by)
    return Went(_QUOTATIONS + which, form["decision"])


def _put_deadline(record: Record, which: str, form: Form) -> Went:
    days = form["earliest"] or None, form["latest"] or None
    for end, day in zip(("earliest", "latest"), days, strict=True):
        with about(end):
            _ = day and single_day(day)
    with about("latest" if all(days) else None):
        made = record.corrections.deadline(
            which, earliest=days[0], latest=days[1], by=form.by, why=form["why"]
        )
    return Went(_COMMITMENTS + which, made.correction.id)


def _undo_deadline(record: Record, which: str, form: Form) -> Went:
    _taken_back(record, on_commitment(record, record.ledger.commitment(which)), form)
    return Went(_COMMITMENTS + which, form["correction"])


def _undo_in_report(record: Record, which: str, form: Form) -> Went:
    _taken_back(record, _changes(record.corrections.list(which)), form)
    return Went(_REPORTS + which, form["correction"])


def _taken_back(record: Record, corrections: Iterable[showing.Change], form: Form) -> str | None:
    """Take back one of these corrections; what it was about, as that is named now."""
    if form["correction"] not in {each.id for each in corrections}:
        raise NotFound(f"{form['correction']}: nothing here was put right under this id")
    return record.corrections.undo(form["correction"], by=form.by)[0].target


def _one_speaker(record: Record, which: str, form: Form) -> Went:
    made = record.registry.merge(which, form["other"], by=form.by, why=form["why"])
    return Went(_doubts("speakers", form), next((each.id for each in made), None))


def _two_speakers(record: Record, which: str, form: Form) -> Went:
    made = record.registry.split(which, form["other"], by=form.by, why=form["why"])
    return Went(_doubts("speakers", form), next((each.id for each in made), None))


def _undo_speakers(record: Record, which: str, form: Form) -> Went:
    judgements, _ = record.registry.undo(which, by=form.by)
    return Went(_doubts("speakers", form), next((each.id for each in judgements), None))


def _one_statement(record: Record, which: str, form: Form) -> Went:
    made = record.statements.merge(which, form["other"], by=form.by, why=form["why"])
    return Went(_doubts("statements", form), made[0].id)


def _two_statements(record: Record, which: str, form: Form) -> Went:
    made = record.statements.keep_apart(which, form["other"], by=form.by, why=form["why"])
    return Went(_doubts("statements", form), made[0].id)


def _undo_statements(record: Record, which: str, form: Form) -> Went:
    """Take back a decision, on the page of a statement or where pairs are decided."""
    undone = record.statements.undo(which, by=form.by)
    try:
        there = f"/statements/{record.statements.statement(form['statement']).id}"
    except NotFound:
        there = _doubts("statements", form)
    return Went(there, undone[0].id)


def _doubts(of: review.Of, form: Form) -> str:
    """The page of pairs in doubt from which a form came."""
    page = page_of(form)
    return f"/review?of={of}" + (f"&page={page}" if page > 1 else "")


def page_of(form: Form) -> int:
    """The page of a list from which a form came."""
    number = form["page"]
    return min(int(number), LAST) if number.isascii() and number.isdecimal() and int(number[:9]) else 1


ON_QUOTATIONS: Acts = {
    "words": _put_words,
    "speaker": _put_speaker,
    "none": _deny,
    "same": _same,
    "not same": _not_same,
    "undo": _undo,
    "undo decision": _undo_decision,
}
ON_COMMITMENTS: Acts = {
    "deadline": _put_deadline,
    "undo": _undo_deadline,
}
ON_SPEAKERS: Acts = {"same": _one_speaker, "not same": _two_speakers, "undo": _undo_speakers}
ON_STATEMENTS: Acts = {"same": _one_statement, "not same": _two_statements, "undo": _undo_statements}
IN_REPORTS: Acts = {"undo": _undo_in_report}
