"""Servers that misbehave: each is one line in the log, and the rest of the batch goes on."""

from __future__ import annotations

import gzip
import time
from http.server import BaseHTTPRequestHandler

import pytest

import onrecord
from onrecord.core import RecordError
from onrecord.read import addresses
from tests.watch.conftest import Answer, Desk, Server, answer, feed, page

FEED = ('timeout = "3s"', "max_size = 1", "[[feeds]]", 'url = "SERVER/news.xml"')


def drip(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    for _ in range(60):
        request.wfile.write(b".")
        time.sleep(0.1)


def endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.send_header("Content-Type", "text/html")
    request.end_headers()
    while True:
        request.wfile.write(b"word " * 1000)


def redirect(to: str) -> Answer:
    return answer(status=302, Location=to)


BAD: dict[str, tuple[Answer, str]] = {
    "slow": (drip, "not read within 3 s; again in"),
    "endless": (endless, "larger than 1 MiB; again in"),
    "bomb": (
        answer(gzip.compress(b"a" * 20_000_000), Content_Encoding="gzip"),
        "larger than 1 MiB; again in",
    ),
    "cut": (answer(gzip.compress(b"a" * 999)[:-9], Content_Encoding="gzip"), "ends in the middle of its"),
    "round": (redirect("/round"), "more than 5 redirects; again in"),
    "image": (answer(b"\x89PNG", "image/png"), "its type is image/png, which is not a report; given up"),
    "binary": (answer(b"\0\1\2\3" * 99, "text/plain"), "binary"),
    "empty": (answer(), "empty; given up"),
    "gone": (answer(status=410), "the server answers 410 Gone; again in"),
    "broken": (answer(status=500), "the server answers 500 Internal Server Error; again in"),
    "file": (redirect("file:///etc/hostname"), "only http and https are read; again in"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_article_is_one_line_and_its_neighbours_are_read(desk: Desk, server: Server, name: str) -> None:
    desk.write(*FEED)
    server.answers["/news.xml"] = feed("/a", f"/{name}", "/b")
    server.answers["/a"], server.answers["/b"] = page("We open in June"), page("We doubt it")
    server.answers[f"/{name}"], why = BAD[name]
    lines = set(desk.run())
    good = {"SERVER/a: new, 1 quotation", "SERVER/b: new, 1 quotation"}
    assert good < lines
    (bad,) = lines - good
    assert bad.startswith(f"SERVER/{name}: ")
    assert why in bad


def test_a_redirect_to_a_private_address_is_given_up(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda each: str(each) == "127.0.0.1" or really(each))
    desk.write(*FEED)
    server.answers["/news.xml"] = feed("/inside", "http://10.1.2.3/b", "/a")
    server.answers["/inside"], server.answers["/a"] = redirect("http://169.254.169.254/latest"), page("Yes")
    lines = desk.run(allow_private=False)
    assert "SERVER/a: new, 1 quotation" in lines
    assert sum("is not an address on the public internet" in line for line in lines) == 2
    with desk.record() as record:
        assert len(list(record.reports())) == 1


def test_a_bad_article_is_tried_five_times_and_a_feed_for_ever(desk: Desk, server: Server) -> None:
    desk.write(*FEED)
    server.answers["/news.xml"] = feed("/gone")
    lines = desk.run(once=False, seconds=86_400)
    assert server.asked.count("/gone") == 5
    assert lines[-1] == "SERVER/gone: the server answers 404 Not Found; given up"
    server.answers["/news.xml"] = answer(status=500)
    before = len(server.asked)
    desk.run(once=False, seconds=3 * 86_400)
    asked = server.asked[before:].count("/news.xml")
    assert 10 < asked < 20  # a minute, two, four, ... a day


def test_a_feed_that_is_none_is_told_and_asked_again(desk: Desk, server: Server) -> None:
    desk.write(*FEED, "[[pages]]", 'url = "SERVER/a"')
    server.answers["/news.xml"] = answer("<html><body><p>We have moved.</p></body></html>")
    server.answers["/a"] = page("We open in June")
    read, told = desk.run()
    assert read == "SERVER/a: new, 1 quotation"
    assert told.startswith("SERVER/news.xml: a feed")
    assert "again in" in told


@pytest.mark.parametrize(("status", "after"), [(429, "600"), (503, "600")])
def test_a_host_that_wants_time_is_left_alone_for_as_long(
    desk: Desk, server: Server, status: int, after: str
) -> None:
    desk.write(*FEED)
    server.answers["/news.xml"] = feed("/a", "/b")
    server.answers["/a"] = answer(status=status, Retry_After=after)
    server.answers["/b"] = page("We doubt it")
    (line,) = desk.run()
    assert line.endswith("its host is left alone for 10 minutes")
    assert server.asked[-1] == "/a"
    server.answers["/a"] = page("We open in June")
    assert desk.run() == []
    assert server.asked[-1] == "/a"
    desk.clock.time += 600
    assert sorted(desk.run()) == ["SERVER/a: new, 1 quotation", "SERVER/b: new, 1 quotation"]


def test_robots_txt_that_wants_time_has_it_and_costs_an_article_no_try(desk: Desk, server: Server) -> None:
    desk.write(*FEED)
    server.answers["/news.xml"] = feed("/a")
    server.answers["/robots.txt"] = answer(status=503, Retry_After="600")
    asked: list[float] = []
    for _ in range(8):
        before = len(server.asked)
        desk.run()
        asked += [desk.clock.time] * (len(server.asked) - before)
        desk.clock.time += 600
    assert len(asked) == 8
    assert set(server.asked) == {"/robots.txt"}
    server.answers["/robots.txt"] = answer(status=404)
    server.answers["/a"] = page("We open in June")
    assert desk.run() == ["SERVER/a: new, 1 quotation"]


def test_an_article_whose_host_wants_time_is_tried_as_often_as_others_after_that(
    desk: Desk, server: Server
) -> None:
    desk.write(*FEED)
    server.answers["/news.xml"] = feed("/a")
    server.answers["/a"] = answer(status=503, Retry_After="60")
    desk.run(once=False, seconds=3600)
    assert server.asked.count("/a") > 5
    server.answers["/a"] = answer(status=404)
    before = server.asked.count("/a")
    desk.run(once=False, seconds=86_400)
    assert server.asked.count("/a") == before + 5


def test_what_robots_txt_forbids_is_not_asked_for(desk: Desk, server: Server) -> None:
    desk.write(*FEED)
    rules = (
        "User-agent: *\nDisallow: /\n\nUser-agent: onrecord\nDisallow: /*.pdf$\nAllow: /in/b\nDisallow: /in\n"
    )
    server.answers["/robots.txt"] = answer(rules, "text/plain")
    server.answers["/news.xml"] = feed("/in/a", "/x.pdf", "/in/b")
    server.answers["/in/b"] = page("We open in June")
    lines = desk.run()
    assert [line.split(";")[0] for line in lines] == [
        "SERVER/in/a: robots.txt forbids it",
        "SERVER/x.pdf: robots.txt forbids it",
        "SERVER/in/b: new, 1 quotation",
    ]
    assert server.asked == ["/robots.txt", "/news.xml", "/in/b"]


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed(desk: Desk, server: Server) -> None:
    desk.write(*FEED)
    server.answers["/robots.txt"] = answer("User-agent: *\nDisallow: /in\n", "text/plain")
    server.answers["/news.xml"] = feed("/a")
    server.answers["/a"] = redirect("/in/a")
    assert [line.split(";")[0] for line in desk.run()] == ["SERVER/in/a: robots.txt forbids it"]
    assert "/in/a" not in server.asked


@pytest.mark.parametrize(
    "bad", [answer(status=500), answer(b"a" * 600_000, "text/plain"), redirect("/robots.txt")]
)
def test_nothing_is_asked_of_a_host_whose_robots_txt_cannot_be_had(
    desk: Desk, server: Server, bad: Answer
) -> None:
    desk.write(*FEED)
    server.answers["/robots.txt"], server.answers["/news.xml"] = bad, feed("/a")
    server.answers["/a"] = page("We open in June")
    lines = desk.run()
    assert len(lines) == 2
    assert lines[1].startswith("SERVER/news.xml: robots.txt cannot be had; again in")
    assert set(server.asked) == {"/robots.txt"}
    server.answers["/robots.txt"] = answer(status=404)
    desk.clock.time += 3600
    assert desk.run() == ["SERVER/a: new, 1 quotation"]


def test_robots_txt_may_be_redirected(desk: Desk, server: Server) -> None:
    desk.write(*FEED)
    server.answers["/robots.txt"] = redirect("/rules")
    server.answers["/rules"] = answer("User-agent: *\nDisallow: /news\n", "text/plain")
    assert [line.split(";")[0] for line in desk.run()] == ["SERVER/news.xml: robots.txt forbids it"]


@pytest.mark.parametrize(
    ("raised", "why"),
    [
        (RecursionError(), "SERVER/bad: RecursionError; given up"),
        (ValueError("no day"), "SERVER/bad: no day; given up"),
        (
            onrecord.OnrecordError("fastwarc is not installed"),
            "SERVER/bad: fastwarc is not installed; given up",
        ),
        (RecordError("the server went away"), "SERVER/bad: the server went away; again in a minute"),
    ],
)
def test_whatever_reading_a_report_raises_the_watch_goes_on(
    desk: Desk, server: Server, raised: Exception, why: str
) -> None:
    really = desk.extract

    def extract(report: onrecord.Report) -> onrecord.Extraction:
        if "We fail" in report.text:
            raise raised
        return really(report)

    desk.extract = extract
    desk.write(*FEED)
    server.answers["/news.xml"] = feed("/bad", "/a")
    server.answers["/bad"], server.answers["/a"] = page("We fail"), page("We open in June")
    assert sorted(desk.run()) == ["SERVER/a: new, 1 quotation", why]
    asked = server.asked.count("/bad")
    desk.clock.time += 120
    desk.run()
    assert (server.asked.count("/bad") > asked) == ("again" in why)
