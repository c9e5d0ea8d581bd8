"""Bytes -> text, code point for code point.

UTF-8 comes first and strictly, so that offsets in the text are offsets in the file as everybody else
decodes it. A byte order mark stays in the text as U+FEFF, and newlines are never translated: removing
either would shift every offset behind it.
"""

from __future__ import annotations

import codecs
import re

from onrecord.read.skips import UnreadableError

ORDER_MARKS = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FORMATS = (
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_COMMON = (
    "cp1252", "cp1251", "cp1250", "shift_jis", "gb18030", "euc_jp", "big5", "euc_kr", "koi8_r", "cp866",
    "iso8859_5", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "koi8_u",
)  # fmt: skip
"""What text that is not UTF-8 is written in; with all the codecs Python has, short texts come out wrong."""
_NOT_CHARSETS = {
    "idna",
    "punycode",
    "unicode_escape",
    "unicode-escape",
    "raw_unicode_escape",
    "utf-7",
    "utf_7",
}
"""Codecs that a page may name and that read something else than the characters of a charset."""
_CONTROL = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SAMPLE = 32_768


def decode(data: bytes, declared: str | None = None) -> str:
    """The characters of `data`; `declared` is the encoding a header or a page claims, tried after UTF-8.

    Raises UnreadableError for binary data. Bytes that break otherwise valid UTF-8 become U+FFFD.
    """
    encoding, errors = encoding_of(data, declared)
    text = data.decode(encoding, errors)
    if "\0" in text:
        raise UnreadableError("binary: it holds a NUL character")
    return text


def encoding_of(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The codec that reads `data`, and its error handler ("strict", or "replace" for damaged UTF-8)."""
    wide = _wide(data)
    if wide is not None:
        if not _decodes(data, wide):
            raise UnreadableError(f"it begins as {wide.upper()} and is not")
        return wide, "strict"
    refuse_binary(data)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start, declared)
    return "utf-8", "strict"


def refuse_binary(data: bytes) -> None:
    """Raise UnreadableError, naming the format if known, unless `data` can be text of a narrow encoding."""
    for magic, name in _FORMATS:
        if data.startswith(magic):
            raise UnreadableError(f"{name}, not text")
    nul = data.find(b"\0")
    if nul >= 0:
        raise UnreadableError(f"binary: NUL byte at {nul}")


def well_formed(text: str) -> str:
    """`text` with each lone surrogate (JSON may hold them) replaced by U+FFFD, so that it can be stored."""
    return _SURROGATE.sub("\ufffd", text)


def _wide(data: bytes) -> str | None:
    for mark, encoding in ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    # Without a mark, UTF-16 of Latin text has its NULs at every second byte and nowhere else.
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > len(head) // 4 and min(even, odd) == 0:
        encoding = "utf-16-le" if odd else "utf-16-be"
        return encoding if _decodes(data, encoding) else None
    return None


def _not_utf8(data: bytes, broken_at: int, declared: str | None) -> tuple[str, str]:
    if declared is not None and declared.lower() not in _NOT_CHARSETS and _decodes(data, declared):
        return declared, "strict"
    start = data.rfind(b"\n", 0, broken_at) + 1 if broken_at < _SAMPLE else broken_at - 1024
    sample = data[max(0, start) : start + _SAMPLE]
    if len(sample.translate(None, _CONTROL)) < 0.95 * len(sample):
        raise UnreadableError("binary: neither UTF-8 nor the characters of any text")
    repaired = sample.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    sound = sum(char > "\x7f" for char in repaired) - broken
    if sound > 4 * broken:
        return "utf-8", "replace"
    for encoding in (*_likely(sample), "cp1252"):
        if _decodes(data, encoding):
            return encoding, "strict"
    return "latin-1", "strict"


def _likely(sample: bytes) -> list[str]:
    """The encodings that make sense of `sample`, likeliest first."""
    import charset_normalizer  # noqa: PLC0415

    matches = list(charset_normalizer.from_bytes(sample, cp_isolation=list(_COMMON)))
    # Its own order lets a hundredth of disorder decide and takes Baltic for French. Where the disorder is
    # much the same, the better language counts, then how common the encoding is.
    least = min((match.chaos for match in matches), default=0.0)
    matches.sort(
        key=lambda match: (
            match.chaos > least + 0.05,
            -round(match.coherence, 2),
            _COMMON.index(match.encoding),
        )
    )
    return [match.encoding for match in matches]


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeError, LookupError):
        return False
    return True
