"""Where a sentence may say what somebody will do: the words of `data/commitment_markers.tsv`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from onrecord.core.tables import rows, several
from onrecord.ledger.clause_words import AUXILIARY, Sentence, cues
from onrecord.ledger.tenses import is_past_form

PRESENT = "timed"
"""How verbs in the present are read that tell of what is to come only with a time ("opens in May")."""
_LONGEST_OBJECT = 12
"""So many words stand at most between "ordered" and "to"."""
_NEAR = 8
"""Within so many words "that" or "to" shows that no thing is promised but a clause."""
_BACK = 6
_BETWEEN = 5
"""So many words at most stand between "promised" and "to", the latter included."""
_FALL = 14
"""Within so many words behind "plan to" its own verb tells that it failed."""
_NO_NAMES = ("relative", "opener", "joiner")


class Marker(NamedTuple):
    """Words that open a commitment, how they are read (the table tells), and the sign they weigh as."""

    words: tuple[str, ...]
    reading: str
    sign: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A marker where it stands in a sentence.

    `first` is the place of the first word of its verb or noun (of "is due to": "is"), `at` that of the
    marker, `verb` that of the first word of what is to be done.
    """

    marker: Marker
    first: int
    at: int
    verb: int


@cache
def markers() -> dict[str, tuple[Marker, ...]]:
    """The markers by their first word, longest first."""
    found: dict[str, list[Marker]] = {}
    for words, reading, sign, _ in rows(__package__, "commitment_markers"):
        for each in several(words):
            forms = tuple(each.split())
            found.setdefault(forms[0], []).append(Marker(forms, reading, sign))
    return {word: tuple(sorted(each, key=lambda one: -len(one.words))) for word, each in found.items()}


@cache
def telltales() -> dict[str, frozenset[str]]:
    """Words that show that a sentence may hold a marker, each with those that must follow: none, or "to"."""
    found: dict[str, frozenset[str]] = {}
    for words in (marker.words for known in markers().values() for marker in known if len(marker.words) > 1):
        found[words[-2]] = found.get(words[-2], frozenset()) | {words[-1]}
    alone = (marker.words[0] for known in markers().values() for marker in known if len(marker.words) == 1)
    return found | dict.fromkeys(set(alone) - {"to"}, frozenset())


@cache
def present_verbs() -> frozenset[str]:
    """Verbs that open nothing unless a time is with them."""
    return frozenset(word for word, found in markers().items() if all(m.reading == PRESENT for m in found))


def openings(sentence: Sentence) -> Iterator[Opening]:
    """The markers that fit where they stand, at most one at a place, in order."""
    known, free = markers(), 0
    for at, word in enumerate(sentence.words):
        found = next(_fitting(sentence, at), None) if at >= free and word.form in known else None
        if found is not None:
            yield found
            free = at + len(found.marker.words)


def _fitting(sentence: Sentence, at: int) -> Iterator[Opening]:
    for marker in markers()[sentence.form(at)]:
        end = _end(sentence, marker, at)
        if end is not None and not any(sentence.parted(i) for i in range(at + 1, end)):
            opening = _READINGS[marker.reading](sentence, marker, at, end)
            if opening is not None:
                yield opening


def _end(sentence: Sentence, marker: Marker, at: int) -> int | None:
    """The place behind the words of a marker that stand here: "promised to", "promised on Friday to"."""
    *first, last = marker.words
    to = at + len(first)
    if any(sentence.form(at + i) != word for i, word in enumerate(first)):
        return None
    if marker.reading == "own" and last == "to":
        stop = min(to + _BETWEEN, len(sentence))
        to = next((i for i in range(to, stop) if not sentence.is_between(i)), to)
    return to + 1 if sentence.form(to) == last else None


def _modal(sentence: Sentence, marker: Marker, at: int, end: int) -> Opening | None:
    """The marker is "will" with its verb; neither "the will of the people" nor "Will Holt"."""
    capitals = sentence.words[at].capital and end < len(sentence) and sentence.words[end].capital
    if sentence.is_a(at - 1, "determiner", "preposition") or capitals:
        return None
    verb = sentence.skip(end, 1)
    form = sentence.form(verb)
    if marker.words == ("'d",) and (form == "better" or is_past_form(form)):
        return None  # "She'd walked", "she'd better walk"
    fits = _is_verb(sentence, verb)
    if marker.words == ("must",):
        fits &= any(cues().get(sentence.form(i)) in {"decide", "order"} for i in range(at))
    return Opening(marker, at, at, verb) if fits else None


