"""How a cue puts its content where it does not plainly assert it: denied, hedged, hypothetical or asked."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.resolve.tables import tables

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_NOT = frozenset({"not", "never", "neither", "nor", "no"})
_BELIEF = frozenset(
    "say said think thinks believe believes know knows mean means claim expect accept agree see".split()
)
_NOBODY = re.compile(r"\s*(?:neither|nobody|no\s+one|none|no)\b", re.IGNORECASE)
_REFUSING = frozenset({"declined", "declines", "refused", "refuses", "refusing"})
_BINDING = frozenset({"agree", "commit", "pledge", "promise", "vow"})
"""What somebody refuses to promise is not promised."""
_ORDER = re.compile(r"\s*(?:not\s+)?to\s", re.IGNORECASE)


def polarity(cue: str, content: str, source: str = "") -> str | None:
    """The polarity of a cue's words, None for a plain assertion; a source such as "nobody" denies it.

    >>> polarity("did not deny", "that the bridge was closed")
    'hedged'
    >>> polarity("asked", "why the bridge was closed")
    'asked'
    """
    words = [match.group().lower().replace("’", "'") for match in _WORD.finditer(cue)]
    negated = any(word in _NOT or word.endswith("n't") for word in words)
    negated = negated or _NOBODY.match(source) is not None
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    told = next((known for word in [*pairs, *words] if (known := tables().polarity.get(word))), None)
    if told is None:
        return _unsaid(set(words), negated=negated)
    if told == "denied":
        return "hedged" if negated else "denied"
    if told == "asked" and (negated or _ORDER.match(content)):
        return None
    return None if told == "hypothetical" and "like" in words else told


def _unsaid(words: set[str], *, negated: bool) -> str | None:
    """The polarity of what somebody did not say or declined to."""
    if words & _REFUSING:
        if words & _BINDING:
            return None if negated else "denied"
        return "hypothetical" if words & {"say", "comment", "discuss", "confirm"} else None
    if negated and words & _BELIEF:
        return "denied"
    return None
