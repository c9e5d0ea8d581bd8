"""FEEDS.toml: what it may say, and one line with the key's name for what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord import watch
from onrecord.watch.settings import Channels, Rule, Source

WHOLE = """
contact = "desk@vale.example"
interval = "1h"
again = ["1d", "90m"]
[[feeds]]
url = "https://courier.example/news.xml"
[[feeds]]
url = "https://harbour.example/releases.atom"
interval = "6h"
articles = false
[[pages]]
url = "https://harbour.example/statement"
[[alerts]]
name = "Marrow"
speaker = "Ilse Marrow"
[deliver]
mail = "outbox"
mail_to = "desk@vale.example"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "feeds.toml"


def test_a_whole_file_is_read(path: Path) -> None:
    path.write_text(WHOLE, encoding="utf-8")
    settings = watch.load(path)
    assert settings.sources == (
        Source("https://courier.example/news.xml", "feed", 3600.0),
        Source("https://harbour.example/releases.atom", "feed", 21600.0, articles=False),
        Source("https://harbour.example/statement", "page", 3600.0),
    )
    assert settings.again == (5400.0, 86400.0)
    assert settings.rules == (Rule("Marrow", "quotation", "Ilse Marrow", None, review=False),)
    assert settings.channels == Channels(mail=path.parent / "outbox", mail_to="desk@vale.example")
    assert (settings.delay, settings.timeout, settings.max_bytes) == (5.0, 20.0, 10 * 1024 * 1024)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("contact", "contect", "contact: is missing"),
        ('"desk@vale.example"\ni', '"the desk"\ni', "contact: 'the desk' is no e-mail or web address"),
        ('"1h"', '"an hour"', "interval: 'an hour' is no length of time"),
        ('"1h"', "60", "interval: must be a length of time"),
        ('"1h"', '"10s"', "interval: is less than a minute"),
        ('["1d"', "[1", "again: 1 is no length of time"),
        ("articles = false", "articles = 0", "[[feeds]] 2: articles: must be true or false"),
        ("articles = false", "article = false", "[[feeds]] 2: article: no such key"),
        ("[[pages]]", "[pages]", "pages: must be tables: [[pages]]"),
        ("[[pages]]", "[[page]]", "page: no such key"),
        ("https://harbour.example/statement", "harbour.example", "[[pages]] 1: url: 'harbour.example' is no"),
        ("https://harbour.example/statement", "http://a:b@c.example", "is no address such as"),
        (
            "harbour.example/statement",
            "courier.example/news.xml",
            "feeds: https://courier.example/news.xml is",
        ),
        ('speaker = "Ilse Marrow"', "", "[[alerts]] 1: speaker: is missing"),
        ('speaker = "Ilse Marrow"', 'speaker = " "', "[[alerts]] 1: speaker: is empty"),
        (
            'name = "Marrow"',
            'about = "said"\nname = "x"',
            "about: 'said' is none of quotation, contradiction",
        ),
        ('name = "Marrow"', 'about = "contradiction"\nname = "x"', "about: a contradiction needs a speaker"),
        ('mail = "outbox"\nmail_to = "desk@vale.example"', "", "deliver: there are [[alerts]] and nowhere"),
        ('mail_to = "desk@vale.example"', "", "[deliver]: mail_to: is missing"),
        (
            'mail = "outbox"',
            'webhook = "ftp://x.example"',
            "[deliver]: webhook: 'ftp://x.example' is no address",
        ),
        ("[deliver]", "[deliver", "not TOML"),
    ],
)
def test_what_cannot_be_meant_is_one_line_with_its_key(path: Path, old: str, new: str, message: str) -> None:
    assert old in WHOLE
    path.write_text(WHOLE.replace(old, new), encoding="utf-8")
    with pytest.raises(watch.SettingsError) as error:
        watch.load(path)
    assert str(error.value).startswith(str(path))
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_a_mistyped_key_is_told_what_it_may_have_been(path: Path) -> None:
    path.write_text(WHOLE.replace("interval", "intervall", 1), encoding="utf-8")
    with pytest.raises(watch.SettingsError) as error:
        watch.load(path)
    assert error.value.hint == "did you mean interval?"


def test_nothing_to_watch_is_an_error(path: Path) -> None:
    path.write_text('contact = "desk@vale.example"\n', encoding="utf-8")
    with pytest.raises(watch.SettingsError, match=r"there is no \[\[feeds\]\]"):
        watch.load(path)
