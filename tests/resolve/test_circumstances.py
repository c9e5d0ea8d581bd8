"""To whom, when, on what occasion and how something was said."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.resolve import resolve
from onrecord.resolve.dates import days_in
from onrecord.resolve.polarity import polarity
from tests.resolve.marked import marked, resolved

ADDRESSEES = {
    "told somebody named": (
        "Peter Hale came. [s1 Lidia Moreno] [q1 told] Hale [c1 that rain is due].",
        "Peter Hale",
    ),
    "told somebody described": ("[s1 Lidia Moreno] [q1 told] the council [c1 that rain is due].", "council"),
    "told reporters, in the cue": (
        "[s1 Lidia Moreno] [q1 told reporters] [c1 that rain is due].",
        "reporters",
    ),
    "told after the words": (
        "[c1 “Rain is due,”] [s1 Lidia Moreno] [q1 told] the Harlow Gazette.",
        "Harlow Gazette",
    ),
    "asked to do something": ("[s1 Lidia Moreno] [q1 urged] farmers [c1 to sow early].", "farmers"),
    "said to": ("[c1 “Sow early,”] [s1 Lidia Moreno] [q1 said] to Peter Hale.", "Peter Hale"),
    "said": ("[c1 “Sow early,”] [s1 Lidia Moreno] [q1 said] on the stairs.", None),
    "met somebody": (
        "[c1 Rain is due], [s1 Lidia Moreno] [q1 said] as she met with Minister Ivo Dent on 16 February.",
        "Ivo Dent",
    ),
    "told him": ("[s1 Lidia Moreno] [q1 told] him [c1 that rain is due].", None),
}

OCCASIONS = {
    "as she met": (
        "[c1 Rain is due], [s1 Lidia Moreno] [q1 said] as she met with Minister Ivo Dent on 16 February.",
        "meeting with Minister Ivo Dent",
    ),
    "at a briefing": (
        "[s1 Lidia Moreno] [q1 said] at a press briefing on Tuesday [c1 that rain is due].",
        "press briefing",
    ),
    "during a meeting with": (
        "During a meeting with mill owners, [s1 Lidia Moreno] [q1 said] [c1 that rain is due].",
        "meeting with mill owners",
    ),
    "in an interview": ("[s1 Lidia Moreno] [q1 said] in an interview [c1 that rain is due].", "interview"),
    "a meeting inside the content": (
        "[s1 Lidia Moreno] [q1 said] [c1 that it was raised during a meeting with mill owners].",
        None,
    ),
}

DAYS = [
    ("on Tuesday", "2031-05-14", "2031-05-13", "2031-05-13"),
    ("on Wednesday", "2031-05-14", "2031-05-14", "2031-05-14"),
    ("last Wednesday", "2031-05-14", "2031-05-07", "2031-05-07"),
    ("yesterday", "2031-05-14", "2031-05-13", "2031-05-13"),
    ("a day earlier", "2031-03-01", "2031-02-28", "2031-02-28"),
    ("today", "2031-05-14", "2031-05-14", "2031-05-14"),
    ("two weeks ago", "2031-05-14", "2031-04-30", "2031-04-30"),
    ("last week", "2031-05-14", "2031-05-05", "2031-05-11"),
    ("this week", "2031-05-14", "2031-05-12", "2031-05-14"),
    ("earlier this month", "2031-05-14", "2031-05-01", "2031-05-14"),
    ("last month", "2031-01-14", "2030-12-01", "2030-12-31"),
    ("last year", "2031-05-14", "2030-01-01", "2030-12-31"),
    ("on 16 February", "2031-05-14", "2031-02-16", "2031-02-16"),
    ("on 16 June", "2031-05-14", "2030-06-16", "2030-06-16"),
    ("on Feb. 16", "2031-05-14", "2031-02-16", "2031-02-16"),
    ("on February 16, 2029", "2031-05-14", "2029-02-16", "2029-02-16"),
    ("2029-02-16", None, "2029-02-16", "2029-02-16"),
]

NO_DAYS = [
    ("since Tuesday", "2031-05-14"),
    ("next week", "2031-05-14"),
    ("on 31 February", "2031-05-14"),
    ("on 29 February", "2031-05-14"),
    ("on Tuesday", None),
    ("on 16 February", None),
    ("12 of 40", "2031-05-14"),
]


@pytest.mark.parametrize(
    ("text", "wanted"), [pytest.param(*case, id=name) for name, case in ADDRESSEES.items()]
)
def test_addressee(text: str, wanted: str | None) -> None:
    assert resolved(text)[0].addressee == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [pytest.param(*case, id=name) for name, case in OCCASIONS.items()]
)
def test_occasion(text: str, wanted: str | None) -> None:
    assert resolved(text)[0].occasion == wanted


def test_the_opening_occasion_frames_what_its_speaker_says_later() -> None:
    found = resolved(
        "[c1 Rain is due], [s1 Lidia Moreno] [q1 said] at a meeting with Peter Hale on 16 February.\n\n"
        "[c2 “Sow early,”] [s2 Moreno] [q2 said].\n\n[c3 “Late,”] [s3 Hale] [q3 said].",
        published="2031-02-20",
    )
    assert [each.occasion for each in found] == ["meeting with Peter Hale", "meeting with Peter Hale", None]
    assert found[1].said_on is not None
    assert found[1].said_on.earliest == found[1].said_on.latest == "2031-02-16"


@pytest.mark.parametrize(("words", "base", "earliest", "latest"), DAYS)
def test_days(words: str, base: str | None, earliest: str, latest: str) -> None:
    (day,) = days_in(f"she said {words} at noon", date.fromisoformat(base) if base else None)
    assert (day.earliest.isoformat(), day.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize(("words", "base"), NO_DAYS)
def test_words_that_name_no_day_of_saying(words: str, base: str | None) -> None:
    assert not list(days_in(f"she said {words} at noon", date.fromisoformat(base) if base else None))


def test_a_dateline_is_the_day_and_a_publication_date_that_day_or_the_one_before() -> None:
    text = "[c1 Rain is due], [s1 Lidia Moreno] [q1 said]."
    dated = resolved(text, dateline="2031-05-14")[0].said_on
    published = resolved(text, published="2031-05-14T08:00:00Z")[0].said_on
    assert dated is not None and (dated.earliest, dated.latest) == ("2031-05-14", "2031-05-14")
    assert published is not None and (published.earliest, published.latest) == ("2031-05-13", "2031-05-14")
    assert resolved(text)[0].said_on is None


def test_the_words_of_a_date_are_its_evidence() -> None:
    text = "[s1 Lidia Moreno] [q1 said] on Tuesday [c1 that rain is due]."
    found = resolved(text, published="2031-05-14")[0]
    assert found.said_on is not None and found.said_on.text is not None
    assert found.said_on.text.of("Lidia Moreno said on Tuesday that rain is due.") == "on Tuesday"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[s1 The nominee for the May 8 election] [q1 later said] [c1 that rain is due].", None),
        ("[s1 Lidia Moreno], a guest of the 8 May vigil, [q1 said] [c1 that rain is due].", None),
        ("[s1 Lidia Moreno] [q1 praised] Thursday’s vote, [q1 saying] [c1 that rain is due].", None),
        ("[s1 The runner-up in last week's race] [q1 said] [c1 that rain is due].", None),
        ("[s1 Lidia Moreno] [q1 said] at Thursday’s press briefing [c1 that rain is due].", "Thursday"),
        ("[s1 Lidia Moreno] [q1 said] during the May 8 meeting [c1 that rain is due].", "May 8"),
        ("[s1 Lidia Moreno] [q1 said] in a Thursday e-mail [c1 that rain is due].", "Thursday"),
        ("[s1 Lidia Moreno] [q1 said] on the 8th of May in Harlow [c1 that rain is due].", "8th of May"),
    ],
)
def test_the_day_of_another_event_is_not_when_it_was_said(text: str, wanted: str | None) -> None:
    report, quotations = marked(text, published="2031-05-14")
    said_on = resolve(report, quotations)[0].said_on
    assert said_on is not None
    assert (said_on.text and said_on.text.of(report.text)) == wanted
    assert (said_on.earliest == "2031-05-08") == (wanted is not None)


@pytest.mark.parametrize("opening", ["Earlier this year,", "In 2019,", "Years ago,", "Last month,"])
def test_what_was_said_long_ago_is_not_dated_by_the_report(opening: str) -> None:
    found = resolved(f"{opening} [s1 Lidia Moreno] [q1 said] [c1 rain is due].", dateline="2031-05-14")[
        0
    ].said_on
    assert found is None or found.earliest < "2031-05-14"


@pytest.mark.parametrize(
    ("cue", "content", "wanted"),
    [
        ("said", "that rain is due", None),
        ("denied", "that rain is due", "denied"),
        ("did not deny", "that rain is due", "hedged"),
        ("does not believe", "that rain is due", "denied"),
        ("did not say", "whether rain is due", "denied"),
        ("did not say", "when rain is due", "denied"),
        ("declined to say", "whether rain is due", "hypothetical"),
        ("refused to pledge", "to open the pier", "denied"),
        ("never refused to promise", "to open the pier", "hedged"),
        ("refused", "to open the pier", "denied"),
        ("has long refused", "to open the pier", "denied"),
        ("refuses", "to make the tolls public", "denied"),
        ("again refused to pledge", "to publish the survey", "denied"),
        ("declined", "to join the strike", "denied"),
        ("declining", "an honour from the council", "denied"),
        ("refusal", "to sign the treaty", "denied"),
        ("balked", "at a second toll", "denied"),
        ("was unwilling", "to close the pier", "denied"),
        ("stopped short of calling", "the flood a failure of the council", "denied"),
        ("would refuse", "to sign the treaty", "denied"),
        ("refused to deny", "that the pier was closed", "hedged"),
        ("refused to rule out", "a second toll", "hedged"),
        ("declined to comment on", "the date of the launch", "hypothetical"),
        ("ruled out", "a second toll", "denied"),
        ("did not rule out", "a second toll", "hedged"),
        ("did not dispute", "the cost", "hedged"),
        ("has not endorsed", "the treaty", "denied"),
        ("never promised", "to lower the fare", "denied"),
        ("wouldn’t support", "the treaty", "denied"),
        ("would not support", "the treaty", "denied"),
        ("would not say", "when the pier would open", "hypothetical"),
        ("would not like", "to see the fare rise", "denied"),
        ("has no plans", "to sell the yard", "denied"),
        ("did not suggest", "that the survey was wrong", "denied"),
        ("might not accept", "the survey", "hedged"),
        ("not only promised", "to lower the fare", None),
        ("could not agree more", "that the fare is high", None),
        ("does not doubt", "that the pier will open", None),
        ("leave little doubt", "that the pier will open", None),
        ("dismissed", "the survey", "denied"),
        ("doubted", "that the pier would open", "hedged"),
        ("did not respond to", "a request for comment", None),
        ("has not backed down from", "the promise", "hedged"),
        ("asked", "why it rains", "asked"),
        ("asked", "to leave early", None),
        ("asked", "not to leave early", None),
        ("suggested", "that rain is due", "hedged"),
        ("would say", "that rain is due", "hypothetical"),
        ("would like", "to thank farmers", None),
        ("appeared to confirm", "that rain is due", "hedged"),
        ("", "“Rain.”", None),
    ],
)
def test_polarity(cue: str, content: str, wanted: str | None) -> None:
    assert polarity(cue, content) == wanted


@pytest.mark.parametrize(
    "source", ["Neither Ana Brun nor Ivo Dent", "No one in Harlow", "Nobody", "None of them"]
)
def test_what_nobody_said_is_denied(source: str) -> None:
    assert resolved(f"[s1 {source}] [q1 said] [c1 whether rain is due].")[0].polarity == "denied"


@pytest.mark.parametrize("source", ["Noah Brun", "A nobody", "Nonesuch"])
def test_what_somebody_said_is_not_denied(source: str) -> None:
    assert resolved(f"[s1 {source}] [q1 said] [c1 that rain is due].")[0].polarity is None
