"""What a commitment is about, and whether a later sentence is about the very same; in doubt it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from onrecord.core import Span
from onrecord.core.ledger import Commitment
from onrecord.ledger.status_reading import PLACING, PREPOSITIONS, Phrase, Said, phrase, said, table
from onrecord.ledger.status_verbs import Verb, doings, longest
from onrecord.ledger.tenses import is_past_form
from onrecord.ledger.timewords import phrases
from onrecord.match.statements.forms import form_of, kin_of
from onrecord.match.statements.spoken import Word, negations
from onrecord.match.statements.wording import is_content_word, stem_of, tokens, weight_of
from onrecord.resolve.tables import tables

_TELLS = 1.1
"""What a word that tells something weighs more than (nats)."""
_SHARE = 0.7
"""So much of what a thing is called, by weight, a later sentence has."""
_RARE = 2.6
"""What a word weighs that tells one thing from others of the sort, where nothing else told of it (nats)."""
_SETTING = 0.2
"""So much of the names of one report, by weight, another on the same matter has at least."""
_PLAIN = PREPOSITIONS - {"for", "without"}
"""Small words that change nothing; "closed for Easter" does not say that it was closed for good."""
_BEFORE_VERB = frozenset("to be not never have will shall would going now also only".split())
_WE = frozenset({"i", "we"})
_SOMEBODY = frozenset({"i", "we", "he", "she", "they", "who", "him", "her", "them"})


@dataclass(frozen=True)
class Matter:
    """A commitment as it is compared: what is to be done, to what, by whom.

    `verb` is what is to be done, None where the tables have no verb for it; `head` is what it is done to and
    `tells` all that it is called, with what each word weighs; the words are compared by their kin.
    """

    verb: Verb | None
    denied: bool
    head: str | None
    tells: Mapping[str, float]
    names: frozenset[str]
    figures: frozenset[str]
    actors: frozenset[str]
    acted: bool
    """Whether the verb has an object, so that the actor is not what it is done to."""
    passive: bool
    """Whether it is done to the actor ("to be opened")."""
    definite: bool
    own: frozenset[str]
    """All words of the commitment."""
    text: str


@lru_cache(maxsize=1024)
def matter_of(commitment: Commitment, text: str) -> Matter:
    """What a commitment is about; `text` is that of its report."""
    what = said(text, commitment.what)
    left_out = [part for part in (commitment.due and commitment.due.text, commitment.condition) if part]
    own = [at for at, word in enumerate(what.words) if not any(part.overlaps(word.span) for part in left_out)]
    end = _end(own)
    at = _verb_place(what, end)
    verb = longest(what.forms(range(end)), at, doings())
    behind = at + (len(verb) if verb else 1)
    who = said(text, commitment.who) if commitment.who else None
    doer = phrase(who, range(len(who.words))) if who else None
    done_to = phrase(what, range(behind, end)) if what.form(at - 1) != "be" else None
    side, thing = (what, done_to) if done_to else (who, doer)
    extra = range(behind, end) if not done_to else range(0)
    named = [side.words[at] for at in thing.whole] if side and thing else []
    named += [what.words[at] for at in extra]
    actors = {word.kin for word in who.words if _tells(word)} if who else set()
    if commitment.who_name:
        actors |= _named(commitment.who_name)
    between = said(text, Span(commitment.span.start, max(commitment.span.start, commitment.what.end)))
    return Matter(
        verb=verb,
        denied=any(word.form in negations() for word in between.words),
        head=side.words[thing.head].kin if side and thing else None,
        tells={word.kin: word.weight for word in named if _tells(word)},
        names=frozenset(word.kin for word in named if word.sort == "name" and not _is_time(word)),
        figures=frozenset(word.kin for word in named if word.sort == "number"),
        actors=frozenset(actors),
        acted=done_to is not None,
        passive=what.form(at - 1) == "be" and is_past_form(what.form(at)),
        definite=not (side and thing and _determiner(side, thing) in {"a", "an", "another"}),
        own=kins_of(commitment.span.of(text)),
        text=text,
    )


def has_actor(commitment: Commitment, text: str, matter: Matter) -> bool:
    """Whether somebody is bound: of what is only planned ("the vote is to be held"), somebody must do it."""
    if commitment.type != "plan":
        return True
    if commitment.who is None:
        return False
    words = commitment.who.of(text).casefold().split()
    known = commitment.who_name is not None or not _SOMEBODY.isdisjoint((words[0], words[-1]))
    known = known or words[-1] in tables().roles or words[-1] in tables().peoples
    return (known and not matter.passive) or matter.acted


def _end(own: list[int]) -> int:
    """The place behind the words that stand before a deadline or condition."""
    return next((at for at, place in enumerate(own) if at != place), len(own))


def _verb_place(what: Said, end: int) -> int:
    at = 0
    while at < end - 1 and (what.form(at) in _BEFORE_VERB or what.form(at).endswith("ly")):
        at += 1
    return at


def _tells(word: Word) -> bool:
    return word.weight > _TELLS and word.sort in {"word", "name"}


def _determiner(told: Said, thing: Phrase) -> str:
    return told.form(thing.core.start - 1)


def is_of(told: Said, thing: Phrase, matter: Matter) -> bool:
    """Whether a noun of a sentence is the thing committed to: head and most of its words, nothing foreign."""
    return told.words[thing.head].kin == matter.head and _is_told(told, thing, matter)


def is_vessel_of(told: Said, thing: Phrase, matter: Matter) -> bool:
    """Whether a noun is a plan of it ("the plan to open it") or names doing it ("the opening of it")."""
    head, behind = told.words[thing.head], told.form(thing.core.stop)
    own = kin_of(matter.verb[0]) if matter.verb else None
    planned = (head.form,) in table("vessel")
    if not own or not (planned or head.kin == own) or not _is_told(told, thing, matter):
        return False
    first = thing.core.stop + 1
    if behind in {"to", "of", "for"} and told.words[first : first + 1] and told.words[first].kin == own:
        # "The plan to open the pier", but not "the plan to delay the opening of the pier".
        first += 1
    elif behind not in {"of", "for"}:
        return False
    rest = phrase(told, range(first, thing.whole.stop))
    return rest is not None and is_of(told, rest, matter)


def is_doing(told: Said, thing: Phrase, matter: Matter) -> bool:
    """Whether words are doing it: "reopening the pool", where somebody ruled that out."""
    first = told.words[thing.core.start]
    if not matter.verb or first.kin != kin_of(matter.verb[0]) or not first.form.endswith("ing"):
        return False
    rest = phrase(told, range(thing.core.start + len(matter.verb), thing.whole.stop))
    return rest is not None and is_of(told, rest, matter)


def _is_told(told: Said, thing: Phrase, matter: Matter) -> bool:
    here = {told.words[at].kin for at in range(len(told.words))}
    known, elsewhere = kins_of(matter.text), kins_of(told.text)
    common = {kin: weight for kin, weight in matter.tells.items() if kin not in matter.names}
    shared = fsum(weight for kin, weight in common.items() if kin in here)
    if not matter.names <= elsewhere or shared < _SHARE * fsum(common.values()):
        return False
    counted = {told.words[at].kin for at in thing.core if told.words[at].sort == "number"}
    if not counted <= matter.figures <= set(told.kins(thing.whole)) or not (common or matter.names):
        return False
    if any(
        (told.form(at),) in table("other") and told.words[at].kin not in matter.tells for at in thing.core
    ):
        return False
    core = (told.words[at] for at in thing.core)
    return all(word.weight <= _RARE or word.kin in known or (word.form,) in table("vessel") for word in core)


def is_familiar(told: Said, places: Iterable[int], matter: Matter) -> bool:
    """Whether words beside what happened are the commitment's, names, times, or tell who reports it.

    Any other may change what is told: "claimed that it opened", "opened on paper", "closed for a day".
    """
    for at in places:
        word = told.words[at]
        light = word.weight <= _TELLS and word.form != "for"
        plain = light or told.text[word.span.start].isupper() or _is_time(word)
        known = word.kin in matter.own or word.form in _PLAIN or (word.form,) in table("beside")
        if not (plain or known):
            return False
    return True


def is_elsewhere(told: Said, matter: Matter) -> bool:
    """Whether a sentence names a place, or what else a thing is of, that the commitment's report does not."""
    known = kins_of(matter.text)
    for at, word in enumerate(told.words):
        near = {told.form(before) for before in range(max(0, at - 2), at)}
        capital = told.text[word.span.start].isupper()
        foreign = capital and word.kin not in known and not _is_time(word)
        if foreign and near & PLACING:
            return True
    return False


