"""Names in a text: capitalised runs, what title stands before them, and whether they are people's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.core import Span
from onrecord.resolve.layout import Layout, Word
from onrecord.resolve.roles import BREAKS, DETERMINERS, OWNERS, Role, after_clause, read_role
from onrecord.resolve.runs import (
    SUFFIXES,
    given_gender,
    headlines,
    is_nickname,
    plural_possessive,
    runs,
    touch,
)
from onrecord.resolve.tables import Gender, fold, tables

NameKind = Literal["person", "organisation", "place", "people", "party", "unknown"]

_LONGEST_ACRONYM = 6
_SHOUTED = 3
_LONGEST_OFFICE, _LONGEST_TITLE = 5, 9
_CHANGING = frozenset({"former", "ex", "late", "then", "vice", "deputy"})
_NO_TITLE = frozenset({"with", "by"})
_AFFILIATION = re.compile(r"[A-Z]-[A-Z]")
_NOT_NAMES = ("-american", "-americans", "-led", "-based", "-backed")


@dataclass(frozen=True, slots=True)
class Name:
    """One place where a report names somebody or something.

    `span` covers the name alone; `first` and `last` are word numbers of the whole run, titles included.
    """

    span: Span
    first: int
    last: int
    parts: tuple[str, ...]
    kind: NameKind
    gender: Gender | None
    role: Role | None
    possessive: bool
    honorific: bool
    key: tuple[str, ...]
    """The parts for comparing: folded, without Jr. and the like, and without a nickname."""
    nickname: str | None = None
    """What they are called instead of their first name, folded."""


def find_names(layout: Layout) -> list[Name]:
    """Every name in the text, in order."""
    words = layout.words
    titled = headlines(layout)
    in_title = {i for span in titled for i in range(layout.word_at(span.start), layout.word_at(span.end))}
    small = {word.folded for word in words if not word.capital}
    large = [i for i, word in enumerate(words) if word.capital and i not in in_title]
    body = {words[i].folded for i in large}
    inner = {words[i].folded for i in large if not layout.begins_sentence(i)}
    titles = {words[i].folded for i in large if _of_a_paper(layout, i)}
    found: list[Name] = []
    for first, last in runs(layout, in_title, body):
        alone = first == last
        if alone and words[first].folded in titles and first and words[first - 1].text == "The":
            run = words[first : last + 1]
            found.append(_name(layout, run, 0, (first, last), "organisation"))
            continue
        if alone and (words[first].folded.endswith(_NOT_NAMES) or _AFFILIATION.match(words[first].text)):
            continue
        if first == last and words[first].folded not in inner and _plural_opening(words[first]):
            continue
        name = _read(layout, first, last, small)
        if name is not None:
            found.append(name)
    return found


def _of_a_paper(layout: Layout, i: int) -> bool:
    """Whether word `i` is all of a title that takes its article along: "editors of The Beacon"."""
    words, text = layout.words, layout.text
    if i < 2 or words[i - 1].text != "The" or layout.begins_sentence(i - 1) or not touch(layout, i - 1):
        return False
    role = tables().roles.get(words[i].folded)
    held = role is not None and bool(role.also)
    longer = i + 1 < len(words) and words[i + 1].capital and touch(layout, i)
    inside = touch(layout, i - 2) and not words[i - 2].capital and not layout.quoted(words[i].start)
    place = words[i].folded in tables().places or words[i].folded in tables().parties
    return inside and not held and not longer and not place and text[words[i].end : words[i].end + 1] != "-"


def _plural_opening(word: Word) -> bool:
    """Whether a word that is capitalised only at the start of a sentence looks like a plural."""
    named = word.folded in tables().given_names or word.folded in tables().adherents
    return word.folded.endswith("s") and not word.possessive and not named


def _title_end(run: Sequence[Word]) -> tuple[int, Gender | None, bool]:
    """How many words of a run are title: (count, gender told, whether an honorific is among them)."""
    known = tables()
    count, gender, honorific = 0, None, False
    for i, word in enumerate(run):
        if word.folded in known.honorifics:
            count, gender, honorific = i + 1, known.honorifics[word.folded], True
            continue
        if i == 0 and len(run) == 2 and given_gender(word.text)[0] and not given_gender(run[1].text)[0]:
            continue  # "Dean Baker"
        pair = f"{run[i - 1].folded} {word.folded}" if i else ""
        if pair in known.roles or word.folded in known.roles or word.folded.rstrip(".") in known.roles:
            surname = i == len(run) - 1 and i > 0 and (honorific or given_gender(run[i - 1].text)[0])
            if not surname:
                count = i + 1
    if count < len(run) and run[count].folded in {"of", "for"}:
        given = (i for i in range(count, len(run) - 1) if given_gender(run[i].text)[0])
        count = next(given, _after_office(run))
    return count, gender, honorific


def _after_office(run: Sequence[Word]) -> int:
    """Where the name begins in "President of Norvia Zelda Tarn": the two words after the place, if any."""
    # In a headline "Of" may have a capital too.
    joint = max(i for i, word in enumerate(run) if not word.capital or word.folded in {"of", "for"})
    named = len(run) - joint - 1 == 3 and run[-1].folded not in tables().organisation_words
    return len(run) - 2 if named else len(run)


def _read(layout: Layout, first: int, last: int, small: set[str]) -> Name | None:
    """The name in a run, without titles, places and parties before it; None where it is none."""
    run = layout.words[first : last + 1]
    if run[0].folded in small and layout.begins_sentence(first) and _mere_opening(run):
        if len(run) == 1:
            return None
        first, run = first + 1, run[1:]
    known = tables()
    joined = " ".join(word.folded for word in run)
    shouted = len(run) >= _SHOUTED and all(word.text.isupper() for word in run)
    plain = joined in known.roles or (joined in known.places and joined not in known.countries)
    if shouted or plain or _adherent(layout, first, run):
        return None
    told = _told_by_words(joined, run)
    if told is not None:
        return _name(layout, run, 0, (first, last), told)
    begin, gender, honorific = _title_end(run)
    role = _title_role(layout, first, run, begin)
    if begin == len(run):
        return None
    titled = begin
    begin = _past_modifiers(run, begin, small)
    if role is None and begin > titled:
        role = read_role(run[titled:begin])
    if begin and len(run) - begin == 1 and run[begin].folded in known.places:
        return _name(layout, run, begin, (first, last), "place")
    kind = _kind(layout, first, run[begin:], titled=role is not None or honorific)
    if role is not None and role.gender is not None:
        gender = role.gender
    whole = (first, last)
    return _name(layout, run, begin, whole, kind, gender=gender, role=role, honorific=honorific)


def _told_by_words(joined: str, run: Sequence[Word]) -> NameKind | None:
    """The kind that the words of a run tell by themselves."""
    known = tables()
    if run[-1].folded in known.adherents and not _named_so(run):
        return "party"
    if joined in known.countries:
        return "place"
    if joined in known.peoples:
        return "people"
    office = len(run) > 1 and run[0].folded in known.roles and run[1].folded == "of"
    society = any(word.folded in {"for", "to", "against"} for word in run[1:-1]) and not office
    if society and run[0].folded not in known.roles:
        return "organisation"
    organised = run[-1].folded in known.organisation_words and not office and not _like_person(run)
    return "organisation" if organised else None


def _adherent(layout: Layout, first: int, run: Sequence[Word]) -> bool:
    """Whether a run is somebody of a party, or the party's word alone: "an Ansby Liberal", "the Liberal"."""
    if run[-1].folded not in tables().parties or _named_so(run):
        return False
    before = " ".join(word.folded for word in run[:-1])
    indefinite = first > 0 and layout.words[first - 1].folded in {"a", "an"}
    return not before or before in tables().places or indefinite


