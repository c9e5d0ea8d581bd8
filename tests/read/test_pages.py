"""HTML: the story's text, a newline between paragraphs, and what the page says about itself."""

from __future__ import annotations

import json

import pytest

PARAGRAPHS = (
    "<p>The ferry between the islands will sail again in spring, the minister said on Wednesday.</p>"
    "<p>“We signed the contract this morning,” she told reporters, “and the boats are ready to go.”</p>"
    "<p>The council had asked for a larger boat, and for one that does not stop when it blows.</p>"
)
LINES = [
    "The ferry between the islands will sail again in spring, the minister said on Wednesday.",
    "“We signed the contract this morning,” she told reporters, “and the boats are ready to go.”",
    "The council had asked for a larger boat, and for one that does not stop when it blows.",
]


def page(body: str = PARAGRAPHS, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>"


def json_ld(content: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(content)}</script>'


def test_paragraphs_are_lines(reading):
    assert reading.one(page(), "page.html").text.split("\n") == LINES


def test_the_headline_stands_above_the_text_once(reading):
    head = (
        '<meta property="og:title" content="Ferry to sail | Vale Courier">'
        '<meta property="og:site_name" content="Vale Courier">'
    )
    for body in (PARAGRAPHS, f"<article><h1>Ferry to sail</h1>{PARAGRAPHS}</article>"):
        report = reading.one(page(body, head), "page.html")
        assert report.text.split() == ["Ferry", "to", "sail", *" ".join(LINES).split()]
        assert report.title.value == "Ferry to sail"
        assert report.title.span == (0, 13)
        assert report.outlet == "Vale Courier"


def test_json_ld_comes_before_meta_tags(reading):
    head = json_ld(
        {
            "@graph": [
                {"@type": "WebSite", "name": "Elsewhere"},
                {
                    "@type": ["NewsArticle"],
                    "headline": "Ferry &amp; boats",
                    "datePublished": "2026-02-16T10:00:00+01:00",
                    "author": [{"name": "Ann Lee"}, {"name": "Bo Dunn"}],
                    "publisher": {"name": "Vale Courier"},
                },
            ]
        }
    ) + (
        '<meta property="og:title" content="Other"><meta name="author" content="Other">'
        '<meta property="article:published_time" content="2020-01-01">'
    )
    report = reading.one(page(head=head), "page.html")
    assert report.title.value == "Ferry & boats"
    assert report.published.value == "2026-02-16T10:00:00+01:00"
    assert (report.outlet, report.author) == ("Vale Courier", "Ann Lee, Bo Dunn")


@pytest.mark.parametrize(
    "script",
    [
        "{broken",
        "[" * 50_000,
        "null",
        '{"@type": 3}',
        '{"@type": "NewsArticle", "headline": ["a"], "author": 5}',
        "",
    ],
)
def test_broken_json_ld_leaves_the_meta_tags(reading, script):
    head = (
        f'<script type="application/ld+json">{script}</script><meta name="headline" content="Ferry to sail">'
    )
    report = reading.one(page(head=head), "page.html")
    assert report.title.value == "Ferry to sail"


@pytest.mark.parametrize(
    ("body", "published"),
    [
        (
            "<article><time datetime='2026-02-16'>16 Feb</time>" + PARAGRAPHS + "</article>",
            "2026-02-16",
        ),
        ("<article>" + PARAGRAPHS + "</article><footer>Updated 2011-01-01</footer>", None),
        ("<article>" + PARAGRAPHS + "<p>It stopped on 5 May 2011.</p></article>", None),
    ],
)
def test_a_date_on_the_page_counts_only_as_the_date_of_the_page(reading, body, published):
    report = reading.one(page(body), "page.html")
    assert (report.published and report.published.value) == published


def test_scripts_and_navigation_are_no_text(reading):
    menu = "<nav><a href='/'>Home</a></nav><script>say('“Never”')</script><style>p{}</style>"
    body = f"{menu}{PARAGRAPHS}<footer>© Vale</footer>"
    assert reading.one(page(body), "page.html").text.split("\n") == LINES


def test_broken_markup_loses_no_text(reading):
    body = (
        "<div><p>The minister <b>said <i>on Wednesday that boats would sail.<p>A second & last line <table>"
    )
    text = reading.one(page(body), "page.html").text
    assert "The minister said on Wednesday that boats would sail." in text
    assert "A second & last line" in text


def test_the_declared_encoding_is_used(reading):
    text = "Minister powiedział w środę, że wrócą."
    markup = f'<html><head><meta charset="iso-8859-2"></head><body><p>{text}</p></body></html>'
    assert reading.one(markup.encode("iso-8859-2"), "page.html").text == text


def test_the_site_is_the_outlet_where_the_page_names_none(reading):
    assert reading.one(page(), "page.html", "https://www.vale.example/ferry").outlet == "vale.example"
    assert reading.one(page(), "page.html").outlet is None
    assert reading.one(page(), "page.html", "http://[broken/").outlet is None


@pytest.mark.parametrize("charset", ["hex", "idna", "undefined", "unicode_escape", "none-such"])
def test_a_declared_encoding_that_is_none_is_ignored(reading, charset):
    text = "Die Fähre fährt wieder über den Fluß, erklärte die Ministerin am Mittwoch."
    markup = f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'
    assert reading.one(markup.encode("cp1252"), "page.html").text == text


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ("<html><body><script>x</script></body></html>", "a page without text"),
        ("<html></html>", "a page without text"),
        ("", "empty"),
        ("<p>a" + " " * 8 * 1024 * 1024, "a page of more than 8 MiB of markup"),
    ],
)
def test_a_page_that_cannot_be_read_is_named(reading, markup, why):
    assert reading.why(markup, "page.html") == why


def test_markup_that_nests_without_end_is_survived(reading):
    reading(page("<div>" * 100_000 + "some text"), "page.html")
    assert len(reading.skips) <= 1


def test_a_lone_surrogate_in_markup_can_be_stored(reading):
    report = reading.one(
        page("<p>A bad &#xD800; reference, and enough words to make a report.</p>"), "page.html"
    )
    assert report.text.encode("utf-8")
