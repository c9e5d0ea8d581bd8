"""What a later sentence says became of a commitment: done, dropped, delayed; nothing where it is not plain.

A sentence is evidence only if it tells of the very thing, that it happened, after the commitment was made,
without a denial, a hope, a condition or a question. Verbs are those of `data/status_outcomes.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

from onrecord.core import Span
from onrecord.core.ledger import Deadline, Precision
from onrecord.ledger import calendar
from onrecord.ledger.deadlines import deadlines
from onrecord.ledger.periods import Periods
from onrecord.ledger.status_matters import (
    Matter,
    is_by_actor,
    is_doing,
    is_elsewhere,
    is_familiar,
    is_of,
    is_same_setting,
    is_vessel_of,
    matter_of,
    speaks_for,
)
from onrecord.ledger.status_reading import Event, Phrase, Said, event, find, said, table
from onrecord.ledger.status_told import Evidence, Later, Made
from onrecord.ledger.status_verbs import Verb, all_verbs, begins, done_by, ends, longest
from onrecord.ledger.timewords import phrases, words_of
from onrecord.match.statements.forms import form_of
from onrecord.match.statements.wording import tokens
from onrecord.resolve.dates import days_in

_LENGTHS: dict[Precision, int] = {
    "week": 6,
    "month": 30,
    "quarter": 91,
    "season": 91,
    "half": 183,
    "year": 365,
}
"""How many days a deadline so exact ends after it begins."""
_YEARS = 3650
_AGAIN: frozenset[Verb | None] = frozenset({("hold",), ("host",), ("visit",), ("take", "place")})
"""What is done time and again: a pier is opened once."""
_LIMITS = re.compile(
    r"\b(?:(?:as|with|without|but|only|than|except|alone|yet)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)\b"
)
"""What limits a refusal: "will not open as it was", "will not open without guards"."""
_TO_DAY = frozenset({"to", "until", "till", "for", "by"})


def evidence(made: Made, later: Later) -> Evidence | None:
    """What a later statement says became of a commitment; None where it does not plainly say it."""
    if made.made_on is None or later.day <= made.made_on or made.commitment.type == "prediction":
        return None
    matter = matter_of(made.commitment, made.text)
    told = said(later.text, later.span)
    if matter.head is None or not told.words or "?" in later.span.of(later.text):
        return None
    if (
        is_elsewhere(told, matter)
        or not is_same_setting(told, matter)
        or _is_older(told, later.day, made.made_on)
    ):
        return None
    for found in chain(_done(told, matter, later), _ended(told, matter, made, later)):
        return found
    return _put_to_later(told, matter, made, later)


def may_tell(text: str, span: Span) -> bool:
    """Whether a sentence has a verb that can say what became of some commitment: what is worth keeping."""
    # Most sentences have none: their words are looked up as they are written before any is read.
    if not any(map(_begins_a_verb, span.of(text).split())):
        return False
    forms = [form_of(token.text) for token in tokens(text, (span,))]
    return any(longest(forms, at, all_verbs()) for at in range(len(forms)))


@lru_cache(maxsize=1 << 16)
def _begins_a_verb(written: str) -> bool:
    """Whether one of the words between two spaces can begin a verb of the table."""
    return any(begins(form_of(token.text)) for token in tokens(written, (Span(0, len(written)),)))


def _done(told: Said, matter: Matter, later: Later) -> Iterator[Evidence]:
    """That it was done."""
    if matter.denied:
        return
    for found, _ in _events(told, done_by(matter.verb) if matter.verb else frozenset()):
        thing = _done_to(found, matter, told)
        if (
            found.happening == "happened"
            and thing is not None
            and is_of(told, thing, matter)
            and _is_plain(told, found, thing, matter)
            and _has_actor(told, found, later, matter)
        ):
            yield Evidence(later, "kept", _words(told, found, thing))


def _ended(told: Said, matter: Matter, made: Made, later: Later) -> Iterator[Evidence]:
    """That it was dropped, delayed, or moved to a later day."""
    for found, verb in _events(told, frozenset(ends())):
        outcome = ends()[verb]
        thing = _thing(found)
        if found.happening != "happened" or thing is None or not _is_plain(told, found, thing, matter):
            continue
        direct = _is_made(matter) and not matter.denied and is_of(told, thing, matter)
        if not (direct or is_vessel_of(told, thing, matter) or is_doing(told, thing, matter)):
            continue
        if found.voice == "active" and not is_by_actor(told, found.subject, later.speaker, matter):
            continue
        if outcome == "dropped":
            yield Evidence(later, "dropped", _words(told, found, thing))
        else:
            yield from _delay(told, found, thing, made, later, dated=outcome == "moved")


def _delay(
    told: Said, found: Event, thing: Phrase, made: Made, later: Later, *, dated: bool
) -> Iterator[Evidence]:
    """A delay, unless its new day is no later one."""
    due = _new_deadline(told, found, later)
    old = made.commitment.due.latest if made.commitment.due else None
    if due is None and dated:
        return
    if due is not None and due.latest is not None and old is not None and due.latest <= old:
        return
    yield Evidence(later, "delayed", _words(told, found, thing), due)


def _put_to_later(told: Said, matter: Matter, made: Made, later: Later) -> Evidence | None:
    """The commitment again with a later deadline, or that it will not be done (before a day)."""
    for found, _ in _events(told, done_by(matter.verb) if matter.verb else frozenset()):
        thing = _done_to(found, matter, told)
        if thing is None or found.happening == "happened" or matter.denied or not is_of(told, thing, matter):
            continue
        bound = later.speaker is None or speaks_for(later.speaker, matter)
        acts = found.voice == "passive" or thing is found.subject or _has_actor(told, found, later, matter)
        if (
            not bound
            or not acts
            or not _is_plain(told, found, thing, matter, refused=found.happening == "refused")
        ):
            continue
        days = deadlines(told.text, date.fromisoformat(later.day), told.span)
        words = _words(told, found, thing)
        if found.happening == "refused":
            return _refused(days, words, made, later)
        due = days[-1] if len(days) == 1 else None
        if (
            due
            and matter.definite
            and (matter.verb not in _AGAIN)
            and _begins_after(due, made.commitment.due)
        ):
            return Evidence(later, "delayed", Span(words.start, max(words.end, due.text.end)), due)
    return None


def _refused(days: list[Deadline], words: Span, made: Made, later: Later) -> Evidence | None:
    """As "will not open": dropped; as "will not open before May": delayed, if it was due before."""
    sentence, due = later.span.of(later.text), made.commitment.due
    if not days:
        return None if _LIMITS.search(sentence) else Evidence(later, "dropped", words)
    limit = days[0]
    opener = limit.text.of(later.text).split()[0].lower()
    old = due.latest if due else None
    if len(days) > 1 or opener not in {"before", "until", "till"} or not old or not limit.latest:
        return None
    if limit.latest < old:
        return None
    return Evidence(later, "delayed", Span(words.start, max(words.end, limit.text.end)))


def _events(told: Said, verbs: frozenset[Verb]) -> Iterator[tuple[Event, Verb]]:
    """What a sentence tells of some verbs, in order."""
    forms = [word.form for word in told.words]
    at = 0
    while at < len(forms):
        verb = longest(forms, at, verbs)
        found = event(told, range(at, at + len(verb))) if verb else None
        if found and verb:
            yield found, verb
        at += len(verb) if verb else 1


def _thing(found: Event) -> Phrase | None:
    """What a verb is done to: its object, or its subject in the passive and where it has none."""
    return found.subject if found.voice == "passive" else found.object or found.subject


def _done_to(found: Event, matter: Matter, told: Said) -> Phrase | None:
    """The same, where who committed to it is not what it is done to: "the mayor resigned"."""
    thing = _thing(found)
    if not matter.acted and found.voice == "active" and found.subject and is_of(told, found.subject, matter):
        return found.subject
    return thing


def _has_actor(told: Said, found: Event, later: Later, matter: Matter) -> bool:
    """Whether who did it can be who committed to it."""
    if found.voice == "active" and found.object is not None and matter.acted:
        return is_by_actor(told, found.subject, later.speaker, matter)
    by = next((at for at in range(found.verb.stop, len(told.words)) if told.form(at) == "by"), None)
    agent = [told.words[at] for at in range(by + 1, min(by + 5, len(told.words)))] if by is not None else []
    named = {word.kin for word in agent if word.sort == "name"}
    return not named or bool(named & matter.actors)


def _is_plain(told: Said, found: Event, thing: Phrase, matter: Matter, *, refused: bool = False) -> bool:
    """Whether nothing in the sentence denies, doubts, wishes or limits it, or puts it in another time."""
    denials = sum(word.sort == "negation" for word in told.words)
    subject = found.subject
    ahead = found.verb.start if found.happening == "happened" else found.group
    planned = thing.whole if (told.form(thing.head),) in table("vessel") else range(0)
    before = [at for at in range(ahead) if at not in planned]
    hedged = any(told.words[at].sort == "hedge" for at in before)
    spoilt = any(find(told, before, "before")) or any(find(told, range(len(told.words)), "anywhere"))
    told_of = {*found.verb, *thing.core, *(subject.core if subject else ())}
    beside = [at for at in range(len(told.words)) if at not in told_of]
    return denials == refused and not hedged and not spoilt and is_familiar(told, beside, matter)


def _is_made(matter: Matter) -> bool:
    """Whether dropping the thing drops the commitment: what was to be built, begun or held."""
    return matter.verb in table("maker")


def _is_older(told: Said, day: str, made_on: str) -> bool:
    """Whether the sentence names a time that may lie before the commitment was made."""
    sentence, base, made = told.span.of(told.text), date.fromisoformat(day), date.fromisoformat(made_on)
    if any(each.earliest <= made and each.latest <= base for each in days_in(sentence, base)):
        return True
    for at, word in enumerate(told.words):
        if len(word.form) == 4 and word.form.isdecimal() and 1000 <= int(word.form) < made.year:
            return True
        if (word.form,) in phrases("season").values and not told.form(at + 1).isdecimal():
            return True
        month = phrases("month").values.get((word.form,))
        if month and told.text[word.span.start].isupper() and not told.form(at + 1).isdecimal():
            last = calendar.month(base.year - (int(month) > base.month), int(month)).last
            if last and last < made:
                return True
    return False


def _new_deadline(told: Said, found: Event, later: Later) -> Deadline | None:
    """The deadline behind a verb of delay."""
    day = date.fromisoformat(later.day)
    for each in deadlines(told.text, day, told.span):
        if each.text.start >= told.words[found.verb.start].span.start and each.latest:
            return each
    for at in range(found.verb.stop, len(told.words)):
        if told.form(at) in _TO_DAY:
            within = Span(told.words[at].span.end, told.span.end)
            named = Periods(words := words_of(told.text, within), day).at(0)
            if named and named.period.last and named.period.last > day:
                span = Span(told.words[at].span.start, words.tokens[named.end - 1].span.end)
                return Deadline(day.isoformat(), named.period.last.isoformat(), named.period.precision, span)
    return None


def _begins_after(due: Deadline, old: Deadline | None) -> bool:
    """Whether the time a deadline names begins after another is over: "this year" is no delay of "in May"."""
    if due.latest is None or old is None or old.latest is None:
        return False
    length = 0 if due.precision == "day" else _LENGTHS.get(due.precision, _YEARS)
    return (date.fromisoformat(due.latest) - timedelta(days=length)).isoformat() > old.latest


def _words(told: Said, found: Event, thing: Phrase) -> Span:
    """From the thing to the verb, or from the verb to the thing."""
    places = (thing.whole.start, thing.whole.stop - 1, found.group, found.verb.stop - 1)
    return told.hull(range(min(places), max(places) + 1))