def _state(sentence: Sentence, marker: Marker, at: int, end: int) -> Opening | None:
    """The marker is "due to" with a verb, after "be" or told of a noun ("a bill expected to pass")."""
    verb = sentence.skip(end, 1)
    if not _is_done(sentence, verb):
        return None
    be = sentence.skip(at - 1, -1)
    if marker.words == ("to",):
        fits = sentence.is_a(be, "plain be") and not sentence.parted(at)
        return Opening(marker, _first_of_group(sentence, be), at, verb) if fits else None
    if sentence.is_a(be, "be") and not sentence.parted(at):
        return Opening(marker, _first_of_group(sentence, be), at, verb)
    reduced = marker.sign in {"scheduled", "expected", "likely"} and at > 0
    return Opening(marker, at, at, verb) if reduced and not sentence.is_a(at - 1, "have", "pronoun") else None


def _own(sentence: Sentence, marker: Marker, at: int, end: int) -> Opening | None:
    """The marker is "plans to" as a verb."""
    owned = at > 0 and sentence.words[at - 1].possessive
    if owned or sentence.is_a(at - 1, "determiner") or sentence.form(at - 1) == "to":
        return None
    if marker.words[0].rstrip("s") in _NOUNS_TOO and _is_noun(sentence, at):
        return None
    first = _first_of_group(sentence, at)
    # Who "never promised to" is not bound; who "does not plan to" has a plan.
    denied = marker.sign in _ACTS and any(sentence.is_a(i, "denying") for i in range(max(first - 1, 0), at))
    done = _is_done(sentence, sentence.skip(end, 1))
    # "Promised not to sail": it is part of what is promised.
    negated = end - 2 > at and sentence.form(end - 2) in {"not", "never"}
    return Opening(marker, first, at, end - 1 - negated) if done and not denied else None


def _noun(sentence: Sentence, marker: Marker, at: int, end: int) -> Opening | None:
    """The marker is "a plan to" do something; not "in order to", nor a "commitment to old principles"."""
    verb = sentence.skip(end, 1)
    # "Refused to pledge to": a verb, which another governs.
    governed = sentence.form(at - 1) == "to" and not marker.words[0].endswith("s")
    if governed or _is_dropped(sentence, at, verb):
        return None
    gerund = sentence.form(verb).endswith("ing")
    done = gerund or (_is_verb(sentence, verb) and marker.words[0] != "commitment")
    return Opening(marker, at, at, end - 1) if done and sentence.form(at - 1) != "in" else None


def _other(sentence: Sentence, marker: Marker, at: int, end: int) -> Opening | None:
    """The marker is "ordered" with who is ordered and "to"."""
    if sentence.is_a(at - 1, "determiner", "preposition"):
        return None
    if sentence.is_a(end, "preposition", *_NO_NAMES) or sentence.parted(end):
        return None
    for i in range(end + 1, min(end + _LONGEST_OBJECT, len(sentence))):
        if sentence.parted(i) or sentence.is_a(i, "opener", *AUXILIARY):
            return None
        if sentence.form(i) == "to" and _is_verb(sentence, sentence.skip(i + 1, 1)):
            return Opening(marker, at, at, i)
    return None


def _thing(sentence: Sentence, marker: Marker, at: int, end: int) -> Opening | None:
    """The marker is "promised" with a thing; where a clause follows, its own marker opens it."""
    named = sentence.is_a(at - 1, "comparing") or (at > 0 and sentence.words[at - 1].possessive)
    if named or sentence.is_a(at - 1, "determiner", "preposition", "be") or sentence.marks(end):
        return None  # "Most promised repairs", "her promised repairs"
    if not sentence.form(end) or sentence.is_a(end, "pronoun", "preposition", *_NO_NAMES):
        return None
    behind = range(end, min(end + _NEAR, len(sentence)))
    if any(sentence.form(i) in {"that", "to"} or sentence.is_a(i, "modal", "be") for i in behind):
        return None
    return Opening(marker, _first_of_group(sentence, at), at, end)


def _timed(sentence: Sentence, marker: Marker, at: int, _: int) -> Opening | None:
    """The marker is a verb in the present, behind its subject or "is"."""
    if marker.words[0].endswith("ing"):
        be = sentence.skip(at - 1, -1)
        past = sentence.form(be) in {"was", "were"}
        fits = sentence.is_a(be, "finite be") and not past and not sentence.parted(at)
        return Opening(marker, be, at, at) if fits else None
    lone = at == 0 or sentence.marks(at) or sentence.words[at].capital
    closed = sentence.is_a(at - 1, "determiner", "preposition", "joiner", *AUXILIARY)
    return None if lone or closed or sentence.is_adverb(at - 1) else Opening(marker, at, at, at)


