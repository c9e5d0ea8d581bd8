"""From a request to an answer: HTML or JSON of one view, with an ETag; errors as one clear line."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.core import Gone, NotFound, OnrecordError
from onrecord.core.phrases import shortened, signature
from onrecord.core.visible import one_line
from onrecord.serve import done
from onrecord.serve.addresses import SHOWN, Address, Asked, BadRequest, encoded, understood

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

    from onrecord.core.corrections import Correction
    from onrecord.record import Record

HTML = "text/html; charset=utf-8"
JSON = "application/json"
SIGNED = "onrecord-name"
"""The cookie that holds the name of who corrected last from a browser."""
_OF_QUOTATIONS = re.compile(r"/(?:correct|statements|cite|evidence)/([^/]+?)(?:\.json)?")
_HARMLESS = re.compile(r"utm_\w+|fbclid|gclid|mc_\w+|done")
"""What others put behind addresses that they pass on; and what we put there after a correction."""
_COMMAND = re.compile(r"\bonrecord [a-z]|(?<!\S)--[a-z]")
_LISTS = {
    "statements": "/statements",
    **dict.fromkeys(("speakers", "positions"), "/speakers"),
    "commitments": "/commitments",
    **dict.fromkeys(("reports", "cite", "evidence", "correct"), "/reports"),
}
"""Where what was not found can be looked for, by the first part of its address."""


def routes(address: Address[Any, Any]) -> list[Route]:
    """An address as a page and as JSON; the JSON comes first, as an id could end in anything."""

    async def as_json(request: Request) -> Response:
        view = await run_in_threadpool(_found, request, address)
        return tagged(request, encoded(view), JSON)

    async def as_page(request: Request) -> Response:
        content = await run_in_threadpool(_page, request, address)
        return tagged(request, content, HTML)

    return [Route(address.json_path, as_json), Route(address.path, as_page)]


def _found(request: Request, address: Address[Any, Any]) -> object:
    record: Record = request.app.state.record
    return address.find(record, asked(request, address.asked))


def asked(request: Request, kind: type[Asked]) -> Asked:
    """What was asked of an address, as the dataclass `kind`.

    Raises `BadRequest` where a value is none of those that fit, where something was asked twice, as one alone
    could count, and where nobody knows what is asked: "untill" would narrow nothing down.
    """
    known = [each.name for each in fields(kind)]  # type: ignore[arg-type]  # a dataclass, says `Address`
    names = Counter(name for name, _ in request.query_params.multi_items())
    for name, times in names.items():
        if name not in known and not _HARMLESS.fullmatch(name):
            wanted = ", ".join(each for each in known if each not in request.path_params)
            hint = f"what can be asked here: {wanted}" if wanted else "leave it out"
            raise BadRequest(f"{one_line(shortened(name, SHOWN))}: nothing here is called so", hint)
        if times > 1:
            raise BadRequest(f"{name}: given {times} times", "give it once")
    return understood(kind, {**dict(request.query_params), **request.path_params})


def _page(request: Request, address: Address[Any, Any]) -> bytes:
    return rendered(request, address.template, view=_found(request, address), json=_json_of(request, address))


def _json_of(request: Request, address: Address[Any, Any]) -> str:
    """The address of the same as JSON."""
    path = request.url.path
    query = f"?{request.url.query}" if request.url.query else ""
    return ("/index.json" if address.path == "/" else f"{path}.json") + query


def rendered(request: Request, template: str, **names: object) -> bytes:
    """A page; `here` is its own address, `editing` whether its reader may correct, `by` who signed last.

    `behind` is whether something may be missing from it, as the record is brought up to date; `done` is what
    an editor has just done; `form` and `problem` are what was filled in at `which`, and why it was refused.
    """
    templates: Environment = request.app.state.templates
    editing = request.app.state.editors.admitted(request)
    given = {
        "here": request.url.path,
        "editing": editing,
        "by": unquote(request.cookies.get(SIGNED, "")),
        "behind": request.app.state.keeper.behind,
        # A form that is refused comes back at the address that it was sent from.
        "done": done.find(request) if editing and request.method == "GET" and "done" not in names else None,
        "form": None,
        "problem": None,
        "which": None,
    }
    page = templates.get_template(template).render(**(given | names))
    # Half a surrogate pair, which some feeds hold, cannot be sent.
    return page.encode("utf-8", "replace")


def tagged(request: Request, content: bytes, media_type: str) -> Response:
    """An answer that a browser may keep, if it asks each time whether it still stands."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {"etag": etag, "cache-control": "private, no-cache", "vary": "cookie"}
    known = request.headers.get("if-none-match", "")
    if any(each.strip().removeprefix("W/") in {etag, "*"} for each in known.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


_STATUS: dict[type[OnrecordError], int] = {Gone: 410, NotFound: 404, BadRequest: 400}
"""The first that an error is one of counts."""


def status_of(error: OnrecordError) -> int:
    """The status of an answer that says so."""
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 422)


def hint_of(error: OnrecordError) -> str:
    """What to do about it in a browser: nothing that is typed in a terminal."""
    return "" if error.hint is None or _COMMAND.search(error.hint) else error.hint


async def failed(request: Request, error: Exception) -> Response:
    """What went wrong, in the form that was asked for."""
    if isinstance(error, HTTPException):
        status, what, hint = error.status_code, error.detail, ""
    elif isinstance(error, OnrecordError):
        status, what, hint = status_of(error), str(error), hint_of(error)
    else:
        # The traceback goes to the server's own log; a reader is told nothing of its inside.
        status, what, hint = 500, "something went wrong in the reading room", "the server's log says what"
    headers = {"cache-control": "no-store", **(getattr(error, "headers", None) or {})}
    denial = await run_in_threadpool(_denied, request) if status == 404 else None
    look = _LISTS.get(request.url.path.split("/")[1]) if status == 404 and not hint else None
    if request.url.path.endswith(".json"):
        told = (
            _told(denial)
            if denial
            else {"error": what, "hint": hint or (f"{look}.json lists all" if look else "")}
        )
        return Response(encoded(told), status, headers, JSON)
    if denial:
        return RedirectResponse(f"/reports/{denial.report_id}#{denial.id}", 303, headers)
    report = error.report if isinstance(error, Gone) else None
    content = await run_in_threadpool(
        rendered,
        request,
        "error.html",
        status=status,
        what=what,
        hint=hint,
        look=look,
        report=report,
        done=None,
        json=None,
    )
    return Response(content, status, headers, HTML)


def _denied(request: Request) -> Correction | None:
    """The correction by which what was asked for is no quotation; None where nobody said so."""
    asked = _OF_QUOTATIONS.fullmatch(request.url.path)
    if asked is None or request.method != "GET":
        return None
    record: Record = request.app.state.record
    denial = record.corrections.denial(asked[1])
    return None if denial is None else next(iter(record.corrections.made([denial])), None)


def _told(denial: Correction) -> dict[str, object]:
    """Who took what was asked for to be no quotation, when and why, and where its report is."""
    by, report = signature(denial.by, None), f"/reports/{denial.report_id}.json"
    why = f": {one_line(denial.why)}" if denial.why else ""
    return {
        "error": f"it is no quotation, says {signature(denial.by, denial.at)}{why}",
        "hint": f"its report is {report}",
        "denied": {
            "correction": denial.id,
            "by": by,
            "at": denial.at,
            "why": denial.why,
            "report": report,
        },
    }
