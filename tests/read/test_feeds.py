"""Feeds: one report an item; a bad item is skipped by name."""

from __future__ import annotations

import hashlib
import json

import pytest

from onrecord.read import Skip

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Vale Courier</title>
<item><title>Ferry to sail</title><link>https://vale.example/ferry</link><guid>v-1</guid>
<pubDate>Mon, 16 Feb 2026 01:00:00 +0300</pubDate><author>Ann Lee</author>
<description>&lt;p&gt;The ferry will sail.&lt;/p&gt;
&lt;p&gt;“It will,” she said.&lt;/p&gt;</description></item>
<item><title>No text</title><description></description></item>
<item><title>No date</title><description>5 &lt; 6, and the boat is ready.</description></item>
</channel></rss>"""


def test_items_become_reports_and_a_bad_one_is_skipped(reading):
    first, last = reading(RSS, "feed.xml")
    assert first.text == "Ferry to sail\n\nThe ferry will sail.\n“It will,” she said."
    assert (first.name, first.source, first.outlet, first.author) == (
        "v-1",
        "https://vale.example/ferry",
        "Vale Courier",
        "Ann Lee",
    )
    assert first.title.span == (0, 13)
    assert first.published.value == "2026-02-16T01:00:00+03:00"
    assert (last.source, last.published) == (last.name, None)
    assert last.name == f"feed.xml#{last.sha256[:12]}"
    assert last.text == "No date\n\n5 < 6, and the boat is ready."
    assert json.loads(first.data)["title"] == "Ferry to sail"
    assert first.sha256 == hashlib.sha256(first.data).hexdigest()
    assert reading.skips == [Skip("feed.xml, item 2", "an item without text")]


def test_an_item_more_leaves_the_others_as_they_were(reading):
    before = reading(RSS, "feed.xml")
    more = (
        "<item><title>New</title><description>A third boat is due.</description></item>\n<item><title>Ferry"
    )
    new, *after = reading(RSS.replace("<item><title>Ferry", more), "feed.xml")
    assert new.text == "New\n\nA third boat is due."
    assert after == before
    assert len({report.source for report in [new, *after]}) == 3


@pytest.mark.parametrize(
    ("old", "changed"),
    [("Ferry to sail", "Ferry sails"), ("will sail", "sails"), ("16 Feb", "17 Feb"), ("Ann Lee", "Bea Lee")],
)
def test_what_an_item_says_is_in_its_bytes(reading, old, changed):
    first, second = reading(RSS, "feed.xml")
    other, same = reading(RSS.replace(old, changed), "feed.xml")
    assert (other.source, other.name, same) == (first.source, first.name, second)
    assert other.sha256 != first.sha256


def test_atom(reading):
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Vale</title><entry><id>x1</id>
    <title type="html">A &amp;amp; B</title><updated>2026-02-16T01:00:00Z</updated><summary>Short.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.<script>no()</script></p><p>Two.</p></div>
    </content></entry></feed>"""
    report = reading.one(atom, "feed.atom")
    assert report.text == "A & B\n\nOne.\nTwo."
    assert report.published.value == "2026-02-16T01:00:00+00:00"


def test_a_feed_is_never_taken_for_an_address(reading, tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_text(RSS, encoding="utf-8")
    assert reading.why(str(secret), "feed.rss") == "a feed that cannot be parsed"
    assert reading.why("http://127.0.0.1:9/feed", "feed.rss") == "a feed that cannot be parsed"


def test_an_external_entity_is_not_followed(reading, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden", encoding="utf-8")
    feed = (
        f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        "<rss><channel><item><description>a &x; b</description></item></channel></rss>"
    )
    assert "hidden" not in reading.one(feed, "feed.xml").text


@pytest.mark.parametrize(
    "reference", ["&#x110000;", "&#xD800;", "&#0;", "&#99999999999999999999;", "&#xD800"]
)
def test_a_reference_to_no_character_does_not_take_the_feed_along(reading, reference):
    feed = RSS.replace("No date", f"No {reference} date").replace("5 &lt; 6", f"5 {reference} 6")
    reports = reading(feed, "feed.xml")
    assert len(reports) == 2
    assert all(report.text.encode("utf-8") for report in reports)


def test_a_feed_cut_short_gives_what_it_holds(reading):
    (report,) = reading(RSS[: RSS.index("<title>No text")], "feed.rss")
    assert report.text.startswith("Ferry to sail\n\nThe ferry will sail.")


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        ("<rss><channel><title>t</title></channel></rss>", "feed.xml", "a feed without items"),
        ("", "feed.rss", "empty"),
        ("<?xml version='1.0'?><note>hello</note>", "feed.xml", "XML, but neither RSS nor Atom nor XHTML"),
        (b"<rss>\0</rss>", "feed.rss", "binary: NUL byte at 5"),
        ("<rss>" + " " * 8 * 1024 * 1024, "feed.rss", "a feed of more than 8 MiB"),
    ],
)
def test_what_is_not_a_feed_is_named(reading, data, name, why):
    assert reading.why(data, name) == why
