"""Who is to do what is promised and for whom: the words for them, and a name where the text tells one."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.core import Name, Quotation, Span, Speaker
from onrecord.ledger.clause_words import AUXILIARY, Sentence, of_kind
from onrecord.ledger.clauses import Clause
from onrecord.resolve.runs import given_gender
from onrecord.resolve.tables import GENDER_OF, fold, tables

_LONGEST = 5
"""So many words behind "for" at most name those for whom something is done."""


class Parties:
    """The names and speakers of one report, asked who the subject of a clause is."""

    def __init__(self, text: str, quotations: Sequence[Quotation], names: Sequence[Name]) -> None:
        self._text = text
        self._names = tuple(names)
        written = {" ".join(name.span.of(text).split()) for name in self._names}
        written |= {quotation.speaker.name for quotation in quotations if quotation.speaker is not None}
        self._written: dict[str, set[str]] = {}
        for each in written:
            self._written.setdefault(_last_word(each), set()).add(each)

    def speaks(self, sentence: Sentence, clause: Clause, quotation: Quotation | None) -> bool:
        """Whether the subject is who speaks: "I", "we", or the speaker as the reporter tells of them."""
        places = clause.subject.places
        if not places:
            return False
        form, single = sentence.form(places.start), len(places) == 1
        if single and form in {"i", "we"}:
            return True
        relayed = quotation is not None and any(
            span.of(self._text).casefold() in of_kind("relaying") for span in quotation.cue
        )
        # "Brun reports that she will resign" tells of another.
        if quotation is None or quotation.speaker is None or quotation.type == "direct" or relayed:
            return False
        if single and form in GENDER_OF.keys() | {"it", "they"}:
            return self._may_mean(sentence, places.start, quotation.speaker)
        last = sentence.words[places[-1]]
        return last.capital and last.form == _last_word(quotation.speaker.name)

    def _may_mean(self, sentence: Sentence, at: int, speaker: Speaker) -> bool:
        """Whether a pronoun at a place may be who speaks."""
        form = sentence.form(at)
        if form in GENDER_OF and speaker.kind == "person":
            known, gender = given_gender(speaker.name.split(maxsplit=1)[0])
            return not known or gender in {None, GENDER_OF[form]}
        # "The bank opposes the bill because it would ..."
        meant = form == "it" and any(_is_proposal(sentence, i) for i in range(at))
        return speaker.kind in {"organisation", "group"} and not meant and form in {"it", "they"}

    def named(self, sentence: Sentence, clause: Clause) -> Name | None:
        """The name with which the subject ends, a place's too: it stands for its government."""
        if not clause.subject.places:
            return None
        last = sentence.words[clause.subject.places[-1]]
        return next((name for name in self._names if name.span.start <= last.start < name.span.end), None)

    def who(
        self, sentence: Sentence, clause: Clause, quotation: Quotation | None
    ) -> tuple[Span | None, str | None]:
        """The words for the subject, and its name: None where they are several or the text tells none."""
        places = clause.subject.places
        if not places:
            return None, None
        span = sentence.between(places.start, places.stop)
        name = self.named(sentence, clause)
        if name is not None and span.covers(name.span):
            before = [at for at in places if sentence.words[at].start < name.span.start]
            apart = any(sentence.is_a(at, "joiner", "preposition") for at in before)
            owned = any(sentence.words[at].possessive for at in places[:-1])
            return span, None if apart or owned else self._fullest(" ".join(name.span.of(self._text).split()))
        if sentence.form(places.start) == "there":
            return None, None
        spoken = quotation is not None and sentence.form(places.start) != "we"
        if spoken and quotation is not None and self.speaks(sentence, clause, quotation):
            speaker = quotation.speaker
            return span, None if speaker is None or self._nearer(span, quotation) else speaker.name
        return span, None

    def _nearer(self, subject: Span, quotation: Quotation) -> bool:
        """Whether another person is named between who speaks and "he": he may be either of them."""
        if quotation.speaker is None or subject.of(self._text).casefold() not in GENDER_OF:
            return False
        told = [span.end for span in (*quotation.source, *quotation.cue) if span.end <= subject.start]
        begins = max(told, default=min(part.start for part in quotation.content))
        speaker = _last_word(quotation.speaker.name)
        between = (n for n in self._names if n.kind == "person" and begins <= n.span.start < subject.start)
        return any(_last_word(name.span.of(self._text)) != speaker for name in between)

    def for_whom(self, sentence: Sentence, begin: int, end: int) -> Span | None:
        """Those for whom something is done, from a place on: names or words for people behind "for"."""
        for at in range(begin, end):
            if sentence.form(at) != "for":
                continue
            last = min(at + 1 + _LONGEST, end)
            stop = next((i for i in range(at + 1, last) if sentence.marks(i) or _closes(sentence, i)), last)
            people = stop > at + 1 and self._is_somebody(sentence, stop - 1)
            if people:
                return sentence.between(at + 1, stop)
        return None

    def _is_somebody(self, sentence: Sentence, at: int) -> bool:
        word = sentence.words[at]
        if any(n.span.start <= word.start < n.span.end for n in self._names if n.kind != "place"):
            return True
        roles = tables().roles
        return word.form in tables().peoples or word.form in roles or word.form.removesuffix("s") in roles

    def _fullest(self, written: str) -> str:
        """The longest form in which the report gives a name, if there is only one."""
        same = self._written.get(_last_word(written), set())
        longer = [each for each in same if len(each) > len(written) and each.endswith(f" {written}")]
        return longer[0] if len(longer) == 1 else written


def _is_proposal(sentence: Sentence, at: int) -> bool:
    """Whether a bill or the like is named, not told of another noun ("a policy meeting")."""
    ends = sentence.marks(at + 1) or sentence.is_a(at + 1, "opener", "preposition", "relative", *AUXILIARY)
    return bool(ends) and sentence.is_a(at, "proposal")


def _closes(sentence: Sentence, at: int) -> bool:
    return sentence.is_a(at, "preposition", "joiner", "opener", "relative")


def _last_word(name: str) -> str:
    words = name.split()
    return fold(words[-1]) if words else ""
