"""`/correct/ID`: an editor puts a quotation or a deadline right, by forms that need no script.

What is changed goes through `Record.corrections` and `Record.statements`, signed; each can be taken back
where it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.core import NotFound, Quotation, QuotationType, Span, Spans, SpeakerKind, quoted_text
from onrecord.core.corrections import find_words, hull
from onrecord.serve.addresses import BadRequest
from onrecord.serve.answering import HTML, SIGNED, rendered
from onrecord.serve.pages import showing

if TYPE_CHECKING:
    from starlette.requests import Request

    from onrecord.record import CommitmentPage, CorrectionRow, Record, StoredReport

    _Answer = Callable[[Request], Coroutine[None, None, Response]]

_MOST = 200_000
"""Bytes of a form; a quotation's words and a reason are far less."""
_QUOTATIONS, _COMMITMENTS, _REPORTS = "/correct/", "/correct/commitments/", "/reports/"
_DOUBTS = "/review?of="
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Form:
    """What an editor filled in; a field that is not there is empty."""

    fields: Mapping[str, str]
    by: str

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "").strip()

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a field that are not empty."""
        return tuple(filter(None, map(str.strip, self[name].splitlines())))


Acts = Mapping[str, Callable[["Record", str, Form], str]]
"""What can be done at an address: each does it, and says which address shows what came of it."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A quotation as it stands, and what people put right of it."""

    report: StoredReport
    quotation: Quotation
    statement: str | None
    """The statement that it is in; None where it says next to nothing."""
    corrections: tuple[showing.Change, ...]

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
        statement = record.statements.statement(now).id
    except NotFound:
        statement = None
    return Corrected(stored, quotation, statement, _changes(record.corrections.on(now)))


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
            "go back, load the form again, and look at what stands now",
        )
    return found


def _put_words(record: Record, which: str, form: Form) -> str:
    """Give the quotation other words; fields that say what stands change nothing."""
    found = _unchanged(record, which, form)
    text, quotation = found.report.report.text, found.quotation
    near = hull(quotation.content)

    def spans(role: str, stands: Spans) -> tuple[Span, ...] | None:
        typed = form.lines(role)
        if "\n".join(typed) == found.words(stands):
            return None
        return tuple(find_words(text, words, near=near) for words in typed)

    made = record.corrections.span(
        which,
        content=spans("content", quotation.content),
        source=spans("source", quotation.source),
        cue=spans("cue", quotation.cue),
        type=_chosen(QuotationType, form["type"]),
        by=form.by,
        why=form["why"],
    )
    return _QUOTATIONS + (made.target or which)


def _put_speaker(record: Record, which: str, form: Form) -> str:
    _unchanged(record, which, form)
    if sum(map(bool, (form["name"], form["entity"], form["nobody"]))) > 1:
        raise BadRequest(
            "more than one speaker was given", "give a name, or somebody of the record, or nobody"
        )
    nobody = bool(form["nobody"])
    entity = form["entity"] or None
    name = None if nobody or entity else form["name"] or None
    kind = _chosen(SpeakerKind, form["kind"]) if name else None
    made = record.corrections.speaker(
        which, name, kind=kind, entity=None if nobody else entity, nobody=nobody, by=form.by, why=form["why"]
    )
    return _QUOTATIONS + (made.target or which)


def _deny(record: Record, which: str, form: Form) -> str:
    _unchanged(record, which, form)
    made = record.corrections.none(which, by=form.by, why=form["why"])
    return f"{_REPORTS}{made.correction.report_id}#{made.correction.id}"


def _same(record: Record, which: str, form: Form) -> str:
    record.statements.merge(which, form["other"], by=form.by, why=form["why"])
    return _QUOTATIONS + which


def _not_same(record: Record, which: str, form: Form) -> str:
    record.statements.split(which, form["statement"], by=form.by, why=form["why"])
    return _QUOTATIONS + which


def _undo(record: Record, which: str, form: Form) -> str:
    return _QUOTATIONS + (_taken_back(record, find(record, which).corrections, form) or which)


def _put_deadline(record: Record, which: str, form: Form) -> str:
    record.corrections.deadline(
        which, earliest=form["earliest"] or None, latest=form["latest"] or None, by=form.by, why=form["why"]
    )
    return _COMMITMENTS + which


def _undo_deadline(record: Record, which: str, form: Form) -> str:
    _taken_back(record, _on_commitment(record, record.ledger.commitment(which)), form)
    return _COMMITMENTS + which


def _undo_in_report(record: Record, which: str, form: Form) -> str:
    _taken_back(record, _changes(record.corrections.list(which)), form)
    return f"{_REPORTS}{which}#{form['correction']}"


def _taken_back(record: Record, corrections: Iterable[showing.Change], form: Form) -> str | None:
    """Take back one of these corrections; what it was about, as that is named now."""
    if form["correction"] not in {each.id for each in corrections}:
        raise HTTPException(404, f"{form['correction']}: nothing here was put right under this id")
    return record.corrections.undo(form["correction"], by=form.by)[0].target


