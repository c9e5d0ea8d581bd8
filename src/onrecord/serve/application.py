"""The reading room put together: every address, and what stands around them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from logging import getLogger
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.core import OnrecordError
from onrecord.export import Addresses
from onrecord.record import Record
from onrecord.serve import correcting, files, openapi, statics
from onrecord.serve.answering import failed, routes
from onrecord.serve.editors import Editors
from onrecord.serve.guarding import AtHome, Guarded, InPlace
from onrecord.serve.keeping import Keeper
from onrecord.serve.pages import ADDRESSES
from onrecord.serve.rendering import environment

if TYPE_CHECKING:
    from starlette.requests import Request

    from onrecord.serve.settings import Settings

_LOG = getLogger(__name__)
_FOR_EVER = "public, max-age=31536000, immutable"


def application(settings: Settings, told: Callable[[str], None] = _LOG.info) -> Starlette:
    """The reading room of one record as an ASGI application; it holds the record open until it ends.

    As long as it is open the record is kept up to date beside those who read; `told` is told of what takes
    long. Raises what `Record.open` raises.
    """
    record = Record.open(settings.record, create=False, read_only=settings.token is None, as_it_stands=True)
    keeper = Keeper(settings.record, told)

    @asynccontextmanager
    async def open_hours(_: Starlette) -> AsyncIterator[None]:
        keeper.start()
        yield
        await run_in_threadpool(keeper.close)
        record.close()

    app = Starlette(
        routes=[
            *(route for address in ADDRESSES for route in routes(address)),
            *correcting.routes(),
            *files.routes(),
            Route("/openapi.json", openapi.described),
            Route("/enter", _enter),
            Route("/static/{digest}/{name}", _static),
        ],
        middleware=[
            Middleware(Guarded),
            Middleware(AtHome, names=settings.hosts),
            Middleware(InPlace, record=settings.record),
            Middleware(GZipMiddleware, minimum_size=2000, compresslevel=4),
        ],
        exception_handlers={HTTPException: failed, OnrecordError: failed, Exception: failed},
        lifespan=open_hours,
    )
    app.state.record, app.state.keeper = record, keeper
    app.state.addresses = Addresses.under(settings.address)
    app.state.templates = environment(published=settings.published)
    app.state.published = settings.published
    app.state.editors = Editors(settings.token)
    return app


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in statics.names() or request.path_params["digest"] != statics.digest(name):
        raise HTTPException(404, "there is no such file")
    kind = statics.TYPES[name.partition(".")[2]]
    return Response(statics.content(name), media_type=kind, headers={"cache-control": _FOR_EVER})


async def _enter(request: Request) -> Response:
    """Let an editor in by the link that holds the token, and forget the link."""
    response = RedirectResponse("/", 303)
    request.app.state.editors.admit(request, response)
    return response