def _named_so(run: Sequence[Word]) -> bool:
    """Whether a party word ends somebody's name ("Tony Green")."""
    return len(run) > 1 and given_gender(run[0].text)[0]


def _mere_opening(run: Sequence[Word]) -> bool:
    if len(run) == 1:
        return True
    named = given_gender(run[1].text)[0] or " ".join(word.folded for word in run[1:]) in tables().countries
    return run[0].folded not in tables().roles and named


def _like_person(run: Sequence[Word]) -> bool:
    return len(run) == 2 and given_gender(run[0].text)[1] is not None


def _past_modifiers(run: Sequence[Word], begin: int, small: set[str]) -> int:
    """Past "Republican", "Norvian" or a plain noun ("Supervisor of Elections") before a given name."""
    known = tables()
    at = begin
    while at < len(run) - 2 or (at < len(run) - 1 and at > begin):
        word = run[at].folded
        modifies = (
            word in known.places
            or word in known.parties
            or word in known.adherents
            or word in known.organisation_words
        )
        if not modifies and word not in small and not word.endswith(("ian", "ican")):
            return begin if at < len(run) and not given_gender(run[at].text)[0] else at
        at += 1
    return at if given_gender(run[at].text)[0] else begin


def _title_role(layout: Layout, first: int, run: Sequence[Word], begin: int) -> Role | None:
    """The role of the title in the run, or of the plain words just before it ("the glass maker Ivo Dent")."""
    if begin:
        near = first > 0 and touch(layout, first - 1) and layout.words[first - 1].folded in _CHANGING
        title = [
            *layout.words[first - near : first],
            *(word for word in run[:begin] if word.folded not in tables().honorifics),
        ]
        role = read_role(title)
        if role is not None:
            return role
    start = first - _office_before(layout, first)
    while start > 0 and first - start < _LONGEST_TITLE and touch(layout, start - 1):
        before = layout.words[start - 1].folded
        if before in DETERMINERS or before in BREAKS or before in _NO_TITLE:
            start -= before in OWNERS
            break
        start -= 1
    owned = first > start > 0 and layout.words[start - 1].possessive
    determined = owned or (start > 0 and layout.words[start - 1].folded in DETERMINERS)
    clause = after_clause(layout.words[start:first], determined=determined)
    start += clause or -owned
    return read_role(layout.words[start:first]) if start < first else None


