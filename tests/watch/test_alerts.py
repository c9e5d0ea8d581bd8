"""Alerts: found by rules, given once on each channel, whatever stops the watch in between."""

from __future__ import annotations

import email
import email.policy
import json
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from onrecord.core import Extraction, Grade, Report
from tests.cli import fake_pipeline
from tests.watch.conftest import Desk, Server, answer, feed, page

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = ("[[feeds]]", 'url = "SERVER/news.xml"')
ALERT = (
    "[[alerts]]",
    'name = "Marrow on the quay"',
    'speaker = "Ilse Marrow"',
    'topic = "quay"',
    "review = true",
)
DELIVER = ("[deliver]", 'atom = "alerts.xml"', 'mail = "mail"', 'mail_to = "desk@vale.example"')


def entries(desk: Desk) -> list[str]:
    root = ET.parse(desk.folder / "alerts.xml").getroot()
    return [entry.findtext(f"{ATOM}title", "") for entry in root.iter(f"{ATOM}entry")]


def mails(desk: Desk) -> list[Path]:
    return sorted((desk.folder / "mail").glob("*.eml"))


@pytest.fixture
def news(server: Server) -> Server:
    server.answers["/news.xml"] = feed("/a", "/b", "/c")
    server.answers["/a"] = page("The quay opens in June")
    server.answers["/b"] = page("The quay is a mistake", "Tomas Weir")
    server.answers["/c"] = page("The bridge opens in May")
    return server


def test_a_rule_tells_of_a_speaker_on_a_topic_and_of_nothing_else(desk: Desk, news: Server) -> None:
    desk.write(*FEED, *ALERT, *DELIVER)
    lines = [line for line in desk.run() if line.startswith("alert")]
    assert lines == ["alert: Marrow on the quay: Ilse Marrow: “The quay opens in June,”"]
    assert entries(desk) == ["Marrow on the quay: Ilse Marrow: “The quay opens in June,”"]
    (path,) = mails(desk)
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert message["To"] == "desk@vale.example"
    assert message["Subject"] == "Marrow on the quay: Ilse Marrow: “The quay opens in June,”"
    assert f"{news.url}/a" in message.get_content()


def test_an_alert_is_given_once(desk: Desk, news: Server) -> None:
    desk.write('again = ["1h"]', *FEED, *ALERT, *DELIVER)
    desk.run()
    (path,) = mails(desk)
    path.unlink()
    news.answers["/a"] = page("The quay opens in June,” said Ida Rowan. “The quay opens in June")
    desk.clock.time += 4000
    assert [line.split(",")[0] for line in desk.run()] == ["SERVER/a: a new version"]
    assert mails(desk) == []


@pytest.mark.parametrize(
    ("grade", "wanted", "told"), [("record", False, 1), ("review", False, 0), ("review", True, 1)]
)
def test_what_is_not_sure_is_told_only_where_it_is_wanted(
    desk: Desk, news: Server, grade: Grade, wanted: bool, told: int
) -> None:
    def graded(report: Report) -> Extraction:
        found = fake_pipeline.extract(report)
        return replace(found, quotations=tuple(replace(each, grade=grade) for each in found.quotations))

    desk.extract = graded
    desk.write(*FEED, *ALERT[:-1], f"review = {str(wanted).lower()}", *DELIVER)
    desk.run()
    assert len(mails(desk)) == told


def test_the_webhook_is_tried_again_until_it_takes_the_alert(desk: Desk, news: Server) -> None:
    desk.write(*FEED, *ALERT, "[deliver]", 'webhook = "SERVER/hook"')
    news.answers["/hook"] = answer(status=500)
    lines = desk.run()
    (line,) = [line for line in lines if line.startswith("webhook")]
    assert line.startswith("webhook: the server answers 500 Internal Server Error; again in ")
    assert line.endswith(", with 1 alert")
    news.answers["/hook"] = answer(status=204)
    assert desk.run() == []  # too early
    desk.clock.time += 60
    desk.run()
    desk.clock.time += 86_400
    desk.run()
    sent = [json.loads(body) for body in news.bodies]
    assert [each["title"] for each in sent] == [
        "Marrow on the quay: Ilse Marrow: “The quay opens in June,”"
    ] * 2
    assert sent[0] == sent[1]
    assert set(sent[0]) > {"id", "rule", "about", "lines", "source"}


