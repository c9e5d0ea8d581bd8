"""Who may correct: whoever opened the room by the link that holds its token."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_COOKIE = "onrecord-editor"
"""What the cookie's name begins with; the port follows, as browsers have one set of cookies for a host."""


class Editors:
    """The door to what changes the record; nobody passes where there is no token."""

    def __init__(self, token: str | None) -> None:
        # The cookie lets in as the token does, until the room closes; that it is a digest only keeps the link
        # itself out of what the browser stores.
        self._pass = None if token is None else _digest(token)

    def admit(self, request: Request, response: Response) -> None:
        """Let whoever brings the token in; raises 403 where it is another."""
        token, secure = request.query_params.get("token", ""), request.url.scheme == "https"
        if self._pass is None or not secrets.compare_digest(_digest(token), self._pass):
            raise HTTPException(403, "this is not the token of the reading room")
        response.set_cookie(_name(request), self._pass, httponly=True, samesite="strict", secure=secure)

    def admitted(self, request: Request) -> bool:
        """Whether the reader has been let in."""
        brought = request.cookies.get(_name(request), "")
        return self._pass is not None and secrets.compare_digest(brought.encode(), self._pass.encode())

    def check(self, request: Request) -> None:
        """Raise 403 where a change does not come from a page of this room, sent by somebody let in."""
        if not self.admitted(request):
            raise HTTPException(403, "the reading room is open for reading only")
        # SameSite keeps the cookie at home; a browser that does not know it still says where it comes from.
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
            raise HTTPException(403, "a change can be made from a page of the reading room only")


def _name(request: Request) -> str:
    """The cookie of this room: another one of the same host has another."""
    _, port = request.scope.get("server") or ("", "")
    return f"{_COOKIE}-{port}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
