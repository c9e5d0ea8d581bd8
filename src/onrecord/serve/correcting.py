"""`/correct/ID`: an editor puts a quotation or a deadline right, by forms that need no script.

What is changed goes through `Record.corrections` and `Record.statements`, signed; each can be taken back
where it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import quote, unquote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.core import Quotation, QuotationType, Span, Spans, SpeakerKind, quoted_text
from onrecord.core.corrections import find_words, hull
from onrecord.record import CorrectionRow
from onrecord.serve.addresses import BadRequest
from onrecord.serve.answering import HTML, rendered

if TYPE_CHECKING:
    from starlette.requests import Request

    from onrecord.record import Record, StoredReport

_MOST = 200_000
"""Bytes of a form; a quotation's words and a reason are far less."""
_NAME = "onrecord-name"
_QUOTATIONS, _COMMITMENTS = "/correct/", "/correct/commitments/"
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
    corrections: tuple[CorrectionRow, ...]

    @property
    def id(self) -> str:
        """`REPORTID-QUOTATIONID`."""
        return f"{self.report.id}-{self.quotation.id}"

    @property
    def text(self) -> str:
        """The words as a reader would quote them."""
        return quoted_text(self.report.report.text, self.quotation.content)

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
    statement = record.statements.statement(now).id
    return Corrected(stored, quotation, statement, tuple(record.corrections.on(now)))


def _put_words(record: Record, which: str, form: Form) -> str:
    """Give the quotation other words; fields that say what stands change nothing."""
    found = find(record, which)
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
    nobody = bool(form["nobody"])
    entity = form["entity"] or None
    name = None if nobody or entity else form["name"] or None
    kind = _chosen(SpeakerKind, form["kind"]) if name else None
    made = record.corrections.speaker(
        which, name, kind=kind, entity=None if nobody else entity, nobody=nobody, by=form.by, why=form["why"]
    )
    return _QUOTATIONS + (made.target or which)


def _deny(record: Record, which: str, form: Form) -> str:
    record.corrections.none(which, by=form.by, why=form["why"])
    return "/reports/" + which.partition("-")[0]


def _same(record: Record, which: str, form: Form) -> str:
    record.statements.merge(which, form["other"], by=form.by, why=form["why"])
    return _QUOTATIONS + which


def _not_same(record: Record, which: str, form: Form) -> str:
    record.statements.split(which, form["statement"], by=form.by, why=form["why"])
    return _QUOTATIONS + which


def _undo(record: Record, which: str, form: Form) -> str:
    undone = record.corrections.undo(form["correction"], by=form.by)
    return _QUOTATIONS + (undone[0].target or which)


def _put_deadline(record: Record, which: str, form: Form) -> str:
    record.corrections.deadline(
        which, earliest=form["earliest"] or None, latest=form["latest"] or None, by=form.by, why=form["why"]
    )
    return _COMMITMENTS + which


def _undo_deadline(record: Record, which: str, form: Form) -> str:
    record.corrections.undo(form["correction"], by=form.by)
    return _COMMITMENTS + which


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


def _chosen(kinds: Any, given: str) -> Any:
    """A value of a literal type, None where nothing was chosen."""
    if given and given not in get_args(kinds):
        raise BadRequest(f"{given!r} is none of {', '.join(get_args(kinds))}", "choose one of the list")
    return given or None


def routes() -> list[Route]:
    """The forms, and what they are sent to."""
    return [
        Route(path + "{id}", _on(page, acts), methods=["GET", "POST"])
        for path, page, acts in (
            (_QUOTATIONS, _quotation_page, _ON_QUOTATIONS),
            (_COMMITMENTS, _commitment_page, _ON_COMMITMENTS),
        )
    ]


def _on(
    page: Callable[[Request, str], bytes], acts: Acts
) -> Callable[[Request], Coroutine[None, None, Response]]:
    """What answers at one address: its forms where it is opened, one of `acts` where a form is sent."""

    async def answer(request: Request) -> Response:
        editors, which = request.app.state.editors, request.path_params["id"]
        if request.method != "POST":
            if not editors.admitted(request):
                raise HTTPException(403, "the reading room is open for reading only")
            content = await run_in_threadpool(page, request, which)
            return Response(content, media_type=HTML, headers={"cache-control": "no-store"})
        editors.check(request)
        form = await _sent(request)
        act = acts.get(form["act"])
        if act is None:
            raise BadRequest(f"{form['act']!r} is nothing that can be done here", "send one of the forms")
        there = await run_in_threadpool(act, request.app.state.record, which, form)
        response = RedirectResponse(there, 303)
        response.set_cookie(_NAME, quote(form.by), max_age=_YEAR, httponly=True, samesite="strict")
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
        by=_name(request),
    )


def _commitment_page(request: Request, which: str) -> bytes:
    record: Record = request.app.state.record
    page = record.ledger.commitment(which)
    stand = page.row.stand
    corrections = record.corrections.on(f"{stand.source.report_id}-{stand.id}")
    return rendered(
        request, "correct_deadline.html", json=None, page=page, corrections=corrections, by=_name(request)
    )


def _name(request: Request) -> str:
    """Who signed last from this browser."""
    return unquote(request.cookies.get(_NAME, ""))
