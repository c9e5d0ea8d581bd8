"""Which contents are about the words asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.topics import about


@pytest.mark.parametrize(
    ("words", "content", "is_about"),
    [
        ("toll", "The tolls are too high.", True),
        ("harbour toll", "The toll at the harbour is fair.", True),
        ("harbor toll", "The toll at the harbour is fair.", True),
        ("harbour toll", "The toll on the bridge is fair.", False),
        ("ferry fare increase", "The ferry fare will not go up.", True),
        ("sovereignty", "We are a sovereign state.", True),
        ("economy", "Our economic ties are close.", True),
        ("contract", "The contrast is great.", False),
        ("port", "The report is out.", False),
        ("Belarus Russia relations", "No force can part Belarus and Russia.", True),
        ("belarus russia relations", "Belarusians and Russians are close.", True),
        ("Belarus Russia relations", "Our relations with Poland are good.", False),
        ("Belarus Russia relations", "Russia is large.", False),
        ("turkey", "Turkish ships came in.", True),
        ("poultry", "The turkey farms are closed.", False),
        ("Turkey", "The turkey farms are closed.", False),
        ("relations", "Our relations are good.", True),
        ("relations", "Our ferries are good.", False),
        ("the", "The toll is fair.", False),
        ("", "The toll is fair.", False),
    ],
)
def test_a_content_is_about_most_of_the_words(words: str, content: str, is_about: bool) -> None:
    assert about(words, [content]) == [is_about]


@given(st.text(max_size=30), st.lists(st.text(max_size=40), max_size=4))
def test_any_text_is_compared_by_itself(words: str, contents: list[str]) -> None:
    found = about(words, contents)
    assert found == [about(words, [each])[0] for each in contents]


@given(
    st.lists(
        st.sampled_from("harbour toll ferry bridge sovereign Norvia treaty".split()), min_size=1, max_size=4
    )
)
def test_what_has_all_the_words_is_about_them(words: list[str]) -> None:
    assert about(" ".join(words), ["so " + " and ".join(reversed(words)) + "."]) == [True]
