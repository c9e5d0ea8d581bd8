"""The reading room at a port of this machine, until somebody ends it."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn

from onrecord.core import OnrecordError
from onrecord.serve.application import application
from onrecord.serve.settings import Settings


class CannotListen(OnrecordError):
    """The port or the address cannot be had."""


def run(
    record: Path | str,
    host: str,
    port: int,
    *,
    token: str | None = None,
    address: str | None = None,
    at: Callable[[str], None] = print,
    told: Callable[[str], None] = print,
) -> None:
    """Answer at `host` and `port` (0 for any that is free) until the process is asked to stop.

    `at` is told where it answers, `told` of what takes long meanwhile. `token` lets an editor in; without one
    nobody can change anything. `address` is where others have the room: citations begin with it, and it
    answers under its name. Raises `CannotListen` where the port is taken, and what `Record.open` raises.
    """
    with listening(host, port) as heard:
        app = application(Settings(record, token, ("localhost", *_names(host, address)), address), told)
        shown = f"[{host}]" if ":" in host else host
        at(f"http://{shown}:{heard.getsockname()[1]}/" + (f"enter?token={token}" if token else ""))
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[heard])


def _names(host: str, address: str | None) -> Iterator[str]:
    """The names under which requests come: of where it listens, and of where others have it."""
    yield host
    if address is not None:
        yield urlsplit(address).hostname or host


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises `CannotListen` where it cannot."""
    try:
        family, *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        heard = socket.create_server((host, port), family=family, backlog=128)
        # Only of what is called TCP does asyncio send a page's last part at once; else it waits 40 ms for the
        # browser to confirm the first.
        return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=heard.detach())
    except OSError as error:
        raise CannotListen(
            f"{host} port {port}: {error.strerror or error}",
            "choose another: --port 0 takes any that is free",
        ) from error
