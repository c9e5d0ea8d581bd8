"""Which encoding turns a report's bytes into exactly its text, if any does.

Found by trying, not handed on by the reader: what is stored is then proved at the moment it is stored.
"""

from __future__ import annotations

from onrecord.core import Report

TRIED = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *("cp1252", "cp1251", "cp1250", "latin-1", "iso8859-2", "iso8859-5", "koi8-r", "koi8-u", "cp866"),
    *("cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "iso8859-7", "iso8859-8"),
    *("iso8859-9", "iso8859-15", "gb18030", "big5", "cp932", "shift_jis", "euc-jp", "cp949", "euc-kr"),
    *("mac-cyrillic", "mac-roman", "cp437", "cp850", "cp852"),
)
"""UTF-8 first; then what the web still serves, narrow tables before wide ones."""
_GLANCE = 64


def encoding_of(report: Report) -> str | None:
    """The name of the encoding, as Python knows it; None where no plain decoding gives the text.

    Where several encodings give the same text any of them proves it, so the first is named.
    """
    if not report.data:
        return None
    return next((name for name in TRIED if decodes_to(report.data, name, report.text)), None)


def decodes_to(data: bytes, encoding: str, text: str) -> bool:
    """Whether `data` read in `encoding` is `text`, character for character."""
    glance = data[: 4 * _GLANCE].decode(encoding, errors="ignore")[:_GLANCE]
    if not text.startswith(glance[: _GLANCE - 4]):
        return False
    try:
        return data.decode(encoding) == text
    except UnicodeDecodeError:
        return False
