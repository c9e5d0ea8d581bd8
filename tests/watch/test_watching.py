"""Feeds and pages polled: what is new is read once, what changed is a version, and no server is hurried."""

from __future__ import annotations

import pytest

import onrecord
from tests.watch.conftest import START, Desk, Server, answer, feed, page

FEED = ("[[feeds]]", 'url = "SERVER/news.xml"')


def test_articles_of_a_feed_are_in_the_record_and_are_asked_for_once(desk: Desk, server: Server) -> None:
    desk.write(*FEED)
    server.answers["/news.xml"] = feed("/a", f"{server.url}/b#top", "/a")
    server.answers["/a"], server.answers["/b"] = page("We open in June"), page("We doubt it", "Tomas Weir")
    assert desk.run() == ["SERVER/a: new, 1 quotation", "SERVER/b: new, 1 quotation"]
    assert server.asked == ["/robots.txt", "/news.xml", "/a", "/b"]
    with desk.record() as record:
        assert {row.text for row in record.quotes()} == {"“We open in June,”", "“We doubt it,”"}
    desk.clock.time += 60
    assert desk.run() == []
    assert server.asked[4:] == ["/news.xml"]


def test_requests_say_who_asks_and_leave_the_host_time(desk: Desk, server: Server) -> None:
    desk.write('delay = "7s"', *FEED)
    server.answers["/news.xml"] = feed("/a")
    server.answers["/a"] = page("We open in June")
    desk.run()
    wanted = f"onrecord/{onrecord.__version__} (+desk@vale.example)"
    assert {each["user-agent"] for each in server.headers} == {wanted}
    assert desk.clock.slept == [7.0, 7.0]


def test_a_longer_delay_in_robots_txt_is_kept(desk: Desk, server: Server) -> None:
    desk.write('delay = "7s"', *FEED)
    server.answers["/robots.txt"] = answer("User-agent: *\nCrawl-delay: 30\n", "text/plain")
    server.answers["/news.xml"] = feed("/a")
    server.answers["/a"] = page("We open in June")
    desk.run()
    assert desk.clock.slept == [30.0, 30.0]


def test_one_request_a_host_at_a_time(desk: Desk, server: Server) -> None:
    desk.write(*FEED, *(f'[[pages]]\nurl = "SERVER/{each}"' for each in "abcdef"))
    server.answers["/news.xml"] = feed(*(f"/{each}" for each in "ghij"))
    server.answers |= {f"/{each}": page(f"We open pier {each} in June") for each in "abcdefghij"}
    assert len(desk.run()) == 10
    assert server.most_together == 1


def test_an_article_is_looked_at_again_and_its_change_is_a_version(desk: Desk, server: Server) -> None:
    desk.write('again = ["1h", "1d"]', 'interval = "30d"', *FEED)
    server.answers["/news.xml"] = feed("/a")
    server.answers["/a"] = page("We open in June")
    desk.run(once=False, seconds=600)
    server.answers["/a"] = page("We open in July")
    assert desk.run(once=False, seconds=3600) == ["SERVER/a: a new version, 1 quotation"]
    assert desk.run(once=False, seconds=2 * 86_400) == []
    assert server.asked.count("/a") == 3
    with desk.record() as record:
        assert [each.quotations for each in record.versions(f"{server.url}/a")] == [1, 1]


def test_what_stands_around_a_story_makes_no_version(desk: Desk, server: Server) -> None:
    desk.write('again = ["1h"]', *FEED)
    server.answers["/news.xml"] = feed("/a")
    story = "<body><p>The quay is under repair, says the harbour.</p><p>“Yes,” said Ilse Marrow.</p></body>"
    server.answers["/a"] = answer(f"<html><!-- 1 -->{story}</html>")
    desk.run(once=False, seconds=600)
    server.answers["/a"] = answer(f"<html><!-- 2 -->{story}</html>")
    assert desk.run(once=False, seconds=7200) == []
    assert server.asked.count("/a") == 2


def test_an_article_with_a_new_date_in_its_feed_is_fetched_at_once(desk: Desk, server: Server) -> None:
    desk.write(*FEED)
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Ansby Courier</title><entry><title>Quay</title>'
        '<link href="/a"/><updated>2030-03-1{}T10:00:00Z</updated></entry></feed>'
    )
    server.answers["/news.xml"] = answer(atom.format(6), "application/atom+xml")
    server.answers["/a"] = page("We open in June")
    desk.run()
    server.answers["/news.xml"] = answer(atom.format(7), "application/atom+xml")
    server.answers["/a"] = page("We open in July")
    assert desk.run() == ["SERVER/a: a new version, 1 quotation"]


