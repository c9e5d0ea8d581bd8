"""Reports spoilt by chance: cut, repeated, spliced, with odd characters, broken bytes, nesting, long runs."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from lab.trust.hostile import NAMES, hostile

MOST = 20_000
"""Characters or bytes of a spoilt report."""
_LONGEST = 3_000
_ODD = (
    *"\0\x01\x1b\x7f\x85\u00a0\u00ad\u0301\u0600\u200b\u200d\u200f\u2028\u2029\u202e\u2066\u2069\u3000\ufeff",
    *"\ufffd\ufffe\ue000İıſßŁ中ก👩\U0001f1e6\U000e0041٣½Ⅷ“”‘’«»„\"'()[]{}<>&;:,.–—…%$€\t\r\n\v\f",
    *("\r\n", "]]>", "&#x0;", "&#xD800;", "<![CDATA[", "<!--", "\\ud800", "31 February 0000", "12/31/99999"),
    *("1e999", "9" * 400, "٣٤" * 9, "http://[", "a@b", "https://a.example:99999/", "xmlns:a='b'", '{"text":'),
    *("-0", "١٢:٦٠"),
)  # fmt: skip

Change = Callable[[str, random.Random], str]


def _part(text: str, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(text))
    return start, min(len(text), start + int(chance.expovariate(1 / 60)))


def _cut(text: str, chance: random.Random) -> str:
    start, end = _part(text, chance)
    return text[:start] + text[end:]


def _repeated(text: str, chance: random.Random) -> str:
    start, end = _part(text, chance)
    times = chance.choice((2, 3, 30))
    return text[:start] + text[start:end] * min(times, 1 + _LONGEST // (end - start + 1)) + text[end:]


def _moved(text: str, chance: random.Random) -> str:
    start, end = _part(text, chance)
    rest = text[:start] + text[end:]
    at = chance.randint(0, len(rest))
    return rest[:at] + text[start:end] + rest[at:]


def _put_in(text: str, put: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    return text[:at] + put + text[at:]


def _odd(text: str, chance: random.Random) -> str:
    for _ in range(chance.choice((1, 2, 20))):
        text = _put_in(text, chance.choice(_ODD), chance)
    return text


def _run(text: str, chance: random.Random) -> str:
    return _put_in(text, hostile(chance.choice(NAMES), chance.randint(1, _LONGEST)), chance)


def _nested(text: str, chance: random.Random) -> str:
    opened, closed = chance.choice(("“”", "‘’", "()", "[]", "«»", ("<div>", "</div>"), ('{"a":', "}"), '""'))
    start, end = _part(text, chance)
    depth = chance.choice((1, 5, 300))
    return text[:start] + opened * depth + text[start:end] + closed * depth + text[end:]


def _changed_case(text: str, chance: random.Random) -> str:
    start, end = _part(text, chance)
    return text[:start] + chance.choice((str.upper, str.lower, str.swapcase))(text[start:end]) + text[end:]


def _without_marks(text: str, chance: random.Random) -> str:
    return text.replace(chance.choice("“”\"'’.,:\n"), chance.choice(("", " ", "“", '"', "\n")))


CHANGES: tuple[Change, ...] = (
    _cut, _repeated, _moved, _odd, _run, _nested, _changed_case, _without_marks
)  # fmt: skip


def spoilt(texts: Sequence[str], chance: random.Random) -> str:
    """One of the texts, or two of them spliced, changed a few times."""
    text = chance.choice(texts)
    if chance.random() < 0.2:
        other = chance.choice(texts)
        text = text[: chance.randint(0, len(text))] + other[chance.randint(0, len(other)) :]
    start, _ = _part(text, chance)
    text = text[start : start + MOST // 4] if len(text) > MOST // 2 else text
    for _ in range(chance.choice((1, 2, 4, 8))):
        text = chance.choice(CHANGES)(text, chance)[:MOST]
    return text


def broken(data: bytes, chance: random.Random) -> bytes:
    """Bytes with some of them lost, changed or put in; now and then in another encoding."""
    if chance.random() < 0.3:
        encoding = chance.choice(("utf-16", "utf-16-be", "utf-32", "latin-1", "cp1251", "utf-7", "utf-8-sig"))
        data = data.decode("utf-8", "replace").encode(encoding, "replace")
    spoiled = bytearray(data)
    for _ in range(chance.choice((0, 1, 3, 50))):
        at = chance.randint(0, len(spoiled))
        change = chance.randrange(3)
        if change == 0:
            spoiled[at : at + chance.randint(1, 8)] = b""
        elif change == 1:
            spoiled[at:at] = chance.randbytes(chance.randint(1, 8))
        else:
            spoiled[at : at + 1] = bytes((chance.randrange(256),))
    return bytes(spoiled)
