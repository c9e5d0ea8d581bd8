"""Which language a text is in."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_SAMPLE = 1000
_LETTERS = 40
"""With fewer letters than this the guess is often wrong, so there is none."""
_SURE = 0.9


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, judged by its first thousand characters.

    None for very short text, where the model is not sure, and where a full disk keeps it from unpacking.
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _LETTERS:
        return None
    try:
        identifier = _identifier()
    except OSError:
        return None  # it unpacks its model to a temporary file; a report is worth more than its language
    code, probability = identifier.classify(sample)
    return str(code) if probability >= _SURE and len(code) == 2 else None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
