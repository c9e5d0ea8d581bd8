"""Excerpts: a stretch of a report written out with its roles marked, and found again in the text.

    {D:“We shall pay,”} {S:the minister} {Q:said}

`{S:` opens a source, `{Q:` a cue, `{D:`, `{I:` and `{M:` a direct, indirect or mixed content; `}` closes
each. A role that stands in several parts is written several times. `⋯` stands for any words left out; white
space matches any run of white space. An excerpt must fit exactly one place: offsets are never written
down, so they cannot drift from the text, and a gold file that no longer fits its report is an error, not a
wrong span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from onrecord.core import OnrecordError, QuotationType, Span, Spans

GAP: Final = "⋯"
TYPES: Final[dict[str, QuotationType]] = {"D": "direct", "I": "indirect", "M": "mixed"}
_ROLE = re.compile(r"\{([DIMSQ]):([^{}]+)\}")


class GoldError(OnrecordError):
    """A gold file does not fit its report, or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """Where an excerpt's roles stand in the text; `type` is None where it has no content."""

    whole: Span
    content: Spans
    source: Spans
    cue: Spans
    type: QuotationType | None


def ground(excerpt: str, text: str, within: Span | None = None) -> Grounded:
    """The one place of `text` (or of its part `within`) that `excerpt` fits.

    Raises `GoldError` where it fits none or several, or where its marks cannot be read.

    >>> ground("{I:Rain is due}, {S:the minister} {Q:said}", "Rain is due, the minister said.").source
    (Span(start=13, end=25),)
    """
    pattern, roles = _compile(excerpt)
    start, end = within or Span(0, len(text))
    found = list(pattern.finditer(text, start, end))
    if len(found) != 1:
        raise GoldError(
            f"fits {len(found)} places, not one: {excerpt!r}",
            hint="correct its words" if not found else "write out more of the words around it",
        )
    spans = [Span(*found[0].span(number)) for number in range(2, len(roles) + 2)]
    kinds = {TYPES[role] for role in roles if role in TYPES}
    if len(kinds) > 1:
        raise GoldError(f"more than one type of content: {excerpt!r}", hint="use one of D, I, M throughout")
    return Grounded(
        whole=Span(*found[0].span(1)),
        content=_of(TYPES, roles, spans),
        source=_of("S", roles, spans),
        cue=_of("Q", roles, spans),
        type=kinds.pop() if kinds else None,
    )


def _of(wanted: str | dict[str, QuotationType], roles: list[str], spans: list[Span]) -> Spans:
    return tuple(sorted(span for role, span in zip(roles, spans, strict=True) if role in wanted))


def _compile(excerpt: str) -> tuple[re.Pattern[str], list[str]]:
    """A pattern whose first group is the whole excerpt and whose others are its roles, in order."""
    pattern, roles, at = "", [], 0
    for match in _ROLE.finditer(excerpt):
        role, words = match.groups()
        if words != words.strip():
            raise GoldError(f"white space at the edge of {match[0]!r}", hint="a span covers words only")
        pattern += _words(excerpt[at : match.start()]) + f"({_words(words)})"
        roles.append(role)
        at = match.end()
    pattern += _words(excerpt[at:])
    bare = _ROLE.sub(r"\2", excerpt)
    if "{" in bare or "}" in bare:
        raise GoldError(
            f"a role is not closed or not known: {excerpt!r}", hint="write {S:...}, {Q:...}, {D:...}"
        )
    # A look-ahead finds every place an excerpt could start, overlapping ones too; whole words only.
    before = r"(?<!\w)" if bare[:1].isalnum() else ""
    after = r"(?!\w)" if bare[-1:].isalnum() else ""
    return re.compile(f"(?={before}({pattern}){after})", re.DOTALL), roles


def _words(words: str) -> str:
    """The pattern of a stretch of literal words."""
    parts = re.split(rf"\s*{GAP}\s*", words)
    return ".*?".join(re.sub(r"(?:\\?\s)+", r"\\s+", re.escape(part)) for part in parts)