def _is_time(word: Word) -> bool:
    return word.sort == "number" or _is_day_name(word.form)


def _is_day_name(form: str) -> bool:
    return any((form,) in phrases(kind).values for kind in ("month", "weekday"))


def is_same_setting(told: Said, matter: Matter) -> bool:
    """Whether two reports are on one matter: by the commitment's names, else by those of both reports."""
    own, other = _names(matter.text), _names(told.text)
    if any(word.kin in (matter.names | matter.actors) and word.kin in own for word in told.words):
        return True
    shared = fsum(weight for name, weight in own.items() if name in other)
    least = min(fsum(own.values()), fsum(other.values()))
    return shared > 0 and shared >= _SETTING * least


def is_by_actor(told: Said, subject: Phrase | None, speaker: str | None, matter: Matter) -> bool:
    """Whether a subject is who committed to it: by its head, or all its words; or "we" in its own words."""
    if subject is None:
        return False
    if len(subject.whole) == 1 and told.form(subject.head) in _WE:
        return speaks_for(speaker, matter)
    # "Holt's aide" and "Holt shares" are not Holt, "Ida Holt of the city of Ansby" acts for that.
    by_head = told.words[subject.head].kin in matter.actors
    return by_head or bool(
        matter.actors and matter.actors <= set(told.kins(subject.whole)) and _is_name(told, subject)
    )


