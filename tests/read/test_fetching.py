"""Addresses: a real server on this machine, and the limits that hold against a hostile one."""

from __future__ import annotations

import contextlib
import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.core import ReadError, UnsafeAddress
from onrecord.read import addresses, read

PAGE = (
    "<html><head><title>Ferry to sail</title></head><body><p>The ferry between the islands will sail again "
    "in spring, the minister said.</p><p>“We signed this morning,” she told reporters.</p></body></html>"
).encode()
Answer = Callable[[BaseHTTPRequestHandler], None]


def plain(body: bytes, media_type: str | None = "text/html", status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        if media_type is not None:
            request.send_header("Content-Type", media_type)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def redirect(to: str) -> Answer:
    return plain(b"", status=302, Location=to)


def drip(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/plain")
    request.end_headers()
    for _ in range(100):
        request.wfile.write(b".")
        time.sleep(0.1)


def drip_headers(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.flush_headers()
    for number in range(100):
        request.wfile.write(f"X-{number}: 1\r\n".encode())
        time.sleep(0.05)


def endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/plain")
    request.end_headers()
    while True:
        request.wfile.write(b"word " * 1000)


def detour(request: BaseHTTPRequestHandler) -> None:
    """One of several, none of which takes long."""
    time.sleep(0.2)
    redirect(f"{request.path}+")(request)


def nothing_for_ever(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Encoding", "gzip")
    request.end_headers()
    while True:
        request.wfile.write(gzip.compress(b"") * 1000)


ANSWERS: dict[str, Answer] = {
    "/page": plain(PAGE),
    "/notes.txt": plain(b" date 2026-02-16 The ferry will sail.\r\n", "text/plain; charset=utf-8"),
    "/latin": plain("Le café a fermé, a dit Zoé.".encode("latin-1"), "text/plain; charset=iso-8859-1"),
    "/rows.jsonl": plain(b'{"text": "one"}\nbroken\n{"text": "two"}\n', "text/plain"),
    "/untyped": plain(PAGE, None),
    "/image": plain(b"\x89PNG", "image/png"),
    "/gone": plain(b"no", status=404),
    "/gzip": plain(gzip.compress(PAGE), Content_Encoding="gzip"),
    "/members": plain(gzip.compress(PAGE[:90]) + gzip.compress(PAGE[90:]), Content_Encoding="gzip"),
    "/padded": plain(gzip.compress(PAGE) + b"\0" * 100_000, Content_Encoding="gzip"),
    "/bomb": plain(gzip.compress(b"a" * 20_000_000), "text/plain", Content_Encoding="gzip"),
    "/cut": plain(gzip.compress(PAGE)[:-20], Content_Encoding="gzip"),
    "/brotli": plain(b"x", Content_Encoding="br"),
    "/large": plain(b"a" * 2_000_000, "text/plain"),
    "/endless": endless,
    "/drip": drip,
    "/headers": drip_headers,
    "/nothing": nothing_for_ever,
    **{f"/detour{'+' * number}": detour for number in range(4)},
    "/detour++++": plain(PAGE),
    "/moved": redirect("/page"),
    "/round": redirect("/round"),
    "/inside": redirect("http://10.1.2.3/secret"),
    "/metadata": redirect("http://169.254.169.254/latest"),
    "/file": redirect("file:///etc/hostname"),
    "/empty": plain(b"", "text/plain"),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            ANSWERS[self.path](self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


@pytest.fixture
def this_machine_is_public(monkeypatch):
    """The test server counts as public, everything else as it is."""
    really = addresses.is_public
    monkeypatch.setattr(
        addresses, "is_public", lambda address: str(address) == "127.0.0.1" or really(address)
    )


def test_a_page_is_read(server):
    (report,) = read(f"{server}/page", allow_private=True)
    assert report.text.startswith("Ferry to sail\n\nThe ferry between the islands")
    assert (report.name, report.source, report.outlet) == ("page", f"{server}/page", "127.0.0.1")
    assert report.data == PAGE


@pytest.mark.parametrize("path", ["/untyped", "/gzip", "/members", "/padded", "/detour"])
def test_a_page_without_a_type_or_compressed_is_the_same_page(server, path):
    (report,) = read(server + path, allow_private=True)
    assert report.data == PAGE


def test_a_redirect_is_followed_and_the_last_address_is_the_source(server):
    (report,) = read(f"{server}/moved", allow_private=True)
    assert report.source == f"{server}/page"


def test_plain_text_behind_an_address_is_untouched(server):
    (report,) = read(f"{server}/notes.txt", allow_private=True)
    assert report.text == " date 2026-02-16 The ferry will sail.\r\n"
    (report,) = read(f"{server}/latin", allow_private=True)
    assert report.text == "Le café a fermé, a dit Zoé."


def test_a_table_behind_an_address(server):
    skips = []
    reports = list(read(f"{server}/rows.jsonl", allow_private=True, on_skip=skips.append))
    assert [report.text for report in reports] == ["one", "two"]
    assert [skip.where for skip in skips] == [f"{server}/rows.jsonl, line 2"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/image", "its type is image/png, which is not a report"),
        ("/gone", "the server answers 404 Not Found"),
        ("/large", "larger than 1 MiB"),
        ("/endless", "larger than 1 MiB"),
        ("/bomb", "larger than 1 MiB"),
        ("/cut", "ends in the middle of its compressed content"),
        ("/brotli", "compressed as br, which was not asked for"),
        ("/round", "more than 5 redirects"),
        ("/file", "file: only http and https are read"),
        ("/empty", "empty"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(server, path, message):
    with pytest.raises(ReadError) as error:
        list(read(server + path, allow_private=True, max_bytes=1024 * 1024))
    assert str(error.value) == f"{server}{path}: {message}"


@pytest.mark.parametrize("page", ["drip", "headers", "nothing", "detour"])
def test_a_slow_server_is_given_up_in_time(server, page):
    started = time.monotonic()
    with pytest.raises(ReadError, match=r"not read within 0\.5 s"):
        list(read(f"{server}/{page}", allow_private=True, timeout=0.5))
    assert time.monotonic() - started < 3


def test_time_begins_when_the_first_report_is_asked_for(server):
    reports = read(f"{server}/page", allow_private=True, timeout=1)
    time.sleep(1.1)
    assert len(list(reports)) == 1


@pytest.mark.parametrize("page", ["drip", "headers"])
def test_whoever_is_given_up_is_not_listened_to_any_longer(server, page):
    with pytest.raises(ReadError, match=r"not read within 0\.3 s"):
        list(read(f"{server}/{page}", allow_private=True, timeout=0.3))
    deadline = time.monotonic() + 2
    while "onrecord-fetch" in {each.name for each in threading.enumerate()}:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_slow_name_server_is_given_up_in_time(monkeypatch):
    def slow(*_args: object, **_kwargs: object) -> object:
        time.sleep(2)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    started = time.monotonic()
    with pytest.raises(ReadError, match=r"not read within 0\.3 s"):
        list(read("http://vale.example/", timeout=0.3))
    assert time.monotonic() - started < 1.8


def test_a_refused_connection_is_named():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(ReadError, match="no connection"):
        list(read(f"http://127.0.0.1:{port}/", allow_private=True))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:8000/",
        "http://[::1]/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://2130706433/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fe80::1]/",
        "http://[64:ff9b::a00:1]/",
    ],
)
def test_private_addresses_are_refused_in_any_spelling(url):
    with pytest.raises(UnsafeAddress) as error:
        list(read(url))
    assert error.value.hint


@pytest.mark.parametrize("path", ["/inside", "/metadata"])
def test_a_redirect_to_a_private_address_is_refused(server, path, this_machine_is_public):
    with pytest.raises(UnsafeAddress):
        list(read(server + path))
    (report,) = read(f"{server}/page")
    assert report.text


def test_one_private_address_among_public_ones_is_refused(monkeypatch):
    answers = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 80)) for host in ("93.184.216.34", "10.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: answers)
    with pytest.raises(UnsafeAddress, match=r"10\.0\.0\.1"):
        addresses.resolve("vale.example", 80, allow_private=False)


def test_the_connection_goes_to_the_address_that_was_checked(server, monkeypatch, this_machine_is_public):
    """A name that resolves to another address the second time (DNS rebinding) is resolved only once."""
    asked: list[str] = []
    really = socket.getaddrinfo

    def rebinding(host: str, port: int, *args: object, **kwargs: object) -> object:
        if host != "vale.example":
            return really(host, port, *args, **kwargs)
        asked.append(host)
        to = "127.0.0.1" if len(asked) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (to, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    (report,) = read(server.replace("127.0.0.1", "vale.example") + "/page")
    assert report.data == PAGE
    assert report.source.startswith("http://vale.example:")
    assert asked == ["vale.example"]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://vale.example/a.txt", "no such file or folder"),
        ("http://ann:secret@vale.example/", "holds a user name or password"),
        ("http:///nowhere", "only http and https are read"),
        ("http://[broken/", "http"),
    ],
)
def test_addresses_that_are_not_read(url, message):
    with pytest.raises(ReadError, match=message):
        list(read(url))


@pytest.mark.parametrize(
    ("address", "public"),
    [("93.184.216.34", True), ("2606:2800:220:1::1", True), ("::ffff:93.184.216.34", True),
     ("2002:a00:1::1", False), ("fc00::1", False), ("240.0.0.1", False), ("ff0e::1", False),
     ("198.18.0.1", False)],
)  # fmt: skip
def test_is_public(address, public):
    assert addresses.is_public(ipaddress.ip_address(address)) is public
