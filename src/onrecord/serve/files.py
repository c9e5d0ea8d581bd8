"""What is had as a file: citations, evidence, calendars and feeds."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from onrecord import export
from onrecord.export import bundle, cite
from onrecord.serve.addresses import encoded
from onrecord.serve.answering import HTML, rendered, tagged

if TYPE_CHECKING:
    from starlette.requests import Request

    from onrecord.export.cite import Subject
    from onrecord.record import Record

_NEWEST = 100
"""Entries of a feed."""
_CHUNK = 1 << 16


def routes() -> list[Route]:
    """All files, before addresses whose ids could be taken for them."""
    found: dict[str, Callable[[Request], Response]] = {
        "/cite/{id}": _page,
        "/cite/{id}/text": _cited("text", "text/plain; charset=utf-8", "txt"),
        "/cite/{id}/bibtex": _cited("bibtex", "application/x-bibtex; charset=utf-8", "bib"),
        "/cite/{id}/csl": _cited("csl", "application/vnd.citationstyles.csl+json", "json"),
        "/evidence/{id}": _evidence,
        "/commitments.ics": _calendar,
        "/feeds/commitments.atom": _due,
        "/feeds/search.atom": _said,
        "/feeds/speakers/{id}.atom": _said,
    }
    return [Route(path, _threaded(answer)) for path, answer in found.items()]


def _threaded(answer: Callable[[Request], Response]) -> Callable[[Request], Any]:
    async def answered(request: Request) -> Response:
        return await run_in_threadpool(answer, request)

    return answered


def _base(request: Request) -> str:
    """What the addresses of this room begin with, as its reader knows it."""
    return str(request.base_url)


def _subject(request: Request) -> Subject:
    record: Record = request.app.state.record
    return cite.find(record, request.path_params["id"])


def _csl(subject: Subject, base: str) -> str:
    return msgspec.json.format(encoded(cite.csl(subject, base)), indent=2).decode()


_FORMS: dict[str, Callable[[Subject, str], str]] = {"text": cite.text, "bibtex": cite.bibtex, "csl": _csl}


def _page(request: Request) -> Response:
    subject, base = _subject(request), _base(request)
    forms = {form: write(subject, base) for form, write in _FORMS.items()}
    page = rendered(request, "cite.html", json=None, subject=subject, forms=forms)
    return tagged(request, page, HTML)


def _cited(form: str, kind: str, ending: str) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        subject = _subject(request)
        response = tagged(request, _FORMS[form](subject, _base(request)).encode("utf-8", "replace"), kind)
        response.headers["content-disposition"] = f'inline; filename="{subject.id}.{ending}"'
        return response

    return answer


def _evidence(request: Request) -> Response:
    subject = _subject(request)
    # On disk, as reports can be large.
    made = tempfile.TemporaryFile()  # noqa: SIM115 (closed where it is sent)
    bundle.write(subject, made, _base(request))
    size = made.tell()
    made.seek(0)

    def pieces() -> Iterator[bytes]:
        with made:
            while piece := made.read(_CHUNK):
                yield piece

    headers = {
        "content-disposition": f'attachment; filename="evidence-{subject.id}.zip"',
        "content-length": str(size),
        "cache-control": "private, no-cache",
    }
    return StreamingResponse(pieces(), media_type="application/zip", headers=headers)


def _calendar(request: Request) -> Response:
    record: Record = request.app.state.record
    rows = record.ledger.commitments(who=request.query_params.get("who") or None)
    stream = io.BytesIO()
    export.write_ics([row for row in rows if row.due], stream)
    return tagged(request, stream.getvalue(), "text/calendar; charset=utf-8")


def _due(request: Request) -> Response:
    record: Record = request.app.state.record
    rows = record.ledger.commitments(who=request.query_params.get("who") or None)
    addresses = export.Addresses.under(_base(request))
    open_ = [row for row in rows if row.due and row.standing in {"due", "overdue", "pending"}]
    entries = [export.commitment_entry(row, addresses) for row in open_[:_NEWEST]]
    return _feed(request, entries, "Commitments and their deadlines")


def _said(request: Request) -> Response:
    """What somebody said last, or what holds the words that are looked for."""
    record: Record = request.app.state.record
    addresses, words = export.Addresses.under(_base(request)), request.query_params.get("q", "")
    who = request.path_params.get("id")
    if who is not None:
        entity = record.registry.portrait(who).entity
        rows = list(record.quotes(speaker=entity.id, newest=True, limit=_NEWEST))
        title = entity.name
    else:
        rows = [hit.quote for hit in record.search(words, limit=_NEWEST) if hit.quote]
        title = f"“{words}”"
    added = {row.report_id: record.report(row.report_id).version.added_at for row in rows}
    entries = [export.quotation_entry(row, addresses, added.__getitem__) for row in rows]
    return _feed(request, entries, title)


def _feed(request: Request, entries: list[export.Entry], title: str) -> Response:
    address = str(request.url)
    made = export.atom(entries, title=f"{title} · onrecord", address=address, self_link=address)
    return tagged(request, made.encode("utf-8", "replace"), "application/atom+xml; charset=utf-8")