def _is_name(told: Said, thing: Phrase) -> bool:
    start = told.words[thing.head].span.start
    return told.text[start].isupper() and "'s" not in told.hull(thing.core).of(told.text).replace("’", "'")


def speaks_for(speaker: str | None, matter: Matter) -> bool:
    """Whether a speaker is, by name, who committed to it."""
    return speaker is not None and not _named(speaker).isdisjoint(matter.actors)


def _named(name: str) -> set[str]:
    """The words of a name as they are compared."""
    found = tokens(name, (Span(0, len(name)),))
    return {kin_of(form_of(token.text)) for token in found if is_content_word(token.stem)}


@lru_cache(maxsize=512)
def kins_of(text: str) -> frozenset[str]:
    """The words of a text as they are compared."""
    return frozenset(kin_of(form_of(token.text)) for token in tokens(text, (Span(0, len(text)),)))


@lru_cache(maxsize=512)
def _names(text: str) -> dict[str, float]:
    """Words with a capital inside a sentence, with what each weighs; days and months are none."""
    found: dict[str, float] = {}
    for token in tokens(text, (Span(0, len(text)),)):
        before = text[: token.span.start].rstrip(" “”\"'‘’")[-1:]
        inside = before not in {"", ".", "!", "?", ":", "\n"} or token.text.isupper()
        if token.text[0].isupper() and inside and len(token.text) > 2:
            form = form_of(token.text)
            if not _is_day_name(form):
                found[kin_of(form)] = weight_of(stem_of(token.text))
    return found


def are_one(one: Matter, other: Matter) -> bool:
    """Whether two commitments are to do the same with the same thing."""
    if (
        one.head is None
        or one.head != other.head
        or one.denied != other.denied
        or one.figures != other.figures
    ):
        return False
    if one.names ^ other.names and not (
        one.names <= kins_of(other.text) and other.names <= kins_of(one.text)
    ):
        return False
    small, large = sorted((one, other), key=lambda each: fsum(each.tells.values()))
    shared = fsum(weight for kin, weight in large.tells.items() if kin in small.tells)
    return shared >= _SHARE * fsum(large.tells.values())


def shares_actor(one: Matter, other: Matter) -> bool:
    """Whether two may be of one actor: a word in common, or one of them does not tell who acts."""
    told = one.acted and other.acted and one.actors and other.actors
    return not told or bool(one.actors & other.actors)
