"""What stands around a story is found as spans and stays in the text."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Span
from onrecord.read import read, read_text
from onrecord.read.frame import Known, frame_of
from tests.read.conftest import STORY

AGAIN = "Ferry to sail again"


@pytest.mark.parametrize("name", ["000_aaf24a12426d735c", "001_7e987dea34e74f3a", "004_36a2b53965ebcd2e"])
def test_the_frame_of_real_reports_is_that_of_the_gold(shared, name):
    gold = json.loads((shared / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    (report,) = read(shared / "reports" / f"{name}.txt")
    assert [list(span) for span in report.boilerplate] == gold["boilerplate"]
    assert (report.published and report.published.value) == gold["published"]
    assert (report.title and report.title.value) == gold["title"]
    assert [credit.value for credit in report.credited] == gold["outlet_credited"]
    assert report.language == "en"


def test_the_real_reports_without_gold(shared):
    rewrite, reportage = (next(read(path)) for path in sorted((shared / "reports").iterdir())[2:4])
    assert (rewrite.title, rewrite.published, rewrite.boilerplate) == (None, None, ())
    assert len(rewrite.credited) == 1
    assert reportage.published is not None
    assert (reportage.title, reportage.credited, reportage.boilerplate) == (None, (), (Span(0, 17),))


@pytest.mark.parametrize(
    ("head", "title", "published"),
    [
        ("Ferry to sail again in spring\n\n", "Ferry to sail again in spring", None),
        ("Ferry to Sail Again in Spring.\n\n", "Ferry to Sail Again in Spring.", None),
        ("Will the ferry ever sail again?\n\n", "Will the ferry ever sail again?", None),
        ("Orrel: Spring Is Near\n16 February 2026\n\n", "Orrel: Spring Is Near", "2026-02-16"),
        ("12.40 VMK\n0.91 KSD\nFerry to sail again\n\n", AGAIN, None),
        ("Vale Courier\nPublished: May 11, 2025\nFerry to sail again\n\n", AGAIN, "2025-05-11"),
        ("Ferry to sail again\nVale Courier, 9 October 2025\n\n", AGAIN, "2025-10-09"),
        ("Ferry to sail again\nPosted on Mon, 3 May 2021 at 10:30\n\n", AGAIN, "2021-05-03"),
        ("Updated: 3 May 2021\n\n", None, None),
        ("03.05.2021\n\n", None, "2021-05-03"),
        ("03/05/2021\n\n", None, None),  # the third of May or the fifth of March
        (" date 2026-02-16 ", None, "2026-02-16"),
        ("date: 2026-02-16\n", None, "2026-02-16"),
        ("\ufeff date 2026-02-16 ", None, "2026-02-16"),
        ("The council met on Monday.\n\n", None, None),
        ("The council met on Monday to discuss the harbour dues and\n", None, None),
    ],
)  # fmt: skip
def test_headline_and_publication_date(head, title, published):
    report = read_text(head + STORY)
    assert (report.title and report.title.value) == title
    assert (report.published and report.published.value) == published


@pytest.mark.parametrize(
    ("opening", "known", "place", "day", "credited"),
    [
        ("PORT LEAM, March 4 (Merrow Press) - ", "2025-03-05", "PORT LEAM", "2025-03-04", ["Merrow Press"]),
        ("PORT LEAM, March 4 (Merrow Press) - ", None, "PORT LEAM", None, ["Merrow Press"]),
        ("PORT LEAM, 31 Dec (Merrow Press) — ", "2026-01-01", "PORT LEAM", "2025-12-31", ["Merrow Press"]),
        ("PORT LEAM, March 4 (Merrow Press) - ", "2025-01-05", "PORT LEAM", None, ["Merrow Press"]),
        ("PORT LEAM, Isles, 4 March 2025 (Lorn News) -- ", None, "PORT LEAM", "2025-03-04", ["Lorn News"]),
        ("PORT LEAM. March 4, 2025. /MERROW/. ", None, "PORT LEAM", "2025-03-04", ["MERROW"]),
        ("Port Leam (Reuters) — ", None, "Port Leam", None, ["Reuters"]),
        ("PORT LEAM — ", None, "PORT LEAM", None, []),
        ("Port Leam — ", None, None, None, []),  # "Rain — much rain" looks the same
        ("The boat — ", None, None, None, []),
    ],
)  # fmt: skip
def test_dateline(opening, known, place, day, credited):
    report = frame_of(opening + STORY, Known(published=known))
    assert (report.place and report.place.value) == place
    assert (report.dateline and report.dateline.value) == day
    assert [credit.value for credit in report.credited] == credited


@pytest.mark.parametrize(
    ("sentence", "credited"),
    [
        ("BelTA reported the remarks.", ["BelTA"]),
        ("The talks went well, as reported by BELTA.", ["BelTA"]),
        ("The talks went well, Merrow Press reported.", ["Merrow Press"]),
        ("As Merrow Press reports, the talks went well.", ["Merrow Press"]),
        ("The talks went well, according to the news agency Lorn.", ["Lorn"]),
        ("The talks went well, the Lorn news agency said.", ["Lorn"]),
        ("The Velmoran news agency Lorn was there.", []),
        ("“It went well,” she told the Vale Courier.", ["Vale Courier"]),
        (
            "The Northern News Agency reported it. The Northern News Agency wrote more.",
            ["Northern News Agency"],
        ),
        ("The ministry reported forty cases, according to the minister.", []),
        ("The National Police Agency reported forty cases.", []),
        ("The Velmoran news agency did not say.", []),
        ("She told Parliament so, and Anna Reed reported it.", []),
    ],
)
def test_credits(sentence, credited):
    report = read_text(f"The ferry will sail again in spring. {sentence}\n")
    assert [credit.value for credit in report.credited] == credited


@pytest.mark.parametrize(
    "line",
    [
        "Source: Office of the President",
        "Источник: пресс-служба",
        "Share this article",
        "Subscribe to our newsletter.",
        "© 2026 Vale Courier",
        "Copyright 2026 Vale Courier. All rights reserved.",
        "Photo: Vale Courier",
        "(Reporting by Ann Lee; editing by Bo Dunn)",
        "The post Ferry to sail appeared first on Vale Courier.",
        "Read more: Ferry fares to rise",
    ],
)
def test_furniture_is_marked_wherever_it_stands(line):
    report = read_text(f"{STORY}\n{line}\n\n{STORY}")
    assert [span.of(report.text) for span in report.boilerplate] == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Share of exports rose to 40 per cent, the bank said.",
        "Source: I saw nothing that day.",
        "Copyright law will change in spring, the minister said.",
        "Photography is a hobby of hers.",
        "1945",
        "2.31 metres",
    ],
)
def test_what_only_looks_like_furniture_is_story(line):
    assert read_text(f"{STORY}\n{line}\n\n{STORY}").boilerplate == ()


@pytest.mark.parametrize(
    "line", ["3.69 BYN", "EUR/USD 1.0832 +0.12%", "$71.20 ▲ 0.4%", "14 °C", "Brent 71.20"]
)
def test_a_ticker_above_the_headline_is_marked(line):
    report = read_text(f"{line}\nFerry to sail again in spring\n\n{STORY}")
    assert [span.of(report.text) for span in report.boilerplate] == [line]
    assert report.title.value == "Ferry to sail again in spring"


@pytest.mark.parametrize("line", ["1945", "G7 meets", "40 years on", "3 BYN for 1 loaf", "Ten to one"])
def test_a_line_with_words_or_a_bare_number_is_no_ticker(line):
    assert read_text(f"{line}\n\n{STORY}").boilerplate == ()


def test_a_byline_is_the_author():
    report = read_text(f"Ferry to sail again in spring\nBy Ann Lee, Political Correspondent\n\n{STORY}")
    assert report.author == "Ann Lee"
    assert [span.of(report.text) for span in report.boilerplate] == ["By Ann Lee, Political Correspondent"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (STORY, "en"),
        ("Министр сообщил, что паромная переправа между островами откроется весной.", "ru"),
        ("Der Minister erklärte am Mittwoch, dass die Fähre im Frühling wieder fahren werde.", "de"),
        ("Rain is due.", None),
        ("3.69 BYN " * 50, None),
    ],
)
def test_language(text, language):
    assert read_text(text).language == language


def test_months_are_read_in_the_language_of_the_report():
    text = "16 февраля 2026\n\nМинистр сообщил, что паромная переправа между островами откроется весной."
    assert read_text(text).published.value == "2026-02-16"


pieces = st.sampled_from(
    ["\n", "\n\n", "\r\n", " ", " date 2026-02-16 ", "Source: Lorn", "By Ann Lee", "16 May 2026", "3.69 BYN",
     "PORT LEAM, March 4 (Lorn) — ", "told the Vale Courier", " news agency", "Reuters reported", "(", "/",
     "—", "Vale Courier, 9 October 2025", "\ufeff", "Title Line Here", STORY]
)  # fmt: skip


@given(st.lists(st.one_of(pieces, st.text(max_size=20)), max_size=25).map("".join))
def test_every_span_lies_in_the_text_and_says_what_it_claims(text):
    frame = frame_of(text, Known())
    for fact in (frame.title, frame.published, frame.dateline, frame.place, *frame.credited):
        if fact is not None:
            assert fact.span is not None
            assert 0 <= fact.span.start < fact.span.end <= len(text)
    for fact in (frame.title, frame.place):
        assert fact is None or fact.span.of(text) == fact.value
    for first, second in zip(frame.boilerplate, frame.boilerplate[1:], strict=False):
        assert first.end <= second.start
    assert all(0 <= span.start < span.end <= len(text) for span in frame.boilerplate)


@pytest.mark.parametrize(
    "unit", ["a", "A ", "told The ", "(A ", " — ", "a\n", "1.5 EUR\n", "/", "Title Of This\n", " reported"]
)
def test_two_million_characters_take_no_longer_than_their_head(unit):
    frame_of(STORY, Known())  # loads the language model
    text = unit * (2_000_000 // len(unit))
    started = time.process_time()
    frame_of(text, Known())
    assert time.process_time() - started < 1.0


def test_a_line_of_fifty_megabytes_is_read(reading):
    started = time.process_time()
    report = reading.one(b"word " * 10_000_000)
    assert len(report.text) == 50_000_000
    assert time.process_time() - started < 5.0
