"""The clauses of a report that may say what will be done or will come, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.core import Quotation, Report, Span
from onrecord.core.ledger import Deadline
from onrecord.ledger.clause_words import Sentence, between, of_kind, sentence_of
from onrecord.ledger.clauses import Clause, clause_of, condition_of
from onrecord.ledger.holding import Holding
from onrecord.ledger.markers import Opening, openings, present_verbs, telltales
from onrecord.ledger.parties import Parties
from onrecord.ledger.times import words_of_time
from onrecord.resolve.layout import Layout

_LONGEST = 400
"""A run of more words is a list or a table, no sentence: it is not read, so that time stays linear."""
_DENIED = frozenset({"won", "wouldn", "shan", "mustn"})
"""What is left of a marker before "'t"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause that may be a commitment."""

    sentence: Sentence
    opening: Opening
    clause: Clause
    quotation: Quotation | None
    """The innermost quotation whose content holds what is to be done."""
    own: bool
    """Whether its subject is who speaks: "I", or "he" where he is said to say it."""
    named: bool
    """Whether its subject is a name."""
    condition: Span | None
    due: Deadline | None = None
    """The deadline that belongs to it; None as well where it was not looked for (`dated`)."""
    time: Deadline | None = None
    """The time in its clause, its own or not: plans are told with times, whatever happens at them."""

    @property
    def span(self) -> Span:
        """Where the clause stands."""
        return self.sentence.between(self.clause.start, self.clause.end)


def candidates(report: Report, quotations: Sequence[Quotation], parties: Parties) -> Iterator[Candidate]:
    """The clauses of a report that may be commitments, in order of their markers."""
    layout, holding = Layout(report.text), Holding(quotations)
    last = 0
    for at, word in enumerate(layout.words):
        if word.start < last or not _may_open(layout, at):
            continue
        span = layout.sentence_span(word.start)
        if word.folded in present_verbs() and words_of_time().search(report.text, *span) is None:
            continue
        last = span.end
        if layout.word_at(span.end) - layout.word_at(span.start) > _LONGEST:
            continue
        sentence = sentence_of(layout, span)
        for opening, clause, quotation in _clauses(sentence, holding):
            yield Candidate(
                sentence,
                opening,
                clause,
                quotation,
                own=parties.speaks(sentence, clause, quotation),
                named=parties.named(sentence, clause) is not None,
                condition=condition_of(sentence, clause),
            )


_Found = tuple[Opening, Clause, Quotation | None]


def _clauses(sentence: Sentence, holding: Holding) -> list[_Found]:
    """The clauses that markers open; each ends before the next that "and" joins to it."""
    found: list[_Found] = []
    for opening in openings(sentence):
        at = sentence.words[min(opening.verb, len(sentence) - 1)].start
        quotation = holding.innermost(Span(at, at + 1))
        clause = clause_of(sentence, opening, _bounds(sentence, opening, quotation))
        if clause.end > max(clause.start, opening.at) and not _is_only_named(sentence, opening, clause):
            found.append((opening, clause, quotation))
    joined = [clause.start for _, clause, _ in found if sentence.is_a(clause.start - 1, "joiner")]
    return [(opening, _cut(clause, opening.verb, joined), quotation) for opening, clause, quotation in found]


def _is_only_named(sentence: Sentence, opening: Opening, clause: Clause) -> bool:
    """Whether a clause is asked, hinted or belongs to a noun, so that nobody says that it will be."""
    before = clause.start - 1
    if sentence.form(before) == "whether":
        return True
    if sentence.is_a(before - (sentence.form(before) == "that"), "hearsay"):
        return True  # "The suggestion that he will sell"
    if opening.marker.reading != "modal" and opening.marker.sign != "going to":
        return False
    subject = sentence.skip(opening.first - 1, -1)
    asks = sentence.tells(subject - 1) and not sentence.is_a(subject - 1, "noun and verb")
    if sentence.form(subject) in {"who", "which"} and asks:
        return True  # "Deciding who will sail"
    # "The mayors Castra will have are young": what they will have is told before.
    bare = opening.verb + 1 >= clause.end or sentence.is_a(opening.verb + 1, "finite be", "modal")
    return bare and sentence.is_a(opening.verb, "needing")


def _cut(clause: Clause, verb: int, joined: Sequence[int]) -> Clause:
    end = min((start - 1 for start in joined if verb < start - 1 < clause.end), default=clause.end)
    return replace(clause, end=end)


def _may_open(layout: Layout, at: int) -> bool:
    """Whether the word at a place shows that its sentence may hold a marker."""
    word = layout.words[at]
    if word.folded == "to":
        return at > 0 and layout.words[at - 1].folded in of_kind("plain be")
    followers = telltales().get(word.folded)
    if followers is not None:
        following = layout.words[at + 1].folded if at + 1 < len(layout.words) else ""
        behind = following in followers or ("to" in followers and _is_between(following))
        return not followers or behind
    ending = layout.text[word.end + 1 : word.stop]
    return ending in {"ll", "d"} or (ending == "t" and word.folded in _DENIED)


def _is_between(word: str) -> bool:
    """Whether a word behind "promised" may begin what stands before its "to"."""
    return word in between() | of_kind("adverb") or word.endswith("ly")


def _bounds(sentence: Sentence, opening: Opening, quotation: Quotation | None) -> Span:
    """What the clause must stay within: its part of a quotation's content, short of who says it."""
    if quotation is None:
        return sentence.span
    first, verb = sentence.words[opening.first].start, sentence.words[opening.verb].start
    part = next(part for part in quotation.content if part.start <= verb < part.end)
    told = [span.start for span in (*quotation.source, *quotation.cue) if span.start > verb]
    # The words "promised to" are a cue themselves, and their subject a source.
    start = part.start if part.start <= first else sentence.span.start
    return Span(max(start, sentence.span.start), min([sentence.span.end, part.end, *told]))
