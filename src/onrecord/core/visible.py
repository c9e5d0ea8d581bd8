r"""Hostile text made harmless: what could drive a terminal is shown as an escape instead of obeyed.

Reports come from anywhere. One with an ESC sequence could recolour or rewrite the reader's screen, and one
with a bidi override could make a quotation read backwards. Both are shown, as `\x1b` and `\u202e`.
"""

from __future__ import annotations

import re

# C0 and C1 controls but tab and newline; bidi marks, embeddings, overrides and isolates; line separators that
# only some terminals obey; lone surrogates, which no encoding can print; invisible tag characters.
_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)

# Between the name of who comes and the last @ before the query, or a parameter of its own.
_PASSWORD = re.compile(
    r"(?<=://)(?P<user>[^:/?#@]*:)[^?#]*(?=@)|(?<=[?&])(?P<named>(?:ssl)?password=)[^&#]*", re.IGNORECASE
)

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    r"""The text with every character that could drive a terminal written as an escape.

    >>> visible("\x1b[31mred\u202e")
    '\\x1b[31mred\\u202e'
    """
    return _HOSTILE.sub(_escape, text)


def one_line(text: str) -> str:
    r"""The text on one line, harmless.

    >>> one_line(" two\n lines\t")
    'two lines'
    """
    return visible(" ".join(text.split()))


def upright(text: str) -> str:
    r"""The text without what turns a stretch of it around: embeddings, overrides and isolates.

    For files of other programs, which would obey them beyond the stretch. Marks of direction (`\u200f`) stay:
    Hebrew and Arabic need them.

    >>> upright("\u202equay\u202c")
    'quay'
    """
    return _TURNING.sub("", text)


def without_password(address: str) -> str:
    """The address of a database as messages show it.

    >>> without_password("postgresql://desk:secret@db.example/news?user=desk&password=secret")
    'postgresql://desk:***@db.example/news?user=desk&password=***'
    """
    return _PASSWORD.sub(lambda found: f"{found['user'] or found['named']}***", address)


def in_json(encoded: str) -> str:
    r"""JSON with the same meaning, in which no character drives a terminal and all can be encoded.

    >>> in_json('"\u202e"')
    '"\\u202e"'
    """
    return _HOSTILE.sub(_escape_in_json, encoded)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _escape_in_json(match: re.Match[str]) -> str:
    pair = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pair[i] << 8 | pair[i + 1]:04x}" for i in range(0, len(pair), 2))