def _inverted(_: Sentence, marker: Marker, at: int, end: int) -> Opening | None:
    return Opening(marker, at, at, end)


_READINGS: dict[str, Callable[[Sentence, Marker, int, int], Opening | None]] = {
    "modal": _modal,
    "state": _state,
    "own": _own,
    "noun": _noun,
    "other": _other,
    "thing": _thing,
    "inverted": _inverted,
    PRESENT: _timed,
}
_ACTS = frozenset({"promise", "agree", "offer", "threat", "decide"})
"""Signs of markers that tell of an act: denied, there was none."""
_NOUNS_TOO = frozenset({"plan", "promise", "pledge", "vow", "aim"})
"""Verbs that are nouns as well."""


def _is_done(sentence: Sentence, at: int) -> bool:
    return _is_verb(sentence, at) or sentence.form(at).endswith("ing")


def _is_verb(sentence: Sentence, at: int) -> bool:
    """Whether the word can be the bare form of a verb, as far as small words and capitals show."""
    form = sentence.form(at)
    if not form[:1].isalpha() or sentence.parted(at):
        return False
    if at and sentence.words[at].capital and not sentence.words[at - 1].capital:
        return False
    closed = sentence.is_a(at, "determiner", "preposition", "pronoun", *_NO_NAMES, *AUXILIARY)
    return not closed or sentence.is_a(at, "bare verb")


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether "plans" is what somebody has: a verb or a preposition is before it, with no clause between."""
    before = sentence.form(at - 1)
    if sentence.is_a(at - 1, "preposition", "joiner", "be", "have") or _tells_before(before):
        return before not in {"to", "and"}
    if sentence.is_a(at - 1, "particle") or _is_given_up(sentence, at):
        return True
    # "The best plan": one of whom a determiner tells does not "plan", but "plans".
    one = before.isalpha() and not before.endswith("s") and not sentence.is_a(at - 1, "pronoun", "plural")
    told = sentence.is_a(at - 2, "determiner") or (at > 1 and sentence.words[at - 2].possessive)
    if not sentence.form(at).endswith("s") and one and told:
        return True
    for i in range(at - 1, max(at - _BACK, -1), -1):
        if sentence.marks(i + 1) or sentence.is_a(i, *_NO_NAMES):
            return False
        if sentence.is_a(i, "do", "modal"):
            return i < at - 1 and not sentence.is_adverb(at - 1)
    return False


def _tells_before(form: str) -> bool:
    """Whether a word has the form of a verb that "plans" is the object of: "made plans", "making plans"."""
    return form.endswith("ing") or is_past_form(form)


def _is_given_up(sentence: Sentence, noun: int) -> bool:
    """Whether there is no such plan any more or never was: "denies any plans", "no immediate plans"."""
    for at in range(noun - 1, max(noun - _BACK, -1), -1):
        if sentence.marks(at + 1) or sentence.is_a(at, *_NO_NAMES):
            return False
        if sentence.form(at) == "no" or sentence.is_a(at, "giving up"):
            return True
    return False


def _is_dropped(sentence: Sentence, noun: int, verb: int) -> bool:
    """Whether a plan is told to be none, by the words before it or its own verb ("the plan to sell fell")."""
    if _is_given_up(sentence, noun):
        return True
    for at in range(verb + 1, min(verb + _FALL, len(sentence))):
        if sentence.marks(at) or sentence.is_a(at, *_NO_NAMES):
            return False
        if sentence.is_a(at, "giving up") and sentence.is_a(at - 1, "be"):
            return True
        # "To rebuild the collapsed bridge" tells of a thing.
        ends = sentence.marks(at + 1) or sentence.is_a(at + 1, "preposition", "adverb", "opener")
        if sentence.is_a(at, "failing") and ends and not sentence.is_a(at - 1, "determiner"):
            return True
    return False


def _first_of_group(sentence: Sentence, at: int) -> int:
    """The first of a group of verbs that ends with the one at a place ("has been", "will be")."""
    while sentence.is_a(sentence.skip(at - 1, -1), *AUXILIARY) and not sentence.marks(at):
        at = sentence.skip(at - 1, -1)
    return at
