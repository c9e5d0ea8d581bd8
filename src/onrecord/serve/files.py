"""What is had as a file: citations, evidence, calendars and feeds."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from onrecord import export
from onrecord.core import OnrecordError
from onrecord.export import bundle, cite
from onrecord.record.filters import day_or_today
from onrecord.serve.addresses import encoded
from onrecord.serve.answering import HTML, asked, rendered, tagged
from onrecord.serve.pages.asking import Id, Name, Words, identified
from onrecord.serve.rendering import link

if TYPE_CHECKING:
    from starlette.requests import Request

    from onrecord.export.cite import Subject
    from onrecord.record import CommitmentRow, QuoteRow, Record

_NEWEST = 100
"""Entries of a feed."""
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Cited:
    """What is to be cited: a quotation, a statement or a report."""

    id: Id


@dataclass(frozen=True, slots=True)
class Due:
    """Whose deadlines; everybody's where nobody is named."""

    who: Name | None = None


@dataclass(frozen=True, slots=True)
class Dated(Due):
    """Which deadlines a calendar has; with `review` also those that nobody is sure of."""

    review: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """The words of what is looked for."""

    q: Words = ""


@dataclass(frozen=True, slots=True)
class SaidBy:
    """Whose words."""

    id: Id


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
        "/feeds/speakers/{id}.atom": _said_by,
    }
    return [Route(path, _threaded(answer)) for path, answer in found.items()]


def _threaded(answer: Callable[[Request], Response]) -> Callable[[Request], Any]:
    async def answered(request: Request) -> Response:
        return await run_in_threadpool(answer, request)

    return answered


def _addresses(request: Request) -> export.Addresses:
    """The permanent addresses of this room: the same, whatever name it is asked under."""
    found: export.Addresses = request.app.state.addresses
    return found


def _base(request: Request) -> str:
    return _addresses(request).base


def _subject(request: Request) -> Subject:
    record: Record = request.app.state.record
    return cite.find(record, identified(asked(request, Cited).id, "report, quotation or statement"))


def _csl(subject: Subject, base: str) -> str:
    return msgspec.json.format(encoded(cite.csl(subject, base)), indent=2).decode()


_FORMS: dict[str, Callable[[Subject, str], str]] = {"text": cite.text, "bibtex": cite.bibtex, "csl": _csl}


def _page(request: Request) -> Response:
    subject, base = _subject(request), _base(request)
    forms = {form: write(subject, base) for form, write in _FORMS.items()}
    page = rendered(
        request, "cite.html", json=None, subject=subject, forms=forms, evidence=_digest(request, subject)
    )
    return tagged(request, page, HTML)


def _digest(request: Request, subject: Subject) -> str | None:
    """The SHA-256 of the evidence; None where there is none to be had."""
    if request.app.state.published and subject.kind == "quotation":
        return None  # a site has that of its report
    try:
        return bundle.digest(subject, _base(request))
    except OnrecordError:
        return None  # larger than a bundle may be


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
    stream, asking = io.BytesIO(), asked(request, Dated)
    dated = [row for row in _with_deadlines(request, asking) if row.last_day]
    sure = [row for row in dated if asking.review or row.stand.grade == "record" or row.judged]
    left = len(dated) - len(sure)
    about = f"{left} to review are left out: review=true has them" if left else ""
    export.write_ics(sure, stream, about=about)
    return tagged(request, stream.getvalue(), "text/calendar; charset=utf-8")


def _due(request: Request) -> Response:
    addresses, asking = _addresses(request), asked(request, Due)
    open_ = [row for row in _with_deadlines(request, asking) if row.standing in {"due", "overdue", "pending"}]
    entries = [export.commitment_entry(row, addresses) for row in open_[:_NEWEST]]
    return _feed(
        request, entries, "Commitments and their deadlines", link("feeds/commitments.atom", who=asking.who)
    )


def _with_deadlines(request: Request, asking: Due) -> list[CommitmentRow]:
    record: Record = request.app.state.record
    rows = record.ledger.commitments(who=asking.who, near=day_or_today(None))
    return [row for row in rows if row.due]


def _said(request: Request) -> Response:
    """What holds the words that are looked for, the newest."""
    record: Record = request.app.state.record
    words = asked(request, Said).q
    rows = [hit.quote for hit in record.search(words, limit=_NEWEST) if hit.quote]
    return _feed(request, _quoted(request, rows), f"“{words}”", link("feeds/search.atom", q=words))


def _said_by(request: Request) -> Response:
    """What somebody said last."""
    record: Record = request.app.state.record
    entity = record.registry.entity(identified(asked(request, SaidBy).id, "speaker"))
    rows = list(record.quotes(speaker=entity.id, newest=True, limit=_NEWEST))
    return _feed(request, _quoted(request, rows), entity.name, link(f"feeds/speakers/{entity.id}.atom"))


def _quoted(request: Request, rows: list[QuoteRow]) -> list[export.Entry]:
    record: Record = request.app.state.record
    added = record.added_at({row.report_id for row in rows})
    return [export.quotation_entry(row, _addresses(request), added.__getitem__) for row in rows]


def _feed(request: Request, entries: list[export.Entry], title: str, path: str) -> Response:
    """A feed whose id, as those of its entries, is the same under whatever name the room is asked."""
    made = export.atom(
        entries,
        title=f"{title} · onrecord",
        address=_base(request) + path,
        self_link=str(request.url),
        room=str(request.base_url),
    )
    return tagged(request, made.encode("utf-8", "replace"), "application/atom+xml; charset=utf-8")
