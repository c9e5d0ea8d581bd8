"""What somebody speaks of: words used often here and seldom in news."""

from __future__ import annotations

import pytest

from onrecord.serve.topics import Topic, topics


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], ()),
        (["The harbour toll is due."], ()),
        (["The toll is due.", "Tolls were paid."], (Topic("toll", 2),)),
        (["Orra toll", "Orra tolls", "the Orra"], (Topic("Orra", 3), Topic("toll", 2))),
        (["It was said.", "It was said."], ()),
        (["40 and 50", "40 and 50"], ()),
        (["toll toll toll", "no"], ()),
    ],
)
def test_topics(said: list[str], expected: tuple[Topic, ...]) -> None:
    assert topics(said) == expected


def test_a_speaker_s_own_name_is_no_topic_and_there_is_an_end() -> None:
    said = ["Holt of Tarn on ferries, quays, locks and dredging"] * 2
    assert "Holt" not in {topic.word for topic in topics(said, without=["Ida", "Holt"])}
    assert len(topics(said, most=2)) == 2