def _one_speaker(record: Record, which: str, form: Form) -> str:
    record.registry.merge(which, form["other"], by=form.by, why=form["why"])
    return _DOUBTS + "speakers"


def _two_speakers(record: Record, which: str, form: Form) -> str:
    record.registry.split(which, form["other"], by=form.by, why=form["why"])
    return _DOUBTS + "speakers"


def _undo_speakers(record: Record, which: str, form: Form) -> str:
    record.registry.undo(which, by=form.by)
    return _DOUBTS + "speakers"


def _one_statement(record: Record, which: str, form: Form) -> str:
    record.statements.merge(which, form["other"], by=form.by, why=form["why"])
    return _DOUBTS + "statements"


def _two_statements(record: Record, which: str, form: Form) -> str:
    record.statements.keep_apart(which, form["other"], by=form.by, why=form["why"])
    return _DOUBTS + "statements"


def _undo_statements(record: Record, which: str, form: Form) -> str:
    record.statements.undo(which, by=form.by)
    return _DOUBTS + "statements"


_ON_QUOTATIONS: Acts = {
    "words": _put_words,
    "speaker": _put_speaker,
    "none": _deny,
    "same": _same,
    "not same": _not_same,
    "undo": _undo,
}
_ON_COMMITMENTS: Acts = {
    "deadline": _put_deadline,
    "undo": _undo_deadline,
}
_ON_SPEAKERS: Acts = {"same": _one_speaker, "not same": _two_speakers, "undo": _undo_speakers}
_ON_STATEMENTS: Acts = {"same": _one_statement, "not same": _two_statements, "undo": _undo_statements}
_IN_REPORTS: Acts = {"undo": _undo_in_report}


def _chosen(kinds: Any, given: str) -> Any:
    """A value of a literal type, None where nothing was chosen."""
    if given and given not in get_args(kinds):
        raise BadRequest(f"{given!r} is none of {', '.join(get_args(kinds))}", "choose one of the list")
    return given or None


def routes() -> list[Route]:
    """The forms, and what they are sent to."""
    return [
        Route(_QUOTATIONS + "{id}", _shown(_quotation_page)),
        Route(_QUOTATIONS + "{id}", _done(_ON_QUOTATIONS), methods=["POST"]),
        Route(_COMMITMENTS + "{id}", _shown(_commitment_page)),
        Route(_COMMITMENTS + "{id}", _done(_ON_COMMITMENTS), methods=["POST"]),
        Route("/correct/speakers/{id}", _done(_ON_SPEAKERS), methods=["POST"]),
        Route("/correct/statements/{id}", _done(_ON_STATEMENTS), methods=["POST"]),
        Route("/correct/reports/{id}", _done(_IN_REPORTS), methods=["POST"]),
    ]


def _shown(page: Callable[[Request, str], bytes]) -> _Answer:
    """The forms of one address."""

    async def answer(request: Request) -> Response:
        if not request.app.state.editors.admitted(request):
            raise HTTPException(403, "the reading room is open for reading only")
        content = await run_in_threadpool(page, request, request.path_params["id"])
        return Response(content, media_type=HTML, headers={"cache-control": "no-store"})

    return answer


def _done(acts: Acts) -> _Answer:
    """What a form asks for, as one of `acts` does it."""

    async def answer(request: Request) -> Response:
        request.app.state.editors.check(request)
        form = await _sent(request)
        act = acts.get(form["act"])
        if act is None:
            raise BadRequest(f"{form['act']!r} is nothing that can be done here", "send one of the forms")
        there = await run_in_threadpool(act, request.app.state.record, request.path_params["id"], form)
        # The page that comes next shows what followed.
        await run_in_threadpool(request.app.state.keeper.catch_up)
        response = RedirectResponse(there, 303)
        response.set_cookie(SIGNED, quote(form.by), max_age=_YEAR, httponly=True, samesite="strict")
        return response

    return answer


async def _sent(request: Request) -> Form:
    if int(request.headers.get("content-length") or _MOST + 1) > _MOST:
        raise HTTPException(413, "the form is too long, or does not say how long it is")
    sent = await request.form(max_files=0, max_fields=40)
    fields = {name: value for name, value in sent.items() if isinstance(value, str)}
    return Form(fields, " ".join(fields.get("by", "").split()))


def _quotation_page(request: Request, which: str) -> bytes:
    found = find(request.app.state.record, which)
    return rendered(
        request,
        "correct.html",
        json=None,
        found=found,
        types=get_args(QuotationType),
        kinds=get_args(SpeakerKind),
    )


def _commitment_page(request: Request, which: str) -> bytes:
    record: Record = request.app.state.record
    page = record.ledger.commitment(which)
    corrections = _on_commitment(record, page)
    return rendered(request, "correct_deadline.html", json=None, page=page, corrections=corrections)
