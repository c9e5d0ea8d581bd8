"""Names of China and Korea, where the family name comes first, in characters and in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.match.tables import tables
from onrecord.match.words import ascii_of

# Pinyin, syllable by syllable; the apostrophe of "Xi'an" is gone by then.
_SYLLABLE = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|a|e|i|o|u)"
)
_PINYIN = re.compile(f"(?:{_SYLLABLE}){{1,2}}")
_KOREAN = re.compile("[bcdghjkmnprstwy]{0,2}y?[aeiouw]{1,3}(?:ng|n|m|k|l|p|t|b|g|h|r)?")
_TWO_CHARACTERS = frozenset("欧阳 东方 皇甫 令狐 慕容 上官 司空 司马 司徒 夏侯 宇文 诸葛 尉迟 公孙".split())


def split_characters(characters: str) -> list[str]:
    """Family name and given name of a name in simplified characters, in pinyin, in that order.

    >>> split_characters("习近平"), split_characters("欧阳明")
    (['xi', 'jinping'], ['ouyang', 'ming'])
    """
    length = 2 if characters[:2] in _TWO_CHARACTERS and len(characters) > 2 else 1
    parts = (characters[:length], characters[length:])
    return [ascii_of(part) for part in parts if part]


def in_chinese_order(found: Sequence[str]) -> list[str] | None:
    """Family name and given name, if these are the words of a Chinese name in pinyin.

    >>> in_chinese_order(["Xi", "Jin-ping"]), in_chinese_order(["Jinping", "Xi"])
    (['xi', 'jinping'], ['xi', 'jinping'])
    """
    if len(found) > 3:
        return None
    folded = [ascii_of(each) for each in found]
    surnames = tables().chinese_surnames
    for family, given in ((folded[0], "".join(folded[1:])), (folded[-1], "".join(folded[:-1]))):
        if family in surnames and _PINYIN.fullmatch(given):
            return [family, given]
    return None


def in_korean_order(found: Sequence[str]) -> list[str] | None:
    """Family name and given name, if these are the words of a Korean name: "Kang Do-yun", "Kang Do Yun".

    >>> in_korean_order(["Kang", "Do-yun"]), in_korean_order(["Kang", "Dent"])
    (['kang', 'doyun'], None)
    """
    parts = [part for each in found[1:] for part in each.lower().replace("‑", "-").split("-")]
    if ascii_of(found[0]) not in tables().korean_surnames or len(parts) != 2:
        return None
    if not all(part.isascii() and _KOREAN.fullmatch(part) for part in parts):
        return None
    return [ascii_of(found[0]), "".join(parts)]