def several(desk: Desk, server: Server, *said: str) -> None:
    """A feed of articles in which Ilse Marrow says these things, and a rule that wants all of it."""
    paths = [f"/{number}" for number in range(len(said))]
    server.answers["/news.xml"] = feed(*paths)
    server.answers |= {path: page(each) for path, each in zip(paths, said, strict=True)}
    rule = ("[[alerts]]", 'name = "Marrow"', 'speaker = "Ilse Marrow"', "review = true")
    desk.write(*FEED, *rule, "[deliver]", 'webhook = "SERVER/hook"', *DELIVER[1:])


SAID = (
    "The eastern quay opens in June",
    "Nobody asked the fishermen of Ansby",
    "Taxes on timber will fall by half",
    "The bridge was never safe for lorries",
)


def test_a_webhook_that_is_dead_costs_a_round_one_request_and_loses_nothing(
    desk: Desk, server: Server
) -> None:
    several(desk, server, *SAID)
    server.answers["/hook"] = answer(status=503)
    lines = desk.run()
    assert server.asked.count("/hook") == 1
    assert lines[-1].endswith(", with 4 alerts")
    assert len(mails(desk)) == len(entries(desk)) == 4
    desk.clock.time += 2 * 86_400
    desk.run()
    server.answers["/hook"] = answer(status=204)
    desk.clock.time += 86_400
    desk.run()
    sent = [json.loads(body) for body in server.bodies]
    assert len(sent) == 6
    assert len({each["id"] for each in sent[2:]}) == 4
    assert len(mails(desk)) == 4


def test_an_alert_that_a_webhook_refuses_holds_up_no_other(desk: Desk, server: Server) -> None:
    def choosy(request: BaseHTTPRequestHandler) -> None:
        refused = b"timber" in server.bodies[-1]
        answer(status=400 if refused else 204)(request)

    several(desk, server, *SAID)
    server.answers["/hook"] = choosy
    lines = [line for line in desk.run() if line.startswith("webhook")]
    assert server.asked.count("/hook") == 4
    for _ in range(12):
        desk.clock.time += 86_400
        lines += [line for line in desk.run() if line.startswith("webhook")]
    assert len(lines) == 10
    assert lines[-1] == "webhook: the server answers 400 Bad Request; given up"
    assert server.asked.count("/hook") == 4 + 9


def test_what_waits_for_a_dead_webhook_is_given_up_after_a_week(desk: Desk, server: Server) -> None:
    several(desk, server, *SAID[:2])
    server.answers["/hook"] = answer(status=500)
    desk.run()
    desk.clock.time += 8 * 86_400
    assert desk.run()[-1] == "webhook: 2 alerts given up after a week"
    asked = server.asked.count("/hook")
    desk.clock.time += 8 * 86_400
    desk.run()
    assert server.asked.count("/hook") == asked


@pytest.mark.parametrize("channel", ["atom", "mail"])
def test_a_channel_that_cannot_be_written_is_told_and_filled_later(
    desk: Desk, news: Server, channel: str
) -> None:
    desk.write(*FEED, *ALERT, *DELIVER)
    blocked = desk.folder / {"atom": "alerts.xml", "mail": "mail"}[channel]
    blocked.mkdir() if channel == "atom" else blocked.write_text("no folder", "utf-8")
    (line,) = [line for line in desk.run() if line.startswith(channel)]
    assert line.startswith(f"{channel}: {blocked}")
    assert line.endswith(", with 1 alert")
    assert len(mails(desk)) if channel == "atom" else entries(desk)
    blocked.rmdir() if channel == "atom" else blocked.unlink()
    desk.clock.time += 3600
    assert [line for line in desk.run() if line.startswith((channel, "alert"))] == []
    assert len(mails(desk)) == len(entries(desk)) == 1


def test_a_remark_is_told_once_whoever_reports_it(desk: Desk, server: Server) -> None:
    remark = "The eastern quay of Ansby will not open before the end of June"
    several(desk, server, remark, remark, SAID[1])
    assert sum(line.startswith("alert") for line in desk.run()) == 2
    server.answers["/news.xml"] = feed("/0", "/1", "/2", "/3", "/4")
    server.answers |= {"/3": page(f"{remark}, and perhaps later"), "/4": page(SAID[2])}
    desk.clock.time += 3600
    (line,) = [line for line in desk.run() if line.startswith("alert")]
    assert SAID[2] in line
    # Another text of a report that was not told of itself.
    server.answers["/1"] = page(f"{remark},” said Ida Rowan. “Nobody knows")
    desk.write('again = ["1h", "2h"]', *(desk.folder / "feeds.toml").read_text("utf-8").splitlines()[1:])
    desk.clock.time += 86_400
    assert not [line for line in desk.run() if line.startswith("alert") and "quay" in line]


