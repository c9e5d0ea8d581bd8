"""The reading room at a port of this machine, until somebody ends it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from onrecord.core import OnrecordError
from onrecord.serve.application import application
from onrecord.serve.settings import LOOPBACK, Settings


class CannotListen(OnrecordError):
    """The port or the address cannot be had."""


def run(
    record: Path, host: str, port: int, *, token: str | None = None, at: Callable[[str], None] = print
) -> None:
    """Answer at `host` and `port` (0 for any that is free) until the process is asked to stop.

    `at` is told the address once it answers there. `token` lets an editor in; without one nobody can change
    anything. Raises `CannotListen` where the port is taken, and what `Record.open` raises.
    """
    with listening(host, port) as heard:
        names = LOOPBACK if host in {*LOOPBACK, "::1"} else (*LOOPBACK, "*")
        app = application(Settings(record, token, names))
        shown = f"[{host}]" if ":" in host else host
        at(f"http://{shown}:{heard.getsockname()[1]}/" + (f"enter?token={token}" if token else ""))
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
        uvicorn.Server(config).run(sockets=[heard])


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
