"""A news server that behaves as it is told, a clock that only moves when somebody sleeps, and a watch."""

from __future__ import annotations

import contextlib
import random
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import onrecord
from onrecord import watch
from tests import postgres
from tests.cli import fake_pipeline

Answer = Callable[[BaseHTTPRequestHandler], None]
START = 1_900_000_000.0
FOR_EVER = float("inf")


def answer(
    body: str | bytes = b"", media_type: str = "text/html", status: int = 200, **headers: str
) -> Answer:
    def give(request: BaseHTTPRequestHandler) -> None:
        data = body.encode() if isinstance(body, str) else body
        request.send_response(status)
        request.send_header("Content-Type", media_type)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(data)

    return give


def page(said: str, who: str = "Ilse Marrow") -> Answer:
    story = f"<p>The eastern quay has been under repair since the storm.</p><p>“{said},” said {who}.</p>"
    return answer(f"<html><head><title>Quay</title></head><body><article>{story}</article></body></html>")


def feed(*links: str, **headers: str) -> Answer:
    items = "".join(f"<item><title>Quay</title><link>{link}</link></item>" for link in links)
    body = f'<rss version="2.0"><channel><title>Ansby Courier</title>{items}</channel></rss>'
    return answer(body, "application/rss+xml", **headers)


@dataclass
class Server:
    """What stands at each path, and what was asked: path and headers, with the time."""

    url: str = ""
    answers: dict[str, Answer] = field(default_factory=lambda: {"/robots.txt": answer(status=404)})
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    together: int = 0
    most_together: int = 0


@pytest.fixture
def server() -> Iterator[Server]:
    state, lock = Server(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with lock:
                state.asked.append(self.path)
                state.headers.append({name.lower(): value for name, value in self.headers.items()})
                state.together += 1
                state.most_together = max(state.together, state.most_together)
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                state.answers.get(self.path, answer(status=404))(self)
            with lock:
                state.together -= 1

        def do_POST(self) -> None:
            state.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    state.url = f"http://127.0.0.1:{httpd.server_port}"
    yield state
    httpd.shutdown()
    httpd.server_close()


class StoppedHere(Exception):
    """The clock has come to the end of what a test wants to see."""


@dataclass
class FakeClock:
    time: float = START
    until: float = FOR_EVER
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
        if self.time >= self.until:
            raise StoppedHere


@dataclass
class Desk:
    """A folder with FEEDS.toml, a record and a memory; `run` watches, and gives the lines of the log."""

    folder: Path
    server: Server
    where: str | Path
    clock: FakeClock = field(default_factory=FakeClock)
    extract: Callable[[onrecord.Report], onrecord.Extraction] = fake_pipeline.extract

    def write(self, *lines: str) -> Path:
        path = self.folder / "feeds.toml"
        text = "\n".join(('contact = "desk@vale.example"', *lines)).replace("SERVER", self.server.url)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *, once: bool = True, seconds: float = FOR_EVER, allow_private: bool = True) -> list[str]:
        settings = watch.load(self.folder / "feeds.toml")
        lines: list[str] = []
        self.clock.until = self.clock.time + seconds
        chance = random.Random(1)
        asker = watch.Asker(settings, allow_private)
        with watch.Journal(self.folder / "state") as journal, self.record() as record:
            shelf = watch.Shelf(record, journal, self.extract)
            alerting = watch.Alerting(settings, record, journal, asker, chance, lines.append)
            tools = watch.Tools(journal, shelf, asker, alerting, self.clock, chance, lines.append)
            with contextlib.suppress(StoppedHere):
                watch.Watch(settings, tools, once=once).run()
        return [line.replace(self.server.url, "SERVER") for line in lines]

    def record(self) -> onrecord.Record:
        return onrecord.Record.open(self.where)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What a watch keeps it keeps in a file and in a PostgreSQL database."""
    keeps = metafunc.module.__name__.endswith((".test_watching", ".test_alerts"))
    if "desk" in metafunc.fixturenames:
        metafunc.parametrize("backend", ["sqlite", "postgresql"] if keeps else ["sqlite"])


@pytest.fixture(scope="session")
def database() -> Iterator[postgres.Server]:
    with postgres.server() as database:
        yield database


@pytest.fixture
def desk(tmp_path: Path, server: Server, backend: str, request: pytest.FixtureRequest) -> Iterator[Desk]:
    if backend == "sqlite":
        yield Desk(tmp_path, server, tmp_path / "record.db")
    else:
        with request.getfixturevalue("database").record() as address:
            yield Desk(tmp_path, server, address)
