"""`/correct/ID`: an editor puts a quotation or a deadline right, by forms that need no script.

What is changed goes through `Record.corrections` and `Record.statements`, signed; each can be taken back
where it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.core import NotFound, Quotation, QuotationType, Spans, SpeakerKind, quoted_text
from onrecord.core.corrections import hull
from onrecord.record.filters import single_day
from onrecord.record.registry import signed
from onrecord.serve import done, forms
from onrecord.serve.addresses import BadRequest
from onrecord.serve.answering import HTML, SIGNED, rendered
from onrecord.serve.forms import Form, Refusal, Refused, about
from onrecord.serve.pages import report, review, showing
from onrecord.serve.pages.asking import LAST

if TYPE_CHECKING:
    from starlette.requests import Request

    from onrecord.record import CommitmentPage, CorrectionRow, Record, StatementJudged, StoredReport

    _Answer = Callable[[Request], Coroutine[None, None, Response]]
    _Page = Callable[[Request, str, Form | None, Refusal | None], bytes]

_QUOTATIONS, _COMMITMENTS, _REPORTS = "/correct/", "/correct/commitments/", "/reports/"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Went:
    """What an act came to: the address that shows it, and the id of what was decided."""

    path: str
    done: str | None = None


Acts = Mapping[str, Callable[["Record", str, Form], Went]]
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
        raise HTTPException(404, f"{which}: no quotation of that id is in its report now")
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


def _on_commitment(record: Record, page: CommitmentPage) -> tuple[showing.Change, ...]:
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
        made = record.statements.merge(which, form["other"], by=form.by, why=form["why"])
    return Went(_QUOTATIONS + which, made[0].id)


def _not_same(record: Record, which: str, form: Form) -> Went:
    made = record.statements.split(which, form["statement"], by=form.by, why=form["why"])
    # What keeps the others together is part of it.
    return Went(_QUOTATIONS + which, next(each.id for each in made if each.verdict == "different"))


def _undo(record: Record, which: str, form: Form) -> Went:
    now = _taken_back(record, find(record, which).corrections, form)
    return Went(_QUOTATIONS + (now or which), form["correction"])


def _undo_decision(record: Record, which: str, form: Form) -> Went:
    if form["decision"] not in {each.id for each in find(record, which).decisions}:
        raise HTTPException(404, f"{form['decision']}: nothing here was decided under this id")
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
    _taken_back(record, _on_commitment(record, record.ledger.commitment(which)), form)
    return Went(_COMMITMENTS + which, form["correction"])


def _undo_in_report(record: Record, which: str, form: Form) -> Went:
    _taken_back(record, _changes(record.corrections.list(which)), form)
    return Went(_REPORTS + which, form["correction"])


def _taken_back(record: Record, corrections: Iterable[showing.Change], form: Form) -> str | None:
    """Take back one of these corrections; what it was about, as that is named now."""
    if form["correction"] not in {each.id for each in corrections}:
        raise HTTPException(404, f"{form['correction']}: nothing here was put right under this id")
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
    there = _doubts("statements", form)
    if form["statement"]:
        there = f"/statements/{record.statements.statement(form['statement']).id}"
    return Went(there, undone[0].id)


def _doubts(of: review.Of, form: Form) -> str:
    """The page of pairs in doubt from which a form came."""
    page = _page_of(form)
    return f"/review?of={of}" + (f"&page={page}" if page > 1 else "")


def _page_of(form: Form) -> int:
    number = form["page"]
    return min(int(number), LAST) if number.isascii() and number.isdecimal() and int(number[:9]) else 1


_ON_QUOTATIONS: Acts = {
    "words": _put_words,
    "speaker": _put_speaker,
    "none": _deny,
    "same": _same,
    "not same": _not_same,
    "undo": _undo,
    "undo decision": _undo_decision,
}
_ON_COMMITMENTS: Acts = {
    "deadline": _put_deadline,
    "undo": _undo_deadline,
}
_ON_SPEAKERS: Acts = {"same": _one_speaker, "not same": _two_speakers, "undo": _undo_speakers}
_ON_STATEMENTS: Acts = {"same": _one_statement, "not same": _two_statements, "undo": _undo_statements}
_IN_REPORTS: Acts = {"undo": _undo_in_report}


def routes() -> list[Route]:
    """The forms, and what they are sent to."""
    return [
        Route(_QUOTATIONS + "{id}", _shown(_quotation_page)),
        Route(_QUOTATIONS + "{id}", _done(_ON_QUOTATIONS, _quotation_page), methods=["POST"]),
        Route(_COMMITMENTS + "{id}", _shown(_commitment_page)),
        Route(_COMMITMENTS + "{id}", _done(_ON_COMMITMENTS, _commitment_page), methods=["POST"]),
        Route("/correct/speakers/{id}", _done(_ON_SPEAKERS, _review_page("speakers")), methods=["POST"]),
        Route(
            "/correct/statements/{id}", _done(_ON_STATEMENTS, _review_page("statements")), methods=["POST"]
        ),
        Route("/correct/reports/{id}", _done(_IN_REPORTS, _report_page), methods=["POST"]),
    ]


def _shown(page: _Page) -> _Answer:
    """The forms of one address."""

    async def answer(request: Request) -> Response:
        if not request.app.state.editors.admitted(request):
            raise HTTPException(403, "the reading room is open for reading only")
        content = await run_in_threadpool(page, request, request.path_params["id"], None, None)
        return Response(content, media_type=HTML, headers={"cache-control": "no-store"})

    return answer


def _done(acts: Acts, again: _Page) -> _Answer:
    """What a form asks for, as one of `acts` does it; `again` is its page, with what was filled in."""

    async def answer(request: Request) -> Response:
        request.app.state.editors.check(request)
        form, which = await forms.sent(request), request.path_params["id"]
        if form["act"] not in acts:
            raise BadRequest(f"{form['act']!r} is nothing that can be done here", "send one of the forms")
        try:
            went = await run_in_threadpool(_acted, acts[form["act"]], request.app.state.record, which, form)
        except Refused as refused:
            why = refused.refusal
            content = await run_in_threadpool(again, request, which, form, why)
            return Response(content, why.status, {"cache-control": "no-store"}, HTML)
        # The page that comes next shows what followed.
        await run_in_threadpool(request.app.state.keeper.catch_up)
        response = RedirectResponse(done.address(went.path, went.done), 303)
        response.set_cookie(SIGNED, quote(form.by), max_age=_YEAR, httponly=True, samesite="strict")
        return response

    return answer


def _acted(act: Callable[[Record, str, Form], Went], record: Record, which: str, form: Form) -> Went:
    """Do it, signed; raises `Refused` where it cannot be done."""
    with about("by", "write your name"):
        signed(form.by)
    with about(None):
        return act(record, which, form)


def _quotation_page(request: Request, which: str, form: Form | None, problem: Refusal | None) -> bytes:
    return rendered(
        request,
        "correct.html",
        json=None,
        found=find(request.app.state.record, which),
        types=get_args(QuotationType),
        kinds=get_args(SpeakerKind),
        form=form,
        problem=problem,
    )


def _commitment_page(request: Request, which: str, form: Form | None, problem: Refusal | None) -> bytes:
    record: Record = request.app.state.record
    page = record.ledger.commitment(which)
    return rendered(
        request,
        "correct_deadline.html",
        json=None,
        page=page,
        corrections=_on_commitment(record, page),
        form=form,
        problem=problem,
    )


def _review_page(of: review.Of) -> _Page:
    def page(request: Request, which: str, form: Form | None, problem: Refusal | None) -> bytes:
        view = review.find(request.app.state.record, review.Asked(of, _page_of(form) if form else 1))
        pairs = [(each.left, each.right) for each in view.speakers]
        pairs += [(each.one.id, each.other.id) for each in view.statements]
        return rendered(
            request,
            "review.html",
            json=None,
            here="/review",
            view=view,
            form=form,
            problem=problem,
            which=which,
            listed=form is not None and (which, form["other"]) in pairs,
        )

    return page


def _report_page(request: Request, which: str, form: Form | None, problem: Refusal | None) -> bytes:
    view = report.find(request.app.state.record, report.Asked(which))
    return rendered(request, "report.html", json=None, view=view, form=form, problem=problem)