def test_a_webhook_on_a_private_address_or_elsewhere_is_not_sent_to(desk: Desk, news: Server) -> None:
    desk.write(*FEED, *ALERT, "[deliver]", 'webhook = "SERVER/hook"')
    news.answers["/hook"] = answer(status=307, Location="/other")
    assert "the server answers 307" in desk.run()[-1]
    desk.clock.time += 3600
    assert "is not an address on the public internet" in desk.run(allow_private=False)[-1]
    assert "/other" not in news.asked


def test_a_report_added_before_a_kill_is_still_told_of(desk: Desk, news: Server, monkeypatch) -> None:
    from onrecord.watch import alerting

    def killed(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    desk.write(*FEED, *ALERT, *DELIVER)
    with monkeypatch.context() as patch:
        patch.setattr(alerting, "alerts", killed)
        with pytest.raises(KeyboardInterrupt):
            desk.run()
    assert mails(desk) == []
    desk.run()
    assert len(mails(desk)) == 1


def test_a_speaker_of_whom_nobody_has_heard_is_no_error(desk: Desk, news: Server) -> None:
    rules = [
        line
        for about in ("quotation", "contradiction", "overdue")
        for line in (
            "[[alerts]]",
            f'name = "{about}"',
            f'about = "{about}"',
            'speaker = "Nobody Known"',
            'topic = "quay"',
        )
    ]
    desk.write(*FEED, *rules, *DELIVER)
    assert not [line for line in desk.run() if line.startswith("alert")]


def test_a_commitment_is_told_of_when_it_is_overdue(desk: Desk, server: Server) -> None:
    from onrecord import pipeline

    story = (
        "<p>ANSBY, 3 March 2030 — The harbour of Ansby has been under repair since the storm.</p>"
        "<p>“We will reopen the eastern quay by 31 March 2030,” said Ilse Marrow, the minister.</p>"
    )
    head = '<meta property="article:published_time" content="2030-03-03T10:00:00Z"><title>Quay</title>'
    server.answers["/news.xml"] = feed("/a")
    server.answers["/a"] = answer(f"<html><head>{head}</head><body><article>{story}</article></body></html>")
    desk.extract = pipeline.extract
    rule = ("[[alerts]]", 'name = "Late"', 'about = "overdue"', 'topic = "quay"', "review = true")
    desk.write('interval = "1d"', *FEED, *rule, *DELIVER)
    desk.clock.time = 1_898_800_000.0  # 3 March 2030
    assert not [line for line in desk.run() if line.startswith("alert")]
    desk.clock.time += 40 * 86_400
    lines = [line for line in desk.run() if line.startswith("alert")]
    assert len(lines) == 1
    assert "overdue" in lines[0]
    desk.clock.time += 86_400
    assert not [line for line in desk.run() if line.startswith("alert")]


def test_a_contradiction_is_told_with_the_words_of_both(desk: Desk, server: Server) -> None:
    from onrecord import pipeline

    def report(day: int, said: str) -> object:
        published = f"2030-03-{day:02}T10:00:00Z"
        head = f'<meta property="article:published_time" content="{published}"><title>Quay</title>'
        story = f"<p>The harbour of Ansby has been under repair since the storm.</p><p>{said}</p>"
        return answer(f"<html><head>{head}</head><body><article>{story}</article></body></html>")

    desk.extract = pipeline.extract
    rule = ("[[alerts]]", 'name = "U-turn"', 'about = "contradiction"', 'speaker = "Ilse Marrow"')
    desk.write(*FEED, *rule, 'topic = "toll"', "review = true", *DELIVER)
    server.answers["/news.xml"] = feed("/a")
    server.answers["/a"] = report(3, "“We will raise the harbour toll for fishing boats,” said Ilse Marrow.")
    assert not [line for line in desk.run() if line.startswith("alert")]
    server.answers["/news.xml"] = feed("/b", "/a")
    server.answers["/b"] = report(
        9, "“We will not raise the harbour toll for fishing boats,” said Ilse Marrow."
    )
    desk.clock.time += 3600
    (line,) = [line for line in desk.run() if line.startswith("alert")]
    assert line.startswith("alert: U-turn: Ilse Marrow, possibly reversed: ")
    (path,) = mails(desk)
    body = email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_content()
    assert "We will raise the harbour toll" in body
    assert "We will not raise the harbour toll" in body
