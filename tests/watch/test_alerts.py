"""Alerts: found by rules, given once on each channel, whatever stops the watch in between."""

from __future__ import annotations

import email
import email.policy
import json
from dataclasses import replace
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
    assert lines[-1].startswith("webhook: the server answers 500 Internal Server Error; again in")
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