def test_what_has_not_changed_is_not_sent_again(desk: Desk, server: Server) -> None:
    desk.write("[[pages]]", 'url = "SERVER/a"')

    def once(request):
        known = request.headers.get("If-None-Match") == '"v1"'
        dated = request.headers.get("If-Modified-Since") == "Mon, 16 Mar 2030 10:00:00 GMT"
        if known and dated:
            return answer(status=304)(request)
        text = "<p>The quay is under repair.</p><p>“Yes,” said Ilse Marrow.</p>"
        headers = {"ETag": '"v1"', "Last_Modified": "Mon, 16 Mar 2030 10:00:00 GMT"}
        return answer(f"<html><body>{text}</body></html>", **headers)(request)

    server.answers["/a"] = once
    assert desk.run() == ["SERVER/a: new, 1 quotation"]
    assert desk.run() == []
    assert "if-none-match" in server.headers[-1]


def test_items_are_taken_as_they_stand_where_articles_are_not_wanted(desk: Desk, server: Server) -> None:
    desk.write(*FEED, "articles = false")
    server.answers["/news.xml"] = answer(
        '<rss version="2.0"><channel><title>Courier</title><item><link>https://vale.example/a</link>'
        "<description>“We open in June,” said Ilse Marrow.</description></item></channel></rss>",
        "text/xml",
    )
    assert desk.run() == ["https://vale.example/a: new, 1 quotation"]
    assert server.asked == ["/robots.txt", "/news.xml"]


def test_a_watch_goes_on_with_what_it_knew(desk: Desk, server: Server) -> None:
    """Stopped after the first article, it fetches the second and nothing else."""
    desk.write(*FEED)
    server.answers["/news.xml"] = feed("/a", "/b")
    server.answers["/a"], server.answers["/b"] = page("We open in June"), page("We doubt it")
    assert desk.run(once=False, seconds=14) == ["SERVER/a: new, 1 quotation"]
    assert desk.run(once=False, seconds=30) == ["SERVER/b: new, 1 quotation"]
    assert server.asked == ["/robots.txt", "/news.xml", "/a", "/b"]


def test_a_feed_is_asked_again_after_its_interval(desk: Desk, server: Server) -> None:
    desk.write('interval = "10m"', *FEED)
    server.answers["/news.xml"] = feed("/a")
    server.answers["/a"] = page("We open in June")
    desk.run(once=False, seconds=3590)
    assert server.asked.count("/news.xml") == 6
    assert desk.clock.time >= START + 3590


@pytest.mark.parametrize("once", [True, False])
def test_a_stopped_watch_loses_nothing_that_was_killed_between_record_and_memory(
    desk: Desk, server: Server, once: bool
) -> None:
    desk.write(*FEED)
    server.answers["/news.xml"] = feed("/a")
    server.answers["/a"] = page("We open in June")
    desk.run()
    lines = (desk.folder / "state").read_bytes().splitlines(keepends=True)
    without = [line for line in lines if b'/a"' not in line]
    (desk.folder / "state").write_bytes(b"".join(without) + b'{"kind": "target", "ke')
    desk.clock.time += 3600
    assert desk.run(once=once, seconds=20) == []
    with desk.record() as record:
        assert len(list(record.reports())) == 1
        assert list(record.verify()) == []


def test_the_memory_does_not_grow_with_what_is_asked(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.watch import journal

    monkeypatch.setattr(journal, "_SLACK", 50)
    desk.write('interval = "1m"', *FEED)
    links = [f"/{number}" for number in range(20)]
    server.answers["/news.xml"] = feed(*links)
    server.answers |= {link: page("We open in June") for link in links[:2]}
    desk.run(once=False, seconds=1200)
    state = desk.folder / "state"
    sizes = []
    for _ in range(4):
        desk.run(once=False, seconds=100 * 60)
        sizes.append(state.stat().st_size)
    assert server.asked.count("/news.xml") > 400
    assert max(sizes) < 50 * 1000
    held = len(state.read_bytes().splitlines())
    assert held < 150
    assert desk.run(once=False, seconds=60) == []
    assert server.asked.count("/0") == 2  # once more after an hour
