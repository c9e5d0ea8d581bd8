"""What tells a promise from a prediction, and both from neither: signs of a clause and around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.core.tables import rows, several
from onrecord.ledger.candidates import Candidate
from onrecord.ledger.clause_words import cues

_PERSONS = {"i": "I", "we": "we", "you": "you", "he": "he", "she": "he", "they": "they"}
_NEAR = 8
"""Within so many words before a clause a verb of thinking or wishing governs it."""
_SHORT = 2
_FAMILIES = {
    "will": {"will", "going to", "shall"},
    "would": {"would"},
    "seen": {"likely", "expected", "expects", "expects other", "foreseen other", "foreseen thing"},
    "bound": {"promise", "plans", "planned", "determined", "offer", "agree", "promise noun", "promise thing"},
}
"""Markers that are alike; the others open something more seldom."""
_BY_ANOTHER_VERB = frozenset({"own", "noun", "other", "thing"})
"""Readings in which the marker is not the verb of what is to be done."""
_WORD = re.compile(r"[^\W_]+")


def signs(candidate: Candidate) -> Iterator[str]:
    """The names of the signs that a candidate shows, as in `data/commitment_weights.tsv`."""
    marker = candidate.opening.marker
    family = next((name for name, held in _FAMILIES.items() if marker.sign in held), "other")
    subject, verb, cue = _subject(candidate), _verb(candidate), cue_of(candidate)
    voice = candidate.quotation.type if candidate.quotation else "report"
    yield from (f"marker {marker.sign}", f"read as {marker.reading}")
    yield from (f"subject {subject}", f"{family}: subject {subject}")
    yield from (f"verb {verb}", f"{family}: verb {verb}")
    yield f"{'self' if subject in {'I', 'we', 'self'} else 'another'}: verb {verb}"
    yield from (f"in {voice}", f"{family}: in {voice}")
    yield from (f"cue {cue}", f"{family}: cue {cue}")
    if candidate.condition is not None:
        yield from ("conditional", f"{family}: conditional")
    if candidate.time is not None:
        yield from ("due", f"due on {'a day' if candidate.time.precision == 'day' else 'no day'}")
    yield from _before(candidate)
    yield from _around(candidate)
    yield from _marked(candidate)


def cue_of(candidate: Candidate) -> str:
    """What the words by which it is said make of it, "none" without: a verb just before it, else the cue."""
    sentence, at = candidate.sentence, candidate.clause.start - 1
    at -= sentence.form(at) == "that"
    told = [sentence.form(at)]
    if candidate.quotation is not None:
        cue = (span.of(sentence.text).casefold() for span in candidate.quotation.cue)
        told += (word for words in cue for word in _WORD.findall(words))
    kinds = [cues()[word] for word in told if word in cues()]
    return next((kind for kind in kinds if kind != "said"), kinds[0] if kinds else "none")


@cache
def verb_kinds() -> dict[str, str]:
    """What kind of thing each verb does, by its plain form."""
    return {verb: kind for kind, verbs, _ in rows(__package__, "commitment_verbs") for verb in several(verbs)}


def is_aside(candidate: Candidate) -> bool:
    """Whether a speaker only tells of their own words: "I will tell you straight", "I'll be honest"."""
    sentence, at = candidate.sentence, candidate.opening.verb
    if candidate.opening.marker.reading not in {"modal", "state"} or candidate.due is not None:
        return False
    subject = candidate.clause.subject.places
    if subject is None or sentence.form(subject.start) not in {"i", "we"}:
        return False
    after = sentence.skip(at + 1, 1)
    if sentence.form(at) == "be":
        # "We will be honest about the costs" binds.
        return sentence.is_a(after, "frank") and sentence.form(after + 1) not in {"about", "in", "on", "to"}
    if not sentence.is_a(at, "of speech") or any(
        sentence.form(i) == "not" for i in range(candidate.opening.first, at)
    ):
        return False
    return sentence.form(after) in {"you", "this", "that", "it"} or after >= candidate.clause.end


def _subject(candidate: Candidate) -> str:
    """What kind of subject the clause has."""
    subject, sentence = candidate.clause.subject, candidate.sentence
    if not subject.places:
        return "shared" if subject.shared else "none"
    form = sentence.form(subject.places.start)
    person = _PERSONS.get(form) if len(subject.places) == 1 else None
    if candidate.own:
        return person if person in {"I", "we"} else "self"
    if len(subject.places) == 1 and sentence.is_a(subject.places.start, "thing"):
        return "it"
    sort = "name" if candidate.named else "noun"
    sort = "proposal" if sentence.is_a(subject.places[-1], "proposal") else sort
    return person or ("relative" if subject.relative else sort)


def _verb(candidate: Candidate) -> str:
    """What kind of verb says what is to be done."""
    sentence, at = candidate.sentence, candidate.opening.verb
    while sentence.form(at) == "to" or sentence.is_adverb(at):
        at += 1
    after = sentence.skip(at + 1, 1)
    form = sentence.form(after)
    if sentence.form(at) == "be":
        if form.endswith("ed") or sentence.is_a(after, "irregular participle"):
            return "passive"
        kind = "progressive" if form.endswith("ing") else "being"
        return "able" if form in {"able", "unable"} else kind
    if sentence.form(at) == "have" and form.endswith(("ed", "en", "ne")):
        return "perfect"
    return verb_kinds().get(sentence.form(at), "unknown")


def _before(candidate: Candidate) -> Iterator[str]:
    """What the words before the clause make of it."""
    sentence, start = candidate.sentence, candidate.clause.start
    if sentence.form(start - 1) == "that":
        yield "after that" if sentence.tells(start - 2) else "after a noun and that"
    elif sentence.is_a(start - 1, "opener"):
        yield from ("subordinate", f"after {sentence.form(start - 1)}")
    near = range(max(0, start - _NEAR), start)
    if any(sentence.is_a(at, "thinking") for at in near):
        yield "thought"
    if any(sentence.is_a(at, "wishing") for at in near):
        yield "wished"


def _around(candidate: Candidate) -> Iterator[str]:
    """How the clause and its sentence are built."""
    sentence, clause, opening = candidate.sentence, candidate.clause, candidate.opening
    end = sentence.text[sentence.words[-1].end : sentence.span.end].strip()
    if clause.subject.relative:
        yield "relative"
    if end.startswith("?"):
        yield "question"
    if not end:
        yield "headline"
    if opening.marker.reading == "modal" and sentence.is_a(opening.at + 1, "pronoun"):
        yield "question form"
    if clause.end - opening.verb <= _SHORT:
        yield "short"


def _marked(candidate: Candidate) -> Iterator[str]:
    """How the marker is put: denied, only possible, compared, owned, hedged, past."""
    sentence, opening, reading = candidate.sentence, candidate.opening, candidate.opening.marker.reading
    if reading in _BY_ANOTHER_VERB:
        group = range(max(opening.first - 1, 0), opening.at)
        if any(sentence.is_a(at, "denying") for at in group):
            yield "marker denied"
        if any(sentence.is_a(at, "unsure") for at in group):
            yield "marker possible"
    if reading == "noun":
        yield "owned" if candidate.clause.subject.places else "not owned"
        if sentence.form(opening.at - 1) == "no":
            yield "no such noun"
    if sentence.is_a(opening.at - 1, "comparing") or sentence.is_a(opening.at, "comparing"):
        yield "compared"
    if any(sentence.is_a(at, "hedge") for at in range(opening.first - 1, opening.verb + 1)):
        yield "hedged"
    if opening.first != opening.at and sentence.form(opening.first) in {"was", "were", "had", "did"}:
        yield "past"
    elif opening.marker.words[0].endswith("ed"):
        yield "past word"
    if reading == "state" and opening.first == opening.at:
        yield "reduced"
