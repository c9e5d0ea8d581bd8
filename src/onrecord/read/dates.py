"""Dates in the frame of a report. What is not a full, unambiguous date is None, never a guess."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from dataclasses import dataclass
from functools import lru_cache

_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada "
    "grudnia",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}
_SHORT = "jan feb mar apr may jun jul aug sep oct nov dec"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)(?!\d)"
_BEFORE = re.compile(
    r"\s*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*)?", re.IGNORECASE
)
_AFTER = re.compile(
    r"\s{0,9}(?:[,|–—-]?\s{0,9}(?:at\s)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,5})?)?"
    r"\s{0,9}\.?\s{0,9}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a short string: where it stands there, and its parts; `year` None where it gives none."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    @property
    def iso(self) -> str | None:
        """The ISO 8601 date, or None without a year or for a day that no calendar has."""
        return None if self.year is None else _iso(self.year, self.month, self.day)

    def near(self, published: str | None) -> str | None:
        """The ISO 8601 date, its year taken from the day of publication where it gives none itself.

        A report is at most half a year younger than its dateline, and no more than a day older.
        """
        if self.year is not None or published is None:
            return self.iso
        known = dt.date.fromisoformat(published[:10])
        for year in (known.year, known.year - 1):
            iso = _iso(year, self.month, self.day)
            if iso is not None and -1 <= (known - dt.date.fromisoformat(iso)).days <= 183:
                return iso
        return None


def find(text: str, language: str | None = None) -> Found | None:
    """The first date in a short string (a line of at most a few hundred characters)."""
    pattern, numbers = _pattern(language or "en")
    for match in pattern.finditer(text):
        found = _found(match, numbers)
        if found is not None:
            return found
    return None


def alone(text: str, language: str | None = None) -> Found | None:
    """The date that is all of `text`, but for a weekday before and a time of day after it.

    >>> alone("Thursday, 26 November 2020, 10:30").iso
    '2020-11-26'
    """
    found = find(text, language)
    if found is None or not _BEFORE.fullmatch(text[: found.start]) or not _AFTER.fullmatch(text[found.end :]):
        return None
    return found


def after_name(text: str, language: str | None = None) -> Found | None:
    """The date at the end of a line that has only a name before it: "Vale Courier, 9 October 2025".

    The name is `text[:found.start]` without the punctuation at its end.
    """
    found = find(text, language)
    if found is None or not _AFTER.fullmatch(text[found.end :]):
        return None
    name = text[: found.start].rstrip(" ,|–—-")
    words = name.split()
    separate = len(name) + 1 < found.start
    named = all(word[0].isupper() or word in {"of", "the", "and", "on", "de", "am"} for word in words)
    return found if separate and 1 <= len(words) <= 6 and named else None


def iso_of(value: object) -> str | None:
    """An ISO 8601 date, or date and time, from a machine-written field; None for anything ambiguous.

    >>> iso_of("Mon, 16 Feb 2026 01:00:00 +0300"), iso_of("03/04/2026")
    ('2026-02-16T01:00:00+03:00', None)
    """
    if not isinstance(value, str) or not (text := value.strip()) or len(text) > 100:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is not None:
        return moment.date().isoformat() if len(text) <= 10 else moment.isoformat()
    try:
        return email.utils.parsedate_to_datetime(text).isoformat()
    except (ValueError, IndexError, TypeError, OverflowError):
        found = alone(text)
    return None if found is None else found.iso


@lru_cache(maxsize=16)
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    names = [*_MONTHS["en"].split(), *_MONTHS.get(language, "").split()]
    numbers = {name: index % 12 + 1 for index, name in enumerate(names)}
    numbers |= {name: index + 1 for index, name in enumerate(_SHORT.split())} | {"sept": 9}
    month = "(?P<{0}>" + "|".join(sorted(map(re.escape, numbers), key=len, reverse=True)) + r")\b"
    day = r"(?P<{0}>\d{{1,2}})"
    nth = "(?:st|nd|rd|th)?"
    forms = (
        rf"{_YEAR.format('y1')}[-/](?P<m1>\d\d)[-/](?P<d1>\d\d)(?!\d)",
        rf"{day.format('d2')}{nth}\.?\s(?:of\s|de\s)?{month.format('m2')}\.?(?:,?\s(?:de\s)?{_YEAR.format('y2')})?",
        rf"{month.format('m3')}\.?\s{day.format('d3')}{nth}(?!\d)(?:,?\s{_YEAR.format('y3')})?",
        rf"{day.format('d4')}\.(?P<m4>\d{{1,2}})\.{_YEAR.format('y4')}",
    )
    return re.compile(r"(?<![\w.])(?:" + "|".join(forms) + ")", re.IGNORECASE), numbers


def _found(match: re.Match[str], numbers: dict[str, int]) -> Found | None:
    form = next(index for index in "1234" if match[f"d{index}"])
    name, year = match[f"m{form}"].lower(), match[f"y{form}"]
    month, day = numbers.get(name) or int(name), int(match[f"d{form}"])
    if _iso(int(year) if year else 2000, month, day) is None:
        return None
    return Found(match.start(), match.end(), int(year) if year else None, month, day)


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
