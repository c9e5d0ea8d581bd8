"""The words by which commitments and what is told later find each other: the rarest of each, as hashes."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from onrecord.core import Span

LEAST = 2
"""So many of their words two must share to be compared; one where one of them has no more."""
_RARE = 2.3
"""Weight from which on a word leads to others: one article in ten has it (nats)."""
_RAREST = 10
"""So many of the rarest words of a sentence lead to others."""


def keys(text: str, span: Span) -> list[int]:
    """The keys of the words inside a span of a text, 63 bits each, in order."""
    from onrecord.match.statements.wording import tokens, weight_of  # noqa: PLC0415 (numpy takes a while)

    stems = {token.stem for token in tokens(text, (span,))}
    rare = sorted(
        (stem for stem in stems if weight_of(stem) >= _RARE), key=lambda stem: (-weight_of(stem), stem)
    )
    return sorted(map(_hash, rare[:_RAREST]))


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") >> 1
