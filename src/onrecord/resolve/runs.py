"""Runs of capitalised words in a text: where a name, with the title before it, begins and ends."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.core import Span
from onrecord.resolve.layout import Layout, Word
from onrecord.resolve.tables import Gender, fold, tables

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_PARTICLES = frozenset(
    "de da di do del della dei des dos du van von der den la le al el bin ibn ben ter ten y e zu".split()
)
_LEADING_PARTICLES = frozenset("de da di del della van von du ten ter".split())
_JOINED_BY_AND = frozenset(
    "ministry minister department committee council commission centre center institute office secretary "
    "state union agency".split()
)
_SMALL_IN_TITLES = frozenset(
    "a an the and but or nor for of on in at to by from with as vs via over into than off up out".split()
)
_HEADLINE_CAPITALS, _HEADLINE_SMALL, _LONGEST_HEADLINE = 3, 0.15, 200
_LONGEST_RUN = 16
_SURNAMES_TOO = frozenset({"may", "long", "march"})
_GIVEN_TOO = frozenset({"jan"})
"""Given names that are also short for a month."""
_BANDED = frozenset(
    "action americans citizens democracy doctors families farmers friends mothers movement fathers parents "
    "physicians scientists students teachers veterans women workers youth".split()
)
"""Words that begin the name of a society ("Citizens for a Dry Harbour"): "for" carries the name on."""
_OPENING_MARKS, _CLOSING_MARKS = "\"“‘('", "\"”’)'"


def given_gender(part: str) -> tuple[bool, Gender | None]:
    """Whether a word is a given name, and whose."""
    known = tables().given_names
    folded = fold(part)
    for form in (folded, folded.split("-")[0]):
        if form in known:
            return True, known[form]
    return False, None


def headlines(layout: Layout) -> list[Span]:
    """Paragraphs set in title case or capitals: there a capital letter says nothing."""
    found: list[Span] = []
    for span in layout.paragraph_spans():
        inside = layout.words[layout.word_at(span.start) : layout.word_at(span.end)]
        if not inside or inside[-1].end - span.start > _LONGEST_HEADLINE:
            continue
        large = sum(word.capital for word in inside[1:])
        small = sum(word.text[0].islower() and word.folded not in _SMALL_IN_TITLES for word in inside)
        sentence = span.of(layout.text).rstrip().endswith(".") and not inside[-1].text.endswith(".")
        shouted = all(word.text.isupper() for word in inside)
        if (
            large >= _HEADLINE_CAPITALS
            and small <= _HEADLINE_SMALL * large
            and (shouted or not (sentence and small))
        ):
            found.append(span)
    return found


def _may_begin(layout: Layout, i: int) -> bool:
    word = layout.words[i]
    if not word.capital:
        follows = i + 1 < len(layout.words) and layout.words[i + 1].capital and touch(layout, i)
        return word.folded in _LEADING_PARTICLES and follows
    if word.folded in _GIVEN_TOO and not word.text.endswith("."):
        return i + 1 < len(layout.words) and layout.words[i + 1].capital and touch(layout, i)
    return word.folded not in tables().function_words and word.text != "I"


def touch(layout: Layout, i: int) -> bool:
    """Whether a single space parts word `i` from the next one."""
    word, after = layout.words[i], layout.words[i + 1]
    return not word.possessive and after.start - word.stop == 1 and layout.text[word.stop] == " "


def runs(layout: Layout, in_title: set[int], body: set[str]) -> Iterator[tuple[int, int]]:
    """Word numbers (first, last) of capitalised runs."""
    words, last = layout.words, -1
    for i in [i for i, word in enumerate(words) if word.capital or word.folded in _LEADING_PARTICLES]:
        if i <= last:
            continue
        if i in in_title:
            given, _ = given_gender(words[i].text)
            pair = given and i + 1 in in_title and words[i + 1].folded in body and touch(layout, i)
            if pair and words[i + 1].folded not in tables().function_words:
                last = i + 1
                yield i, last
        elif _may_begin(layout, i):
            last = _run_end(layout, i)
            yield i, last


def _run_end(layout: Layout, first: int) -> int:
    last = first if layout.words[first].capital else first + 1
    while last - first < _LONGEST_RUN:
        after = _next_in_run(layout, first, last)
        if after is None:
            break
        last = after
    return last


def _next_in_run(layout: Layout, first: int, last: int) -> int | None:
    """The word that carries a run on past `last`, over particles and "of the" where they join."""
    words = layout.words
    i = last + 1
    if i >= len(words):
        return None
    suffix = words[i].folded in SUFFIXES and not words[last].possessive
    # "the Harbour Workers’ Union": the one possessive that a name may hold
    plural = plural_possessive(words[last]) and words[i].folded in tables().organisation_words
    if (suffix or (plural and words[i].capital)) and words[i].start - words[last].stop <= 2:
        return i
    if is_nickname(layout, i):
        return i + 1
    if not touch(layout, last):
        return None
    if not words[i].capital:
        small = words[i].folded in _PARTICLES
        return _past_particles(layout, i) if small else _over_connector(layout, first, last)
    return i if _goes_on(layout, first, i) else None


def _goes_on(layout: Layout, first: int, i: int) -> bool:
    """Whether a capitalised word belongs to the run before it: no "The", but "May" after a first name."""
    word, before = layout.words[i], layout.words[i - 1]
    shouted = word.text.isupper() and before.text.isupper() and len(word.text) > 1  # "BASIN TODAY"
    functional = (word.folded in tables().function_words and not shouted) or word.text == "I"
    surname = word.folded in _SURNAMES_TOO and given_gender(before.text)[0]
    return not functional or surname or _in_society(layout, first, i)


def _past_particles(layout: Layout, i: int) -> int | None:
    """The capitalised word after up to three particles ("van der Meer")."""
    words, j = layout.words, i + 1
    while j < len(words) and words[j].folded in _PARTICLES and j - i < 3 and touch(layout, j - 1):
        j += 1
    return j if j < len(words) and words[j].capital and touch(layout, j - 1) else None


def is_nickname(layout: Layout, i: int) -> bool:
    """Whether word `i` is what somebody is called, in marks between first name and surname (“Bobby”)."""
    words, text = layout.words, layout.text
    if not 0 < i < len(words) - 1 or not words[i].capital or not words[i + 1].capital:
        return False
    before, after = words[i - 1], words[i + 1]
    opening, closing = text[before.stop : words[i].start], text[words[i].end : after.start]
    if not before.capital or not (
        given_gender(before.text)[0] or before.text.endswith(".") or '"' in opening
    ):
        return False
    marked = len(opening) == 2 == len(closing) and opening[0] == " " == closing[1]
    return marked and opening[1] in _OPENING_MARKS and closing[0] in _CLOSING_MARKS


def plural_possessive(word: Word) -> bool:
    """Whether a word is possessive by its mark alone ("Workers’")."""
    return word.possessive and word.stop == word.end


def _in_society(layout: Layout, first: int, i: int) -> bool:
    """Whether a function word in capitals stands in a society's name ("Alliance to Mend Our Boats")."""
    words = layout.words
    joined = any(word.folded in {"to", "for", "against"} for word in words[first:i])
    return joined and i + 1 < len(words) and words[i + 1].capital and touch(layout, i)


def _over_connector(layout: Layout, first: int, last: int) -> int | None:
    words = layout.words
    i, joins = last + 1, words[last].folded
    run = words[first : last + 1]
    organised = joins in tables().organisation_words
    banded = words[i].folded in {"for", "against", "to"} and (organised or joins in _BANDED)
    if banded and joins not in tables().roles:
        allowed = words[i].folded != "to" or organised
    elif words[i].folded in {"of", "for", "on"}:
        linked = organised or joins in tables().roles or joins in {"state", "republic"}
        allowed = linked or (words[i].folded == "of" and joins == "head")
    elif words[i].folded == "and":
        deep = any(word.folded in {"of", "for"} for word in run)
        allowed = deep and any(word.folded in _JOINED_BY_AND for word in run)
        allowed = allowed and i + 1 < len(words) and not given_gender(words[i + 1].text)[0]
    else:
        return None
    i += 1
    if allowed and i < len(words) and words[i].folded in {"the", "a"} and touch(layout, i - 1):
        i += 1
    if not allowed or i >= len(words) or not words[i].capital or not touch(layout, i - 1):
        return None
    plain = words[i].folded not in tables().function_words and words[i].folded not in tables().honorifics
    return i if plain and not given_gender(words[i].text)[0] else None
