"""Small phrases that readers meet everywhere: a number with its noun, words cut short, who signed."""

from __future__ import annotations

from onrecord.core.days import in_words
from onrecord.core.visible import one_line

_LONGEST = 100
"""Characters of a report's words for somebody that stand in a list."""
PERSON = "person:"
"""Before the name of a person who decided something."""


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "report"), counted(2, "report"), counted(1200, "reply", "replies")
    ('1 report', '2 reports', '1,200 replies')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def shortened(text: str, most: int) -> str:
    """The text on one line, cut to `most` characters where it is longer.

    >>> shortened("the harbour bridge", 12)
    'the harbour…'
    """
    shown = one_line(text)
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"


def unnamed(words: str | None) -> str:
    """What stands for a name where a report gives none: its own `words`, told to be that.

    >>> unnamed("some critics,"), unnamed(None)
    ("“some critics” (the report's words)", 'unnamed')
    """
    shown = shortened(words or "", _LONGEST).strip(" ,;:")
    return f"“{shown}” (the report's words)" if shown else "unnamed"


def signature(by: str, at: str | None) -> str:
    """Who decided, and when.

    >>> signature("person:Vera Holm", "2026-09-12T08:00:00+00:00")
    'Vera Holm, 12 September 2026'
    """
    who = one_line(by.removeprefix(PERSON))
    return f"{who}, {in_words(at)}" if at else who
