"""`/correct/ID`: an editor puts a quotation or a deadline right, by forms that need no script."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, get_args
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.core import NotFound, QuotationType, SpeakerKind
from onrecord.record.registry import signed
from onrecord.serve import acts, done, forms
from onrecord.serve.acts import Act, Acts, Went
from onrecord.serve.addresses import BadRequest
from onrecord.serve.answering import HTML, SIGNED, rendered
from onrecord.serve.forms import Form, Refusal, Refused, about
from onrecord.serve.pages import report, review
from onrecord.serve.pages.asking import identified

if TYPE_CHECKING:
    from starlette.requests import Request

    from onrecord.record import Record

    _Answer = Callable[[Request], Coroutine[None, None, Response]]
    _Page = Callable[[Request, str, Form | None, Refusal | None], bytes]

_YEAR = 365 * 24 * 3600


def routes() -> list[Route]:
    """The forms, and what they are sent to."""
    return [
        Route("/correct/{id}", _shown(_quotation_page)),
        Route("/correct/{id}", _done(acts.ON_QUOTATIONS, _quotation_page), methods=["POST"]),
        Route("/correct/commitments/{id}", _shown(_commitment_page)),
        Route("/correct/commitments/{id}", _done(acts.ON_COMMITMENTS, _commitment_page), methods=["POST"]),
        Route("/correct/speakers/{id}", _done(acts.ON_SPEAKERS, _review_page("speakers")), methods=["POST"]),
        Route(
            "/correct/statements/{id}",
            _done(acts.ON_STATEMENTS, _review_page("statements")),
            methods=["POST"],
        ),
        Route("/correct/reports/{id}", _done(acts.IN_REPORTS, _report_page), methods=["POST"]),
    ]


def _shown(page: _Page) -> _Answer:
    """The forms of one address."""

    async def answer(request: Request) -> Response:
        if not request.app.state.editors.admitted(request):
            raise HTTPException(403, "the reading room is open for reading only")
        content = await run_in_threadpool(page, request, request.path_params["id"], None, None)
        return Response(content, media_type=HTML, headers={"cache-control": "no-store"})

    return answer


def _done(can: Acts, again: _Page) -> _Answer:
    """What a form asks for, as one of `can` does it; `again` is its page, with what was filled in."""

    async def answer(request: Request) -> Response:
        request.app.state.editors.check(request)
        form, which = await forms.sent(request), request.path_params["id"]
        if form["act"] not in can:
            raise BadRequest(f"{form['act']!r} is nothing that can be done here", "send one of the forms")
        try:
            went = await run_in_threadpool(_acted, can[form["act"]], request.app.state.record, which, form)
        except Refused as refused:
            why = refused.refusal
            try:
                content = await run_in_threadpool(again, request, which, form, why)
            except NotFound:
                content = await run_in_threadpool(_gone_page, request, which, form, why)
            return Response(content, why.status, {"cache-control": "no-store"}, HTML)
        # The page that comes next shows what followed.
        await run_in_threadpool(request.app.state.keeper.catch_up)
        response = RedirectResponse(done.address(went.path, went.done), 303)
        response.set_cookie(SIGNED, quote(form.by), max_age=_YEAR, httponly=True, samesite="strict")
        return response

    return answer


def _acted(act: Act, record: Record, which: str, form: Form) -> Went:
    """Do it, signed; raises `Refused` where it cannot be done."""
    with about("by", "write your name"):
        signed(form.by)
    with about(None):
        return act(record, which, form)


def _gone_page(request: Request, which: str, form: Form, problem: Refusal) -> bytes:
    """Where what was to be corrected is gone, as somebody denied it: why, and what was filled in."""
    there = re.match("[0-9a-f]{16}(?=-)", which)
    return rendered(
        request,
        "error.html",
        json=None,
        done=None,
        status=problem.status,
        what=problem.what,
        hint=problem.hint,
        look=None,
        report=there and there[0],
        form=form,
    )


def _quotation_page(request: Request, which: str, form: Form | None, problem: Refusal | None) -> bytes:
    return rendered(
        request,
        "correct.html",
        json=None,
        found=acts.find(request.app.state.record, which),
        types=get_args(QuotationType),
        kinds=get_args(SpeakerKind),
        form=form,
        problem=problem,
    )


def _commitment_page(request: Request, which: str, form: Form | None, problem: Refusal | None) -> bytes:
    record: Record = request.app.state.record
    page = record.ledger.commitment(identified(which, "commitment"))
    return rendered(
        request,
        "correct_deadline.html",
        json=None,
        page=page,
        corrections=acts.on_commitment(record, page),
        form=form,
        problem=problem,
    )


def _review_page(of: review.Of) -> _Page:
    def page(request: Request, which: str, form: Form | None, problem: Refusal | None) -> bytes:
        view = review.find(request.app.state.record, review.Asked(of, acts.page_of(form) if form else 1))
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
