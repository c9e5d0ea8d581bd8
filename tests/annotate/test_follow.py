"""Quotations without an attribution of their own."""

from onrecord.annotate.follow import split_follow_on, unclaimed
from onrecord.core import Span, mask_of
from onrecord.core.marks import passages


def span(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def test_a_quoted_sentence_after_indirect_speech_stands_alone() -> None:
    text = "She stressed that the road was closed. “We closed it for the winter months.”"
    indirect, quoted = (
        span(text, "that the road was closed"),
        span(text, "“We closed it for the winter months.”"),
    )
    parts = split_follow_on((indirect, quoted), (span(text, "stressed"),), text, passages(text))
    assert parts == [(indirect,), (quoted,)]


def test_an_interrupted_utterance_stays_one() -> None:
    text = "“We are ready,” she said. “We have been ready for many years.”"
    content = (span(text, "“We are ready,”"), span(text, "“We have been ready for many years.”"))
    assert split_follow_on(content, (span(text, "said"),), text, passages(text)) == [content]


def test_a_quoted_sentence_after_the_cue_belongs_to_it() -> None:
    text = "The road was closed, she said. “We closed it for the winter months.”"
    content = (span(text, "The road was closed"), span(text, "“We closed it for the winter months.”"))
    assert split_follow_on(content, (span(text, "said"),), text, passages(text)) == [content]


def test_unclaimed_utterances_are_found_and_chained() -> None:
    text = (
        "“We begin in the spring of next year.\n\n“It will take the whole summer.”\n\nThe “old road” stays."
    )
    found = unclaimed(text, passages(text), mask_of(len(text), ()))
    assert [[s.of(text) for s in content] for content in found] == [
        ["“We begin in the spring of next year.", "“It will take the whole summer.”"]
    ]


def test_what_is_claimed_is_left_alone() -> None:
    text = "“We begin in the spring of next year.”"
    assert unclaimed(text, passages(text), mask_of(len(text), [Span(3, 5)])) == []
