"""What goes with every answer: a report can do nothing to its reader, nor another site to this one."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.record.opening import is_address

HEADERS = {
    # Nothing from elsewhere, and nothing inline: a script or style in a report's title stays letters.
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Guarded:
    """An application whose every answer carries `HEADERS`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, guarded if scope["type"] == "http" else send)


class AtHome:
    """An application that answers only under `names` and under IP addresses.

    A page elsewhere can point a name of its own at this machine, and would then be of the same origin as the
    room; an IP address it cannot give itself.
    """

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self._app = app
        self._names = frozenset(name.casefold() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and not self._knows(Headers(scope=scope).get("host", "")):
            refused = PlainTextResponse(
                "The reading room is not known by this name; `onrecord serve --address` gives it one.\n", 400
            )
            await refused(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _knows(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self._names or _is_ip_address(name)


class InPlace:
    """An application that answers only as long as the file at `record` is the one that it has open.

    What is written to a file that was deleted or replaced is lost, though the database says that it is there.
    """

    def __init__(self, app: ASGIApp, record: Path | str) -> None:
        self._app, self._path = app, record
        self._file = self._identity()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and self._identity() != self._file:
            gone = PlainTextResponse(
                "The record that this reading room has open was moved, deleted or replaced: nothing is shown "
                "or saved any more. Stop `onrecord serve` and start it again.\n",
                503,
            )
            await gone(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _identity(self) -> tuple[int, int] | None:
        """Which file it is; None for a server's database, and where there is none."""
        if is_address(self._path):
            return None
        try:
            about = Path(self._path).stat()
        except OSError:
            return None
        return about.st_dev, about.st_ino


def _is_ip_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