def _office_before(layout: Layout, first: int) -> int:
    """How many words before a name are an office with "of" in it: "secretary of state", "chief of staff"."""
    for length in range(min(_LONGEST_OFFICE, first), 2, -1):
        words = layout.words[first - length : first]
        joined = all(touch(layout, i) for i in range(first - length, first))
        if joined and words[1].folded == "of" and " ".join(w.folded for w in words) in tables().roles:
            return length
    return 0


def _kind(layout: Layout, first: int, name: Sequence[Word], *, titled: bool) -> NameKind:
    known = tables()
    if titled or (len(name) > 1 and given_gender(name[0].text)[0]):
        return "person"
    word = name[0]
    plain = word.text.replace(".", "")
    capitals = plain.isupper() or plain[-2:].isupper()  # an agency's name may end in capitals: "NorTA"
    acronym = len(name) == 1 and capitals and 2 <= len(plain) <= _LONGEST_ACRONYM
    if acronym or word.folded in known.institutions:
        return "organisation"
    if any(each.folded in known.organisation_words for each in name):
        return "organisation"
    article = first > 0 and layout.words[first - 1].folded == "the" and touch(layout, first - 1)
    return "organisation" if article and not _modifies(layout, name[-1]) else "unknown"


def _modifies(layout: Layout, word: Word) -> bool:
    """Whether a noun follows that the name only goes with ("the Brun administration")."""
    after = layout.word_at(word.stop)
    if after >= len(layout.words) or layout.words[after].start - word.stop != 1:
        return False
    noun, known = layout.words[after].folded, tables()
    return noun in known.organisation_nouns or noun in known.roles or noun in known.documents


def _name(
    layout: Layout,
    run: Sequence[Word],
    begin: int,
    whole: tuple[int, int],
    kind: NameKind,
    *,
    gender: Gender | None = None,
    role: Role | None = None,
    honorific: bool = False,
) -> Name:
    at = whole[1] - len(run) + 1
    inside = [i for i in range(begin + 1, len(run) - 1) if is_nickname(layout, at + i)]
    nickname = run[inside[0]].folded if inside else None
    inner = [
        layout.text[word.start - (i in inside) : word.end + (i in inside or plural_possessive(word))]
        for i, word in enumerate(run[:-1])
        if i >= begin
    ]
    parts = (*inner, run[-1].text)
    if gender is None and kind == "person" and len(parts) > 1:
        gender = given_gender(parts[0])[1]
    key = tuple([fold(part).rstrip(".") for i, part in enumerate(parts, begin) if i not in inside])
    key = key[:-1] if len(key) > 1 and key[-1] in SUFFIXES else key
    span = Span(run[begin].start, run[-1].end)
    return Name(span, *whole, parts, kind, gender, role, run[-1].possessive, honorific, key, nickname)
