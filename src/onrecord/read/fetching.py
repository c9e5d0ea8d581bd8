"""A URL -> the bytes behind it, within a size, a time and the public internet."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from onrecord.core import OnrecordError, ReadError
from onrecord.read.addresses import Address, resolve
from onrecord.read.codings import inflated
from onrecord.read.skips import UnreadableError, size

if TYPE_CHECKING:
    import httpx

REDIRECTS = 5
"""So many times in a row an address may lead to another."""
OK = 200
_T = TypeVar("_T")
_CONNECTED = ("connection.connect_tcp.complete", "connection.start_tls.complete")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL led to: the last address, the media type and charset its server named, and the bytes."""

    url: str
    media_type: str
    charset: str | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a server; `headers` stand beside, or in the place of, those that are always sent."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, whatever its status; `headers` by name in small letters.

    `fetched` has no bytes unless the status is 200; `location` is where a redirect leads, in full.
    """

    status: int
    reason: str
    headers: Mapping[str, str]
    fetched: Fetched
    location: str | None = None

    def refused(self) -> str:
        """What to tell of a status that brings nothing."""
        return f"the server answers {self.status} {self.reason}".rstrip()


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a fetch may go: bytes after decompression, seconds in all, and into which networks."""

    max_bytes: int
    timeout: float
    allow_private: bool
    started: float = field(default_factory=monotonic)
    sockets: list[socket.socket] = field(default_factory=list)
    """Those that are open for it."""

    @property
    def left(self) -> float:
        """Seconds left; raises ReadError when there are none."""
        left = self.started + self.timeout - monotonic()
        if left <= 0:
            raise ReadError(f"not read within {self.timeout:g} s", hint="try again, or give it more time")
        return left

    def hang_up(self) -> None:
        """Let whatever waits for a server wait no longer."""
        for each in self.sockets:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


def fetch(url: str, limits: Limits) -> Fetched:
    """The bytes behind an http or https URL.

    Raises UnsafeAddress for a private address, at the first hop or behind a redirect, and ReadError for
    everything else that goes wrong; the message names the URL.
    """

    def work() -> Fetched:
        answer = _follow(Request(url), limits)
        if answer.status != OK:
            raise ReadError(answer.refused())
        return answer.fetched

    return _in_time(url, limits, work)


def ask(request: Request, limits: Limits) -> Answer:
    """What the server at the address of a request answers; a redirect is told, not followed.

    Raises as `fetch` does where there is no answer, or where it goes beyond the limits.
    """
    return _in_time(request.url, limits, lambda: _one_answer(request, limits))


def _in_time(url: str, limits: Limits, work: Callable[[], _T]) -> _T:
    answers: queue.SimpleQueue[tuple[_T] | OnrecordError] = queue.SimpleQueue()

    def do() -> None:
        try:
            answers.put((work(),))
        except OnrecordError as error:
            answers.put(error)
        finally:
            # Counts only if nothing came before it: no fault of ours may keep the caller waiting.
            answers.put(ReadError("the fetch stopped unexpectedly"))

    # In a thread of its own, because neither name resolution nor a server that sends a byte a second can
    # be given a limit on the whole. Nobody waits for it.
    threading.Thread(target=do, name="onrecord-fetch", daemon=True).start()
    try:
        answer = answers.get(timeout=limits.timeout)
    except queue.Empty:
        limits.hang_up()
        answer = ReadError(f"not read within {limits.timeout:g} s", hint="try again, or give it more time")
    if isinstance(answer, OnrecordError):
        raise type(answer)(f"{url}: {answer}", answer.hint) from answer
    return answer[0]


def follow(request: Request, limits: Limits) -> Answer:
    """The same, where a redirect is followed; raises ReadError where one leads to another too often."""
    return _in_time(request.url, limits, lambda: _follow(request, limits))


def _follow(request: Request, limits: Limits) -> Answer:
    for _ in range(REDIRECTS + 1):
        answer = _one_answer(request, limits)
        if answer.location is None:
            return answer
        request = replace(request, url=answer.location)
    raise ReadError(f"more than {REDIRECTS} redirects")


def _one_answer(request: Request, limits: Limits) -> Answer:
    import httpx  # noqa: PLC0415

    try:
        return _get(httpx.URL(request.url), request, limits)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise ReadError(_plainly(error)) from error


def _get(url: httpx.URL, request: Request, limits: Limits) -> Answer:
    """One request, to the first address of the host that can be reached."""
    import httpx  # noqa: PLC0415

    if url.scheme not in _PORTS or not url.host:
        raise ReadError(f"{url.scheme or 'no scheme'}: only http and https are read")
    if url.userinfo:
        raise ReadError("holds a user name or password, which would be stored as the report's source")
    port = url.port or _PORTS[url.scheme]
    addresses = resolve(url.raw_host.decode("ascii"), port, allow_private=limits.allow_private)
    for address in addresses[:-1]:
        try:
            return _get_at(address, url, request, limits)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            continue
    return _get_at(addresses[-1], url, request, limits)


def _get_at(address: Address, url: httpx.URL, asked: Request, limits: Limits) -> Answer:
    import httpx  # noqa: PLC0415

    def notice(event: str, told: Mapping[str, Any]) -> None:
        if event in _CONNECTED:
            limits.sockets.append(told["return_value"].get_extra_info("socket"))
            _ = limits.left  # who gave up before could not hang up

    # The environment's proxies are not used: they would resolve the name once more, unchecked.
    with httpx.Client(trust_env=False, timeout=limits.left) as client:
        request = client.build_request(
            asked.method,
            url.copy_with(host=str(address), fragment=None),
            content=asked.body,
            headers={
                "User-Agent": "onrecord",
                "Accept": "text/html,application/xhtml+xml,application/rss+xml,*/*;q=0.5",
                "Accept-Encoding": "gzip",
                **asked.headers,
                "Host": url.netloc.decode("ascii"),
            },
            extensions={"sni_hostname": url.host, "trace": notice},
        )
        response = client.send(request, stream=True)
        try:
            location = response.headers.get("location") if response.is_redirect else None
            media_type = response.headers.get("content-type", "").split(";")[0].strip().lower()
            wanted = response.status_code == OK
            data = b"".join(_bounded(_decoded(response, limits), limits)) if wanted else b""
            return Answer(
                response.status_code,
                response.reason_phrase,
                {name.lower(): value for name, value in response.headers.items()},
                Fetched(str(url), media_type, response.charset_encoding, data),
                str(url.join(location)) if location else None,
            )
        finally:
            response.close()


def _bounded(chunks: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > limits.max_bytes:
            raise ReadError(f"larger than {size(limits.max_bytes)}", hint="raise the size limit to read it")
        _ = limits.left
        yield chunk


def _decoded(response: httpx.Response, limits: Limits) -> Iterator[bytes]:
    """The body without its gzip coding, never inflating more than a step past the limit at once."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in {"identity", ""}:
        yield from response.iter_raw()
        return
    if coding not in {"gzip", "x-gzip", "deflate"}:
        raise ReadError(f"compressed as {coding}, which was not asked for")
    try:
        yield from inflated(response.iter_raw(), limits.max_bytes + 1)
    except UnreadableError as error:
        raise ReadError(str(error)) from error


def _plainly(error: Exception) -> str:
    import httpx  # noqa: PLC0415

    if isinstance(error, httpx.TimeoutException):
        return "the server does not answer in time"
    if isinstance(error, httpx.ConnectError):
        return f"no connection ({error})"
    return " ".join(str(error).split()) or type(error).__name__
