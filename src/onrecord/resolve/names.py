"""Names in a text: capitalised runs, what title stands before them, and whether they are people's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.core import Span
from onrecord.resolve.layout import Layout, Word
from onrecord.resolve.roles import DETERMINERS, Role, read_role
from onrecord.resolve.tables import Gender, fold, tables

NameKind = Literal["person", "organisation", "place", "people", "party", "unknown"]

_PARTICLES = frozenset(
    "de da di do del della dei des dos du van von der den la le al el bin ibn ben ter ten y e zu".split()
)
_LEADING_PARTICLES = frozenset("de da di del della van von du ten ter".split())
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_JOINED_BY_AND = frozenset(
    "ministry minister department committee council commission centre center institute office secretary "
    "state union agency".split()
)
_SMALL_IN_TITLES = frozenset(
    "a an the and but or nor for of on in at to by from with as vs via over into than off up out".split()
)
_HEADLINE_CAPITALS, _HEADLINE_SMALL, _LONGEST_HEADLINE = 3, 0.15, 200
_LONGEST_ACRONYM = 6
_LONGEST_RUN = 16
_SHOUTED = 3
_SURNAMES_TOO = frozenset({"may", "long", "march"})
_CHANGING = frozenset({"former", "ex", "late", "then", "vice", "deputy"})
_NO_TITLE = frozenset({"and", "with", "by", "said", "of", "to", "for", "as"})
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
    """The parts for comparing: folded, without Jr. and the like."""


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
        if large >= _HEADLINE_CAPITALS and small <= _HEADLINE_SMALL * large:
            found.append(span)
    return found


def find_names(layout: Layout) -> list[Name]:
    """Every name in the text, in order."""
    words = layout.words
    titled = headlines(layout)
    in_title = {i for span in titled for i in range(layout.word_at(span.start), layout.word_at(span.end))}
    small = {word.folded for word in words if not word.capital}
    large = [i for i, word in enumerate(words) if word.capital and i not in in_title]
    body = {words[i].folded for i in large}
    inner = {words[i].folded for i in large if not layout.begins_sentence(i)}
    found: list[Name] = []
    for first, last in _runs(layout, in_title, body):
        if first == last and words[first].folded.endswith(_NOT_NAMES):
            continue
        if first == last and words[first].folded not in inner and _plural_opening(words[first]):
            continue
        name = _read(layout, first, last, small)
        if name is not None:
            found.append(name)
    return found


def _plural_opening(word: Word) -> bool:
    """Whether a word that is capitalised only at the start of a sentence looks like a plural."""
    named = word.folded in tables().given_names or word.folded in tables().adherents
    return word.folded.endswith("s") and not word.possessive and not named


def _may_begin(layout: Layout, i: int) -> bool:
    word = layout.words[i]
    if not word.capital:
        follows = i + 1 < len(layout.words) and layout.words[i + 1].capital and _touch(layout, i)
        return word.folded in _LEADING_PARTICLES and follows
    return word.folded not in tables().function_words and word.text != "I"


def _touch(layout: Layout, i: int) -> bool:
    """Whether a single space parts word `i` from the next one."""
    word, after = layout.words[i], layout.words[i + 1]
    return not word.possessive and after.start - word.stop == 1 and layout.text[word.stop] == " "


def _runs(layout: Layout, in_title: set[int], body: set[str]) -> Iterator[tuple[int, int]]:
    """Word numbers (first, last) of capitalised runs."""
    words, last = layout.words, -1
    for i in [i for i, word in enumerate(words) if word.capital or word.folded in _LEADING_PARTICLES]:
        if i <= last:
            continue
        if i in in_title:
            given, _ = given_gender(words[i].text)
            pair = given and i + 1 in in_title and words[i + 1].folded in body and _touch(layout, i)
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
    suffix = words[i].folded in _SUFFIXES and not words[last].possessive
    # "the Harbour Workers’ Union": the one possessive that a name may hold
    plural = _plural_possessive(words[last]) and words[i].folded in tables().organisation_words
    if (suffix or (plural and words[i].capital)) and words[i].start - words[last].stop <= 2:
        return i
    if not _touch(layout, last):
        return None
    if words[i].capital:
        functional = words[i].folded in tables().function_words or words[i].text == "I"
        surname = given_gender(words[last].text)[0] and words[i].folded in _SURNAMES_TOO
        return i if not functional or surname else None
    if words[i].folded in _PARTICLES:
        j = i + 1
        while j < len(words) and words[j].folded in _PARTICLES and j - i < 3 and _touch(layout, j - 1):
            j += 1
        return j if j < len(words) and words[j].capital and _touch(layout, j - 1) else None
    return _over_connector(layout, first, last)


def _plural_possessive(word: Word) -> bool:
    return word.possessive and word.stop == word.end


def _over_connector(layout: Layout, first: int, last: int) -> int | None:
    words = layout.words
    i, joins = last + 1, words[last].folded
    run = words[first : last + 1]
    if words[i].folded in {"of", "for", "on"}:
        linked = (
            joins in tables().organisation_words or joins in tables().roles or joins in {"state", "republic"}
        )
        allowed = linked or (words[i].folded == "of" and joins == "head")
    elif words[i].folded == "and":
        deep = any(word.folded == "of" for word in run)
        allowed = deep and any(word.folded in _JOINED_BY_AND for word in run)
        allowed = allowed and i + 1 < len(words) and not given_gender(words[i + 1].text)[0]
    else:
        return None
    i += 1
    if allowed and i < len(words) and words[i].folded in {"the", "a"} and _touch(layout, i - 1):
        i += 1
    if not allowed or i >= len(words) or not words[i].capital or not _touch(layout, i - 1):
        return None
    plain = words[i].folded not in tables().function_words and words[i].folded not in tables().honorifics
    return i if plain and not given_gender(words[i].text)[0] else None


def _title_end(run: Sequence[Word]) -> tuple[int, Gender | None, bool]:
    """How many words of a run are title: (count, gender told, whether an honorific is among them)."""
    known = tables()
    count, gender, honorific = 0, None, False
    for i, word in enumerate(run):
        if word.folded in known.honorifics:
            count, gender, honorific = i + 1, known.honorifics[word.folded], True
            continue
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
    joint = max(i for i, word in enumerate(run) if not word.capital)
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
    if shouted or joined in known.roles or (joined in known.places and joined not in known.countries):
        return None
    told = _told_by_words(joined, run)
    if told is not None:
        return _name(layout, run, 0, (first, last), told)
    begin, gender, honorific = _title_end(run)
    role = _title_role(layout, first, run, begin)
    if begin == len(run):
        return None
    begin = _past_modifiers(run, begin)
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
    if run[-1].folded in known.adherents:
        return "party"
    if joined in known.countries:
        return "place"
    if joined in known.peoples:
        return "people"
    office = len(run) > 1 and run[0].folded in known.roles and run[1].folded == "of"
    organised = run[-1].folded in known.organisation_words and not office and not _like_person(run)
    return "organisation" if organised else None


def _mere_opening(run: Sequence[Word]) -> bool:
    return len(run) == 1 or (run[0].folded not in tables().roles and given_gender(run[1].text)[0])


def _like_person(run: Sequence[Word]) -> bool:
    return len(run) == 2 and given_gender(run[0].text)[1] is not None


def _past_modifiers(run: Sequence[Word], begin: int) -> int:
    """Past "Republican" or "Norvian" before a given name."""
    known = tables()
    at = begin
    while at < len(run) - 2 or (at < len(run) - 1 and at > begin):
        word = run[at].folded
        modifies = word in known.places or word in known.parties or word in known.organisation_words
        if not modifies and not word.endswith(("ian", "ican")):
            return begin if at < len(run) and not given_gender(run[at].text)[0] else at
        at += 1
    return at if given_gender(run[at].text)[0] else begin


def _title_role(layout: Layout, first: int, run: Sequence[Word], begin: int) -> Role | None:
    """The role of the title in the run, or of the plain words just before it ("the glass maker Ivo Dent")."""
    if begin:
        near = first > 0 and _touch(layout, first - 1) and layout.words[first - 1].folded in _CHANGING
        title = [
            *layout.words[first - near : first],
            *(word for word in run[:begin] if word.folded not in tables().honorifics),
        ]
        role = read_role(title)
        if role is not None:
            return role
    start = first
    while start > 0 and first - start < 6 and _touch(layout, start - 1):
        before = layout.words[start - 1].folded
        if before in DETERMINERS or before in _NO_TITLE:
            break
        start -= 1
    return read_role(layout.words[start:first]) if start < first else None


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
    article = first > 0 and layout.words[first - 1].folded == "the" and _touch(layout, first - 1)
    return "organisation" if article else "unknown"


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
    inner = [layout.text[word.start : word.end + _plural_possessive(word)] for word in run[begin:-1]]
    parts = (*inner, run[-1].text)
    if gender is None and kind == "person" and len(parts) > 1:
        gender = given_gender(parts[0])[1]
    key = tuple([fold(part).rstrip(".") for part in parts])
    key = key[:-1] if len(key) > 1 and key[-1] in _SUFFIXES else key
    span = Span(run[begin].start, run[-1].end)
    return Name(span, *whole, parts, kind, gender, role, run[-1].possessive, honorific, key)
