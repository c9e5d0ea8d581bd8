"""Where somebody's words tell again what he said before: "I have always said that rain is due"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.core import Quotation

# Stems, as a content's words are compared by.
_ONESELF = frozenset("i we i'v we'v i'd we'd".split())
_SAID = frozenset("said told wrote say".split())
_BETWEEN = frozenset("have had been alway also often alreadi onc long befor just".split())
_MOST_BETWEEN = 3


def told_again_from(stems: Sequence[str], quotation: Quotation, source: Sequence[str]) -> int | None:
    """From which word on a content is what the speaker says to have said before; None where nothing is.

    0 where all of it is: it stands inside a quotation, and its source (by its stems) is "I".
    """
    if quotation.nested_in is not None and len(source) == 1 and source[0] in _ONESELF:
        return 0
    for at, stem in enumerate(stems):
        if stem in _ONESELF:
            verb = at + 1
            while verb < len(stems) and verb - at <= _MOST_BETWEEN and stems[verb] in _BETWEEN:
                verb += 1
            if verb < len(stems) and stems[verb] in _SAID and _is_past(stems[at:verb], stems[verb]):
                return verb + 1
    return None


def _is_past(before: Sequence[str], verb: str) -> bool:
    """Whether a verb tells of the past: "I say" does not, "I have been saying" does."""
    return verb != "say" or "been" in before
