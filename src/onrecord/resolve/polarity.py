"""How a cue puts its content where it does not plainly assert it: denied, hedged, hypothetical or asked."""

from __future__ import annotations

import re
from itertools import pairwise

from onrecord.resolve.tables import tables

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_NOT = frozenset({"not", "never", "neither", "nor", "no", "cannot"})
_NOBODY = re.compile(r"\s*(?:neither|nobody|no\s+one|none|no)\b", re.IGNORECASE)
_ORDER = re.compile(r"\s*(?:not\s+)?to\s", re.IGNORECASE)
_STANDS = re.compile(
    r"\bnot\s+(?:only|just|merely|simply)\b"
    r"|(?:\b(?:no|not|never|little|without|beyond)|n[’']t)\s+(?:a\s+)?doubt(?:s|ed)?\b"
    r"|\b(?:can|could)(?:n[’']t|\s*not)\s+(?:agree\s+more|help|resist|wait)\b",
    re.IGNORECASE,
)
"""A "not" with which the content stands."""
_TOLD = frozenset({"denied", "hedged", "hypothetical", "asked"})
_UNSAID = frozenset({"say", "said", "confirm"})
_MAYBE = frozenset("may might allegedly apparently presumably reportedly supposedly".split())
"""What hedges "not" too: "might not say"."""


def polarity(cue: str, content: str, source: str = "") -> str | None:
    """The polarity of a cue's words, None for a plain assertion; a source such as "nobody" denies it.

    >>> polarity("did not deny", "that the bridge was closed")
    'hedged'
    >>> polarity("refused", "to close the bridge")
    'denied'
    """
    words = [match.group().lower().replace("’", "'") for match in _WORD.finditer(_STANDS.sub(" ", cue))]
    negated = any(word in _NOT or word.endswith("n't") for word in words)
    negated = negated or _NOBODY.match(source) is not None
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    kinds = [kind for word in [*pairs, *words] if (kind := tables().polarity.get(word))]
    told = next((kind for kind in kinds if kind in _TOLD), None)
    if "refused" in kinds:
        if negated or told == "denied":
            return "hedged"
        return "hypothetical" if "spoken" in kinds or _UNSAID & set(words) else "denied"
    if negated:
        return _negated(told, kinds, set(words))
    if told == "asked" and _ORDER.match(content):
        return None
    return None if told == "hypothetical" and "like" in words else told


def _negated(told: str | None, kinds: list[str], words: set[str]) -> str | None:
    """The polarity of words with "not" among them: who would not say leaves open what others deny."""
    if told == "denied":
        return "hedged"
    if told == "hedged":
        return "denied" if words.isdisjoint(_MAYBE) else told
    if told == "asked":
        return None
    denied = "denied" if "asserted" in kinds else None
    return told if told and not (denied and words.isdisjoint(_UNSAID)) else denied
