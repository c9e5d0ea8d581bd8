"""A report and its twin, of the same words, are resolved alike; names come in NFC and plain characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import pytest

from lab.corpus.gold import load_all
from onrecord.core import Fact, Quotation, Report, Span, Speaker, plain
from onrecord.resolve import resolve
from onrecord.resolve.layout import Layout
from onrecord.resolve.names import headlines
from tests.core.twins import TWINS, solid, words
from tests.resolve.marked import marked

MEETING = """Quay at Orlö to open, minister says

[s1 Transport Minister Zoë Brénner] [q1 told] Håkon Åse on Tuesday [c1 that the quay at Orlö was ready].

[c2 “The cranes work,”] [s2 she] [q2 said] during a meeting with Mayor Rémy Dûval. [c3 “The crews are.”]

[s4 Brénner] [q4 denied] [c4 that the power was late]. [s5 Ádébáyọ̀ Lind, \
the harbour master,] [q5 said] on 2 May [c5 it was].

[s6 The harbour master] [q6 asked] [c6 whether it would last]. [s7 He] [q7 told the Nørre Süd council] \
[c7 it would].
"""

FAR = """[c1 Rain is due], [s1 Lidia Moreno] [q1 said].

The quay was closed.

[c2 It will not last], [s2 she] [q2 said].
"""


def _golds() -> list[tuple[Report, list[Quotation]]]:
    return [
        (
            Report(gold.text, gold.doc, gold.doc, published=Fact("2031-05-14")),
            [
                Quotation(r.id, r.type, r.content, r.source, r.cue, nested_in=r.nested_in)
                for r in gold.relations
            ],
        )
        for gold in load_all()
    ]


REPORTS = {report.name: (report, quotations) for report, quotations in _golds()}
REPORTS["meeting"] = marked(MEETING, published="2031-05-14")
REPORTS["far"] = marked(FAR)


def twin_of(report: Report, quotations: Sequence[Quotation], text: str) -> tuple[Report, list[Quotation]]:
    """The report with its twin's text, and the quotations where they stand there."""
    there = solid(text)
    number = {at: i for i, at in enumerate(solid(report.text))}
    assert len(number) == len(there)

    def moved(spans: Sequence[Span]) -> tuple[Span, ...]:
        inside = [[number[i] for i in range(*span) if i in number] for span in spans]
        return tuple(Span(there[each[0]], there[each[-1]] + 1) for each in inside)

    return replace(report, text=text), [
        replace(each, content=moved(each.content), source=moved(each.source), cue=moved(each.cue))
        for each in quotations
    ]


def told(text: str, quotations: Sequence[Quotation]) -> list[tuple[object, ...]]:
    """All that resolving found, offsets as the number of characters with words before them."""
    before = {at: i for i, at in enumerate(solid(text))}

    def reason(words: str) -> tuple[object, ...]:
        start, _, offset = words.rpartition(" at ")
        return (start, before[int(offset)]) if offset.isdigit() else (words,)

    def who(speaker: Speaker) -> tuple[object, ...]:
        bare = replace(speaker, reason="", members=())
        return bare, reason(speaker.reason), tuple(who(member) for member in speaker.members)

    return [
        (
            each.speaker and who(each.speaker),
            each.addressee,
            each.occasion,
            each.said_on and (each.said_on.earliest, each.said_on.latest),
            each.said_on and each.said_on.text and words(*each.said_on.text, text),
            each.polarity,
        )
        for each in quotations
    ]


@pytest.mark.parametrize("twin", TWINS)
@pytest.mark.parametrize("name", REPORTS)
def test_twins_are_resolved_alike(name: str, twin: str) -> None:
    report, quotations = REPORTS[name]
    other, moved = twin_of(report, quotations, TWINS[twin](report.text))
    found = resolve(other, moved)
    assert [(each.content, each.source, each.cue) for each in found] == [
        (each.content, each.source, each.cue) for each in moved
    ]
    assert told(other.text, found) == told(report.text, resolve(report, quotations))


@pytest.mark.parametrize("twin", TWINS)
def test_names_are_shown_with_accents_and_in_plain_characters(twin: str) -> None:
    report, quotations = REPORTS["meeting"]
    found = resolve(*twin_of(report, quotations, TWINS[twin](report.text)))
    lind = unicodedata.normalize("NFC", "Ádébáyọ̀ Lind")
    assert [each.speaker and each.speaker.name for each in found] == [*["Zoë Brénner"] * 4, *[lind] * 3]
    assert found[0].addressee == "Håkon Åse"
    assert [each.addressee for each in found[1:3]] == ["Rémy Dûval"] * 2
    assert found[1].occasion == "meeting with Mayor Rémy Dûval"
    assert found[6].addressee == "Nørre Süd council"


def test_a_headline_is_one_whatever_white_space_follows_it() -> None:
    longest = " ".join(["Quay"] * 40) + "s"
    assert len(longest) == 200
    for tail in ("", " ", "\n", "\n\n", "  \n  \nRain is due."):
        assert [span.start for span in headlines(Layout(longest + tail))] == [0]
        assert not headlines(Layout(longest + "s" + tail))


def test_credits_are_compared_as_they_are_seen() -> None:
    report, quotations = marked("[c1 The dam\u00a0is safe], [s1 Vel\u200bnews] [q1 reported].")
    credited = replace(report, credited=(Fact("Vel\u200bnews"),))
    assert [each.speaker and each.speaker.kind for each in resolve(credited, quotations)] == ["organisation"]


@pytest.mark.parametrize("unseen", ["\u200b", "\U0001f600", "\u0301"])
def test_what_cannot_be_seen_is_nobody_and_says_nothing(unseen: str) -> None:
    text = f"“Rain,” said Ana Brun. {unseen}"
    quotations = [
        Quotation("a", "direct", (Span(0, 7),), (Span(13, 21),), (Span(8, 12),)),
        Quotation("b", "direct", (Span(len(text) - 1, len(text)),), (Span(len(text) - 1, len(text)),)),
    ]
    assert plain(text).text.startswith("“Rain,” said Ana Brun.")
    first, second = resolve(Report(text, "a.txt", "a.txt"), quotations)
    assert first.speaker is not None
    assert second == quotations[1]
